"""Read a framework from the JSON-LD that this library writes; other contexts are never looked up."""

from __future__ import annotations

from typing import Any

from skills.case import Package, read_package
from skills.case.members import PACKAGE
from skills.case.package import JSON
from skills.exporting.shapes import UNKNOWN, inner, kind_of
from skills.exporting.vocabulary import CONTEXT
from skills.importing.json_text import refusal


def is_json_ld(document: JSON) -> bool:
    """Tell a CASE package that carries a context."""
    return "@context" in document and "CFDocument" in document


def read_json_ld(document: JSON) -> Package:
    """Read a framework that was written as JSON-LD; raises FrameworkError."""
    if document["@context"] != CONTEXT:
        raise refusal(
            "found another context, expected the one that this project's JSON-LD carries", "@context"
        )
    return read_package(undressed(PACKAGE, document))


def undressed(name: str, thing: Any) -> Any:
    """Take away what makes a thing RDF, and put back what CASE does not know."""
    if not isinstance(thing, dict):
        return thing
    plain: JSON = {}
    for member, value in thing.items():
        if member in ("@context", "@type", "@id"):
            continue
        if member == UNKNOWN and isinstance(value, dict):
            plain |= value
            continue
        part = inner(kind_of(name, member))
        if part and isinstance(value, list):
            plain[member] = [undressed(part, one) for one in value]
        else:
            plain[member] = undressed(part, value) if part else value
    return plain
