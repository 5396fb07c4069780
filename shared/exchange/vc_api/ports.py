"""What a site must offer to issue, verify, derive and set status on behalf of whoever holds its token."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from credentials.standards.vc import JSON


class IssuingDesk(Protocol):
    """A site that signs credentials in its own name and keeps their status."""

    @property
    def did(self) -> str:
        """The DID that the site signs as."""

    def status_for(self, credential_id: str | None, *, now: datetime) -> JSON:
        """Give the status entry of a credential: the same each time for the same id."""

    def sign(self, unsigned: JSON, *, now: datetime) -> JSON:
        """Sign a credential so that it is shown whole."""

    def sign_for_selection(self, unsigned: JSON, pointers: list[str], *, now: datetime) -> JSON:
        """Sign a credential so that its holder chooses what to show beside what the pointers lead to."""

    def withdraw(self, credential_id: str, *, now: datetime) -> None:
        """Withdraw a credential for good; raise KeyError if none of that id was issued."""


class VerifyingDesk(Protocol):
    """A site that can ask others for their keys and status lists."""

    def resolve(self, did: str) -> JSON:
        """Return the DID document of `did`."""

    def fetch(self, url: str) -> bytes:
        """Return what stands at `url`."""
