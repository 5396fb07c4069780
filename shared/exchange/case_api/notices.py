"""What a CASE server does that the specification does not say, each habit told once with its place."""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Notice:
    """Say at which place an answer left the specification, and what reading made of it."""

    place: str
    reason: str

    def __str__(self) -> str:
        return f"{self.place}: {self.reason}" if self.place else self.reason


class Notices:
    """Collect notices by kind, so that a habit seen in a thousand places is told once."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str], tuple[str, int]] = {}

    def tell(self, place: str, reason: str) -> None:
        """Note something odd that could be read."""
        kind = (re.sub(r"\[\d+\]", "[]", place), reason)
        first, count = self._found.get(kind, (place, 0))
        self._found[kind] = (first, count + 1)

    def all(self) -> tuple[Notice, ...]:
        """List the notices in the order in which they were met, each with how often it applies."""
        return tuple(
            Notice(place, reason if count == 1 else f"{reason} (and {count - 1} more like it)")
            for (_, reason), (place, count) in self._found.items()
        )
