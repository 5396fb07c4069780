"""The levels that rubrics describe, with their rank."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from skills.case.package import Package


@dataclass(frozen=True)
class Level:
    """Hold one level of one item: rank 1 is the lowest."""

    uri: str
    rank: int
    name: str
    item: str
    description: str = ""
    ended: str = ""
    """The day from which it is out of use; what was reached before keeps its rank."""


def level_ended(level: Mapping[str, Any]) -> str:
    """Give the day from which a level is out of use; CASE has no member for it, so an extension says it."""
    stated = level.get("extensions")
    found = [one.get("statusEndDate") for one in stated or () if isinstance(one, dict)]
    return next((day for day in found if isinstance(day, str)), "")


def levels(packages: Iterable[Package]) -> Mapping[str, Level]:
    """Find every level of the rubrics by its URI; the rank is its position among its fellows."""
    found: dict[str, Level] = {}
    for package in packages:
        for rubric in package.rubrics:
            for criterion in rubric.get("CFRubricCriteria", ()):
                item = criterion.get("CFItemURI", {}).get("uri", "")
                steps = enumerate(criterion.get("CFRubricCriterionLevels", ()), start=1)
                ordered = sorted(steps, key=lambda step: (step[1].get("position", step[0]), step[0]))
                for rank, (_, level) in enumerate(ordered, start=1):
                    name, text = level.get("quality", "") or f"Level {rank}", level.get("description", "")
                    found[level["uri"]] = Level(level["uri"], rank, name, item, text, level_ended(level))
    return found
