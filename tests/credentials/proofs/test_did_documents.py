"""The documents that publish keys: https://www.w3.org/TR/cid-1.0/, did:key and did:jwk."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from credentials.errors import InvalidProofError, KeyNotFoundError
from credentials.proofs.base64url import encode_base64url
from credentials.proofs.dids import (
    PublishedKey,
    did_document,
    did_jwk_document,
    did_key_document,
    verification_key,
)
from credentials.proofs.eddsa_rdfc_2022 import add_proof, verify_proof
from credentials.proofs.keys import P256Key, SigningKey
from credentials.proofs.public_keys import PublicKey
from credentials.standards.vc import JSON
from tests.making import ANA, COLLEGE, COLLEGE_DID, EMPLOYER, NOW, a_badge, a_key, an_unsigned_badge

PIA = P256Key.for_holder(bytes(31) + b"\1")
NEXT = SigningKey(EMPLOYER.seed, COLLEGE_DID, f"{COLLEGE_DID}#key-2")
A_P256_KEY = P256Key(bytes(31) + b"\2", COLLEGE_DID, f"{COLLEGE_DID}#key-3")


def test_a_document_lists_every_key_for_both_purposes_by_full_name() -> None:
    keys = [COLLEGE, NEXT, A_P256_KEY]
    document = did_document(COLLEGE_DID, keys)
    assert document["id"] == COLLEGE_DID
    assert document["assertionMethod"] == document["authentication"] == [key.id for key in keys]
    assert {method["type"] for method in document["verificationMethod"]} == {"Multikey"}
    for key in keys:
        found = verification_key(key.id, relationship="assertionMethod", resolve=lambda _: document)
        assert found == (COLLEGE_DID, PublicKey.of_jwk(key.public_jwk()))


def test_a_key_may_be_published_as_a_jwk() -> None:
    document = did_document(COLLEGE_DID, [COLLEGE, A_P256_KEY], as_jwk=[A_P256_KEY.id])
    assert document["@context"][-1] == "https://w3id.org/security/jwk/v1"
    assert [method["type"] for method in document["verificationMethod"]] == ["Multikey", "JsonWebKey"]
    assert "d" not in document["verificationMethod"][1]["publicKeyJwk"]
    found = verification_key(A_P256_KEY.id, relationship="assertionMethod", resolve=lambda _: document)
    assert found == (COLLEGE_DID, A_P256_KEY.public_key)


@pytest.mark.parametrize(
    ("keys", "match"), [([EMPLOYER], EMPLOYER.id), ([COLLEGE, a_key("other", COLLEGE_DID)], "one name each")]
)
def test_what_would_mislead_is_not_published(keys: list[SigningKey], match: str) -> None:
    with pytest.raises(ValueError, match=match):
        did_document(COLLEGE_DID, keys)


def verified(badge: JSON, document: JSON) -> str:
    """Check a badge against one state of its issuer's document."""
    return verify_proof(badge, resolve=lambda _: document)


def test_a_planned_rotation_keeps_old_badges_and_takes_new_ones() -> None:
    old = a_badge()
    new = add_proof(an_unsigned_badge(), key=NEXT, created=NOW)
    before, after = (
        did_document(COLLEGE_DID, [COLLEGE]),
        did_document(COLLEGE_DID, [NEXT], retired=[COLLEGE]),
    )
    assert verified(old, before) == verified(old, after) == verified(new, after) == COLLEGE_DID
    with pytest.raises(KeyNotFoundError):
        verified(new, before)


def test_a_retired_key_proves_nobody_present() -> None:
    document = did_document(COLLEGE_DID, [NEXT], retired=[COLLEGE])
    with pytest.raises(KeyNotFoundError, match="authentication"):
        verification_key(COLLEGE.id, relationship="authentication", resolve=lambda _: document)


def test_a_retired_key_is_published_without_its_secret() -> None:
    public = PublishedKey(COLLEGE_DID, COLLEGE.id, PublicKey("Ed25519", COLLEGE.public_key))
    with_secret, without = (did_document(COLLEGE_DID, [NEXT], retired=[key]) for key in (COLLEGE, public))
    assert with_secret == without
    assert verified(a_badge(), without) == COLLEGE_DID


def test_a_stolen_key_that_was_taken_out_fails() -> None:
    with pytest.raises(KeyNotFoundError):
        verified(a_badge(), did_document(COLLEGE_DID, [NEXT]))


