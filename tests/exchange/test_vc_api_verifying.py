"""What the verifier's service endpoints accept, refuse and warn of."""

from __future__ import annotations

import json
from typing import Any

import pytest

from credentials.presenting import present
from credentials.proofs.dids import did_document
from credentials.proofs.ecdsa_sd_2023 import add_base_proof, derive
from credentials.proofs.eddsa_rdfc_2022 import add_proof
from credentials.standards.vc import JSON, as_list
from credentials.status import status_entry
from exchange.vc_api.presentations import verify_presentation
from exchange.vc_api.problems import CRYPTOGRAPHIC, RANGE, STATUS_RETRIEVAL, STATUS_VERIFICATION, RefusedError
from exchange.vc_api.verifier import verify_credential
from tests.exchange.vc_api import SELECTIVE, V2, a_plain_credential, posted
from tests.exchange.vc_api_cases import INVALID, VALID
from tests.making import (
    ANA,
    BEN,
    COLLEGE,
    COLLEGE_DID,
    COPYCAT,
    EMPLOYER,
    NOW,
    STATUS_INDEX,
    STATUS_URL,
    a_badge,
    a_status_list,
    fetching,
    resolving,
)

CHALLENGE, DOMAIN = "a challenge", "employer.example"


class Reach:
    """A desk that reaches the college and its status list."""

    def __init__(self, *withdrawn: int, answers: bool = True) -> None:
        self.resolve = resolving(COLLEGE, EMPLOYER, COPYCAT)
        self.fetch = fetching({STATUS_URL: a_status_list(*withdrawn)} if answers else {})


def answer_about(credential: Any, *, desk: Reach | None = None, **options: Any) -> tuple[JSON, int]:
    return verify_credential(
        desk or Reach(), posted(verifiableCredential=credential, options=options), now=NOW
    )


def signed(**changes: Any) -> JSON:
    return add_proof(a_plain_credential(issuer=COLLEGE_DID, **changes), key=COLLEGE, created=NOW)


@pytest.mark.parametrize("credential", VALID.values(), ids=VALID)
def test_what_the_suites_call_valid_verifies(credential: JSON) -> None:
    named = credential.get("issuer", COLLEGE_DID)
    issuer = {**named, "id": COLLEGE_DID} if isinstance(named, dict) else named
    answer, status = answer_about(add_proof({**credential, "issuer": issuer}, key=COLLEGE, created=NOW))
    assert (answer["verified"], status, answer["errors"]) == (True, 200, [])


@pytest.mark.parametrize("credential", INVALID.values(), ids=INVALID)
def test_what_the_suites_call_invalid_does_not_verify(credential: JSON) -> None:
    proof = a_badge()["proof"]
    answer, status = answer_about({"issuer": COLLEGE_DID, **credential, "proof": proof})
    assert (answer["verified"], status) == (False, 400)
    assert answer["problemDetails"]


def changed(**changes: Any) -> JSON:
    badge = a_badge()
    proof = {name: value for name, value in {**badge["proof"][0], **changes}.items() if value is not ...}
    return {**badge, "proof": proof}


# https://github.com/w3c-ccg/data-integrity-test-suite-assertion
NOT_SECURED: dict[str, JSON] = {
    "no proof": {name: value for name, value in a_badge().items() if name != "proof"},
    "a proof that is null": {**a_badge(), "proof": None},
    "no type of proof": changed(type=...),
    "another type of proof": changed(type="UnknownProofType"),
    "no verificationMethod": changed(verificationMethod=...),
    "a verificationMethod that is no URL": changed(verificationMethod="not-a-url"),
    "no proofPurpose": changed(proofPurpose=...),
    "another proofPurpose": changed(proofPurpose="authentication"),
    "no proofValue": changed(proofValue=...),
    "a proofValue that is null": changed(proofValue=None),
    "a proofValue that is not multibase": changed(proofValue=a_badge()["proof"][0]["proofValue"][1:]),
    "another cryptosuite": changed(cryptosuite="UnknownCryptosuite"),
    "created that is no time": changed(created="yesterday"),
    "created without its offset": changed(created="2026-01-15T10:00:00"),
    "expires without its offset": changed(expires="2126-01-15T10:00:00"),
    "a changed name": {**a_badge(), "name": "Another badge"},
    "somebody else's key": add_proof(a_plain_credential(issuer=COLLEGE_DID), key=COPYCAT, created=NOW),
}


@pytest.mark.parametrize("credential", NOT_SECURED.values(), ids=NOT_SECURED)
def test_what_is_not_secured_does_not_verify(credential: JSON) -> None:
    answer, status = answer_about(credential)
    assert (answer["verified"], status) == (False, 400)
    assert CRYPTOGRAPHIC in {problem["type"] for problem in answer["errors"]}


