"""Name everything in a document, so that the statements of a part are recognised among those of the whole.

A statement is one RDF quad. What has no id of its own is a blank node, which another document cannot name. So
every object is named before it is read; the cells of ordered lists and the graphs of credentials held within,
which JSON has no place to name, are named by what leads to them.
https://www.w3.org/TR/vc-di-ecdsa/#skolemizecompactjsonld
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from secrets import token_hex
from typing import Any

from credentials.errors import UnsignedTermsError
from credentials.proofs.linked_data import read_quads
from credentials.proofs.rdfc_1_0 import Labels, Quad
from credentials.proofs.safe_mode import check_safe
from credentials.proofs.selective.pointers import select
from credentials.standards.vc import JSON

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_FIRST, _REST = f"<{_RDF}first>", f"<{_RDF}rest>"
_NEVER_NAMED = ("@context", "id", "type")


class NamedDocument:
    """Hold a document in which every object has a name, and give the statements of its parts."""

    def __init__(self, document: JSON) -> None:
        check_safe(document)
        # Nobody can write such a name beforehand.
        self._scheme = f"urn:bnid:{token_hex(16)}:"
        self._named = 0
        # By the name of an object, those directly within it.
        self._within: dict[str, set[str]] = defaultdict(set)
        self._document: JSON = self._with_names(document, None)
        self.statements = self._statements(self._document)

    def statements_at(self, pointers: Iterable[str]) -> list[Quad]:
        """Give the statements of the part that the pointers lead to."""
        part = self._statements(select(self._document, pointers))
        # The rest of a list that was cut would be another list.
        if not set(part) <= set(self.statements):
            raise UnsignedTermsError("found a pointer into an ordered list, expected one to the whole list")
        return part

    def _with_names(self, value: Any, parent: str | None) -> Any:
        """Copy a value, naming every object that has no id."""
        if isinstance(value, list):
            return [self._with_names(one, parent) for one in value]
        if not isinstance(value, dict) or "@value" in value:
            return value
        name = value["id"] if "id" in value else self._new_name()
        if parent is not None:
            self._within[self._term(f"<{parent}>")].add(self._term(f"<{name}>"))
        members = {
            member: found if member in _NEVER_NAMED else self._with_names(found, name)
            for member, found in value.items()
        }
        return {**members, "id": name}

    def _new_name(self) -> str:
        self._named += 1
        return f"{self._scheme}{self._named}"

    def _term(self, term: str) -> str:
        """Turn a name that was given here into that of a blank node."""
        beginning = f"<{self._scheme}"
        return f"_:{term[len(beginning) : -1]}" if term.startswith(beginning) else term

    def _statements(self, document: JSON) -> list[Quad]:
        """Give the statements of a document or a part of it, with lasting names."""
        found = [renamed(quad, self._term) for quad in read_quads(document)]
        found = _with_names(found, self._graph_names(found))
        found = _with_names(found, _cell_names(found))
        return list(dict.fromkeys(found))

    def _graph_names(self, found: list[Quad]) -> Labels:
        """Name the graph of each credential or proof within by what leads to it and what it is about."""
        subjects: dict[str, set[str]] = defaultdict(set)
        for subject, _, _, graph in found:
            if graph.startswith("_:"):
                subjects[graph].add(subject)
        names: Labels = {}
        for subject, predicate, graph, _ in found:
            if graph in subjects:
                about = sorted(self._within[subject] & subjects[graph])
                names[graph] = f"_:graph {subject} {predicate} {about}"
        return names


def _cell_names(found: list[Quad]) -> Labels:
    """Name the cells of ordered lists by what leads to them and their place."""
    cells = {subject for subject, predicate, _, _ in found if predicate == _FIRST}
    following = {subject: target for subject, predicate, target, _ in found if predicate == _REST}
    names: Labels = {}
    for subject, predicate, cell, graph in found:
        place = 0
        while predicate != _REST and cell in cells:
            names[cell] = f"_:list {subject} {predicate} {graph} {place}"
            place, cell = place + 1, following[cell]
    return names


def _with_names(found: list[Quad], names: Labels) -> list[Quad]:
    if len(set(names.values())) != len(names):
        raise UnsignedTermsError("found two lists or credentials within that cannot be told from each other")
    return [renamed(quad, lambda term: names.get(term, term)) for quad in found]


def renamed(quad: Quad, name: Callable[[str], str]) -> Quad:
    """Give a statement with other names of things."""
    subject, predicate, target, graph = quad
    return (name(subject), predicate, name(target), name(graph))
