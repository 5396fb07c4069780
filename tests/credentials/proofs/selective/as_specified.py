"""Group the statements of a document as the specification says, step by step and with PyLD.

Nothing of the library is used but the kept contexts. As specified, objects with @list would be given an @id,
which is no JSON-LD, and compaction writes the type GeoCoordinates as geo, which is the same address in the
contexts of Open Badges but has no words of its own; so documents with either have no answer here.
https://www.w3.org/TR/vc-di-ecdsa/#selective-disclosure-functions
"""

from __future__ import annotations

import base64
import copy
import hmac
import re
from typing import Any

from pyld import jsonld
from pyld.canon import URDNA2015
from pyld.nquads import parse_nquads

from credentials.proofs.contexts import load

Document = dict[str, Any]
SCHEME = "custom-scheme:"
OPTIONS = {"documentLoader": load, "base": None}


def grouped(document: Document, pointers: list[str], hmac_key: bytes) -> tuple[list[str], list[str]]:
    """Give the matching and the other lines: canonicalizeAndGroup."""
    expanded = jsonld.expand(document, OPTIONS)
    skolemized = skolemize_expanded(expanded, [0])
    compact = jsonld.compact(skolemized, document["@context"], OPTIONS)
    quads = deskolemized(skolemized)
    labels = {
        node.removeprefix("_:"): hmac_label(canonical.removeprefix("_:"), hmac_key)
        for node, canonical in canonical_id_map(quads).items()
    }
    lines = sorted(relabelled(quad, labels) for quad in quads)
    selected = {relabelled(quad, labels) for quad in deskolemized(select_json_ld(pointers, compact))}
    return [line for line in lines if line in selected], [line for line in lines if line not in selected]


def skolemize_expanded(expanded: list[Any], count: list[int]) -> list[Any]:
    """Name the blank nodes: skolemizeExpandedJsonLd."""
    skolemized = []
    for element in expanded:
        if not isinstance(element, dict) or "@value" in element:
            skolemized.append(copy.deepcopy(element))
            continue
        node = {}
        for name, value in element.items():
            named = skolemize_expanded(value if isinstance(value, list) else [value], count)
            node[name] = named if isinstance(value, list) else named[0]
        if "@id" not in node:
            node["@id"] = f"urn:{SCHEME}_r_{count[0]}"
            count[0] += 1
        skolemized.append(node)
    return skolemized


def deskolemized(document: Any) -> list[str]:
    """Write quads with blank nodes again: toDeskolemizedNQuads."""
    text = jsonld.to_rdf(document, {**OPTIONS, "format": "application/n-quads"})
    lines = [f"{line}\n" for line in text.split("\n") if line]
    return list(dict.fromkeys(re.sub(f"<urn:{SCHEME}([^>]+)>", r"_:\1", line) for line in lines))


def canonical_id_map(quads: list[str]) -> dict[str, str]:
    """Give the canonical identifier of each blank node: RDF Dataset Canonicalization."""
    algorithm = URDNA2015()
    algorithm.main(parse_nquads("".join(quads)), {})
    return dict(algorithm.canonical_issuer.existing)


def hmac_label(canonical: str, hmac_key: bytes) -> str:
    """Hide a canonical identifier: createHmacIdLabelMapFunction."""
    digest = hmac.digest(hmac_key, canonical.encode(), "sha256")
    return "u" + base64.urlsafe_b64encode(digest).decode().rstrip("=")


def relabelled(quad: str, labels: dict[str, str]) -> str:
    """Exchange blank node identifiers: relabelBlankNodes."""
    return re.sub(r"_:([^\s]+)", lambda found: f"_:{labels.get(found[1], found[1])}", quad)


def select_json_ld(pointers: list[str], document: Document) -> Document:
    """Select a part of a compact document: selectJsonLd."""
    arrays: list[list[Any]] = []
    selection = {**initial_selection(document), "@context": document["@context"]}
    for pointer in pointers:
        select_paths(
            [int(p) if p.isdigit() else p for p in pointer.split("/")[1:]], document, selection, arrays
        )
    for array in arrays:
        array[:] = [one for one in array if one is not None]
    return selection


def initial_selection(source: Any) -> Document:
    """Take what goes with any part of an object: createInitialSelection."""
    chosen = {}
    if "id" in source and not source["id"].startswith("_:"):
        chosen["id"] = source["id"]
    if "type" in source:
        chosen["type"] = source["type"]
    return chosen


def select_paths(paths: list[Any], document: Any, selection: Any, arrays: list[list[Any]]) -> None:
    """Add to a selection what a path leads to: selectPaths."""
    value, parent, selected, last = document, None, selection, None
    for path in paths:
        if path == 0 and not isinstance(value, list):
            # Compaction has made one value of a list of one.
            continue
        parent, value, last = selected, value[path], path
        if isinstance(parent, list):
            parent += [None] * (path + 1 - len(parent))
            selected = parent[path]
        else:
            selected = parent.get(path)
        if selected is None:
            selected = (
                []
                if isinstance(value, list)
                else initial_selection(value)
                if isinstance(value, dict)
                else value
            )
            if isinstance(selected, list):
                arrays.append(selected)
            parent[path] = selected
    if isinstance(value, list):
        selected = copy.deepcopy(value)
    elif isinstance(value, dict):
        selected = {**selected, **copy.deepcopy(value)}
    else:
        selected = value
    assert parent is not None
    parent[last] = selected
