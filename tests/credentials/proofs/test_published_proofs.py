"""Documents that others signed and published, of both versions of the data model."""

from __future__ import annotations

import contextlib
import copy
import json
from pathlib import Path
from typing import Any

import pytest

from credentials.errors import (
    CredentialError,
    UnsupportedProofError,
)
from credentials.proofs.dids import Resolve
from credentials.proofs.suites import verify_proof, verify_proofs
from credentials.standards.vc import JSON

VECTORS = Path(__file__).parents[2] / "vectors" / "embedded_proofs"
PUBLISHED = {path.stem: json.loads(path.read_text()) for path in sorted(VECTORS.glob("*-ok.json"))}


def publishing(document: JSON) -> Resolve:
    """Publish the keys that the verification methods of a published document spell."""
    proofs = document["proof"] if isinstance(document["proof"], list) else [document["proof"]]
    names = [proof["verificationMethod"] for proof in proofs]

    def resolve(controller: str) -> JSON:
        methods = [
            {
                "id": name,
                "type": "Multikey",
                "controller": controller,
                "publicKeyMultibase": name.split("#")[1],
            }
            for name in dict.fromkeys(names)
        ]
        return {"id": controller, "assertionMethod": names, "verificationMethod": methods}

    return resolve


@pytest.mark.parametrize("document", PUBLISHED.values(), ids=PUBLISHED.keys())
def test_a_document_that_others_published_holds(document: JSON) -> None:
    checked = verify_proofs(document, resolve=publishing(document), purpose="assertionMethod")
    assert len(checked.verified) == (len(document["proof"]) if isinstance(document["proof"], list) else 1)
    assert checked.open == ()
    assert {proof.controller for proof in checked.verified} == {document["issuer"]["id"]}


def leaves(value: object, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Give the path of every leaf of a document."""
    if isinstance(value, dict):
        return [found for name, one in value.items() for found in leaves(one, (*path, name))]
    if isinstance(value, list):
        return [found for place, one in enumerate(value) for found in leaves(one, (*path, place))]
    return [path]


def changed(document: JSON, path: tuple[str | int, ...]) -> JSON:
    """Give a document with another text at one leaf, of the same form if it is a time."""
    other = copy.deepcopy(document)
    inner: Any = other
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = inner[path[-1]].replace("20", "21", 1) if "Z" in inner[path[-1]][-1:] else "urn:a:b"
    return other


@pytest.mark.parametrize("document", PUBLISHED.values(), ids=PUBLISHED.keys())
def test_a_document_that_others_published_fails_when_any_leaf_is_changed(document: JSON) -> None:
    """Where there are two proofs, one that became another kind leaves the other standing, and is told."""
    found = leaves(document)
    assert len(found) > 18
    for path in found:
        other = changed(document, path)
        with contextlib.suppress(CredentialError):
            checked = verify_proofs(other, resolve=publishing(document), purpose="assertionMethod")
            assert (path[0], len(checked.verified), len(checked.open)) == ("proof", 1, 1)
            assert path[2] in ("type", "cryptosuite", "proofPurpose")


@pytest.mark.parametrize("document", PUBLISHED.values(), ids=PUBLISHED.keys())
def test_a_document_of_version_1_1_has_one_spelling_too(document: JSON) -> None:
    achievement = document["credentialSubject"]["achievement"]
    word = "https://purl.imsglobal.org/spec/vc/ob/vocab.html#narrative"
    respelled: list[JSON] = [
        {**document, "credentialSubject": [[document["credentialSubject"]]]},
        {**document, "https://schema.org/name": document["name"], "name": None},
        {**document, "@included": [{"id": "urn:a:b", "name": "B"}]},
        {**document, "@context": [*document["@context"], {"name": "https://schema.org/alternateName"}]},
        {
            **document,
            "credentialSubject": {
                **document["credentialSubject"],
                "achievement": {**achievement, "criteria": {word: achievement["criteria"]["narrative"]}},
            },
        },
    ]
    for other in respelled:
        with pytest.raises(CredentialError):
            verify_proof(other, resolve=publishing(document), purpose="assertionMethod")


def test_a_published_chain_is_not_taken_for_a_set() -> None:
    document = json.loads((VECTORS / "w3c-chain-unsupported-fail.json").read_text())
    with pytest.raises(UnsupportedProofError, match="chain"):
        verify_proof(document, resolve=publishing(document), purpose="assertionMethod")
