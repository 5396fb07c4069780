"""The weights of the match: a choice of the institution that asks, printed in every receipt."""

from __future__ import annotations

from dataclasses import dataclass, fields
from fractions import Fraction

from skills.case.package import JSON


@dataclass(frozen=True)
class Settings:
    """Hold what each kind of step and of level is worth, between 0 and 1."""

    exact: Fraction = Fraction(1)  # also a translation, and a newer wording
    related: Fraction = Fraction(1, 2)
    earlier: Fraction = Fraction(7, 10)  # a later item held, an earlier one required
    implied: Fraction = Fraction(4, 5)  # the whole named, a part of it required
    level_not_stated: Fraction = Fraction(1, 2)
    met: Fraction = Fraction(4, 5)
    partly: Fraction = Fraction(3, 10)
    most_steps: int = 3
    oldest_days: int | None = None

    def __post_init__(self) -> None:
        for name, value in self.weights().items():
            if not 0 <= value <= 1:
                raise ValueError(f"{name} is {value}, expected a weight from 0 to 1")
        if self.partly > self.met:
            raise ValueError(f"partly begins at {self.partly}, expected at most {self.met}, where met begins")
        if self.most_steps < 0:
            raise ValueError(f"most_steps is {self.most_steps}, expected at least 0")

    def weights(self) -> dict[str, Fraction]:
        """Name every weight."""
        values = {f.name: getattr(self, f.name) for f in fields(self)}
        return {name: value for name, value in values.items() if isinstance(value, Fraction)}

    def to_json(self) -> JSON:
        """Write the settings for a receipt; fractions stay exact."""
        written: JSON = {name: str(value) for name, value in self.weights().items()}
        return written | {"most_steps": self.most_steps, "oldest_days": self.oldest_days}
