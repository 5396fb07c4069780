"""Ask the status lists of issuers about credentials.

https://www.w3.org/TR/vc-bitstring-status-list/#validate-algorithm
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from credentials.errors import MalformedDocumentError, StatusError, UnresolvableError
from credentials.proofs.dids import Resolve
from credentials.remembering import remembering
from credentials.report import UNANSWERED
from credentials.standards.vc import JSON, as_list, has_type, id_of, read_timestamp
from credentials.status import revocation_lists
from credentials.status.bitstrings import MINIMUM_LENGTH, bit
from credentials.status.keeping import kept_bits, open_kept_list
from credentials.status.publishing import ENTRY_TYPE, LIST_TYPE, REVOCATION, SUSPENSION
from credentials.status.words import (
    FOREIGN,
    NO_PLACE,
    NOT_ABOUT_SUSPENSION,
    OTHER_PURPOSE,
    OUT_OF_DATE,
    SEVERAL_BITS,
    TOO_SHORT,
    UNREADABLE,
)

_INDEX = re.compile(r"0|[1-9][0-9]{0,9}", re.ASCII)
_SILENT_ABOUT = {REVOCATION: OTHER_PURPOSE, SUSPENSION: NOT_ABOUT_SUSPENSION}


@dataclass(frozen=True)
class StatusResult:
    """What a status list said about one credential, and when it was read; older lists have no places."""

    is_set: bool
    read_at: datetime
    list_url: str
    index: int | None
    purpose: str = REVOCATION
    length: int | None = None

    @property
    def revoked(self) -> bool:
        """Tell whether the credential was withdrawn for good."""
        return self.is_set and self.purpose == REVOCATION

    @property
    def suspended(self) -> bool:
        """Tell whether the credential does not count for the time being."""
        return self.is_set and self.purpose == SUSPENSION


@dataclass(frozen=True)
class _Entry:
    list_url: str
    index: int
    purpose: str


class StatusLists:
    """Ask status lists about several credentials at one moment: each list is fetched and checked once."""

    def __init__(self, *, fetch: Callable[[str], bytes], resolve: Resolve, now: datetime) -> None:
        self._fetch = remembering(fetch)
        self._resolve, self._now = resolve, now
        self._opened: dict[str, tuple[JSON, str] | StatusError] = {}

    def ask(self, entry: object, *, issuer: str, credential_id: str | None = None) -> StatusResult:
        """Ask the list that an entry names, or raise StatusError if there is no answer to rely on."""
        if has_type(entry, [revocation_lists.ENTRY_TYPE]) and isinstance(entry, dict):
            url = revocation_lists.list_url_of(entry)
            listed = revocation_lists.is_listed(
                self._page(url), list_url=url, issuer=issuer, credential_id=credential_id
            )
            return StatusResult(listed, self._now, url, None)
        place = _read_entry(entry)
        status_list, controller = self._open(place.list_url)
        _check_origin(status_list, controller, issuer, place)
        _check_dates(status_list, self._now)
        bits = _read_bits(status_list, place.purpose)
        length = len(bits) * 8
        if place.index >= length:
            found = f"found a list of {length} places, expected place {place.index}"
            raise StatusError(found, reason=NO_PLACE)
        is_set = bit(bits, place.index)
        # What the issuer says is withdrawn is withdrawn; but a list too short to hide in vouches for nobody.
        if length < MINIMUM_LENGTH and not is_set:
            found = f"found a list of {length} places, expected at least {MINIMUM_LENGTH}"
            raise StatusError(found, reason=TOO_SHORT)
        return StatusResult(is_set, self._now, place.list_url, place.index, place.purpose, length)

    def _page(self, url: str) -> bytes:
        try:
            return self._fetch(url)
        except UnresolvableError as error:
            raise StatusError(f"found no answer at {url}: {error}", reason=UNANSWERED) from error

    def _open(self, url: str) -> tuple[JSON, str]:
        if url not in self._opened:
            try:
                self._opened[url] = open_kept_list(self._page(url), self._resolve)
            except StatusError as error:
                self._opened[url] = error
        opened = self._opened[url]
        if isinstance(opened, StatusError):
            raise StatusError(str(opened), reason=opened.reason) from opened
        return opened


def check_status(
    entry: object,
    *,
    issuer: str,
    fetch: Callable[[str], bytes],
    resolve: Resolve,
    now: datetime,
    credential_id: str | None = None,
) -> StatusResult:
    """Ask an issuer's status list about one credential."""
    lists = StatusLists(fetch=fetch, resolve=resolve, now=now)
    return lists.ask(entry, issuer=issuer, credential_id=credential_id)


