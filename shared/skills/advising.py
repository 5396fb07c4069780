"""Which courses close the gap between what a person holds and what a job asks."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import combinations

from skills.evidence import Evidence, Requirement
from skills.graph import Graph
from skills.matching import DEFAULT, match
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
    asked, held = tuple(requirements), tuple(evidence)
    offered = {course.code: course for course in courses if course.code not in taken}
    counsel = _Counsel(asked, held, graph, settings, offered, frozenset(taken), most_courses)
    few = len(offered) <= FEW_COURSES
    chosen = counsel.best_of_all() if few else counsel.step_by_step()
    return Advice(
        counsel.in_order(chosen), counsel.score(()), counsel.score([offered[code] for code in chosen]), few
    )


@dataclass(frozen=True)
class _Counsel:
    asked: tuple[Requirement, ...]
    held: tuple[Evidence, ...]
    graph: Graph
    settings: Settings
    offered: Mapping[str, Course]
    taken: frozenset[str]
    most: int

    def score(self, courses: Iterable[Course]) -> Fraction:
        extra = [Evidence(f"course:{course.code}", course.uris, age_days=0) for course in courses]
        return match(self.asked, [*self.held, *extra], self.graph, self.settings).score

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
        return (-self.score(courses), Fraction(sum(course.credits for course in courses)), tuple(codes))

    def best_of_all(self) -> tuple[str, ...]:
        codes = sorted(self.offered)
        choices = [choice for n in range(self.most + 1) for choice in combinations(codes, n)]
        return min(filter(self.can_be_taken, choices), key=self.rank)

    def step_by_step(self) -> tuple[str, ...]:
        chosen: tuple[str, ...] = ()
        while True:
            longer = {tuple(sorted({*chosen, *self.with_basis(code)})) for code in self.offered} - {chosen}
            gains = [
                (self.gain_per_credit(chosen, codes), codes) for codes in longer if self.can_be_taken(codes)
            ]
            gain, best = min(gains, key=lambda g: (-g[0], g[1]), default=(Fraction(0), chosen))
            if gain <= 0:
                return chosen
            chosen = best

    def gain_per_credit(self, chosen: tuple[str, ...], longer: tuple[str, ...]) -> Fraction:
        added = [self.offered[code] for code in set(longer) - set(chosen)]
        now, then = (self.score([self.offered[code] for code in codes]) for codes in (chosen, longer))
        return (then - now) / Fraction(sum(course.credits for course in added))
