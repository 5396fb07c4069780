"""Say of evidence that could count, and that shows nothing a job asks, why it does not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set

from skills.evidence import Evidence
from skills.excerpts import distances
from skills.graph import PART_OF, Graph
from skills.reaching import Path, Reach

UNASKED = "it speaks for nothing this job asks."
OUTDONE = "other credentials show the same at least as well."
UNALIGNED = "it names no statement of any framework."
UNKNOWN = "it names statements of frameworks that are not kept here."
UNCONFIRMED = "a link that would lead from it to what is asked is not confirmed."
NO_LEVEL = "it states no level, and at this setting that counts for nothing."
NO_WAY = "links lead from it to what is asked, but by no way that counts."
MOST_KEPT = 256
FURTHER = 3  # steps beyond those that count, within which a way is still looked for

# What is less than exact, and counts for nothing where its weight is 0.
NOTHING: Mapping[str, str] = {
    "isRelatedTo": "it is only related to what is asked, and at this setting that counts for nothing.",
    "precedes": "it only comes after what is asked, and at this setting that counts for nothing.",
    **dict.fromkeys(
        PART_OF, "it only names the whole of what is asked, and at this setting that counts for nothing."
    ),
}
EXACTLY_NOTHING = "links count for nothing at this setting."


def too_long(steps: int, most: int) -> str:
    """Say that a way has more steps than count."""
    return f"the way from it to what is asked takes {steps} steps, and at most {most} count."


class Idling:
    """Know for what a job asks why a piece of evidence shows nothing of it."""

    def __init__(self, reach: Reach, wanted: Set[str]) -> None:
        self._reach, self._wanted = reach, wanted

    def why(self, piece: Evidence) -> str:
        """Give the reason, as the end of the sentence that begins "Not counted because"."""
        if not piece.uris:
            return UNALIGNED
        if not any(uri in self._reach.graph.nodes for uri in piece.uris):
            return UNKNOWN
        found = list(self._paths(self._reach, piece))
        if found:
            return NO_LEVEL if any(path.worth for path in found) else _nothing(found)
        loose = all_links(self._reach.graph)
        if loose is not None and any(
            path.worth for path in self._paths(Reach.over(loose, self._reach.settings), piece)
        ):
            return UNCONFIRMED
        return self._far(piece)

    def _paths(self, reach: Reach, piece: Evidence) -> Iterator[Path]:
        for held in piece.uris:
            paths = reach.paths(held)
            yield from (paths[uri] for uri in self._wanted & paths.keys())

    def _far(self, piece: Evidence) -> str:
        most = self._reach.settings.most_steps
        every = [_distances_from(self._reach.graph, held, most + FURTHER) for held in piece.uris]
        steps = [far[uri] for far in every for uri in self._wanted & far.keys()]
        if not steps:
            return UNASKED
        return too_long(min(steps), most) if min(steps) > most else NO_WAY


def all_links(graph: Graph) -> Graph | None:
    """Give the graph as if every link in it counted, or None where every one does."""
    if "all links" not in graph.kept:
        graph.kept["all links"] = graph.with_all_links()
    loose: Graph | None = graph.kept["all links"]
    return loose


def _nothing(found: Sequence[Path]) -> str:
    kinds = {step.kind for path in found for step in path.steps if not step.weight}
    return next((words for kind, words in NOTHING.items() if kind in kinds), EXACTLY_NOTHING)


def _distances_from(graph: Graph, held: str, most: int) -> Mapping[str, int]:
    known: dict[tuple[str, int], Mapping[str, int]] = graph.kept.setdefault("distances", {})
    if (held, most) in known:
        return known[held, most]
    if len(known) >= MOST_KEPT:
        known.clear()
    found = known[held, most] = distances(graph, [held], most, back=False)
    return found
