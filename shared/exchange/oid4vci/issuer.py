"""The issuer's side of OpenID4VCI 1.0: offers, codes, nonces and credentials over a `Desk`."""

from exchange.oid4vci.answering import answer_credential_request, make_nonce
from exchange.oid4vci.desk import Desk
from exchange.oid4vci.exchanging import exchange_code
from exchange.oid4vci.metadata import authorization_server_metadata, metadata
from exchange.oid4vci.offering import (
    Offer,
    OfferState,
    make_offer,
    offer_state,
    read_offer,
    withdraw_offer,
)

__all__ = [
    "Desk",
    "Offer",
    "OfferState",
    "answer_credential_request",
    "authorization_server_metadata",
    "exchange_code",
    "make_nonce",
    "make_offer",
    "metadata",
    "offer_state",
    "read_offer",
    "withdraw_offer",
]
