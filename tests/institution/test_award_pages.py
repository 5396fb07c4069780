"""Award pages: the form, its preview, the offer, and the withdrawal, on screen."""

from datetime import UTC, datetime, timedelta

import pytest

from institution.records import Award
from tests.institution.campus import (
    SCRIPT,
    TRIAGE_BADGE,
    UNBROKEN,
    Campus,
    award_form,
    page,
    words,
)

HTMX = {"HX-Request": "true"}
FORM = f"/awards/new?person=ana&achievement={TRIAGE_BADGE}"
TOMORROW = (datetime.now(UTC) + timedelta(days=2)).date().isoformat()


def test_the_form_is_filled_from_the_persons_records(looked_at: Campus) -> None:
    html = page(looked_at.browser("college", "marta"), FORM)
    assert "Filled in from the records of" in html
    assert '<option selected value="B">B</option>' in html
    assert html.count(" checked ") == 4
    assert '<option value="D">' not in html
    said = words(html)
    assert "As Ana Reyes will see it" in said
    assert "CYD225-3 Triage alerts and communicate impact Advanced, 3 of 3" in said


def test_without_records_nothing_is_filled_in_but_the_day(looked_at: Campus) -> None:
    html = page(looked_at.browser("college", "marta"), f"/awards/new?person=ellen&achievement={TRIAGE_BADGE}")
    assert "Filled in from the records" not in html
    assert '<option selected value="Choose">Choose</option>' in html
    assert f'value="{datetime.now(UTC).date().isoformat()}"' in html


@pytest.mark.parametrize(
    "path", ["/awards/new", "/awards/new?person=ana", f"/awards/new?achievement={TRIAGE_BADGE}"]
)
def test_who_and_what_come_first(looked_at: Campus, path: str) -> None:
    html = page(looked_at.browser("college", "marta"), path)
    assert "Who and what" in html
    assert "Sign and make the offer" not in html


@pytest.mark.parametrize("path", ["/awards/new?person=nobody", "/awards/new?person=ana&achievement=nothing"])
def test_somebody_unknown_is_not_found(looked_at: Campus, path: str) -> None:
    assert looked_at.browser("college", "marta").get(path).status_code == 404


def test_the_preview_follows_the_form_and_writes_nothing(campus: Campus) -> None:
    marta, typed = campus.browser("college", "marta"), award_form(evidence=SCRIPT, result_0="A")
    fragment = marta.post("/awards/preview", data=typed, headers=HTMX)
    html = fragment.get_data(as_text=True)
    assert fragment.status_code == 200
    assert "<html" not in html
    assert "Final grade A" in words(html)
    assert "<script>alert" not in html
    assert "&lt;script&gt;" in html
    whole = marta.post("/awards/preview", data=typed)
    assert whole.status_code == 200
    assert "Sign and make the offer" in whole.get_data(as_text=True)
    assert campus.awards() == []


def test_signing_makes_the_award_and_its_offer(campus: Campus) -> None:
    made = campus.award(result_1=level(campus, 1, 2))
    assert (made.recipient_name, made.awarded_by) == ("Ana Reyes", "Marta Lindqvist")
    assert made.awarded_at == datetime(2026, 3, 29, 12, tzinfo=UTC)
    assert [result.get("value") or result["achievedLevel"] for result in made.results] == [
        "B",
        level(campus, 1, 2),
    ]
    html = page(campus.browser("college", "marta"), f"/awards/{made.id}")
    said = words(html)
    assert "Waiting for Ana Reyes" in said
    assert "Worked 40 live alerts in the college lab." in said
    address = f"http://localhost:8002/credential_offer?credential_offer_uri=http%3A%2F%2Flocalhost%3A8001%2Foid4vci%2Foffers%2F{made.offer}"
    assert f'id="offer-link" readonly value="{address}"' in html
    assert f"Open {address} by " in said
    assert '<svg role="img" aria-label="QR code of the offer link"' in html


def level(campus: Campus, number: int, rank: int) -> str:
    """Give the address of a level of the triage badge."""
    described = campus.achievement().body["resultDescription"][number]
    return str(described["rubricCriterionLevel"][rank - 1]["id"])


WRONG: dict[str, tuple[dict[str, str], str]] = {
    "no grade": ({"result_0": ""}, "Choose: Final grade."),
    "a grade that does not earn it": ({"result_0": "F"}, "Not a valid choice"),
    "a level of nowhere": ({"result_1": "http://elsewhere.example/level"}, "Choose one of these."),
    "no date": ({"awarded_on": ""}, "Enter the date of the award."),
    "a date that is none": ({"awarded_on": "yesterday"}, "Enter a date such as 2026-11-23."),
    "a date ahead": ({"awarded_on": TOMORROW}, "Enter a date from 1 January 1950 to"),
    "a slip of the pen": ({"awarded_on": "0202-11-23"}, "Enter a date from 1 January 1950 to"),
    "evidence that no text has": ({"evidence": "a\0b"}, "The evidence cannot be signed."),
    "evidence with a bell": ({"evidence": "a\x07b"}, "The evidence cannot be signed."),
    "much evidence": ({"evidence": "x" * 2001}, "Use at most 2,000 characters."),
}


@pytest.mark.parametrize(("changes", "message"), WRONG.values(), ids=WRONG)
def test_a_wrong_form_is_shown_again_with_what_to_do(
    campus: Campus, changes: dict[str, str], message: str
) -> None:
    typed = award_form(**{"evidence": "Kept as typed.", **changes})
    answer = campus.browser("college", "marta").post("/awards", data=typed)
    assert answer.status_code == 422
    html = answer.get_data(as_text=True)
    assert message in words(html)
    assert typed["evidence"] in html
    assert campus.awards() == []


