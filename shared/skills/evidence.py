"""What a job asks and what a person brings, as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from skills.case.package import JSON
from skills.settings import Settings


@dataclass(frozen=True)
class Requirement:
    """Hold one thing a job asks for; ranks begin at 1 with the lowest level."""

    id: str
    uri: str
    title: str
    importance: int | Fraction = 1
    must_have: bool = False
    level_asked: int | None = None
    level_name: str = ""

    def __post_init__(self) -> None:
        if self.importance <= 0:
            raise ValueError(f"the importance of {self.id} is {self.importance}, expected more than 0")
        if self.level_asked is not None and self.level_asked < 1:
            raise ValueError(f"the level asked in {self.id} is {self.level_asked}, expected a rank from 1")


@dataclass(frozen=True)
class Evidence:
    """Hold one credential: the items it speaks for, each with the rank of the level it states, or None.

    `valid` is the caller's finding that every check of the credential passed; `reason` says why not.
    """

    id: str
    uris: Mapping[str, int | None] = field(default_factory=dict)
    valid: bool = True
    reason: str = ""
    label: str = ""
    age_days: int | None = None

    def __post_init__(self) -> None:
        low = [uri for uri, rank in self.uris.items() if rank is not None and rank < 1]
        if low:
            raise ValueError(
                f"the level of {low[0]} in {self.id} is {self.uris[low[0]]}, expected a rank from 1"
            )

    def refusal(self, settings: Settings) -> str | None:
        """Say why the evidence does not count, or None if it does."""
        if not self.valid:
            return self.reason or "its checks did not pass"
        if settings.oldest_days is None:
            return None
        if self.age_days is None:
            return f"it states no date, and at most {settings.oldest_days} days are accepted"
        if self.age_days > settings.oldest_days:
            return f"it is {self.age_days} days old, and at most {settings.oldest_days} are accepted"
        return None


@dataclass(frozen=True)
class NotCounted:
    """Say of a piece of evidence why it does not count."""

    evidence: str
    label: str
    reason: str

    def to_json(self) -> JSON:
        """Write the reason."""
        return {"evidence": self.evidence, "label": self.label, "reason": self.reason}
