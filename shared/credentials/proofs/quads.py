"""Turn expanded JSON-LD into RDF quads."""

from credentials.proofs.pyld_quads import _write as quads_of

__all__ = ["quads_of"]
