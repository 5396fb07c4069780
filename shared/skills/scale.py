"""Weights as whole numbers over a common denominator: exact, and much faster than fractions."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from skills.settings import Settings


@dataclass(frozen=True)
class Scale:
    """Hold the weights of a step as whole numbers over `step`, and what a path of full weight is worth."""

    step: int
    whole: int
    exact: int
    related: int
    earlier: int
    implied: int

    @classmethod
    def of(cls, settings: Settings) -> Scale:
        """Find the common denominator of all weights of steps."""
        weights = (settings.exact, settings.related, settings.earlier, settings.implied)
        step = lcm(*(weight.denominator for weight in weights))
        return cls(step, step**settings.most_steps, *(int(weight * step) for weight in weights))

    def worth(self, weight: Fraction) -> int:
        """Give the weight of a path over `whole`."""
        return int(weight * self.whole)


@dataclass(frozen=True)
class LevelScale:
    """Hold what levels are worth where one is asked, as whole numbers over `whole`."""

    asked: int | None
    whole: int
    not_stated: int

    @classmethod
    def of(cls, asked: int | None, settings: Settings) -> LevelScale:
        """Find the common denominator of what every level is worth."""
        stated = settings.level_not_stated
        whole = 1 if asked is None else lcm(asked, stated.denominator)
        return cls(asked, whole, stated.numerator * whole // stated.denominator)

    def worth(self, held: int | None) -> int:
        """Give what a level held is worth; a higher one than asked is worth no more."""
        if self.asked is None:
            return 1
        return self.not_stated if held is None else min(held, self.asked) * self.whole // self.asked
