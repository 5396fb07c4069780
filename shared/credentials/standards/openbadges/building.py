"""Build the parts of an Open Badge in the JSON form of the formal schema."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any

from credentials.standards.vc import CREDENTIALS_V2, JSON, VERIFIABLE_CREDENTIAL, timestamp

CONTEXT = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
# The extensions name the schema type below; a word that no context defines would stay unsigned.
CONTEXTS = (CREDENTIALS_V2, CONTEXT, "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json")
TYPE = "OpenBadgeCredential"

_SCHEMA = {
    "id": "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json",
    "type": "1EdTechJsonSchemaValidator2019",
}


def open_badge(
    *,
    id: str,
    issuer: JSON,
    subject: JSON,
    name: str,
    valid_from: datetime,
    valid_until: datetime | None = None,
    status: JSON | None = None,
    awarded_date: datetime | None = None,
    description: str | None = None,
    evidence: Sequence[JSON] | None = None,
    image: JSON | None = None,
) -> JSON:
    """Build an unsigned OpenBadgeCredential."""
    return _stated(
        {
            "@context": list(CONTEXTS),
            "id": id,
            "type": [VERIFIABLE_CREDENTIAL, TYPE],
            "name": name,
            "description": description,
            "image": image,
            "issuer": issuer,
            "validFrom": timestamp(valid_from),
            "validUntil": timestamp(valid_until) if valid_until else None,
            "awardedDate": timestamp(awarded_date) if awarded_date else None,
            "credentialSubject": subject,
            "evidence": evidence,
            "credentialSchema": [dict(_SCHEMA)],
            "credentialStatus": status,
        }
    )


def achievement_subject(
    *,
    achievement: JSON,
    id: str | None = None,
    identifier: Sequence[JSON] | None = None,
    result: Sequence[JSON] | None = None,
    narrative: str | None = None,
    role: str | None = None,
    term: str | None = None,
    credits_earned: float | None = None,
    activity_start_date: datetime | None = None,
    activity_end_date: datetime | None = None,
) -> JSON:
    """Build who achieved what, and with which results."""
    if id is None and not identifier:
        raise ValueError("found neither an id nor an identifier, expected one to say who achieved it")
    return _stated(
        {
            "id": id,
            "type": ["AchievementSubject"],
            "identifier": identifier,
            "activityStartDate": timestamp(activity_start_date) if activity_start_date else None,
            "activityEndDate": timestamp(activity_end_date) if activity_end_date else None,
            "creditsEarned": credits_earned,
            "narrative": narrative,
            "role": role,
            "term": term,
            "achievement": achievement,
            "result": result,
        }
    )


def achievement(
    *,
    id: str,
    name: str,
    description: str,
    criteria: str,
    achievement_type: str | None = None,
    alignment: Sequence[JSON] | None = None,
    creator: JSON | None = None,
    credits_available: float | None = None,
    field_of_study: str | None = None,
    human_code: str | None = None,
    image: JSON | None = None,
    in_language: str | None = None,
    result_description: Sequence[JSON] | None = None,
    tag: Sequence[str] | None = None,
) -> JSON:
    """Build what can be achieved, with its criteria as a narrative."""
    return _stated(
        {
            "id": id,
            "type": ["Achievement"],
            "achievementType": achievement_type,
            "name": name,
            "description": description,
            "criteria": {"narrative": criteria},
            "creator": creator,
            "creditsAvailable": credits_available,
            "fieldOfStudy": field_of_study,
            "humanCode": human_code,
            "image": image,
            "inLanguage": in_language,
            "alignment": alignment,
            "resultDescription": result_description,
            "tag": tag,
        }
    )


def alignment(
    *,
    target_name: str,
    target_url: str,
    target_type: str = "CFItem",
    target_code: str | None = None,
    target_description: str | None = None,
    target_framework: str | None = None,
) -> JSON:
    """Build the link from an achievement, result or level to an item of a framework."""
    return _stated(
        {
            "type": ["Alignment"],
            "targetType": target_type,
            "targetName": target_name,
            "targetUrl": target_url,
            "targetCode": target_code,
            "targetDescription": target_description,
            "targetFramework": target_framework,
        }
    )


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
    """Build how an achievement is measured; all values are strings."""
    return _stated(
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
        }
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
    return _stated(
        {
            "id": id,
            "type": ["RubricCriterionLevel"],
            "name": name,
            "level": level,
            "points": points,
            "description": description,
            "alignment": alignment,
        }
    )


def result(
    *,
    result_description: str | None = None,
    value: str | None = None,
    achieved_level: str | None = None,
    status: str | None = None,
    alignment: Sequence[JSON] | None = None,
) -> JSON:
    """Build one result, which names its description and level by their ids."""
    return _stated(
        {
            "type": ["Result"],
            "resultDescription": result_description,
            "value": value,
            "achievedLevel": achieved_level,
            "status": status,
            "alignment": alignment,
        }
    )


def evidence(
    *,
    name: str | None = None,
    narrative: str | None = None,
    description: str | None = None,
    genre: str | None = None,
    id: str | None = None,
) -> JSON:
    """Build what the award rests on."""
    stated = {"name": name, "narrative": narrative, "description": description, "genre": genre}
    return _stated({"id": id, "type": ["Evidence"], **stated})


def profile(
    *,
    id: str,
    name: str,
    url: str | None = None,
    email: str | None = None,
    description: str | None = None,
    image: JSON | None = None,
) -> JSON:
    """Build the Profile of an organisation or person."""
    stated = {"name": name, "url": url, "email": email, "description": description, "image": image}
    return _stated({"id": id, "type": ["Profile"], **stated})


def image(*, id: str, caption: str | None = None) -> JSON:
    """Build the link to a picture."""
    return _stated({"id": id, "type": "Image", "caption": caption})


def hashed_identity(email: str, salt: str) -> JSON:
    """Build an IdentityObject that shows an e-mail address only to those who know it already.

    https://www.imsglobal.org/spec/ob/v3p0#identityobject
    """
    digest = sha256((email.strip().lower() + salt).encode()).hexdigest()
    return {
        "type": "IdentityObject",
        "hashed": True,
        "identityHash": f"sha256${digest}",
        "identityType": "emailAddress",
        "salt": salt,
    }


def _stated(members: dict[str, Any]) -> JSON:
    """Leave out what is not stated: badges hold no nulls and no empty lists."""
    stated = {}
    for name, value in members.items():
        if value is None or (isinstance(value, Sequence) and not isinstance(value, str) and not value):
            continue
        stated[name] = list(value) if isinstance(value, tuple) else value
    return stated
