"""What a person decides about a pair of items: a kind of link, a rejection, or to take it back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from institution.crosswalks.beginning import named
from institution.crosswalks.guarding import check_link
from institution.crosswalks.publishing import publish
from institution.crosswalks.records import Crosswalk, LinkDecision
from institution.crosswalks.signing import Publisher
from institution.crosswalks.standing import KINDS, REJECTED
from institution.records import Item
from webapp.errors import NotFoundRefusal, Refusal

MOST_AT_ONCE = 10
LONGEST_NOTE = 500


@dataclass(frozen=True)
class Decider:
    """The person of ours who decides."""

    name: str
    role: str


@dataclass(frozen=True)
class Ends:
    """The two items of a pair, as a link names them."""

    origin: dict[str, Any]
    destination: dict[str, Any]


def ends_of(session: Session, crosswalk: Crosswalk, near: str, far: str) -> Ends:
    """Find the two items by their identifiers, ours first; raises NotFoundRefusal."""
    found = []
    for identifier, side in ((near, crosswalk.near), (far, crosswalk.far)):
        item = session.get(Item, identifier)
        if item is None or item.framework != side["identifier"]:
            raise NotFoundRefusal("outcome or competency")
        found.append(named(item))
    return Ends(*found) if crosswalk.ours == "origin" else Ends(*found[::-1])


def decide(
    session: Session,
    crosswalk: Crosswalk,
    pairs: Sequence[Ends],
    *,
    kind: str,
    note: str,
    by: Decider,
    publisher: Publisher,
    now: datetime,
) -> None:
    """Record what a person decided about up to ten pairs, and publish what may leave the house."""
    if kind not in (*KINDS, REJECTED, "isChildOf"):
        raise Refusal("Choose a kind of link", f"Found {kind!r:.40}, expected one of {', '.join(KINDS)}.")
    if len(pairs) > MOST_AT_ONCE:
        raise Refusal(
            "Too many links at once",
            f"Found {len(pairs)}, expected {MOST_AT_ONCE} at most, so that somebody looks at each.",
        )
    if len(note) > LONGEST_NOTE:
        raise Refusal("The note is too long", f"Found {len(note)} characters, expected {LONGEST_NOTE}.")
    for ends in pairs:
        _decide(session, crosswalk, ends, kind=kind, note=note.strip(), by=by, now=now)
    publish(session, crosswalk, publisher=publisher, now=now)


def _decide(
    session: Session, crosswalk: Crosswalk, ends: Ends, *, kind: str, note: str, by: Decider, now: datetime
) -> None:
    if kind != REJECTED:
        check_link(session, ends.origin["uri"], ends.destination["uri"], kind)
    before = live(session, crosswalk, ends)
    if before is not None:
        if (before.kind, before.note) == (kind, note):
            return
        before.ended_at, before.ended_by = now, by.name
        session.flush()
    earlier = before.agreed_as if before is not None else ""
    session.add(
        LinkDecision(
            crosswalk=crosswalk.id,
            origin_uri=ends.origin["uri"],
            destination_uri=ends.destination["uri"],
            origin=ends.origin,
            destination=ends.destination,
            kind=kind,
            note=note,
            decided_by=by.name,
            role=by.role,
            decided_at=now,
            agreed_as=earlier,
        )
    )
    try:
        session.flush()
    except IntegrityError as error:
        raise Refusal(
            "Somebody else decided about this pair just now",
            "Look at what they decided, and decide again if you see it differently.",
            status=409,
        ) from error


def live(session: Session, crosswalk: Crosswalk, ends: Ends) -> LinkDecision | None:
    """Give the decision about a pair that holds now."""
    return session.exec(
        select(LinkDecision).where(
            LinkDecision.crosswalk == crosswalk.id,
            LinkDecision.origin_uri == ends.origin["uri"],
            LinkDecision.destination_uri == ends.destination["uri"],
            col(LinkDecision.ended_at).is_(None),
        )
    ).first()


def take_back(
    session: Session,
    crosswalk: Crosswalk,
    ends: Ends,
    *,
    by: Decider,
    publisher: Publisher,
    now: datetime,
) -> None:
    """Take a decision of ours back; what was agreed by it is agreed no longer, here at once."""
    decision = live(session, crosswalk, ends)
    if decision is None:
        raise Refusal("There is nothing to take back", "Nobody here has decided about this pair.", status=409)
    decision.ended_at, decision.ended_by = now, by.name
    session.flush()
    publish(session, crosswalk, publisher=publisher, now=now)


def start_over(
    session: Session, crosswalk: Crosswalk, *, by: Decider, publisher: Publisher, now: datetime
) -> int:
    """Take back every decision of ours in a crosswalk, and tell how many there were."""
    found = session.exec(
        select(LinkDecision).where(
            LinkDecision.crosswalk == crosswalk.id, col(LinkDecision.ended_at).is_(None)
        )
    ).all()
    for decision in found:
        decision.ended_at, decision.ended_by = now, by.name
    session.flush()
    publish(session, crosswalk, publisher=publisher, now=now)
    return len(found)
