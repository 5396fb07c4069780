"""Sign and check compact JWS, the form that protocols and VC-JWT use.

https://www.rfc-editor.org/rfc/rfc7515
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Protocol, Self

from credentials.errors import InvalidProofError, MalformedDocumentError, UnsupportedProofError
from credentials.parsing import MAX_BYTES, parse_json
from credentials.proofs.base64url import decode_base64url, encode_base64url
from credentials.proofs.public_keys import KeyKind, PublicKey
from credentials.standards.vc import JSON

__all__ = [
    "ALGORITHMS", "KIND_OF_ALGORITHM", "CompactJWS", "Signer", "algorithm_of", "decode_base64url",
    "encode_base64url", "peek_jws_header", "peek_jws_payload", "sign_jws", "verify_jws",
]  # fmt: skip

# RFC 9864 renames EdDSA with this curve to Ed25519; wallets and libraries in use write either name.
ALGORITHMS = ("EdDSA", "Ed25519")
# An algorithm goes with one kind of key, so that a token cannot choose how its key is used.
KIND_OF_ALGORITHM: dict[str, KeyKind] = {
    "EdDSA": "Ed25519",
    "Ed25519": "Ed25519",
    "ES256": "P-256",
    "RS256": "RSA",
}

_MAX_HEADER = 16_384
_MAX_PAYLOAD = 2 * MAX_BYTES
_MAX_SIGNATURE = 2_048


class Signer(Protocol):
    """A key that signs, with the DID it acts for and the verification method that shows it."""

    @property
    def controller(self) -> str:
        """The DID it acts for."""

    @property
    def id(self) -> str:
        """The DID URL that names it."""

    def public_jwk(self) -> JSON:
        """Give the public key as a JWK."""

    def sign(self, message: bytes) -> bytes:
        """Sign bytes."""


@dataclass(frozen=True)
class CompactJWS:
    """Hold the parts of a compact JWS, none of which is to be believed before its signature is checked."""

    header: JSON
    payload: bytes
    signed: bytes
    signature: bytes

    @classmethod
    def read(cls, token: object) -> Self:
        """Take a token apart, checking nothing but its form."""
        parts = token.split(".", 3) if isinstance(token, str) else []
        if len(parts) != 3:
            raise InvalidProofError(f"found {len(parts)} parts, expected the three of a compact JWS")
        header, payload, signature = (
            _octets(part, longest)
            for part, longest in zip(parts, (_MAX_HEADER, _MAX_PAYLOAD, _MAX_SIGNATURE), strict=True)
        )
        signed = f"{parts[0]}.{parts[1]}".encode()
        return cls(_object(header, _MAX_HEADER), payload, signed, signature)

    def claims(self) -> JSON:
        """Read the payload, which must be a JSON object."""
        return _object(self.payload, _MAX_PAYLOAD)

    def check(self, key: PublicKey, *, algorithms: Collection[str] = tuple(KIND_OF_ALGORITHM)) -> None:
        """Check the signature with the one algorithm that the header names and the key has.

        https://www.rfc-editor.org/rfc/rfc7515#section-5.2
        """
        algorithm = self.header.get("alg")
        if not isinstance(algorithm, str) or algorithm not in algorithms:
            expected = " or ".join(algorithms)
            raise InvalidProofError(f"found the algorithm {algorithm!r:.60}, expected {expected}")
        if KIND_OF_ALGORITHM.get(algorithm) != key.kind:
            raise InvalidProofError(f"found the algorithm {algorithm} with a key of the kind {key.kind}")
        if "crit" in self.header or "b64" in self.header:
            raise UnsupportedProofError("found a header that changes how it is read, expected a plain one")
        key.verify(self.signature, self.signed)


def algorithm_of(key: PublicKey) -> str:
    """Give the usual name of the algorithm that goes with a key."""
    return next(name for name, kind in KIND_OF_ALGORITHM.items() if kind == key.kind)


def sign_jws(payload: JSON, *, header: JSON, sign: Callable[[bytes], bytes]) -> str:
    """Sign a JSON object as a compact JWS."""
    texts = [
        json.dumps(part, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
        for part in (header, payload)
    ]
    signed = ".".join(encode_base64url(text.encode()) for text in texts)
    return f"{signed}.{encode_base64url(sign(signed.encode()))}"


def verify_jws(
    token: str, *, public_key: bytes | PublicKey, typ: str, algorithms: Collection[str] = ALGORITHMS
) -> tuple[JSON, JSON]:
    """Check a compact JWS made for `typ` with one key, and give its header and payload.

    A key given as bytes is one of Ed25519.
    """
    jws = CompactJWS.read(token)
    if jws.header.get("typ") != typ:
        raise InvalidProofError(f"found a token of the type {jws.header.get('typ')!r:.60}, expected {typ!r}")
    try:
        key = PublicKey("Ed25519", public_key) if isinstance(public_key, bytes) else public_key
    except MalformedDocumentError as error:
        raise InvalidProofError(f"found an unusable key: {error}") from error
    jws.check(key, algorithms=algorithms)
    return jws.header, jws.claims()


def peek_jws_header(token: str) -> JSON:
    """Read the header of a compact JWS without believing it, to learn which key to ask for."""
    return CompactJWS.read(token).header


def peek_jws_payload(token: str) -> JSON:
    """Read the payload of a compact JWS without believing it, to learn whom it claims to come from."""
    return CompactJWS.read(token).claims()


def _octets(part: str, longest: int) -> bytes:
    if len(part) > longest * 4 // 3 + 3:
        raise InvalidProofError(f"found a part of {len(part)} characters, expected at most {longest} bytes")
    try:
        return decode_base64url(part)
    except MalformedDocumentError as error:
        raise InvalidProofError(f"found a token that cannot be read: {error}") from error


def _object(octets: bytes, longest: int) -> JSON:
    try:
        return parse_json(octets, max_bytes=longest)
    except MalformedDocumentError as error:
        raise InvalidProofError(f"found a token that cannot be read: {error}") from error
