"""Write a framework as JSON-LD: the CASE package itself, with names and types that make it RDF."""

from __future__ import annotations

from typing import Any

from skills.case import Package, package_json
from skills.case.members import PACKAGE
from skills.case.package import JSON
from skills.exporting.shapes import LINKS, UNKNOWN, inner, kind_of, split_members
from skills.exporting.vocabulary import CONTEXT


def write_json_ld(package: Package) -> JSON:
    """Write a framework as JSON-LD that carries its context."""
    return {"@context": CONTEXT, **dressed(PACKAGE, package_json(package))}


def dressed(name: str, thing: JSON) -> JSON:
    """Give a thing its class and node, and put what CASE does not know aside."""
    known, rest = split_members(name, thing)
    told: dict[str, Any] = {}
    if name not in LINKS:
        told["@type"] = name
        if "uri" in known and "identifier" in known:
            told["@id"] = known["uri"]
    for member, value in known.items():
        kind = kind_of(name, member)
        part = inner(kind)
        if part and isinstance(value, list):
            told[member] = [dressed(part, one) for one in value]
        else:
            told[member] = dressed(part, value) if part else value
    return {**told, UNKNOWN: rest} if rest else told
