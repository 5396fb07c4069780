"""Proofs of the suite ecdsa-sd-2023: https://www.w3.org/TR/vc-di-ecdsa/#ecdsa-sd-2023."""

from __future__ import annotations

import copy
import json
from datetime import UTC, datetime

import pytest

from credentials.errors import InvalidProofError, MalformedDocumentError, UnsignedTermsError, WithheldError
from credentials.proofs.ecdsa_sd_2023 import add_base_proof, derive, verify, verify_base
from credentials.proofs.selective.lifecycle import LIFECYCLE
from credentials.proofs.selective.pointers import select
from credentials.proofs.selective.proof_values import BaseProof, DerivedProof
from credentials.proofs.suites import verify_proof
from credentials.standards.vc import JSON
from tests.credentials.proofs.published import allow_contexts, published_key, vector
from tests.credentials.selective_cases import (
    EVIDENCE,
    KEY,
    RESULT,
    a_base,
    a_part,
    an_unsigned_record,
    proof_of,
    publishing,
)
from tests.making import COLLEGE_DID, NOW, resolving

RESOLVE = publishing(KEY)
ALLOWED = "/credentialSubject/achievement/resultDescription/0/allowedValue"


def check(part: JSON) -> str:
    """Check the one proof of a part."""
    return verify(part, proof_of(part), resolve=RESOLVE)


def test_the_published_proof_values_come_out(monkeypatch: pytest.MonkeyPatch) -> None:
    published = vector("ecdsa_sd_2023/windsurf-ok.json")
    allow_contexts(monkeypatch)
    base = add_base_proof(
        published["document"],
        key=published_key(published["secretKeyMultibase"]),
        created=datetime.fromisoformat(published["created"]).astimezone(UTC),
        mandatory_pointers=published["mandatoryPointers"],
        proof_key=published_key(published["proofSecretKeyMultibase"]),
        hmac_key=bytes.fromhex(published["hmacKey"]),
    )
    assert proof_of(base)["proofValue"] == published["baseProofValue"]
    assert verify_base(base, proof_of(base), resolve=resolving()) == proof_of(base)["verificationMethod"][:57]
    part = derive(base, proof_of(base), pointers=published["selectivePointers"])
    assert proof_of(part)["proofValue"] == published["derivedProofValue"]
    assert verify(part, proof_of(part), resolve=resolving(), may_withhold=LIFECYCLE)
    part["credentialSubject"]["boards"][1]["year"] = 2020
    with pytest.raises(InvalidProofError):
        verify(part, proof_of(part), resolve=resolving(), may_withhold=LIFECYCLE)


PARTS = {
    "nothing but what must be shown": [],
    "a result": [RESULT],
    "evidence": [EVIDENCE],
    "part of the evidence": ["/evidence/0/name"],
    "an ordered list": [ALLOWED],
    "a description with an ordered list": ["/credentialSubject/achievement/resultDescription"],
    "one level of a rubric": ["/credentialSubject/achievement/resultDescription/0/rubricCriterionLevel/1"],
    "a keyword": ["/credentialSubject/achievement/tag/1"],
    "everything": [""],
}


@pytest.mark.parametrize("pointers", PARTS.values(), ids=PARTS.keys())
def test_a_part_is_proven_by_itself(pointers: list[str]) -> None:
    base = a_base()
    part = derive(base, proof_of(base), pointers=pointers)
    assert check(part) == COLLEGE_DID
    unsecured = {name: value for name, value in part.items() if name != "proof"}
    mandatory = BaseProof.read(proof_of(base)["proofValue"]).mandatory_pointers
    assert unsecured == select(an_unsigned_record(), [*mandatory, *pointers])


def test_each_place_of_a_document_can_be_shown_alone() -> None:
    base, found = a_base(), set()
    pending = [("", an_unsigned_record())]
    while pending:
        here, value = pending.pop()
        children = value.items() if isinstance(value, dict) else enumerate(value)
        for step, child in children:
            pointer = f"{here}/{step}"
            if isinstance(child, dict) or (isinstance(child, list) and pointer != ALLOWED):
                pending.append((pointer, child))
            part = derive(base, proof_of(base), pointers=[pointer])
            assert check(part) == COLLEGE_DID, pointer
            found.add(pointer)
    assert len(found) > 80


def test_a_part_of_an_ordered_list_is_not_shown() -> None:
    base = a_base()
    for place in range(3):
        with pytest.raises(UnsignedTermsError, match="ordered list"):
            derive(base, proof_of(base), pointers=[f"{ALLOWED}/{place}"])


def test_the_order_of_a_list_is_signed() -> None:
    part = a_part(RESULT)
    part["credentialSubject"]["achievement"]["resultDescription"][0]["allowedValue"].reverse()
    with pytest.raises(InvalidProofError):
        check(part)