def _read_entry(entry: object) -> _Entry:
    if not isinstance(entry, dict) or not has_type(entry, [ENTRY_TYPE]):
        found = f"found another kind of credentialStatus, expected {ENTRY_TYPE}"
        raise StatusError(found, reason=UNREADABLE)
    purpose = entry.get("statusPurpose")
    if not isinstance(purpose, str) or purpose not in _SILENT_ABOUT:
        found = f"found the purpose {purpose!r:.60}, expected {' or '.join(_SILENT_ABOUT)}"
        raise StatusError(found, reason=OTHER_PURPOSE)
    list_url, index = entry.get("statusListCredential"), entry.get("statusListIndex")
    if not isinstance(list_url, str) or not isinstance(index, str) or not _INDEX.fullmatch(index):
        found = f"found the place {index!r:.60} of {list_url!r:.200}, expected a number in a list"
        raise StatusError(found, reason=UNREADABLE)
    if entry.get("statusSize", 1) != 1:
        found = f"found places of {entry['statusSize']!r:.20} bits, expected one bit each"
        raise StatusError(found, reason=SEVERAL_BITS)
    return _Entry(list_url, int(index), purpose)


def _check_origin(status_list: JSON, controller: str, issuer: str, place: _Entry) -> None:
    found = id_of(status_list.get("issuer"))
    if controller != issuer or found != issuer:
        raise StatusError(
            f"found a list of {found!r:.200} signed by {controller}, expected {issuer}", reason=FOREIGN
        )
    if status_list.get("id", place.list_url) != place.list_url:
        found = f"found the list {status_list['id']!r:.200}, expected {place.list_url}"
        raise StatusError(found, reason=FOREIGN)


def _check_dates(status_list: JSON, now: datetime) -> None:
    try:
        starts = read_timestamp(status_list.get("validFrom"))
        ends = read_timestamp(status_list["validUntil"]) if "validUntil" in status_list else None
    except MalformedDocumentError as error:
        raise StatusError(f"found no readable dates in the list: {error}", reason=UNREADABLE) from error
    if starts > now or (ends is not None and ends < now):
        found = f"found a list valid from {starts} until {ends}, expected one valid at {now}"
        raise StatusError(found, reason=OUT_OF_DATE)


def _read_bits(status_list: JSON, purpose: str) -> bytes:
    subject = status_list.get("credentialSubject")
    if not has_type(status_list, [LIST_TYPE]) or not has_type(subject, ["BitstringStatusList"]):
        raise StatusError(f"found another credential, expected a {LIST_TYPE}", reason=UNREADABLE)
    if not isinstance(subject, dict) or purpose not in as_list(subject.get("statusPurpose")):
        found = f"found a list for another purpose, expected {purpose}"
        raise StatusError(found, reason=_SILENT_ABOUT[purpose])
    if subject.get("statusSize", 1) != 1:
        raise StatusError("found places of several bits, expected one bit each", reason=SEVERAL_BITS)
    try:
        return kept_bits(subject.get("encodedList"))
    except MalformedDocumentError as error:
        raise StatusError(f"found no readable list: {error}", reason=UNREADABLE) from error
