"""RDFC-1.0 against another implementation, and against graphs made to never end: https://www.w3.org/TR/rdf-canon/."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyld import jsonld

from credentials.errors import UnsignedTermsError
from credentials.proofs.rdfc_1_0 import Quad, canonical_nquads

NODES = st.sampled_from([f"_:n{number}" for number in range(5)])
NAMES = st.sampled_from(["<urn:a>", "<urn:b>"])


def once_each(quad: Quad) -> bool:
    """Tell whether no blank node stands twice in it, which the other implementation counts twice."""
    nodes = [term for term in quad if term.startswith("_:")]
    return len(set(nodes)) == len(nodes)


QUADS = st.lists(
    st.tuples(
        NODES | NAMES,
        st.sampled_from(["<urn:p>", "<urn:q>"]),
        NODES | NAMES | st.sampled_from(['"text"', '"1"^^<urn:number>']),
        st.just("") | NODES | NAMES,
    ).filter(once_each),
    max_size=12,
    unique=True,  # a dataset is a set, which the other implementation takes for granted
)


def as_text(quads: list[Quad]) -> str:
    return "".join(f"{' '.join(term for term in quad if term)} .\n" for quad in quads)


def by_pyld(quads: list[Quad]) -> str:
    options = {
        "inputFormat": "application/n-quads",
        "format": "application/n-quads",
        "algorithm": "URDNA2015",
    }
    return str(jsonld.normalize(as_text(quads), options))


@settings(max_examples=150, deadline=None)
@given(QUADS)
def test_another_implementation_writes_the_same(quads: list[Quad]) -> None:
    assert canonical_nquads(quads, work_limit=100_000) == by_pyld(quads)


@settings(max_examples=50, deadline=None)
@given(QUADS, st.permutations(range(5)), st.randoms())
def test_names_and_order_of_blank_nodes_make_no_difference(
    quads: list[Quad], numbers: list[int], random: st.randoms
) -> None:
    def renamed(term: str) -> str:
        return f"_:x{numbers[int(term[3:])]}" if term.startswith("_:n") else term

    others: list[Quad] = [(renamed(s), p, renamed(o), renamed(g)) for s, p, o, g in quads]
    random.shuffle(others)
    assert canonical_nquads(others, work_limit=100_000) == canonical_nquads(quads, work_limit=100_000)


def clique(size: int) -> list[Quad]:
    """Link every blank node to every other, so that none can be told apart."""
    nodes = [f"_:n{number}" for number in range(size)]
    return [(one, "<urn:knows>", other, "") for one in nodes for other in nodes if one != other]


@pytest.mark.parametrize("size", [8, 12, 40])
def test_a_poison_graph_is_refused_at_once(size: int) -> None:
    begun = time.process_time()
    with pytest.raises(UnsignedTermsError, match="too much work"):
        canonical_nquads(clique(size))
    assert time.process_time() - begun < 1


def test_a_symmetric_but_small_graph_is_written() -> None:
    assert canonical_nquads(clique(3)) == by_pyld(clique(3))


def test_a_node_that_is_reached_in_many_ways_takes_no_more_work() -> None:
    """Two graphs alike: every line of a graph names it once more."""
    graphs = ["_:g0", "_:g1"]
    links: list[Quad] = [("<urn:a>", "<urn:holds>", graph, "") for graph in graphs]
    lines = [
        (f"_:x{graph[-1]}", f"<urn:p{number}>", '"x"', graph) for graph in graphs for number in range(12)
    ]
    assert canonical_nquads([*links, *lines]).count("\n") == 26
