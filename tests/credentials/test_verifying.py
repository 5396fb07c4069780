"""What `verify` reports, case by case, in the words that people read."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from typing import Any

import pytest

from credentials.errors import MalformedDocumentError
from credentials.issuing import issue
from credentials.report import CHECKS, Report
from credentials.standards.vc import JSON
from tests.credentials.verification_cases import CASES, Case
from tests.making import (
    COLLEGE,
    COLLEGE_NAME,
    COPYCAT,
    NOW,
    a_badge,
    a_report,
    an_unsigned_badge,
    fetching,
    resolving,
)

_SIGNS = {"passed": "+", "failed": "-", "unknown": "?"}


def signs(report: Report) -> str:
    """Write the outcomes of the six checks in six characters."""
    return "".join(_SIGNS[report.outcome(name)] for name in CHECKS)


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_verification(case: Case) -> None:
    report = a_report(case.badge(), **case.ports())
    assert (signs(report), report.verdict[1]) == (case.signs, case.verdict)


def leaves(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Give the place of every plain value in a JSON value."""
    members = (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else None
    )
    if members is None:
        yield path
        return
    for name, member in members:
        yield from leaves(member, (*path, name))


def with_leaf(badge: JSON, path: tuple[str | int, ...], change: Any) -> JSON:
    """Copy a badge with one plain value changed."""
    changed = copy.deepcopy(badge)
    place: Any = changed
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = change(place[path[-1]])
    return changed


def another(value: Any) -> Any:
    """Change a plain value a little, keeping its kind."""
    if isinstance(value, bool):
        return not value
    return value + 1 if isinstance(value, int | float) else f"{value[:-1]}{'y' if value[-1:] != 'y' else 'z'}"


def without_leaf(badge: JSON, path: tuple[str | int, ...]) -> JSON:
    """Copy a badge with one plain value left out."""
    changed = copy.deepcopy(badge)
    place: Any = changed
    for step in path[:-1]:
        place = place[step]
    del place[path[-1]]
    return changed


def test_every_changed_leaf_is_noticed() -> None:
    badge = a_badge()
    reports = {path: a_report(with_leaf(badge, path, another)) for path in leaves(badge)}
    assert len(reports) > 70
    assert [path for path, report in reports.items() if report.outcome("proof") == "passed"] == []


def test_every_leaf_left_out_is_noticed() -> None:
    badge = a_badge()
    reports = {path: a_report(without_leaf(badge, path)) for path in leaves(badge)}
    unnoticed = [path for path, report in reports.items() if report.all_passed]
    # What is said of the creator is said of the issuer as well, and they are one and the same.
    assert unnoticed == [("credentialSubject", "achievement", "creator", "name")]


def test_the_name_a_copycat_gives_itself_is_not_shown_as_the_issuer() -> None:
    badge = a_badge(key=COPYCAT)
    assert badge["issuer"]["name"] == COLLEGE_NAME
    report = a_report(badge)
    shown = report.check("issuer")
    assert shown.outcome == "unknown"
    assert report.issuer_listed_as is None
    assert COLLEGE_NAME not in shown.reason + repr(shown.evidence) + report.verdict[1]


def test_the_issuer_is_shown_by_the_name_on_the_list() -> None:
    unsigned = an_unsigned_badge()
    for profile in (unsigned["issuer"], unsigned["credentialSubject"]["achievement"]["creator"]):
        profile["name"] = "The Only True College"
    report = a_report(issue(unsigned, key=COLLEGE, now=NOW))
    assert report.check("issuer").reason == f"Signed by {COLLEGE_NAME}, which is on your list."
    assert report.issuer_listed_as == COLLEGE_NAME


def test_a_badge_that_does_not_hold_makes_nobody_fetch_its_status_list() -> None:
    def fetch(url: str) -> bytes:
        raise AssertionError(f"fetched {url}")

    badge = {**a_badge(), "name": "Another"}
    assert a_report(badge, fetch=fetch).outcome("status") == "unknown"


def test_a_document_that_is_refused_by_sight_makes_nobody_resolve_its_issuer() -> None:
    def resolve(did: str) -> JSON:
        raise AssertionError(f"resolved {did}")

    badge = {**a_badge(), "extra": "word"}
    assert a_report(badge, resolve=resolve).outcome("proof") == "failed"


def test_the_evidence_says_method_time_key_list_and_dates() -> None:
    report = a_report(a_badge())
    evidence = {label: text for check in report.checks for label, text in check.evidence}
    assert evidence == {
        "Method": "Ed25519 signature over the credential",
        "Signed": "7 May 2026, 09:41 UTC",
        "Key": "did:web:college.example#key-1",
        "Schema": "Open Badges 3.0 AchievementCredential",
        "Problems": "None",
        "Listed as": "Accredited college",
        "Identifier": "did:web:college.example",
        "From": "7 May 2026",
        "To": "No end date",
        "Status list": "college.example/status/1, entry 94567",
        "Read": "23 November 2026, 09:41 UTC",
        "Issued to": report.check("holder").evidence[0][1],
        "Sent by": report.check("holder").evidence[1][1],
    }


def test_a_report_is_neither_true_nor_false() -> None:
    with pytest.raises(TypeError, match="neither true nor false"):
        bool(a_report(a_badge()))


def test_a_stored_report_is_read_back_unchanged() -> None:
    report = a_report(a_badge(), fetch=fetching({}), resolve=resolving(COLLEGE))
    assert Report.from_json(json.loads(json.dumps(report.to_json()))) == report


@pytest.mark.parametrize("change", [{"checks": []}, {"checkedAt": "today"}, {"checks": [{"name": "proof"}]}])
def test_a_stored_report_that_is_damaged_is_refused(change: JSON) -> None:
    with pytest.raises(MalformedDocumentError):
        Report.from_json({**a_report(a_badge()).to_json(), **change})
