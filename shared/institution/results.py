"""Say the results of an award in words: which level of which rubric, which grade."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

JSON = dict[str, Any]
DOTS = 3  # on the rim of the badge art


@dataclass(frozen=True)
class Result:
    """One result as a person reads it."""

    label: str
    value: str
    rank: int = 0
    of: int = 0
    description: str = ""


def described(achievement: Mapping[str, Any]) -> list[JSON]:
    """List the result descriptions of an achievement's body."""
    found: list[JSON] = achievement.get("resultDescription", [])
    return found


def label_of(description: Mapping[str, Any]) -> str:
    """Name what a result is about: the outcome it is aligned to, or its own name."""
    alignments = description.get("alignment", ())
    return str(alignments[0].get("targetName") if alignments else description["name"])


def in_words(achievement: Mapping[str, Any], results: Sequence[Mapping[str, Any]]) -> list[Result]:
    """Put results into words, in the order in which the achievement describes them."""
    given = {result["resultDescription"]: result for result in results}
    words = (_in_words(entry, given.get(entry["id"], {})) for entry in described(achievement))
    return [result for result in words if result is not None]


def _in_words(description: Mapping[str, Any], result: Mapping[str, Any]) -> Result | None:
    levels = description.get("rubricCriterionLevel", [])
    for rank, level in enumerate(levels, start=1):
        if level["id"] == result.get("achievedLevel"):
            return Result(
                label_of(description), level["name"], rank, len(levels), level.get("description", "")
            )
    if "value" not in result:
        return None
    return Result(label_of(description), str(result["value"]))


def dots(results: Sequence[Result]) -> int:
    """Give the dots for the badge art: the lowest level reached, out of three; 0 where none is stated."""
    reached = [result.rank * DOTS // result.of for result in results if result.of]
    return max(1, min(reached)) if reached else 0
