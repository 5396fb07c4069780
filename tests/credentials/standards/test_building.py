"""What cannot be built: whatever a builder gives, the standard takes."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from credentials.errors import MalformedDocumentError, StructureError
from credentials.standards import openbadges
from credentials.standards.clr import association, clr_subject
from credentials.standards.services import credential_schema, refresh_service, terms_of_use
from credentials.standards.vc import JSON
from tests.credentials.documents import (
    UUID,
    a_full_achievement,
    a_full_badge,
    a_full_profile,
    an_unsigned_endorsement,
    an_unsigned_record,
)
from tests.making import ANA, BEN, NOW, a_badge

ALIGNED = {"target_name": "Triage", "target_url": "https://college.example/uri/1"}


def described(**changes: Any) -> Callable[[], JSON]:
    usual: dict[str, Any] = {"id": "urn:rd", "name": "Grade", "result_type": "LetterGrade"}
    return lambda: openbadges.result_description(**{**usual, **changes})


def achieved(**changes: Any) -> Callable[[], JSON]:
    usual: dict[str, Any] = {"id": ANA.controller, "achievement": a_full_achievement()}
    return lambda: openbadges.achievement_subject(**{**usual, **changes})


def held_without_proof() -> JSON:
    return clr_subject(id=ANA.controller, verifiable_credential=[{**a_badge(), "proof": []}])


# What is said wrongly, and the part of the refusal that names it.
REFUSED: dict[str, tuple[Callable[[], JSON], str]] = {
    "an achievement without a name": (lambda: a_full_achievement(name=None), "found no Achievement.name"),
    "an achievement without criteria": (lambda: a_full_achievement(criteria={}), "neither an id nor a narr"),
    "an achievement with a short address": (lambda: a_full_achievement(id="9"), "expected a full address"),
    "a type of achievement that nobody knows": (
        lambda: a_full_achievement(achievement_type="Shift"),
        "expected one of Achievement, ",
    ),
    "an empty type of achievement": (lambda: a_full_achievement(achievement_type=""), "achievementType"),
    "a word of others without a word": (lambda: a_full_achievement(achievement_type="ext:"), "ext:"),
    "one tag instead of a list": (lambda: a_full_achievement(tag="security"), "expected a list"),
    "a language that is none": (lambda: a_full_achievement(in_language="English"), "a language tag"),
    "credits as a text": (lambda: a_full_achievement(credits_available="3"), "expected a number"),
    "no number of credits": (lambda: a_full_achievement(credits_available=math.nan), "found nan"),
    "a JWT that is none": (lambda: a_full_achievement(endorsement_jwt=["a.b"]), "a compact JWS"),
    "an endorsement that is no credential": (
        lambda: a_full_achievement(endorsement=[{"id": "urn:x"}]),
        "Achievement.endorsement[0].@context",
    ),
    "an image with more than its members": (
        lambda: a_full_achievement(image={**openbadges.image(id="urn:i"), "name": "x"}),
        "is not a member of Image",
    ),
    "an image with a list of types": (
        lambda: a_full_achievement(image={"id": "urn:i", "type": ["Image"]}),
        "expected Image",
    ),
    "a creator whose type is no list": (
        lambda: a_full_achievement(creator={"id": "urn:p", "type": "Profile"}),
        "a list with Profile",
    ),
    "a type of target that nobody knows": (
        lambda: openbadges.alignment(**ALIGNED, target_type="Skill"),
        "expected one of CFItem, ",
    ),
    "a target by a short address": (
        lambda: openbadges.alignment(target_name="A", target_url="/uri/1"),
        "Alignment.targetUrl",
    ),
    "a CASE item by another code than its own": (
        lambda: openbadges.alignment(**ALIGNED, target_code="CYB 1"),
        "is not the identifier of a CFItem, expected a UUID",
    ),
    "a rubric level of CASE by another code than its own": (
        lambda: openbadges.alignment(
            **ALIGNED, target_type="CFRubricCriterionLevel", target_code=f"ce-{UUID}"
        ),
        "is not the identifier of a CFRubricCriterionLevel",
    ),
    "a credential of the registry by a UUID": (
        lambda: openbadges.alignment(**ALIGNED, target_type="CTDL", target_code=UUID),
        "is not a CTID",
    ),
    "a result of a kind that nobody knows": (described(result_type="Grade"), "ResultDescription.resultType"),
    "a required level that is none": (described(required_level="urn:level"), "is none of its levels"),
    "a value that is no text": (described(value_max=100), "expected a text"),
    "an empty allowed value": (described(allowed_value=[1]), "allowedValue[0]"),
    "a result of another achievement": (
        achieved(result=[openbadges.result(result_description="urn:other", value="A")]),
        "as its description, which the achievement lacks",
    ),
    "a level of another achievement": (
        achieved(result=[openbadges.result(achieved_level="urn:other")]),
        "as level, which is none of its description",
    ),
    "a level of another result": (
        achieved(
            result=[
                openbadges.result(
                    result_description="https://college.example/achievements/9#grade",
                    achieved_level="https://college.example/levels/2",
                )
            ]
        ),
        "as level, which is none of its description",
    ),
    "a status that nobody knows": (lambda: openbadges.result(status="Passed"), "expected one of Completed"),
    "a subject without a name": (achieved(id=None), "neither an id nor an identifier"),
    "credits that are no number": (achieved(credits_earned=True), "expected a number"),
    "a person born on no day": (lambda: a_full_profile(date_of_birth=date(1, 1, 1)), "expected a date"),
    "a latitude beyond the pole": (
        lambda: openbadges.geo_coordinates(latitude=90.5, longitude=0),
        "is not on the globe",
    ),
    "an identifier of a kind that nobody knows": (
        lambda: openbadges.identifier_entry(identifier="1", identifier_type="email"),
        "identifierType",
    ),
    "a hash that is none": (
        lambda: openbadges.identity_object(
            hashed=True, identity_hash="ana@example.com", identity_type="emailAddress"
        ),
        "is not a SHA-256 digest",
    ),
    "a hash by MD5": (
        lambda: openbadges.identity_object(
            hashed=True, identity_hash="md5$" + "0" * 32, identity_type="emailAddress"
        ),
        "is not a SHA-256 digest",
    ),
    "a badge that ends before it begins": (
        lambda: a_full_badge(valid_until=NOW - 201 * (NOW - NOW.replace(day=22))),
        "lies before validFrom",
    ),
    "a badge of an issuer by its address": (lambda: a_full_badge(issuer="did:web:a.example"), "an object"),
    "a badge with two places in status lists": (lambda: a_full_badge(status=[{}, {}]), "an object"),
    "a badge without a name": (lambda: a_full_badge(name=7), "expected a text"),
    "a badge with a bell in it": (lambda: a_full_badge(name="Security\a"), "U+0007"),
    "a badge with half a character in it": (lambda: a_full_badge(name="\ud83d"), "U+D83D"),
    "a badge of the tenth century": (
        lambda: a_full_badge(awarded_date=datetime(999, 1, 1, tzinfo=UTC)),
        "expected a date and time with a zone",
    ),
    "an endorsement of nothing": (
        lambda: an_unsigned_endorsement(of="x"),
        "EndorsementSubject.id, which is not a full address",
    ),
    "an endorsement without a name": (
        lambda: an_unsigned_endorsement(of="urn:x", name=None),
        "found no EndorsementCredential.name",
    ),
    "terms of no kind": (lambda: terms_of_use(None), "found no Terms.type"),  # type: ignore[arg-type]
    "terms of a kind that no context knows": (lambda: terms_of_use("Policy"), "expected a full address"),
    "a schema at a short address": (lambda: credential_schema("schema.json"), "expected a full address"),
    "a refresh service at a short address": (lambda: refresh_service("/refresh"), "a full address"),
    "a record without a credential": (
        lambda: clr_subject(id=ANA.controller, verifiable_credential=[]),
        "found no ClrSubject.verifiableCredential",
    ),
    "a record with something unsigned": (held_without_proof, "found no proof in verifiableCredential[0]"),
    "a record with what is no credential": (
        lambda: clr_subject(id=ANA.controller, verifiable_credential=["a.b.c"]),
        "expected a signed credential",
    ),
    "a record about nobody": (
        lambda: clr_subject(verifiable_credential=[a_badge()]),
        "neither an id nor an identifier",
    ),
    "a record with the credential of another person": (
        lambda: clr_subject(id=BEN.controller, verifiable_credential=[a_badge()]),
        f"as subject of verifiableCredential[0], expected {BEN.controller}",
    ),
    "a record with a link to nothing": (
        lambda: an_unsigned_record(
            subject={
                "association": [
                    association(
                        association_type="isPartOf",
                        source_id="https://college.example/achievements/2430",
                        target_id="urn:nothing",
                    )
                ]
            }
        ),
        "names nothing in this record",
    ),
    "a link of a kind that nobody knows": (
        lambda: association(association_type="isLike", source_id="urn:a", target_id="urn:b"),
        "expected one of exactMatchOf",
    ),
}


@pytest.mark.parametrize(("make", "words"), REFUSED.values(), ids=REFUSED.keys())
def test_refused(make: Callable[[], JSON], words: str) -> None:
    with pytest.raises(MalformedDocumentError) as refusal:
        make()
    assert words in str(refusal.value)


def test_a_refusal_names_the_first_of_several_problems_and_counts_the_others() -> None:
    with pytest.raises(StructureError, match=r"found no Image\.id, .* \(1 more like it\)"):
        openbadges.image(id=None, caption=7)  # type: ignore[arg-type]
