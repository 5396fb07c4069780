"""Which courses close the gap between what a person holds and what a job asks."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import combinations

from skills.evidence import Evidence, Requirement
from skills.graph import Graph
from skills.matching import DEFAULT
from skills.receipts import STRONG
from skills.scoring import JobScorer, Score
from skills.settings import Settings

FEW_COURSES = 12


@dataclass(frozen=True)
class Course:
    """Hold what a course teaches: items, each with the rank of the level a pass shows."""

    code: str
    title: str
    credits: int | Fraction
    uris: Mapping[str, int | None] = field(default_factory=dict)
    take_after: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.credits <= 0:
            raise ValueError(f"{self.code} has {self.credits} credits, expected more than 0")


@dataclass(frozen=True)
class Advice:
    """Hold the courses that gain most, in an order in which they can be taken, and the scores."""

    courses: tuple[Course, ...]
    score_before: Fraction
    score_after: Fraction
    every_choice_tried: bool

    @property
    def gain(self) -> Fraction:
        """Give the percentage points gained."""
        return self.score_after - self.score_before


def advise(
    requirements: Iterable[Requirement],
    evidence: Iterable[Evidence],
    courses: Iterable[Course],
    graph: Graph,
    *,
    taken: Collection[str],
    most_courses: int,
    settings: Settings = DEFAULT,
) -> Advice:
    """Choose at most so many courses, each after those it builds on, that raise the score most.

    Among choices of equal gain the one of fewest credits is taken, then the first by code. Of up to twelve
    courses every choice is tried; of more, the one with most gain per credit is taken step by step, together
    with those it builds on.
    """
    offered = {course.code: course for course in courses if course.code not in taken}
    scorer = JobScorer(requirements, graph, settings)
    counsel = _Counsel(scorer, tuple(evidence), offered, frozenset(taken), most_courses)
    return counsel.advice(counsel.best_of_all() if counsel.few else counsel.step_by_step())


def close_gap(
    requirements: Iterable[Requirement],
    evidence: Iterable[Evidence],
    courses: Iterable[Course],
    graph: Graph,
    *,
    taken: Collection[str] = (),
    settings: Settings = DEFAULT,
) -> Advice | None:
    """Choose the fewest courses, and of these the fewest credits, that close the gap; None if none do.

    The gap is closed when every must-have is met and the match is strong. Of up to twelve courses every
    choice is tried; of more, those of most gain per credit are taken step by step, and then each is left out
    that is not needed.
    """
    offered = {course.code: course for course in courses if course.code not in taken}
    scorer = JobScorer(requirements, graph, settings)
    counsel = _Counsel(scorer, tuple(evidence), offered, frozenset(taken), len(offered))
    chosen = counsel.fewest() if counsel.few else counsel.fewer(counsel.step_by_step(until_closed=True))
    return None if chosen is None else counsel.advice(chosen)


def is_closed(found: Score) -> bool:
    """Tell whether every must-have is met and the match is strong."""
    return not found.missing_must_haves and found.score >= STRONG


@dataclass(frozen=True)
class _Counsel:
    scorer: JobScorer
    held: tuple[Evidence, ...]
    offered: Mapping[str, Course]
    taken: frozenset[str]
    most: int

    @property
    def few(self) -> bool:
        """Tell whether every choice can be tried."""
        return len(self.offered) <= FEW_COURSES

    def advice(self, codes: Iterable[str]) -> Advice:
        courses = self.in_order(codes)
        return Advice(courses, self.score(()), self.score(courses), self.few)

    def found(self, courses: Iterable[Course]) -> Score:
        extra = [Evidence(f"course:{course.code}", course.uris, age_days=0) for course in courses]
        return self.scorer.score([*self.held, *extra])

    def score(self, courses: Iterable[Course]) -> Fraction:
        return self.found(courses).score

    def closes(self, codes: Iterable[str]) -> bool:
        return is_closed(self.found(self.offered[code] for code in codes))

    def missing(self, code: str) -> set[str]:
        """Name the courses that one still builds on."""
        return set(self.offered[code].take_after) - self.taken

    def with_basis(self, code: str) -> set[str]:
        """Name a course together with all it builds on, as far as these are offered."""
        found, pending = {code}, [code]
        while pending:
            needs = self.missing(pending.pop()) & self.offered.keys() - found
            found |= needs
            pending += needs
        return found

    def can_be_taken(self, codes: Collection[str]) -> bool:
        """Tell whether courses are few enough and each finds what it builds on."""
        return len(codes) <= self.most and len(self.in_order(codes)) == len(codes)

    def in_order(self, codes: Iterable[str]) -> tuple[Course, ...]:
        """Put courses into an order in which each follows those it builds on; leave out what never can."""
        waiting, done = sorted(set(codes)), list[str]()
        while ready := [code for code in waiting if self.missing(code) <= set(done)]:
            done.append(ready[0])
            waiting.remove(ready[0])
        return tuple(self.offered[code] for code in done)

    def rank(self, codes: Sequence[str]) -> tuple[Fraction, Fraction, tuple[str, ...]]:
        """Order choices: the highest score first, then the fewest credits, then by code."""
        courses = [self.offered[code] for code in codes]
        return (-self.score(courses), self.credits(codes), tuple(codes))

    def choices(self, count: int) -> Iterator[tuple[str, ...]]:
        return filter(self.can_be_taken, combinations(sorted(self.offered), count))

    def best_of_all(self) -> tuple[str, ...]:
        return min((one for n in range(self.most + 1) for one in self.choices(n)), key=self.rank)

    def fewest(self) -> tuple[str, ...] | None:
        for count in range(len(self.offered) + 1):
            closing = [one for one in self.choices(count) if self.closes(one)]
            if closing:
                return min(closing, key=lambda one: (self.credits(one), one))
        return None

    def fewer(self, codes: tuple[str, ...]) -> tuple[str, ...] | None:
        """Leave out what is not needed to close the gap, the costliest first; None if it is not closed."""
        if not self.closes(codes):
            return None
        for code in sorted(codes, key=lambda one: (-self.offered[one].credits, one)):
            rest = tuple(one for one in codes if one != code)
            if self.can_be_taken(rest) and self.closes(rest):
                codes = rest
        return codes

    def credits(self, codes: Iterable[str]) -> Fraction:
        return sum((Fraction(self.offered[code].credits) for code in codes), Fraction(0))

    def step_by_step(self, *, until_closed: bool = False) -> tuple[str, ...]:
        chosen: tuple[str, ...] = ()
        while not (until_closed and self.closes(chosen)):
            longer = {tuple(sorted({*chosen, *self.with_basis(code)})) for code in self.offered} - {chosen}
            gains = [
                (self.gain_per_credit(chosen, codes), codes) for codes in longer if self.can_be_taken(codes)
            ]
            gain, best = min(gains, key=lambda g: (-g[0], g[1]), default=(Fraction(0), chosen))
            if gain <= 0:
                break
            chosen = best
        return chosen

    def gain_per_credit(self, chosen: tuple[str, ...], longer: tuple[str, ...]) -> Fraction:
        added = [self.offered[code] for code in set(longer) - set(chosen)]
        now, then = (self.score([self.offered[code] for code in codes]) for codes in (chosen, longer))
        return (then - now) / sum((Fraction(course.credits) for course in added), Fraction(0))
