"""Build the documents that publish keys, and compute those of the DIDs that are keys themselves."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Protocol

from credentials.errors import KeyNotFoundError, MalformedDocumentError
from credentials.parsing import parse_json
from credentials.proofs.base64url import decode_base64url
from credentials.proofs.public_keys import PublicKey
from credentials.standards.vc import JSON

_DID_CONTEXT = "https://www.w3.org/ns/did/v1"
_MULTIKEY_CONTEXT = "https://w3id.org/security/multikey/v1"
_JWK_CONTEXT = "https://w3id.org/security/jwk/v1"
_MAX_JWK = 8_192


class Publishable(Protocol):
    """What a document must know of a key: whose it is, what it is called and its public part."""

    @property
    def controller(self) -> str:
        """The DID it acts for."""

    @property
    def id(self) -> str:
        """The DID URL that names it."""

    def public_jwk(self) -> JSON:
        """Give the public key as a JWK."""


@dataclass(frozen=True)
class PublishedKey:
    """Hold the public part of a key whose secret is no longer kept."""

    controller: str
    id: str
    key: PublicKey

    def public_jwk(self) -> JSON:
        """Give the public key as a JWK."""
        return self.key.jwk()


def did_document(
    did: str,
    keys: Sequence[Publishable],
    *,
    retired: Sequence[Publishable] = (),
    as_jwk: Collection[str] = (),
) -> JSON:
    """Build the document that publishes the keys of a DID.

    A retired key signs nothing new, but what it signed keeps verifying. A key that was stolen is left out,
    and everything it signed fails. Keys whose names are in `as_jwk`, and RSA keys, are written as JWK.
    https://www.w3.org/TR/cid-1.0/#verification-methods
    """
    published = [*keys, *retired]
    if foreign := [key.id for key in published if key.controller != did]:
        raise ValueError(f"found the key {foreign[0]}, expected only keys of {did}")
    names = [key.id for key in published]
    if len(set(names)) != len(names):
        raise ValueError(f"found {len(names)} keys with {len(set(names))} names, expected one name each")
    methods = [_method(did, key.id, PublicKey.of_jwk(key.public_jwk()), as_jwk) for key in published]
    return _document(did, methods, assertion=names, authentication=[key.id for key in keys])


def did_key_document(did: str) -> JSON:
    """Compute the document of a did:key, which is never fetched.

    https://w3c-ccg.github.io/did-key-spec/#document-creation-algorithm
    """
    name = did.removeprefix("did:key:")
    try:
        key = PublicKey.of_multikey(name)
    except MalformedDocumentError as error:
        raise KeyNotFoundError(f"found {did!r:.200}, expected a did:key of Ed25519 or P-256") from error
    method = f"{did}#{name}"
    return _document(did, [_method(did, method, key)], assertion=[method], authentication=[method])


def did_jwk_document(did: str) -> JSON:
    """Compute the document of a did:jwk, which is never fetched.

    https://github.com/quartzjer/did-jwk/blob/main/spec.md#read
    """
    try:
        jwk = parse_json(decode_base64url(did.removeprefix("did:jwk:")), max_bytes=_MAX_JWK)
        key = PublicKey.of_jwk(jwk)
    except MalformedDocumentError as error:
        expected = "expected a did:jwk of Ed25519, P-256 or RSA"
        raise KeyNotFoundError(f"found {did!r:.200}, {expected}: {error}") from error
    method = f"{did}#0"
    signs = [method] if jwk.get("use", "sig") == "sig" else []
    return _document(did, [_method(did, method, key, [method])], assertion=signs, authentication=signs)


def computed_document(did: str) -> JSON | None:
    """Give the document of a DID that is a key itself, or None for one whose document is kept elsewhere."""
    if did.startswith("did:key:"):
        return did_key_document(did)
    return did_jwk_document(did) if did.startswith("did:jwk:") else None


def _document(did: str, methods: list[JSON], *, assertion: list[str], authentication: list[str]) -> JSON:
    kinds = {method["type"] for method in methods}
    contexts = [_MULTIKEY_CONTEXT] if "Multikey" in kinds else []
    return {
        "@context": [_DID_CONTEXT, *contexts, *([_JWK_CONTEXT] if "JsonWebKey" in kinds else [])],
        "id": did,
        "verificationMethod": methods,
        "assertionMethod": assertion,
        "authentication": authentication,
    }


def _method(did: str, name: str, key: PublicKey, as_jwk: Collection[str] = ()) -> JSON:
    if key.kind == "RSA" or name in as_jwk:
        return {"id": name, "type": "JsonWebKey", "controller": did, "publicKeyJwk": key.jwk()}
    return {"id": name, "type": "Multikey", "controller": did, "publicKeyMultibase": key.multikey}
