"""Decisions by named people with reasons, what the applicant reads of them, and who sees a name."""

import re

import pytest
from sqlmodel import select

from employer.hiring import decide as decide_at_once
from employer.records import Application, Decision, Employee, Reveal
from tests.employer.conftest import Northgate
from tests.employer.pages import HUGE, SCRIPT, is_inert, shown
from tests.employer.stand_in import NOW
from webapp.errors import Refusal


def decide(northgate: Northgate, code: str, outcome: str, reason: str = "Shown in the drill.") -> int:
    """Decide as the recruiter, and give the answer's status."""
    data = {"outcome": outcome, "reason": reason}
    return northgate.browser("renee").post(f"/applications/{code}/decision", data=data).status_code


def notice(northgate: Northgate, path: str) -> dict[str, object]:
    """Read a notice as the wallet does."""
    answer = northgate.http.get(f"http://localhost:8003{path}")
    assert answer.headers["Cache-Control"] == "no-store"
    found: dict[str, object] = answer.json()
    return found


def test_a_notice_follows_the_application_from_receipt_to_hire(northgate: Northgate) -> None:
    applied = northgate.apply_briefly("ana")
    told = notice(northgate, applied.notice)
    assert told | {"at": ""} == {
        "type": "ApplicationNotice",
        "job": "Security Operations Analyst I",
        "state": "received",
        "decided_by": None,
        "reason": None,
        "at": "",
    }
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", str(told["at"]))
    northgate.browser("renee").get(f"/applications/{applied.code}")
    assert notice(northgate, applied.notice)["state"] == "in review"
    for outcome, state in (
        ("hold", "on hold"),
        ("invite", "invited"),
        ("decline", "not selected"),
        ("hire", "hired"),
    ):
        assert decide(northgate, applied.code, outcome, f"Because {outcome}.") == 303
        told = notice(northgate, applied.notice)
        assert (told["state"], told["decided_by"], told["reason"]) == (
            state,
            "Renee Fox",
            f"Because {outcome}.",
        )


def test_looking_as_compliance_is_no_review(northgate: Northgate) -> None:
    applied = northgate.apply_briefly("ana")
    northgate.browser("lou").get(f"/applications/{applied.code}")
    assert notice(northgate, applied.notice)["state"] == "received"


@pytest.mark.parametrize("key", ["x", "%00", "A" * 32, "../jobs", "A" * 4000])
def test_a_guessed_notice_is_not_found(northgate: Northgate, key: str) -> None:
    northgate.apply_briefly("ana")
    answer = northgate.anonymous().get(f"/notices/{key}")
    assert answer.status_code == 404


UNFIT = {
    "no reason": ({"outcome": "invite"}, 422),
    "a reason of blanks": ({"outcome": "invite", "reason": "  \n "}, 422),
    "a huge reason": ({"outcome": "invite", "reason": HUGE}, 422),
    "a reason with a null": ({"outcome": "invite", "reason": "a\0b"}, 422),
    "no outcome": ({"reason": "Good."}, 404),
    "an outcome that is none": ({"outcome": "promote", "reason": "Good."}, 404),
    "a hire before an invitation": ({"outcome": "hire", "reason": "Good."}, 409),
}


@pytest.mark.parametrize(("data", "status"), UNFIT.values(), ids=UNFIT)
def test_a_decision_that_cannot_stand_is_refused_and_not_kept(
    northgate: Northgate, data: dict[str, str], status: int
) -> None:
    applied = northgate.apply_briefly("ana")
    answer = northgate.browser("renee").post(f"/applications/{applied.code}/decision", data=data)
    assert answer.status_code == status
    with northgate.session() as session:
        assert session.exec(select(Decision)).all() == []
    assert notice(northgate, applied.notice)["state"] == "received"


def test_a_refused_form_says_what_is_missing_and_keeps_the_match(northgate: Northgate) -> None:
    applied = northgate.apply("ana")
    answer = northgate.browser("renee").post(
        f"/applications/{applied.code}/decision", data={"outcome": "invite", "reason": ""}
    )
    page = shown(answer.get_data(as_text=True))
    assert "Write a reason. It is kept with your name." in page
    assert "85.37 of 100" in page


