"""Measure matching: many applicants against one job, and many jobs for one learner.

Run by `python -m benchmarks.matching`. Beside the scores by lookup stands the match that shows every path, in
fractions; both are asked for some of the same people, and must agree.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable, Iterable
from fractions import Fraction
from itertools import pairwise
from typing import TypeVar

from skills.evidence import Evidence, Requirement
from skills.excerpts import Excerpt
from skills.graph import Graph, Link, Node
from skills.matching import match
from skills.scoring import JobScorer, LearnerScorer

FRAMEWORKS, COURSES, OUTCOMES = 3, 60, 20
REQUIREMENTS, BADGES = 25, 8
APPLICANTS, JOBS, COMPARED = 10_000, 1_000, 100
SIZES = (("applicants", APPLICANTS), ("jobs", JOBS))
T = TypeVar("T")
GOALS = {"applicants": 5.0, "jobs": 1.0}


def main() -> None:
    """Print how much processor time each takes, at the sizes that are aimed at and at ten times as much."""
    drawn = random.Random(7)  # noqa: S311 (no secret)
    graph = a_graph(drawn)
    asked = requirements(graph, drawn)
    size = f"{len(graph.nodes):,} items, {len(graph.links):,} links"
    _tell(f"{size}, {REQUIREMENTS} requirements a job, {BADGES} badges a person")
    wanted = [one.uri for one in asked]
    people = [evidence(graph, wanted, drawn) for _ in range(APPLICANTS * 10)]
    scorer_made = time.process_time()
    scorer = JobScorer(asked, graph)
    _tell(f"working out a job once: {time.process_time() - scorer_made:.3f} s")
    for count in (APPLICANTS, APPLICANTS * 10):
        quick = _seconds(lambda some: [scorer.score(one).score for one in some], people[:count])
        _row("applicants", count, quick, _slow([(asked, one) for one in people[:COMPARED]], graph))
    jobs = [requirements(graph, drawn) for _ in range(JOBS * 10)]
    learner = people[0]
    for count in (JOBS, JOBS * 10):
        quick = _seconds(lambda some: _scores_of(learner, some, graph), jobs[:count])
        _row("jobs", count, quick, _slow([(one, learner) for one in jobs[:COMPARED]], graph))
    _agree(asked, people[:COMPARED], jobs[:COMPARED], graph, scorer)


def a_graph(drawn: random.Random) -> Graph:
    """Make three frameworks of courses over outcomes, and a crosswalk from each to the next."""
    nodes: list[Node] = []
    links: list[Link] = []

    def link(kind: str, origin: Node, destination: Node) -> None:
        links.append(Link(f"link-{len(links):06}", kind, origin.uri, destination.uri))

    for f in range(FRAMEWORKS):
        courses = [Node(f"https://f{f}.example/{c}", f"Course {c}", f"C{c}", f"f{f}") for c in range(COURSES)]
        outcomes = [
            Node(f"{course.uri}/{n}", f"Outcome {n}", f"{course.code}-{n}", f"f{f}")
            for course in courses
            for n in range(OUTCOMES)
        ]
        for n, outcome in enumerate(outcomes):
            link("isChildOf", outcome, courses[n // OUTCOMES])
        for one, other in pairwise(courses):
            link("precedes", one, other)
        for one in drawn.sample(outcomes, len(outcomes) // 2) if f else ():
            other = nodes[drawn.randrange(len(nodes))]
            link(drawn.choice(["exactMatchOf", "exactMatchOf", "isRelatedTo", "isPartOf"]), one, other)
        nodes += [*courses, *outcomes]
    return Excerpt(nodes, links, {}, ())


def requirements(graph: Graph, drawn: random.Random) -> list[Requirement]:
    """Ask for some items, wholes among them, at some levels."""
    items = drawn.sample(list(graph.nodes), REQUIREMENTS)
    levels = [None, 1, 2, 3]
    return [
        Requirement(f"R{n}", uri, "", drawn.randint(1, 5), n < 5, drawn.choice(levels))
        for n, uri in enumerate(items)
    ]


def evidence(graph: Graph, wanted: list[str], drawn: random.Random) -> list[Evidence]:
    """Give a person badges of one or two items each; one badge in two speaks for something that is asked."""
    uris = list(graph.nodes)
    return [
        Evidence(
            f"b{n}",
            {
                uri: drawn.choice([None, 1, 2, 3])
                for uri in (drawn.choice(wanted if n % 2 else uris), *drawn.sample(uris, n % 2))
            },
        )
        for n in range(BADGES)
    ]


def _scores_of(learner: list[Evidence], jobs: list[list[Requirement]], graph: Graph) -> list[Fraction]:
    scorer = LearnerScorer(learner, graph)
    return [scorer.score(one).score for one in jobs]


def _slow(pairs: list[tuple[list[Requirement], list[Evidence]]], graph: Graph) -> float:
    """Give the seconds that one match with all its paths takes."""
    return _seconds(lambda some: [match(asked, held, graph).score for asked, held in some], pairs) / len(
        pairs
    )


def _agree(
    asked: list[Requirement],
    people: list[list[Evidence]],
    jobs: list[list[Requirement]],
    graph: Graph,
    scorer: JobScorer,
) -> None:
    learner = LearnerScorer(people[0], graph)
    found = [(scorer.score(one).score, match(asked, one, graph).score) for one in people]
    found += [(learner.score(one).score, match(one, people[0], graph).score) for one in jobs]
    different = sum(quick != slow for quick, slow in found)
    _tell(f"{len(found)} scores compared, {different} different")
    if different or not any(slow for _, slow in found):
        raise SystemExit(1)


def _seconds(deed: Callable[[list[T]], Iterable[Fraction]], some: list[T]) -> float:
    begun = time.process_time()
    deed(some)
    return time.process_time() - begun


def _row(what: str, count: int, quick: float, slow_one: float) -> None:
    ratio = slow_one * count / quick
    goal = f" (goal {GOALS[what]:.0f} s)" if (what, count) in SIZES else ""
    slow = f"the match with paths {slow_one * count:,.1f} s ({ratio:,.0f} x)"
    _tell(f"{count:>7,} {what:<10} {quick:6.2f} s{goal:<12} {slow}")


def _tell(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
