"""How a credential travels: one protocol a room, the same faces in each.

`oid4vci` carries a credential from an issuer to its holder, `oid4vp` from the holder to a
verifier, and `case_api` publishes the competency frameworks that credentials point to. Rules
take messages, time and the network as arguments; only the `routes` modules know the web
framework. This package never decides whether a credential is good: that is `credentials`.
"""

from exchange.errors import BearerError, PeerError, ProtocolError
from exchange.tickets import Tickets

__all__ = ["BearerError", "PeerError", "ProtocolError", "Tickets"]
