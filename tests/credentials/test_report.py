"""Reports as values: how they are stored, what their schema and codes say, and what they conclude."""

from __future__ import annotations

import copy
import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import credentials
from credentials.codes import CODES
from credentials.errors import MalformedDocumentError
from credentials.report import CHECKS, Check, Report
from credentials.standards.vc import JSON
from tests.credentials import record_cases, verification_cases
from tests.credentials.documents import a_record, an_endorsement
from tests.making import (
    ANA,
    NOW,
    STATUS_INDEX,
    STATUS_URL,
    a_badge,
    a_report,
    a_status_list,
    fetching,
    resolving,
)

SCHEMA = json.loads(Path(credentials.__file__).with_name("report.schema.json").read_text())
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA, format_checker=jsonschema.FormatChecker())


def everything_reported() -> dict[str, Report]:
    """Give the report of every case of the other tests."""
    badges = {name: a_report(case.badge(), **case.ports()) for name, case in verification_cases.CASES.items()}
    records = {name: a_report(case.record(), **case.ports()) for name, case in record_cases.CASES.items()}
    return {**badges, **{f"record: {name}": report for name, report in records.items()}}


REPORTS = everything_reported()


def test_the_schema_is_itself_in_order() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("report", REPORTS.values(), ids=REPORTS.keys())
def test_a_report_is_stored_as_its_schema_says_and_read_back_unchanged(report: Report) -> None:
    stored = json.loads(json.dumps(report.to_json()))
    assert [error.message for error in VALIDATOR.iter_errors(stored)] == []
    assert Report.from_json(stored) == report


def test_the_schema_lists_exactly_the_codes() -> None:
    assert SCHEMA["$defs"]["Code"]["enum"] == sorted(CODES)


def test_every_code_in_the_library_is_known() -> None:
    used: set[str] = set()
    for path in Path(credentials.__file__).parent.rglob("*.py"):
        used |= set(re.findall(rf'"((?:{"|".join(CHECKS)})\.[a-z-]+)"', path.read_text()))
    assert used <= set(CODES)


def test_a_code_names_its_check_and_goes_with_one_outcome() -> None:
    outcomes: dict[str, set[str]] = {}
    for report in REPORTS.values():
        for one in report.with_nested():
            for check in one.checks:
                assert check.code.partition(".")[0] == check.name
                outcomes.setdefault(check.code, set()).add(check.outcome)
    assert {code: both for code, both in outcomes.items() if len(both) > 1} == {}


def test_a_stored_report_of_the_earlier_form_is_read() -> None:
    report = a_report(a_badge())
    stored = report.to_json()
    earlier = {name: stored[name] for name in ("checks", "checkedAt", "issuer", "issuerListedAs")}
    earlier["checks"] = [{k: v for k, v in check.items() if k != "code"} for check in stored["checks"]]
    seen = Report.from_json(earlier)
    assert [(check.outcome, check.reason) for check in seen.checks] == [
        (check.outcome, check.reason) for check in report.checks
    ]
    assert (seen.verdict, seen.nested, seen.endorsements) == (report.verdict, (), ())
    assert {check.code for check in seen.checks} == {""}


def damaged(**changes: Any) -> JSON:
    return {**a_report(a_record(a_badge())).to_json(), **changes}


DAMAGED: dict[str, Any] = {
    "no report": None,
    "a list": [],
    "no checks": damaged(checks=[]),
    "another moment": damaged(checkedAt="today"),
    "a check without an outcome": damaged(checks=[{"name": "proof"}]),
    "an outcome that nobody knows": damaged(
        checks=[{"name": name, "outcome": "fine", "reason": "", "evidence": []} for name in CHECKS]
    ),
    "the checks in another order": damaged(checks=damaged()["checks"][::-1]),
    "evidence that is no pair": damaged(
        checks=[{"name": name, "outcome": "passed", "reason": "", "evidence": ["abc"]} for name in CHECKS]
    ),
    "something else within": damaged(nested=[7]),
    "a damaged one within": damaged(nested=[damaged(checks=[])]),
    "something else among the endorsements": damaged(endorsements=["x"]),
    "nothing within": damaged(nested=None),
}


@pytest.mark.parametrize("stored", DAMAGED.values(), ids=DAMAGED.keys())
def test_a_stored_report_that_is_damaged_is_refused(stored: Any) -> None:
    with pytest.raises(MalformedDocumentError):
        Report.from_json(stored)


def test_a_report_stored_in_itself_a_thousand_times_is_refused_or_read() -> None:
    stored = damaged(nested=[])
    for _ in range(100_000):
        stored = {**stored, "nested": [stored]}
    with pytest.raises(MalformedDocumentError):
        Report.from_json(stored)


def test_what_was_found_out_is_conclusive_partly_conclusive_or_fatal() -> None:
    withdrawn = fetching({STATUS_URL: a_status_list(STATUS_INDEX)})
    assert a_report(a_badge()).conclusion == "conclusive"
    assert a_report(a_badge(), fetch=withdrawn).conclusion == "conclusive"
    assert a_report(a_badge(), fetch=fetching({})).conclusion == "partly conclusive"
    assert a_report(a_badge(), resolve=resolving()).conclusion == "partly conclusive"
    assert a_report(a_badge(), trusted_issuers={}).conclusion == "partly conclusive"
    assert a_report({**a_badge(), "name": "Another"}).conclusion == "fatal"
    assert a_report({}).conclusion == "fatal"
    assert a_report(a_record(), fetch=fetching({})).conclusion == "partly conclusive"


def test_could_not_check_is_never_a_failure() -> None:
    report = a_report(a_badge(), resolve=resolving(), fetch=fetching({}), expected_holder=None)
    assert "failed" not in {check.outcome for check in report.checks}
    assert report.state == "unknown"


def test_a_break_in_what_is_held_is_told_from_one_that_could_not_be_checked() -> None:
    record = a_report(a_record(), fetch=fetching({STATUS_URL: a_status_list(STATUS_INDEX)}))
    assert record.state == "fail"
    assert record.problems == (("credentialSubject.verifiableCredential[0]", "status.revoked"),)
    assert a_report(a_record()).problems == ()


def test_endorsements_count_for_nothing() -> None:
    badge = a_badge(endorsement=[an_endorsement(of="urn:x:other")])
    report = a_report(badge)
    assert [one.state for one in report.endorsements] == ["fail"]
    assert (report.state, report.problems, report.conclusion) == ("pass", (), "conclusive")


def test_a_report_of_a_check_too_many_cannot_be_made() -> None:
    checks = (*a_report(a_badge()).checks, Check("proof", "passed", "Twice"))
    with pytest.raises(ValueError, match="found 7 checks"):
        Report(checks, NOW, ANA.controller)


def test_a_report_within_a_report_is_neither_true_nor_false_either() -> None:
    report = copy.copy(a_report(a_record()))
    with pytest.raises(TypeError, match="neither true nor false"):
        bool(report.nested[0])
