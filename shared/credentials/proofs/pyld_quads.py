"""Write a document as RDF quads by way of PyLD, within a budget: the way for words that are not compiled.

PyLD expands; the quads are written here, refusing whatever would be dropped or blurred on the way.
https://www.w3.org/TR/json-ld11-api/#deserialize-json-ld-to-rdf-algorithm
"""

from __future__ import annotations

from threading import Lock
from typing import Any

from cachetools import LRUCache
from pyld import jsonld
from pyld.context_resolver import ContextResolver

from credentials.errors import ContextError, UnsignedTermsError
from credentials.proofs.contexts import load
from credentials.proofs.rdf_terms import FIRST, NIL, REST, TYPE, iri, language_text, literal
from credentials.proofs.rdfc_1_0 import Quad
from credentials.standards.vc import JSON

# PyLD's caches are not made for several threads. One resolver is kept: reading contexts is most of the work.
_LOCK = Lock()
_RESOLVER = ContextResolver(LRUCache(maxsize=1_000), load)

# In units of what a value takes, about five microseconds; a record of twenty badges comes to some 18,000.
WORK_LIMIT = 20_000
_VALUE, _TYPE_SCOPE, _CONTEXT = 1, 10, 100


def pyld_quads(document: JSON) -> list[Quad]:
    """Give the quads of a document that `safe_mode` lets pass."""
    if _work(document) > WORK_LIMIT:
        raise UnsignedTermsError("found a document whose expansion would take too much work")
    expanded = _expand(document)
    if len(expanded) != 1:
        raise UnsignedTermsError(f"found {len(expanded)} things to sign, expected one object with members")
    writer = _Writer()
    writer.node(expanded[0], "")
    return writer.quads


def _work(value: Any) -> int:
    """Estimate, from the document alone, what PyLD will have to do."""
    if isinstance(value, list):
        return sum(map(_work, value))
    if not isinstance(value, dict):
        return _VALUE
    own = 0
    for member, cost in (("type", _TYPE_SCOPE), ("@context", _CONTEXT)):
        listed = value.get(member, ())
        own += cost * (len(listed) if isinstance(listed, list | tuple) else 1)
    return _TYPE_SCOPE + own + sum(map(_work, value.values()))


def _expand(document: JSON) -> list[Any]:
    dropped: list[str | None] = []
    options = {"base": None, "documentLoader": load, "contextResolver": _RESOLVER}
    try:
        with _LOCK:
            expanded: list[Any] = jsonld.expand(document, options, on_property_dropped=dropped.append)
    except jsonld.JsonLdError as error:
        raise ContextError(f"found contexts that do not fit together or the document: {error}") from error
    if dropped:
        raise UnsignedTermsError(f"found the member {dropped[0]!r:.200}, which no @context of it defines")
    return expanded


class _Writer:
    """Collect quads and number the blank nodes."""

    def __init__(self) -> None:
        self.quads: list[Quad] = []
        self._blank_nodes = 0

    def node(self, node: JSON, graph: str) -> str:
        """Write a node object with all that it says, and give its name."""
        name = iri(node["@id"]) if "@id" in node else self._blank_node()
        for member, values in node.items():
            if member == "@type":
                self.quads += [(name, TYPE, iri(kind), graph) for kind in values]
            elif member == "@graph":
                self._graph(values, name)
            elif member.startswith("@"):
                if member != "@id":
                    raise UnsignedTermsError(f"found {member}, expected only words that the contexts define")
            else:
                predicate = iri(member)
                self.quads += [(name, predicate, self._object(value, graph), graph) for value in values]
        return name

    def _graph(self, nodes: list[JSON], name: str) -> None:
        for node in nodes:
            # A bare reference says nothing inside a graph of its own, so a signature would not cover it.
            if set(node) <= {"@id"}:
                raise UnsignedTermsError(
                    f"found only the name {node.get('@id')!r:.200}, expected the whole object"
                )
            self.node(node, name)

    def _object(self, value: JSON, graph: str) -> str:
        if "@value" in value:
            return _value(value)
        if "@list" in value:
            return self._list(value["@list"], graph)
        return self.node(value, graph)

    def _list(self, values: list[JSON], graph: str) -> str:
        head = NIL
        for value in reversed(values):
            cell = self._blank_node()
            self.quads.append((cell, FIRST, self._object(value, graph), graph))
            self.quads.append((cell, REST, head, graph))
            head = cell
        return head

    def _blank_node(self) -> str:
        self._blank_nodes += 1
        return f"_:n{self._blank_nodes}"


def _value(value: JSON) -> str:
    if not {"@language", "@direction"}.isdisjoint(value):
        return language_text(value)
    if not value.keys() <= {"@value", "@type"} or value.get("@type") == "@json":
        raise UnsignedTermsError(f"found {sorted(value)}, expected a plain text, number or truth value")
    return literal(value["@value"], value.get("@type"))
