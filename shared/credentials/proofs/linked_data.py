"""Give the canonical form of a JSON-LD document: the text that signatures are made over.

There are two ways to the same quads. Compiled contexts are the fast one, for words whose rules are plain; a
document with any other word goes through PyLD, wholly and within a budget. Tests compare the two.
"""

from __future__ import annotations

from credentials.proofs.compiled_contexts import NotCompiledError
from credentials.proofs.compiled_quads import compiled_quads
from credentials.proofs.pyld_quads import pyld_quads
from credentials.proofs.rdfc_1_0 import Quad, canonical_nquads
from credentials.proofs.safe_mode import check_safe
from credentials.standards.vc import JSON


def canonicalize(document: JSON) -> str:
    """Write what a document says as canonical N-Quads, or refuse a document that is not safe to sign.

    https://www.w3.org/TR/vc-di-eddsa/#transformation-eddsa-rdfc-2022
    """
    check_safe(document)
    return canonical_nquads(read_quads(document))


def read_quads(document: JSON) -> list[Quad]:
    """Give the RDF quads of a document that `safe_mode` has let pass."""
    try:
        return compiled_quads(document)
    except NotCompiledError:
        return pyld_quads(document)
