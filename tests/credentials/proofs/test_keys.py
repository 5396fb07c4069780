"""Keys, signatures, Multikey and JWS."""

from __future__ import annotations

import base64
import json

import pytest

from credentials.errors import InvalidProofError, MalformedDocumentError
from credentials.proofs.jose import encode_base64url
from credentials.proofs.keys import (
    SigningKey,
    decode_base58btc,
    peek_jws_header,
    public_key_of_jwk,
    public_key_of_multikey,
    verify_jws,
    verify_signature,
)
from tests.making import ANA, BEN, COLLEGE


def test_a_key_shows_its_seed_to_nobody() -> None:
    assert COLLEGE.seed.hex() not in repr(COLLEGE)
    assert repr(COLLEGE.seed) not in repr(COLLEGE)
    assert "d" not in COLLEGE.public_jwk()


def test_an_ed25519_key_and_signature_are_those_of_rfc_8032() -> None:
    """https://www.rfc-editor.org/rfc/rfc8032#section-7.1, test 1."""
    key = SigningKey.for_holder(
        bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
    )
    assert key.public_key.hex() == "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
    assert key.sign(b"").hex().startswith("e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155")


def test_new_keys_differ_and_are_named_by_their_did() -> None:
    one, other = (
        SigningKey.generate("did:web:a.example"),
        SigningKey.generate("did:web:a.example", name="key-2"),
    )
    assert (one.id, other.id) == ("did:web:a.example#key-1", "did:web:a.example#key-2")
    assert one.seed != other.seed
    assert SigningKey.for_holder().controller != SigningKey.for_holder().controller


def test_a_seed_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="31 bytes"):
        SigningKey(bytes(31), "did:web:a.example", "did:web:a.example#key-1")


def test_a_public_key_is_read_back_from_each_form() -> None:
    assert public_key_of_multikey(ANA.public_multibase) == ANA.public_key
    assert public_key_of_jwk(ANA.public_jwk()) == ANA.public_key


@pytest.mark.parametrize(
    "text", ["", "z", "zDnaerDaTF5BXEavCrfRZEk316dpbLsfPDZ3WJ5hRTPFU2169", "mAAAA", "z0OIl", 7, None]
)
def test_what_is_no_ed25519_multikey_is_refused(text: object) -> None:
    with pytest.raises(MalformedDocumentError):
        public_key_of_multikey(text)


def test_a_long_text_is_not_decoded_at_all() -> None:
    with pytest.raises(MalformedDocumentError):
        decode_base58btc("z" + "2" * 100_000)


@pytest.mark.parametrize(
    "change", [{"d": "AAAA"}, {"crv": "X25519"}, {"kty": "EC"}, {"x": "AAAA"}, {"x": 7}, {"x": "+/+/"}]
)
def test_a_jwk_that_is_not_a_public_ed25519_key_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(MalformedDocumentError):
        public_key_of_jwk({**ANA.public_jwk(), **change})


def test_a_signature_over_something_else_is_refused() -> None:
    verify_signature(ANA.sign(b"this"), b"this", public_key=ANA.public_key)
    with pytest.raises(InvalidProofError):
        verify_signature(ANA.sign(b"this"), b"that", public_key=ANA.public_key)
    with pytest.raises(InvalidProofError):
        verify_signature(b"short", b"this", public_key=ANA.public_key)


def test_a_token_is_read_back_with_its_key() -> None:
    token = ANA.jws({"nonce": "ü"}, typ="openid4vci-proof+jwt")
    header, payload = verify_jws(token, public_key=ANA.public_key, typ="openid4vci-proof+jwt")
    assert header == {"typ": "openid4vci-proof+jwt", "alg": "EdDSA", "kid": ANA.id} == peek_jws_header(token)
    assert payload == {"nonce": "ü"}


def a_token(header: object, payload: object = None, *, signature: bytes = bytes(64)) -> str:
    """Write a token by hand."""
    parts = [json.dumps(part or {}).encode() for part in (header, payload)]
    return ".".join(encode_base64url(part) for part in (*parts, signature))


def resigned(header: object) -> str:
    """Sign a header of one's choice with Ana's key."""
    signing_input = a_token(header).rpartition(".")[0]
    return f"{signing_input}.{encode_base64url(ANA.sign(signing_input.encode()))}"


GOOD = ANA.jws({"nonce": "1"}, typ="t")
REFUSED = {
    "no algorithm": resigned({"typ": "t", "alg": "none"}),
    "a shared secret": resigned({"typ": "t", "alg": "HS256"}),
    "another type": ANA.jws({}, typ="JWT"),
    "another key": BEN.jws({}, typ="t"),
    "a critical header": resigned({"typ": "t", "alg": "EdDSA", "crit": ["exp"], "exp": 1}),
    "an unencoded payload": resigned({"typ": "t", "alg": "EdDSA", "crit": ["b64"], "b64": False}),
    "no signature": GOOD.rpartition(".")[0] + ".",
    "two parts": GOOD.rpartition(".")[0],
    "a payload exchanged": ".".join([GOOD.split(".")[0], encode_base64url(b"{}"), GOOD.split(".")[2]]),
    "padding": base64.urlsafe_b64encode(b"{}").decode() + "=.e30.AA",
    "nothing": "",
}


@pytest.mark.parametrize("token", REFUSED.values(), ids=REFUSED.keys())
def test_a_token_is_refused(token: str) -> None:
    with pytest.raises(InvalidProofError):
        verify_jws(token, public_key=ANA.public_key, typ="t")


def test_an_algorithm_that_was_not_asked_for_is_refused() -> None:
    with pytest.raises(InvalidProofError, match="algorithm"):
        verify_jws(GOOD, public_key=ANA.public_key, typ="t", algorithms=("Ed25519",))
