"""Let levels go out of use: CASE has no end of a level, so an extension of it says the day."""

from collections.abc import Iterator, Mapping
from typing import Any

from institution.drafting.records import ENDING
from skills.case import level_ended

JSON = dict[str, Any]
END = "statusEndDate"


def ended_or_not(level: JSON, *, ends: bool) -> JSON:
    """Let a level be in use, or go out of use with the next publishing unless it is out already."""
    if bool(level_ended(level)) == ends:
        return level
    others = [one for one in level.get("extensions", ()) if END not in one]
    said = [*others, {END: ENDING}] if ends else others
    kept = {name: value for name, value in level.items() if name != "extensions"}
    return {**kept, "extensions": said} if said else kept


def ending_levels(rubric: Mapping[str, Any]) -> Iterator[tuple[JSON, JSON]]:
    """Walk the levels that go out of use with the next publishing, each after its criterion."""
    for criterion in rubric.get("CFRubricCriteria", ()):
        for level in criterion.get("CFRubricCriterionLevels", ()):
            if level_ended(level) == ENDING:
                yield criterion, level


def dated(rubric: Mapping[str, Any], today: str) -> JSON:
    """Give a rubric as it is published: the levels that go out of use do so today."""
    ends = {level["identifier"]: _dated(level, today) for _, level in ending_levels(rubric)}
    if not ends:
        return dict(rubric)
    criteria = [_with(criterion, ends) for criterion in rubric["CFRubricCriteria"]]
    return {**rubric, "CFRubricCriteria": criteria}


def _dated(level: JSON, today: str) -> JSON:
    said = [{**one, END: today} if END in one else one for one in level["extensions"]]
    return {**level, "extensions": said}


def _with(criterion: JSON, ends: Mapping[str, JSON]) -> JSON:
    levels = criterion.get("CFRubricCriterionLevels", ())
    return {**criterion, "CFRubricCriterionLevels": [ends.get(one["identifier"], one) for one in levels]}
