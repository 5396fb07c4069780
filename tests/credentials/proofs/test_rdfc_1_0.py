"""RDFC-1.0 against what is published, another implementation, and graphs made to never end.

https://www.w3.org/TR/rdf-canon/
"""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyld import jsonld

from credentials.errors import UnsignedTermsError
from credentials.proofs.rdfc_1_0 import (
    Quad,
    canonical_labels,
    canonical_nquads,
    first_degree_hash,
    quads_by_node,
)

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


@settings(max_examples=150)
@given(QUADS)
def test_another_implementation_writes_the_same(quads: list[Quad]) -> None:
    assert canonical_nquads(quads, work_limit=100_000) == by_pyld(quads)


@settings(max_examples=50)
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


def chain(size: int) -> list[Quad]:
    """Link blank nodes in a row that closes, as deep as it is long."""
    return [(f"_:n{number}", "<urn:next>", f"_:n{(number + 1) % size}", "") for number in range(size)]


def hubs(size: int) -> list[Quad]:
    """Link two blank nodes to many others."""
    return [(hub, "<urn:knows>", f"_:n{number}", "") for hub in ("_:a", "_:b") for number in range(size)]


POISON = {
    f"{shape.__name__} of {size}": shape(size)
    for shape, sizes in ((clique, (6, 7, 8, 9, 10, 40, 100)), (chain, (50, 400, 1_500)), (hubs, (8, 20, 500)))
    for size in sizes
}


@pytest.mark.parametrize("quads", POISON.values(), ids=POISON.keys())
def test_a_poison_graph_is_refused_soon(quads: list[Quad]) -> None:
    begun = time.process_time()
    with pytest.raises(UnsignedTermsError, match="too much work"):
        canonical_nquads(quads)
    # A tenth of a second is usual, and a lifetime is what it would take; a slow machine is not at fault.
    assert time.process_time() - begun < 2


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


EX, VOCAB = "http://example.com/#", "http://example.org/vocab#"


def graph(text: str, base: str = EX) -> list[Quad]:
    """Read triples such as `p q _:e0`, separated by commas."""

    def term(word: str) -> str:
        return word if word.startswith("_:") else f"<{base}{word}>"

    triples = [[term(word) for word in triple.split()] for triple in text.split(",")]
    return [(subject, predicate, value, "") for subject, predicate, value in triples]


UNIQUE_HASHES = graph("p q _:e0, p r _:e1, _:e0 s u, _:e1 t u")
SHARED_HASHES = graph("p q _:e0, p q _:e1, _:e0 p _:e2, _:e1 p _:e3, _:e2 r _:e3")
DOUBLE_CIRCLE = graph("_:e0 next _:e1, _:e0 prev _:e1, _:e1 next _:e0, _:e1 prev _:e0", VOCAB)


def test_the_first_degree_hashes_of_the_specification_come_out() -> None:
    """4.6.2, the examples of unique and of shared hashes, and 4.8.2, the double circle."""
    published = {
        "21d1dd5ba21f3dee9d76c0c00c260fa6f5d5d65315099e553026f4828d0dc77a": ("_:e0", UNIQUE_HASHES),
        "6fa0b9bdb376852b5743ff39ca4cbf7ea14d34966b2828478fbf222e7c764473": ("_:e1", UNIQUE_HASHES),
        "3b26142829b8887d011d779079a243bd61ab53c3990d550320a17b59ade6ba36": ("_:e1", SHARED_HASHES),
        "60dc8fc7b5481014b6ea38efb05455676d1e93e19b99119ab294941dacc16b3b": ("_:e1", DOUBLE_CIRCLE),
    }
    found = {first_degree_hash(node, quads_by_node(quads)[node]) for node, quads in published.values()}
    assert found == set(published)


def test_the_labels_of_the_specification_come_out() -> None:
    """4.4.2: the nodes of shared hashes can only be told apart by the hashes of their neighbourhood."""
    assert canonical_labels(UNIQUE_HASHES) == {"_:e0": "_:c14n0", "_:e1": "_:c14n1"}
    labels = {"_:e2": "_:c14n0", "_:e3": "_:c14n1", "_:e1": "_:c14n2", "_:e0": "_:c14n3"}
    assert canonical_labels(SHARED_HASHES) == labels
