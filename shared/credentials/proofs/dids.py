"""Name, publish and resolve who signs: did:web, did:key and the keys their documents authorise."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from typing import Literal
from urllib.parse import quote, unquote, urlsplit

from credentials.errors import KeyNotFoundError, MalformedDocumentError, UnresolvableError
from credentials.parsing import parse_json
from credentials.proofs.keys import SigningKey, public_key_of_jwk, public_key_of_multikey
from credentials.standards.vc import JSON, as_list

Relationship = Literal["assertionMethod", "authentication"]
Resolve = Callable[[str], JSON]

_CONTEXTS = ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"]
_DID = re.compile(r"did:[a-z0-9]+:[A-Za-z0-9._%:-]*[A-Za-z0-9._-]", re.ASCII)
_HOST = re.compile(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]{1,5})?", re.ASCII)
_SEGMENT = re.compile(r"[A-Za-z0-9._~-]+", re.ASCII)


def did_web(origin: str) -> str:
    """Name the did:web of a site by its origin: http://localhost:8001 is did:web:localhost%3A8001."""
    parts = urlsplit(origin)
    if (
        parts.scheme not in ("http", "https")
        or parts.path
        or parts.query
        or not _HOST.fullmatch(parts.netloc)
    ):
        raise ValueError(f"found {origin!r}, expected an origin such as https://college.example")
    return f"did:web:{quote(parts.netloc, safe='.-')}"


def did_web_url(did: str, *, http_origins: Collection[str] = ()) -> str:
    """Give the address of a did:web document; plain http only for the origins that are listed.

    https://w3c-ccg.github.io/did-method-web/#read-resolve
    """
    parts = did.removeprefix("did:web:").split(":")
    host, *path = [unquote(part) for part in parts]
    if not did.startswith("did:web:") or not _HOST.fullmatch(host):
        raise KeyNotFoundError(f"found {did!r:.200}, expected a did:web that names a host")
    if any(not _SEGMENT.fullmatch(part) or part in (".", "..") for part in path):
        raise KeyNotFoundError(f"found {did!r:.200}, expected a did:web with a plain path")
    scheme = "http" if f"http://{host}" in http_origins else "https"
    return f"{scheme}://{host}/{'/'.join(path) or '.well-known'}/did.json"


def did_document(did: str, keys: Sequence[SigningKey]) -> JSON:
    """Build the document that publishes the keys of a DID, retired ones included."""
    foreign = [key.id for key in keys if key.controller != did]
    if foreign:
        raise ValueError(f"found the key {foreign[0]}, expected only keys of {did}")
    names = [key.id for key in keys]
    methods = [_multikey_method(did, key.id, key.public_multibase) for key in keys]
    return {
        "@context": _CONTEXTS,
        "id": did,
        "verificationMethod": methods,
        "assertionMethod": names,
        "authentication": names,
    }


def did_key_document(did: str) -> JSON:
    """Compute the document of a did:key, which is never fetched.

    https://w3c-ccg.github.io/did-key-spec/#document-creation-algorithm
    """
    name = did.removeprefix("did:key:")
    try:
        public_key_of_multikey(name)
    except MalformedDocumentError as error:
        raise KeyNotFoundError(f"found {did!r:.200}, expected a did:key of an Ed25519 key") from error
    method = f"{did}#{name}"
    return {
        "@context": _CONTEXTS,
        "id": did,
        "verificationMethod": [_multikey_method(did, method, name)],
        "assertionMethod": [method],
        "authentication": [method],
    }


def make_resolver(http_get: Callable[[str], bytes], *, http_origins: Collection[str] = ()) -> Resolve:
    """Make the function that resolves did:key by computing and did:web by fetching through `http_get`."""

    def resolve(did: str) -> JSON:
        if did.startswith("did:key:"):
            return did_key_document(did)
        if not did.startswith("did:web:"):
            raise UnresolvableError(f"found {did!r:.200}, expected a did:web or did:key")
        url = did_web_url(did, http_origins=http_origins)
        try:
            return parse_json(http_get(url))
        except MalformedDocumentError as error:
            raise UnresolvableError(f"found no readable DID document at {url}: {error}") from error

    return resolve


def verification_key(did_url: object, *, relationship: Relationship, resolve: Resolve) -> tuple[str, bytes]:
    """Find the key that a DID authorises for a purpose, and give the DID with the public key.

    https://www.w3.org/TR/controller-document/#retrieve-verification-method
    """
    did, _, fragment = did_url.partition("#") if isinstance(did_url, str) else ("", "", "")
    if did.startswith(("https:", "http:")):
        raise UnresolvableError(
            f"found the key name {did_url!r:.200}, expected a DID, the one kind resolved here"
        )
    if not fragment or len(did) > 2048 or not _DID.fullmatch(did):
        raise KeyNotFoundError(f"found the key name {did_url!r:.200}, expected a DID with a #fragment")
    document = did_key_document(did) if did.startswith("did:key:") else resolve(did)
    if document.get("id") != did:
        raise KeyNotFoundError(f"found the document of {document.get('id')!r:.200}, expected that of {did}")
    authorised = as_list(document.get(relationship))
    if did_url not in [entry.get("id") if isinstance(entry, dict) else entry for entry in authorised]:
        raise KeyNotFoundError(f"found no {did_url} among the keys of {did} for {relationship}")
    embedded = [entry for entry in authorised if isinstance(entry, dict)]
    methods = [*embedded, *as_list(document.get("verificationMethod"))]
    matching = [method for method in methods if isinstance(method, dict) and method.get("id") == did_url]
    if len(matching) != 1:
        raise KeyNotFoundError(f"found {len(matching)} keys named {did_url}, expected exactly one")
    if matching[0].get("controller") != did:
        raise KeyNotFoundError(
            f"found a key of {matching[0].get('controller')!r:.200}, expected one of {did}"
        )
    return did, _public_key(matching[0])


def _public_key(method: JSON) -> bytes:
    try:
        if "publicKeyMultibase" in method:
            return public_key_of_multikey(method["publicKeyMultibase"])
        return public_key_of_jwk(method.get("publicKeyJwk"))
    except MalformedDocumentError as error:
        raise KeyNotFoundError(f"found no usable key at {method.get('id')}: {error}") from error


def _multikey_method(did: str, name: str, public_multibase: str) -> JSON:
    return {"id": name, "type": "Multikey", "controller": did, "publicKeyMultibase": public_multibase}
