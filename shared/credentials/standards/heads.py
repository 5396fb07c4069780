"""Keep what stands at the head of each document: its contexts in their order, its types, and its dates.

https://www.imsglobal.org/spec/ob/v3p0#achievementcredential
https://www.w3.org/TR/vc-data-model-2.0/#contexts
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial

from credentials.errors import MalformedDocumentError
from credentials.standards.vc import (
    CREDENTIALS_V1,
    CREDENTIALS_V2,
    JSON,
    VERIFIABLE_CREDENTIAL,
    VERIFIABLE_PRESENTATION,
    as_list,
    read_timestamp,
    types_of,
)

OPEN_BADGES = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
OPEN_BADGES_EXTENSIONS = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"
CLR = "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json"

# The words for schemas, refreshing and the older revocation lists are in the extensions: without these they
# would stay unsigned.
BADGE_CONTEXTS = (CREDENTIALS_V2, OPEN_BADGES, OPEN_BADGES_EXTENSIONS)
RECORD_CONTEXTS = (CREDENTIALS_V2, CLR, OPEN_BADGES, OPEN_BADGES_EXTENSIONS)

BADGE_TYPES = ("OpenBadgeCredential", "AchievementCredential")
OLD = " 1.1"

_OPEN_BADGES = re.compile(r"https://purl\.imsglobal\.org/spec/ob/v3p0/context(-3\.\d\.\d)?\.json", re.ASCII)
_CLR = re.compile(r"https://purl\.imsglobal\.org/spec/clr/v2p0/context(-2\.\d\.\d)?\.json", re.ASCII)
# These two define words of the second credentials context in another way, so the two cannot stand together.
_NOT_WITH_V2 = tuple(
    f"https://purl.imsglobal.org/spec/ob/v3p0/context{version}.json" for version in ("", "-3.0.1")
)

Breach = tuple[str, str, str]


def is_old(document: JSON) -> bool:
    """Tell whether a credential is of version 1.1 of the data model, by the context it begins with."""
    return as_list(document.get("@context"))[:1] == [CREDENTIALS_V1]


def version_of(kind: str, document: JSON) -> str:
    """Name the class of a credential in the version of the data model that it is of."""
    return f"{kind}{OLD}" if is_old(document) else kind


def _credential_head(document: JSON, *, first: str = CREDENTIALS_V2) -> Iterator[Breach]:
    if as_list(document.get("@context"))[:1] != [first]:
        yield "@context", f"does not begin with {first}", f"{first} first"
    if VERIFIABLE_CREDENTIAL not in types_of(document):
        yield "type", f"does not include {VERIFIABLE_CREDENTIAL}", f"{VERIFIABLE_CREDENTIAL} among the types"


def _badge_head(document: JSON, *, first: str = CREDENTIALS_V2) -> Iterator[Breach]:
    yield from _with_open_badges(document, at=1, first=first)
    if not set(types_of(document)) & set(BADGE_TYPES):
        wrong = "includes neither OpenBadgeCredential nor AchievementCredential"
        yield "type", wrong, "one of them among the types"


def _with_open_badges(document: JSON, *, at: int = 1, first: str = CREDENTIALS_V2) -> Iterator[Breach]:
    """Require the contexts of the credential and, at its place, of Open Badges."""
    yield from _credential_head(document, first=first)
    found = as_list(document.get("@context"))[at : at + 1]
    if not any(isinstance(url, str) and _OPEN_BADGES.fullmatch(url) for url in found):
        yield (
            "@context",
            "does not continue with the context of Open Badges 3.0",
            f"{OPEN_BADGES} at {at + 1}",
        )
    elif first == CREDENTIALS_V2 and found[0] in _NOT_WITH_V2:
        wrong = "continues with an Open Badges context that cannot be combined with the one before it"
        yield "@context", wrong, OPEN_BADGES


def _record_head(document: JSON, *, first: str = CREDENTIALS_V2) -> Iterator[Breach]:
    yield from _with_open_badges(document, at=2, first=first)
    found = as_list(document.get("@context"))[1:2]
    if not any(isinstance(url, str) and _CLR.fullmatch(url) for url in found):
        yield (
            "@context",
            "does not continue with the context of the Comprehensive Learner Record",
            f"{CLR} at 2",
        )
    if "ClrCredential" not in types_of(document):
        yield "type", "does not include ClrCredential", "ClrCredential among the types"
    subject = document.get("credentialSubject")
    for number, held in enumerate(
        as_list(subject.get("verifiableCredential")) if isinstance(subject, dict) else []
    ):
        if isinstance(held, dict) and first == CREDENTIALS_V2 and is_old(held):
            place = f"credentialSubject.verifiableCredential[{number}].@context"
            yield place, f"does not begin with {first}", f"{first} first"


def _status_list_head(document: JSON) -> Iterator[Breach]:
    yield from _credential_head(document)
    if "BitstringStatusListCredential" not in types_of(document):
        wrong = "does not include BitstringStatusListCredential"
        yield "type", wrong, "BitstringStatusListCredential among the types"


def _presentation_head(document: JSON) -> Iterator[Breach]:
    if as_list(document.get("@context"))[:1] not in ([CREDENTIALS_V2], [CREDENTIALS_V1]):
        yield "@context", f"does not begin with {CREDENTIALS_V2}", f"{CREDENTIALS_V2} first"
    if VERIFIABLE_PRESENTATION not in types_of(document):
        wrong = f"does not include {VERIFIABLE_PRESENTATION}"
        yield "type", wrong, f"{VERIFIABLE_PRESENTATION} among the types"


def _in_order(document: JSON) -> Iterator[Breach]:
    """Require the end of validity not to lie before its beginning."""
    for begins, ends in (("validFrom", "validUntil"), ("issuanceDate", "expirationDate")):
        try:
            if read_timestamp(document[begins]) > read_timestamp(document[ends]):
                yield ends, f"lies before {begins}", f"a time after {begins}"
        except (KeyError, MalformedDocumentError):
            continue


_HEADS: dict[str, Callable[..., Iterator[Breach]]] = {
    "OpenBadgeCredential": _badge_head,
    "EndorsementCredential": _with_open_badges,
    "ClrCredential": _record_head,
    "VerifiableCredential": _credential_head,
    "Held": _credential_head,
}
HEAD_RULES: dict[str, tuple[Callable[[JSON], Iterator[Breach]], ...]] = {
    **{kind: (rule, _in_order) for kind, rule in _HEADS.items()},
    **{f"{kind}{OLD}": (partial(rule, first=CREDENTIALS_V1), _in_order) for kind, rule in _HEADS.items()},
    "BitstringStatusListCredential": (_status_list_head, _in_order),
    "VerifiablePresentation": (_presentation_head,),
}
