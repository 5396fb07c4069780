"""The holder's side of OpenID4VCI 1.0: read an offer, then claim what it promises."""

from exchange.oid4vci.accepting import SeenOffer, read_offer
from exchange.oid4vci.claiming import ClaimError, ReceivedCredential, claim
from exchange.oid4vci.discovering import SeenCredential

__all__ = ["ClaimError", "ReceivedCredential", "SeenCredential", "SeenOffer", "claim", "read_offer"]
