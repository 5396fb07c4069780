"""The verifier's side of OpenID4VP 1.0: make a request, receive its response, release the result."""

from exchange.oid4vp.receiving import Receipt, receive, release
from exchange.oid4vp.requesting import (
    AuthorizationRequest,
    Counter,
    make_request,
    request_object,
    transaction_of,
)

__all__ = [
    "AuthorizationRequest",
    "Counter",
    "Receipt",
    "make_request",
    "receive",
    "release",
    "request_object",
    "transaction_of",
]
