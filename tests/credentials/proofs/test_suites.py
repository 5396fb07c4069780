"""All proofs of a document: https://www.w3.org/TR/vc-data-integrity/#verify-proof-sets-and-chains."""

from __future__ import annotations

import contextlib
import copy
from collections.abc import Callable
from typing import Any

import pytest
from base58 import b58encode
from hypothesis import given
from hypothesis import strategies as st

from credentials.errors import (
    CredentialError,
    InvalidProofError,
    KeyNotFoundError,
    MalformedDocumentError,
    MissingProofError,
    PresentationError,
    ProofPurposeError,
    UnresolvableError,
    UnsupportedProofError,
)
from credentials.presenting import open_presentation
from credentials.proofs.eddsa_jcs_2022 import hash_data as hash_json
from credentials.proofs.eddsa_rdfc_2022 import add_proof, hash_data
from credentials.proofs.keys import SigningKey
from credentials.proofs.suites import SUITES, CheckedProofs, verify_proof, verify_proofs
from credentials.standards.vc import JSON
from tests.making import ANA, BEN, COLLEGE, COLLEGE_DID, EMPLOYER, NOW, a_badge, an_unsigned_badge, resolving


def test_every_kind_that_is_covered_is_known() -> None:
    assert {f"{kind} {suite}" for kind, suite in SUITES} >= {
        "DataIntegrityProof eddsa-rdfc-2022",
        "DataIntegrityProof eddsa-jcs-2022",
        "DataIntegrityProof eddsa-2022",
        "DataIntegrityProof ecdsa-rdfc-2019",
        "DataIntegrityProof ecdsa-sd-2023",
        "Ed25519Signature2020 None",
    }


Sign = Callable[..., Any]


def by(key: SigningKey, **options: Any) -> Sign:
    """Make a proof of the suite eddsa-rdfc-2022, or of the kind that the options say."""
    usual: JSON = {
        "type": "DataIntegrityProof",
        "cryptosuite": "eddsa-rdfc-2022",
        "created": "2026-05-07T09:41:00Z",
        "verificationMethod": key.id,
        "proofPurpose": "assertionMethod",
    }
    stated = {name: value for name, value in {**usual, **options}.items() if value is not None}

    def sign(document: JSON) -> JSON:
        hashing = hash_json if stated.get("cryptosuite") == "eddsa-jcs-2022" else hash_data
        value = "z" + b58encode(key.sign(hashing(document, stated))).decode()
        return {**stated, "proofValue": value}

    return sign


def with_member(sign: Sign, member: str, value: object) -> Sign:
    """Make a proof to which something is done after signing."""
    return lambda document: {**sign(document), member: value}


def broken(sign: Sign) -> Sign:
    """Make a proof of something else."""
    return lambda document: sign({**document, "name": "Another"})


def foreign(**changes: Any) -> Sign:
    """Make a proof of a kind that nobody here can check."""
    return lambda document: {**by(COLLEGE)(document), "cryptosuite": "bbs-2023", **changes}


def with_proofs(*signs: Sign, **changes: Any) -> JSON:
    """Make a badge of the college with these proofs."""
    unsigned = an_unsigned_badge(**changes)
    return {**unsigned, "proof": [sign(unsigned) for sign in signs]}


def checked(document: JSON, purpose: Any = "assertionMethod", **expected: Any) -> CheckedProofs:
    """Check all proofs where only the college and the employer publish keys."""
    return verify_proofs(document, resolve=resolving(COLLEGE, EMPLOYER), purpose=purpose, **expected)


def test_one_proof_in_an_array_or_alone_is_reported_with_its_suite_and_time() -> None:
    badge = a_badge()
    alone = {**badge, "proof": badge["proof"][0]}
    (proof,) = checked(badge).verified
    assert checked(alone).verified == (proof,)
    assert (proof.place, proof.suite, proof.controller) == (0, "eddsa-rdfc-2022", COLLEGE_DID)
    assert (proof.verification_method, str(proof.created)) == (COLLEGE.id, "2026-05-07 09:41:00+00:00")
    assert proof.expires is None


NOBODY = SigningKey(bytes(32), "did:web:nobody.example", "did:web:nobody.example#key-1")
JCS = {"cryptosuite": "eddsa-jcs-2022"}
OLD: dict[str, Any] = {"type": "Ed25519Signature2020", "cryptosuite": None}

