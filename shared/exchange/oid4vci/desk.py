"""The desk: what a site that issues credentials must offer, and what it remembers for a while."""

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from credentials.standards.vc import JSON
from exchange.tickets import Tickets

OFFER = "oid4vci_offer"
CODE = "oid4vci_code"
TOKEN = "oid4vci_token"
NONCE = "oid4vci_nonce"


class Desk(Protocol):
    """What a site that issues must offer."""

    @property
    def origin(self) -> str:
        """The Credential Issuer Identifier: the site's origin without a trailing slash."""

    @property
    def tickets(self) -> Tickets:
        """The store of short-lived protocol state."""

    def display(self) -> JSON:
        """Return how the issuer is shown: `{"name", "locale", "logo": {"uri", "alt_text"}}`."""

    def configurations(self) -> Mapping[str, JSON]:
        """Return what can be issued: configuration id to `{"name", "description"}`.

        A kind that is not an Open Badge adds `"credential_definition": {"@context", "type"}`.
        """

    def issue(self, award: str, *, holder: str, now: datetime) -> JSON:
        """Return the secured credential of `award`, bound to the DID `holder`.

        Raise `ProtocolError("credential_request_denied", ...)` if it is no longer to be had. A wallet
        may ask again while its token lives, so asking twice must not count as two awards.
        """

    def resolve(self, did: str) -> JSON:
        """Return the DID document of `did`."""
