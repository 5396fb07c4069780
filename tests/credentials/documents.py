"""Make documents that say all that their standards let them say, and a learner record with what it holds."""

from __future__ import annotations

from datetime import date
from typing import Any

from credentials.issuing import issue
from credentials.proofs.keys import SigningKey
from credentials.standards import openbadges
from credentials.standards.clr import association, clr_subject, learner_record
from credentials.standards.endorsements import endorsement, endorsement_subject
from credentials.standards.services import refresh_service
from credentials.standards.vc import JSON
from credentials.status import status_entry
from tests.making import (
    A_DAY,
    ANA,
    COLLEGE,
    COLLEGE_DID,
    COLLEGE_NAME,
    EMPLOYER,
    NOW,
    STATUS_URL,
    a_badge,
    an_unsigned_badge,
)

AT = "https://college.example"
SOME_JWS = "eyJhbGciOiJFZERTQSJ9.e30.c2lnbmF0dXJl"
UUID = "6b1f4c1e-5c1c-4b6e-9a2b-7d1f0e2c9a01"


def a_full_profile(**changes: Any) -> JSON:
    """Make a Profile with every member but endorsements."""
    usual: dict[str, Any] = {
        "id": f"{AT}/people/1",
        "name": "Prof. Dr. Ada van der Berg",
        "url": f"{AT}/people/1.html",
        "phone": "+1 555 0100",
        "email": "ada@college.example",
        "description": "Teaches *security*.",
        "image": openbadges.image(id=f"{AT}/ada.png", caption="Ada"),
        "address": openbadges.address(
            country="United States",
            country_code="US",
            region="Ohio",
            locality="Riverbend",
            street="1 Main Street",
            post_office_box="7",
            postal_code="43000",
            geo=openbadges.geo_coordinates(latitude=39.96, longitude=-83),
        ),
        "other_identifier": [openbadges.identifier_entry(identifier="A-1", identifier_type="ext:staff")],
        "official": "The Dean",
        "parent_org": openbadges.profile(id=f"{AT}/schools/1", name="School of Security"),
        "family_name": "Berg",
        "given_name": "Ada",
        "additional_name": "Maria",
        "patronymic_name": "Ivanovna",
        "honorific_prefix": "Prof. Dr.",
        "honorific_suffix": "MBE",
        "family_name_prefix": "van der",
        "date_of_birth": date(1980, 2, 29),
    }
    return openbadges.profile(**{**usual, **changes})


def a_full_achievement(**changes: Any) -> JSON:
    """Make an Achievement with every member."""
    aligned = openbadges.alignment(
        target_name="Triage alerts",
        target_url=f"{AT}/uri/{UUID}",
        target_code=UUID,
        target_description="Triage alerts and state their impact",
        target_framework="Cybersecurity outcomes",
    )
    registered = openbadges.alignment(
        target_type="ceasn:Competency",
        target_name="Alert triage",
        target_url=f"https://credentialengineregistry.org/resources/ce-{UUID}",
        target_code=f"ce-{UUID}",
    )
    level = openbadges.rubric_level(
        id=f"{AT}/levels/2",
        name="Proficient",
        level="2",
        points="3.5",
        description="Works alone.",
        alignment=[aligned],
    )
    rubric = openbadges.result_description(
        id=f"{AT}/achievements/9#level",
        name="Level",
        result_type="RubricCriterionLevel",
        alignment=[aligned],
        rubric_criterion_level=[level],
        required_level=level["id"],
    )
    grade = openbadges.result_description(
        id=f"{AT}/achievements/9#grade",
        name="Grade",
        result_type="LetterGrade",
        allowed_value=["D", "C", "B", "A"],
        required_value="C",
        value_min="D",
        value_max="A",
    )
    usual: dict[str, Any] = {
        "id": f"{AT}/achievements/9",
        "name": "Security Operations",
        "description": "Works a shift.",
        "criteria": openbadges.criteria(id=f"{AT}/criteria/9", narrative="Three shifts."),
        "achievement_type": "ext:Shift",
        "alignment": [aligned, registered],
        "creator": openbadges.profile(id=f"{AT}/people/2", name="Curriculum office"),
        "credits_available": 3.5,
        "endorsement": [an_endorsement(of=f"{AT}/achievements/9")],
        "endorsement_jwt": [SOME_JWS],
        "field_of_study": "Security",
        "human_code": "CYB 243",
        "image": openbadges.image(id="data:image/png;base64,iVBORw0KGgo="),
        "in_language": "en-US",
        "other_identifier": [openbadges.identifier_entry(identifier="243", identifier_type="sourcedId")],
        "related": [openbadges.related(id=f"{AT}/achievements/8", in_language="es", version="1")],
        "result_description": [rubric, grade],
        "specialization": "Operations",
        "tag": ["security"],
        "version": "2",
    }
    return openbadges.achievement(**{**usual, **changes})


