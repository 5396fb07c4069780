"""Everything that is built here before the official schemas, as independent witnesses."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from credentials.issuing import issue
from credentials.standards import openbadges
from credentials.standards.services import terms_of_use
from credentials.standards.vc import JSON
from tests.credentials.documents import (
    a_full_achievement,
    a_full_badge,
    a_full_profile,
    a_record,
    an_endorsement,
)
from tests.credentials.schemas import FORMAL_BADGE, needs_schemas, schema_errors
from tests.making import COLLEGE, COLLEGE_DID, NOW

pytestmark = needs_schemas


def signed_full_badge() -> JSON:
    return issue(a_full_badge(), key=COLLEGE, now=NOW)


def endorsement_of_the_college() -> JSON:
    return an_endorsement(of=COLLEGE_DID)


# A document, the schema for it and, in a schema of another document, the class it has there.
DOCUMENTS: dict[str, tuple[Callable[[], JSON], str, str | None]] = {
    "a full badge": (signed_full_badge, FORMAL_BADGE, None),
    "a full badge for JSON-LD readers": (
        signed_full_badge,
        "ob/ob_v3p0_achievementcredential_schema.jsonld-compaction.json",
        None,
    ),
    "a full badge for readers of both versions": (
        signed_full_badge,
        "ob/ob_v3p0_anyachievementcredential_schema.json",
        None,
    ),
    "an endorsement": (endorsement_of_the_college, FORMAL_BADGE, "EndorsementCredential"),
    "an endorsement for JSON-LD readers": (
        endorsement_of_the_college,
        "ob/ob_v3p0_endorsementcredential_schema.jsonld-compaction.json",
        None,
    ),
    "a full profile": (a_full_profile, FORMAL_BADGE, "Profile"),
    "a full profile for JSON-LD readers": (
        a_full_profile,
        "ob/ob_v3p0_profile_schema.jsonld-compaction.json",
        None,
    ),
    "a full achievement": (a_full_achievement, FORMAL_BADGE, "Achievement"),
    "terms of use": (
        lambda: terms_of_use("https://college.example/terms#Policy"),
        FORMAL_BADGE,
        "TermsOfUse",
    ),
    "a learner record": (a_record, "clr/clr_v2p0_clrcredential_schema.jsonld-compaction.json", None),
    "a learner record as any credential": (a_record, "vc/verifiable-credential.schema.json", None),
}


@pytest.mark.parametrize(("make", "schema", "part"), DOCUMENTS.values(), ids=DOCUMENTS.keys())
def test_what_is_built_fits_the_official_schema(
    make: Callable[[], JSON], schema: str, part: str | None
) -> None:
    assert schema_errors(make(), schema, part=part) == []


def test_the_parts_of_a_record_fit_the_formal_schema_of_badges() -> None:
    """No formal schema of CLR 2.0 is public, but most of its classes are those of Open Badges."""
    record = a_record()
    for held in record["credentialSubject"]["verifiableCredential"]:
        assert schema_errors(held, FORMAL_BADGE) == []
    for identity in record["credentialSubject"]["identifier"]:
        assert schema_errors(identity, FORMAL_BADGE, part="IdentityObject") == []
    assert schema_errors(record["issuer"], FORMAL_BADGE, part="Profile") == []
    assert schema_errors(record["proof"][0], FORMAL_BADGE, part="Proof") == []


def test_a_badge_in_the_form_it_is_read_in_fits_the_formal_schema() -> None:
    compacted = signed_full_badge()
    subject = compacted["credentialSubject"]
    subject["type"], subject["achievement"]["tag"] = "AchievementSubject", "security"
    subject["achievement"]["alignment"] = subject["achievement"]["alignment"][0]
    compacted["issuer"]["type"] = "Profile"
    assert schema_errors(compacted, FORMAL_BADGE) != []
    assert schema_errors(openbadges.read_badge(compacted), FORMAL_BADGE) == []
