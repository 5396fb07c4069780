"""Make the documents that are measured: a full badge, and a record of twenty signed ones.

The badge takes 5.4 KB of JSON and comes to 137 quads with its proof, the record 103 KB and 2,694 quads.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from hashlib import sha256
from itertools import pairwise

from credentials.issuing import issue
from credentials.proofs.keys import SigningKey
from credentials.standards import openbadges
from credentials.standards.clr import association, clr_subject, learner_record
from credentials.standards.vc import JSON
from credentials.status import new_list, status_entry, status_list_credential

NOW = datetime(2026, 11, 23, 9, 41, tzinfo=UTC)
ISSUED = NOW - timedelta(days=90)

COLLEGE_DID = "did:web:college.example"
COLLEGE = SigningKey(sha256(b"bench key of the college").digest(), COLLEGE_DID, f"{COLLEGE_DID}#key-1")
LEARNER = SigningKey.for_holder(sha256(b"bench key of the learner").digest())
ISSUER = openbadges.profile(
    id=COLLEGE_DID, name="Riverbend Community College", url="https://college.example/"
)

SITE = "https://college.example"
STATUS_URL = f"{SITE}/status/1"
HELD = 20


def an_unsigned_badge(number: int = 1, *, alignments: int = 5, results: int = 2) -> JSON:
    """Make a full badge of the college for the learner; another number makes another badge."""
    place = f"{SITE}/achievements/{number}"
    level = [
        openbadges.rubric_level(
            id=f"{place}#level-{step}",
            name=f"Level {step}",
            level=str(step),
            description=f"Does it with {4 - step} reminders a shift.",
        )
        for step in (1, 2, 3)
    ]
    described = [
        openbadges.result_description(
            id=f"{place}#result-{one}",
            name=f"Result {one}",
            result_type="RubricCriterionLevel",
            rubric_criterion_level=level if one == 1 else None,
            allowed_value=["Developing", "Proficient", "Advanced"] if one == 1 else None,
            value_min="0" if one > 1 else None,
            value_max="100" if one > 1 else None,
        )
        for one in range(1, results + 1)
    ]
    achievement = openbadges.achievement(
        id=place,
        name=f"Security Operations {number}",
        description="Works whole shifts in a security operations centre, alone and in a team. " * 2,
        criteria="Three observed shifts and a written report on one incident, marked by two tutors.",
        achievement_type="Course",
        alignment=[_alignment(number, one) for one in range(1, alignments + 1)],
        creator=openbadges.profile(id=COLLEGE_DID, name="Riverbend Community College"),
        human_code=f"CYB {number}",
        in_language="en",
        result_description=described,
        tag=["security", "operations", f"term-{number}"],
        credits_available=4,
    )
    subject = openbadges.achievement_subject(
        id=LEARNER.controller,
        identifier=[openbadges.hashed_identity("learner@example.com", f"{number:016x}")],
        achievement=achievement,
        result=[
            openbadges.result(
                result_description=one["id"],
                achieved_level=f"{place}#level-2" if "rubricCriterionLevel" in one else None,
                value="Proficient" if "rubricCriterionLevel" in one else "87",
            )
            for one in described
        ],
        credits_earned=4,
        narrative="Led two of the three shifts.",
        role="Analyst",
        term="Spring 2026",
    )
    return openbadges.open_badge(
        id=f"urn:uuid:6b1f4c1e-5c1c-4b6e-9a2b-{number:012x}",
        name=f"Security Operations {number}",
        issuer=ISSUER,
        subject=subject,
        valid_from=ISSUED,
        awarded_date=ISSUED,
        evidence=[
            openbadges.evidence(
                name="Shift log", narrative=f"Shifts in term {number}.\nSigned off.", genre="Log"
            ),
            openbadges.evidence(name="Report", narrative="On a phishing campaign.", genre="Essay"),
        ],
        status=status_entry(STATUS_URL, 90_000 + number),
    )


def a_badge(number: int = 1) -> JSON:
    """Make a signed badge."""
    return issue(an_unsigned_badge(number), key=COLLEGE, now=ISSUED)


def an_unsigned_status_list() -> JSON:
    """Make the list by which the college could withdraw any of them, and has not."""
    far = datetime(2099, 1, 1, tzinfo=UTC)
    return status_list_credential(
        url=STATUS_URL,
        issuer=COLLEGE_DID,
        bits=new_list(),
        valid_from=ISSUED,
        valid_until=far,
        ttl_ms=300_000,
    )


def a_record() -> JSON:
    """Make a signed record of signed badges."""
    return issue(an_unsigned_record(), key=COLLEGE, now=ISSUED)


def an_unsigned_record() -> JSON:
    """Make a record of signed badges, each with its own proof, and how they hang together."""
    held = [
        issue(an_unsigned_badge(number, alignments=3), key=COLLEGE, now=ISSUED)
        for number in range(1, HELD + 1)
    ]
    courses = [one["credentialSubject"]["achievement"]["id"] for one in held]
    pairs = [("precedes", one, other) for one, other in pairwise(courses)]
    pairs += [("isPeerOf", one, other) for one, other in zip(courses, reversed(courses), strict=True)]
    associations = [
        association(association_type=kind, source_id=one, target_id=other) for kind, one, other in pairs
    ]
    return learner_record(
        id="urn:uuid:6b1f4c1e-5c1c-4b6e-9a2b-0000000000ff",
        name="Record of Learning",
        issuer=ISSUER,
        subject=clr_subject(id=LEARNER.controller, verifiable_credential=held, association=associations),
        valid_from=ISSUED,
        awarded_date=ISSUED,
        partial=False,
        status=status_entry(STATUS_URL, 90_000),
    )


def _alignment(number: int, one: int) -> JSON:
    code = f"6b1f4c1e-5c1c-4b6e-{number:04x}-{one:012x}"
    return openbadges.alignment(
        target_name=f"Outcome {one}: triage alerts and state their impact in plain words",
        target_url=f"{SITE}/uri/{code}",
        target_code=code,
        target_framework="Cybersecurity outcomes",
    )
