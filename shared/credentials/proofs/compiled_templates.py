"""Write the canonical form of many documents that differ in a few texts, reading only one of them.

Filling a hole changes no statement but those that it stands in, and the labels of blank nodes only by the
hashes of nodes with such a statement.
https://www.w3.org/TR/rdf-canon/#canon-algo-algo
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from credentials.proofs.linked_data import read_quads
from credentials.proofs.rdf_terms import iri, quoted
from credentials.proofs.rdfc_1_0 import Quad, canonical_nquads, first_degree_hash, line, quads_by_node
from credentials.proofs.safe_mode import check_safe
from credentials.standards.vc import JSON


class CanonicalTemplate:
    """Hold the statements of a document in which some texts stand for others."""

    def __init__(self, document: JSON, placeholders: Iterable[str]) -> None:
        check_safe(document)
        self._quads = list(dict.fromkeys(read_quads(document)))
        self._holes = dict(_holes(self._quads, frozenset(placeholders)))
        mentions = quads_by_node(self._quads)
        self._open = {node: quads for node, quads in mentions.items() if any(map(self._has_hole, quads))}
        self._digests = {
            first_degree_hash(node, quads): node for node, quads in mentions.items() if node not in self._open
        }
        # Nodes that their own statements do not tell apart are labelled by their neighbourhood.
        self._told_apart = len(self._digests) + len(self._open) == len(mentions)
        lasting = [quad for quad in self._quads if not (_has_node(quad) or self._has_hole(quad))]
        self._lasting = [line(*quad) for quad in lasting]
        self._changing = [quad for quad in self._quads if quad not in set(lasting)]

    @property
    def placeholders(self) -> set[str]:
        """Give the placeholders that stand in a statement, so that what fills them is signed."""
        return {placeholder for placeholder, _, _ in self._holes.values()}

    def canonicalize(self, values: Mapping[str, str]) -> str:
        """Write the canonical form of the document with values in place of the placeholders.

        The values must be such that `safe_mode` would let the filled document pass.
        """
        terms = {
            term: iri(values[placeholder]) if is_address else quoted(values[placeholder]) + ending
            for term, (placeholder, is_address, ending) in self._holes.items()
        }
        digests = dict(self._digests)
        for node, quads in self._open.items():
            digests[first_degree_hash(node, list({_filled(quad, terms) for quad in quads}))] = node
        if not self._told_apart or len(digests) != len(self._digests) + len(self._open):
            return canonical_nquads([_filled(quad, terms) for quad in self._quads])
        for number, digest in enumerate(sorted(digests)):
            terms[digests[digest]] = f"_:c14n{number}"
        lines = {*self._lasting, *(line(*_filled(quad, terms)) for quad in self._changing)}
        return "".join(sorted(lines))

    def _has_hole(self, quad: Quad) -> bool:
        return not self._holes.keys().isdisjoint(quad)


def _holes(quads: list[Quad], placeholders: frozenset[str]) -> Iterator[tuple[str, tuple[str, bool, str]]]:
    """Give the terms with a hole: the placeholder, whether it is an address, and what follows a text."""
    for term in {term for quad in quads for term in quad}:
        text, quote, ending = term[1:].partition('"')
        if term.startswith("<") and term[1:-1] in placeholders:
            yield term, (term[1:-1], True, "")
        elif quote and text in placeholders:
            yield term, (text, False, ending)


def _has_node(quad: Quad) -> bool:
    return any(term.startswith("_:") for term in quad)


def _filled(quad: Quad, terms: Mapping[str, str]) -> Quad:
    subject, predicate, value, graph = quad
    return (
        terms.get(subject, subject),
        predicate,
        terms.get(value, value),
        terms.get(graph, graph),
    )
