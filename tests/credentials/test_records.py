"""Learner records: what is reported of them and of each credential they hold."""

from __future__ import annotations

import pytest

from credentials.proofs.eddsa_rdfc_2022 import verify_proof
from credentials.proofs.linked_data import canonicalize
from credentials.standards.vc import JSON
from credentials.verifying import MAX_DEPTH, MAX_DOCUMENTS
from tests.credentials.documents import a_record
from tests.credentials.record_cases import (
    CASES,
    UNCHECKED,
    Case,
    a_plain_credential,
    signed_over,
    with_subjects_exchanged,
)
from tests.credentials.reports import all_signs, signs
from tests.making import (
    COLLEGE,
    COLLEGE_DID,
    EMPLOYER,
    ON_THE_LIST,
    STATUS_URL,
    a_badge,
    a_report,
    a_status_list,
    resolving,
)


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_a_record(case: Case) -> None:
    report = a_report(case.record(), **case.ports())
    assert (all_signs(report), report.verdict[1]) == (case.signs, case.verdict)
    assert report.all_passed == (report.verdict[0] == "pass")


def test_the_records_own_proof_does_not_notice_exchanged_subjects() -> None:
    """Shows why the proofs of the held credentials are needed: to the record's graph both are the same."""
    record, exchanged = a_record(), with_subjects_exchanged()
    assert record != exchanged
    assert verify_proof(exchanged, resolve=resolving(COLLEGE)) == COLLEGE_DID
    unsecured = [{k: v for k, v in one.items() if k != "proof"} for one in (record, exchanged)]
    assert canonicalize(unsecured[0]) == canonicalize(unsecured[1])


def test_reports_within_name_place_and_credential() -> None:
    report = a_report(a_record())
    assert [(one.place, one.credential, one.kind) for one in report.nested] == [
        (
            f"credentialSubject.verifiableCredential[{number}]",
            f"urn:uuid:6b1f4c1e-5c1c-4b6e-9a2b-7d1f0e2c9a0{number + 2}",
            "OpenBadgeCredential",
        )
        for number in (0, 1)
    ]
    assert (report.kind, report.place) == ("ClrCredential", "")


def test_a_record_of_many_asks_each_peer_once() -> None:
    asked: list[str] = []
    answer, page = resolving(COLLEGE), a_status_list()

    def resolve(did: str) -> JSON:
        asked.append(did)
        return answer(did)

    def fetch(url: str) -> bytes:
        asked.append(url)
        return page

    assert a_report(a_record(), resolve=resolve, fetch=fetch).all_passed
    assert sorted(asked) == [COLLEGE_DID, STATUS_URL]


def test_a_record_of_too_many_is_looked_at_as_far_as_the_budget_goes() -> None:
    record = signed_over(*[a_plain_credential(id=f"urn:x:{n}") for n in range(MAX_DOCUMENTS + 20)])
    report = a_report(record)
    looked_at = [one for one in report.nested if one.check("proof").code != "proof.over-budget"]
    assert len(looked_at) == MAX_DOCUMENTS - 1
    assert len(report.nested) == MAX_DOCUMENTS + 1
    assert [signs(one) for one in report.nested[-2:]] == ["??????", "??????"]
    assert report.nested[-1].credential == f"urn:x:{MAX_DOCUMENTS}"
    assert (report.state, report.conclusion) == ("unknown", "partly conclusive")


def test_records_in_records_are_looked_at_as_far_as_the_budget_goes() -> None:
    record = a_record(a_badge())
    for number in range(MAX_DEPTH):
        record = a_record(record, id=f"urn:x:{number}")
    report, depth = a_report(record), 1
    while report.nested:
        assert signs(report) == "++++++"
        report, depth = report.nested[0], depth + 1
    assert (depth, signs(report)) == (MAX_DEPTH + 1, "??????")
    assert a_report(record).verdict[1] == UNCHECKED


def test_nothing_in_a_record_makes_its_unlisted_issuer_listed() -> None:
    record = signed_over(a_badge(), key=EMPLOYER)
    assert EMPLOYER.controller not in ON_THE_LIST
    report = a_report(record)
    assert (report.issuer_listed_as, report.nested[0].issuer_listed_as) == (
        None,
        "Riverbend Community College",
    )
