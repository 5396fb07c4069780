"""Find the keys that a controller's own document authorises; no key is believed on any other word.

https://www.w3.org/TR/cid-1.0/#retrieve-verification-method
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import lru_cache
from typing import Literal

from credentials.errors import (
    KeyNotFoundError,
    MalformedDocumentError,
    UnsupportedProofError,
)
from credentials.proofs.did_documents import computed_document
from credentials.proofs.public_keys import PublicKey, decode_base58btc
from credentials.standards.vc import JSON, as_list, read_timestamp

Relationship = Literal["assertionMethod", "authentication"]
Resolve = Callable[[str], JSON]

_DID = re.compile(r"did:[a-z0-9]+:[A-Za-z0-9._%:-]*[A-Za-z0-9._-]", re.ASCII)
_ADDRESS = re.compile(r"https?://[!\"$-~]+", re.ASCII)
_LONGEST_NAME = 2048
_MOST_METHODS = 100

# The member that holds the key, by the type of the verification method.
_MEMBERS = {
    "Multikey": "publicKeyMultibase",
    "Ed25519VerificationKey2020": "publicKeyMultibase",
    "JsonWebKey": "publicKeyJwk",
    "JsonWebKey2020": "publicKeyJwk",
}
# Multicodec prefixes and JWK curves of keys that are sound but cannot be used here: secp256k1, BLS12-381 G2,
# P-384, P-521, RSA.
_OTHER_PREFIXES = (b"\xe7\x01", b"\xeb\x01", b"\x81\x24", b"\x82\x24", b"\x85\x24")
_OTHER_CURVES = ("secp256k1", "P-384", "P-521", "Ed448", "Bls12381G2")


def verification_key(
    name: object, *, relationship: Relationship, resolve: Resolve, at: datetime | None = None
) -> tuple[str, PublicKey]:
    """Find the key of that name, and give its controller with it.

    `at` is when the key is said to have been used: a key that names an end is not found after it, nor when
    nothing is said.
    """
    text = name if isinstance(name, str) else ""
    controller, _, fragment = text.partition("#")
    if not fragment and len(text) <= _LONGEST_NAME and _ADDRESS.fullmatch(text):
        return _key_at_its_own_address(text, relationship, resolve, at)
    if not fragment:
        raise KeyNotFoundError(f"found the key name {name!r:.200}, expected a DID with a #fragment")
    document = controller_document(controller, resolve)
    if text not in _names(document, controller, relationship):
        raise KeyNotFoundError(f"found no {text} among the keys of {controller} for {relationship}")
    matching = [method for method in _methods(document, controller) if method["id"] == text]
    if len(matching) != 1:
        raise KeyNotFoundError(f"found {len(matching)} keys named {text}, expected exactly one")
    return controller, _public_key(matching[0], controller, at)


def check_published(
    key: PublicKey, controller: str, *, relationship: Relationship, resolve: Resolve, at: datetime | None
) -> None:
    """Refuse a key that came without a name and that its controller's document does not authorise."""
    document = controller_document(controller, resolve)
    if key not in _keys(document, controller, relationship, at):
        raise KeyNotFoundError(f"found a key that is not among those of {controller} for {relationship}")


def controller_document(controller: str, resolve: Resolve) -> JSON:
    """Resolve the document of a DID or of an address, which must say that it is that document."""
    if len(controller) > _LONGEST_NAME or not (_DID.fullmatch(controller) or _ADDRESS.fullmatch(controller)):
        raise KeyNotFoundError(f"found {controller!r:.200}, expected a DID or the address of a document")
    document = computed_document(controller) or resolve(controller)
    if document.get("id") != controller:
        found = document.get("id")
        raise KeyNotFoundError(f"found the document of {found!r:.200}, expected that of {controller}")
    return document


def _key_at_its_own_address(
    address: str, relationship: Relationship, resolve: Resolve, at: datetime | None
) -> tuple[str, PublicKey]:
    """Read a verification method that is a document by itself, and ask its controller about it."""
    method = resolve(address)
    controller = method.get("controller")
    if method.get("id") != address or not isinstance(controller, str):
        raise KeyNotFoundError(f"found no key at {address}, expected one with that id and a controller")
    document = controller_document(controller, resolve)
    if address not in _names(document, controller, relationship):
        raise KeyNotFoundError(f"found no {address} among the keys of {controller} for {relationship}")
    return controller, _public_key(method, controller, at)


