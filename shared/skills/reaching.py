"""What a held item speaks for: the best path from it to every other item, by the rules of inference.

Inference goes from what is held to what is required. Weights along a path multiply, a path has at most three
steps, and of several paths the best one counts: weak paths never add up.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, NamedTuple

from skills.case.package import JSON
from skills.graph import PART_OF, Confirmation, Graph, Link
from skills.scale import Scale
from skills.settings import Settings

# How a link reads from the held item to the item it speaks for.
WORDS = {
    "exactMatchOf": "is an exact match of",
    "isTranslationOf": "is a translation of",
    "replacedBy": "was replaced by",
    "isRelatedTo": "is related to",
    "precedes": "comes after",
    "isChildOf": "includes",
    "isPartOf": "includes",
}
NOTES = {"replacedBy": "older wording", "isChildOf": "implied", "isPartOf": "implied"}
FURTHER_FRAMEWORKS = 1
Sort = Literal["same", "related", "earlier", "implied"]


@dataclass(frozen=True)
class Step:
    """Hold one link of a path, from the held side to the required side."""

    from_uri: str
    from_title: str
    relation: str
    to_uri: str
    to_title: str
    association: str
    kind: str
    weight: Fraction
    confirmed_by: tuple[Confirmation, ...] = ()
    source: str = ""

    @property
    def note(self) -> str:
        """Say what a reader should know about the link beside its relation."""
        return NOTES.get(self.kind, "")

    def to_json(self) -> JSON:
        """Write the step."""
        return {
            "from": {"uri": self.from_uri, "title": self.from_title},
            "relation": self.relation,
            "to": {"uri": self.to_uri, "title": self.to_title},
            "association": self.association,
            "associationType": self.kind,
            "weight": str(self.weight),
            "confirmedBy": [confirmation.to_json() for confirmation in self.confirmed_by],
            "source": self.source,
            **({"note": self.note} if self.note else {}),
        }


@dataclass(frozen=True, slots=True)
class Path:
    """Hold the steps from a held item to another one and what they are worth together, over `whole`."""

    worth: int
    whole: int
    steps: tuple[Step, ...] = ()

    @property
    def weight(self) -> Fraction:
        """Give what the path is worth as a fraction."""
        return Fraction(self.worth, self.whole)

    def is_better(self, other: Path | None) -> bool:
        """Tell whether this is the heavier path, or the shorter, or the first by identifiers."""
        if other is None or self.worth != other.worth:
            return other is None or self.worth > other.worth
        return self._rank() < other._rank()

    def _rank(self) -> tuple[int, tuple[str, ...]]:
        return len(self.steps), tuple(step.association for step in self.steps)


@dataclass(frozen=True, slots=True)
class _Onward:
    """Hold one step that may be taken from an item, with what it is worth over `Scale.step`."""

    sort: Sort
    framework: str
    step: Step
    worth: int


class _Place(NamedTuple):
    """Hold where a walk stands and what its way forbids from here."""

    uri: str
    frameworks: frozenset[str]  # the first, and those reached by saying that two items are the same
    related: bool = False
    implied: bool = True  # only from the named whole to its parts so far


class Reach:
    """Know for a graph and its weights what each held item speaks for; found once, kept afterwards."""

    def __init__(self, graph: Graph, settings: Settings) -> None:
        self.graph = graph
        self.settings = settings
        self.scale = Scale.of(settings)
        self._itself = Path(self.scale.whole, self.scale.whole)
        self._onward: dict[str, tuple[_Onward, ...]] = {}
        self._known: dict[tuple[str, bool], Mapping[str, Path]] = {}

    @classmethod
    def over(cls, graph: Graph, settings: Settings) -> Reach:
        """Give what is known of a graph at these weights so far, for a graph is never changed."""
        kept: Reach = graph.kept.setdefault(settings, cls(graph, settings))
        return kept

    def paths(self, held: str, *, exact_only: bool = False) -> Mapping[str, Path]:
        """Return the best path from a held item to each item it speaks for, itself included."""
        if held not in self.graph.nodes:
            return {held: self._itself}  # not kept, for anybody may present what no framework knows
        key = (held, exact_only)
        if key not in self._known:
            self._known[key] = self._walk(held, exact_only)
        return self._known[key]

    def _walk(self, held: str, exact_only: bool) -> Mapping[str, Path]:
        best = {held: self._itself}
        front = {_Place(held, frozenset([self.graph.node(held).framework])): self._itself}
        for _ in range(self.settings.most_steps):
            following: dict[_Place, Path] = {}
            for place, path in front.items():
                for further, onward in self._steps(place, exact_only):
                    worth = path.worth * onward.worth // self.scale.step
                    longer = Path(worth, path.whole, (*path.steps, onward.step))
                    if longer.is_better(following.get(further)):
                        following[further] = longer
                    if longer.is_better(best.get(further.uri)):
                        best[further.uri] = longer
            front = following
        return best

    def _steps(self, place: _Place, exact_only: bool) -> Iterator[tuple[_Place, _Onward]]:
        uri, frameworks, related, implied = place
        if uri not in self._onward:
            self._onward[uri] = tuple(self._find_onward(uri))
        self.graph.spend(1 + len(self._onward[uri]))
        for onward in self._onward[uri]:
            sort, there = onward.sort, onward.step.to_uri
            if sort == "same":
                met = frameworks if onward.framework in frameworks else frameworks | {onward.framework}
                if len(met) <= 1 + FURTHER_FRAMEWORKS:
                    yield _Place(there, met, related, False), onward
            elif exact_only:
                continue
            elif sort == "related":
                if not related:
                    yield _Place(there, frameworks, True, False), onward
            elif sort == "earlier":
                yield _Place(there, frameworks, related, False), onward
            elif implied:
                yield _Place(there, frameworks, related, True), onward

    def _find_onward(self, uri: str) -> Iterator[_Onward]:
        scale, weights = self.scale, self.settings
        for link, there in _same(self.graph, uri):
            yield self._one(link, uri, there, "same", scale.exact, weights.exact)
        for link, there in _either(self.graph, uri, "isRelatedTo"):
            yield self._one(link, uri, there, "related", scale.related, weights.related)
        for link in self.graph.arriving(uri):
            if link.kind == "precedes":
                yield self._one(link, uri, link.origin, "earlier", scale.earlier, weights.earlier)
            if link.kind in PART_OF:
                yield self._one(link, uri, link.origin, "implied", scale.implied, weights.implied)

    def _one(self, link: Link, held: str, wanted: str, sort: Sort, worth: int, weight: Fraction) -> _Onward:
        here, there = self.graph.node(held), self.graph.node(wanted)
        step = Step(
            held,
            here.name,
            WORDS[link.kind],
            wanted,
            there.name,
            link.id,
            link.kind,
            weight,
            link.confirmed_by,
            link.source,
        )
        return _Onward(sort, there.framework, step, worth)


def _same(graph: Graph, uri: str) -> Iterable[tuple[Link, str]]:
    """List the links that say another item is the same, or its newer wording."""
    yield from _either(graph, uri, "exactMatchOf", "isTranslationOf")
    yield from ((link, link.destination) for link in graph.leaving(uri) if link.kind == "replacedBy")


def _either(graph: Graph, uri: str, *kinds: str) -> Iterable[tuple[Link, str]]:
    """List the links of some kinds at an item, whichever end it is, with the other end."""
    yield from ((link, link.destination) for link in graph.leaving(uri) if link.kind in kinds)
    yield from ((link, link.origin) for link in graph.arriving(uri) if link.kind in kinds)
