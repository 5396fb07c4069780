"""did:web and did:key: https://w3c-ccg.github.io/did-method-web/, https://w3c-ccg.github.io/did-key-spec/."""

from __future__ import annotations

import json
from typing import Any

import pytest

from credentials.errors import KeyNotFoundError, UnresolvableError
from credentials.proofs.dids import (
    did_document,
    did_key_document,
    did_web,
    did_web_url,
    make_resolver,
    verification_key,
)
from credentials.proofs.keys import SigningKey
from tests.making import ANA, COLLEGE, COLLEGE_DID, EMPLOYER, a_key, resolving

LOCAL = "http://localhost:8001"


def test_a_did_web_names_an_origin_and_leads_back_to_it() -> None:
    assert did_web("https://college.example") == "did:web:college.example"
    assert did_web(LOCAL) == "did:web:localhost%3A8001"
    assert did_web_url("did:web:college.example") == "https://college.example/.well-known/did.json"
    assert did_web_url(did_web(LOCAL), http_origins=[LOCAL]) == f"{LOCAL}/.well-known/did.json"
    assert did_web_url("did:web:a.example%3A8443:staff:ana") == "https://a.example:8443/staff/ana/did.json"


def test_plain_http_is_only_for_the_origins_that_are_listed() -> None:
    assert did_web_url(did_web(LOCAL)) == "https://localhost:8001/.well-known/did.json"
    assert did_web_url("did:web:localhost%3A9", http_origins=[LOCAL]).startswith("https://")


@pytest.mark.parametrize(
    "origin", ["college.example", "https://a.example/", "ftp://a.example", "https://u@a.example"]
)
def test_what_is_no_origin_gets_no_did(origin: str) -> None:
    with pytest.raises(ValueError, match="expected an origin"):
        did_web(origin)


@pytest.mark.parametrize(
    "did",
    [
        "did:web:",
        "did:web:a.example%2Fpath",
        "did:web:a.example%40b.example",
        "did:web:a.example%253A8001",
        "did:web:a.example:..:secret",
        "did:web:a.example:%2e%2e",
        "did:web:a.example:",
        "did:web:a.example:a%2Fb",
        "did:web:a.example%3A",
        "did:web:a.example%3Fx",
        "did:key:z6Mk",
    ],
)
def test_a_did_web_that_leads_astray_is_refused(did: str) -> None:
    with pytest.raises(KeyNotFoundError):
        did_web_url(did)


def test_a_document_lists_every_key_for_both_purposes_by_full_name() -> None:
    retired, current = COLLEGE, SigningKey(EMPLOYER.seed, COLLEGE_DID, f"{COLLEGE_DID}#key-2")
    document = did_document(COLLEGE_DID, [retired, current])
    assert document["id"] == COLLEGE_DID
    assert document["assertionMethod"] == document["authentication"] == [retired.id, current.id]
    assert {method["type"] for method in document["verificationMethod"]} == {"Multikey"}
    for key in (retired, current):
        found = verification_key(key.id, relationship="assertionMethod", resolve=lambda _: document)
        assert found == (COLLEGE_DID, key.public_key)


def test_a_key_of_somebody_else_is_not_published() -> None:
    with pytest.raises(ValueError, match=EMPLOYER.id):
        did_document(COLLEGE_DID, [EMPLOYER])


def test_a_did_key_is_computed_and_never_fetched() -> None:
    def fetch(url: str) -> bytes:
        raise AssertionError(f"fetched {url}")

    assert make_resolver(fetch)(ANA.controller) == did_key_document(ANA.controller)
    found = verification_key(ANA.id, relationship="authentication", resolve=make_resolver(fetch))
    assert found == (ANA.controller, ANA.public_key)


@pytest.mark.parametrize(
    "did", ["did:key:", "did:key:zDnaerDaTF5BXEavCrfRZEk316dpbLsfPDZ3WJ5hRTPFU2169", "did:key:z6Mk0"]
)
def test_a_did_key_of_another_kind_is_refused(did: str) -> None:
    with pytest.raises(KeyNotFoundError):
        did_key_document(did)


def test_the_name_of_a_did_key_repeats_the_key() -> None:
    name = f"{ANA.controller}#{EMPLOYER.public_multibase}"
    with pytest.raises(KeyNotFoundError):
        verification_key(name, relationship="authentication", resolve=resolving())


@pytest.mark.parametrize(
    "name",
    [
        "#key-1",
        "",
        None,
        7,
        COLLEGE_DID,
        f"{COLLEGE_DID}?service=a#key-1",
        f"{COLLEGE_DID}/a#key-1",
        "did:web#key-1",
    ],
)
def test_a_key_is_named_by_a_did_with_a_fragment(name: object) -> None:
    with pytest.raises(KeyNotFoundError):
        verification_key(name, relationship="assertionMethod", resolve=resolving(COLLEGE))


def test_a_key_named_by_a_web_address_could_not_be_checked() -> None:
    with pytest.raises(UnresolvableError):
        verification_key("https://a.example#key-1", relationship="assertionMethod", resolve=resolving())


def test_a_key_for_one_purpose_is_not_found_for_another() -> None:
    document = {**did_document(COLLEGE_DID, [COLLEGE]), "authentication": []}
    with pytest.raises(KeyNotFoundError, match="authentication"):
        verification_key(COLLEGE.id, relationship="authentication", resolve=lambda _: document)


def test_a_key_may_stand_in_the_relationship_itself_or_as_a_jwk() -> None:
    method = {
        "id": COLLEGE.id,
        "type": "JsonWebKey",
        "controller": COLLEGE_DID,
        "publicKeyJwk": COLLEGE.public_jwk(),
    }
    for document in (
        {"id": COLLEGE_DID, "assertionMethod": [method]},
        {"id": COLLEGE_DID, "assertionMethod": COLLEGE.id, "verificationMethod": method},
    ):
        found = verification_key(
            COLLEGE.id, relationship="assertionMethod", resolve=lambda _, document=document: document
        )
        assert found == (COLLEGE_DID, COLLEGE.public_key)


def test_two_keys_of_one_name_are_refused() -> None:
    document = did_document(COLLEGE_DID, [COLLEGE, a_key("other", COLLEGE_DID)])
    with pytest.raises(KeyNotFoundError, match="2 keys"):
        verification_key(COLLEGE.id, relationship="assertionMethod", resolve=lambda _: document)


@pytest.mark.parametrize("members", [{"assertionMethod": 7}, {"verificationMethod": [None, 7]}, {"id": None}])
def test_a_document_that_makes_no_sense_is_refused(members: dict[str, Any]) -> None:
    document = {**did_document(COLLEGE_DID, [COLLEGE]), **members}
    with pytest.raises(KeyNotFoundError):
        verification_key(COLLEGE.id, relationship="assertionMethod", resolve=lambda _: document)


def test_the_resolver_reads_documents_strictly() -> None:
    good = json.dumps(did_document(COLLEGE_DID, [COLLEGE])).encode()
    assert make_resolver({did_web_url(COLLEGE_DID): good}.__getitem__)(COLLEGE_DID)["id"] == COLLEGE_DID
    with pytest.raises(UnresolvableError, match="readable"):
        make_resolver(lambda _: b"<html>")(COLLEGE_DID)
    with pytest.raises(UnresolvableError, match="did:web or did:key"):
        make_resolver(lambda _: good)("did:example:1")
