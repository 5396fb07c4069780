"""Read published vectors whose contexts stand in the documents or are not kept, which the library refuses."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import base58
import pytest
from pyld import jsonld

from credentials.proofs.contexts import load
from credentials.proofs.keys import P256Key
from credentials.proofs.rdfc_1_0 import Quad, canonical_nquads
from credentials.standards.vc import JSON

VECTORS = Path(__file__).parents[2] / "vectors"


def vector(name: str) -> JSON:
    """Read a published vector."""
    found: JSON = json.loads((VECTORS / name).read_text())
    return found


def published_key(secret_multibase: str) -> P256Key:
    """Read a secret key that was published for testing: the multicodec number 0x1306, then 32 bytes."""
    octets = base58.b58decode(secret_multibase[1:])
    assert octets[:2] == b"\x86\x26"
    return P256Key.for_holder(octets[2:])


def reading(contexts: JSON) -> Callable[[JSON], list[Quad]]:
    """Make a reader that knows these contexts too, and takes any written in the document: PyLD by itself."""

    def fetch(url: str, options: object = None) -> dict[str, Any]:
        if url in contexts:
            return {"contextUrl": None, "documentUrl": url, "document": contexts[url]}
        return load(url, options)

    def read(document: JSON) -> list[Quad]:
        dataset = jsonld.to_rdf(document, {"base": None, "documentLoader": fetch})
        return [
            (
                _term(triple["subject"]),
                _term(triple["predicate"]),
                _term(triple["object"]),
                "" if graph == "@default" else graph,
            )
            for graph, triples in dataset.items()
            for triple in triples
        ]

    return read


def _term(node: JSON) -> str:
    if node["type"] == "blank node":
        return str(node["value"])
    if node["type"] == "IRI":
        return f"<{node['value']}>"
    datatype = node["datatype"]
    text = json.dumps(node["value"], ensure_ascii=False)
    return text if datatype == "http://www.w3.org/2001/XMLSchema#string" else f"{text}^^<{datatype}>"


def allow_contexts(monkeypatch: pytest.MonkeyPatch, contexts: JSON | None = None) -> None:
    """Let the suites read documents with contexts of any kind, for as long as one test runs."""
    read = reading(contexts or {})
    for module in ("naming", "statements"):
        place = f"credentials.proofs.selective.{module}"
        monkeypatch.setattr(f"{place}.check_safe", lambda document: None)
        monkeypatch.setattr(f"{place}.read_quads", read)
    for module in ("ecdsa_sd_2023", "eddsa_rdfc_2022"):
        place = f"credentials.proofs.{module}.canonicalize"
        monkeypatch.setattr(place, lambda document: canonical_nquads(read(document)))
