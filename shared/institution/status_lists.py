"""Keep an institution's status lists: what each is for, where it is published and what it says.

A list's number tells its purpose, for neither ever changes: odd numbers above 1 suspend, all others withdraw.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import update
from sqlmodel import Session, col, func, select

from credentials import status
from institution.awarding import Issuer
from institution.desk import issuer_of
from institution.records import StatusList
from webapp.site import Site

JSON = dict[str, Any]

# The lists of what is issued for whoever holds the service token; a credential has the same place in both.
SERVICE_LISTS = {status.REVOCATION: 2, status.SUSPENSION: 3}
# From here on lists were asked for, and whoever asked for one gives out its places.
FIRST_ASKED_FOR = 4

TIME_TO_LIVE = timedelta(minutes=1)


def purpose_of(number: int) -> str:
    """Tell what a list is for."""
    return status.SUSPENSION if number > 1 and number % 2 else status.REVOCATION


def address_of(issuer: Issuer, number: int) -> str:
    """Give the address of a list."""
    if number >= FIRST_ASKED_FOR:
        return f"{issuer.origin}/status-lists/{number}"
    return issuer.status_url(number)


def unsigned_list(site: Site, stored: StatusList, *, now: datetime) -> JSON:
    """Write a list as the credential that publishes it, not signed yet."""
    return status.status_list_credential(
        url=address_of(issuer_of(site), stored.number),
        issuer=site.did,
        bits=stored.bits,
        valid_from=stored.changed_at,
        valid_until=now + timedelta(days=1),
        ttl_ms=int(TIME_TO_LIVE.total_seconds() * 1000),
        purpose=purpose_of(stored.number),
    )


def list_with(session: Session, number: int, *, now: datetime) -> StatusList:
    """Give a list, which is made when it is first needed."""
    kept = session.get(StatusList, number)
    if kept is None:
        kept = StatusList(number=number, bits=status.new_list(), changed_at=now)
        session.add(kept)
        session.flush()
    return kept


def another_list(session: Session, purpose: str, *, now: datetime) -> StatusList:
    """Make the next list for a purpose."""
    highest = session.exec(select(func.max(StatusList.number))).one() or 0
    number = max(highest + 1, FIRST_ASKED_FOR)
    return list_with(session, number if purpose_of(number) == purpose else number + 1, now=now)


def set_place(session: Session, number: int, index: int, *, is_set: bool, now: datetime) -> None:
    """Set or clear one place of a list, one request after the other."""
    own = col(StatusList.number) == number
    session.execute(update(StatusList).where(own).values(number=number))
    kept = list_with(session, number, now=now)
    session.refresh(kept)
    change = status.set_bit if is_set else status.clear_bit
    kept.bits, kept.changed_at = change(kept.bits, index), now
    session.flush()
