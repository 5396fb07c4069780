"""The score of a job, computed from the written rules alone; shares no code with the sites.

The rules stand in README.md. Whatever the sites compute must agree with this, and this with expected.json.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from .sample import JSON, Sample

MET, PARTLY = Fraction(4, 5), Fraction(3, 10)
Evidence = tuple[str, int | None, bool]  # item URI, rank of the level held if stated, does it count


@dataclass(frozen=True)
class Score:
    """Hold what one person scores for one job."""

    score: Fraction
    exact: Fraction
    qualities: dict[str, Fraction]
    must_missing: list[str]

    def count(self, band: str) -> int:
        """Count the requirements in a band: met, partly or missing."""
        return sum(band == name(quality) for quality in self.qualities.values())


def name(quality: Fraction) -> str:
    """Name the band of a quality."""
    return "met" if quality >= MET else "partly" if quality >= PARTLY else "missing"


class Rules:
    """Know the links of the sample and what a held item is worth for a wanted one."""

    def __init__(self, sample: Sample) -> None:
        self.home = sample.home
        self.child, self.exact, self.near, self.earlier, self.newer = (
            defaultdict[str, set[str]](set) for _ in range(5)
        )
        for origin, kind, destination in sample.links:
            if origin in self.home and destination in self.home:
                self._add(origin, kind, destination)
        self._reached: dict[tuple[str, bool], dict[str, Fraction]] = {}

    def _add(self, origin: str, kind: str, destination: str) -> None:
        if kind in ("isChildOf", "isPartOf"):
            self.child[destination].add(origin)
        elif kind in ("exactMatchOf", "isTranslationOf"):
            self.exact[origin].add(destination)
            self.exact[destination].add(origin)
        elif kind == "isRelatedTo":
            self.near[origin].add(destination)
            self.near[destination].add(origin)
        elif kind == "precedes":
            self.earlier[destination].add(origin)
        elif kind == "replacedBy":
            self.newer[origin].add(destination)

    def _reach(self, start: str, exact_only: bool) -> dict[str, Fraction]:
        best = {start: Fraction(1)}
        front = [(start, Fraction(1), False, frozenset([self.home[start]]), True)]
        for _ in range(3):
            following = []
            for uri, worth, near, homes, down in front:  # down: only steps from the named parent so far
                same = self.exact[uri] | self.newer[uri]
                steps: list[tuple[str, Fraction, bool, frozenset[str], bool]] = [
                    (v, Fraction(1), near, homes | {self.home[v]}, False)
                    for v in same
                    if len(homes | {self.home[v]}) <= 2
                ]
                if not exact_only:
                    steps += [(v, Fraction(1, 2), True, homes, False) for v in self.near[uri] if not near]
                    steps += [(v, Fraction(7, 10), near, homes, False) for v in self.earlier[uri]]
                    steps += [(v, Fraction(4, 5), near, homes, True) for v in self.child[uri] if down]
                following += [(v, worth * f, n, h, d) for v, f, n, h, d in steps]
            for v, w, *_ in following:
                best[v] = max(w, best.get(v, Fraction(0)))
            front = following
        return best

    def worth(self, held: str, wanted: str, exact_only: bool) -> Fraction:
        """Return the best path weight from a held item to a wanted one."""
        key = (held, exact_only)
        if key not in self._reached:
            self._reached[key] = self._reach(*key)
        return self._reached[key].get(wanted, Fraction(0))

    def parts(self, uri: str) -> set[str]:
        """Return the lowest parts of an item, or the item itself if it has none."""
        children = self.child[uri]
        return set[str]().union(*map(self.parts, children)) if children else {uri}

    def quality(
        self, evidence: Sequence[Evidence], wanted: str, asked: int | None, exact_only: bool
    ) -> Fraction:
        """Return the quality of one requirement."""

        def one(target: str) -> Fraction:
            worths = (
                self.worth(u, target, exact_only) * level_factor(r, asked) for u, r, ok in evidence if ok
            )
            return max(worths, default=Fraction(0))

        parts = self.parts(wanted)
        return max(one(wanted), sum(map(one, parts), Fraction(0)) / len(parts))

    def score(self, evidence: Iterable[Evidence], job: JSON) -> Score:
        """Score a person's evidence for a job."""
        held, asks = list(evidence), job["requirements"]
        full: dict[str, Fraction] = {}
        exact: dict[str, Fraction] = {}
        for ask in asks:
            rank = (ask["levelAsked"] or {}).get("rank")
            full[ask["id"]] = self.quality(held, ask["cfItemUri"], rank, exact_only=False)
            exact[ask["id"]] = self.quality(held, ask["cfItemUri"], rank, exact_only=True)
        missing = [ask["id"] for ask in asks if ask["mustHave"] and full[ask["id"]] < MET]
        return Score(percent(asks, full), percent(asks, exact), full, missing)


def level_factor(rank: int | None, asked: int | None) -> Fraction:
    """Return what a level held is worth for a level asked."""
    if not asked:
        return Fraction(1)
    return Fraction(1, 2) if rank is None else min(Fraction(1), Fraction(rank, asked))


def percent(asks: list[dict[str, Any]], qualities: dict[str, Fraction]) -> Fraction:
    """Return the weighted mean of qualities as a percentage."""
    total: int = sum(ask["importance"] for ask in asks)
    return 100 * sum((ask["importance"] * qualities[ask["id"]] for ask in asks), Fraction(0)) / total


def two(value: Fraction) -> str:
    """Write a percentage with two places."""
    return f"{float(value):.2f}"
