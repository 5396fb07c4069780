"""Whom the wallet can name: its own list, because nobody is believed about their own name."""

from collections.abc import Mapping
from urllib.parse import unquote, urlsplit

from credentials.errors import CredentialError
from credentials.proofs.dids import did_web, did_web_url
from credentials.verifying import TrustedIssuer
from webapp.institution_folder import InstitutionFolder
from webapp.settings import Settings

KnownParties = Mapping[str, TrustedIssuer]

PAPER = "known-parties.json"


def known_parties(folder: InstitutionFolder) -> KnownParties:
    """Read the wallet's list of issuers and askers, by their DIDs."""
    listed = folder.json(PAPER)["parties"] if folder.has(PAPER) else ()
    return {
        entry["did"]: TrustedIssuer(did=entry["did"], name=entry["name"], reason=entry["reason"])
        for entry in listed
    }


def did_of_site(address: str) -> str | None:
    """Give the did:web of the site at an address; None where a site of that kind has none."""
    try:
        parts = urlsplit(address)
        return did_web(f"{parts.scheme}://{parts.netloc}") if parts.path in ("", "/") else None
    except ValueError:
        return None


def origin_of_did(did: str, settings: Settings) -> str | None:
    """Give the origin of the site of a did:web; None for any other DID."""
    try:
        parts = urlsplit(did_web_url(did, http_origins=settings.http_origins))
    except CredentialError:
        return None
    return f"{parts.scheme}://{parts.netloc}"


def host_of(address: str) -> str:
    """Give the host that an address leads to, as people read it."""
    try:
        return urlsplit(address).netloc or address
    except ValueError:
        return address


def shown_did(did: str) -> str:
    """Give what a DID tells people: the site of a did:web, else the DID itself."""
    return unquote(did.removeprefix("did:web:").replace(":", "/")) if did.startswith("did:web:") else did


def accent_of(did: str, settings: Settings) -> str:
    """Name the colours that a card of this issuer wears."""
    for site, origin in (("college", settings.college), ("employer", settings.employer)):
        if did == did_web(origin):
            return site
    return "plain"
