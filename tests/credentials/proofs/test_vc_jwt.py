"""Credentials as VC-JWT: https://www.imsglobal.org/spec/ob/v3p0#jwt-proof."""

from __future__ import annotations

import contextlib
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credentials.errors import (
    ContextError,
    CredentialError,
    InvalidProofError,
    MalformedDocumentError,
    StructureError,
    UnknownContextError,
)
from credentials.proofs.base64url import encode_base64url
from credentials.proofs.jose import CompactJWS, Signer, peek_jws_header, peek_jws_payload
from credentials.proofs.public_keys import PublicKey
from credentials.proofs.vc_jwt import open_list_jwt, open_vc_jwt, secure
from credentials.standards.vc import JSON
from tests.credentials.proofs.jwt_cases import (
    KEYS,
    P256,
    STRANGER,
    a_token,
    claims,
    claims_v1,
    header,
    resolve,
)
from tests.making import (
    ANA,
    BEN,
    COLLEGE,
    COLLEGE_DID,
    EMPLOYER,
    NOW,
    an_unsigned_badge,
)

VECTORS = Path(__file__).parents[2] / "vectors" / "vc_jwt"


@pytest.mark.parametrize(("algorithm", "key"), KEYS.items(), ids=KEYS.keys())
def test_a_badge_is_secured_and_opened_with_every_kind_of_key(algorithm: str, key: Signer) -> None:
    badge = an_unsigned_badge(validUntil="2030-01-01T00:00:00Z")
    token = secure(badge, key=key)
    assert peek_jws_header(token) == {"alg": algorithm, "kid": key.id, "typ": "JWT"}
    opened = open_vc_jwt(token, resolve=resolve, now=NOW)
    assert {name: opened[name] for name in badge} == badge
    assert opened.keys() - badge.keys() == {"iss", "sub", "jti", "nbf", "exp"}
    assert opened == peek_jws_payload(token)


def test_the_claims_say_what_the_badge_says() -> None:
    badge = an_unsigned_badge(validFrom="2026-05-07T11:41:00.25+02:00", validUntil="2030-01-01T00:00:00Z")
    payload = peek_jws_payload(secure(badge, key=COLLEGE))
    assert (payload["iss"], payload["sub"], payload["jti"]) == (COLLEGE_DID, ANA.controller, badge["id"])
    assert (payload["nbf"], payload["exp"]) == (1_778_146_860.25, 1_893_456_000)
    assert open_vc_jwt(secure(badge, key=COLLEGE), resolve=resolve)["validFrom"] == badge["validFrom"]


NOT_SECURED: dict[str, JSON] = {
    "without an id": an_unsigned_badge(id=None),
    "without a subject": an_unsigned_badge(credentialSubject=None),
    "without a subject's id": an_unsigned_badge(credentialSubject={"type": ["AchievementSubject"]}),
    "of two subjects": an_unsigned_badge(credentialSubject=[{"id": ANA.controller}, {"id": BEN.controller}]),
    "of version 1.1": claims_v1()["vc"],
    "without a date": an_unsigned_badge(validFrom=None),
    "with a date that is none": an_unsigned_badge(validUntil="soon"),
    "with a claim of its own": an_unsigned_badge(exp=1),
    "that is no credential": an_unsigned_badge(type=["Profile"]),
}


@pytest.mark.parametrize("badge", NOT_SECURED.values(), ids=NOT_SECURED.keys())
def test_a_badge_that_no_verifier_would_open_is_not_secured(badge: JSON) -> None:
    with pytest.raises(MalformedDocumentError):
        secure(badge, key=COLLEGE)


def test_a_badge_of_somebody_else_is_not_secured() -> None:
    with pytest.raises(ValueError, match="expected did:web:employer"):
        secure(an_unsigned_badge(), key=EMPLOYER)
    with pytest.raises(StructureError):
        secure({**an_unsigned_badge(), "iss": EMPLOYER.controller}, key=COLLEGE)


