"""Give the canonical form of a JSON-LD document: the text that signatures are made over."""

from __future__ import annotations

from threading import Lock
from typing import Any

from cachetools import LRUCache
from pyld import jsonld
from pyld.context_resolver import ContextResolver

from credentials.errors import ContextError, UnsignedTermsError
from credentials.proofs.contexts import load
from credentials.proofs.quads import quads_of
from credentials.proofs.rdfc_1_0 import canonical_nquads
from credentials.proofs.safe_mode import check_safe
from credentials.standards.vc import JSON

# PyLD's caches are not made for several threads. One resolver is kept: reading contexts is most of the work.
_LOCK = Lock()
_RESOLVER = ContextResolver(LRUCache(maxsize=1_000), load)


def canonicalize(document: JSON) -> str:
    """Write what a document says as canonical N-Quads, or refuse a document that is not safe to sign.

    https://www.w3.org/TR/vc-di-eddsa/#transformation-eddsa-rdfc-2022
    """
    check_safe(document)
    return canonical_nquads(quads_of(_expand(document)))


def _expand(document: JSON) -> list[Any]:
    dropped: list[str | None] = []
    options = {"base": None, "documentLoader": load, "contextResolver": _RESOLVER}
    try:
        with _LOCK:
            expanded: list[Any] = jsonld.expand(document, options, on_property_dropped=dropped.append)
    except jsonld.JsonLdError as error:
        raise ContextError(f"found contexts that do not fit together or the document: {error}") from error
    if dropped:
        raise UnsignedTermsError(f"found the member {dropped[0]!r:.200}, which no @context of it defines")
    return expanded
