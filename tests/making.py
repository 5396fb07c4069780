"""Make what tests are about: keys that never change, a badge, a status list, and answers from peers."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

from credentials.errors import UnresolvableError
from credentials.issuing import issue
from credentials.proofs.dids import Resolve, did_document
from credentials.proofs.keys import SigningKey
from credentials.report import Report, TrustedIssuer
from credentials.standards import openbadges
from credentials.standards.vc import JSON
from credentials.status import new_list, set_bit, status_entry, status_list_credential
from credentials.verifying import Fetch, verify

NOW = datetime(2026, 11, 23, 9, 41, tzinfo=UTC)
A_DAY = timedelta(days=1)

COLLEGE_DID = "did:web:college.example"
COLLEGE_NAME = "Riverbend Community College"
STATUS_URL = "https://college.example/status/1"
STATUS_INDEX = 94_567


def a_key(name: str, did: str) -> SigningKey:
    """Make the key that a DID has in every run of the tests."""
    return SigningKey(sha256(f"test key of {name}".encode()).digest(), did, f"{did}#key-1")


def a_holder(name: str) -> SigningKey:
    """Make the did:key that a person has in every run of the tests."""
    return SigningKey.for_holder(sha256(f"test key of {name}".encode()).digest())


COLLEGE = a_key("college", COLLEGE_DID)
EMPLOYER = a_key("employer", "did:web:employer.example")
COPYCAT = a_key("copycat", "did:web:college-example.test")
ANA = a_holder("ana")
BEN = a_holder("ben")

ON_THE_LIST = {COLLEGE_DID: TrustedIssuer(COLLEGE_DID, COLLEGE_NAME, "Accredited college")}


def an_unsigned_badge(**changes: Any) -> JSON:
    """Make a full badge of the college for Ana; a change replaces a member, None leaves it out."""
    level = "https://college.example/levels/proficient"
    aligned = openbadges.alignment(
        target_name="Triage alerts and state their impact",
        target_url="https://college.example/uri/6b1f4c1e-5c1c-4b6e-9a2b-7d1f0e2c9a01",
        target_code="6b1f4c1e-5c1c-4b6e-9a2b-7d1f0e2c9a01",
        target_framework="Cybersecurity outcomes",
    )
    described = openbadges.result_description(
        id="https://college.example/achievements/2430#level",
        name="Level reached",
        result_type="RubricCriterionLevel",
        rubric_criterion_level=[
            openbadges.rubric_level(
                id="https://college.example/levels/developing", name="Developing", level="1"
            ),
            openbadges.rubric_level(id=level, name="Proficient", level="2"),
        ],
    )
    achievement = openbadges.achievement(
        id="https://college.example/achievements/2430",
        name="Security Operations I",
        description="Works a shift in a security operations centre.",
        criteria="Three observed shifts.",
        achievement_type="Course",
        alignment=[aligned],
        creator=openbadges.profile(id=COLLEGE_DID, name=COLLEGE_NAME),
        human_code="CYB 243",
        in_language="en",
        result_description=[described],
        tag=["security", "operations"],
        credits_available=4,
    )
    badge = openbadges.open_badge(
        id="urn:uuid:6b1f4c1e-5c1c-4b6e-9a2b-7d1f0e2c9a02",
        name="Security Operations I",
        issuer=openbadges.profile(id=COLLEGE_DID, name=COLLEGE_NAME, url="https://college.example/"),
        subject=openbadges.achievement_subject(
            id=ANA.controller,
            identifier=[openbadges.hashed_identity("ana@example.com", "0123456789abcdef")],
            achievement=achievement,
            result=[
                openbadges.result(
                    result_description=described["id"], achieved_level=level, value="Proficient"
                )
            ],
            credits_earned=3.5,
        ),
        valid_from=NOW - 200 * A_DAY,
        awarded_date=NOW - 201 * A_DAY,
        evidence=[openbadges.evidence(name="Shift log", narrative="Three shifts in March.\nSigned off.")],
        status=status_entry(STATUS_URL, STATUS_INDEX),
    )
    return {name: value for name, value in {**badge, **changes}.items() if value is not None}


def a_badge(*, key: SigningKey = COLLEGE, **changes: Any) -> JSON:
    """Make a signed badge; changes are made before it is signed."""
    unsigned = an_unsigned_badge(**changes)
    if key is not COLLEGE and "issuer" not in changes:
        unsigned["issuer"] = {**unsigned["issuer"], "id": key.controller}
    return issue(unsigned, key=key, now=NOW - 200 * A_DAY)


def an_unsigned_status_list(*withdrawn: int, url: str = STATUS_URL, **changes: Any) -> JSON:
    """Make a status list of the college in which some places are set."""
    bits = new_list()
    for index in withdrawn:
        bits = set_bit(bits, index)
    members: dict[str, Any] = {"valid_from": NOW - A_DAY, "valid_until": NOW + A_DAY, "ttl_ms": 300_000}
    return status_list_credential(url=url, **{"issuer": COLLEGE_DID, "bits": bits, **members, **changes})


def a_status_list(*withdrawn: int, key: SigningKey = COLLEGE, **changes: Any) -> bytes:
    """Make a signed status list as it is fetched."""
    unsigned = an_unsigned_status_list(*withdrawn, **{"issuer": key.controller, **changes})
    return json.dumps(issue(unsigned, key=key, now=NOW - A_DAY)).encode()


def resolving(*keys: SigningKey) -> Resolve:
    """Make a resolver that knows the DIDs of these keys and reaches nothing else."""
    documents = {key.controller: did_document(key.controller, [key]) for key in keys}

    def resolve(did: str) -> JSON:
        if did not in documents:
            raise UnresolvableError(f"found no answer from {did}")
        return documents[did]

    return resolve


def fetching(pages: Mapping[str, bytes]) -> Fetch:
    """Make a fetcher that finds these pages and nothing else."""

    def fetch(url: str) -> bytes:
        if url not in pages:
            raise UnresolvableError(f"found no answer at {url}")
        return pages[url]

    return fetch


def a_report(badge: JSON, **ports: Any) -> Report:
    """Verify as the employer would on a good day: the peers answer, the college is listed, Ana sent it."""
    usual: dict[str, Any] = {
        "resolve": resolving(COLLEGE, EMPLOYER, COPYCAT),
        "fetch": fetching({STATUS_URL: a_status_list()}),
        "trusted_issuers": ON_THE_LIST,
        "now": NOW,
        "expected_holder": ANA.controller,
    }
    return verify(badge, **{**usual, **ports})
