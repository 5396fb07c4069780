"""The issuing desk: what the OpenID4VCI rooms ask of an institution."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlmodel import Session

from credentials.issuing import issue
from exchange.errors import ProtocolError
from institution.achievements import achievement, all_achievements
from institution.awarding import Issuer, unsigned_credential
from institution.records import Award
from webapp.site import Site, database, tickets

JSON = dict[str, Any]


class IssuingDesk:
    """Issue credentials for awards; one desk serves one request."""

    def __init__(self, site: Site, session: Session) -> None:
        self._site = site
        self._session = session
        self.origin = site.origin
        self.tickets = tickets()

    def display(self) -> JSON:
        """Say how wallets may show this issuer."""
        logo = {"uri": f"{self.origin}/logo.svg", "alt_text": f"Logo of {self._site.name}"}
        return {"name": self._site.name, "locale": "en", "logo": logo}

    def configurations(self) -> Mapping[str, JSON]:
        """List what can be issued: one credential configuration per achievement."""
        return {
            entry.id: {"name": entry.name, "description": entry.body["description"]}
            for entry in all_achievements(self._session)
        }

    def issue(self, award: str, *, holder: str, now: datetime) -> JSON:
        """Sign the credential of an award for the holder who proved the key."""
        made = self._session.get(Award, award)
        if made is None or made.revoked_at is not None:
            raise ProtocolError("credential_request_denied", "the award was withdrawn")
        if made.holder not in (None, holder):
            raise ProtocolError("credential_request_denied", "the award was issued to another holder")
        issuer = issuer_of(self._site)
        unsigned = unsigned_credential(
            issuer, achievement(self._session, made.achievement), made, holder=holder
        )
        secured = issue(unsigned, key=self._site.key, now=now)
        made.holder, made.issued_at = holder, made.issued_at or now
        self._session.flush()
        return secured

    def resolve(self, did: str) -> JSON:
        """Resolve a holder's DID."""
        return self._site.peers.resolve(did)


def desk(site: Site) -> IssuingDesk:
    """Open the desk for the running request."""
    return IssuingDesk(site, database())


def issuer_of(site: Site) -> Issuer:
    """Give the institution as an issuer."""
    contacts = site.folder.profile.get("contacts", [])
    return Issuer(site.did, site.origin, site.name, contacts[0]["email"] if contacts else None)
