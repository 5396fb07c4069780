"""did:web and the resolver: https://w3c-ccg.github.io/did-method-web/."""

from __future__ import annotations

import json

import pytest

from credentials.errors import KeyNotFoundError, UnresolvableError
from credentials.proofs.base64url import encode_base64url
from credentials.proofs.dids import did_document, did_web, did_web_url, make_resolver
from credentials.proofs.keys import P256Key
from tests.making import ANA, COLLEGE, COLLEGE_DID

LOCAL = "http://localhost:8001"
PIA = P256Key.for_holder(bytes(31) + b"\1")
PIA_AS_JWK = encode_base64url(json.dumps(PIA.public_jwk()).encode())


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


@pytest.mark.parametrize("did", [ANA.controller, PIA.controller, f"did:jwk:{PIA_AS_JWK}"])
def test_a_did_that_is_a_key_is_computed_and_never_fetched(did: str) -> None:
    def fetch(url: str) -> bytes:
        raise AssertionError(f"fetched {url}")

    assert make_resolver(fetch)(did)["id"] == did


def test_the_resolver_reads_documents_strictly() -> None:
    good = json.dumps(did_document(COLLEGE_DID, [COLLEGE])).encode()
    assert make_resolver({did_web_url(COLLEGE_DID): good}.__getitem__)(COLLEGE_DID)["id"] == COLLEGE_DID
    with pytest.raises(UnresolvableError, match="readable"):
        make_resolver(lambda _: b"<html>")(COLLEGE_DID)


def test_a_controller_document_at_an_address_is_fetched_from_there() -> None:
    address = "https://college.example/issuers/1"
    page = json.dumps({"id": address}).encode()
    assert make_resolver({address: page}.__getitem__)(address) == {"id": address}


@pytest.mark.parametrize(
    "did", ["did:example:1", "http://college.example/1", "https:college.example", "ftp://a.example", ""]
)
def test_what_cannot_be_resolved_could_not_be_checked(did: str) -> None:
    with pytest.raises(UnresolvableError, match="https address"):
        make_resolver(lambda _: b"{}")(did)
