"""Parts of credentials that somebody changed after they were derived."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest

from credentials.errors import (
    ContextError,
    CredentialError,
    InvalidProofError,
    KeyNotFoundError,
    ProofPurposeError,
    UnresolvableError,
    UnsignedTermsError,
    UnsupportedProofError,
    WithheldError,
)
from credentials.proofs.ecdsa_sd_2023 import derive, verify
from credentials.proofs.keys import P256Key
from credentials.standards.vc import JSON
from tests.credentials.selective_cases import (
    EVIDENCE,
    KEY,
    RESULT,
    a_base,
    a_part,
    proof_of,
    publishing,
)
from tests.making import ANA, COLLEGE_DID, resolving

PART = a_part(RESULT, EVIDENCE)
STRANGER = P256Key(bytes(31) + b"\x01", COLLEGE_DID, KEY.id)


def check(part: JSON) -> str:
    """Check the one proof of a part."""
    return verify(part, proof_of(part), resolve=publishing(KEY))


def changed(change: Callable[[JSON], object]) -> JSON:
    """Change what the part says."""
    part = copy.deepcopy(PART)
    change(part)
    return part


DOCUMENTS: dict[str, tuple[Callable[[JSON], object], type[CredentialError]]] = {
    "another value of a result": (
        lambda part: part["credentialSubject"]["result"][0].update(value="Mastery"),
        InvalidProofError,
    ),
    "another name": (lambda part: part.update(name="Another"), InvalidProofError),
    "another subject": (lambda part: part["credentialSubject"].update(id="did:key:z1"), InvalidProofError),
    "another issuer": (lambda part: part["issuer"].update(id="did:web:other.example"), InvalidProofError),
    "no result": (lambda part: part["credentialSubject"].pop("result"), InvalidProofError),
    "no result's value": (
        lambda part: part["credentialSubject"]["result"][0].pop("value"),
        InvalidProofError,
    ),
    "no end": (lambda part: part.pop("validUntil"), InvalidProofError),
    "no status": (lambda part: part.pop("credentialStatus"), InvalidProofError),
    "a later end": (lambda part: part.update(validUntil="9999-12-31T23:59:58Z"), InvalidProofError),
    "another place in the status list": (
        lambda part: part["credentialStatus"].update(statusListIndex="1"),
        InvalidProofError,
    ),
    "the result at another place": (
        lambda part: part["credentialSubject"].update(
            result=[], source=part["credentialSubject"]["result"][0]
        ),
        CredentialError,
    ),
    "the result twice": (
        lambda part: part["credentialSubject"]["result"].append(part["credentialSubject"]["result"][0]),
        InvalidProofError,
    ),
    "a result taken apart": (
        lambda part: part["credentialSubject"].update(
            result=[
                {"type": ["Result"], "value": "Proficient"},
                {
                    "type": ["Result"],
                    "resultDescription": part["credentialSubject"]["result"][0]["resultDescription"],
                    "achievedLevel": part["credentialSubject"]["result"][0]["achievedLevel"],
                },
            ]
        ),
        InvalidProofError,
    ),
    "an ordered list cut short": (
        lambda part: part["credentialSubject"]["achievement"]["resultDescription"][0]["allowedValue"].pop(),
        InvalidProofError,
    ),
    "a member more": (lambda part: part.update(description="More"), InvalidProofError),
    "a member of no context": (lambda part: part.update(grade="A"), UnsignedTermsError),
    "a context of its own": (lambda part: part["@context"].append({"grade": "urn:grade"}), ContextError),
    "no context": (lambda part: part.pop("@context"), ContextError),
    "a number for a text": (lambda part: part.update(name=7), InvalidProofError),
    "a null": (lambda part: part.update(name=None), UnsignedTermsError),
}


@pytest.mark.parametrize(("change", "error"), DOCUMENTS.values(), ids=DOCUMENTS.keys())
def test_a_part_is_refused_with(change: Callable[[JSON], object], error: type[CredentialError]) -> None:
    with pytest.raises(error) as refused:
        check(changed(change))
    assert not isinstance(refused.value, UnsupportedProofError)


OPTIONS: dict[str, tuple[JSON, type[CredentialError]]] = {
    "another suite": ({"cryptosuite": "ecdsa-rdfc-2019"}, UnsupportedProofError),
    "another type": ({"type": "Ed25519Signature2020"}, UnsupportedProofError),
    "contexts of its own": ({"@context": "https://www.w3.org/ns/credentials/v2"}, UnsupportedProofError),
    "another purpose": ({"proofPurpose": "authentication"}, ProofPurposeError),
    "another time": ({"created": "2026-11-24T09:41:00Z"}, InvalidProofError),
    "a challenge": ({"challenge": "1"}, InvalidProofError),
    "an unknown member": ({"grade": "A"}, UnsignedTermsError),
    "another key": ({"verificationMethod": f"{COLLEGE_DID}#key-9"}, KeyNotFoundError),
    "no key": ({"verificationMethod": None}, CredentialError),
    "a number as value": ({"proofValue": 7}, InvalidProofError),
    "a list as value": ({"proofValue": ["u2V0B"]}, InvalidProofError),
    "an endless value": ({"proofValue": "u" + "A" * 10**6}, CredentialError),
}


@pytest.mark.parametrize(("changes", "error"), OPTIONS.values(), ids=OPTIONS.keys())
def test_a_proof_is_refused_with(changes: JSON, error: type[CredentialError]) -> None:
    with pytest.raises(error):
        check({**PART, "proof": [{**proof_of(PART), **changes}]})


def test_a_part_signed_by_a_stranger_under_the_name_of_the_college_is_refused() -> None:
    base = a_base(key=STRANGER)
    with pytest.raises(InvalidProofError):
        check(derive(base, proof_of(base), pointers=[]))


def test_a_key_of_another_curve_is_refused() -> None:
    part = {**PART, "proof": [{**proof_of(PART), "verificationMethod": ANA.id}]}
    with pytest.raises(KeyNotFoundError, match="Ed25519"):
        verify(part, proof_of(part), resolve=resolving())


def test_an_issuer_that_does_not_answer_is_not_called_false() -> None:
    with pytest.raises(UnresolvableError):
        verify(PART, proof_of(PART), resolve=resolving())


def test_members_that_the_holder_could_leave_out_do_not_count() -> None:
    pointers = ["/issuer", "/validFrom", "/credentialSubject/type"]
    base = a_base(mandatory_pointers=pointers)
    shown = derive(base, proof_of(base), pointers=["/validUntil", "/credentialStatus"])
    with pytest.raises(WithheldError, match="validUntil"):
        check(shown)
    base = a_base(mandatory_pointers=[*pointers, "/validUntil", "/credentialStatus/statusPurpose"])
    shown = derive(base, proof_of(base), pointers=["/credentialStatus"])
    with pytest.raises(WithheldError, match="credentialStatus"):
        check(shown)


def test_every_change_of_a_leaf_is_noticed() -> None:
    count = 0
    pending: list[tuple[Any, Any]] = [(PART, step) for step in PART if step != "proof"]
    text = json.dumps({name: value for name, value in PART.items() if name != "proof"})
    while pending:
        node, step = pending.pop()
        if isinstance(value := node[step], dict | list):
            steps = value if isinstance(value, dict) else range(len(value))
            pending += [(value, below) for below in steps]
            continue
        node[step] = value + "x" if isinstance(value, str) else value + 1
        with pytest.raises(CredentialError):
            check(PART)
        node[step], count = value, count + 1
    assert count > 40
    assert text == json.dumps({name: value for name, value in PART.items() if name != "proof"})
