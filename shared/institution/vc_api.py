"""Issue for whoever holds the service token: conformance suites, and systems of the institution itself.

What is issued here has a status list of its own, apart from that of the awards.
"""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Any

from sqlmodel import Session, select

from credentials import status
from credentials.issuing import issue
from credentials.proofs.ecdsa_sd_2023 import add_base_proof
from institution.desk import issuer_of
from institution.records import IssuedCredential, StatusList
from webapp.site import Site, database

JSON = dict[str, Any]

SERVICE_LIST = 2
LONGEST_ID = 1_000


class ServiceDesk:
    """Sign and withdraw what others composed; one desk serves one request."""

    def __init__(self, site: Site, session: Session) -> None:
        self._site = site
        self._session = session
        self.did = site.did

    def status_for(self, credential_id: str | None, *, now: datetime) -> JSON:
        """Give the status entry of a credential: the same each time for the same id."""
        if credential_id is not None and len(credential_id) > LONGEST_ID:
            raise ValueError(f"found an id of {len(credential_id)} characters, expected {LONGEST_ID} at most")
        kept = self._session.get(IssuedCredential, credential_id) if credential_id else None
        if kept is None:
            kept = self._keep(credential_id, now)
        return status.status_entry(issuer_of(self._site).status_url(kept.status_list), kept.status_index)

    def _keep(self, credential_id: str | None, now: datetime) -> IssuedCredential:
        index = self._free_index(now)
        name = credential_id or f"{issuer_of(self._site).status_url(SERVICE_LIST)}#{index}"
        kept = IssuedCredential(
            credential_id=name, status_list=SERVICE_LIST, status_index=index, issued_at=now
        )
        self._session.add(kept)
        self._session.flush()
        return kept

    def _free_index(self, now: datetime) -> int:
        entries = len(self._list(now).bits) * 8
        while True:
            index = secrets.randbelow(entries)
            taken = select(IssuedCredential.credential_id).where(IssuedCredential.status_index == index)
            if self._session.exec(taken).first() is None:
                return index

    def _list(self, now: datetime) -> StatusList:
        kept = self._session.get(StatusList, SERVICE_LIST)
        if kept is None:
            kept = StatusList(number=SERVICE_LIST, bits=status.new_list(), changed_at=now)
            self._session.add(kept)
            self._session.flush()
        return kept

    def sign(self, unsigned: JSON, *, now: datetime) -> JSON:
        """Sign a credential so that it is shown whole."""
        return issue(unsigned, key=self._site.key, now=now)

    def sign_for_selection(self, unsigned: JSON, pointers: list[str], *, now: datetime) -> JSON:
        """Sign a credential so that its holder chooses what to show beside what the pointers lead to."""
        return add_base_proof(
            unsigned, key=self._site.selective_key, created=now, mandatory_pointers=pointers
        )

    def withdraw(self, credential_id: str, *, now: datetime) -> None:
        """Withdraw a credential for good; raise KeyError if none of that id was issued."""
        kept = self._session.get(IssuedCredential, credential_id)
        if kept is None:
            raise KeyError(credential_id)
        service_list = self._list(now)
        service_list.bits = status.set_bit(service_list.bits, kept.status_index)
        service_list.changed_at = now
        self._session.flush()


def service_desk(site: Site) -> ServiceDesk:
    """Open the desk for the running request."""
    return ServiceDesk(site, database())
