"""Credentials that come in an envelope: as a JWT in a data: URL."""

from __future__ import annotations

from typing import Any

import pytest

from credentials.proofs.jose import peek_jws_header, sign_jws
from credentials.proofs.keys import SigningKey
from credentials.proofs.vc_jwt import secure
from credentials.proofs.vp_jwt import secure_presentation
from credentials.standards.vc import JSON
from exchange.vc_api.presentations import verify_presentation
from exchange.vc_api.problems import MALFORMED, RefusedError
from exchange.vc_api.verifier import ENVELOPED_PRESENTATION, verify_credential
from tests.exchange.test_vc_api_verifying import CHALLENGE, DOMAIN, Reach, presented
from tests.exchange.vc_api import V2, a_plain_credential, posted
from tests.making import ANA, BEN, COLLEGE, COLLEGE_DID, NOW, STATUS_INDEX, a_badge, an_unsigned_badge

TOKEN = secure(an_unsigned_badge(), key=COLLEGE)


def enveloped(**changes: Any) -> JSON:
    """Put the badge of the college into an envelope."""
    plain = {
        "@context": [V2],
        "type": "EnvelopedVerifiableCredential",
        "id": f"data:application/vc+jwt,{TOKEN}",
        **changes,
    }
    return {name: value for name, value in plain.items() if value is not ...}


def answer_about(envelope: JSON, desk: Reach | None = None) -> tuple[JSON, int]:
    return verify_credential(desk or Reach(), posted(verifiableCredential=envelope), now=NOW)


@pytest.mark.parametrize("media_type", ["application/vc+jwt", "application/jwt"])
def test_an_enveloped_credential_verifies(media_type: str) -> None:
    answer, status = answer_about(enveloped(id=f"data:{media_type},{TOKEN}"))
    assert (status, answer["verified"], answer["warnings"]) == (200, True, [])


def test_a_withdrawn_one_is_warned_of() -> None:
    answer, status = answer_about(enveloped(), Reach(STATUS_INDEX))
    assert (status, answer["warnings"][0]["title"]) == (200, "Withdrawn by the issuer.")


@pytest.mark.parametrize(
    "changes",
    [
        {"id": f"data:application/vc+jwt,{TOKEN[:-8]}AAAAAAAA"},
        {"id": TOKEN},
        {"id": f"data:text/plain,{TOKEN}"},
        {"id": "data:application/vc+jwt,"},
        {"id": ...},
        {"type": ...},
        {"type": "VerifiableCredential"},
        {"type": ["EnvelopedVerifiableCredential", "VerifiableCredential"]},
        {"@context": []},
        {"@context": ...},
        {"@context": ["https://www.w3.org/ns/credentials/examples/v2"]},
    ],
    ids=str,
)
def test_an_envelope_that_is_none_or_was_changed_does_not_verify(changes: JSON) -> None:
    answer, status = answer_about(enveloped(**changes))
    assert (status, answer["verified"]) == (400, False)


def test_a_token_of_the_type_vc_jwt_need_not_repeat_the_credential_in_claims() -> None:
    unsigned = a_plain_credential(issuer=COLLEGE_DID, credentialSubject=[{"id": "urn:a"}, {"id": "urn:b"}])
    token = sign_jws(unsigned, header={"alg": "EdDSA", "kid": COLLEGE.id, "typ": "vc+jwt"}, sign=COLLEGE.sign)
    assert answer_about(enveloped(id=f"data:application/vc+jwt,{token}"))[0]["errors"] == []
    for claims in ({"iss": ANA.controller}, {"jti": "urn:x"}, {"vc": {}}):
        token = sign_jws({**unsigned, **claims}, header=peek_jws_header(token), sign=COLLEGE.sign)
        answer, status = answer_about(enveloped(id=f"data:application/vc+jwt,{token}"))
        assert (status, answer["verified"]) == (400, False), claims


def test_an_enveloped_credential_that_is_incomplete_does_not_verify() -> None:
    unsigned = a_plain_credential(issuer=COLLEGE_DID, evidence=[{"id": "urn:x"}])
    token = sign_jws(unsigned, header={"alg": "EdDSA", "kid": COLLEGE.id, "typ": "vc+jwt"}, sign=COLLEGE.sign)
    answer, status = answer_about(enveloped(id=f"data:application/vc+jwt,{token}"))
    assert (status, answer["errors"][0]["type"]) == (400, MALFORMED)


def a_presentation(**changes: Any) -> JSON:
    """Make what Ana presents, not signed yet."""
    plain = {
        "@context": [V2],
        "type": ["VerifiablePresentation"],
        "holder": ANA.controller,
        "verifiableCredential": [a_badge(), enveloped()],
        **changes,
    }
    return {name: value for name, value in plain.items() if value is not ...}