# Claims that differ from the body, or have nothing in it to be equal to.
CLAIMS: dict[str, JSON] = {
    "no iss": claims(iss=None),
    "no sub": claims(sub=None),
    "no jti": claims(jti=None),
    "no nbf": claims(nbf=None),
    "another iss": claims(iss=EMPLOYER.controller),
    "another sub": claims(sub=BEN.controller),
    "another jti": claims(jti="urn:uuid:1"),
    "another nbf": claims(nbf=1_778_146_861),
    "an nbf a moment off": claims(nbf=1_778_146_860.000001),
    "an nbf as text": claims(nbf="1778146860"),
    "an nbf that is true": claims(nbf=True),
    "an nbf beyond all time": claims(nbf=9e15),
    "an nbf far beyond all time": claims(nbf=1e300),
    "another exp": claims(exp=1_893_456_001, validUntil="2030-01-01T00:00:00Z"),
    "no exp": claims(validUntil="2030-01-01T00:00:00Z"),
    "an exp that is no number": claims(exp="never"),
    "an iss that is the whole issuer": claims(iss=claims()["issuer"]),
    "no issuer": claims(issuer=None),
    "no id": claims(id=None),
    "no subject": claims(credentialSubject=None),
    "two subjects": claims(credentialSubject=[{"id": ANA.controller}, {"id": BEN.controller}]),
    "a subject without an id": claims(sub=None, credentialSubject={"type": ["AchievementSubject"]}),
    "no validFrom": claims(validFrom=None),
    "a validFrom without a zone": claims(validFrom="2026-05-07T09:41:00"),
    "a presentation beside it": claims(vp={}),
    "another credential beside it": claims(vc=claims_v1()["vc"]),
    "the contexts of version 1.1 outside of vc": claims(**{"@context": claims_v1()["vc"]["@context"]}),
    "the contexts of version 2.0 inside of vc": claims_v1(vc=an_unsigned_badge()),
    "a vc that is none": claims_v1(vc=[1]),
    "no type": claims(type=None),
    "in 1.1, another iss": claims_v1(iss=EMPLOYER.controller),
    "in 1.1, another sub": claims_v1(sub=BEN.controller),
    "in 1.1, another jti": claims_v1(jti="urn:uuid:1"),
    "in 1.1, another nbf": claims_v1(nbf=1),
    "in 1.1, another exp": claims_v1(exp=1),
    "in 1.1, no sub": claims_v1(sub=None),
    "in 1.1, no exp": claims_v1(exp=None),
    "in 1.1, no nbf": claims_v1(nbf=None),
}


@pytest.mark.parametrize("payload", CLAIMS.values(), ids=CLAIMS.keys())
def test_a_claim_that_the_body_does_not_repeat_is_refused(payload: JSON) -> None:
    with pytest.raises(MalformedDocumentError):
        open_vc_jwt(a_token(payload), resolve=resolve)


def test_instants_are_compared_and_not_texts() -> None:
    payload = claims(validFrom="2026-05-07T11:41:00.000+02:00", nbf=1_778_146_860.0)
    assert open_vc_jwt(a_token(payload), resolve=resolve) == payload


def test_an_end_that_only_exp_sets_ends_the_badge() -> None:
    opened = open_vc_jwt(a_token(claims(exp=1_893_456_000)), resolve=resolve)
    assert opened["validUntil"] == "2030-01-01T00:00:00Z"
    opened = open_vc_jwt(a_token(claims(exp=1_893_456_000.5)), resolve=resolve)
    assert opened["validUntil"] == "2030-01-01T00:00:00.500000Z"


def test_whoever_gives_the_time_is_told_of_tokens_before_and_after_theirs() -> None:
    token = secure(an_unsigned_badge(validUntil="2030-01-01T00:00:00Z"), key=COLLEGE)
    for now in (NOW - timedelta(days=300), NOW + timedelta(days=3000)):
        assert open_vc_jwt(token, resolve=resolve)["id"]
        with pytest.raises(InvalidProofError, match="now it is"):
            open_vc_jwt(token, resolve=resolve, now=now)


def test_version_1_1_is_read_as_it_stands_or_completed_by_its_claims() -> None:
    whole = claims_v1()
    assert open_vc_jwt(a_token(whole), resolve=resolve) == whole["vc"]
    moved = {
        name: value
        for name, value in whole["vc"].items()
        if name not in ("id", "issuer", "issuanceDate", "expirationDate")
    }
    moved["credentialSubject"] = {k: v for k, v in whole["vc"]["credentialSubject"].items() if k != "id"}
    opened = open_vc_jwt(a_token({**whole, "vc": moved}), resolve=resolve)
    assert opened == {**whole["vc"], "issuer": COLLEGE_DID}


