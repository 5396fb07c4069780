"""The walk of `skills.reaching` taken backwards: from what is wanted to all that speaks for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from skills.graph import PART_OF, Graph
from skills.reaching import FURTHER_FRAMEWORKS
from skills.scale import Scale
from skills.settings import Settings

EITHER = ("exactMatchOf", "isTranslationOf")


@dataclass(frozen=True)
class _Place:
    """Hold where the walk stands, and what the way from here to what is wanted has already used."""

    uri: str
    frameworks: frozenset[str] = frozenset()  # reached by saying that two items are the same
    related: bool = False
    implied: bool = False  # only from a named whole to its parts may lead to here


class Back:
    """Know for a graph and its weights what speaks for each wanted item; found once, kept afterwards."""

    def __init__(self, graph: Graph, settings: Settings) -> None:
        self.graph, self.settings, self.scale = graph, settings, Scale.of(settings)
        self._known: dict[tuple[str, bool], Mapping[str, int]] = {}

    def worth(self, wanted: str, *, exact_only: bool = False) -> Mapping[str, int]:
        """Give for each item that speaks for a wanted one what its best path is worth."""
        key = (wanted, exact_only)
        if key not in self._known:
            self._known[key] = self._walk(wanted, exact_only)
        return self._known[key]

    def _walk(self, wanted: str, exact_only: bool) -> Mapping[str, int]:
        best = {wanted: self.scale.whole}
        front = {_Place(wanted): self.scale.whole}
        for _ in range(self.settings.most_steps):
            following: dict[_Place, int] = {}
            for place, worth in front.items():
                for further, weight in self._steps(place, exact_only):
                    value = worth * weight // self.scale.step
                    following[further] = max(following.get(further, 0), value)
                    if self._may_be_held(further):
                        best[further.uri] = max(best.get(further.uri, 0), value)
            front = following
        return best

    def _may_be_held(self, place: _Place) -> bool:
        frameworks = place.frameworks | {self.graph.node(place.uri).framework}
        return not place.frameworks or len(frameworks) <= 1 + FURTHER_FRAMEWORKS

    def _steps(self, place: _Place, exact_only: bool) -> Iterator[tuple[_Place, int]]:
        """List the places from which one step leads here, with the weight of the step."""
        graph, scale, uri = self.graph, self.scale, place.uri
        leaving, arriving = graph.leaving(uri), graph.arriving(uri)
        if not place.implied:
            frameworks = place.frameworks | {graph.node(uri).framework}
            same = [link.destination for link in leaving if link.kind in EITHER]
            same += [link.origin for link in arriving if link.kind in (*EITHER, "replacedBy")]
            if len(frameworks) <= 1 + FURTHER_FRAMEWORKS:
                for one in same:
                    yield _Place(one, frameworks, place.related), scale.exact
            if not exact_only and not place.related:
                related = [link.destination for link in leaving if link.kind == "isRelatedTo"]
                related += [link.origin for link in arriving if link.kind == "isRelatedTo"]
                for one in related:
                    yield _Place(one, place.frameworks, True), scale.related
        if exact_only:
            return
        for link in leaving:
            if link.kind == "precedes" and not place.implied:
                yield _Place(link.destination, place.frameworks, place.related), scale.earlier
            if link.kind in PART_OF:
                yield _Place(link.destination, place.frameworks, place.related, True), scale.implied