def around(token: str, **changes: Any) -> JSON:
    """Put a presentation into an envelope."""
    plain = {
        "@context": [V2],
        "type": ENVELOPED_PRESENTATION,
        "id": f"data:application/vp+jwt,{token}",
        **changes,
    }
    return {name: value for name, value in plain.items() if value is not ...}


def signed(presentation: JSON, *, key: SigningKey = ANA) -> str:
    return secure_presentation(presentation, key=key, challenge=CHALLENGE, domain=DOMAIN)


def presentation_answer(envelope: JSON, **options: Any) -> JSON:
    expected = {"challenge": CHALLENGE, "domain": DOMAIN, **options}
    body = posted(verifiablePresentation=envelope, options=expected)
    answer, status = verify_presentation(Reach(), body, now=NOW)
    assert status == 200
    return answer


VALID_PRESENTATIONS: dict[str, JSON] = {
    "of badges with their proof inside and in an envelope": a_presentation(),
    "of no credential": a_presentation(verifiableCredential=...),
    "without a holder": a_presentation(holder=...),
    "of the holder's own word": a_presentation(
        verifiableCredential=[a_plain_credential(issuer=ANA.controller)]
    ),
}


@pytest.mark.parametrize("presentation", VALID_PRESENTATIONS.values(), ids=VALID_PRESENTATIONS)
def test_an_enveloped_presentation_verifies(presentation: JSON) -> None:
    answer = presentation_answer(around(signed(presentation)), returnPresentation=True)
    assert (answer["verified"], answer["errors"]) == (True, [])
    held = presentation.get("verifiableCredential", [])
    assert len(answer["results"]["credentials"]) == len(held)
    assert answer["verifiablePresentation"]["type"] == ENVELOPED_PRESENTATION


def by_hand(claims: JSON, **header: str) -> str:
    """Sign claims that the library would not."""
    return sign_jws(claims, header={"alg": "EdDSA", "kid": ANA.id, "typ": "vp+jwt", **header}, sign=ANA.sign)


NONCE = {"nonce": CHALLENGE, "aud": DOMAIN}
NOT_VERIFIED: dict[str, str] = {
    "by somebody else than the holder": signed(a_presentation(), key=BEN),
    "with another iss": by_hand({**a_presentation(), **NONCE, "iss": BEN.controller}),
    "changed afterwards": f"{signed(a_presentation())[:-8]}AAAAAAAA",
    "without a nonce": by_hand({**a_presentation(), "aud": DOMAIN}),
    "for another audience": by_hand({**a_presentation(), **NONCE, "aud": "other.example"}),
    "ended": by_hand({**a_presentation(), **NONCE, "exp": 1}),
    "inside a claim": by_hand({"vp": a_presentation(), **NONCE, "iss": ANA.controller}),
    "of a changed badge": signed(a_presentation(verifiableCredential=[{**a_badge(), "name": "Another"}])),
    "as a token of another type": by_hand({**a_presentation(), **NONCE}, typ="vc+jwt"),
    "that is a credential": by_hand({**a_badge(), **NONCE}),
    "with a context of its own": by_hand({**a_presentation(), **NONCE, "@context": [V2, {"x": "urn:x"}]}),
    "that is no token": "a.b.c",
}


@pytest.mark.parametrize("token", NOT_VERIFIED.values(), ids=NOT_VERIFIED)
def test_an_enveloped_presentation_that_does_not_hold_is_answered_with_verified_false(token: str) -> None:
    answer = presentation_answer(around(token))
    assert not answer["verified"]
    assert answer["errors"]


@pytest.mark.parametrize(
    "envelope",
    [
        around(signed(a_presentation()), **{"@context": []}),
        around(signed(a_presentation()), **{"@context": ["https://www.w3.org/ns/credentials/examples/v2"]}),
        around(signed(a_presentation()), id=signed(a_presentation())),
        around(signed(a_presentation()), id=f"data:application/vc+jwt,{signed(a_presentation())}"),
        around(signed(a_presentation()), type=["VerifiablePresentation"]),
        around(signed(a_presentation()), type=["VerifiablePresentation", ENVELOPED_PRESENTATION]),
        around(by_hand({**a_presentation(verifiableCredential=["urn:x"]), **NONCE})),
    ],
    ids=range(7),
)
def test_what_is_no_enveloped_presentation_is_refused_or_does_not_verify(envelope: JSON) -> None:
    try:
        assert not presentation_answer(envelope)["verified"]
    except RefusedError as refused:
        assert refused.status == 400  # the suites take either answer


def test_a_presentation_may_hold_an_envelope() -> None:
    presentation = presented(holder=ANA.controller, verifiableCredential=[enveloped()])
    options = {"challenge": CHALLENGE, "domain": DOMAIN}
    body = posted(verifiablePresentation=presentation, options=options)
    answer, _ = verify_presentation(Reach(), body, now=NOW)
    assert answer["verified"]
