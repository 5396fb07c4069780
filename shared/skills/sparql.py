"""The rules of inference asked of RDF in SPARQL property paths: a witness of the walk that the match takes.

The walk of `skills.reaching` is the working path, for it is fast and knows each step; this module must give
the same weights for every graph.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import cache
from itertools import combinations, product
from math import prod
from typing import Any

import rdflib
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.sparql import Query

from skills.exporting.vocabulary import NAMESPACE
from skills.graph import COUNTING, Graph
from skills.reaching import FURTHER_FRAMEWORKS
from skills.settings import Settings

FRAMEWORK = "CFDocument"
PREFIX = f"PREFIX case: <{NAMESPACE}>\n"
# From what is held to what it speaks for, one step of each sort.
STEPS = {
    "same": "(case:exactMatchOf|^case:exactMatchOf"
    "|case:isTranslationOf|^case:isTranslationOf|case:replacedBy)",
    "related": "(case:isRelatedTo|^case:isRelatedTo)",
    "earlier": "^case:precedes",
    "implied": "(^case:isChildOf|^case:isPartOf)",
}
LOWEST_PARTS = (
    PREFIX
    + """SELECT DISTINCT ?whole ?part {
  ?part (case:isChildOf|case:isPartOf)+ ?whole
  FILTER NOT EXISTS { ?lower (case:isChildOf|case:isPartOf) ?part } }"""
)


def triples_of(graph: Graph) -> rdflib.Graph:
    """Write as RDF the links that count between items that are known, and each item's framework."""
    case = rdflib.Namespace(NAMESPACE)
    rdf = rdflib.Graph()
    for uri, node in graph.nodes.items():
        rdf.add((rdflib.URIRef(uri), case[FRAMEWORK], rdflib.URIRef(node.framework)))
    for link in graph.links:
        known = {link.origin, link.destination} <= graph.nodes.keys()
        if known and link.status in COUNTING and link.origin != link.destination:
            rdf.add((rdflib.URIRef(link.origin), case[link.kind], rdflib.URIRef(link.destination)))
    return rdf


def weights(
    rdf: rdflib.Graph, settings: Settings, *, exact_only: bool = False
) -> Mapping[tuple[str, str], Fraction]:
    """Give for every held item and each other one that it speaks for the weight of the best path."""
    worth = {
        "same": settings.exact,
        "related": settings.related,
        "earlier": settings.earlier,
        "implied": settings.implied,
    }
    best: dict[tuple[str, str], Fraction] = {}
    for sorts in _courses(settings.most_steps):
        if exact_only and set(sorts) != {"same"}:
            continue
        weight = prod((worth[sort] for sort in sorts), start=Fraction(1))
        for row in _rows(rdf, course(sorts)):
            pair = str(row[0]), str(row[1])
            if pair[0] != pair[1]:
                best[pair] = max(best.get(pair, Fraction(0)), weight)
    return best


def lowest_parts(rdf: rdflib.Graph) -> Mapping[str, frozenset[str]]:
    """Give for every item that has parts those at any depth that have none themselves."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in _rows(rdf, LOWEST_PARTS):
        found[str(row[0])].add(str(row[1]))
    return {whole: frozenset(parts) for whole, parts in found.items()}


def course(sorts: tuple[str, ...]) -> str:
    """Write the query for one course of steps, which leads through at most one further framework.

    >>> print(course(("implied",)).splitlines()[-1])
    SELECT DISTINCT ?n0 ?n1 { ?n0 (^case:isChildOf|^case:isPartOf) ?n1 . }
    """
    steps = [f"?n{n} {STEPS[sort]} ?n{n + 1} ." for n, sort in enumerate(sorts)]
    frameworks = ["?f0", *(f"?f{n}" for n, sort in enumerate(sorts, start=1) if sort == "same")]
    told: list[str] = []
    if len(frameworks) > 1 + FURTHER_FRAMEWORKS:
        told += [f"?n{name.removeprefix('?f')} case:{FRAMEWORK} {name} ." for name in frameworks]
        for some in combinations(frameworks, 2 + FURTHER_FRAMEWORKS):
            told.append(f"FILTER({' || '.join(f'{a} = {b}' for a, b in combinations(some, 2))})")
    return f"{PREFIX}SELECT DISTINCT ?n0 ?n{len(sorts)} {{ {' '.join([*steps, *told])} }}"


def _courses(most_steps: int) -> Iterator[tuple[str, ...]]:
    """List the courses that the rules allow: one related step at most, and parts only of what is named."""
    for length in range(1, most_steps + 1):
        for sorts in product(STEPS, repeat=length):
            implied = sum(1 for sort in sorts if sort == "implied")
            leads = sorts[:implied] == ("implied",) * implied
            if leads and sorts.count("related") <= 1:
                yield sorts


def _rows(rdf: rdflib.Graph, query: str) -> Any:
    return rdf.query(_prepared(query))


@cache
def _prepared(query: str) -> Query:
    return prepareQuery(query)
