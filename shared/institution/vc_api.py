"""Issue for whoever holds the service token: conformance suites, and systems of the institution itself.

What is issued here has status lists of its own, apart from that of the awards.
"""

from __future__ import annotations

import re
import secrets
from datetime import datetime
from typing import Any

from sqlmodel import Session, select

from credentials import status
from credentials.issuing import issue
from credentials.proofs.ecdsa_sd_2023 import add_base_proof
from institution.desk import issuer_of
from institution.records import IssuedCredential, StatusList
from institution.status_lists import (
    FIRST_ASKED_FOR,
    SERVICE_LISTS,
    address_of,
    another_list,
    list_with,
    purpose_of,
    set_place,
    unsigned_list,
)
from webapp.site import Site, database

JSON = dict[str, Any]

LONGEST_ID = 1_000

_NUMBER = re.compile(r"[1-9][0-9]{0,8}", re.ASCII)


class ServiceDesk:
    """Sign, withdraw and suspend what others composed; one desk serves one request."""

    def __init__(self, site: Site, session: Session) -> None:
        self._site = site
        self._session = session
        self.did = site.did

    def status_for(self, credential_id: str | None, *, can_be_suspended: bool, now: datetime) -> Any:
        """Give the status entries of a credential: the same each time for the same id."""
        if credential_id is not None:
            self._check_name(credential_id)
        kept = self._session.get(IssuedCredential, credential_id) if credential_id else None
        if kept is None:
            index = self._free_index(now)
            name = credential_id or self._entry(SERVICE_LISTS[status.REVOCATION], index)["id"]
            kept = self._keep(name, SERVICE_LISTS[status.REVOCATION], index, now)
        withdrawal = self._entry(kept.status_list, kept.status_index)
        if not can_be_suspended:
            return withdrawal
        suspension = self._entry(SERVICE_LISTS[status.SUSPENSION], kept.status_index)
        if self._session.get(IssuedCredential, suspension["id"]) is None:
            list_with(self._session, SERVICE_LISTS[status.SUSPENSION], now=now)
            self._keep(suspension["id"], SERVICE_LISTS[status.SUSPENSION], kept.status_index, now)
        return [withdrawal, suspension]

    def keep_status(self, credential_id: str | None, entry: JSON, *, now: datetime) -> None:
        """Keep a place that a credential names in a list that was asked for; each is given out once."""
        address, index = entry["statusListCredential"], int(entry["statusListIndex"])
        if (number := self._number_asked_for(address)) is None:
            return
        kept = self._session.get(StatusList, number)
        if kept is None or purpose_of(number) != entry["statusPurpose"] or index >= len(kept.bits) * 8:
            raise ValueError(f"found no place {index} for {entry['statusPurpose']} in {address:.200}")
        if entry.get("statusSize", 1) != 1:
            raise ValueError(f"found places of {entry['statusSize']} bits, expected one bit each")
        name = _name_of(address, index, credential_id)
        if len(name) > LONGEST_ID:
            raise ValueError(f"found an id of {len(name)} characters with its list, expected {LONGEST_ID}")
        if self._session.get(IssuedCredential, name) is None:
            if self._at(number, index) is not None:
                raise ValueError(f"found the place {index} of {address:.200}, which another credential has")
            self._keep(name, number, index, now)

    def set_status(self, credential_id: str, entry: JSON, *, is_set: bool, now: datetime) -> None:
        """Set or clear a status; raise KeyError if no credential of that id has a place for it."""
        purpose, address = entry["statusPurpose"], entry.get("statusListCredential")
        if self._number_asked_for(address) is not None:
            name = _name_of(address, entry.get("statusListIndex"), credential_id)
            kept = self._session.get(IssuedCredential, name)
        else:
            named = self._session.get(IssuedCredential, credential_id)
            kept = named and self._at(SERVICE_LISTS[purpose], named.status_index)
        if kept is None:
            raise KeyError(credential_id)
        expected = self._entry(kept.status_list, kept.status_index)
        for member in ("id", "statusPurpose", "statusListIndex", "statusListCredential"):
            if member in entry and entry[member] != expected[member]:
                raise ValueError(f"found the {member} {entry[member]!r:.200}, expected {expected[member]}")
        set_place(self._session, kept.status_list, kept.status_index, is_set=is_set, now=now)

    def make_list(self, purpose: str, *, now: datetime) -> JSON:
        """Make a list whose places its owner gives out, and give it signed."""
        made = another_list(self._session, purpose, now=now)
        return self.sign(unsigned_list(self._site, made, now=now), now=now)

    def sign(self, unsigned: JSON, *, now: datetime) -> JSON:
        """Sign a credential so that it is shown whole."""
        return issue(unsigned, key=self._site.key, now=now)

    def sign_for_selection(self, unsigned: JSON, pointers: list[str], *, now: datetime) -> JSON:
        """Sign a credential so that its holder chooses what to show beside what the pointers lead to."""
        return add_base_proof(
            unsigned, key=self._site.selective_key, created=now, mandatory_pointers=pointers
        )

    def _check_name(self, credential_id: str) -> None:
        """Refuse an id too long to keep, or one that is a place in a list: such a name is given here."""
        if len(credential_id) > LONGEST_ID:
            raise ValueError(f"found an id of {len(credential_id)} characters, expected {LONGEST_ID} at most")
        if credential_id.startswith(f"{self._site.origin}/status"):
            raise ValueError(f"found the id {credential_id:.200}, expected none within the status lists")

    def _free_index(self, now: datetime) -> int:
        entries = len(list_with(self._session, SERVICE_LISTS[status.REVOCATION], now=now).bits) * 8
        while True:
            index = secrets.randbelow(entries)
            if self._at(SERVICE_LISTS[status.REVOCATION], index) is None:
                return index

    def _at(self, number: int, index: int) -> IssuedCredential | None:
        place = (IssuedCredential.status_list == number, IssuedCredential.status_index == index)
        return self._session.exec(select(IssuedCredential).where(*place)).first()

    def _keep(self, name: str, number: int, index: int, now: datetime) -> IssuedCredential:
        kept = IssuedCredential(credential_id=name, status_list=number, status_index=index, issued_at=now)
        self._session.add(kept)
        self._session.flush()
        return kept

    def _entry(self, number: int, index: int) -> JSON:
        address = address_of(issuer_of(self._site), number)
        return status.status_entry(address, index, purpose_of(number))

    def _number_asked_for(self, address: object) -> int | None:
        """Give the number of a list of ours that was asked for, or None if the address is of no such list."""
        beginning, _, number = str(address).rpartition("/")
        if beginning != f"{self._site.origin}/status-lists" or not _NUMBER.fullmatch(number):
            return None
        return int(number) if int(number) >= FIRST_ASKED_FOR else None


def _name_of(address: object, index: object, credential_id: str | None) -> str:
    """Name a place with the credential that has it; addresses of lists have no space in them."""
    return f"{address}#{index} {credential_id or ''}"


def service_desk(site: Site) -> ServiceDesk:
    """Open the desk for the running request."""
    return ServiceDesk(site, database())
