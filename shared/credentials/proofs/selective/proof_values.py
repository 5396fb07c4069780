"""Write and read the two proof values of ecdsa-sd-2023: the holder's and the verifier's.

https://www.w3.org/TR/vc-di-ecdsa/#ecdsa-sd-2023-functions
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Self

import cbor2

from credentials.errors import InvalidProofError, MalformedDocumentError
from credentials.parsing import MAX_BYTES
from credentials.proofs.base64url import decode_base64url, encode_base64url
from credentials.proofs.public_keys import PublicKey
from credentials.proofs.selective.cbor import read_cbor

BASE_HEADER = b"\xd9\x5d\x00"
DERIVED_HEADER = b"\xd9\x5d\x01"
# How every base proof value begins: the header as base64url.
BASE_BEGINNING = "u2V0A"
_P256_PREFIX = b"\x80\x24"


@dataclass(frozen=True)
class BaseProof:
    """Hold what an issuer gives to the holder alone: it signs every statement, to be shown or not."""

    signature: bytes
    proof_key: PublicKey
    hmac_key: bytes
    signatures: tuple[bytes, ...]
    mandatory_pointers: tuple[str, ...]

    def __str__(self) -> str:
        components = [
            self.signature,
            key_octets(self.proof_key),
            self.hmac_key,
            list(self.signatures),
            list(self.mandatory_pointers),
        ]
        return _written(BASE_HEADER, components)

    @classmethod
    def read(cls, text: object) -> Self:
        """Read a base proof value."""
        signature, key, hmac_key, signatures, pointers = _components(text, BASE_HEADER)
        return cls(
            _octets(signature, 64),
            _proof_key(key),
            _octets(hmac_key, 32),
            _signatures(signatures),
            tuple(_pointer(one) for one in _items(pointers)),
        )


@dataclass(frozen=True)
class DerivedProof:
    """Hold what a holder gives to a verifier: the signatures of the statements that are shown."""

    signature: bytes
    proof_key: PublicKey
    signatures: tuple[bytes, ...]
    # By the canonical number of each blank node, the digest that labelled it when it was signed.
    label_map: dict[int, bytes]
    mandatory_indexes: tuple[int, ...]

    def __str__(self) -> str:
        components = [
            self.signature,
            key_octets(self.proof_key),
            list(self.signatures),
            self.label_map,
            list(self.mandatory_indexes),
        ]
        return _written(DERIVED_HEADER, components)

    @classmethod
    def read(cls, text: object) -> Self:
        """Read a derived proof value."""
        signature, key, signatures, labels, indexes = _components(text, DERIVED_HEADER)
        return cls(
            _octets(signature, 64),
            _proof_key(key),
            _signatures(signatures),
            _label_map(labels),
            _ascending(_items(indexes)),
        )


def key_octets(key: PublicKey) -> bytes:
    """Write a P-256 key as the 35 bytes of a binary Multikey."""
    return _P256_PREFIX + key.raw


def _written(header: bytes, components: Sequence[Any]) -> str:
    return "u" + encode_base64url(header + cbor2.dumps(components))


def _components(text: object, header: bytes) -> list[Any]:
    if not isinstance(text, str) or not text.startswith("u") or len(text) > MAX_BYTES:
        raise InvalidProofError(
            f"found the proofValue {text!r:.60}, expected base64url text that starts with u"
        )
    try:
        octets = decode_base64url(text[1:])
    except MalformedDocumentError as error:
        raise InvalidProofError(f"found an unreadable proofValue: {error}") from error
    if octets[:3] != header:
        kinds = {BASE_HEADER: "base proof", DERIVED_HEADER: "derived proof"}
        found = kinds.get(octets[:3], f"header {octets[:3].hex()}")
        raise InvalidProofError(f"found the {found} as proofValue, expected a {kinds[header]}")
    components = read_cbor(octets[3:])
    if not isinstance(components, list) or len(components) != 5:
        raise InvalidProofError("found another form of proofValue, expected an array of five elements")
    return components


def _octets(value: object, length: int) -> bytes:
    if not isinstance(value, bytes) or len(value) != length:
        raise InvalidProofError(f"found {_kind(value)} in the proofValue, expected {length} bytes")
    return value


def _items(value: object) -> list[Any]:
    if not isinstance(value, list):
        raise InvalidProofError(f"found {_kind(value)} in the proofValue, expected an array")
    return value


def _signatures(value: object) -> tuple[bytes, ...]:
    return tuple(_octets(one, 64) for one in _items(value))


def _proof_key(value: object) -> PublicKey:
    octets = _octets(value, 35)
    if not octets.startswith(_P256_PREFIX):
        raise InvalidProofError("found another kind of key in the proofValue, expected a P-256 key")
    try:
        return PublicKey("P-256", octets[2:])
    except MalformedDocumentError as error:
        raise InvalidProofError(f"found an unusable key in the proofValue: {error}") from error


def _pointer(value: object) -> str:
    if not isinstance(value, str):
        raise InvalidProofError(f"found {_kind(value)} in the proofValue, expected a JSON pointer")
    return value


def _label_map(value: object) -> dict[int, bytes]:
    if not isinstance(value, dict) or sorted(value) != list(range(len(value))):
        raise InvalidProofError("found other labels in the proofValue, expected one for each number from 0")
    labels = {number: _octets(digest, 32) for number, digest in value.items()}
    # One thing shown as two would say something else than the issuer said of the one.
    if len(set(labels.values())) != len(labels):
        raise InvalidProofError("found one label twice in the proofValue, expected them to differ")
    return labels


def _ascending(numbers: list[Any]) -> tuple[int, ...]:
    if not all(isinstance(number, int) for number in numbers):
        raise InvalidProofError("found another kind of index in the proofValue, expected whole numbers")
    if any(after <= before for before, after in pairwise(numbers)):
        raise InvalidProofError("found indexes in the proofValue out of order, expected them to ascend")
    return tuple(numbers)


def _kind(value: object) -> str:
    size = f" of {len(value)}" if isinstance(value, bytes | list | dict) else ""
    return f"{type(value).__name__}{size}"
