"""Refuse links that make no sense beside those that are there."""

from sqlmodel import Session, col, select

from institution.crosswalks.standing import PART_OF
from institution.records import Association
from webapp.errors import Refusal

MOST_STEPS = 24


def check_link(session: Session, origin: str, destination: str, kind: str) -> None:
    """Refuse a link of an item to itself, and one that closes a circle of parts."""
    if origin == destination:
        raise Refusal("An item is not linked with itself", f"Both ends are {origin}.")
    if kind in PART_OF and _leads(session, destination, origin):
        raise Refusal(
            "This would go round in a circle",
            "The one is already a part of the other, so it cannot be the other way round too.",
        )


def _leads(session: Session, start: str, goal: str) -> bool:
    """Tell whether going up from part to whole leads from one item to another."""
    seen, frontier = {start}, {start}
    for _ in range(MOST_STEPS):
        query = select(Association.destination_uri).where(
            col(Association.origin_uri).in_(frontier), col(Association.kind).in_(PART_OF)
        )
        frontier = set(session.exec(query)) - seen
        if goal in frontier:
            return True
        if not frontier:
            return False
        seen |= frontier
    return False
