"""The quick scores are those of the match that shows its paths, figure for figure."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skills.evidence import Evidence, Requirement
from skills.graph import Graph
from skills.matching import match
from skills.reaching import Reach
from skills.reaching_back import Back
from skills.scoring import JobScorer, LearnerScorer, Score
from skills.settings import Settings
from tests.skills.institutions import graph as institutions_graph
from tests.skills.institutions import requirements, uri_of
from tests.skills.test_witnesses import HELD, ITEMS, RANKS, links, packages, uri

UNEQUAL = Settings(
    exact=Fraction(9, 10),
    related=Fraction(3, 5),
    earlier=Fraction(2, 3),
    implied=Fraction(1, 7),
    level_not_stated=Fraction(2, 9),
    met=Fraction(5, 7),
    partly=Fraction(1, 3),
    most_steps=2,
)
ASKED = st.lists(
    st.tuples(st.sampled_from(ITEMS), RANKS, st.sampled_from([1, 3, Fraction(5, 7)]), st.booleans()),
    min_size=1,
    max_size=4,
)


def agree(asked: list[Requirement], held: list[Evidence], graph: Graph, chosen: Settings) -> Score:
    slow = match(asked, held, graph, chosen)
    quick = JobScorer(asked, graph, chosen).score(held)
    for one in (quick, LearnerScorer(held, graph, chosen).score(asked)):
        assert (one.score, one.exact_score, one.band) == (slow.score, slow.exact_score, slow.band)
        assert list(one.qualities) == [row.quality for row in slow.requirements]
        assert list(one.outcomes) == [row.outcome for row in slow.requirements]
        for outcome in ("met", "partly", "missing"):
            assert list(one.of(outcome)) == [row.requirement for row in slow.of(outcome)]
        assert list(one.missing_must_haves) == [row.requirement for row in slow.missing_must_haves]
    return quick


@settings(max_examples=150)
@given(rows=links(), held=HELD, asks=ASKED, chosen=st.sampled_from([Settings(), UNEQUAL]))
def test_quick_and_slow_agree_on_any_links(
    rows: list[tuple[int, str, int]],
    held: list[tuple[int, int | None, bool]],
    asks: list[tuple[int, int | None, int | Fraction, bool]],
    chosen: Settings,
) -> None:
    evidence = [Evidence(f"e{n}", {uri(item): rank}, valid) for n, (item, rank, valid) in enumerate(held)]
    asked = [
        Requirement(f"R{n}", uri(item), "", weight, must, level)
        for n, (item, level, weight, must) in enumerate(asks)
    ]
    agree(asked, evidence, Graph(packages(rows)), chosen)


@settings(max_examples=60)
@given(rows=links(), chosen=st.sampled_from([Settings(), UNEQUAL]))
def test_the_walk_back_finds_what_the_walk_finds(rows: list[tuple[int, str, int]], chosen: Settings) -> None:
    graph = Graph(packages(rows))
    reach, back = Reach(graph, chosen), Back(graph, chosen)
    for exact_only in (False, True):
        ahead = {
            (held, wanted): back.scale.worth(path.weight)
            for held in graph.nodes
            for wanted, path in reach.paths(held, exact_only=exact_only).items()
        }
        behind = {
            (held, wanted): worth
            for wanted in graph.nodes
            for held, worth in back.worth(wanted, exact_only=exact_only).items()
        }
        assert behind == ahead


@pytest.mark.parametrize("job", ["soc-analyst-1", "junior-monitoring-technician"])
@pytest.mark.parametrize("related", [0, Fraction(1, 4), Fraction(1, 2)])
def test_quick_and_slow_agree_on_the_samples(job: str, related: Fraction) -> None:
    asked = requirements(job)
    codes = ["CYD225", "CYD115-4", "CYD230-3", "CYD230-4", "CYD120", "CYD225-3", "CYD290-1"]
    held = [Evidence(code, {uri_of(code): n % 3 or None}) for n, code in enumerate(codes)]
    found = agree(asked, held, institutions_graph(), Settings(related=Fraction(related)))
    assert 0 < found.exact_score <= found.score < 100


def test_evidence_that_is_refused_or_too_old_counts_for_nothing() -> None:
    graph, asked = Graph(packages([])), [Requirement("R", uri(4), "")]
    held = [Evidence("a", {uri(4): None}, valid=False), Evidence("b", {uri(4): None}, age_days=400)]
    assert agree(asked, held, graph, Settings(oldest_days=365)).score == 0
    assert agree(asked, held, graph, Settings()).score == 100


def test_a_job_that_asks_nothing_has_no_score() -> None:
    with pytest.raises(ValueError, match="found no requirement"):
        JobScorer([], Graph([]))
