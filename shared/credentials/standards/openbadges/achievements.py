"""Build what can be achieved: achievements, with their criteria, alignments and measures."""

from __future__ import annotations

from collections.abc import Sequence

from credentials.standards.building import built
from credentials.standards.vc import JSON


def achievement(
    *,
    id: str,
    name: str,
    description: str,
    criteria: str | JSON,
    achievement_type: str | None = None,
    alignment: Sequence[JSON] | None = None,
    creator: JSON | None = None,
    credits_available: float | None = None,
    endorsement: Sequence[JSON] | None = None,
    endorsement_jwt: Sequence[str] | None = None,
    field_of_study: str | None = None,
    human_code: str | None = None,
    image: JSON | None = None,
    in_language: str | None = None,
    other_identifier: Sequence[JSON] | None = None,
    related: Sequence[JSON] | None = None,
    result_description: Sequence[JSON] | None = None,
    specialization: str | None = None,
    tag: Sequence[str] | None = None,
    version: str | None = None,
) -> JSON:
    """Build what can be achieved; criteria that are a text are its narrative."""
    return built(
        "Achievement",
        {
            "id": id,
            "type": ["Achievement"],
            "achievementType": achievement_type,
            "name": name,
            "description": description,
            "criteria": {"narrative": criteria} if isinstance(criteria, str) else criteria,
            "creator": creator,
            "creditsAvailable": credits_available,
            "fieldOfStudy": field_of_study,
            "specialization": specialization,
            "humanCode": human_code,
            "otherIdentifier": other_identifier,
            "image": image,
            "inLanguage": in_language,
            "version": version,
            "alignment": alignment,
            "related": related,
            "resultDescription": result_description,
            "tag": tag,
            "endorsement": endorsement,
            "endorsementJwt": endorsement_jwt,
        },
    )


def criteria(*, id: str | None = None, narrative: str | None = None) -> JSON:
    """Build what must be done for an achievement, as a page, a text or both."""
    return built("Criteria", {"id": id, "narrative": narrative})


def alignment(
    *,
    target_name: str,
    target_url: str,
    target_type: str = "CFItem",
    target_code: str | None = None,
    target_description: str | None = None,
    target_framework: str | None = None,
) -> JSON:
    """Build the link from an achievement, result or level to an item of a framework.

    The code is the one its framework gives: a UUID for the CASE types, which begin with CF, and a CTID for
    those of the Credential Transparency Description Language. Others are named by `ext:` and a word.
    """
    return built(
        "Alignment",
        {
            "type": ["Alignment"],
            "targetType": target_type,
            "targetName": target_name,
            "targetUrl": target_url,
            "targetCode": target_code,
            "targetDescription": target_description,
            "targetFramework": target_framework,
        },
    )


def related(*, id: str, in_language: str | None = None, version: str | None = None) -> JSON:
    """Build the link to another version of an achievement, or to one in another language."""
    return built("Related", {"id": id, "type": ["Related"], "inLanguage": in_language, "version": version})


def result_description(
    *,
    id: str,
    name: str,
    result_type: str,
    alignment: Sequence[JSON] | None = None,
    allowed_value: Sequence[str] | None = None,
    required_level: str | None = None,
    required_value: str | None = None,
    rubric_criterion_level: Sequence[JSON] | None = None,
    value_max: str | None = None,
    value_min: str | None = None,
) -> JSON:
    """Build how an achievement is measured; all values are strings, the lowest allowed one first."""
    return built(
        "ResultDescription",
        {
            "id": id,
            "type": ["ResultDescription"],
            "name": name,
            "resultType": result_type,
            "alignment": alignment,
            "allowedValue": allowed_value,
            "requiredLevel": required_level,
            "requiredValue": required_value,
            "rubricCriterionLevel": rubric_criterion_level,
            "valueMax": value_max,
            "valueMin": value_min,
        },
    )


def rubric_level(
    *,
    id: str,
    name: str,
    level: str | None = None,
    points: str | None = None,
    description: str | None = None,
    alignment: Sequence[JSON] | None = None,
) -> JSON:
    """Build one level of a rubric, the lowest first in its list."""
    return built(
        "RubricCriterionLevel",
        {
            "id": id,
            "type": ["RubricCriterionLevel"],
            "name": name,
            "level": level,
            "points": points,
            "description": description,
            "alignment": alignment,
        },
    )
