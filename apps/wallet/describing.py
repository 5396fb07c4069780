"""Describe a credential in plain lines. It is what the credential says of itself, read without trust."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from credentials.errors import MalformedDocumentError
from credentials.standards import openbadges
from credentials.standards.vc import as_list, objects_in, read_timestamp

JSON = dict[str, Any]

LONGEST = 2000
DOTS = 3


@dataclass(frozen=True)
class Line:
    """One thing that a credential says."""

    label: str
    value: str


@dataclass(frozen=True)
class Outcome:
    """An outcome or skill that a credential names, with its address in a framework."""

    name: str
    address: str
    framework: str
    level: str


@dataclass(frozen=True)
class Sheet:
    """What a credential says, ready for a page."""

    name: str
    kind: str
    description: str
    criteria: str
    art: str
    level: int
    issuer: str
    calls_itself: str
    outcomes: tuple[Outcome, ...]
    results: tuple[Line, ...]
    evidence: tuple[Line, ...]
    identities: tuple[Line, ...]
    awarded: datetime | None
    valid_from: datetime | None
    valid_until: datetime | None

    @property
    def frameworks(self) -> tuple[str, ...]:
        """List the frameworks that the outcomes come from, each once."""
        return tuple(dict.fromkeys(one.framework for one in self.outcomes if one.framework))


def describe(credential: JSON) -> Sheet:
    """Describe an Open Badge; members of another form than expected are left out."""
    achievement = _object(_object(credential.get("credentialSubject")).get("achievement"))
    levels = _levels(achievement)
    reached = openbadges.achieved_levels(credential)
    name = _text(openbadges.name_of(credential)) or "A credential without a name"
    return Sheet(
        name=name,
        kind=spaced(_text(achievement.get("achievementType"))),
        description=_text(achievement.get("description")),
        criteria=_text(_object(achievement.get("criteria")).get("narrative")),
        art=_text(achievement.get("humanCode")) or _text(achievement.get("id")).rpartition("/")[2] or name,
        level=_dots(reached, levels),
        issuer=openbadges.issuer_id(credential) or "",
        calls_itself=_text(openbadges.issuer_name(credential)),
        outcomes=tuple(_outcome(one, reached, levels) for one in openbadges.alignments(credential)),
        results=tuple(_results(credential, achievement, reached, levels)),
        evidence=tuple(_evidence(credential)),
        identities=tuple(_identities(credential)),
        awarded=_moment(credential.get("awardedDate")),
        valid_from=_moment(credential.get("validFrom")),
        valid_until=_moment(credential.get("validUntil")),
    )


Levels = Mapping[str, tuple[str, int, int]]


def _levels(achievement: JSON) -> Levels:
    """Give name, place and number of levels for each level of the achievement's rubrics."""
    found: dict[str, tuple[str, int, int]] = {}
    for description in objects_in(achievement.get("resultDescription")):
        rubric = objects_in(description.get("rubricCriterionLevel"))
        for place, level in enumerate(rubric, 1):
            if isinstance(level.get("id"), str):
                found[level["id"]] = (_text(level.get("name")), place, len(rubric))
    return found


def _dots(reached: Mapping[str, str], levels: Levels) -> int:
    """Give the dots of the badge art: the lowest level reached, out of three; 0 where none is stated."""
    shares = [levels[uri][1] * DOTS // levels[uri][2] for uri in reached.values() if uri in levels]
    return max(1, min(shares)) if shares else 0


def _outcome(alignment: JSON, reached: Mapping[str, str], levels: Levels) -> Outcome:
    address = _text(alignment.get("targetUrl"))
    return Outcome(
        name=_text(alignment.get("targetName")) or address,
        address=address if address.startswith(("https://", "http://")) else "",
        framework=_text(alignment.get("targetFramework")),
        level=_level_words(levels, reached.get(address, "")),
    )


def _results(
    credential: JSON, achievement: JSON, reached: Mapping[str, str], levels: Levels
) -> Iterator[Line]:
    """Give the results that no outcome shows as its level."""
    outcomes = {_text(one.get("targetUrl")) for one in openbadges.alignments(credential)}
    shown = {level for target, level in reached.items() if target in outcomes}
    described = {_text(one.get("id")): one for one in objects_in(achievement.get("resultDescription"))}
    for result in openbadges.results(credential):
        level = _text(result.get("achievedLevel"))
        description = described.get(_text(result.get("resultDescription")), {})
        value = _text(result.get("value")) or _text(result.get("status"))
        if level in shown and value == levels.get(level, ("",))[0]:
            continue
        if level and level not in shown:
            value = _level_words(levels, level) or level
        if value:
            yield Line(_text(description.get("name")) or "Result", value)


def _level_words(levels: Levels, uri: str) -> str:
    if uri not in levels:
        return ""
    name, place, of = levels[uri]
    return f"{name}, level {place} of {of}" if name else f"Level {place} of {of}"


def _evidence(credential: JSON) -> Iterator[Line]:
    for one in objects_in(credential.get("evidence")):
        words = _text(one.get("narrative")) or _text(one.get("description")) or _text(one.get("id"))
        if words:
            yield Line(_text(one.get("name")) or "Evidence", words)


def _identities(credential: JSON) -> Iterator[Line]:
    subject = _object(credential.get("credentialSubject"))
    if isinstance(subject.get("id"), str):
        yield Line("Your key", f"{_text(subject['id'])} (the same wherever you share)")
    for one in objects_in(subject.get("identifier")):
        kind = spaced(_text(one.get("identityType"))) or "Identifier"
        if one.get("hashed") is True:
            yield Line(kind, "Scrambled: only somebody who knows it already can recognise it")
        else:
            yield Line(kind, _text(one.get("identityHash")))


def spaced(name: str) -> str:
    """Write a member's name as words: "targetName" as "Target name"."""
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name.removeprefix("ext:"))
    return words[:1].upper() + (words[1:].lower() if words != name else words[1:])


def _text(value: object) -> str:
    return value.strip()[:LONGEST] if isinstance(value, str) else ""


def _object(value: object) -> JSON:
    """Give the one object a member holds, by itself or in a list of one."""
    found = as_list(value)
    return found[0] if len(found) == 1 and isinstance(found[0], dict) else {}


def _moment(value: object) -> datetime | None:
    try:
        return read_timestamp(value)
    except MalformedDocumentError:
        return None
