"""Builders of small CASE packages, and of changes to them."""

from collections.abc import Callable
from typing import Any

JSON = dict[str, Any]
Change = Callable[[JSON], None]
WHEN = "2026-08-17T09:00:00Z"


def named(number: int) -> JSON:
    identifier = f"00000000-0000-4000-8000-{number:012d}"
    return {
        "identifier": identifier,
        "uri": f"https://a.example/uri/{identifier}",
        "lastChangeDateTime": WHEN,
    }


def link(number: int) -> JSON:
    return {
        "title": f"Thing {number}",
        **{k: v for k, v in named(number).items() if k != "lastChangeDateTime"},
    }


def an_item(number: int, **members: Any) -> JSON:
    return {
        **named(number),
        "fullStatement": f"Can do {number}",
        "humanCodingScheme": f"C{number}",
        **members,
    }


def an_association(number: int, origin: int, kind: str, destination: int, **members: Any) -> JSON:
    ends = {"originNodeURI": link(origin), "destinationNodeURI": link(destination)}
    return {**named(number), "associationType": kind, **ends, **members}


def a_package() -> JSON:
    """Item 1 over items 2 and 3; association n+100 makes item n a child."""
    return {
        "CFDocument": {**named(0), "creator": "A", "title": "A framework", "caseVersion": "1.1"},
        "CFItems": [an_item(1), an_item(2), an_item(3)],
        "CFAssociations": [
            an_association(101, 1, "isChildOf", 0),
            an_association(102, 2, "isChildOf", 1, sequenceNumber=2),
            an_association(103, 3, "isChildOf", 1, sequenceNumber=1),
        ],
        "CFDefinitions": {"CFItemTypes": []},
    }


def changed(*path: str | int, to: Any) -> Change:
    def change(document: JSON) -> None:
        node: Any = document
        for step in path[:-1]:
            node = node[step]
        node[path[-1]] = to

    return change


def without(*path: str | int) -> Change:
    def change(document: JSON) -> None:
        node: Any = document
        for step in path[:-1]:
            node = node[step]
        del node[path[-1]]

    return change


def with_association(*arguments: Any) -> Change:
    return lambda document: document["CFAssociations"].append(an_association(*arguments))
