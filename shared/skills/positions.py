"""An open position in the words of HR Open 4.5, its requirements being items of published frameworks.

What a PositionCompetencyType says here: `competencyIds` is the CFItem, `taxonomyIds` its CFDocument, `weight`
the importance, `requiredProficiencyLevel` the lowest level of the item's rubric that is enough, and
`competencyClassificationCode` whether an applicant must have it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from credentials.standards.vc import objects_in
from skills.case.package import JSON
from skills.errors import FrameworkError, Problem
from skills.evidence import Requirement

MUST_HAVE, PREFERRED = "must-have", "preferred"
MOST_IMPORTANT = 5
MOST_REQUIREMENTS = 200
LONGEST = 2_000


class PositionError(FrameworkError):
    """Raised when a document is no open position that can be matched."""


@dataclass(frozen=True)
class Competency:
    """Hold one requirement of a position with the framework that its item belongs to."""

    requirement: Requirement
    framework: str  # the URI of its CFDocument
    identifier: str = ""  # of its CFItem


@dataclass(frozen=True)
class Position:
    """Hold an open position: what it is called, where it stands, what it asks for."""

    id: str
    uri: str
    title: str
    organization: str
    competencies: tuple[Competency, ...]
    is_open: bool = True
    location: str = ""
    openings: int = 1
    closes_on: str = ""
    apply_at: str = ""

    @property
    def requirements(self) -> tuple[Requirement, ...]:
        """List what the position asks for."""
        return tuple(competency.requirement for competency in self.competencies)

    @property
    def frameworks(self) -> tuple[str, ...]:
        """List the URIs of the frameworks that the requirements belong to."""
        return tuple(dict.fromkeys(c.framework for c in self.competencies if c.framework))


def position_opening(position: Position) -> JSON:
    """Write a position as an HR Open PositionOpeningType."""
    instructions: JSON = {"end": position.closes_on} if position.closes_on else {}
    if position.apply_at:
        instructions["applicationMethods"] = [{"applicationUri": {"url": position.apply_at}}]
    return {
        "documentId": {"value": position.id, "schemeLink": position.uri},
        "statusCode": "Active" if position.is_open else "Closed",
        "positionProfiles": [
            {
                "positionTitle": position.title,
                "positionUri": position.uri,
                "positionOpenQuantity": position.openings,
                "positionOrganizations": [{"name": position.organization}],
                "positionLocation": [{"name": position.location}] if position.location else [],
                "positionQualifications": [
                    {"positionCompetencies": [_competency(one) for one in position.competencies]}
                ],
                "postingInstructions": [instructions] if instructions else [],
            }
        ],
    }


def read_positions(document: JSON) -> tuple[list[Position], int]:
    """Read a list of open positions; what is none that can be matched is left out, and counted."""
    listed = document.get("positionOpenings")
    entries = listed if isinstance(listed, list) else []
    found: list[Position] = []
    for entry in entries:
        with suppress(PositionError):
            found.append(read_position(entry if isinstance(entry, dict) else {}))
    return found, len(entries) - len(found)


def _competency(competency: Competency) -> JSON:
    asked = competency.requirement
    written: JSON = {
        "competencyIds": [{"value": competency.identifier or asked.uri, "schemeLink": asked.uri}],
        "competencyName": asked.title,
        "weight": {"value": float(asked.importance), "minimumScore": 1, "maximumScore": MOST_IMPORTANT},
        "competencyClassificationCode": MUST_HAVE if asked.must_have else PREFERRED,
    }
    if competency.framework:
        name = competency.framework.rsplit("/", 1)[-1]
        written["taxonomyIds"] = [{"value": name, "schemeLink": competency.framework}]
    if asked.level_asked is not None:
        written["requiredProficiencyLevel"] = {
            "scoresNumeric": [{"value": asked.level_asked}],
            "scoresText": [{"value": asked.level_name}] if asked.level_name else [],
        }
    return written


def read_position(document: JSON) -> Position:
    """Read an HR Open PositionOpeningType; raises PositionError with every requirement that has no item."""
    profiles = objects_in(document.get("positionProfiles"))
    if len(profiles) != 1:
        raise _refusal(
            "positionProfiles", f"found {len(profiles)} positions, expected one HR Open PositionOpening"
        )
    profile = profiles[0]
    qualifications = objects_in(profile.get("positionQualifications"))
    asked = [one for q in qualifications for one in objects_in(q.get("positionCompetencies"))]
    if not 1 <= len(asked) <= MOST_REQUIREMENTS:
        raise _refusal(
            "positionCompetencies", f"found {len(asked)} requirements, expected 1 to {MOST_REQUIREMENTS}"
        )
    problems: list[Problem] = []
    competencies = [_read_competency(n, one, problems) for n, one in enumerate(asked)]
    if problems:
        raise PositionError(problems)
    named = objects_in(document.get("documentId"))
    instructions = objects_in(profile.get("postingInstructions"))
    methods = [m for i in instructions for m in objects_in(i.get("applicationMethods"))]
    return Position(
        id=_text(named[:1], "value"),
        uri=_text([profile], "positionUri") or _text(named[:1], "schemeLink"),
        title=_text([profile], "positionTitle") or _text([profile], "profileName"),
        organization=_text(objects_in(profile.get("positionOrganizations")), "name"),
        competencies=tuple(one for one in competencies if one is not None),
        is_open=document.get("statusCode", "Active") == "Active",
        location=_text(objects_in(profile.get("positionLocation")), "name"),
        closes_on=_text(instructions, "end"),
        apply_at=_address(
            _text([uri for m in methods for uri in objects_in(m.get("applicationUri"))], "url")
        ),
    )


def _read_competency(number: int, stated: JSON, problems: list[Problem]) -> Competency | None:
    place = f"positionCompetencies[{number}]"
    ids = objects_in(stated.get("competencyIds"))
    uri = _text(ids, "schemeLink") or _text(ids, "value")
    title = _text([stated], "competencyName") or uri
    if "://" not in uri and not uri.startswith("urn:"):
        problems.append(
            Problem(place, f"names no item of a framework by its address: {title[:80] or 'nothing'}")
        )
        return None
    weight = _number(_first(objects_in(stated.get("weight"))).get("value", 1))
    if weight is None or weight <= 0:
        problems.append(Problem(f"{place}.weight", "is no number above 0"))
        return None
    level = _first(objects_in(stated.get("requiredProficiencyLevel")))
    rank = _number(_first(objects_in(level.get("scoresNumeric"))).get("value"))
    requirement = Requirement(
        id=f"R{number + 1}",
        uri=uri,
        title=title,
        importance=weight,
        must_have=stated.get("competencyClassificationCode") == MUST_HAVE,
        level_asked=int(rank) if rank is not None and rank >= 1 else None,
        level_name=_text(objects_in(level.get("scoresText")), "value"),
    )
    framework = _text(objects_in(stated.get("taxonomyIds")), "schemeLink")
    return Competency(requirement, framework, _text(ids, "value"))


def _first(found: Sequence[JSON]) -> JSON:
    return found[0] if found else {}


def _text(objects_: Iterable[JSON], member: str) -> str:
    values = (one.get(member) for one in objects_)
    return next((value[:LONGEST] for value in values if isinstance(value, str)), "")


def _address(text: str) -> str:
    return text if text.startswith(("https://", "http://")) else ""


def _number(value: Any) -> Fraction | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return Fraction(str(value)) if abs(value) < 1000 else None


def _refusal(place: str, reason: str) -> PositionError:
    return PositionError([Problem(place, reason)])
