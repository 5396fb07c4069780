"""Hold RSA keys, which sign VC-JWT only: every verifier of Open Badges must know RS256."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Self

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_der_private_key,
)

from credentials.proofs.public_keys import PublicKey
from credentials.standards.vc import JSON

_BITS = 2048


@dataclass(frozen=True)
class RSAKey:
    """Hold an RSA key, as PKCS #8 DER, with the DID it acts for and the verification method that shows it."""

    der: bytes = field(repr=False)
    controller: str
    id: str

    def __post_init__(self) -> None:
        _ = self.public_key

    @classmethod
    def generate(cls, controller: str, *, name: str = "key-1") -> Self:
        """Make a new key for a DID that publishes its keys by name."""
        key = rsa.generate_private_key(public_exponent=65_537, key_size=_BITS)
        der = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
        return cls(der, controller, f"{controller}#{name}")

    @cached_property
    def public_key(self) -> PublicKey:
        """Give the key that anybody may know."""
        public = self._private.public_key()
        return PublicKey("RSA", public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo))

    def public_jwk(self) -> JSON:
        """Give the public key as a JWK, without any secret member."""
        return self.public_key.jwk()

    def sign(self, message: bytes) -> bytes:
        """Sign bytes with RSA PKCS #1 v1.5 and SHA-256.

        https://www.rfc-editor.org/rfc/rfc7518#section-3.3
        """
        return self._private.sign(message, PKCS1v15(), SHA256())

    @cached_property
    def _private(self) -> rsa.RSAPrivateKey:
        try:
            key = load_der_private_key(self.der, password=None)
        except (ValueError, TypeError, UnsupportedAlgorithm) as error:
            raise ValueError("found no private key, expected an RSA key as PKCS #8 DER") from error
        if not isinstance(key, rsa.RSAPrivateKey):
            raise ValueError(f"found a {type(key).__name__}, expected an RSA key")
        return key
