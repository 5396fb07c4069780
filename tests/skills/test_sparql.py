"""SPARQL over the same links gives the same weights and the same parts as the walk does."""

import doctest
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import skills.sparql
from skills.graph import Graph
from skills.reaching import Reach
from skills.settings import Settings
from skills.sparql import lowest_parts, triples_of, weights
from tests.skills.graphs import a_graph
from tests.skills.institutions import graph as institutions_graph
from tests.skills.test_witnesses import ITEMS, links, packages

UNEQUAL = Settings(
    exact=Fraction(9, 10),
    related=Fraction(3, 5),
    earlier=Fraction(2, 3),
    implied=Fraction(1, 7),
    most_steps=2,
)


def agree(graph: Graph, chosen: Settings) -> int:
    rdf, reach = triples_of(graph), Reach(graph, chosen)
    for exact_only in (False, True):
        walked = {
            (held, wanted): path.weight
            for held in graph.nodes
            for wanted, path in reach.paths(held, exact_only=exact_only).items()
            if wanted != held
        }
        assert weights(rdf, chosen, exact_only=exact_only) == walked
    parts = lowest_parts(rdf)
    for uri in graph.nodes:
        assert parts.get(uri, {uri}) == set(graph.lowest_parts(uri))
    return len(walked)


@settings(max_examples=50)
@given(rows=links(), chosen=st.sampled_from([Settings(), UNEQUAL]))
def test_walk_and_sparql_agree_on_any_links(rows: list[tuple[int, str, int]], chosen: Settings) -> None:
    assert len(ITEMS) == 12
    agree(Graph(packages(rows)), chosen)


GRAPHS = {
    "no link": (),
    "a chain of exact matches over three frameworks": ((11, "exactMatchOf", 21), (21, "exactMatchOf", 31)),
    "there and back": ((11, "exactMatchOf", 21), (21, "exactMatchOf", 12), (12, "exactMatchOf", 22)),
    "two related steps": ((11, "isRelatedTo", 12), (12, "isRelatedTo", 13), (13, "exactMatchOf", 21)),
    "a whole, its part, a match": ((12, "isChildOf", 11), (13, "isPartOf", 12), (13, "exactMatchOf", 21)),
    "later, related, newer wording": ((11, "precedes", 12), (11, "isRelatedTo", 21), (21, "replacedBy", 22)),
    "kinds that say nothing": ((11, "isPeerOf", 12), (11, "exemplar", 13), (14, "hasSkillLevel", 15)),
}


@pytest.mark.parametrize("case", GRAPHS)
def test_walk_and_sparql_agree_case_by_case(case: str) -> None:
    agree(a_graph(*GRAPHS[case]), Settings())


def test_walk_and_sparql_agree_on_the_links_of_the_samples() -> None:
    assert agree(institutions_graph(), Settings()) == 2 * 18


def test_the_example_runs() -> None:
    assert doctest.testmod(skills.sparql).failed == 0
