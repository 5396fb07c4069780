"""Say what can be wrong with a framework, with every place and reason at once.

SkillsError
└── FrameworkError      a text or object is no framework that can be read whole
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

SHOWN = 5


@dataclass(frozen=True)
class Problem:
    """Say at which place of a document what is wrong, in plain words."""

    place: str
    reason: str

    def __str__(self) -> str:
        return f"{self.place}: {self.reason}" if self.place else self.reason


@dataclass(frozen=True)
class Notice(Problem):
    """Say at which place a document left the specification and what reading made of it."""


class SkillsError(Exception):
    """The base of every error of this library."""


class FrameworkError(SkillsError):
    """Raised when a framework cannot be read whole; nothing of it is then used."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        shown = "; ".join(map(str, self.problems[:SHOWN]))
        more = len(self.problems) - SHOWN
        super().__init__(f"{shown}; and {more} more" if more > 0 else shown)
