"""The people an institution may award: a college's students, an employer's employees."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol


@dataclass(frozen=True)
class Recipient:
    """Somebody who may receive an award."""

    id: str
    name: str
    email: str
    number: str
    about: str = ""


@dataclass(frozen=True)
class Earned:
    """Something that the institution's records say was earned, ready to be awarded."""

    achievement: str
    results: tuple[dict[str, Any], ...]
    at: datetime


class Roster(Protocol):
    """Know the people of the institution."""

    one: str
    many: str

    def search(self, words: str = "") -> Sequence[Recipient]:
        """List the people whose name or number has the words."""

    def recipient(self, identifier: str) -> Recipient | None:
        """Give one person."""

    def earned(self, identifier: str) -> Sequence[Earned]:
        """List what the records say that a person earned."""
