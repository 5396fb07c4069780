"""The items of several frameworks and the links between them, with who vouches for each link."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal, get_args

from skills.case import Level, Package, label, levels
from skills.case.package import JSON

Status = Literal["confirmed", "imported", "suggested", "rejected", "retired"]
STATUSES: tuple[Status, ...] = get_args(Status)
COUNTING: tuple[Status, ...] = ("confirmed", "imported")
PART_OF = ("isChildOf", "isPartOf")
# A document that is not in force says nothing of others' items; what it says of its own is its own matter.
NOT_IN_FORCE: Mapping[str, Status] = {
    "Draft": "suggested",
    "Pending Implementation": "suggested",
    "Retired": "retired",
    "Deprecated": "retired",
}


@dataclass(frozen=True)
class Confirmation:
    """Say who confirmed a link, in which role, where and when."""

    name: str
    role: str = ""
    institution: str = ""
    date: str = ""

    def to_json(self) -> JSON:
        """Write the confirmation."""
        return {"name": self.name, "role": self.role, "institution": self.institution, "date": self.date}


@dataclass(frozen=True)
class Link:
    """Hold one association: `origin` is `kind` `destination`. Only confirmed and imported links count."""

    id: str
    kind: str
    origin: str
    destination: str
    status: Status = "imported"
    source: str = ""
    confirmed_by: tuple[Confirmation, ...] = ()


@dataclass(frozen=True)
class Node:
    """Hold what an item is called and which framework it belongs to."""

    uri: str
    title: str
    code: str = ""
    framework: str = ""
    identifier: str = ""

    @property
    def name(self) -> str:
        """Give code and title, as people look for them."""
        return f"{self.code} {self.title}".strip()


class Graph:
    """Join packages, and links that stand in none of them, by the URIs of their items.

    Where two packages hold the same item, the later one speaks for it. A graph is never changed.
    """

    def __init__(self, packages: Iterable[Package], links: Iterable[Link] = ()) -> None:
        self.packages = tuple(packages)
        stated = [link for package in self.packages for link in links_of(package)]
        self.links = (*stated, *links)
        self._statuses = COUNTING
        self._lowest_parts: dict[str, tuple[str, ...]] = {}
        self.kept: dict[object, Any] = {}  # what others worked out of this graph, and need not again

    @cached_property
    def nodes(self) -> Mapping[str, Node]:
        """Find an item by its URI."""
        return {
            item["uri"]: Node(
                item["uri"], label(item), item.get("humanCodingScheme", ""), package.uri, item["identifier"]
            )
            for package in self.packages
            for item in package.items
        }

    @cached_property
    def levels(self) -> Mapping[str, Level]:
        """Find a level of a rubric by its URI."""
        return levels(self.packages)

    @cached_property
    def _level_names(self) -> Mapping[tuple[str, int], str]:
        return {(level.item, level.rank): level.name for level in self.levels.values()}

    @cached_property
    def _by_identifier(self) -> Mapping[str, str]:
        return {node.identifier: uri for uri, node in self.nodes.items()}

    @cached_property
    def _counting(self) -> tuple[Mapping[str, list[Link]], Mapping[str, list[Link]]]:
        leaving: dict[str, list[Link]] = defaultdict(list)
        arriving: dict[str, list[Link]] = defaultdict(list)
        for link in self.links:
            known = link.origin in self.nodes and link.destination in self.nodes
            if known and link.status in self._statuses and link.origin != link.destination:
                leaving[link.origin].append(link)
                arriving[link.destination].append(link)
        return leaving, arriving

    def with_all_links(self) -> Graph | None:
        """Give the graph as if every link counted, or None where each one does."""
        if all(link.status in COUNTING for link in self.links):
            return None
        loose = copy(self)
        loose.__dict__.pop("_counting", None)
        loose._statuses, loose._lowest_parts, loose.kept = STATUSES, {}, {}
        return loose

    def node(self, uri: str) -> Node:
        """Return the item of a URI, or a nameless one if no framework holds it."""
        return self.nodes.get(uri) or Node(uri, uri)

    def find(self, uri: str, identifier: str = "") -> str | None:
        """Find an aligned item by URI first and by identifier after that, and return its URI."""
        return uri if uri in self.nodes else self._by_identifier.get(identifier)

    def leaving(self, uri: str) -> tuple[Link, ...]:
        """List the links that count and have the item as origin."""
        return tuple(self._counting[0].get(uri, ()))

    def arriving(self, uri: str) -> tuple[Link, ...]:
        """List the links that count and have the item as destination."""
        return tuple(self._counting[1].get(uri, ()))

    def level_name(self, uri: str, rank: int) -> str:
        """Name the level of a rank on the item's own scale."""
        return self._level_names.get((uri, rank), f"level {rank}")

    def spend(self, work: int) -> None:
        """Count steps that are looked at; a graph that somebody else wrote may set an end to them."""

    def lowest_parts(self, uri: str) -> tuple[str, ...]:
        """List the parts of an item that have no parts themselves, or the item itself if it has none."""
        if uri not in self._lowest_parts:
            found = self._find_lowest_parts(uri)
            if uri not in self.nodes:
                return found  # not kept, for anybody may ask what no framework knows
            self._lowest_parts[uri] = found
        return self._lowest_parts[uri]

    def _find_lowest_parts(self, uri: str) -> tuple[str, ...]:
        lowest: set[str] = set()
        seen, pending = {uri}, [uri]
        while pending:
            whole = pending.pop()
            arriving = self.arriving(whole)
            self.spend(1 + len(arriving))
            parts = {link.origin for link in arriving if link.kind in PART_OF}
            if not parts:
                lowest.add(whole)
            pending += parts - seen
            seen |= parts
        return tuple(sorted(lowest, key=lambda part: (self.node(part).code, part))) or (uri,)

    def frameworks(self) -> tuple[JSON, ...]:
        """Name the frameworks and their versions, for a receipt."""
        members = ("uri", "title", "version", "lastChangeDateTime")
        return tuple({m: p.document[m] for m in members if m in p.document} for p in self.packages)


def links_of(package: Package) -> Iterable[Link]:
    """List the links of a package: confirmed where one names who confirmed it, imported otherwise.

    Links to and between items of other packages count only while the document is in force.
    """
    outside = NOT_IN_FORCE.get(package.document.get("adoptionStatus", ""))
    own = {package.uri, *package.by_uri}
    for association in package.associations:
        confirmed_by = tuple(_confirmations(association))
        origin, destination = association["originNodeURI"]["uri"], association["destinationNodeURI"]["uri"]
        inside = origin in own and destination in own
        yield Link(
            association["identifier"],
            association["associationType"],
            origin,
            destination,
            (None if inside else outside) or ("confirmed" if confirmed_by else "imported"),
            package.title,
            confirmed_by,
        )


def _confirmations(association: JSON) -> Iterable[Confirmation]:
    stated: Any = association.get("extensions", {}).get("confirmedBy")
    for row in stated if isinstance(stated, list) else ():
        if isinstance(row, dict) and isinstance(row.get("name"), str):
            texts = {m: v for m in ("role", "institution", "date") if isinstance(v := row.get(m), str)}
            yield Confirmation(row["name"], **texts)
