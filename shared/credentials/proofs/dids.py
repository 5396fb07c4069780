"""Name and resolve who signs: did:web, did:key, did:jwk and the addresses of controller documents."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from urllib.parse import quote, unquote, urlsplit

from credentials.errors import KeyNotFoundError, MalformedDocumentError, UnresolvableError
from credentials.parsing import parse_json
from credentials.proofs.controllers import (
    Relationship,
    Resolve,
    check_published,
    controller_document,
    verification_key,
)
from credentials.proofs.did_documents import (
    PublishedKey,
    computed_document,
    did_document,
    did_jwk_document,
    did_key_document,
)
from credentials.standards.vc import JSON

__all__ = [
    "PublishedKey", "Relationship", "Resolve", "check_published", "controller_document", "did_document",
    "did_jwk_document", "did_key_document", "did_web", "did_web_url", "make_resolver", "verification_key",
]  # fmt: skip

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


def make_resolver(http_get: Callable[[str], bytes], *, http_origins: Collection[str] = ()) -> Resolve:
    """Make the function that resolves did:key and did:jwk by computing, and the rest through `http_get`.

    The rest is did:web and https addresses of controller documents.
    """

    def resolve(did: str) -> JSON:
        if (computed := computed_document(did)) is not None:
            return computed
        if not did.startswith(("did:web:", "https://")):
            expected = "a did:web, did:key, did:jwk or https address"
            raise UnresolvableError(f"found {did!r:.200}, expected {expected}")
        url = did_web_url(did, http_origins=http_origins) if did.startswith("did:web:") else did
        try:
            return parse_json(http_get(url))
        except MalformedDocumentError as error:
            raise UnresolvableError(f"found no readable DID document at {url}: {error}") from error

    return resolve