# The proofs, which of them hold, which are left open, and who is told to have made them.
HOLD: dict[str, tuple[tuple[Sign, ...], list[int], list[int], str]] = {
    "two of one key": ((by(COLLEGE), by(COLLEGE)), [0, 1], [], COLLEGE_DID),
    "three kinds": ((by(COLLEGE), by(COLLEGE, **JCS), by(COLLEGE, **OLD)), [0, 1, 2], [], COLLEGE_DID),
    "the issuer's second": ((by(EMPLOYER), by(COLLEGE)), [0, 1], [], COLLEGE_DID),
    "only others'": ((by(EMPLOYER), by(ANA)), [0, 1], [], EMPLOYER.controller),
    "one of an unknown kind before": ((foreign(), by(COLLEGE)), [1], [0], COLLEGE_DID),
    "one of an unknown type": ((by(COLLEGE), foreign(type="Later2030")), [0], [1], COLLEGE_DID),
    "one whose key cannot be fetched": ((by(COLLEGE), by(NOBODY)), [0], [1], COLLEGE_DID),
    "one for another purpose": (
        (by(EMPLOYER, proofPurpose="authentication"), by(COLLEGE)),
        [1],
        [0],
        COLLEGE_DID,
    ),
    "one for an unknown purpose": (
        (by(COLLEGE, proofPurpose="keyAgreement"), by(COLLEGE)),
        [1],
        [0],
        COLLEGE_DID,
    ),
}


@pytest.mark.parametrize(("signs", "verified", "left", "maker"), HOLD.values(), ids=HOLD.keys())
def test_proofs_hold(signs: tuple[Sign, ...], verified: list[int], left: list[int], maker: str) -> None:
    document = with_proofs(*signs)
    found = checked(document)
    assert [proof.place for proof in found.verified] == verified
    assert [proof.place for proof in found.open] == left
    assert verify_proof(document, resolve=resolving(COLLEGE, EMPLOYER), purpose="assertionMethod") == maker


CHAIN = by(COLLEGE, previousProof="urn:uuid:1")
FAIL: dict[str, tuple[tuple[Sign, ...], type[CredentialError]]] = {
    "no proof": ((), MissingProofError),
    "one that is broken": ((broken(by(COLLEGE)),), InvalidProofError),
    "a broken one before a sound one": ((broken(by(COLLEGE)), by(COLLEGE)), InvalidProofError),
    "a broken one after a sound one": ((by(COLLEGE), broken(by(EMPLOYER))), InvalidProofError),
    "a broken one of another kind": ((by(COLLEGE), broken(by(COLLEGE, **JCS))), InvalidProofError),
    "a broken one for another purpose": (
        (by(COLLEGE), broken(by(COLLEGE, proofPurpose="authentication"))),
        InvalidProofError,
    ),
    "a key that its owner does not publish": (
        (by(COLLEGE), by(SigningKey(bytes(32), COLLEGE_DID, f"{COLLEGE_DID}#key-9"))),
        KeyNotFoundError,
    ),
    "only one of an unknown kind": ((foreign(),), UnsupportedProofError),
    "only unknown kinds": ((foreign(), foreign(cryptosuite=7)), UnsupportedProofError),
    "only one whose key cannot be fetched": ((by(NOBODY),), UnresolvableError),
    "only another purpose": ((by(COLLEGE, proofPurpose="authentication"),), ProofPurposeError),
    "only other purposes": (
        (by(COLLEGE, proofPurpose="authentication"), by(COLLEGE, proofPurpose="keyAgreement")),
        ProofPurposeError,
    ),
    "another purpose and an unknown kind": (
        (by(COLLEGE, proofPurpose="authentication"), foreign()),
        UnsupportedProofError,
    ),
    "a chain": ((by(COLLEGE), CHAIN), UnsupportedProofError),
    "only the later part of a chain": ((CHAIN,), UnsupportedProofError),
    "an old type with a suite": (
        (with_member(by(COLLEGE, **OLD), "cryptosuite", "x"),),
        UnsupportedProofError,
    ),
    "contexts of its own": ((by(COLLEGE, **{"@context": ["x"]}),), UnsupportedProofError),
    "a time that is none": (
        (lambda document: {**by(COLLEGE)(document), "created": 7},),
        MalformedDocumentError,
    ),
    "too many": ((by(COLLEGE),) * 9, UnsupportedProofError),
    "something that is no proof": ((by(COLLEGE), lambda document: "z1"), UnsupportedProofError),
}


