"""Write documents in other ways than the library does, and compare how it goes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from cachetools import LRUCache
from pyld import jsonld
from pyld.context_resolver import ContextResolver

from credentials.errors import CredentialError
from credentials.proofs.compiled_contexts import NotCompiledError
from credentials.proofs.contexts import load
from credentials.proofs.rdfc_1_0 import Quad
from credentials.standards.vc import JSON

_RESOLVER = ContextResolver(LRUCache(maxsize=1_000), load)
_OPTIONS = {
    "algorithm": "URDNA2015",
    "format": "application/n-quads",
    "documentLoader": load,
    "base": None,
    "rdfDirection": "i18n-datatype",
}


def by_pyld(document: JSON) -> str:
    """Write the canonical form with nothing but PyLD."""
    written = str(jsonld.normalize(document, {**_OPTIONS, "contextResolver": _RESOLVER}))
    # It writes a statement twice where a thing is described twice alike with an empty list.
    return "".join(sorted({f"{line}\n" for line in written.split("\n") if line}))


def outcome(write: Callable[[JSON], Any], document: JSON) -> Any:
    """Give what is written, or the class of the refusal."""
    try:
        return write(document)
    except CredentialError as error:
        return type(error)


def leave_to_pyld(document: JSON) -> list[Quad]:
    """Stand in for compiled contexts that know no word."""
    raise NotCompiledError
