"""Check how the parts of a package relate: identifiers once, links that lead somewhere, no circles."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from skills.case.package import JSON, Package, declared
from skills.case.values import Log

MOST_CYCLES = 20
MOST_DEEP = 100  # steps from an item up to the document
MOST_UNFOLDED = 500_000  # places in the tree, an item with several parents counted below each
PART_OF = ("isChildOf", "isPartOf")


@dataclass(frozen=True)
class _Edge:
    number: int
    kind: str
    origin: str
    destination: str

    @property
    def place(self) -> str:
        return f"CFAssociations[{self.number}]"


def check_relations(package: Package, log: Log) -> None:
    """Note every problem that a package just read has beyond its single members, and mend its links."""
    _check_identifiers(package, log)
    places = _Places(package)
    edges = [
        _Edge(
            n,
            association["associationType"],
            places.find(association["originNodeURI"], f"CFAssociations[{n}].originNodeURI", log),
            places.find(association["destinationNodeURI"], f"CFAssociations[{n}].destinationNodeURI", log),
        )
        for n, association in enumerate(package.associations)
    ]
    _check_edges(edges, places, log)
    for kinds in (PART_OF, ("precedes",)):
        _check_cycles([edge for edge in edges if edge.kind in kinds], kinds, places, log)
    if not log.problems:
        _check_tree([edge for edge in edges if edge.kind in PART_OF], places, log)


def _check_identifiers(package: Package, log: Log) -> None:
    for member in ("identifier", "uri"):
        first: dict[str, str] = {}
        for place, thing in declared(package):
            value = thing[member].lower() if member == "identifier" else thing[member]
            if value in first:
                log.problem(f"{place}.{member}", f"repeats the {member} of {first[value]}: {thing[member]}")
            first.setdefault(value, place)


class _Places:
    """Know the document and the items of a package by URI and by identifier."""

    def __init__(self, package: Package) -> None:
        here: list[JSON] = [package.document, *package.items]
        self.uris = {thing["uri"] for thing in here}
        self.by_identifier = {thing["identifier"].lower(): thing["uri"] for thing in here}
        self.names = {i["uri"]: i.get("humanCodingScheme") or i["identifier"] for i in package.items}

    def find(self, link: JSON, place: str, log: Log) -> str:
        """Return the URI a link means; by its identifier where the URI is not of this package."""
        uri: str = link["uri"]
        named: str | None = self.by_identifier.get(link["identifier"].lower())
        if named is None or named == uri:
            return uri
        if uri in self.uris:
            log.problem(place, f"names {named} by its identifier and {uri} by its URI")
            return uri
        log.notice(place, "has another URI than the item of its identifier; replaced by the item's")
        link["uri"] = named
        return named


def _check_edges(edges: list[_Edge], places: _Places, log: Log) -> None:
    seen: dict[tuple[str, str, str], str] = {}
    pairs: dict[frozenset[str], set[str]] = defaultdict(set)
    for edge in edges:
        if edge.origin == edge.destination:
            log.problem(edge.place, f"links {edge.origin} to itself")
        ends = {"originNodeURI": edge.origin, "destinationNodeURI": edge.destination}
        lost = [name for name, uri in ends.items() if uri not in places.uris]
        # A crosswalk links items of other packages; a link with one foot in this package must have both.
        if edge.kind == "isChildOf" and len(lost) == 1:
            log.problem(
                f"{edge.place}.{lost[0]}",
                f"is not in the package: {ends[lost[0]]}, expected an item or the document",
            )
        same = (edge.kind, edge.origin, edge.destination)
        if same in seen:
            log.notice(edge.place, f"says the same as {seen[same]}; kept")
        seen.setdefault(same, edge.place)
        if edge.kind == "exactMatchOf" and not lost:
            log.notice(edge.place, "matches two items of one framework exactly; kept")
        kinds = pairs[frozenset(ends.values())]
        kinds.add(edge.kind)
        if edge.kind in (*PART_OF, "exactMatchOf") and "exactMatchOf" in kinds and kinds & set(PART_OF):
            log.problem(
                edge.place, f"makes {edge.origin} both the same as {edge.destination} and a part of it"
            )


def _check_cycles(edges: list[_Edge], kinds: tuple[str, ...], places: _Places, log: Log) -> None:
    edges = [edge for edge in edges if edge.origin != edge.destination]
    for _ in range(MOST_CYCLES):
        loop = _find_cycle(edges)
        if not loop:
            return
        last = loop.index(max(loop, key=lambda edge: edge.number))
        loop = loop[last:] + loop[:last]
        names = [places.names.get(edge.origin, edge.origin) for edge in loop]
        log.problem(
            loop[0].place, f"closes a circle of {' and '.join(kinds)}: {' > '.join([*names, names[0]])}"
        )
        edges.remove(loop[0])


def _check_tree(edges: list[_Edge], places: _Places, log: Log) -> None:
    """Refuse a tree that is too deep to be shown, or that unfolds without end because branches are shared."""
    below: dict[str, list[str]] = defaultdict(list)
    parents: dict[str, int] = defaultdict(int)
    for edge in edges:
        below[edge.destination].append(edge.origin)
        parents[edge.origin] += 1
    waiting = [uri for uri in below if not parents[uri]]
    depth = dict.fromkeys(waiting, 0)
    count = dict.fromkeys(waiting, 1)
    while waiting:
        uri = waiting.pop()
        for child in below[uri]:
            depth[child] = max(depth.get(child, 0), depth[uri] + 1)
            count[child] = count.get(child, 0) + count[uri]
            parents[child] -= 1
            if not parents[child]:
                waiting.append(child)
    deepest = max(depth, key=lambda uri: depth[uri], default="")
    if deepest and depth[deepest] > MOST_DEEP:
        name = places.names.get(deepest, deepest)
        log.problem("CFAssociations", f"put {name} {depth[deepest]} steps deep, expected {MOST_DEEP} at most")
    if sum(count.values()) > MOST_UNFOLDED:
        log.problem("CFAssociations", f"unfold to a tree of more than {MOST_UNFOLDED:,} places")


def _find_cycle(edges: list[_Edge]) -> list[_Edge]:
    """Return the edges of one circle, or none: peel off what leads nowhere, then follow what is left."""
    ahead: dict[str, set[_Edge]] = defaultdict(set)
    behind: dict[str, list[_Edge]] = defaultdict(list)
    for edge in edges:
        ahead[edge.origin].add(edge)
        behind[edge.destination].append(edge)
    ends = [uri for uri in behind if uri not in ahead]
    while ends:
        for edge in behind[ends.pop()]:
            ahead[edge.origin].discard(edge)
            if not ahead[edge.origin]:
                ends.append(edge.origin)
    uri = next((uri for uri in ahead if ahead[uri]), None)
    walk: list[_Edge] = []
    seen: dict[str, int] = {}
    while uri is not None and uri not in seen:
        seen[uri] = len(walk)
        walk.append(min(ahead[uri], key=lambda edge: edge.number))
        uri = walk[-1].destination
    return walk[seen[uri] :] if uri is not None else []
