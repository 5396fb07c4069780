"""Credentials of version 1.1 of the data model, and badges with the contexts before the newest."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from credentials.proofs.eddsa_rdfc_2022 import add_proof
from credentials.report import Report
from credentials.standards.vc import CREDENTIALS_V1, CREDENTIALS_V2, JSON
from credentials.status import status_entry
from tests.credentials.reports import signs
from tests.credentials.schemas import needs_schemas, schema_errors
from tests.credentials.status.older_lists import REVOCATION_LIST_URL, a_revocation_list, revocation_list_entry
from tests.making import (
    A_DAY,
    COLLEGE,
    NOW,
    STATUS_INDEX,
    STATUS_URL,
    a_report,
    a_status_list,
    an_unsigned_badge,
    fetching,
)

OPEN_BADGES = "https://purl.imsglobal.org/spec/ob/v3p0/context{}.json"
EXTENSIONS = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"
DATA_INTEGRITY = "https://w3id.org/security/data-integrity/v2"


def an_unsigned_old_badge(version: str = "-3.0.1", **changes: Any) -> JSON:
    """Make a badge of version 1.1 with what all its contexts know; None leaves a member out."""
    badge = an_unsigned_badge(awardedDate=None, credentialStatus=revocation_list_entry())
    del badge["credentialSubject"]["achievement"]["inLanguage"]
    badge["@context"] = [CREDENTIALS_V1, OPEN_BADGES.format(version), EXTENSIONS, DATA_INTEGRITY]
    badge["issuanceDate"] = badge.pop("validFrom")
    return {name: value for name, value in {**badge, **changes}.items() if value is not None}


def signed(unsigned: JSON) -> JSON:
    return add_proof(unsigned, key=COLLEGE, created=NOW - A_DAY)


def with_contexts(*contexts: str) -> JSON:
    badge = an_unsigned_badge(awardedDate=None, **{"@context": list(contexts)})
    del badge["credentialSubject"]["achievement"]["inLanguage"]
    return signed(badge)


def reported(badge: JSON, listed: bytes | None = None, bits: bytes | None = None) -> Report:
    """Verify on a day on which both kinds of list answer."""
    pages = {
        REVOCATION_LIST_URL: a_revocation_list() if listed is None else listed,
        STATUS_URL: a_status_list() if bits is None else bits,
    }
    return a_report(badge, fetch=fetching(pages))


CASES: dict[str, tuple[Callable[[], JSON], str, str]] = {
    **{
        f"version 1.1 with the context {version or '3.0.0'}": (
            lambda version=version: signed(an_unsigned_old_badge(version)),
            "++++++",
            "Yes. All six checks passed.",
        )
        for version in ("", "-3.0.1", "-3.0.2", "-3.0.3")
    },
    "version 1.1, ended": (
        lambda: signed(an_unsigned_old_badge(expirationDate="2026-11-22T09:41:00Z")),
        "+++-++",
        "No. It ended on 22 November 2026, 09:41 UTC.",
    ),
    "version 1.1, not begun": (
        lambda: signed(an_unsigned_old_badge(issuanceDate="2026-11-24T09:41:00Z")),
        "+++-++",
        "No. It is not valid before 24 November 2026, 09:41 UTC.",
    ),
    "version 1.1, without a name": (
        lambda: signed(an_unsigned_old_badge(name=None)),
        "+-++++",
        "No. It is not a complete Open Badges 3.0 credential.",
    ),
    "version 1.1, without a date": (
        lambda: signed(an_unsigned_old_badge(issuanceDate=None)),
        "+-+-++",
        "No. Its dates cannot be read.",
    ),
    "version 1.1, changed": (
        lambda: {**signed(an_unsigned_old_badge()), "name": "Another"},
        "-+?+??",
        "No. It was changed after it was signed.",
    ),
    "version 1.1, its end hidden under the name of the other version": (
        lambda: {**signed(an_unsigned_old_badge(expirationDate="2026-11-22T09:41:00Z")), "validUntil": "x"},
        "-+?-??",
        "No. It was changed after it was signed.",
    ),
    "version 2.0 with the context before the newest": (
        lambda: with_contexts(CREDENTIALS_V2, OPEN_BADGES.format("-3.0.2"), EXTENSIONS),
        "++++++",
        "Yes. All six checks passed.",
    ),
}


@pytest.mark.parametrize(("make", "outcomes", "verdict"), CASES.values(), ids=CASES.keys())
def test_an_old_badge(make: Callable[[], JSON], outcomes: str, verdict: str) -> None:
    report = reported(make())
    assert (signs(report), report.verdict[1]) == (outcomes, verdict)


def test_an_old_badge_is_withdrawn_by_either_kind_of_list() -> None:
    withdrawn = a_revocation_list(revokedCredential=[{"id": an_unsigned_badge()["id"]}])
    assert signs(reported(signed(an_unsigned_old_badge()), withdrawn)) == "++++-+"
    contexts = [*an_unsigned_old_badge()["@context"], "https://www.w3.org/ns/credentials/status/v1"]
    newer = an_unsigned_old_badge(
        **{"@context": contexts, "credentialStatus": status_entry(STATUS_URL, STATUS_INDEX)}
    )
    assert signs(reported(signed(newer))) == "++++++"
    assert signs(reported(signed(newer), bits=a_status_list(STATUS_INDEX))) == "++++-+"


@pytest.mark.parametrize("version", ["", "-3.0.1"])
def test_contexts_that_cannot_stand_together_are_refused_whoever_signed(version: str) -> None:
    badge = {**signed(an_unsigned_old_badge()), "validFrom": "2026-01-01T00:00:00Z"}
    badge["@context"] = [CREDENTIALS_V2, OPEN_BADGES.format(version), EXTENSIONS]
    report = a_report(badge)
    assert report.check("proof").code == "proof.own-words"
    assert "cannot be combined" in dict(report.check("structure").evidence)["Problems"]


def test_both_versions_at_once_are_refused() -> None:
    badge = signed(an_unsigned_old_badge())
    badge["@context"] = [CREDENTIALS_V1, CREDENTIALS_V2, *badge["@context"][1:]]
    assert a_report(badge).check("proof").code == "proof.own-words"


@needs_schemas
def test_the_schema_for_both_versions_takes_the_same() -> None:
    schema = "ob/ob_v3p0_anyachievementcredential_schema.json"
    assert schema_errors(signed(an_unsigned_old_badge()), schema) == []
    assert schema_errors(an_unsigned_old_badge(name=None), schema) != []
