"""The words in which frameworks are written as RDF, in Turtle and in JSON-LD.

CASE 1.0 had a JSON-LD binding; CASE 1.1 removed it, and its publisher has no vocabulary for 1.1. So the
terms here are CASE's own names under a tag URI (RFC 4151): a name that claims nobody's web address, promises
no page behind it, and is the same at every site. Each term means what CASE 1.1 says of the member of that
name; `otherMembers` holds, as JSON, what a provider wrote beyond CASE.

Literals keep the exact text of the source: dates are plain strings, for many readers rewrite typed ones.
"""

from __future__ import annotations

from typing import Any

from skills.case.members import CLASSES
from skills.case.package import JSON
from skills.exporting.shapes import OPEN, UNKNOWN

NAMESPACE = "tag:wellspring.example,2026:case/1.1/"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
XSD = "http://www.w3.org/2001/XMLSchema#"


def _context() -> JSON:
    terms: dict[str, Any] = {name: NAMESPACE + name for name in CLASSES if not name.startswith("Link")}
    for members in CLASSES.values():
        for member, kind in members.items():
            kind = kind.rstrip("!")
            term: dict[str, Any] = {"@id": NAMESPACE + member}
            if kind == "uri":
                term["@type"] = "@id"
            elif kind in OPEN:
                term["@type"] = "@json"
            elif kind == "texts" or kind.startswith("["):
                term["@container"] = "@list"
            terms[member] = term if len(term) > 1 else NAMESPACE + member
    terms[UNKNOWN] = {"@id": NAMESPACE + UNKNOWN, "@type": "@json"}
    return {"@version": 1.1, **terms}


CONTEXT = _context()
