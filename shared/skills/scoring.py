"""Score many applicants against one job, or many jobs for one learner: what can be is worked out once.

Whole numbers stand for fractions over a common denominator, so every figure is exactly that of
`skills.matching`. That shows the paths as well, and is asked when somebody looks.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import lcm

from skills.evidence import Evidence, Requirement
from skills.graph import Graph
from skills.reaching import Reach
from skills.reaching_back import Back
from skills.receipts import Band, Outcome, band_of
from skills.scale import LevelScale, Scale
from skills.settings import Settings

DEFAULT = Settings()
Ways = tuple[int, int, int | None]  # what a way is worth, what by exact links alone, and the level held


@dataclass(frozen=True)
class Row:
    """Hold a requirement as numbers; the parts follow the item itself, where it has any."""

    requirement: Requirement
    items: tuple[str, ...]
    level: LevelScale
    denominator: int  # of the quality
    met: int
    partly: int

    @classmethod
    def of(cls, requirement: Requirement, parts: tuple[str, ...], settings: Settings, whole: int) -> Row:
        """Work out the numbers of a requirement; `whole` is what a path of full weight is worth."""
        level = LevelScale.of(requirement.level_asked, settings)
        items = (requirement.uri,) if parts == (requirement.uri,) else (requirement.uri, *parts)
        over = whole * level.whole * max(1, len(items) - 1)
        met, partly = (-(-one.numerator * over // one.denominator) for one in (settings.met, settings.partly))
        return cls(requirement, items, level, over, met, partly)

    def quality(self, best: Sequence[int]) -> int:
        """Give the quality from the best way to each item: that of the item, or the mean of its parts."""
        parts = len(best) - 1
        return max(best[0] * parts, sum(best[1:])) if parts else best[0]

    def outcome(self, quality: int) -> Outcome:
        """Name the band of a quality."""
        return "met" if quality >= self.met else "partly" if quality >= self.partly else "missing"


@dataclass(frozen=True)
class Job:
    """Hold the requirements of a job as numbers, with what each adds to the score."""

    rows: tuple[Row, ...]

    @cached_property
    def shares(self) -> tuple[int, ...]:
        """Give what each requirement's quality is multiplied with, so that all have one denominator."""
        weights = [row.requirement.importance for row in self.rows]
        pairs = list(zip(weights, self.rows, strict=True))
        over = lcm(*(row.denominator * weight.denominator for weight, row in pairs))
        return tuple(
            weight.numerator * over // (weight.denominator * row.denominator) for weight, row in pairs
        )

    @cached_property
    def total(self) -> int:
        """Give the sum of all shares at full quality."""
        return sum(share * row.denominator for share, row in zip(self.shares, self.rows, strict=True))


@dataclass(frozen=True)
class Score:
    """Hold what a person's evidence came to for a job, without the paths."""

    job: Job
    numbers: tuple[int, ...]
    exact_numbers: tuple[int, ...]

    @cached_property
    def score(self) -> Fraction:
        """Give the percentage as an exact fraction."""
        return self._percentage(self.numbers)

    @cached_property
    def exact_score(self) -> Fraction:
        """Give the percentage that exact matches and parts alone would give."""
        return self._percentage(self.exact_numbers)

    def _percentage(self, numbers: Sequence[int]) -> Fraction:
        gained = sum(share * one for share, one in zip(self.job.shares, numbers, strict=True))
        return Fraction(100 * gained, self.job.total)

    @property
    def qualities(self) -> tuple[Fraction, ...]:
        """Give the quality of each requirement."""
        return tuple(Fraction(n, row.denominator) for n, row in zip(self.numbers, self.job.rows, strict=True))

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        """Name the band of each requirement."""
        return tuple(row.outcome(n) for n, row in zip(self.numbers, self.job.rows, strict=True))

    def of(self, outcome: Outcome) -> tuple[Requirement, ...]:
        """List the requirements of one outcome."""
        asked = zip(self.job.rows, self.outcomes, strict=True)
        return tuple(row.requirement for row, found in asked if found == outcome)

    @property
    def missing_must_haves(self) -> tuple[Requirement, ...]:
        """List the must-haves that are not met."""
        asked = [row.requirement for row in self.job.rows]
        return tuple(
            one
            for one, outcome in zip(asked, self.outcomes, strict=True)
            if one.must_have and outcome != "met"
        )

    @property
    def band(self) -> Band:
        """Name the band of the score."""
        return band_of(self.score)


