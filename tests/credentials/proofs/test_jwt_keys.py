"""The keys of VC-JWT: https://www.imsglobal.org/spec/ob/v3p0#jose-header."""

from __future__ import annotations

import contextlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credentials.errors import (
    CredentialError,
    InvalidProofError,
    KeyNotFoundError,
    UnresolvableError,
    UnsupportedProofError,
)
from credentials.proofs.base64url import encode_base64url
from credentials.proofs.dids import did_document
from credentials.proofs.jose import Signer
from credentials.proofs.vc_jwt import open_vc_jwt, secure
from credentials.standards.vc import JSON
from tests.credentials.proofs.jwt_cases import (
    ADDRESS,
    KEY_ADDRESS,
    P256,
    RSA,
    a_token,
    claims,
    header,
    publishing_only,
    resolve,
)
from tests.making import (
    ANA,
    BEN,
    COLLEGE,
    COLLEGE_DID,
    EMPLOYER,
    an_unsigned_badge,
    fetching,
)

SECRET = {**COLLEGE.public_jwk(), "d": encode_base64url(COLLEGE.seed)}
HEADERS: dict[str, tuple[JSON, type[CredentialError]]] = {
    "no algorithm": (header(alg=None), InvalidProofError),
    "the algorithm none": (header(alg="none"), InvalidProofError),
    "a shared secret": (header(alg="HS256"), InvalidProofError),
    "an algorithm that is a list": (header(alg=["EdDSA"]), InvalidProofError),
    "an algorithm of another kind of key": (header(alg="ES256"), InvalidProofError),
    "a key of another kind than the algorithm": (header(kid=P256.id), InvalidProofError),
    "an algorithm that is not covered": (header(alg="ES384"), UnsupportedProofError),
    "a critical header": (header(crit=["exp"]), UnsupportedProofError),
    "an unencoded payload": (header(b64=False), UnsupportedProofError),
    "keys at an address": (header(jku="https://a.example/keys"), UnsupportedProofError),
    "a chain of certificates": (header(x5c=["AA"]), UnsupportedProofError),
    "a content type": (header(cty="vc"), UnsupportedProofError),
    "another type of token": (header(typ="openid4vci-proof+jwt"), InvalidProofError),
    "a type in small letters": (header(typ="jwt"), InvalidProofError),
    "no key": (header(kid=None), KeyNotFoundError),
    "a bare name": (header(kid="key-1"), KeyNotFoundError),
    "a fragment": (header(kid="#key-1"), KeyNotFoundError),
    "a DID": (header(kid=COLLEGE_DID), KeyNotFoundError),
    "a name that is a number": (header(kid=1), KeyNotFoundError),
    "a name that spells a key": (header(kid=f"{COLLEGE_DID}#{BEN.public_multibase}"), KeyNotFoundError),
    "a key of somebody else": (header(kid=EMPLOYER.id), KeyNotFoundError),
    "a key of a holder": (header(kid=ANA.id), KeyNotFoundError),
    "an address without encryption": (header(kid="http://college.example/keys/1"), UnresolvableError),
    "a secret key": (header(kid=None, jwk=SECRET), KeyNotFoundError),
    "a secret key beside its name": (header(jwk=SECRET), KeyNotFoundError),
    "another key beside the name": (header(jwk=BEN.public_jwk()), KeyNotFoundError),
    "a key of a stranger": (header(kid=None, jwk=BEN.public_jwk()), KeyNotFoundError),
    "a key that is no object": (header(kid=None, jwk="z6Mk"), KeyNotFoundError),
    "a symmetric key": (header(kid=None, jwk={"kty": "oct", "k": "AA"}), KeyNotFoundError),
    "a key for encryption": (header(kid=None, jwk={**COLLEGE.public_jwk(), "use": "enc"}), KeyNotFoundError),
    "a key for another algorithm": (
        header(kid=None, jwk={**COLLEGE.public_jwk(), "alg": "ES256"}),
        KeyNotFoundError,
    ),
    "a key that only signs": (
        header(kid=None, jwk={**COLLEGE.public_jwk(), "key_ops": ["sign"]}),
        KeyNotFoundError,
    ),
}


@pytest.mark.parametrize(("head", "error"), HEADERS.values(), ids=HEADERS.keys())
def test_a_header_is_refused(head: JSON, error: type[CredentialError]) -> None:
    with pytest.raises(error) as raised:
        open_vc_jwt(a_token(claims(), head), resolve=resolve)
    assert type(raised.value) is error


@pytest.mark.parametrize(
    "head",
    [
        header(typ=None),
        header(typ="vc+jwt"),
        header(alg="Ed25519"),
        header(kid=None, jwk=COLLEGE.public_jwk()),
        header(jwk=COLLEGE.public_jwk()),
        header(kid=None, jwk={**COLLEGE.public_jwk(), "use": "sig", "alg": "EdDSA", "key_ops": ["verify"]}),
    ],
)
def test_a_header_is_taken(head: JSON) -> None:
    assert open_vc_jwt(a_token(claims(), head), resolve=resolve)["iss"] == COLLEGE_DID


