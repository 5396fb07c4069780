"""Write a framework as Turtle: the same graph as its JSON-LD, in the order of the framework."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator
from typing import Any

from skills.case import Package, package_json
from skills.case.members import PACKAGE
from skills.case.package import JSON
from skills.exporting.json_ld import dressed
from skills.exporting.shapes import OPEN, UNKNOWN, inner, kind_of
from skills.exporting.vocabulary import NAMESPACE, RDF

# A caret is escaped too, so that "^^" in a file always begins a datatype.
_ESCAPED = re.compile(r"[\x00-\x1f\x7f\"\\^\u0085\u2028\u2029]")
_NOT_IN_ADDRESSES = re.compile(r"[\x00-\x20\x7f]")
_SHORT = {"\n": "\\n", "\r": "\\r", "\t": "\\t", '"': '\\"', "\\": "\\\\"}


def write_turtle(package: Package) -> str:
    """Write a framework as Turtle."""
    later: list[JSON] = []
    whole = dressed(PACKAGE, package_json(package))
    head = [f"@prefix case: <{NAMESPACE}> .", f"@prefix rdf: <{RDF}> .", ""]
    lines = [*head, _subject("[]", PACKAGE, whole, later)]
    while later:
        waiting, later = later, []
        for thing in waiting:
            lines.append(_subject(_address(thing["@id"]), thing["@type"], thing, later))
    return "\n".join(lines)


def _subject(node: str, name: str, thing: JSON, later: list[JSON]) -> str:
    pairs = " ;\n    ".join(_pairs(name, thing, later))
    return f"{node} {pairs} .\n"


def _pairs(name: str, thing: JSON, later: list[JSON]) -> Iterator[str]:
    if "@type" in thing:
        yield f"a case:{name}"
    for member, value in thing.items():
        if not member.startswith("@"):
            yield f"case:{member} {_value(kind_of(name, member), value, later, json_text=member == UNKNOWN)}"


def _value(kind: str, value: Any, later: list[JSON], *, json_text: bool) -> str:
    part = inner(kind)
    if json_text or kind in OPEN:
        return f"{_text(json.dumps(value, ensure_ascii=False))}^^rdf:JSON"
    if isinstance(value, list):
        return f"( {' '.join(_value(part or 'text', one, later, json_text=False) for one in value)} )"
    if part:
        if "@id" in value:
            later.append(value)
            return _address(value["@id"])
        return f"[ {' ; '.join(_pairs(part, value, later))} ]"
    if kind == "uri":
        return _address(value)
    if isinstance(value, float):
        return _number(value)
    return str(value) if isinstance(value, int) else _text(value)


def _number(value: float) -> str:
    if value.is_integer() and math.fabs(value) < 1e21:
        return str(int(value))
    digits = repr(value)
    return digits if "e" in digits else f"{digits}e0"


def _text(text: str) -> str:
    return '"' + _ESCAPED.sub(lambda found: _SHORT.get(found[0]) or _code(found), text) + '"'


def _address(uri: str) -> str:
    return f"<{_NOT_IN_ADDRESSES.sub(_code, uri)}>"


def _code(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04X}"