def a_full_badge(**changes: Any) -> JSON:
    """Make an unsigned Open Badge with every member that an issuer can state."""
    subject = openbadges.achievement_subject(
        id=ANA.controller,
        identifier=[openbadges.hashed_identity("ana@example.com", "0123456789abcdef")],
        achievement=a_full_achievement(),
        result=[
            openbadges.result(
                result_description=f"{AT}/achievements/9#level", achieved_level=f"{AT}/levels/2"
            ),
            openbadges.result(result_description=f"{AT}/achievements/9#grade", value="B", status="Completed"),
        ],
        narrative="Did *well*.",
        role="Analyst",
        term="Spring",
        credits_earned=3,
        activity_start_date=NOW - 300 * A_DAY,
        activity_end_date=NOW - 201 * A_DAY,
        image=openbadges.image(id=f"{AT}/own.svg", caption="Ana's own"),
        license_number="L-7",
        source=openbadges.profile(id=f"{AT}/people/3", name="Assessor"),
    )
    usual: dict[str, Any] = {
        "id": "urn:uuid:6b1f4c1e-5c1c-4b6e-9a2b-7d1f0e2c9a09",
        "name": "Security Operations",
        "description": "A full badge.",
        "image": openbadges.image(id=f"{AT}/badge.svg"),
        "issuer": a_full_profile(id=COLLEGE_DID),
        "subject": subject,
        "valid_from": NOW - 200 * A_DAY,
        "valid_until": NOW + 200 * A_DAY,
        "awarded_date": NOW - 200 * A_DAY,
        "evidence": [
            openbadges.evidence(
                id=f"{AT}/evidence/1",
                name="Log",
                narrative="Three shifts.",
                description="A log",
                genre="Log",
                audience="Assessors",
            )
        ],
        "endorsement": [an_endorsement(of=COLLEGE_DID, id="urn:uuid:6b1f4c1e-5c1c-4b6e-9a2b-7d1f0e2c9e02")],
        "endorsement_jwt": [SOME_JWS],
        "status": status_entry(STATUS_URL, 5),
        "refresh_service": refresh_service(f"{AT}/refresh/9"),
    }
    return openbadges.open_badge(**{**usual, **changes})


def an_unsigned_endorsement(*, of: str, key: SigningKey = EMPLOYER, **changes: Any) -> JSON:
    """Make an endorsement of something by its id."""
    usual: dict[str, Any] = {
        "id": "urn:uuid:6b1f4c1e-5c1c-4b6e-9a2b-7d1f0e2c9e01",
        "name": "Endorsement of a college",
        "issuer": openbadges.profile(id=key.controller, name="Northgate Works"),
        "subject": endorsement_subject(id=of, comment="We hire its graduates."),
        "valid_from": NOW - 300 * A_DAY,
    }
    return endorsement(**{**usual, **changes})


def an_endorsement(*, of: str, key: SigningKey = EMPLOYER, **changes: Any) -> JSON:
    """Make a signed endorsement of something by its id."""
    return issue(an_unsigned_endorsement(of=of, key=key, **changes), key=key, now=NOW - 300 * A_DAY)


def a_second_badge(**changes: Any) -> JSON:
    """Make another signed badge of the college for Ana, for another achievement."""
    unsigned = an_unsigned_badge(id="urn:uuid:6b1f4c1e-5c1c-4b6e-9a2b-7d1f0e2c9a03", name="Networks")
    achievement = unsigned["credentialSubject"]["achievement"]
    achievement.update(id=f"{AT}/achievements/2431", name="Networks", humanCode="CYB 250")
    achievement["resultDescription"][0]["id"] = f"{AT}/achievements/2431#level"
    unsigned["credentialSubject"]["result"][0]["resultDescription"] = f"{AT}/achievements/2431#level"
    unsigned["credentialStatus"] = status_entry(STATUS_URL, 7)
    return issue({**unsigned, **changes}, key=COLLEGE, now=NOW - 200 * A_DAY)


def an_unsigned_record(*held: JSON, **changes: Any) -> JSON:
    """Make a learner record of the college about Ana that holds these credentials, or else two badges."""
    within = list(held) or [a_badge(), a_second_badge()]
    subject: dict[str, Any] = {
        "id": ANA.controller,
        "identifier": [openbadges.hashed_identity("ana@example.com", "0123456789abcdef")],
        "verifiable_credential": within,
        "association": None
        if held
        else [
            association(
                association_type="isPartOf",
                source_id=within[1]["credentialSubject"]["achievement"]["id"],
                target_id=within[0]["credentialSubject"]["achievement"]["id"],
            )
        ],
    }
    subject |= changes.pop("subject", {})
    usual: dict[str, Any] = {
        "id": "urn:uuid:6b1f4c1e-5c1c-4b6e-9a2b-7d1f0e2c9c01",
        "name": "Transcript",
        "issuer": openbadges.profile(id=COLLEGE_DID, name=COLLEGE_NAME, url=f"{AT}/"),
        "subject": clr_subject(**subject),
        "valid_from": NOW - 100 * A_DAY,
        "awarded_date": NOW - 100 * A_DAY,
        "partial": True,
        "status": status_entry(STATUS_URL, 9),
    }
    return learner_record(**{**usual, **changes})


def a_record(*held: JSON, key: SigningKey = COLLEGE, **changes: Any) -> JSON:
    """Make a signed learner record of the college about Ana."""
    return issue(an_unsigned_record(*held, **changes), key=key, now=NOW - 100 * A_DAY)