def test_a_stolen_key_that_is_still_described_fails() -> None:
    document = did_document(COLLEGE_DID, [NEXT], retired=[COLLEGE])
    document["assertionMethod"].remove(COLLEGE.id)
    with pytest.raises(KeyNotFoundError, match="assertionMethod"):
        verified(a_badge(), document)


def test_another_key_under_the_same_name_fails() -> None:
    document = did_document(COLLEGE_DID, [a_key("other", COLLEGE_DID)])
    with pytest.raises(InvalidProofError):
        verified(a_badge(), document)


@pytest.mark.parametrize("member", ["revoked", "expires"])
def test_a_key_with_an_end_verifies_what_was_signed_before_it(member: str) -> None:
    badge = a_badge()
    signed = NOW - timedelta(days=200)
    document = did_document(COLLEGE_DID, [COLLEGE])
    document["verificationMethod"][0][member] = f"{signed + timedelta(seconds=1):%Y-%m-%dT%H:%M:%SZ}"
    assert verified(badge, document) == COLLEGE_DID
    document["verificationMethod"][0][member] = f"{signed:%Y-%m-%dT%H:%M:%SZ}"
    with pytest.raises(KeyNotFoundError, match=member):
        verified(badge, document)


@pytest.mark.parametrize("holder", [ANA, PIA])
def test_the_name_of_a_did_key_repeats_the_key(holder: SigningKey | P256Key) -> None:
    document = did_key_document(holder.controller)
    assert document["authentication"] == [f"{holder.controller}#{holder.public_multibase}"] == [holder.id]
    assert document["verificationMethod"][0]["publicKeyMultibase"] == holder.public_multibase


@pytest.mark.parametrize(
    "did",
    [
        "did:key:",
        "did:key:z6Mk0",
        "did:key:zQ3shokFTS3brHcDQrn82RUDfCZESWL1ZdCEJwekUDPQiYBme",
        "did:key:z82Lm1MpAkeJcix9K8TMiLd5NMAhnwkjjCBeWHXyu3U4oT2MVJJKXkcVBgjGhnLBn2Kaau9",
        "did:key:u7QFL3q_eLqi-763YxpCLXHQM9R9U1S0XsgtzN8oEzFpb",
    ],
)
def test_a_did_key_of_another_kind_is_refused(did: str) -> None:
    with pytest.raises(KeyNotFoundError):
        did_key_document(did)


def a_did_jwk(jwk: object) -> str:
    """Name a did:jwk by its key."""
    return f"did:jwk:{encode_base64url(json.dumps(jwk).encode())}"


def test_the_published_did_jwk_comes_out() -> None:
    """The example of the method's specification."""
    did = (
        "did:jwk:eyJjcnYiOiJQLTI1NiIsImt0eSI6IkVDIiwieCI6ImFjYklRaXVNczNpOF91c3pFakoydHBUdFJNNEVVM3l6OTFQSDZDZEgy"
        "VjAiLCJ5IjoiX0tjeUxqOXZXTXB0bm1LdG00NkdxRHo4d2Y3NEk1TEtncmwyR3pIM25TRSJ9"
    )
    document = did_jwk_document(did)
    assert document["assertionMethod"] == document["authentication"] == [f"{did}#0"]
    assert document["verificationMethod"][0]["publicKeyJwk"] == {
        "kty": "EC",
        "crv": "P-256",
        "x": "acbIQiuMs3i8_uszEjJ2tpTtRM4EU3yz91PH6CdH2V0",
        "y": "_KcyLj9vWMptnmKtm46GqDz8wf74I5LKgrl2GzH3nSE",
    }


def test_a_did_jwk_for_encryption_signs_nothing() -> None:
    document = did_jwk_document(a_did_jwk({**PIA.public_jwk(), "use": "enc"}))
    assert document["assertionMethod"] == document["authentication"] == []


@pytest.mark.parametrize(
    "did",
    [
        "did:jwk:",
        "did:jwk:e30=",
        "did:jwk:e30",
        a_did_jwk([]),
        a_did_jwk({"kty": "oct", "k": "AA"}),
        a_did_jwk({**PIA.public_jwk(), "d": "AA"}),
        a_did_jwk({"kty": "EC", "crv": "secp256k1", "x": "AA", "y": "AA"}),
        a_did_jwk({**PIA.public_jwk(), "y": PIA.public_jwk()["x"]}),
    ],
)
def test_a_did_jwk_is_refused(did: str) -> None:
    with pytest.raises(KeyNotFoundError):
        did_jwk_document(did)
