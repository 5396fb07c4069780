"""The levels that rubrics describe, with their rank."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from skills.case.package import Package


@dataclass(frozen=True)
class Level:
    """Hold one level of one item: rank 1 is the lowest."""

    uri: str
    rank: int
    name: str
    item: str
    description: str = ""


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
                    name, text = level.get("quality", ""), level.get("description", "")
                    found[level["uri"]] = Level(level["uri"], rank, name or f"Level {rank}", item, text)
    return found
