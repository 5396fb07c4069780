"""Turn expanded JSON-LD into RDF quads, refusing whatever would be dropped or blurred on the way.

https://www.w3.org/TR/json-ld11-api/#deserialize-json-ld-to-rdf-algorithm
"""

from __future__ import annotations

import re
from typing import Any

from credentials.errors import UnsignedTermsError
from credentials.proofs.rdfc_1_0 import Quad
from credentials.standards.vc import JSON

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_TYPE, _FIRST, _REST, _NIL = (f"<{_RDF}{name}>" for name in ("type", "first", "rest", "nil"))
_XSD = "http://www.w3.org/2001/XMLSchema#"
# The Open Badges contexts write the namespace with https, the CLR context with an undefined prefix.
_XSD_NAME = re.compile(r"(?:https?://www\.w3\.org/2001/XMLSchema#|xsd:)(\w+)")
_NUMERIC = frozenset({"integer", "decimal", "float", "double", "nonNegativeInteger", "positiveInteger"})

_IRI = re.compile(r'[A-Za-z][A-Za-z0-9+.-]*:[^\s<>"{}|\\^`\x00-\x20]*')
_ESCAPED = {"\\": "\\\\", '"': '\\"', "\t": "\\t", "\n": "\\n", "\r": "\\r"}
_NEEDS_ESCAPE = re.compile(r'[\\"\t\n\r]')


def quads_of(expanded: list[Any]) -> list[Quad]:
    """Give the quads of one expanded node and everything below it."""
    if len(expanded) != 1:
        raise UnsignedTermsError(f"found {len(expanded)} things to sign, expected one object with members")
    writer = _Writer()
    writer.node(expanded[0], "")
    return writer.quads


class _Writer:
    """Collect quads and number the blank nodes."""

    def __init__(self) -> None:
        self.quads: list[Quad] = []
        self._blank_nodes = 0

    def node(self, node: JSON, graph: str) -> str:
        """Write a node object with all that it says, and give its name."""
        name = _iri(node["@id"]) if "@id" in node else self._blank_node()
        for member, values in node.items():
            if member == "@type":
                self.quads += [(name, _TYPE, _iri(kind), graph) for kind in values]
            elif member == "@graph":
                self._graph(values, name)
            elif member.startswith("@"):
                if member != "@id":
                    raise UnsignedTermsError(f"found {member}, expected only words that the contexts define")
            else:
                predicate = _iri(member)
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
            return _literal(value)
        if "@list" in value:
            return self._list(value["@list"], graph)
        return self.node(value, graph)

    def _list(self, values: list[JSON], graph: str) -> str:
        head = _NIL
        for value in reversed(values):
            cell = self._blank_node()
            self.quads.append((cell, _FIRST, self._object(value, graph), graph))
            self.quads.append((cell, _REST, head, graph))
            head = cell
        return head

    def _blank_node(self) -> str:
        self._blank_nodes += 1
        return f"_:n{self._blank_nodes}"


def _iri(text: object) -> str:
    if not isinstance(text, str) or not _IRI.fullmatch(text):
        raise UnsignedTermsError(
            f"found {text!r:.200}, expected a word of the contexts or an absolute address"
        )
    return f"<{text}>"


def _literal(value: JSON) -> str:
    """Write a value as its canonical lexical form and datatype.

    https://www.w3.org/TR/json-ld11-api/#object-to-rdf-conversion
    """
    if not set(value) <= {"@value", "@type"} or value.get("@type") == "@json":
        raise UnsignedTermsError(f"found {sorted(value)}, expected a plain text, number or truth value")
    found, datatype = value["@value"], value.get("@type")
    _refuse_another_kind(found, datatype)
    if isinstance(found, str):
        quoted = f'"{_NEEDS_ESCAPE.sub(lambda match: _ESCAPED[match[0]], found)}"'
        return quoted if datatype in (None, f"{_XSD}string") else f"{quoted}^^{_iri(datatype)}"
    if isinstance(found, bool):
        return f'"{"true" if found else "false"}"^^{_iri(datatype or f"{_XSD}boolean")}'
    if (isinstance(found, int) or found.is_integer()) and datatype != f"{_XSD}double":
        return f'"{int(found)}"^^{_iri(datatype or f"{_XSD}integer")}'
    return f'"{_double(float(found))}"^^{_iri(datatype or f"{_XSD}double")}'


def _double(number: float) -> str:
    mantissa, exponent = f"{number:.15E}".split("E")
    digits = mantissa.rstrip("0")
    return f"{digits}{'0' if digits.endswith('.') else ''}E{int(exponent)}"


def _refuse_another_kind(found: object, datatype: str | None) -> None:
    """Refuse text where the vocabulary says number, and the like: both would be signed as the same."""
    kind = "boolean" if isinstance(found, bool) else "number" if isinstance(found, int | float) else "text"
    if datatype is None:
        return
    name = _XSD_NAME.fullmatch(datatype)
    expected = (
        "number" if name and name[1] in _NUMERIC else "boolean" if name and name[1] == "boolean" else "text"
    )
    if kind != expected:
        raise UnsignedTermsError(f"found {found!r:.60} as {kind}, expected {expected} ({datatype})")
