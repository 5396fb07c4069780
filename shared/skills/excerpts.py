"""The part of a graph that a match can have looked at: small enough to print, enough to match again alone."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from skills.case.package import JSON
from skills.errors import SkillsError
from skills.evidence import Evidence, Requirement
from skills.graph import PART_OF, STATUSES, Confirmation, Graph, Link, Node
from skills.settings import Settings

SAME = ("exactMatchOf", "isTranslationOf")
MOST_WORK = 300_000  # steps that are looked at in an excerpt that somebody else wrote: a few seconds


class TooMuchWorkError(SkillsError):
    """Raised when an excerpt is made such that no end of looking at it is in sight."""


class Excerpt(Graph):
    """Hold items, links and names of levels without the frameworks they are from."""

    def __init__(
        self,
        nodes: Iterable[Node],
        links: Iterable[Link],
        level_names: Mapping[tuple[str, int], str],
        frameworks: Sequence[JSON],
        *,
        most_work: int | None = None,
    ) -> None:
        super().__init__((), links)
        self._excerpt = {node.uri: node for node in nodes}
        self._names_of_levels = dict(level_names)
        self._frameworks = tuple(frameworks)
        self._work_left = math.inf if most_work is None else most_work

    def spend(self, work: int) -> None:
        """Count steps that are looked at; raises TooMuchWorkError when there are more than may be."""
        self._work_left -= work
        if self._work_left < 0:
            raise TooMuchWorkError("found more steps between its items than can be looked at")

    @cached_property
    def nodes(self) -> Mapping[str, Node]:
        """Find an item by its URI."""
        return self._excerpt

    @cached_property
    def _level_names(self) -> Mapping[tuple[str, int], str]:
        return self._names_of_levels

    def frameworks(self) -> tuple[JSON, ...]:
        """Name the frameworks and their versions, as they were printed."""
        return self._frameworks


def excerpt_json(
    graph: Graph,
    requirements: Iterable[Requirement],
    evidence: Iterable[Evidence],
    settings: Settings,
    more: Iterable[Link] = (),
) -> JSON:
    """Write every link that counts and lies on a way from what is held to what is asked, with its items.

    `more` are links that count for nothing and are the reason why something does not count.
    """
    pieces = tuple(evidence)
    held = dict.fromkeys(uri for piece in pieces for uri in piece.uris)
    asked = {requirement.uri for requirement in requirements}
    parts, below = parts_of(graph, asked)
    links = {
        link.id: link for link in (*below, *between(graph, held, asked | parts, settings.most_steps), *more)
    }
    ends = {uri for link in links.values() for uri in (link.origin, link.destination)} | held.keys() | asked
    ranks = {(uri, rank) for piece in pieces for uri, rank in piece.uris.items() if rank is not None}
    return {
        "items": [_node_json(graph.nodes[uri]) for uri in sorted(ends) if uri in graph.nodes],
        "links": [_link_json(links[name]) for name in sorted(links)],
        "levels": [
            {"item": uri, "rank": rank, "name": graph.level_name(uri, rank)} for uri, rank in sorted(ranks)
        ],
    }


def read_excerpt(written: JSON, frameworks: Sequence[JSON]) -> Excerpt:
    """Read what was written of a graph; a wrong form raises KeyError, TypeError or ValueError."""
    nodes = [
        Node(*(text_of(row[member]) for member in ("uri", "title", "code", "framework")))
        for row in written["items"]
    ]
    levels = {(text_of(row["item"]), int(row["rank"])): text_of(row["name"]) for row in written["levels"]}
    links = map(_read_link, written["links"])
    return Excerpt(nodes, links, levels, frameworks, most_work=MOST_WORK)


def parts_of(graph: Graph, wholes: set[str]) -> tuple[set[str], list[Link]]:
    """Find the parts of what is asked at any depth, and the links that say so."""
    found: set[str] = set()
    links: list[Link] = []
    pending = sorted(wholes)
    while pending:
        for link in graph.arriving(pending.pop()):
            if link.kind in PART_OF:
                links.append(link)
                if link.origin not in found | wholes:
                    pending.append(link.origin)
                found.add(link.origin)
    return found, links


def between(graph: Graph, held: Iterable[str], wanted: Iterable[str], most_steps: int) -> Iterable[Link]:
    """List the links on ways of at most so many steps from a held item to a wanted one."""
    to_go = distances(graph, wanted, most_steps, back=True)
    for uri, gone in distances(graph, held, most_steps, back=False).items():
        for link, onward in _steps(graph, uri, back=False):
            if gone + 1 + to_go.get(onward, most_steps) <= most_steps:
                yield link


def distances(graph: Graph, starts: Iterable[str], most: int, *, back: bool) -> Mapping[str, int]:
    """Count the steps from items, or back from them, to all others within so many; no other limit holds."""
    found = dict.fromkeys(starts, 0)
    front = list(found)
    for distance in range(1, most + 1):
        graph.spend(1 + sum(len(graph.leaving(uri)) + len(graph.arriving(uri)) for uri in front))
        reached = {onward for uri in front for _, onward in _steps(graph, uri, back=back)} - found.keys()
        found |= dict.fromkeys(reached, distance)
        front = sorted(reached)
    return found


def _steps(graph: Graph, uri: str, *, back: bool) -> Iterable[tuple[Link, str]]:
    """List the links along which inference may go from an item, or may have come to it."""
    for link in graph.leaving(uri):
        one_way = link.kind == "replacedBy" if not back else link.kind in ("precedes", *PART_OF)
        if one_way or link.kind in (*SAME, "isRelatedTo"):
            yield link, link.destination
    for link in graph.arriving(uri):
        one_way = link.kind in ("precedes", *PART_OF) if not back else link.kind == "replacedBy"
        if one_way or link.kind in (*SAME, "isRelatedTo"):
            yield link, link.origin


def _node_json(node: Node) -> JSON:
    return {"uri": node.uri, "title": node.title, "code": node.code, "framework": node.framework}


def _link_json(link: Link) -> JSON:
    return {
        "id": link.id,
        "type": link.kind,
        "origin": link.origin,
        "destination": link.destination,
        "status": link.status,
        "source": link.source,
        "confirmedBy": [one.to_json() for one in link.confirmed_by],
    }


def _read_link(row: JSON) -> Link:
    status = next((one for one in STATUSES if one == row["status"]), None)
    if status is None:
        raise ValueError(f"found a link with the status {row['status']!r:.60}, expected a known one")
    by = tuple(
        Confirmation(*(text_of(one[member]) for member in ("name", "role", "institution", "date")))
        for one in row["confirmedBy"]
    )
    ends = text_of(row["origin"]), text_of(row["destination"])
    return Link(text_of(row["id"]), text_of(row["type"]), *ends, status, text_of(row["source"]), by)


def text_of(value: object) -> str:
    """Give a value that must be text; raises ValueError."""
    if not isinstance(value, str):
        raise ValueError(f"found {value!r:.60}, expected text")
    return value
