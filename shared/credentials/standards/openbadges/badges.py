"""Build Open Badges: who achieved what, with which results, on what evidence."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from credentials.standards.building import built, moment
from credentials.standards.heads import BADGE_CONTEXTS
from credentials.standards.services import credential_schema
from credentials.standards.vc import JSON, VERIFIABLE_CREDENTIAL

TYPE = "OpenBadgeCredential"

_SCHEMA = "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json"


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
    endorsement: Sequence[JSON] | None = None,
    endorsement_jwt: Sequence[str] | None = None,
    refresh_service: JSON | None = None,
    terms_of_use: Sequence[JSON] | None = None,
) -> JSON:
    """Build an unsigned OpenBadgeCredential."""
    return built(
        TYPE,
        {
            "@context": list(BADGE_CONTEXTS),
            "id": id,
            "type": [VERIFIABLE_CREDENTIAL, TYPE],
            "name": name,
            "description": description,
            "image": image,
            "issuer": issuer,
            "validFrom": moment(valid_from),
            "validUntil": moment(valid_until),
            "awardedDate": moment(awarded_date),
            "credentialSubject": subject,
            "evidence": evidence,
            "endorsement": endorsement,
            "endorsementJwt": endorsement_jwt,
            "credentialSchema": [credential_schema(_SCHEMA)],
            "credentialStatus": status,
            "refreshService": refresh_service,
            "termsOfUse": terms_of_use,
        },
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
    image: JSON | None = None,
    license_number: str | None = None,
    source: JSON | None = None,
) -> JSON:
    """Build who achieved what, and with which results."""
    return built(
        "AchievementSubject",
        {
            "id": id,
            "type": ["AchievementSubject"],
            "identifier": identifier,
            "activityStartDate": moment(activity_start_date),
            "activityEndDate": moment(activity_end_date),
            "creditsEarned": credits_earned,
            "image": image,
            "licenseNumber": license_number,
            "narrative": narrative,
            "role": role,
            "source": source,
            "term": term,
            "achievement": achievement,
            "result": result,
        },
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
    return built(
        "Result",
        {
            "type": ["Result"],
            "resultDescription": result_description,
            "value": value,
            "achievedLevel": achieved_level,
            "status": status,
            "alignment": alignment,
        },
    )


def evidence(
    *,
    name: str | None = None,
    narrative: str | None = None,
    description: str | None = None,
    genre: str | None = None,
    audience: str | None = None,
    id: str | None = None,
) -> JSON:
    """Build what the award rests on."""
    return built(
        "Evidence",
        {
            "id": id,
            "type": ["Evidence"],
            "name": name,
            "narrative": narrative,
            "description": description,
            "genre": genre,
            "audience": audience,
        },
    )