def derived(**changes: Any) -> JSON:
    """Derive a part that shows a name; a change replaces a member of its proof."""
    lasting = ["/issuer", "/validFrom", "/validUntil", "/credentialStatus", "/credentialSubject"]
    whole = a_plain_credential(
        issuer=COLLEGE_DID,
        name={"@value": "Dog", "@language": "en", "@direction": "ltr"},
        description=["A dog.", {"@value": "Ein Hund.", "@language": "de"}],
        validFrom="2025-01-01T00:00:00Z",
        validUntil="2099-01-01T00:00:00Z",
        credentialStatus=status_entry(STATUS_URL, 7),
    )
    base = add_base_proof(whole, key=SELECTIVE, created=NOW, mandatory_pointers=lasting)
    if changes == {"base": True}:
        return base
    part = derive(base, base["proof"][0], pointers=["/name", "/description/1"])
    return {**part, "proof": {**as_list(part["proof"])[0], **changes}}


class BothKeys(Reach):
    """A desk that reaches a college that publishes its second key too."""

    def __init__(self) -> None:
        super().__init__()
        self.resolve = lambda did: did_document(did, [COLLEGE, SELECTIVE])


def test_a_part_with_the_language_of_its_words_verifies() -> None:
    part = derived()
    assert part["name"]["@direction"] == "ltr"
    assert part["description"] == [{"@value": "Ein Hund.", "@language": "de"}]
    assert answer_about(part, desk=BothKeys())[0]["errors"] == []


NOT_DERIVED: dict[str, JSON] = {
    "a base proof": derived(base=True),
    "a proofValue that does not begin with u": derived(proofValue="a"),
    "another cryptosuite": derived(cryptosuite="invalid-cryptosuite"),
    "a changed subject": {**derived(), "credentialSubject": {"id": "urn:invalid"}},
    "another language": {**derived(), "name": {"@value": "Dog", "@language": "de", "@direction": "ltr"}},
    "no direction": {**derived(), "name": {"@value": "Dog", "@language": "en"}},
}


@pytest.mark.parametrize("credential", NOT_DERIVED.values(), ids=NOT_DERIVED)
def test_a_part_that_is_not_what_was_signed_does_not_verify(credential: JSON) -> None:
    answer, status = answer_about(credential, desk=BothKeys())
    assert (answer["verified"], status) == (False, 400)


@pytest.mark.parametrize(
    "options", [{"challenge": "c"}, {"domain": "d"}, {"expectedProofPurpose": "authentication"}]
)
def test_a_proof_for_something_else_than_was_expected_does_not_verify(options: JSON) -> None:
    answer, status = answer_about(a_badge(), **options)
    assert (answer["verified"], status) == (False, 400)


def test_a_proof_may_be_for_several_domains() -> None:
    credential = add_proof(
        a_plain_credential(issuer=COLLEGE_DID), key=COLLEGE, created=NOW, challenge="c", domain="d"
    )
    assert answer_about(credential, challenge="c", domain="d", checks=["proof"])[1] == 200


WARNED: dict[str, tuple[JSON, Reach, str]] = {
    "withdrawn": (a_badge(), Reach(STATUS_INDEX), STATUS_VERIFICATION),
    "a list that does not answer": (a_badge(), Reach(answers=False), STATUS_RETRIEVAL),
    "ended": (signed(validUntil="2025-01-01T00:00:00Z"), Reach(), RANGE),
    "not yet valid": (signed(validFrom="2027-01-01T00:00:00Z"), Reach(), RANGE),
}


@pytest.mark.parametrize(("credential", "desk", "kind"), WARNED.values(), ids=WARNED)
def test_status_and_dates_are_warned_of_and_are_no_errors(credential: JSON, desk: Reach, kind: str) -> None:
    answer, status = answer_about(credential, desk=desk)
    assert (answer["verified"], status) == (True, 200)
    assert [problem["type"] for problem in answer["warnings"]] == [kind]
    assert answer["problemDetails"] == answer["warnings"]


def test_what_was_asked_for_is_returned_and_nothing_else() -> None:
    assert set(answer_about(a_badge())[0]) == {"verified", "problemDetails", "errors", "warnings"}
    answer, _ = answer_about(a_badge(), returnCredential=True, returnResults=True)
    assert answer["credential"] == a_badge()
    assert len(answer["results"]["credential"]["checks"]) == 6


def test_an_envelope_that_is_none_does_not_verify() -> None:
    envelope = {
        "@context": V2,
        "type": "EnvelopedVerifiableCredential",
        "id": "data:application/vc+jwt,a.b.c",
    }
    for wrong in ({"@context": []}, {"id": "a.b.c"}, {"type": "VerifiableCredential"}, {}):
        answer, status = answer_about({**envelope, **wrong})
        assert (answer["verified"], status) == (False, 400)


