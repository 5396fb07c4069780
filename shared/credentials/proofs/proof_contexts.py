"""Say by which contexts the options of a proof are read."""

from __future__ import annotations

from functools import cache

from credentials.proofs.contexts import KNOWN, context
from credentials.standards.vc import JSON, as_list

# The context that gives a proof its meaning in documents whose own contexts do not: those of VC 1.1.
_BY_TYPE = {
    "DataIntegrityProof": "https://w3id.org/security/data-integrity/v1",
    "Ed25519Signature2020": "https://w3id.org/security/suites/ed25519-2020/v1",
}


def options_contexts(unsecured: JSON, options: JSON) -> object:
    """Give the contexts of the document, or its first one with that of the proof if they do not define it.

    https://www.imsglobal.org/spec/ob/v3p0#data-integrity
    """
    contexts = unsecured.get("@context")
    kind = options.get("type")
    if not isinstance(kind, str) or kind not in _BY_TYPE:
        return contexts
    listed = as_list(contexts)
    if any(isinstance(url, str) and url in KNOWN and kind in _words(url) for url in listed):
        return contexts
    return [*listed[:1], _BY_TYPE[kind]]


@cache
def _words(url: str) -> frozenset[str]:
    """Give the words that a kept context defines at its outermost level."""
    definitions = as_list(context(url)["@context"])
    return frozenset(word for one in definitions if isinstance(one, dict) for word in one)
