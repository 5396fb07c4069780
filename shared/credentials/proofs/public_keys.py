"""Hold the public keys of others, each bound to its kind, and read them from Multikey and JWK."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, Self

import base58
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_der_public_key
from nacl.exceptions import CryptoError
from nacl.signing import VerifyKey

from credentials.errors import InvalidProofError, MalformedDocumentError
from credentials.proofs.base64url import decode_base64url, encode_base64url
from credentials.standards.vc import JSON

KeyKind = Literal["Ed25519", "P-256", "RSA"]

# The multicodec numbers 0xed and 0x1200 of the public keys, as varints.
_ED25519_PREFIX = b"\xed\x01"
_P256_PREFIX = b"\x80\x24"
_SECRET_MEMBERS = frozenset({"d", "p", "q", "dp", "dq", "qi", "oth", "k"})
_RSA_BITS = range(2048, 8193)


@dataclass(frozen=True)
class PublicKey:
    """Hold a public key: 32 bytes of Ed25519, a compressed point of P-256, or the DER of an RSA key."""

    kind: KeyKind
    raw: bytes

    def __post_init__(self) -> None:
        if self.kind == "Ed25519" and len(self.raw) != 32:
            raise MalformedDocumentError(f"found an Ed25519 key of {len(self.raw)} bytes, expected 32")
        if self.kind == "P-256":
            if len(self.raw) != 33:
                raise MalformedDocumentError(f"found a P-256 key of {len(self.raw)} bytes, expected 33")
            _point(self.raw)
        if self.kind == "RSA":
            _check_rsa(_rsa(self.raw))

    @classmethod
    def of_multikey(cls, text: object) -> Self:
        """Read a Multikey string.

        https://www.w3.org/TR/cid-1.0/#Multikey
        """
        octets = decode_base58btc(text)
        if octets.startswith(_ED25519_PREFIX):
            return cls("Ed25519", octets[2:])
        if octets.startswith(_P256_PREFIX):
            return cls("P-256", octets[2:])
        raise MalformedDocumentError(f"found the key {text!r:.60}, expected a Multikey of Ed25519 or P-256")

    @classmethod
    def of_jwk(cls, jwk: object) -> Self:
        """Read a JWK, refusing one that gives its secret away."""
        if not isinstance(jwk, dict):
            raise MalformedDocumentError(f"found {type(jwk).__name__}, expected a JWK")
        if _SECRET_MEMBERS & jwk.keys():
            raise MalformedDocumentError("found a private key, expected only the public one")
        kind = (jwk.get("kty"), jwk.get("crv"))
        if kind == ("OKP", "Ed25519"):
            return cls("Ed25519", _octets(jwk, "x", 32))
        if kind == ("EC", "P-256"):
            point = b"\x04" + _octets(jwk, "x", 32) + _octets(jwk, "y", 32)
            return cls("P-256", _compressed(_point(point)))
        if kind == ("RSA", None):
            numbers = (int.from_bytes(_octets(jwk, member), "big") for member in ("e", "n"))
            return cls("RSA", _rsa_der(*numbers))
        raise MalformedDocumentError(
            f"found the key type {kind[0]!r:.20} {kind[1]!r:.20}, expected Ed25519, P-256 or RSA"
        )

    @property
    def multikey(self) -> str:
        """Write the key as a Multikey string; RSA keys are published as JWK only."""
        if self.kind == "RSA":
            raise MalformedDocumentError("found an RSA key, expected one that has a Multikey form")
        prefix = _ED25519_PREFIX if self.kind == "Ed25519" else _P256_PREFIX
        return "z" + str(base58.b58encode(prefix + self.raw).decode())

    def jwk(self) -> JSON:
        """Write the key as a JWK."""
        if self.kind == "Ed25519":
            return {"kty": "OKP", "crv": "Ed25519", "x": encode_base64url(self.raw)}
        if self.kind == "P-256":
            numbers = _point(self.raw).public_numbers()
            x, y = (encode_base64url(number.to_bytes(32, "big")) for number in (numbers.x, numbers.y))
            return {"kty": "EC", "crv": "P-256", "x": x, "y": y}
        modulus = _rsa(self.raw).public_numbers()
        n, e = (
            encode_base64url(number.to_bytes((number.bit_length() + 7) // 8, "big"))
            for number in (modulus.n, modulus.e)
        )
        return {"kty": "RSA", "n": n, "e": e}

    def verify(self, signature: bytes, message: bytes) -> None:
        """Check a signature: Ed25519, ECDSA with SHA-256 as r and s, or RSA PKCS #1 v1.5 with SHA-256."""
        try:
            if self.kind == "Ed25519":
                VerifyKey(self.raw).verify(message, signature)
            elif self.kind == "P-256":
                _point(self.raw).verify(_dss(signature), message, ec.ECDSA(SHA256()))
            else:
                _rsa(self.raw).verify(signature, message, PKCS1v15(), SHA256())
        except (CryptoError, InvalidSignature, ValueError) as error:
            raise InvalidProofError(
                "found a signature that the key did not make over this content"
            ) from error


def decode_base58btc(text: object) -> bytes:
    """Read multibase text that starts with z."""
    # Decoding takes time that grows with the square of the length, and no key or signature is longer.
    if not isinstance(text, str) or not text.startswith("z") or len(text) > 512:
        raise MalformedDocumentError(f"found {text!r:.60}, expected multibase text that starts with z")
    try:
        return bytes(base58.b58decode(text[1:]))
    except ValueError as error:
        raise MalformedDocumentError(f"found {text!r:.60}, expected base58btc") from error


def _octets(jwk: JSON, member: str, length: int | None = None) -> bytes:
    octets = decode_base64url(jwk[member]) if isinstance(jwk.get(member), str) else b""
    if length is not None and len(octets) != length:
        raise MalformedDocumentError(f"found a key of {len(octets)} bytes, expected {length}")
    return octets


@lru_cache(maxsize=256)
def _point(octets: bytes) -> ec.EllipticCurvePublicKey:
    try:
        return ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), octets)
    except ValueError as error:
        raise MalformedDocumentError("found a key that is no point of the curve P-256") from error


def _compressed(point: ec.EllipticCurvePublicKey) -> bytes:
    return point.public_bytes(Encoding.X962, PublicFormat.CompressedPoint)


def _dss(signature: bytes) -> bytes:
    if len(signature) != 64:
        raise InvalidProofError(f"found a signature of {len(signature)} bytes, expected 64")
    return encode_dss_signature(int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big"))


def _rsa(der: bytes) -> rsa.RSAPublicKey:
    try:
        key = load_der_public_key(der)
    except (ValueError, UnsupportedAlgorithm) as error:
        raise MalformedDocumentError("found a key that is no RSA public key") from error
    if not isinstance(key, rsa.RSAPublicKey):
        raise MalformedDocumentError("found another kind of key, expected an RSA public key")
    return key


def _rsa_der(exponent: int, modulus: int) -> bytes:
    try:
        key = rsa.RSAPublicNumbers(exponent, modulus).public_key()
    except (ValueError, OverflowError) as error:
        raise MalformedDocumentError("found numbers that are no RSA public key") from error
    _check_rsa(key)
    return key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


def _check_rsa(key: rsa.RSAPublicKey) -> None:
    if key.key_size not in _RSA_BITS:
        raise MalformedDocumentError(f"found an RSA key of {key.key_size} bits, expected 2048 to 8192")
    # A huge exponent makes each check slow, and nobody uses one.
    if key.public_numbers().e.bit_length() > 32:
        raise MalformedDocumentError("found an RSA key with a huge exponent, expected one such as 65537")
