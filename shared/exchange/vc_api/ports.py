"""What a site must offer to issue, verify, derive and set status on behalf of whoever holds its token."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Protocol

from credentials.standards.vc import JSON


class IssuingDesk(Protocol):
    """A site that signs credentials in its own name and keeps their status."""

    @property
    def did(self) -> str:
        """The DID that the site signs as."""

    def status_for(self, credential_id: str | None, *, can_be_suspended: bool, now: datetime) -> Any:
        """Give the status entry of a credential, or the two: the same each time for the same id."""

    def keep_status(self, credential_id: str | None, entry: JSON, *, now: datetime) -> None:
        """Keep a place that a credential names, if it is in a list that was asked for here.

        Raises ValueError if there is no such place or another credential has it.
        """

    def set_status(self, credential_id: str, entry: JSON, *, is_set: bool, now: datetime) -> None:
        """Set or clear the status of a credential.

        Raises KeyError if none of that id has a place for it, ValueError if the entry names another place.
        """

    def make_list(self, purpose: str, *, now: datetime) -> JSON:
        """Make a status list and give it signed."""

    def sign(self, unsigned: JSON, *, now: datetime) -> JSON:
        """Sign a credential so that it is shown whole."""

    def sign_for_selection(self, unsigned: JSON, pointers: list[str], *, now: datetime) -> JSON:
        """Sign a credential so that its holder chooses what to show beside what the pointers lead to."""


class VerifyingDesk(Protocol):
    """A site that can ask others for their keys and status lists."""

    def resolve(self, did: str) -> JSON:
        """Return the DID document of `did`."""

    def fetch(self, url: str) -> bytes:
        """Return what stands at `url`."""
