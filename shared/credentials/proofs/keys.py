"""Hold Ed25519 keys, and write them as Multikey, JWK, signature and compact JWS."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Self

import base58
from nacl.exceptions import CryptoError
from nacl.signing import SigningKey as Ed25519Key
from nacl.signing import VerifyKey

from credentials.errors import InvalidProofError, MalformedDocumentError
from credentials.proofs.jose import (
    decode_base64url,
    encode_base64url,
    peek_jws_header,
    peek_jws_payload,
    sign_jws,
    verify_jws,
)
from credentials.standards.vc import JSON

__all__ = [
    "SigningKey",
    "decode_base58btc",
    "multikey",
    "peek_jws_header",
    "peek_jws_payload",
    "public_key_of_jwk",
    "public_key_of_multikey",
    "verify_jws",
    "verify_signature",
]

# The multicodec number 0xed of an Ed25519 public key, as a varint.
_ED25519_PREFIX = b"\xed\x01"


@dataclass(frozen=True)
class SigningKey:
    """Hold an Ed25519 key with the DID it acts for and the verification method that shows it."""

    seed: bytes = field(repr=False)
    controller: str
    id: str

    def __post_init__(self) -> None:
        if len(self.seed) != 32:
            raise ValueError(f"found a seed of {len(self.seed)} bytes, expected 32")

    @classmethod
    def generate(cls, controller: str, *, name: str = "key-1") -> Self:
        """Make a new key for a DID that publishes its keys by name."""
        return cls(bytes(Ed25519Key.generate()), controller, f"{controller}#{name}")

    @classmethod
    def for_holder(cls, seed: bytes | None = None) -> Self:
        """Make the key of a did:key, from a seed or a new one."""
        secret = bytes(Ed25519Key.generate()) if seed is None else seed
        name = multikey(bytes(Ed25519Key(secret).verify_key))
        return cls(secret, f"did:key:{name}", f"did:key:{name}#{name}")

    @property
    def public_key(self) -> bytes:
        """Give the 32 bytes that anybody may know."""
        return bytes(Ed25519Key(self.seed).verify_key)

    @property
    def public_multibase(self) -> str:
        """Give the public key as a Multikey string."""
        return multikey(self.public_key)

    def public_jwk(self) -> JSON:
        """Give the public key as a JWK, without any secret member."""
        return {"kty": "OKP", "crv": "Ed25519", "x": encode_base64url(self.public_key)}

    def sign(self, message: bytes) -> bytes:
        """Sign bytes with Ed25519."""
        return Ed25519Key(self.seed).sign(message).signature

    def jws(self, payload: JSON, *, typ: str) -> str:
        """Sign a JSON object as a compact JWS that names this key."""
        private = {**self.public_jwk(), "d": encode_base64url(self.seed)}
        return sign_jws(payload, jwk=private, kid=self.id, typ=typ)


def verify_signature(signature: bytes, message: bytes, *, public_key: bytes) -> None:
    """Check an Ed25519 signature over bytes."""
    try:
        VerifyKey(public_key).verify(message, signature)
    except (CryptoError, ValueError) as error:
        raise InvalidProofError("found a signature that the key did not make over this content") from error


def multikey(public_key: bytes) -> str:
    """Write an Ed25519 public key as a Multikey string.

    https://www.w3.org/TR/controller-document/#Multikey
    """
    return "z" + str(base58.b58encode(_ED25519_PREFIX + public_key).decode())


def public_key_of_multikey(text: object) -> bytes:
    """Read the Ed25519 public key of a Multikey string."""
    octets = decode_base58btc(text)
    if not octets.startswith(_ED25519_PREFIX) or len(octets) != 34:
        raise MalformedDocumentError(f"found the key {text!r:.60}, expected an Ed25519 Multikey")
    return octets[2:]


def public_key_of_jwk(jwk: object) -> bytes:
    """Read the Ed25519 public key of a JWK, refusing one that gives its secret away."""
    if not isinstance(jwk, dict) or (jwk.get("kty"), jwk.get("crv")) != ("OKP", "Ed25519"):
        raise MalformedDocumentError("found another kind of key, expected a JWK of the curve Ed25519")
    if "d" in jwk:
        raise MalformedDocumentError("found a private key, expected only the public one")
    octets = decode_base64url(jwk["x"]) if isinstance(jwk.get("x"), str) else b""
    if len(octets) != 32:
        raise MalformedDocumentError(f"found a key of {len(octets)} bytes, expected 32")
    return octets


def decode_base58btc(text: object) -> bytes:
    """Read multibase text that starts with z."""
    # Decoding takes time that grows with the square of the length, and no key or signature is longer.
    if not isinstance(text, str) or not text.startswith("z") or len(text) > 512:
        raise MalformedDocumentError(f"found {text!r:.60}, expected multibase text that starts with z")
    try:
        return bytes(base58.b58decode(text[1:]))
    except ValueError as error:
        raise MalformedDocumentError(f"found {text!r:.60}, expected base58btc") from error
