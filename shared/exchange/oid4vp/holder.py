"""The holder's side of OpenID4VP 1.0: read a request, choose, then respond or decline."""

from exchange.oid4vp.reading import SeenRequest, read_request
from exchange.oid4vp.responding import Answer, decline, matching, respond

__all__ = ["Answer", "SeenRequest", "decline", "matching", "read_request", "respond"]
