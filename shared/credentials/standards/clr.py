"""Build and read Comprehensive Learner Records: one signed record of many signed credentials.

In the record's own signature the held credentials run together: it would hold even if two of them exchanged
their subjects. So each held credential is signed by itself, and only its own signature says what it says.
https://www.imsglobal.org/spec/clr/v2p0
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from credentials.errors import StructureError
from credentials.standards.building import built, moment
from credentials.standards.documents import RECORD
from credentials.standards.heads import RECORD_CONTEXTS
from credentials.standards.services import credential_schema
from credentials.standards.vc import JSON, VERIFIABLE_CREDENTIAL, as_list, id_of

_SCHEMA = "https://purl.imsglobal.org/spec/clr/v2p0/schema/json/clr_v2p0_clrcredential_schema.json"


def learner_record(
    *,
    id: str,
    name: str,
    issuer: JSON,
    subject: JSON,
    valid_from: datetime,
    valid_until: datetime | None = None,
    awarded_date: datetime | None = None,
    description: str | None = None,
    partial: bool | None = None,
    image: JSON | None = None,
    evidence: Sequence[JSON] | None = None,
    endorsement: Sequence[JSON] | None = None,
    endorsement_jwt: Sequence[str] | None = None,
    status: JSON | None = None,
    refresh_service: JSON | None = None,
    terms_of_use: Sequence[JSON] | None = None,
) -> JSON:
    """Build an unsigned ClrCredential; `partial` says whether it leaves out some of what was achieved."""
    return built(
        RECORD,
        {
            "@context": list(RECORD_CONTEXTS),
            "id": id,
            "type": [VERIFIABLE_CREDENTIAL, RECORD],
            "name": name,
            "description": description,
            "image": image,
            "issuer": issuer,
            "validFrom": moment(valid_from),
            "validUntil": moment(valid_until),
            "awardedDate": moment(awarded_date),
            "partial": partial,
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


def clr_subject(
    *,
    verifiable_credential: Sequence[Any],
    id: str | None = None,
    identifier: Sequence[JSON] | None = None,
    achievement: Sequence[JSON] | None = None,
    association: Sequence[JSON] | None = None,
) -> JSON:
    """Build whom a record is about, with the signed credentials it holds and how they belong together."""
    for number, held in enumerate(verifiable_credential):
        if not isinstance(held, dict) or not as_list(held.get("proof")):
            raise StructureError(
                f"found no proof in verifiableCredential[{number}], expected a signed credential"
            )
        for subject in as_list(held.get("credentialSubject")):
            if id is not None and (found := id_of(subject)) not in (None, id):
                raise StructureError(
                    f"found {found!r:.200} as subject of verifiableCredential[{number}], expected {id}"
                )
    return built(
        "ClrSubject",
        {
            "id": id,
            "type": ["ClrSubject"],
            "identifier": identifier,
            "achievement": achievement,
            "verifiableCredential": verifiable_credential,
            "association": association,
        },
    )


def association(*, association_type: str, source_id: str, target_id: str) -> JSON:
    """Build how one achievement or credential of a record stands to another, read from source to target."""
    return built(
        "Association",
        {
            "type": "Association",
            "associationType": association_type,
            "sourceId": source_id,
            "targetId": target_id,
        },
    )


def associations(record: JSON) -> list[tuple[str, str, str]]:
    """Give the associations of a record as source, type and target; they rest on the record's own proof."""
    subject = record.get("credentialSubject")
    stated = as_list(subject.get("association")) if isinstance(subject, dict) else []
    found = [
        (one.get("sourceId"), one.get("associationType"), one.get("targetId"))
        for one in stated
        if isinstance(one, dict)
    ]
    return [one for one in found if all(isinstance(part, str) for part in one)]  # type: ignore[misc]
