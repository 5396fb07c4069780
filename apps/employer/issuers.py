"""The trust list: whose credentials count here, why, and who said so. A badge's own words never decide."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from credentials.errors import CredentialError, UnresolvableError
from credentials.proofs.dids import Resolve, did_web_url
from credentials.standards.vc import as_list
from credentials.verifying import TrustedIssuer
from employer.records import ListedIssuer
from webapp.errors import NotFoundRefusal, Refusal

LONGEST_DID = 500
HIGHEST_NUMBER = 2**31 - 1


@dataclass(frozen=True)
class SeenIssuer:
    """What an issuer's identifier leads to, before anybody vouches for it."""

    did: str
    host: str | None
    address: str | None
    keys: tuple[str, ...]


def trusted_issuers(session: Session) -> Mapping[str, TrustedIssuer]:
    """Give the trust list as the checks read it."""
    return {entry.did: TrustedIssuer(entry.did, entry.name, entry.reason) for entry in listed(session)}


def listed(session: Session) -> Sequence[ListedIssuer]:
    """List the entries that hold, in the order in which they came."""
    return [entry for entry in _all(session) if entry.removed_at is None]


def removed(session: Session) -> Sequence[ListedIssuer]:
    """List the entries that were removed."""
    return [entry for entry in _all(session) if entry.removed_at is not None]


def _all(session: Session) -> Sequence[ListedIssuer]:
    return session.exec(select(ListedIssuer).order_by(col(ListedIssuer.id))).all()


def look_up(did: str, *, resolve: Resolve, http_origins: frozenset[str]) -> SeenIssuer:
    """Fetch what an issuer publishes about itself; raises Refusal that says what is wrong with it."""
    did = did.strip()
    if not did.startswith(("did:web:", "did:key:")) or len(did) > LONGEST_DID:
        raise Refusal(
            "This is not the identifier of an issuer",
            f"Found “{did:.60}”, expected one that starts with did:web: or did:key:.",
        )
    try:
        address = did_web_url(did, http_origins=http_origins) if did.startswith("did:web:") else None
        document = resolve(did)
    except UnresolvableError as error:
        raise Refusal(
            "The issuer could not be found", f"{error}. Check the identifier, or try later."
        ) from error
    except CredentialError as error:
        raise Refusal("This is not the identifier of an issuer", str(error).capitalize() + ".") from error
    if document.get("id") != did:
        raise Refusal(
            "The document belongs to somebody else", f"It names {document.get('id')!s:.100}, expected {did}."
        )
    keys = tuple(
        name if isinstance(name, str) else str(name.get("id") if isinstance(name, dict) else name)
        for name in as_list(document.get("assertionMethod"))
    )
    if not keys:
        raise Refusal("This issuer publishes no key", f"{did} names no key that may sign credentials.")
    host = address.split("/")[2] if address else None
    return SeenIssuer(did, host, address, tuple(key[:300] for key in keys[:20]))


def add(
    session: Session, seen: SeenIssuer, *, name: str, reason: str, by: str, now: datetime
) -> ListedIssuer:
    """Put an issuer on the list; raises Refusal when it is there already."""
    if seen.did in trusted_issuers(session):
        raise Refusal("This issuer is on the list already", f"Found {seen.did}.", status=409, code="listed")
    entry = ListedIssuer(did=seen.did, name=name, reason=reason, added_by=by, added_at=now)
    session.add(entry)
    session.flush()
    return entry


def remove(session: Session, number: int, *, by: str, now: datetime) -> ListedIssuer:
    """Take an issuer off the list; what was checked before keeps what it said."""
    entry = session.get(ListedIssuer, number) if number <= HIGHEST_NUMBER else None
    if entry is None or entry.removed_at is not None:
        raise NotFoundRefusal("issuer on the list")
    entry.removed_by, entry.removed_at = by, now
    session.flush()
    return entry
