"""Weave the agreed links into items of one framework: an item for each competency that is taught and asked.

Each item says the same as its competency, and the outcomes stand to it as both sides agreed. So a way through
it is never shorter nor worth more than the agreed link itself, and no match counts anything twice.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from credentials.standards.vc import timestamp
from institution.crosswalks.beginning import own_identifier
from institution.crosswalks.integrating import Column, Matrix
from institution.crosswalks.standing import PART_OF

JSON = dict[str, Any]
COPIED = (
    *("fullStatement", "abbreviatedStatement", "humanCodingScheme", "CFItemType", "language"),
    *("educationLevel", "conceptKeywords"),
)
DURABLE_SKILLS = "durable skills"


class Weaver:
    """Write the items and associations of an integrated framework; identifiers stay the same for ever."""

    def __init__(self, document: JSON, *, origin: str, crosswalk: str, now: datetime) -> None:
        self._document = document
        self._origin, self._crosswalk, self._moment = origin, crosswalk, timestamp(now)
        self.items: list[JSON] = []
        self.associations: list[JSON] = []

    def weave(self, matrix: Matrix, links: Iterable[JSON], bodies: Mapping[str, JSON]) -> None:
        """Write a group for each column that has links, in it the competencies that they lead to."""
        agreed = {(_end(link, "origin")["uri"], _end(link, "destination")["uri"]): link for link in links}
        for number, column in enumerate(matrix.columns):
            pairs = [pair for line in matrix.lines for pair in line.cells[number]]
            ends = [(pair.origin["uri"], pair.destination["uri"]) for pair in pairs]
            found = [agreed[both] for both in ends if both in agreed]
            if found:
                self._group(column, found, bodies)

    def _group(self, column: Column, links: Sequence[JSON], bodies: Mapping[str, JSON]) -> None:
        source = bodies.get(column.uri, {"fullStatement": column.title, "CFItemType": "Group"})
        group = self._item("group", column.uri, source)
        self._associate("isChildOf", _node(group), _node(self._document), {"sequenceNumber": len(self.items)})
        by_competency: dict[str, list[JSON]] = {uri: [] for uri in bodies}
        for link in links:
            by_competency.setdefault(_end(link, "destination")["uri"], []).append(link)
        asked = [(uri, leading) for uri, leading in by_competency.items() if leading]
        for place, (uri, leading) in enumerate(asked, start=1):
            item = self._item("item", uri, bodies[uri], durable=column.durable)
            self._associate("isChildOf", _node(item), _node(group), {"sequenceNumber": place})
            self._tie(item, leading)

    def _tie(self, item: JSON, links: Sequence[JSON]) -> None:
        """Link an item with its competency, and each outcome with the item as both sides agreed."""
        people: list[JSON] = []
        for link in links:
            people += [one for one in link["extensions"]["confirmedBy"] if one not in people]
        confirmed = {"extensions": {"confirmedBy": people}}
        self._associate("exactMatchOf", _node(item), _end(links[0], "destination"), confirmed)
        for link in links:
            kind = "isPartOf" if link["associationType"] in PART_OF else link["associationType"]
            kept: JSON = {name: link[name] for name in ("notes", "extensions") if name in link}
            self._associate(kind, _end(link, "origin"), _node(item), kept)

    def _item(self, kind: str, uri: str, source: JSON, *, durable: bool = False) -> JSON:
        identifier = own_identifier(self._origin, self._crosswalk, "integrated", kind, uri)
        item = {
            "identifier": identifier,
            "uri": f"{self._origin}/uri/{identifier}",
            **{name: source[name] for name in COPIED if name in source},
            "lastChangeDateTime": self._moment,
        }
        if durable:
            words = [*item.get("conceptKeywords", ()), DURABLE_SKILLS]
            item["conceptKeywords"] = list(dict.fromkeys(words))
        self.items.append(item)
        return item

    def _associate(self, kind: str, origin: JSON, destination: JSON, more: JSON) -> None:
        names = ("integrated", kind, origin["uri"], destination["uri"])
        identifier = own_identifier(self._origin, self._crosswalk, *names)
        self.associations.append(
            {
                "identifier": identifier,
                "uri": f"{self._origin}/uri/{identifier}",
                "associationType": kind,
                "originNodeURI": origin,
                "destinationNodeURI": destination,
                "lastChangeDateTime": self._moment,
                **more,
            }
        )


def settled(new: Sequence[JSON], stored: Sequence[JSON]) -> list[JSON]:
    """Give what is new, and as it was stored where it says the same: nothing changed then."""
    before = {body["identifier"]: body for body in stored}
    return [
        before[body["identifier"]] if _same(body, before.get(body["identifier"])) else body for body in new
    ]


def retired(
    items: Sequence[JSON], stored: Sequence[JSON], associations: Sequence[JSON], now: datetime
) -> Iterator[tuple[JSON, list[JSON]]]:
    """Give each stored item that is no longer there as one that is out of use, with its place in the tree."""
    staying = {item["identifier"] for item in items}
    for item in stored:
        if item["identifier"] not in staying:
            ended = {"statusEndDate": now.date().isoformat(), "lastChangeDateTime": timestamp(now)}
            places = [
                one
                for one in associations
                if one["associationType"] == "isChildOf" and _end(one, "origin")["uri"] == item["uri"]
            ]
            yield (item if "statusEndDate" in item else item | ended), places


def _same(body: JSON, stored: JSON | None) -> bool:
    return stored is not None and stored | {"lastChangeDateTime": body["lastChangeDateTime"]} == body


def _end(link: JSON, side: str) -> JSON:
    node: JSON = link[f"{side}NodeURI"]
    return node


def _node(thing: JSON) -> JSON:
    words = thing.get("title") or thing.get("abbreviatedStatement") or thing["fullStatement"]
    title = f"{thing.get('humanCodingScheme', '')} {words}".strip()
    return {"title": title, "identifier": thing["identifier"], "uri": thing["uri"], "targetType": "CASE"}
