"""Rank for every origin the destinations that may mean the same, with the reason in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from skills.suggesting.exact import TIERS, Exact, exact_pairs
from skills.suggesting.parts import coverage
from skills.suggesting.statements import Statement
from skills.suggesting.views import AT_ONCE, Embed, Views
from skills.suggesting.words import akin, kindred, stem, stems, words

if TYPE_CHECKING:
    from skills.suggesting.views import Array

Reason = Literal[
    Exact, "similar words", "related words", "similar parts", "similar spelling", "similar meaning"
]
MOST_SHOWN = 6
NEIGHBOURS = 10
POPULARITY = 0.4
OF_ITSELF = 0.3  # of a whole, what its own words say; the rest say its parts


@dataclass(frozen=True)
class Suggestion:
    """Say that a destination may mean the same as an origin: rank 1 is the best, scores run from 0 to 1."""

    origin: str
    destination: str
    rank: int
    score: float
    reason: Reason
    shared_words: tuple[str, ...] = ()


def suggest(
    origins: Sequence[Statement],
    destinations: Sequence[Statement],
    *,
    top: int = 10,
    embed: Embed | None = None,
) -> list[Suggestion]:
    """Give for every origin at most `top` destinations: same address, code or words first, then by likeness.

    The same statements always give the same suggestions; of equal ones the earlier destination comes first.
    """
    if not origins or not destinations or top < 1:
        return []
    ranking = _Ranking(origins, destinations, embed)
    return [found for place in range(len(origins)) for found in ranking.of(place, top)]


class _Ranking:
    def __init__(
        self, origins: Sequence[Statement], destinations: Sequence[Statement], embed: Embed | None
    ) -> None:
        self.origins, self.destinations, self.without_model = origins, destinations, embed is None
        alike = Views(origins, destinations, embed).alike()
        covered = coverage(origins, destinations, alike)
        for place, row in covered.items():
            alike[place] = OF_ITSELF * alike[place] + (1 - OF_ITSELF) * row
        self.wholes = frozenset(covered)
        self.alike = alike
        single = [place for place in range(len(origins)) if place not in covered]
        self.popularity = [_popularity(alike, places) for places in (single, sorted(covered))]
        self.exact: dict[int, dict[int, Exact]] = {}
        for (origin, destination), reason in exact_pairs(origins, destinations).items():
            self.exact.setdefault(origin, {})[destination] = reason

    def of(self, place: int, top: int) -> Iterator[Suggestion]:
        """Give the suggestions for one origin, the best first."""
        import numpy as np

        scores = self.alike[place] - self.popularity[place in self.wholes]
        exact = self.exact.get(place, {})
        first = sorted(exact, key=lambda d: (TIERS.index(exact[d]), -float(scores[d]), d))
        following = [
            d for d in _highest(scores, top + len(exact)) if d not in exact and self.alike[place, d] > 0
        ]
        for rank, destination in enumerate([*first, *following][:top], start=1):
            shared, related = self._shared(place, destination)
            score = 1.0 if destination in exact else round(float(np.sqrt(max(scores[destination], 0))), 4)
            reason = exact.get(destination) or self._reason(place, destination, shared, related)
            yield Suggestion(
                self.origins[place].id,
                self.destinations[destination].id,
                rank,
                score,
                reason,
                shared or related,
            )

    def _reason(
        self, place: int, destination: int, shared: tuple[str, ...], related: tuple[str, ...]
    ) -> Reason:
        if place in self.wholes and self.destinations[destination].below:
            return "similar parts"
        if shared or related:
            return "similar words" if shared else "related words"
        return "similar spelling" if self.without_model else "similar meaning"

    def _shared(self, place: int, destination: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """List the words of the origin that the destination shares, rarest first, or else kindred ones."""
        there = self._stems[destination]
        here = {stem(word): word for word in reversed(words(self.origins[place].text))}
        shared = sorted(here.keys() & there, key=lambda one: (self._spread[one], one))
        groups = set() if shared else set(kindred(stems(self.destinations[destination].text)))
        related = sorted(akin(stems(self.origins[place].text), groups)) if groups else []
        return tuple(here[one] for one in shared[:MOST_SHOWN]), tuple(
            here[one] for one in related[:MOST_SHOWN]
        )

    @cached_property
    def _stems(self) -> list[frozenset[str]]:
        return [frozenset(map(stem, words(one.text))) for one in self.destinations]

    @cached_property
    def _spread(self) -> dict[str, int]:
        spread: dict[str, int] = {}
        for found in self._stems:
            for one in found:
                spread[one] = spread.get(one, 0) + 1
        return spread


def _highest(scores: Array, count: int) -> list[int]:
    """List the places of the highest scores, of equal ones the earlier first, without sorting them all."""
    import numpy as np

    if count < len(scores):
        least = np.partition(scores, len(scores) - count)[len(scores) - count]
        places = np.flatnonzero(scores >= least)
    else:
        places = np.arange(len(scores))
    return [int(place) for place in places[np.argsort(-scores[places], kind="stable")]]


def _popularity(alike: Array, places: Sequence[int]) -> Array:
    """Reckon what is taken from the likenesses of these origins: a share of each destination's nearest ten.

    A destination near to everything says little; the less so, the more origins have to share one.
    """
    import numpy as np

    origins, destinations = len(places), alike.shape[1]
    nearest = np.zeros((min(NEIGHBOURS, origins), destinations), np.float32)
    for start in range(0, origins, AT_ONCE):
        rows = np.concatenate([nearest, alike[places[start : start + AT_ONCE]]])
        nearest = np.partition(rows, len(rows) - len(nearest), axis=0)[-len(nearest) :]
    if not origins:
        return np.zeros(destinations, np.float32)
    found: Array = POPULARITY * min(1.0, destinations / origins) * nearest.mean(axis=0)
    return found