def _keys(
    document: JSON, controller: str, relationship: Relationship, at: datetime | None
) -> Iterator[PublicKey]:
    names = _names(document, controller, relationship)
    for method in _methods(document, controller):
        try:
            if method["id"] in names:
                yield _public_key(method, controller, at)
        except (KeyNotFoundError, UnsupportedProofError):
            continue


def _names(document: JSON, controller: str, relationship: Relationship) -> list[str]:
    entries = as_list(document.get(relationship))[:_MOST_METHODS]
    named = (entry.get("id") if isinstance(entry, dict) else entry for entry in entries)
    return [_absolute(name, controller) for name in named if isinstance(name, str)]


def _methods(document: JSON, controller: str) -> list[JSON]:
    """Give the described keys, those that stand in a relationship included, each with its full name."""
    listed = [
        method
        for member in ("verificationMethod", "assertionMethod", "authentication")
        for method in as_list(document.get(member))[:_MOST_METHODS]
        if isinstance(method, dict) and isinstance(method.get("id"), str)
    ]
    methods: list[JSON] = []
    for method in listed:
        named = {**method, "id": _absolute(method["id"], controller)}
        if named not in methods:
            methods.append(named)
    return methods


def _absolute(name: str, controller: str) -> str:
    return f"{controller}{name}" if name.startswith("#") else name


def _public_key(method: JSON, controller: str, at: datetime | None) -> PublicKey:
    if method.get("controller") != controller:
        found = method.get("controller")
        raise KeyNotFoundError(f"found a key of {found!r:.200}, expected one of {controller}")
    _check_dates(method, at)
    kind = method.get("type")
    member = _MEMBERS.get(kind) if isinstance(kind, str) else None
    if member is None:
        raise UnsupportedProofError(f"found a key of the type {kind!r:.60}, expected {', '.join(_MEMBERS)}")
    if {"publicKeyMultibase", "publicKeyJwk"} & method.keys() != {member}:
        raise KeyNotFoundError(f"found a {kind} without a {member} or with another key beside it")
    try:
        key = PublicKey.of_jwk(method[member]) if member == "publicKeyJwk" else _of_multikey(method[member])
    except MalformedDocumentError as error:
        refusal = UnsupportedProofError if _is_of_another_kind(method[member]) else KeyNotFoundError
        raise refusal(f"found no usable key at {method['id']:.200}: {error}") from error
    if kind == "Ed25519VerificationKey2020" and key.kind != "Ed25519":
        raise KeyNotFoundError(f"found a key of the kind {key.kind} in a {kind}")
    return key


def _of_multikey(text: object) -> PublicKey:
    return _known(text) if isinstance(text, str) else PublicKey.of_multikey(text)


@lru_cache(maxsize=256)
def _known(text: str) -> PublicKey:
    """Read a key once: an issuer's badges are looked at one after the other."""
    return PublicKey.of_multikey(text)


def _check_dates(method: JSON, at: datetime | None) -> None:
    """Refuse a key that is said to have been used after its end.

    https://www.w3.org/TR/cid-1.0/#defn-revoked
    """
    for member in ("revoked", "expires"):
        if member not in method:
            continue
        try:
            end = read_timestamp(method[member])
        except MalformedDocumentError as error:
            raise KeyNotFoundError(f"found a key whose end cannot be read: {error}") from error
        if at is None or at >= end:
            used = "without a date" if at is None else f"on {at.isoformat()}"
            raise KeyNotFoundError(f"found a key used {used}, expected before {end.isoformat()} ({member})")


def _is_of_another_kind(key: object) -> bool:
    """Tell whether a key is sound as far as can be seen, and of a kind that cannot be used here."""
    if isinstance(key, dict):
        return key.get("crv") in _OTHER_CURVES
    try:
        return decode_base58btc(key).startswith(_OTHER_PREFIXES)
    except MalformedDocumentError:
        return False