@pytest.mark.parametrize("field", ["person", "achievement"])
def test_an_award_to_nobody_or_of_nothing_is_not_found(campus: Campus, field: str) -> None:
    answer = campus.browser("college", "marta").post("/awards", data=award_form(**{field: "nothing"}))
    assert answer.status_code == 404
    assert campus.awards() == []


def test_the_same_award_twice_is_pointed_out(campus: Campus) -> None:
    first = campus.award()
    html = page(campus.browser("college", "marta"), FORM)
    assert "was awarded this before" in html
    assert f'href="/awards/{first.id}"' in html


def test_a_look_says_nothing_until_something_changes(campus: Campus) -> None:
    made, marta = campus.award(), campus.browser("college", "marta")
    path = f"/awards/{made.id}/standing?seen=waiting"
    assert f'data-hx-get="{path}"' in page(marta, f"/awards/{made.id}")
    assert marta.get(path, headers=HTMX).status_code == 204
    assert made.offer is not None
    assert campus.claim(made.offer).status_code == 200
    changed = marta.get(path, headers=HTMX)
    html = changed.get_data(as_text=True)
    assert changed.status_code == 200
    assert "A wallet has opened the offer" in html
    assert 'data-hx-swap-oob="innerHTML">Offer opened, badge not collected yet' in html
    assert "?seen=opened" in html


def test_an_offer_is_taken_back_and_made_anew(campus: Campus) -> None:
    made, marta = campus.award(), campus.browser("college", "marta")
    taken = marta.post(f"/offers/{made.offer}/withdrawal", follow_redirects=True)
    said = words(taken.get_data(as_text=True))
    assert "The offer is taken back. Its link no longer works." in said
    assert "Make a new offer" in said
    assert campus.anonymous("college").get(f"/oid4vci/offers/{made.offer}").status_code == 410
    assert marta.post(f"/offers/{made.offer}/withdrawal").status_code == 409
    renewed = marta.post(f"/awards/{made.id}/offer", data={"with_code": "y"}, follow_redirects=True)
    assert 'id="offer-code">' in renewed.get_data(as_text=True)
    assert marta.post(f"/awards/{made.id}/offer").status_code == 409


def test_a_withdrawal_without_a_reason_is_asked_again(campus: Campus) -> None:
    made, marta = campus.award(), campus.browser("college", "marta")
    for reason, message in (("", "Say why"), ("   ", "Say why"), ("x" * 501, "Use at most 500 characters.")):
        answer = marta.post(f"/awards/{made.id}/revocation", data={"reason": reason})
        assert answer.status_code == 422
        assert message in words(answer.get_data(as_text=True))
    assert [award.revoked_at for award in campus.awards()] == [None]


def test_a_withdrawn_award_says_so_and_its_offer_ends(campus: Campus) -> None:
    made, marta = campus.award(), campus.browser("college", "marta")
    path = f"/awards/{made.id}/revocation"
    answer = marta.post(path, data={"reason": SCRIPT}, follow_redirects=True)
    html = answer.get_data(as_text=True)
    assert "By Marta Lindqvist: &lt;script&gt;" in html
    assert "<script>alert" not in html
    assert "Withdraw this award" not in html
    assert campus.anonymous("college").get(f"/oid4vci/offers/{made.offer}").status_code == 410
    again = marta.post(path, data={"reason": "Again."})
    assert again.status_code == 409
    assert "This award is withdrawn already" in again.get_data(as_text=True)
    assert marta.post(path).status_code == 409
    assert "Withdrawn on" in page(marta, "/people/ana")


def test_withdrawing_one_badge_of_an_offer_leaves_the_others_to_be_had(campus: Campus) -> None:
    marta = campus.browser("college", "marta")
    for award in several(campus)[:1]:
        marta.post(f"/awards/{award.id}/revocation", data={"reason": "Clerical error."})
        assert campus.anonymous("college").get(f"/oid4vci/offers/{award.offer}").status_code == 200
        said = words(page(marta, f"/offers/{award.offer}"))
        assert "Withdrawn on" in said
        assert "Waiting for Ana Reyes" in said


def several(campus: Campus) -> list[Award]:
    """Award two of Ana's achievements in one offer."""
    marta = campus.browser("college", "marta")
    boxes = [
        part.split('"')[0] for part in page(marta, "/people/ana").split('name="achievement" value="')[1:]
    ]
    assert marta.post("/people/ana/awards", data={"achievement": boxes[:2]}).status_code == 303
    return campus.awards()


def test_the_list_is_searched_by_words(campus: Campus) -> None:
    campus.award()
    campus.award("noor")
    marta = campus.browser("college", "marta")
    assert page(marta, "/awards").count('data-label="Badge"') == 2
    assert page(marta, "/awards?q=noor+triage").count('data-label="Badge"') == 1
    assert "No award has “%” in it." in words(page(marta, "/awards?q=%25"))
    assert "&lt;script&gt;" in page(marta, f"/awards?q={SCRIPT}")


def test_script_and_unbroken_text_in_evidence_come_out_as_text(campus: Campus) -> None:
    made = campus.award(evidence=SCRIPT + UNBROKEN)
    html = page(campus.browser("college", "marta"), f"/awards/{made.id}")
    assert "<script>alert" not in html
    assert f"&lt;img src=x onerror=alert(1)&gt;{UNBROKEN}" in html


@pytest.mark.parametrize("path", ["/awards/nothing", "/offers/nothing", "/awards/nothing/standing"])
def test_an_unknown_award_or_offer_is_not_found(looked_at: Campus, path: str) -> None:
    assert looked_at.browser("college", "marta").get(path).status_code == 404