class JobScorer:
    """Score applicants for one job: what speaks for each requirement is found once, backwards."""

    def __init__(
        self, requirements: Iterable[Requirement], graph: Graph, settings: Settings = DEFAULT
    ) -> None:
        self._settings = settings
        back = Back(graph, settings)
        self.job = _job(requirements, graph, settings, back.scale)
        self._ways: dict[str, list[tuple[int, int, int, int]]] = defaultdict(list)
        for n, row in enumerate(self.job.rows):
            for m, item in enumerate(row.items):
                exact = back.worth(item, exact_only=True)
                for held, worth in back.worth(item).items():
                    self._ways[held].append((n, m, worth, exact.get(held, 0)))

    def score(self, evidence: Iterable[Evidence]) -> Score:
        """Score one applicant."""
        rows = self.job.rows
        best = [[0] * len(row.items) for row in rows]
        exact = [[0] * len(row.items) for row in rows]
        for held, ranks in _held(evidence, self._settings).items():
            for n, m, worth, worth_exact in self._ways.get(held, ()):
                factor = max(map(rows[n].level.worth, ranks))
                if worth * factor > best[n][m]:
                    best[n][m] = worth * factor
                if worth_exact * factor > exact[n][m]:
                    exact[n][m] = worth_exact * factor
        return _score(self.job, best, exact)


class LearnerScorer:
    """Score jobs for one learner: what each piece of evidence speaks for is found once, forwards."""

    def __init__(self, evidence: Iterable[Evidence], graph: Graph, settings: Settings = DEFAULT) -> None:
        self._graph, self._settings, self._scale = graph, settings, Scale.of(settings)
        self._parts: dict[str, tuple[str, ...]] = {}
        reach = Reach(graph, settings)
        self._ways: dict[str, list[Ways]] = defaultdict(list)
        for held, ranks in _held(evidence, settings).items():
            exact = reach.paths(held, exact_only=True)
            for wanted, path in reach.paths(held).items():
                exactly = exact[wanted].worth if wanted in exact else 0
                self._ways[wanted] += [(path.worth, exactly, rank) for rank in ranks]

    def score(self, requirements: Iterable[Requirement]) -> Score:
        """Score one job."""
        job = _job(requirements, self._graph, self._settings, self._scale, self._parts)
        best, exact = [], []
        for row in job.rows:
            ways = [self._ways.get(item, ()) for item in row.items]
            worth = row.level.worth
            best.append([max((w * worth(rank) for w, _, rank in some), default=0) for some in ways])
            exact.append([max((x * worth(rank) for _, x, rank in some), default=0) for some in ways])
        return _score(job, best, exact)


def _job(
    requirements: Iterable[Requirement],
    graph: Graph,
    settings: Settings,
    scale: Scale,
    known: dict[str, tuple[str, ...]] | None = None,
) -> Job:
    known = {} if known is None else known
    asked = tuple(requirements)
    if not asked:
        raise ValueError("found no requirement, expected at least one")
    for one in asked:
        if one.uri not in known:
            known[one.uri] = graph.lowest_parts(one.uri)
    return Job(tuple(Row.of(one, known[one.uri], settings, scale.whole) for one in asked))


def _held(evidence: Iterable[Evidence], settings: Settings) -> Mapping[str, set[int | None]]:
    """Gather the levels of every item that evidence which counts speaks for."""
    held: dict[str, set[int | None]] = {}
    for piece in evidence:
        if piece.refusal(settings) is None:
            for uri, rank in piece.uris.items():
                held.setdefault(uri, set()).add(rank)
    return held


def _score(job: Job, best: Sequence[Sequence[int]], exact: Sequence[Sequence[int]]) -> Score:
    numbers, exact_numbers = (
        tuple(row.quality(found) for row, found in zip(job.rows, every, strict=True))
        for every in (best, exact)
    )
    return Score(job, numbers, exact_numbers)