def presentation_answer(presentation: Any, **options: Any) -> JSON:
    body = posted(verifiablePresentation=presentation, options=options)
    answer, status = verify_presentation(Reach(), body, now=NOW)
    assert status == 200
    return answer


def presented(**changes: Any) -> JSON:
    plain = {"@context": [V2], "type": ["VerifiablePresentation"], "holder": ANA.controller, **changes}
    unsigned = {name: value for name, value in plain.items() if value is not ...}
    return add_proof(
        unsigned, key=ANA, created=NOW, purpose="authentication", challenge=CHALLENGE, domain=DOMAIN
    )


VALID_PRESENTATIONS: dict[str, JSON] = {
    "one badge": present(a_badge(), key=ANA, challenge=CHALLENGE, domain=DOMAIN, now=NOW),
    "no credential": presented(),
    "an id": presented(id="urn:uuid:1"),
    "types that are URLs": presented(type=["https://example.org/#Type", "VerifiablePresentation"]),
    "neither holder nor credential": presented(holder=...),
    "a list of no credentials": presented(verifiableCredential=[]),
    "one credential, not in a list": presented(verifiableCredential=a_badge()),
    "terms of use": presented(termsOfUse={"type": "https://example.org/#Policy"}),
    "no holder": presented(holder=..., verifiableCredential=[a_badge()]),
    "the holder as an object": presented(holder={"id": ANA.controller}),
    "several credentials": presented(verifiableCredential=[a_badge(), signed(id="urn:uuid:2")]),
    "the holder's own word": presented(verifiableCredential=[a_plain_credential(issuer=ANA.controller)]),
}


@pytest.mark.parametrize("presentation", VALID_PRESENTATIONS.values(), ids=VALID_PRESENTATIONS)
def test_what_the_suites_call_a_valid_presentation_verifies(presentation: JSON) -> None:
    answer = presentation_answer(presentation, challenge=CHALLENGE, domain=DOMAIN)
    assert (answer["verified"], answer["errors"]) == (True, [])


NOT_VERIFIED: dict[str, JSON] = {
    "no proof": {"@context": [V2], "type": ["VerifiablePresentation"]},
    "a context that is not kept": {**presented(), "@context": [V2, "https://example.com"]},
    "a context that is no URL": {**presented(), "@context": [V2, "https ://not-a-url/contexts/example/v1"]},
    "a context that is a number": {**presented(), "@context": [V2, 123192875]},
    "a proofValue of nothing": {
        **presented(),
        "proof": {**presented()["proof"][0], "proofValue": "z5nmMBw2u9TGKd9NxxHJtyZKgjN2Eh"},
    },
    "a holder who did not sign": presented(holder=BEN.controller),
    "a changed badge": presented(verifiableCredential=[{**a_badge(), "name": "Another"}]),
    "an unsigned credential without a holder": presented(
        holder=..., verifiableCredential=[a_plain_credential(issuer=ANA.controller)]
    ),
    "an unsigned credential of somebody else": presented(
        verifiableCredential=[a_plain_credential(issuer=COLLEGE_DID)]
    ),
    "an unsigned credential that is incomplete": presented(
        verifiableCredential=[a_plain_credential(issuer=ANA.controller, validFrom="x")]
    ),
}


@pytest.mark.parametrize("presentation", NOT_VERIFIED.values(), ids=NOT_VERIFIED)
def test_a_presentation_that_does_not_hold_is_answered_with_verified_false(presentation: JSON) -> None:
    answer = presentation_answer(presentation, challenge=CHALLENGE, domain=DOMAIN)
    assert not answer["verified"]
    assert answer["errors"]


def test_a_replayed_presentation_does_not_verify() -> None:
    presentation = VALID_PRESENTATIONS["one badge"]
    assert not presentation_answer(presentation, challenge="another", domain=DOMAIN)["verified"]
    assert not presentation_answer(presentation, challenge=CHALLENGE, domain="other.example")["verified"]
    assert presentation_answer(presentation)["verified"]


@pytest.mark.parametrize(
    "presentation",
    [
        {"type": ["VerifiablePresentation"]},
        {"@context": ["https://w3id.org/security/data-integrity/v2"], "type": ["VerifiablePresentation"]},
        {"@context": [V2]},
        {"@context": [V2], "type": ["VerifiableCredential"]},
        {"@context": [V2], "type": ["VerifiablePresentation"], "holder": {"name": "Ana"}},
        {"@context": [V2], "type": ["VerifiablePresentation"], "verifiableCredential": ["urn:x"]},
        {"@context": [V2], "type": ["VerifiablePresentation"], "verifiableCredential": [a_badge()] * 51},
        "x",
    ],
    ids=lambda presentation: json.dumps(presentation)[:60],
)
def test_what_is_no_presentation_is_refused_with_400(presentation: Any) -> None:
    with pytest.raises(RefusedError) as refused:
        presentation_answer(presentation)
    assert refused.value.status == 400