def test_history_is_kept_with_person_reason_and_score(northgate: Northgate) -> None:
    applied = northgate.apply("ana")
    decide(northgate, applied.code, "hold", "Wait for the drill.")
    decide(northgate, applied.code, "invite", SCRIPT)
    html = northgate.browser("renee").get(f"/applications/{applied.code}").get_data(as_text=True)
    assert is_inert(html)
    assert "Put on hold by Renee Fox" in shown(html)
    assert "“Wait for the drill.” The score then was 85.37." in shown(html)


def test_a_hire_makes_an_employee_with_a_number_who_can_be_awarded(northgate: Northgate) -> None:
    applied = northgate.apply_briefly("ana")
    decide(northgate, applied.code, "invite")
    decide(northgate, applied.code, "hire")
    with northgate.session() as session:
        employee = session.exec(select(Employee).where(Employee.application == applied.code)).one()
        assert re.fullmatch(r"N-\d{4}", employee.number)
        assert (employee.name, employee.email) == ("Ana Reyes", "ana@example.com")
    assert decide(northgate, applied.code, "decline") == 409
    people = shown(northgate.browser("gwen").get("/people").get_data(as_text=True))
    assert "Ana Reyes" in people and "Dale Whitman" in people


def test_a_name_is_hidden_until_a_reason_is_given_and_then_for_that_person(northgate: Northgate) -> None:
    applied = northgate.apply_briefly("ana")
    renee = northgate.browser("renee")
    path = f"/applications/{applied.code}"
    before = renee.get(path).get_data(as_text=True)
    assert "Ana Reyes" not in before and "ana@example.com" not in before
    assert renee.post(f"{path}/reveal", data={"reveal-reason": "To call her."}).status_code == 303
    after = renee.get(path).get_data(as_text=True)
    assert "Ana Reyes" in after and "ana@example.com" in after
    lou = shown(northgate.browser("lou").get(path).get_data(as_text=True))
    assert "Ana Reyes" not in lou
    assert "Renee Fox" in lou and "“To call her.”" in lou


@pytest.mark.parametrize("reason", ["", "   ", HUGE, "a\0b"])
def test_no_name_without_a_reason(northgate: Northgate, reason: str) -> None:
    applied = northgate.apply_briefly("ana")
    renee = northgate.browser("renee")
    answer = renee.post(f"/applications/{applied.code}/reveal", data={"reveal-reason": reason})
    assert answer.status_code == 422
    assert "Ana Reyes" not in answer.get_data(as_text=True)
    with northgate.session() as session:
        assert session.exec(select(Reveal)).all() == []


def test_no_page_before_the_reveal_has_the_name_anywhere(northgate: Northgate) -> None:
    applied = northgate.apply_briefly("ana")
    renee = northgate.browser("renee")
    for path in (
        "/applications",
        "/jobs/72aa7b50-ed3c-57fd-bc8a-b7a0b60d7b90/applications",
        f"/applications/{applied.code}",
        f"/applications/{applied.code}/receipt",
        f"/applications/{applied.code}/credentials/1",
    ):
        text = renee.get(path).get_data(as_text=True)
        assert "Reyes" not in text and "ana@example.com" not in text, path


def test_of_two_hires_at_once_one_is_made(northgate: Northgate) -> None:
    applied = northgate.apply_briefly("ana")
    decide(northgate, applied.code, "invite")
    with northgate.session() as quick, northgate.session() as slow:
        both = [(session, session.get_one(Application, applied.code)) for session in (quick, slow)]
        said = {"outcome": "hire", "reason": "Yes.", "receipt": {}, "by": "Renee Fox", "now": NOW}
        decide_at_once(*both[0], **said)
        quick.commit()
        with pytest.raises(Refusal, match="cannot be decided"):
            decide_at_once(*both[1], **said)
        slow.rollback()
        decided = quick.exec(select(Decision).where(Decision.application == applied.code)).all()
        assert [one.outcome for one in decided] == ["invite", "hire"]
        assert len(quick.exec(select(Employee).where(Employee.name == "Ana Reyes")).all()) == 1
