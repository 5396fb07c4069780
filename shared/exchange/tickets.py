"""Tickets: the short-lived state of a protocol, in one store for all of them."""

from datetime import datetime
from typing import Protocol

from credentials.standards.vc import JSON


class Tickets(Protocol):
    """What a site offers to remember offers, codes, tokens, nonces and requests until they expire."""

    def put(self, kind: str, key: str, value: JSON, *, expires: datetime) -> None:
        """Keep `value` under `kind` and `key` until `expires`."""

    def read(self, kind: str, key: str, *, now: datetime) -> JSON | None:
        """Return the value, or None if it is unknown or expired."""

    def take(self, kind: str, key: str, *, now: datetime) -> JSON | None:
        """Remove and return the value in one step, so that only one of two callers gets it."""

    def change(self, kind: str, key: str, value: JSON, *, now: datetime) -> bool:
        """Replace the value and keep its expiry; return False if it is gone."""
