"""Refuse links that make no sense beside those that are there, and publish none that breaks the rules."""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlmodel import Session, col, select

from institution.crosswalks.standing import PART_OF
from institution.records import Association, Framework, Item
from skills.case import Package
from skills.guarding import Checked, breaches
from webapp.errors import Refusal

JSON = dict[str, Any]

MOST_STEPS = 24
AT_ONCE = 500


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


def sound(session: Session, document: JSON, links: Mapping[int, JSON]) -> dict[int, JSON]:
    """Give the links that may be published: the others break a rule of associations."""
    places = list(links)
    package = Package(document=document, associations=tuple(links.values()))
    broken = {place for place, _ in breaches(Checked(package, tuple(_beside(session, document, links))))}
    return {key: links[key] for place, key in enumerate(places) if place not in broken}


def _beside(session: Session, document: JSON, links: Mapping[int, JSON]) -> Iterator[Package]:
    """Give the two frameworks, each with the items that the links lead to.

    An end whose framework has no copy here is believed, for nothing here can say that it is gone.
    """
    for side, end in (("origin", "originNodeURI"), ("destination", "destinationNodeURI")):
        framework = document["extensions"]["crosswalk"][side]
        ends = {link[end]["uri"]: link[end]["identifier"] for link in links.values()}
        if session.get(Framework, framework["identifier"]) is not None:
            uris = list(ends)
            found: dict[str, str] = {}
            for start in range(0, len(uris), AT_ONCE):
                portion = uris[start : start + AT_ONCE]
                query = select(Item.uri, Item.identifier).where(
                    Item.framework == framework["identifier"],
                    col(Item.uri).in_(portion),
                )
                found |= dict(session.exec(query).all())
            ends = found
        items = tuple({"uri": uri, "identifier": identifier} for uri, identifier in ends.items())
        yield Package(document=framework, items=items)
