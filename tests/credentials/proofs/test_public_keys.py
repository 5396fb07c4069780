"""Public keys of three kinds, and P-256 keys that sign."""

from __future__ import annotations

from hashlib import sha256

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from credentials.errors import InvalidProofError, MalformedDocumentError
from credentials.proofs.jose import encode_base64url
from credentials.proofs.keys import P256Key, PublicKey
from credentials.standards.vc import JSON
from tests.making import ANA

KEY = P256Key.for_holder(sha256(b"test key of a P-256 holder").digest())
RSA_KEY = rsa.generate_private_key(65537, 2048)


def rsa_jwk(key: rsa.RSAPrivateKey = RSA_KEY) -> JSON:
    """Write the public half of an RSA key as a JWK."""
    numbers = key.public_key().public_numbers()
    n, e = (
        encode_base64url(number.to_bytes((number.bit_length() + 7) // 8, "big"))
        for number in (numbers.n, numbers.e)
    )
    return {"kty": "RSA", "n": n, "e": e}


def test_a_p256_key_and_signature_are_those_of_rfc_6979() -> None:
    """https://www.rfc-editor.org/rfc/rfc6979#appendix-A.2.5."""
    key = P256Key.for_holder(
        bytes.fromhex("C9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721")
    )
    x = "60fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6"
    assert key.public_key.raw.hex() == "03" + x
    assert key.sign(b"sample").hex() == (
        "efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716"
        "f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8"
    )


def test_a_p256_key_shows_its_secret_to_nobody() -> None:
    assert KEY.secret.hex() not in repr(KEY)
    assert repr(KEY.secret) not in repr(KEY)
    assert "d" not in KEY.public_jwk()


def test_a_p256_key_is_named_by_its_did() -> None:
    key = P256Key.generate("did:web:a.example", name="key-2")
    assert (key.controller, key.id) == ("did:web:a.example", "did:web:a.example#key-2")
    assert KEY.id == f"{KEY.controller}#{KEY.public_multibase}"
    assert KEY.public_multibase.startswith("zDn")
    assert P256Key.for_holder().controller != P256Key.for_holder().controller


@pytest.mark.parametrize("secret", [bytes(31), bytes(32), b"\xff" * 32], ids=["short", "zero", "too large"])
def test_what_is_no_p256_secret_is_refused(secret: bytes) -> None:
    with pytest.raises(ValueError):
        P256Key(secret, "did:web:a.example", "did:web:a.example#key-1")


def test_each_kind_of_key_is_read_back_from_each_of_its_forms() -> None:
    assert PublicKey.of_multikey(KEY.public_multibase) == PublicKey.of_jwk(KEY.public_jwk()) == KEY.public_key
    assert PublicKey.of_multikey(ANA.public_multibase) == PublicKey.of_jwk(ANA.public_jwk())
    assert PublicKey.of_multikey(ANA.public_multibase) == PublicKey("Ed25519", ANA.public_key)
    assert PublicKey.of_jwk(rsa_jwk()).jwk() == rsa_jwk()
    with pytest.raises(MalformedDocumentError, match="RSA"):
        _ = PublicKey.of_jwk(rsa_jwk()).multikey


def test_each_kind_of_key_checks_its_signature_and_no_other() -> None:
    signed = {
        PublicKey("Ed25519", ANA.public_key): ANA.sign(b"this"),
        KEY.public_key: KEY.sign(b"this"),
        PublicKey.of_jwk(rsa_jwk()): RSA_KEY.sign(b"this", PKCS1v15(), SHA256()),
    }
    for key, signature in signed.items():
        key.verify(signature, b"this")
        with pytest.raises(InvalidProofError):
            key.verify(signature, b"that")
        for other in signed.values():
            if other != signature:
                with pytest.raises(InvalidProofError):
                    key.verify(other, b"this")


P384_POINT = ec.generate_private_key(ec.SECP384R1()).public_key()
NO_KEYS = {
    "nothing": None,
    "a number": 7,
    "an empty text": "",
    "another base": "uAAAA",
    "only the prefix": "z" + "5T",
    "a P-384 key": "z82LkvCwHNreneWpsgPEbV3gu1C6NFJEBg4srfJ5gdxEsMGRJUz2sG9FE42shbn2xkZJh54",
    "a long text": "z" + "2" * 100_000,
}


@pytest.mark.parametrize("text", NO_KEYS.values(), ids=NO_KEYS.keys())
def test_what_is_no_multikey_is_refused(text: object) -> None:
    with pytest.raises(MalformedDocumentError):
        PublicKey.of_multikey(text)


BAD_JWKS: dict[str, object] = {
    "a text": "jwk",
    "a secret one": {**KEY.public_jwk(), "d": "AAAA"},
    "a secret RSA one": {**rsa_jwk(), "p": "AAAA"},
    "a shared secret": {"kty": "oct", "k": "AAAA"},
    "a point off the curve": {**KEY.public_jwk(), "y": KEY.public_jwk()["x"]},
    "no y": {"kty": "EC", "crv": "P-256", "x": KEY.public_jwk()["x"]},
    "a short x": {**KEY.public_jwk(), "x": "AAAA"},
    "a curve that is a list": {**KEY.public_jwk(), "crv": ["P-256"]},
    "another curve": {**KEY.public_jwk(), "crv": "P-384"},
    "a small modulus": {**rsa_jwk(), "n": rsa_jwk()["n"][:172]},
    "a modulus of zero": {**rsa_jwk(), "n": "AA"},
    "an even exponent": {**rsa_jwk(), "e": "AQAC"},
    "an exponent that makes checks slow": {**rsa_jwk(), "e": "AQAAAAAB"},
    "a huge modulus": {**rsa_jwk(), "n": "_" * 4_000},
    "no numbers": {"kty": "RSA"},
}


@pytest.mark.parametrize("jwk", BAD_JWKS.values(), ids=BAD_JWKS.keys())
def test_what_is_no_public_jwk_is_refused(jwk: object) -> None:
    with pytest.raises(MalformedDocumentError):
        PublicKey.of_jwk(jwk)


def test_a_key_that_is_not_of_its_kind_is_refused() -> None:
    der = P384_POINT.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    wrong: list[tuple[str, bytes]] = [
        ("Ed25519", bytes(33)),
        ("P-256", bytes(33)),
        ("P-256", b"\x02" + b"\xff" * 32),
        ("P-256", bytes(32)),
        ("RSA", b"none"),
        ("RSA", der),
    ]
    for kind, raw in wrong:
        with pytest.raises(MalformedDocumentError):
            PublicKey(kind, raw)  # type: ignore[arg-type]


@pytest.mark.parametrize("signature", [b"", bytes(64), bytes(63), b"\xff" * 64], ids=len)
def test_a_signature_of_an_impossible_form_is_refused(signature: bytes) -> None:
    with pytest.raises(InvalidProofError):
        KEY.public_key.verify(signature, b"this")
