"""Write a document as RDF quads in one pass over its JSON, by compiled contexts.

It takes documents that `safe_mode` lets pass. https://www.w3.org/TR/json-ld11-api/#deserialize-json-ld-to-rdf-algorithm
"""

from __future__ import annotations

from typing import Any

from credentials.errors import UnsignedTermsError
from credentials.proofs.compiled_contexts import ActiveContext, Term, initial_context
from credentials.proofs.rdf_terms import FIRST, NIL, REST, TYPE, iri, language_text, literal
from credentials.proofs.rdfc_1_0 import Quad
from credentials.standards.vc import JSON

# Honest documents come to some three hundred contexts of types; each takes up to a quarter of a millisecond.
WORK_LIMIT = 600


def compiled_quads(document: JSON) -> list[Quad]:
    """Give the quads of a document, or raise `NotCompiledError` where it uses a word that is not compiled."""
    if not document.keys() - {"@context", "id"}:
        raise UnsignedTermsError("found nothing to sign, expected one object with members")
    writer = _Writer()
    writer.node(document, initial_context(), "")
    return writer.quads


class _Writer:
    """Collect quads, number the blank nodes, and count the work that contexts take."""

    __slots__ = ("_blank_nodes", "_seen", "_work_left", "quads")

    def __init__(self) -> None:
        self.quads: list[Quad] = []
        self._blank_nodes = 0
        self._seen: set[ActiveContext] = set()
        self._work_left = WORK_LIMIT

    def node(self, node: JSON, context: ActiveContext, graph: str) -> str:
        """Write an object with all that it says, and give its name."""
        kinds: tuple[str, ...] = ()
        if "@context" in node:
            context = self._local(node["@context"], context)
        if "type" in node:
            kinds, context = self._typed(node["type"], context)
        terms, quads = context.terms, self.quads
        name = self._name(node, context)
        for member, value in node.items():
            if member == "@context":
                continue
            term = terms.get(member) or context.compile_term(member)
            if term.role == "values":
                if type(value) is str:
                    quads.append((name, term.predicate, term.write(value), graph))
                else:
                    self._values(name, term, value, graph)
            elif term.role == "type":
                quads += [(name, TYPE, kind, graph) for kind in kinds]
            elif term.role == "list":
                quads.append((name, term.predicate, self._list(term, value, graph), graph))
            elif term.role == "graphs":
                self._graphs(name, term, value, graph)
        return name

    def _local(self, urls: Any, context: ActiveContext) -> ActiveContext:
        key = tuple(urls) if isinstance(urls, list) else urls
        return self._entered(context.local.get(key) or context.compile_local(key))

    def _typed(self, kinds: Any, context: ActiveContext) -> tuple[tuple[str, ...], ActiveContext]:
        key = tuple(kinds) if isinstance(kinds, list) else kinds
        if (typing := context.typings.get(key)) is None:
            # Addresses stand for themselves. They are not kept, for there is no end of them.
            listed = (key,) if isinstance(key, str) else key
            words = tuple(kind for kind in listed if ":" not in kind)
            if len(words) != len(listed):
                addresses = tuple(iri(kind) for kind in listed if ":" in kind)
                iris, context = self._typed(list(words), context) if words else ((), context)
                return (*iris, *addresses), context
            typing = context.compile_typing(key)
        return typing.iris, self._entered(typing.context)

    def _entered(self, context: ActiveContext) -> ActiveContext:
        """Count a context once a document, kept before or not, so that the answer is always the same."""
        if context not in self._seen:
            self._seen.add(context)
            self._work_left -= context.cost
            if self._work_left < 0:
                raise UnsignedTermsError(
                    "found more combinations of contexts and types than an honest document has"
                )
        return context

    def _name(self, node: JSON, context: ActiveContext) -> str:
        if "id" in node and (context.terms.get("id") or context.compile_term("id")).role == "id":
            return iri(node["id"])
        return self._blank_node()

    def _values(self, name: str, term: Term, value: Any, graph: str) -> None:
        for one in value if isinstance(value, list) else [value]:
            self.quads.append((name, term.predicate, self._object(term, one, graph), graph))

    def _object(self, term: Term, value: Any, graph: str) -> str:
        if isinstance(value, str):
            return term.write(value)
        if isinstance(value, dict):
            return language_text(value) if "@value" in value else self.node(value, term.inside, graph)
        return literal(value, term.datatype)

    def _list(self, term: Term, value: Any, graph: str) -> str:
        head = NIL
        for one in reversed(value if isinstance(value, list) else [value]):
            cell = self._blank_node()
            self.quads.append((cell, FIRST, self._object(term, one, graph), graph))
            self.quads.append((cell, REST, head, graph))
            head = cell
        return head

    def _graphs(self, name: str, term: Term, value: Any, graph: str) -> None:
        for one in value if isinstance(value, list) else [value]:
            # A bare reference says nothing inside a graph of its own, so a signature would not cover it.
            if not isinstance(one, dict) or one.keys() <= {"id", "@context"}:
                raise UnsignedTermsError(f"found {one!r:.200}, expected a whole object")
            inner = self._blank_node()
            self.node(one, term.inside, inner)
            self.quads.append((name, term.predicate, inner, graph))

    def _blank_node(self) -> str:
        self._blank_nodes += 1
        return f"_:n{self._blank_nodes}"
