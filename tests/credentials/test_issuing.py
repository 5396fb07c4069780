"""What is signed, and what is not."""

from __future__ import annotations

import re
from typing import Any

import pytest

from credentials.errors import MalformedDocumentError, UnsignedTermsError
from credentials.issuing import issue
from credentials.standards.services import terms_of_use
from credentials.standards.vc import CREDENTIALS_V2, JSON
from tests.credentials.documents import an_unsigned_endorsement, an_unsigned_record
from tests.making import (
    COLLEGE,
    COLLEGE_DID,
    EMPLOYER,
    NOW,
    a_report,
    an_unsigned_badge,
    an_unsigned_status_list,
)


def test_a_credential_is_signed_by_its_issuer_only() -> None:
    with pytest.raises(ValueError, match=f"found the issuer {COLLEGE_DID}, expected {EMPLOYER.controller}"):
        issue(an_unsigned_badge(), key=EMPLOYER, now=NOW)


def without(document: JSON, member: str) -> JSON:
    return {name: value for name, value in document.items() if name != member}


def plain(**changes: Any) -> JSON:
    """Make a credential of no known kind."""
    credential = {
        "@context": [CREDENTIALS_V2],
        "type": ["VerifiableCredential"],
        "issuer": COLLEGE_DID,
        "credentialSubject": {"id": "urn:x"},
    }
    return {**credential, **changes}


INCOMPLETE: dict[str, tuple[JSON, str]] = {
    "a badge without a beginning": (
        an_unsigned_badge(validFrom=None),
        "an incomplete badge: validFrom is missing.",
    ),
    "a badge under its other name": (
        an_unsigned_badge(type=["VerifiableCredential", "AchievementCredential"], credentialSubject={}),
        "an incomplete badge: credentialSubject.type is missing.",
    ),
    "a record without a name": (
        without(an_unsigned_record(), "name"),
        "an incomplete ClrCredential: name is missing.",
    ),
    "a record whose evidence is for several audiences": (
        an_unsigned_record() | {"evidence": [{"type": ["Evidence"], "audience": ["Assessors", "All"]}]},
        "an incomplete ClrCredential: evidence[0].audience is not a text.",
    ),
    "an endorsement of nothing": (
        an_unsigned_endorsement(of="urn:x", key=COLLEGE)
        | {"credentialSubject": {"type": ["EndorsementSubject"]}},
        "an incomplete EndorsementCredential: credentialSubject.id is missing.",
    ),
    "a status list without its list": (
        an_unsigned_status_list() | {"credentialSubject": {"type": "BitstringStatusList"}},
        "an incomplete BitstringStatusListCredential: credentialSubject.statusPurpose is missing.",
    ),
    "a credential about nothing": (
        without(plain(), "credentialSubject"),
        "an incomplete credential: credentialSubject is missing.",
    ),
    "a credential about a subject that is a text": (
        plain(credentialSubject="did:example:ana"),
        "an incomplete credential: credentialSubject is not an object.",
    ),
    "a badge about a subject that is a text": (
        an_unsigned_badge(credentialSubject="did:example:ana"),
        "an incomplete badge: credentialSubject is not an object.",
    ),
    "a credential that says it is a badge and an endorsement": (
        an_unsigned_badge(type=["VerifiableCredential", "OpenBadgeCredential", "EndorsementCredential"]),
        "an incomplete badge and EndorsementCredential: credentialSubject.type does not include",
    ),
}


@pytest.mark.parametrize(("unsigned", "problem"), INCOMPLETE.values(), ids=INCOMPLETE.keys())
def test_what_lacks_something_of_its_kind_is_not_signed(unsigned: JSON, problem: str) -> None:
    with pytest.raises(MalformedDocumentError, match=re.escape(f"found {problem}")):
        issue(unsigned, key=COLLEGE, now=NOW)


def test_terms_of_use_are_signed_and_a_kind_of_terms_without_a_meaning_is_not() -> None:
    terms = terms_of_use("https://college.example/terms#Policy", id="https://college.example/terms/1")
    badge = issue(an_unsigned_badge(termsOfUse=[terms]), key=COLLEGE, now=NOW)
    assert a_report(badge).all_passed
    changed = {**badge, "termsOfUse": [{**terms, "type": "https://college.example/terms#Another"}]}
    assert a_report(changed).outcome("proof") == "failed"
    with pytest.raises(UnsignedTermsError, match="'Policy'"):
        issue(an_unsigned_badge(termsOfUse=[{"type": "Policy"}]), key=COLLEGE, now=NOW)


def test_a_credential_of_no_known_kind_is_signed() -> None:
    assert issue(plain(), key=COLLEGE, now=NOW)["proof"]


def test_a_word_that_the_signature_would_not_cover_is_not_signed() -> None:
    with pytest.raises(UnsignedTermsError, match="grade"):
        issue(an_unsigned_badge(grade="A"), key=COLLEGE, now=NOW)
