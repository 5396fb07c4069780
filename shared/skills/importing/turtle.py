"""Read a framework from the Turtle that this library writes, or from the same graph written otherwise."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from typing import Any

from rdflib import RDF, Graph, Literal, URIRef
from rdflib.exceptions import ParserError
from rdflib.plugins.parsers.notation3 import BadSyntax
from rdflib.term import Node

from credentials.errors import MalformedDocumentError
from credentials.parsing import check_json
from skills.case import Package, read_package
from skills.case.members import CLASSES, PACKAGE
from skills.case.package import JSON
from skills.exporting.shapes import NUMBERS, OPEN, UNKNOWN, inner
from skills.exporting.vocabulary import NAMESPACE
from skills.importing.json_text import MAX_BYTES, MAX_DEPTH, refusal
from skills.importing.tables import decode

MOST_NODES = 400_000
_START = re.compile(r"(#[^\n]*\n|\s)*(@prefix|@base|PREFIX|BASE)\b", re.I)
# Other datatypes make the parser compute with what a stranger wrote: dates, XML, numbers of any length.
_DATATYPE = re.compile(r"\^\^\s*(\S+)")
_PLAIN = re.compile(r"[^\s\"']*[:#/](string|anyURI|integer|double|boolean|JSON)>?[.;,)\]]*")


def is_turtle(start: str) -> bool:
    """Tell Turtle by its first words."""
    return _START.match(start) is not None


def read_turtle(content: bytes) -> Package:
    """Read a framework that was written as Turtle; raises FrameworkError."""
    text = decode(content)
    for found in _DATATYPE.finditer(text):
        if not _PLAIN.fullmatch(found[1]):
            line = text.count("\n", 0, found.start()) + 1
            raise refusal(
                f"found the datatype {found[1]:.60}, expected a text, a number or rdf:JSON", f"line {line}"
            )
    return package_in(_parse(text))


def package_in(graph: Graph) -> Package:
    """Find the one framework of a graph; raises FrameworkError."""
    roots = list(graph.subjects(RDF.type, URIRef(NAMESPACE + PACKAGE)))
    if len(roots) != 1:
        raise refusal(f"found {len(roots)} things of the type {NAMESPACE}{PACKAGE}, expected one")
    whole = _Reader(graph).thing(PACKAGE, roots[0])
    try:
        check_json(whole, max_bytes=4 * MAX_BYTES, max_depth=MAX_DEPTH)
    except MalformedDocumentError as error:
        raise refusal(str(error)) from error
    return read_package(whole)


def _parse(text: str) -> Graph:
    logging.getLogger("rdflib.term").setLevel(logging.ERROR)
    try:
        return Graph().parse(data=text, format="turtle")
    except BadSyntax as error:
        raise refusal(f"is not Turtle: {error.message:.120}", f"line {error.lines + 1}") from error
    except RecursionError as error:
        raise refusal("is nested far too deep") from error
    except IndexError as error:  # the parser reads past the end
        raise refusal("ends in the middle of a statement: was it cut off?") from error
    except (
        ParserError,
        ValueError,
        KeyError,
        AssertionError,
        TypeError,
        AttributeError,
    ) as error:
        raise refusal(f"is not Turtle: {error!s:.120}") from error


class _Reader:
    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.read = 0

    def thing(self, name: str, node: Node) -> JSON:
        """Give the members of a node that its class knows."""
        self.read += 1
        if self.read > MOST_NODES:
            raise refusal(f"unfolds to more than {MOST_NODES:,} things")
        told: JSON = {}
        for predicate, value in self.graph.predicate_objects(node):
            member = str(predicate).removeprefix(NAMESPACE)
            if member == UNKNOWN:
                told |= _json(value)
            elif member in CLASSES[name] and str(predicate) != member:
                if member in told:
                    raise refusal(f"is stated twice of {node!s:.100}", member)
                told[member] = self.value(CLASSES[name][member].rstrip("!"), value)
        return told

    def value(self, kind: str, node: Node) -> Any:
        """Read a value of a kind."""
        if kind in OPEN:
            return _json(node)
        part = inner(kind)
        if kind == "texts" or kind.startswith("["):
            return [self.thing(part, one) if part else str(one) for one in self.parts(node)]
        if part:
            return self.thing(part, node)
        if kind in NUMBERS and isinstance(node, Literal):
            return _number(str(node))
        return str(node)

    def parts(self, node: Node | None) -> Iterator[Node]:
        """Walk a list; one that comes back to itself ends in a refusal."""
        walked: set[Node] = set()
        while node is not None and node != RDF.nil:
            if node in walked:
                raise refusal("holds a list that does not end: it comes back to itself")
            walked.add(node)
            first = self.graph.value(node, RDF.first)
            if first is not None:
                yield first
            node = self.graph.value(node, RDF.rest)


def _number(text: str) -> Any:
    if re.fullmatch(r"[+-]?\d{1,300}", text, re.ASCII):
        return int(text)
    try:
        return float(text)
    except ValueError:
        return text


def _json(node: Node) -> Any:
    try:
        return json.loads(str(node))
    except (ValueError, RecursionError) as error:
        raise refusal(f"found {node!s:.60}, expected JSON") from error