def test_equal_lists_and_things_are_told_apart() -> None:
    unsigned = an_unsigned_record()
    described = unsigned["credentialSubject"]["achievement"]["resultDescription"]
    described.append({**copy.deepcopy(described[0]), "id": f"{described[0]['id']}-again"})
    del described[1]["rubricCriterionLevel"]
    unsigned["evidence"] *= 3
    for show in ([], ["/evidence/1"], ["/evidence"], [f"{ALLOWED[:-14]}1/allowedValue", "/evidence/2"]):
        base = a_base(unsigned)
        assert check(derive(base, proof_of(base), pointers=show)) == COLLEGE_DID


def test_a_document_without_an_id_can_be_shown_in_part() -> None:
    unsigned = an_unsigned_record()
    del unsigned["id"]
    base = a_base(unsigned)
    assert check(derive(base, proof_of(base), pointers=[RESULT])) == COLLEGE_DID


def test_a_document_that_looks_like_n_quads_inside_is_left_as_it_is() -> None:
    text = '_:c14n0 <urn:bnid:1> "\\u0041\\n" .\n_:c14n1 \\t "x"@en <urn:bnid:0> .'
    unsigned = an_unsigned_record(description=text)
    base = a_base(unsigned)
    part = derive(base, proof_of(base), pointers=["/description"])
    assert part["description"] == text
    assert check(part) == COLLEGE_DID


def test_a_base_proof_is_for_the_holder_alone() -> None:
    base = a_base()
    assert verify_base(base, proof_of(base), resolve=RESOLVE) == COLLEGE_DID
    with pytest.raises(InvalidProofError, match="expected a derived proof"):
        check(base)
    part = a_part()
    with pytest.raises(InvalidProofError, match="expected a base proof"):
        verify_base(part, proof_of(part), resolve=RESOLVE)
    with pytest.raises(InvalidProofError, match="expected a base proof"):
        derive(part, proof_of(part), pointers=[])


def test_a_part_says_nothing_of_what_is_left_out() -> None:
    base = a_base()
    part = a_part(EVIDENCE)
    whole = BaseProof.read(proof_of(base)["proofValue"])
    shown = DerivedProof.read(proof_of(part)["proofValue"])
    hidden = set(whole.signatures) - set(shown.signatures)
    text = json.dumps(part)
    assert len(hidden) > len(shown.signatures) > 0
    assert "Proficient" not in text and "ana@example.com" not in text and "identityHash" not in text
    assert whole.hmac_key not in str(shown).encode()


def test_each_proof_has_its_own_secrets() -> None:
    one, other = (
        BaseProof.read(
            proof_of(
                add_base_proof(
                    an_unsigned_record(), key=KEY, created=NOW, mandatory_pointers=["/issuer", "/type"]
                )
            )["proofValue"]
        )
        for _ in range(2)
    )
    assert one.hmac_key != other.hmac_key
    assert one.proof_key != other.proof_key


@pytest.mark.parametrize("pointer", ["/nothing", "issuer", "/evidence/7", ALLOWED + "/0"])
def test_a_mandatory_pointer_that_does_not_fit_is_refused(pointer: str) -> None:
    with pytest.raises((MalformedDocumentError, UnsignedTermsError)):
        a_base(mandatory_pointers=["/issuer", pointer])


def test_a_document_is_signed_once() -> None:
    with pytest.raises(MalformedDocumentError, match="already"):
        a_base(a_base())


def test_a_changed_base_is_refused() -> None:
    base = a_base()
    base["credentialSubject"]["result"][0]["value"] = "Mastery"
    with pytest.raises(InvalidProofError):
        verify_base(base, proof_of(base), resolve=RESOLVE)


def test_what_was_changed_before_it_is_derived_is_refused() -> None:
    base = a_base()
    base["credentialSubject"]["result"][0]["value"] = "Mastery"
    part = derive(base, proof_of(base), pointers=[RESULT])
    with pytest.raises(InvalidProofError):
        check(part)


def test_a_part_without_mandatory_members_is_proven_too() -> None:
    base = a_base(mandatory_pointers=[])
    part = derive(base, proof_of(base), pointers=["/issuer"])
    assert verify(part, proof_of(part), resolve=RESOLVE, may_withhold=LIFECYCLE) == COLLEGE_DID
    with pytest.raises(WithheldError):
        check(part)


def test_a_part_is_checked_like_any_other_document() -> None:
    part = a_part(RESULT)
    assert verify_proof(part, resolve=RESOLVE, purpose="assertionMethod") == COLLEGE_DID
    with pytest.raises(InvalidProofError):
        verify_proof(a_base(), resolve=RESOLVE, purpose="assertionMethod")
    with pytest.raises(WithheldError):
        base = a_base(mandatory_pointers=["/issuer"])
        verify_proof(
            derive(base, proof_of(base), pointers=[RESULT]), resolve=RESOLVE, purpose="assertionMethod"
        )
