"""Two further witnesses of the match: the sample's own arithmetic, and SPARQL over the same links."""

from fractions import Fraction
from types import SimpleNamespace
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenarios.institutions.arithmetic import Rules
from scenarios.institutions.sample import Sample
from skills.case import Package, read_package
from skills.graph import PART_OF, Graph
from skills.matching import Evidence, Requirement, match
from tests.skills.institutions import graph as institutions_graph
from tests.skills.packages import a_package, an_association, an_item, named

ITEMS = range(4, 16)  # four in each of three frameworks
DOWNWARD = (
    "isChildOf",
    "isPartOf",
    "precedes",
)  # only from a higher number to a lower one, so never in a circle
KINDS = (*DOWNWARD, "exactMatchOf", "isRelatedTo", "replacedBy", "isTranslationOf", "isPeerOf")


def uri(number: int) -> str:
    return str(named(number)["uri"])


def framework(number: int) -> int:
    return number // 4


@st.composite
def links(draw: st.DrawFn) -> list[tuple[int, str, int]]:
    numbers = st.sampled_from(ITEMS)
    rows = draw(st.lists(st.tuples(numbers, st.sampled_from(KINDS), numbers), max_size=16))
    found: dict[frozenset[int], tuple[int, str, int]] = {}
    for one, kind, other in rows:
        if one != other:
            low, high = sorted((one, other))
            found[frozenset((one, other))] = (high, kind, low) if kind in DOWNWARD else (one, kind, other)
    return list(found.values())


def packages(rows: list[tuple[int, str, int]]) -> list[Package]:
    documents = []
    for number in sorted({framework(item) for item in ITEMS}):
        document = a_package() | {"CFAssociations": []}
        document["CFDocument"] |= named(number)
        document["CFItems"] = [an_item(item) for item in ITEMS if framework(item) == number]
        documents.append(document)
    crosswalk = a_package() | {"CFItems": []}
    crosswalk["CFAssociations"] = [an_association(100 + n, *row) for n, row in enumerate(rows)]
    return [read_package(document) for document in [*documents, crosswalk]]


RANKS = st.one_of(st.none(), st.integers(1, 4))
HELD = st.lists(st.tuples(st.sampled_from(ITEMS), RANKS, st.booleans()), max_size=4)


@given(rows=links(), held=HELD, wanted=st.sampled_from(ITEMS), asked=RANKS)
def test_both_witnesses_agree_on_any_links(
    rows: list[tuple[int, str, int]],
    held: list[tuple[int, int | None, bool]],
    wanted: int,
    asked: int | None,
) -> None:
    home = {uri(item): str(framework(item)) for item in ITEMS}
    ends = [(uri(origin), kind, uri(destination)) for origin, kind, destination in rows]
    rules = Rules(cast(Sample, SimpleNamespace(home=home, links=ends)))
    witness = [(uri(item), rank, valid) for item, rank, valid in held]
    evidence = [Evidence(f"e{n}", {uri(i): rank}, valid) for n, (i, rank, valid) in enumerate(held)]
    requirement = Requirement("R", uri(wanted), "", level_asked=asked)
    row = match([requirement], evidence, Graph(packages(rows))).requirements[0]
    assert row.quality == rules.quality(witness, uri(wanted), asked, exact_only=False)
    assert row.exact_quality == rules.quality(witness, uri(wanted), asked, exact_only=True)
    assert 0 <= row.exact_quality <= row.quality <= Fraction(1)


@pytest.fixture(scope="module")
def triples() -> Any:
    rdflib = pytest.importorskip("rdflib")
    known = rdflib.Graph()
    case = rdflib.Namespace("https://purl.imsglobal.org/vocab/case#")
    for link in institutions_graph().links:
        if {link.origin, link.destination} <= institutions_graph().nodes.keys():
            known.add((rdflib.URIRef(link.origin), case[link.kind], rdflib.URIRef(link.destination)))
    return known


PREFIX = "PREFIX case: <https://purl.imsglobal.org/vocab/case#> "


def test_the_exact_matches_are_those_of_a_sparql_property_path(triples: Any) -> None:
    found = {
        (str(one), str(other))
        for one, other in triples.query(
            PREFIX + "SELECT DISTINCT ?one ?other { ?one (case:exactMatchOf|^case:exactMatchOf) ?other }"
        )
    }
    graph = institutions_graph()
    ours = set()
    for held in graph.nodes:
        for wanted in graph.nodes:
            row_links = [
                link
                for link in (*graph.leaving(held), *graph.arriving(held))
                if link.kind == "exactMatchOf"
                and wanted in (link.origin, link.destination)
                and wanted != held
            ]
            if row_links:
                ours.add((held, wanted))
    assert found == ours
    assert len(found) == 2 * 18
    for held, wanted in found:
        evidence, requirement = Evidence("e", {held: None}), Requirement("R", wanted, "")
        assert match([requirement], [evidence], graph).requirements[0].exact_quality == 1


def test_the_lowest_parts_are_those_of_a_sparql_property_path(triples: Any) -> None:
    query = (
        PREFIX
        + """SELECT DISTINCT ?whole ?part {
          ?part (case:isChildOf|case:isPartOf)+ ?whole
          FILTER NOT EXISTS { ?lower (case:isChildOf|case:isPartOf) ?part } }"""
    )
    found: dict[str, set[str]] = {}
    for whole, part in triples.query(query):
        found.setdefault(str(whole), set()).add(str(part))
    graph = institutions_graph()
    wholes = {link.destination for uri in graph.nodes for link in graph.arriving(uri) if link.kind in PART_OF}
    assert found.keys() == wholes
    for whole in wholes:
        assert set(graph.lowest_parts(whole)) == found[whole]