@pytest.mark.parametrize(("signs", "error"), FAIL.values(), ids=FAIL.keys())
def test_proofs_fail(signs: tuple[Sign, ...], error: type[CredentialError]) -> None:
    with pytest.raises(error) as raised:
        checked(with_proofs(*signs))
    assert type(raised.value) is error


def test_nobody_elses_proof_stands_for_the_issuers_that_could_not_be_checked() -> None:
    document = with_proofs(by(EMPLOYER), by(COLLEGE))
    with pytest.raises(UnresolvableError):
        verify_proof(document, resolve=resolving(EMPLOYER), purpose="assertionMethod")


def test_a_proof_that_ends_says_when() -> None:
    document = with_proofs(by(COLLEGE, expires="2030-01-01T00:00:00Z"))
    assert str(checked(document).verified[0].expires) == "2030-01-01 00:00:00+00:00"


def an_answer(*challenges: str) -> JSON:
    """Make a presentation with a proof for each challenge."""
    unsigned = {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "type": ["VerifiablePresentation"],
        "holder": ANA.controller,
    }
    proofs = [
        add_proof(
            unsigned, key=ANA, created=NOW, purpose="authentication", challenge=challenge, domain="here"
        )["proof"][0]
        for challenge in challenges
    ]
    return {**unsigned, "proof": proofs}


def test_every_proof_of_an_answer_is_for_the_question() -> None:
    expected = {"expected_challenge": "n-1", "expected_domain": "here"}
    assert checked(an_answer("n-1"), "authentication", **expected).verified[0].controller == ANA.controller
    for answer in (an_answer("n-2"), an_answer("n-1", "n-2")):
        with pytest.raises(InvalidProofError, match="challenge"):
            checked(answer, "authentication", **expected)


@pytest.mark.parametrize("kind", [{}, JCS, OLD], ids=["eddsa-rdfc-2022", "eddsa-jcs-2022", "of 2020"])
def test_a_wallet_that_signs_in_another_way_is_understood(kind: dict[str, Any]) -> None:
    presentation = {
        "@context": [
            "https://www.w3.org/ns/credentials/v2",
            "https://w3id.org/security/suites/ed25519-2020/v1",
        ],
        "type": ["VerifiablePresentation"],
        "holder": ANA.controller,
        "verifiableCredential": [a_badge()],
    }
    asked = {"proofPurpose": "authentication", "challenge": "n-1", "domain": "here"}
    proof = by(ANA, **asked, **kind)(presentation)
    for challenge, outcome in (("n-1", contextlib.nullcontext()), ("n-2", pytest.raises(PresentationError))):
        with outcome:
            holder, badge = open_presentation(
                {**presentation, "proof": proof},
                expected_challenge=challenge,
                expected_domain="here",
                resolve=resolving(),
            )
            assert (holder, badge) == (ANA.controller, a_badge())


BADGE = with_proofs(by(COLLEGE), by(COLLEGE, **JCS), by(COLLEGE, **OLD))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12) | st.just(COLLEGE.id),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


@given(VALUES)
def test_no_proof_makes_it_raise_anything_else(value: Any) -> None:
    with contextlib.suppress(CredentialError):
        checked({**an_unsigned_badge(), "proof": value})
    with contextlib.suppress(CredentialError):
        checked(value if isinstance(value, dict) else {"proof": value})


@given(st.sampled_from([0, 1, 2]), st.sampled_from([*BADGE["proof"][0], "@context", "id"]), VALUES)
def test_no_member_of_a_proof_makes_it_raise_anything_else(place: int, member: str, value: Any) -> None:
    document = copy.deepcopy(BADGE)
    document["proof"][place][member] = value
    with contextlib.suppress(CredentialError):
        checked(document)


def test_a_key_that_is_a_did_needs_nobody_to_publish_it() -> None:
    document = with_proofs(by(BEN), issuer={"id": BEN.controller, "type": ["Profile"]})
    assert verify_proof(document, resolve=resolving(), purpose="assertionMethod") == BEN.controller
