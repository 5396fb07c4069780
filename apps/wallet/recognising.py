"""Recognise what a learner brings: a link to an offer or a request, or the text of a credential."""

import re
from dataclasses import dataclass
from typing import Literal
from urllib.parse import parse_qs, urlsplit

from credentials.errors import MalformedDocumentError
from credentials.parsing import parse_json
from webapp.errors import Refusal

Kind = Literal["offer", "request", "credential"]

LONGEST = 262_144
OFFER_SCHEME = "openid-credential-offer"
REQUEST_SCHEMES = ("openid4vp", "haip", "mdoc-openid4vp", "eudi-openid4vp")
OFFER_PARAMETERS = {"credential_offer", "credential_offer_uri"}

_LINK = re.compile(r"[a-z][a-z0-9+.-]*:/?/?[^\s<>\"“”]+", re.IGNORECASE)


@dataclass(frozen=True)
class Brought:
    """What a learner brought, and what it is."""

    kind: Kind
    text: str


def recognise(text: str) -> Brought:
    """Tell what a text is; raises Refusal when it is nothing this wallet can use."""
    text = text.strip()
    if not text:
        raise Refusal("There is nothing to add yet", "Paste a link or the text of a credential.")
    if len(text) > LONGEST:
        found = f"Found {len(text)} characters, expected at most {LONGEST}."
        raise Refusal("This text is too long", found, status=413)
    if text.startswith("{"):
        return _document(text)
    links = [brought for link in _LINK.findall(text)[:50] if (brought := _linked(link))]
    if links:
        # A link that says what it is comes before a bare address.
        return min(links, key=lambda brought: "?" not in brought.text)
    raise Refusal(
        "This wallet does not know what that is",
        "Paste the whole link of an offer or a request, or the whole text of a credential, which "
        "starts with a curly bracket.",
    )


def _document(text: str) -> Brought:
    try:
        document = parse_json(text)
    except MalformedDocumentError as error:
        meaning = f"It may have been cut off or changed on the way. Copy all of it again. Found: {error}."
        raise Refusal("This text cannot be read", meaning) from error
    if "credential_issuer" in document:
        return Brought("offer", text)
    if "credentialSubject" in document:
        return Brought("credential", text)
    raise Refusal(
        "This text is not a credential", "It says nothing about anybody. Paste the whole text of one card."
    )


def _linked(link: str) -> Brought | None:
    link = link.rstrip(".,;)")
    try:
        parts = urlsplit(link)
        given = set(parse_qs(parts.query, keep_blank_values=True, max_num_fields=32))
    except ValueError:
        return None
    if parts.scheme == OFFER_SCHEME or (parts.scheme in ("http", "https") and given & OFFER_PARAMETERS):
        return Brought("offer", link)
    if parts.scheme in REQUEST_SCHEMES or {"client_id", "request_uri"} <= given:
        return Brought("request", link)
    return Brought("offer", link) if parts.scheme in ("http", "https") else None