SIGNATURES: dict[str, str] = {
    "of a stranger": a_token(claims(), key=STRANGER),
    "of another key of the issuer": a_token(claims(), key=P256),
    "over another payload": ".".join(
        [*a_token(claims(name="B")).split(".")[:2], a_token(claims()).split(".")[2]]
    ),
    "that is empty": a_token(claims()).rpartition(".")[0] + ".",
    "that is short": a_token(claims())[:-4],
    "with padding": a_token(claims()) + "==",
    "with stray bits": a_token(claims())[:-1] + chr(ord(a_token(claims())[-1]) + 1),
    "that is missing": a_token(claims()).rpartition(".")[0],
    "twice": a_token(claims()) + ".AA",
}


@pytest.mark.parametrize("token", SIGNATURES.values(), ids=SIGNATURES.keys())
def test_a_signature_is_refused(token: str) -> None:
    with pytest.raises(InvalidProofError):
        open_vc_jwt(token, resolve=resolve)


@pytest.mark.parametrize("key", KEYS.values(), ids=KEYS.keys())
def test_a_changed_token_is_refused_whatever_its_key(key: Signer) -> None:
    head, payload, signature = secure(an_unsigned_badge(), key=key).split(".")
    changed = encode_base64url(json.dumps(claims(name="Another")).encode())
    flipped = signature[:20] + ("A" if signature[20] != "A" else "B") + signature[21:]
    for token in (f"{head}.{changed}.{signature}", f"{head}.{payload}.{flipped}"):
        with pytest.raises(InvalidProofError):
            open_vc_jwt(token, resolve=resolve)


@pytest.mark.parametrize(
    "payload", [b"", b"[]", b"{", b'{"a":1,"a":2}', b'{"a":NaN}', b'{"a":"\\ud800"}', b"\xff"]
)
def test_a_payload_that_is_no_strict_json_is_refused(payload: bytes) -> None:
    signed = f"{encode_base64url(json.dumps(header()).encode())}.{encode_base64url(payload)}"
    token = f"{signed}.{encode_base64url(COLLEGE.sign(signed.encode()))}"
    with pytest.raises(InvalidProofError):
        open_vc_jwt(token, resolve=resolve)


def test_words_are_known_in_a_token_too() -> None:
    with pytest.raises(UnknownContextError):
        open_vc_jwt(
            a_token(claims(**{"@context": [*claims()["@context"], "https://a.example/"]})), resolve=resolve
        )
    with pytest.raises(ContextError, match="inside"):
        open_vc_jwt(a_token(claims(**{"@context": [*claims()["@context"], {"name": "x:"}]})), resolve=resolve)


def test_the_published_token_of_version_1_1_names_no_subject_but_was_signed_by_its_key() -> None:
    """Its `aud` stands where `sub` belongs, and its issuer does not publish the key that it brings along."""
    token = (VECTORS / "1edtech-simple-v1-without-sub-fail.jwt").read_text().strip()
    jws = CompactJWS.read(token)
    jws.check(PublicKey.of_jwk(jws.header["jwk"]))
    with pytest.raises(MalformedDocumentError, match="sub"):
        open_vc_jwt(token, resolve=resolve)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12) | st.just(COLLEGE.id),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


@given(
    st.sampled_from([claims(), claims_v1()]),
    st.sampled_from(["iss", "sub", "jti", "nbf", "exp", "iat", "vc", "vp", *claims()]),
    VALUES,
)
def test_no_payload_makes_it_raise_anything_else(payload: JSON, member: str, value: object) -> None:
    token = a_token({**payload, member: value})
    with contextlib.suppress(CredentialError):
        open_vc_jwt(token, resolve=resolve)
    with contextlib.suppress(CredentialError):
        open_list_jwt(token, resolve=resolve)


@given(st.text() | st.from_regex(r"[A-Za-z0-9_-]{0,40}\.[A-Za-z0-9_-]{0,40}\.[A-Za-z0-9_-]{0,40}") | VALUES)
def test_no_token_makes_it_raise_anything_else(token: object) -> None:
    with pytest.raises(CredentialError):
        open_vc_jwt(token, resolve=resolve)


@given(VALUES)
def test_nothing_else_is_raised_when_securing(value: Any) -> None:
    for member in ("issuer", "id", "credentialSubject", "validFrom", "validUntil", "@context", "type"):
        with contextlib.suppress(CredentialError, ValueError):
            secure({**an_unsigned_badge(), member: value}, key=COLLEGE)
