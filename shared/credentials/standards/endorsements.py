"""Build endorsements: credentials by which somebody speaks well of a credential, achievement or profile.

https://www.imsglobal.org/spec/ob/v3p0#endorsementcredential
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from credentials.standards.building import built, moment
from credentials.standards.documents import ENDORSEMENT
from credentials.standards.heads import BADGE_CONTEXTS
from credentials.standards.services import credential_schema
from credentials.standards.vc import JSON, VERIFIABLE_CREDENTIAL

_SCHEMA = "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_endorsementcredential_schema.json"


def endorsement(
    *,
    id: str,
    name: str,
    issuer: JSON,
    subject: JSON,
    valid_from: datetime,
    valid_until: datetime | None = None,
    description: str | None = None,
    awarded_date: datetime | None = None,
    status: JSON | None = None,
    refresh_service: JSON | None = None,
    terms_of_use: Sequence[JSON] | None = None,
) -> JSON:
    """Build an unsigned EndorsementCredential; signed, it can stand in what it endorses."""
    return built(
        ENDORSEMENT,
        {
            "@context": list(BADGE_CONTEXTS),
            "id": id,
            "type": [VERIFIABLE_CREDENTIAL, ENDORSEMENT],
            "name": name,
            "description": description,
            "issuer": issuer,
            "validFrom": moment(valid_from),
            "validUntil": moment(valid_until),
            "awardedDate": moment(awarded_date),
            "credentialSubject": subject,
            "credentialSchema": [credential_schema(_SCHEMA)],
            "credentialStatus": status,
            "refreshService": refresh_service,
            "termsOfUse": terms_of_use,
        },
    )


def endorsement_subject(*, id: str, comment: str | None = None) -> JSON:
    """Build what is endorsed, by its id, and why."""
    return built(
        "EndorsementSubject", {"id": id, "type": ["EndorsementSubject"], "endorsementComment": comment}
    )