def test_keys_are_rotated_and_stolen_ones_taken_out() -> None:
    token = secure(an_unsigned_badge(), key=COLLEGE)
    rotated = did_document(COLLEGE_DID, [P256], retired=[COLLEGE])
    assert open_vc_jwt(token, resolve=lambda _: rotated)["id"]
    with pytest.raises(KeyNotFoundError):
        open_vc_jwt(token, resolve=publishing_only(P256))
    with pytest.raises(KeyNotFoundError):
        open_vc_jwt(
            a_token(claims(), header(kid=None, jwk=COLLEGE.public_jwk())), resolve=publishing_only(P256)
        )


@pytest.mark.parametrize(("used", "holds"), [({}, True), ({"iat": 1_790_000_000}, False)])
def test_the_end_of_a_key_is_held_against_when_the_token_was_made(used: JSON, holds: bool) -> None:
    document = did_document(COLLEGE_DID, [COLLEGE])
    document["verificationMethod"][0]["revoked"] = "2026-06-01T00:00:00Z"
    for head in (header(), header(kid=None, jwk=COLLEGE.public_jwk())):
        token = a_token(claims(**used), head)
        with contextlib.nullcontext() if holds else pytest.raises(KeyNotFoundError):
            assert open_vc_jwt(token, resolve=lambda _: document)["id"]


def at_address(jwk: object, *, issuer: str = ADDRESS, kid: str = KEY_ADDRESS, key: Signer = RSA) -> JSON:
    """Open a token whose key is fetched from an address."""
    payload = claims(iss=issuer, issuer={"id": issuer, "type": ["Profile"]})
    token = a_token(payload, header(alg="RS256", kid=kid), key=key)
    fetch = fetching({kid: json.dumps(jwk).encode()})
    return open_vc_jwt(token, resolve=resolve, fetch=fetch)


def test_a_key_is_fetched_from_the_issuers_own_site() -> None:
    assert at_address(RSA.public_jwk())["iss"] == ADDRESS


def test_a_key_fetched_for_a_did_is_one_that_its_document_publishes() -> None:
    assert at_address(RSA.public_jwk(), issuer=COLLEGE_DID)["iss"] == COLLEGE_DID
    assert (
        at_address(RSA.public_jwk(), issuer=COLLEGE_DID, kid="https://keys.example/1")["iss"] == COLLEGE_DID
    )
    stranger = type(RSA).generate(COLLEGE_DID)
    with pytest.raises(KeyNotFoundError):
        at_address(stranger.public_jwk(), issuer=COLLEGE_DID, key=stranger)


@pytest.mark.parametrize(
    "kid",
    [
        "https://keys.example/1",
        "https://college.example:8443/keys/1",
        "https://college.example@keys.example/1",
        "https://college.example.evil.example/1",
        "https://[college.example/1",
    ],
)
def test_a_key_of_another_site_speaks_for_nobody(kid: str) -> None:
    with pytest.raises((UnresolvableError, KeyNotFoundError)):
        at_address(RSA.public_jwk(), kid=kid)


FETCHED: dict[str, tuple[object, type[CredentialError]]] = {
    "a set of keys": ({"keys": [RSA.public_jwk()]}, KeyNotFoundError),
    "a secret key": ({**RSA.public_jwk(), "d": "AA"}, KeyNotFoundError),
    "another key": (type(RSA).generate(COLLEGE_DID).public_jwk(), InvalidProofError),
    "a key for encryption": ({**RSA.public_jwk(), "use": "enc"}, KeyNotFoundError),
    "a list": ([], UnresolvableError),
    "a short key": ({"kty": "RSA", "n": "AQAB", "e": "AQAB"}, KeyNotFoundError),
}


@pytest.mark.parametrize(("jwk", "error"), FETCHED.values(), ids=FETCHED.keys())
def test_what_is_fetched_is_refused(jwk: object, error: type[CredentialError]) -> None:
    with pytest.raises(error) as raised:
        at_address(jwk)
    assert type(raised.value) is error


def test_a_key_that_does_not_answer_or_is_not_fetched_leaves_it_open() -> None:
    token = a_token(claims(iss=ADDRESS, issuer=ADDRESS), header(alg="RS256", kid=KEY_ADDRESS), key=RSA)
    for fetch in (None, fetching({})):
        with pytest.raises(UnresolvableError):
            open_vc_jwt(token, resolve=resolve, fetch=fetch)


def test_nothing_is_fetched_for_a_token_that_is_refused_by_sight() -> None:
    def fetch(url: str) -> bytes:
        raise AssertionError(f"fetched {url}")

    for head, payload in (
        (header(kid=KEY_ADDRESS, alg="none"), claims()),
        (header(kid=KEY_ADDRESS, crit=["exp"]), claims()),
        (header(kid=KEY_ADDRESS), claims(sub="urn:uuid:1")),
        (header(kid=KEY_ADDRESS), {}),
    ):
        with pytest.raises(CredentialError):
            open_vc_jwt(a_token(payload, head), resolve=fetch, fetch=fetch)  # type: ignore[arg-type]


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12) | st.just(COLLEGE.id),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


@given(st.sampled_from(["alg", "kid", "jwk", "typ", "crit", "x5c"]), VALUES)
def test_no_header_makes_it_raise_anything_else(member: str, value: object) -> None:
    with contextlib.suppress(CredentialError):
        open_vc_jwt(a_token(claims(), {**header(), member: value}), resolve=resolve, fetch=fetching({}))
