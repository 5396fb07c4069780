"""What a held item speaks for: the best path from it to every other item, by the rules of inference.

Inference goes from what is held to what is required. Weights along a path multiply, a path has at most three
steps, and of several paths the best one counts: weak paths never add up.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeVar

from skills.case.package import JSON
from skills.graph import PART_OF, Confirmation, Graph, Link
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
K = TypeVar("K")
NOTES = {"replacedBy": "older wording", "isChildOf": "implied", "isPartOf": "implied"}
FURTHER_FRAMEWORKS = 1


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


@dataclass(frozen=True)
class Path:
    """Hold the steps from a held item to another one and what they are worth together."""

    weight: Fraction = Fraction(1)
    steps: tuple[Step, ...] = ()

    def rank(self) -> tuple[Fraction, int, tuple[str, ...]]:
        """Order paths: the heaviest first, then the shortest, then by identifiers so that order is fixed."""
        return (-self.weight, len(self.steps), tuple(step.association for step in self.steps))


@dataclass(frozen=True)
class _Place:
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
        self._known: dict[tuple[str, bool], Mapping[str, Path]] = {}

    @classmethod
    def over(cls, graph: Graph, settings: Settings) -> Reach:
        """Give what is known of a graph at these weights so far, for a graph is never changed."""
        kept: Reach = graph.kept.setdefault(settings, cls(graph, settings))
        return kept

    def paths(self, held: str, *, exact_only: bool = False) -> Mapping[str, Path]:
        """Return the best path from a held item to each item it speaks for, itself included."""
        if held not in self.graph.nodes:
            return {held: Path()}  # not kept, for anybody may present what no framework knows
        key = (held, exact_only)
        if key not in self._known:
            self._known[key] = self._walk(held, exact_only)
        return self._known[key]

    def _walk(self, held: str, exact_only: bool) -> Mapping[str, Path]:
        best = {held: Path()}
        front = {_Place(held, frozenset([self.graph.node(held).framework])): Path()}
        for _ in range(self.settings.most_steps):
            following: dict[_Place, Path] = {}
            for place, path in front.items():
                for next_place, step in self._steps(place, exact_only):
                    longer = Path(path.weight * step.weight, (*path.steps, step))
                    _keep(following, next_place, longer)
                    _keep(best, next_place.uri, longer)
            front = following
        return best

    def _steps(self, place: _Place, exact_only: bool) -> Iterator[tuple[_Place, Step]]:
        graph, weights = self.graph, self.settings
        for link, uri in _same(graph, place.uri):
            frameworks = place.frameworks | {graph.node(uri).framework}
            if len(frameworks) <= 1 + FURTHER_FRAMEWORKS:
                yield (
                    _Place(uri, frameworks, place.related, False),
                    self._step(link, place.uri, uri, weights.exact),
                )
        if exact_only:
            return
        for link, uri in _either(graph, place.uri, "isRelatedTo"):
            if not place.related:
                following = _Place(uri, place.frameworks, True, False)
                yield following, self._step(link, place.uri, uri, weights.related)
        for link in graph.arriving(place.uri):
            if link.kind == "precedes":
                following = _Place(link.origin, place.frameworks, place.related, False)
                yield following, self._step(link, place.uri, link.origin, weights.earlier)
            if link.kind in PART_OF and place.implied:
                following = _Place(link.origin, place.frameworks, place.related, True)
                yield following, self._step(link, place.uri, link.origin, weights.implied)

    def _step(self, link: Link, held: str, wanted: str, weight: Fraction) -> Step:
        names = (self.graph.node(held).name, self.graph.node(wanted).name)
        relation = WORDS[link.kind]
        return Step(
            held,
            names[0],
            relation,
            wanted,
            names[1],
            link.id,
            link.kind,
            weight,
            link.confirmed_by,
            link.source,
        )


def _keep(paths: dict[K, Path], key: K, path: Path) -> None:
    if key not in paths or path.rank() < paths[key].rank():
        paths[key] = path


def _same(graph: Graph, uri: str) -> Iterable[tuple[Link, str]]:
    """List the links that say another item is the same, or its newer wording."""
    yield from _either(graph, uri, "exactMatchOf", "isTranslationOf")
    yield from ((link, link.destination) for link in graph.leaving(uri) if link.kind == "replacedBy")


def _either(graph: Graph, uri: str, *kinds: str) -> Iterable[tuple[Link, str]]:
    """List the links of some kinds at an item, whichever end it is, with the other end."""
    yield from ((link, link.destination) for link in graph.leaving(uri) if link.kind in kinds)
    yield from ((link, link.origin) for link in graph.arriving(uri) if link.kind in kinds)
