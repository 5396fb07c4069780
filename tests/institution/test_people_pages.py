"""The people's pages: what was earned, what was awarded, and several badges in one offer."""

import re
from datetime import timedelta

import pytest
from sqlmodel import select

from college.records import TranscriptRecord
from institution.records import Award
from tests.institution.campus import TRIAGE_BADGE, Campus, page, words


def free(campus: Campus, person: str = "ana") -> list[str]:
    """List the achievements that can be ticked."""
    html = page(campus.browser("college", "marta"), f"/people/{person}")
    return re.findall(r'name="achievement" value="([^"]+)"', html)


def test_people_are_found_by_part_of_name_or_number(looked_at: Campus) -> None:
    marta = looked_at.browser("college", "marta")
    assert "Ana Reyes" in page(marta, "/people?q=rey")
    assert "Ana Reyes" in page(marta, "/people?q=r204117")
    assert "Noor Haddad" not in page(marta, "/people?q=rey")
    assert "No student has “%” in name or number." in words(page(marta, "/people?q=%25"))


def test_a_person_shows_what_the_records_say(looked_at: Campus) -> None:
    said = words(page(looked_at.browser("college", "marta"), "/people/ana"))
    assert "Student R204117, ana.reyes@mail.example" in said
    assert "CYD225-3 Triage alerts and communicate impact: Advanced" in said
    assert said.count("Not awarded yet") == 8


def test_what_is_earned_only_later_is_not_shown_yet(campus: Campus) -> None:
    with campus.session() as session:
        for line in session.exec(
            select(TranscriptRecord).where(TranscriptRecord.achievement == TRIAGE_BADGE)
        ):
            line.earned_at += timedelta(days=1000)
        session.commit()
    assert TRIAGE_BADGE not in free(campus)
    form = page(campus.browser("college", "marta"), f"/awards/new?person=ana&achievement={TRIAGE_BADGE}")
    assert "Filled in from the records" not in form


def test_several_ticked_badges_go_into_one_offer_with_their_results(campus: Campus) -> None:
    chosen = free(campus)
    marta = campus.browser("college", "marta")
    answer = marta.post("/people/ana/awards", data={"achievement": chosen, "with_code": "y"})
    assert answer.status_code == 303
    awards = campus.awards()
    assert {award.offer for award in awards} == {answer.location.rsplit("/", 1)[1]}
    [triage] = [award for award in awards if award.achievement == TRIAGE_BADGE]
    assert [set(result) for result in triage.results] == [
        {"resultDescription", "value"},
        *[{"resultDescription", "achievedLevel"}] * 4,
    ]
    said = words(page(marta, answer.location))
    assert "8 badges for Ana Reyes" in said
    assert "your 8 badges are ready" in said
    assert said.count("Offer waiting") == 8
    assert "The wallet will ask for a code:" in said
    assert free(campus) == []


def test_one_ticked_badge_leads_to_its_award(campus: Campus) -> None:
    answer = campus.browser("college", "marta").post(
        "/people/ana/awards", data={"achievement": [TRIAGE_BADGE, TRIAGE_BADGE]}
    )
    [award] = campus.awards()
    assert answer.location == f"/awards/{award.id}"


WRONG = {
    "nothing ticked": ([], "Tick at least one achievement"),
    "one that was not earned": (["b9a9a8b5-0000-4000-8000-000000000000"], "cannot be awarded"),
    "one earned and one not": ([TRIAGE_BADGE, "nothing"], "cannot be awarded"),
}


@pytest.mark.parametrize(("chosen", "message"), WRONG.values(), ids=WRONG)
def test_a_wrong_choice_is_asked_again_and_nothing_is_awarded(
    campus: Campus, chosen: list[str], message: str
) -> None:
    answer = campus.browser("college", "marta").post("/people/ana/awards", data={"achievement": chosen})
    assert answer.status_code == 422
    assert message in words(answer.get_data(as_text=True))
    assert campus.awards() == []


def test_what_is_awarded_cannot_be_ticked_until_it_is_withdrawn(campus: Campus) -> None:
    made = campus.award()
    marta = campus.browser("college", "marta")
    assert TRIAGE_BADGE not in free(campus)
    again = marta.post("/people/ana/awards", data={"achievement": [TRIAGE_BADGE]})
    assert again.status_code == 422
    marta.post(f"/awards/{made.id}/revocation", data={"reason": "Clerical error."})
    assert TRIAGE_BADGE in free(campus)
    assert marta.post("/people/ana/awards", data={"achievement": [TRIAGE_BADGE]}).status_code == 303
    said = words(page(marta, "/people/ana"))
    assert "Offer waiting" in said
    assert "Withdrawn on" in said


def test_an_award_beside_the_records_is_listed_too(campus: Campus) -> None:
    campus.award("ellen")
    said = words(page(campus.browser("college", "marta"), "/people/ellen"))
    assert "CYD 225 Security Event Triage" in said
    assert "Offer waiting" in said


def test_an_offer_renews_only_what_did_not_arrive(campus: Campus) -> None:
    marta = campus.browser("college", "marta")
    marta.post("/people/ana/awards", data={"achievement": free(campus)[:2]})
    first, second = campus.awards()
    marta.post(f"/offers/{first.offer}/withdrawal")
    with campus.session() as session:
        session.get_one(Award, first.id).issued_at = first.made_at
        session.commit()
    assert marta.post(f"/offers/{first.offer}/renewal").status_code == 303
    after = {award.id: award.offer for award in campus.awards()}
    assert after[first.id] == first.offer
    assert after[second.id] not in (None, first.offer)


@pytest.mark.parametrize("method", ["get", "post"])
def test_somebody_unknown_is_not_found(looked_at: Campus, method: str) -> None:
    path = "/people/nobody" if method == "get" else "/people/nobody/awards"
    answer = getattr(looked_at.browser("college", "marta"), method)(path)
    assert answer.status_code == 404
