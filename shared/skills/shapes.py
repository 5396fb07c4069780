"""The rules of associations as SHACL shapes, for people and machines that ask by the standard.

https://www.w3.org/TR/shacl/

pySHACL is loaded when something is checked. `skills.guarding` finds the same, faster.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import Any

import rdflib
from rdflib import RDF, Literal, URIRef

from skills.case import Package, Problem
from skills.exporting.vocabulary import NAMESPACE
from skills.guarding import REASONS, Checked, as_problems

CASE = rdflib.Namespace(NAMESPACE)
SH = rdflib.Namespace("http://www.w3.org/ns/shacl#")
LINK = "tag:wellspring.example,2026:link/"


def problems(package: Package, others: Iterable[Package] = (), *, published: bool = True) -> list[Problem]:
    """List what associations break, in the order of the package, as the shapes find it."""
    checked = Checked(package, tuple(others))
    return as_problems(checked, breaches(checked), published=published)


def breaches(checked: Checked) -> Iterator[tuple[int, str]]:
    """Find every place of a link with the name of a shape that it does not fit."""
    from pyshacl import validate

    _, report, _ = validate(triples_of(checked), shacl_graph=_shapes(), advanced=False, inference="none")
    for result in report.subjects(RDF.type, SH.ValidationResult):
        place = str(report.value(result, SH.focusNode)).removeprefix(LINK)
        rule = _rule(report.value(result, SH.sourceShape), report.value(result, SH.sourceConstraint))
        if place.isdigit() and rule:
            yield int(place), rule


def triples_of(checked: Checked) -> rdflib.Graph:
    """Write the links of a package, each as a thing and as a triple, and what is known beside it."""
    rdf = rdflib.Graph()
    for uri in checked.known:
        rdf.add((URIRef(uri), RDF.type, CASE.Known))
    for uri, framework in checked.frameworks.items():
        rdf.add((URIRef(uri), CASE.CFDocument, URIRef(framework)))
    for kind, origin, destination in checked.edges:
        rdf.add((URIRef(origin), CASE[kind], URIRef(destination)))
    for place, link in enumerate(checked.links):
        node = URIRef(f"{LINK}{place}")
        rdf.add((node, RDF.type, CASE.CFAssociation))
        rdf.add((node, CASE.associationType, Literal(link.kind)))
        rdf.add((node, CASE.originNodeURI, URIRef(link.origin)))
        rdf.add((node, CASE.destinationNodeURI, URIRef(link.destination)))
        rdf.add((node, CASE.status, Literal(link.status)))
        if checked.across(link):
            rdf.add((node, RDF.type, CASE.Across))
        for n, one in enumerate(link.confirmed_by):
            person = URIRef(f"{LINK}{place}/confirmed/{n}")
            rdf.add((node, CASE.confirmedBy, person))
            rdf.add((person, CASE.name, Literal(one.name)))
            rdf.add((person, CASE.date, Literal(one.date)))
    return rdf


@cache
def _shapes() -> rdflib.Graph:
    text = files("skills").joinpath("shapes.ttl").read_text(encoding="utf-8")
    return rdflib.Graph().parse(data=text, format="turtle")


def _rule(*sources: Any) -> str | None:
    """Name the rule that a shape, a part of it or its query stands for."""
    shapes = _shapes()
    for source in sources:
        pending = [source] if source is not None else []
        while pending:
            node = pending.pop()
            name = str(node).removeprefix(NAMESPACE)
            if name in REASONS:
                return name
            pending += shapes.subjects(None, node)
    return None
