"""Hold the keys that sign, Ed25519 and P-256, and write them as Multikey, JWK, signature and compact JWS."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Self

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from nacl.signing import SigningKey as Ed25519Key

from credentials.errors import InvalidProofError, MalformedDocumentError
from credentials.proofs.jose import (
    encode_base64url,
    peek_jws_header,
    peek_jws_payload,
    sign_jws,
    verify_jws,
)
from credentials.proofs.public_keys import KeyKind, PublicKey, decode_base58btc
from credentials.standards.vc import JSON

__all__ = [
    "KeyKind",
    "P256Key",
    "PublicKey",
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
        return sign_jws(payload, header={"typ": typ, "alg": "EdDSA", "kid": self.id}, sign=self.sign)


@dataclass(frozen=True)
class P256Key:
    """Hold a P-256 key with the DID it acts for and the verification method that shows it."""

    secret: bytes = field(repr=False)
    controller: str
    id: str

    def __post_init__(self) -> None:
        if len(self.secret) != 32:
            raise ValueError(f"found a secret of {len(self.secret)} bytes, expected 32")
        _ = self._private_key

    @classmethod
    def generate(cls, controller: str, *, name: str = "key-1") -> Self:
        """Make a new key for a DID that publishes its keys by name."""
        return cls(_new_secret(), controller, f"{controller}#{name}")

    @classmethod
    def for_holder(cls, secret: bytes | None = None) -> Self:
        """Make the key of a did:key, from a secret or a new one."""
        known = _new_secret() if secret is None else secret
        name = cls(known, "", "").public_multibase
        return cls(known, f"did:key:{name}", f"did:key:{name}#{name}")

    @property
    def public_key(self) -> PublicKey:
        """Give the key that anybody may know."""
        point = self._private_key.public_key()
        return PublicKey("P-256", point.public_bytes(Encoding.X962, PublicFormat.CompressedPoint))

    @property
    def public_multibase(self) -> str:
        """Give the public key as a Multikey string."""
        return self.public_key.multikey

    def public_jwk(self) -> JSON:
        """Give the public key as a JWK, without any secret member."""
        return self.public_key.jwk()

    def sign(self, message: bytes) -> bytes:
        """Sign bytes with ECDSA and SHA-256, always in the same way, as the 64 bytes of r and s.

        https://www.rfc-editor.org/rfc/rfc6979#section-3.2
        """
        signature = self._private_key.sign(message, ec.ECDSA(SHA256(), deterministic_signing=True))
        r, s = decode_dss_signature(signature)
        return r.to_bytes(32, "big") + s.to_bytes(32, "big")

    @cached_property
    def _private_key(self) -> ec.EllipticCurvePrivateKey:
        return ec.derive_private_key(int.from_bytes(self.secret, "big"), ec.SECP256R1())


def _new_secret() -> bytes:
    return ec.generate_private_key(ec.SECP256R1()).private_numbers().private_value.to_bytes(32, "big")


def verify_signature(signature: bytes, message: bytes, *, public_key: bytes | PublicKey) -> None:
    """Check an Ed25519 signature over bytes."""
    try:
        key = PublicKey("Ed25519", public_key) if isinstance(public_key, bytes) else public_key
    except MalformedDocumentError as error:
        raise InvalidProofError(f"found an unusable key: {error}") from error
    if key.kind != "Ed25519":
        raise InvalidProofError(f"found a key of the kind {key.kind}, expected Ed25519")
    key.verify(signature, message)


def multikey(public_key: bytes) -> str:
    """Write an Ed25519 public key as a Multikey string."""
    return PublicKey("Ed25519", public_key).multikey


def public_key_of_multikey(text: object) -> bytes:
    """Read the Ed25519 public key of a Multikey string."""
    return _ed25519(PublicKey.of_multikey(text))


def public_key_of_jwk(jwk: object) -> bytes:
    """Read the Ed25519 public key of a JWK, refusing one that gives its secret away."""
    return _ed25519(PublicKey.of_jwk(jwk))


def _ed25519(key: PublicKey) -> bytes:
    if key.kind != "Ed25519":
        raise MalformedDocumentError(f"found a key of the kind {key.kind}, expected Ed25519")
    return key.raw
