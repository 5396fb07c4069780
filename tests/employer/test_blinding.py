"""Before a name is asked for, nothing that a recruiter can open says who applied or where they learned."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from flask.testing import FlaskClient
from sqlmodel import select, update

from employer.blinding import Mask
from employer.records import Job, Reveal
from institution.records import Framework, Item
from skills.recomputing import recompute
from tests.employer.conftest import SOC, Northgate
from tests.employer.crawling import hits, walk
from tests.employer.pages import shown
from tests.employer.stand_in import ORIGIN, StandInCollege, badges_of, direct_badge, this_moment
from tests.employer.test_screening import COPYCAT, COPYCAT_KEY
from webapp.words import day

NAME, EMAIL = "Quilla Featherstone", "quilla@feathers.example"
PERSON = ("Quilla", "Featherstone", "quilla@", "feathers.example")
SCHOOL = ("Riverbend", "localhost:8001", "localhost%3A8001", "localhost:8009", "localhost%3A8009")
TOLD = "Riverbend award of Quilla Featherstone, 3 May"


@dataclass(frozen=True)
class Walked:
    """What a recruiter saw at every address, before anybody applied and after."""

    code: str
    before: dict[str, str]
    after: dict[str, str]

    def about_the_applicant(self) -> dict[str, str]:
        """Give the pages that there are because somebody applied, and the lists that name them."""
        return {
            address: text
            for address, text in self.after.items()
            if (self.code in text or self.code in address) and not address.startswith("/messages")
        }


def apply_as_quilla(northgate: Northgate) -> str:
    """Apply with badges of the college, of an issuer that nobody knows, and one whose name tells all."""
    northgate.network.at[COPYCAT] = StandInCollege(COPYCAT, COPYCAT_KEY)
    code, _ = northgate.begin(name=NAME)
    unknown = badges_of("ana", origin=COPYCAT, key=COPYCAT_KEY)[:2]
    northgate.send(code, "ana", [*badges_of("ana"), direct_badge("ana", name=TOLD), *unknown])
    return code


def ids(northgate: Northgate, code: str) -> dict[str, list[str]]:
    """Gather the ids that routes take."""
    with northgate.session() as session:
        frameworks = list(session.exec(select(Framework.identifier)))
        items = list(session.exec(select(Item.identifier)))[:5]
        jobs = list(session.exec(select(Job.id)))
    return {
        "code": [code],
        "number": [str(n) for n in range(1, 13)],
        "job": jobs,
        "framework": frameworks,
        "identifier": [*frameworks, *items],
        "sourced_id": [*frameworks, *items],
        "item": items,
        "form": ["json", "csv"],
    }


def see(northgate: Northgate, person: str, code: str) -> dict[str, str]:
    """Walk the site as somebody."""
    return walk(northgate.browser(person), northgate.app, ids(northgate, code))


@pytest.fixture
def walked(northgate: Northgate) -> Walked:
    """Walk before and after somebody applied, once what partners publish was read."""
    northgate.browser("renee").get(f"/jobs/{SOC}/applications")
    before = see(northgate, "renee", "A-1000")
    code = apply_as_quilla(northgate)
    northgate.browser("renee").post(f"/applications/{code}/checks")
    return Walked(code, before, see(northgate, "renee", code))


def masked(northgate: Northgate) -> tuple[str, ...]:
    """List what may not be read: the person, the schools, and the days on which credentials were awarded."""
    days = {day(this_moment() - timedelta(days=n)) for n in (9, *_awarded())} - {day(this_moment())}
    return (*PERSON, *SCHOOL, "Accredited college", *sorted(days))


def _awarded() -> Iterable[int]:
    return ((this_moment() - datetime.fromisoformat(str(one["validFrom"]))).days for one in badges_of("ana"))


def test_nothing_that_can_be_opened_says_who_applied_or_where_they_learned(
    northgate: Northgate, walked: Walked
) -> None:
    """The trust list and the frameworks name partners to everybody: that tells nothing of an applicant."""
    words = masked(northgate)
    pages = walked.about_the_applicant()
    assert {f"/applications/{walked.code}", f"/jobs/{SOC}/applications"} <= pages.keys()
    assert f"/applications/{walked.code}/credentials/11" in pages
    assert {address: found for address, text in pages.items() if (found := hits(text, words))} == {}
    others = {
        address: (hits(walked.before.get(address, ""), words), hits(text, words))
        for address, text in walked.after.items()
        if address not in pages and not address.startswith("/messages")
    }
    assert len(others) > 100
    assert {address: both for address, both in others.items() if both[0] != both[1]} == {}
    assert not any(hits(text, PERSON) for text in walked.after.values())


def test_messages_that_belong_to_an_application_are_closed_and_say_so(northgate: Northgate) -> None:
    before = hits(northgate.anonymous().get("/messages").get_data(as_text=True), (*PERSON, *SCHOOL))
    code = apply_as_quilla(northgate)
    for browser in (northgate.anonymous(), northgate.browser("renee"), northgate.browser("carl")):
        sent = browser.get("/messages.json").get_json()
        assert [one for one in sent if one["about"] == code]
        assert all(one["url"] == one["sent"] == one["received"] == "[hidden]" for one in sent if one["about"])
        page = browser.get("/messages").get_data(as_text=True)
        assert hits(page, (*PERSON, *SCHOOL)) == before
        assert f"Sent for {code}. Address and content are hidden" in shown(page)
    for browser in (northgate.browser("lou"), asking(northgate, code)):
        sent = browser.get("/messages.json").get_json()
        assert f"{ORIGIN}/status/1" in {one["url"] for one in sent if one["about"] == code}


def asking(northgate: Northgate, code: str) -> FlaskClient:
    """Ask for the name with a reason."""
    renee = northgate.browser("renee")
    answer = renee.post(f"/applications/{code}/reveal", data={"reveal-reason": "I call Featherstone."})
    assert answer.status_code == 303
    return renee


def test_whoever_asked_sees_it_all_and_the_receipt_comes_out_again(northgate: Northgate) -> None:
    code = apply_as_quilla(northgate)
    renee = northgate.browser("renee")
    closed = renee.get(f"/applications/{code}/receipt")
    assert closed.status_code == 403
    assert "The receipt opens once you have asked for the name" in shown(closed.get_data(as_text=True))
    asking(northgate, code)
    assert recompute(renee.get(f"/applications/{code}/receipt").get_json()) == []
    page = shown(renee.get(f"/applications/{code}").get_data(as_text=True))
    assert NAME in page
    assert TOLD in page
    assert "Accredited college, partner since 2026, on your list" in page
    report = shown(renee.get(f"/applications/{code}/credentials/5").get_data(as_text=True))
    assert "Signed by Riverbend Community College" in report
    assert "localhost:8001" in report
    unknown = renee.get(f"/applications/{code}/credentials/10").get_data(as_text=True)
    assert "It calls itself “Riverbend Community College”. Nobody has proven that." in shown(unknown)


def test_what_one_recruiter_asked_shows_nothing_to_another(northgate: Northgate) -> None:
    """Reasons are free text: whoever wrote one may have known the name."""
    code = apply_as_quilla(northgate)
    renee = asking(northgate, code)
    reason = {"outcome": "hold", "reason": "Quilla learned at Riverbend until 2024."}
    assert renee.post(f"/applications/{code}/decision", data=reason).status_code == 303
    with northgate.session() as session:
        session.exec(update(Reveal).values(account="somebody else"))
        session.commit()
    page = renee.get(f"/applications/{code}").get_data(as_text=True)
    assert hits(page, (*PERSON, *SCHOOL)) == {}
    assert "“[name hidden] learned at the issuer until 2024.”" in shown(page)
    assert "“I call [name hidden].”" in shown(page)


def test_when_the_college_is_silent_its_address_is_not_told(northgate: Northgate) -> None:
    northgate.college.down = True
    code = apply_as_quilla(northgate)
    renee = northgate.browser("renee")
    for path in (f"/applications/{code}", f"/applications/{code}/credentials/5", f"/jobs/{SOC}/applications"):
        page = renee.get(path).get_data(as_text=True)
        assert hits(page, (*PERSON, *SCHOOL)) == {}
    assert "What a partner publishes could not be read." in shown(page)


MASKED = {
    "a whole name": ("Ana Reyes did it", "[name hidden] did it"),
    "a part of it": ("Dr. Reyes", "Dr. [name hidden]"),
    "a word that only begins alike": ("Analyst", "Analyst"),
    "an e-mail address": ("write to ana@example.com", "write to [name hidden]"),
    "a school": ("at Hilltop State College", "at the issuer"),
    "its short name": ("Hilltop Award", "the issuer Award"),
    "a school in capitals": ("HILLTOP award of REYES", "the issuer award of [name hidden]"),
    "a whole name however written": ("hilltop state college; ana reyes", "the issuer; [name hidden]"),
    "an address however written": ("H.Example, ANA@Example.com", "the issuer, [name hidden]"),
    "a school between underscores": ("award_Hilltop_2026", "award_the issuer_2026"),
    "a plain word like a name": ("up the hilltop", "up the hilltop"),
    "a word of many schools": ("State of the college", "State of the college"),
    "an identifier with a key": ("did:web:h.example#key-1", "the issuer, key-1"),
    "an address": ("https://h.example/status/1", "the issuer/status/1"),
}


@pytest.mark.parametrize(("text", "expected"), MASKED.values(), ids=MASKED)
def test_a_mask_takes_out_what_tells_and_nothing_else(text: str, expected: str) -> None:
    mask = Mask(
        ("https://h.example", "did:web:h.example", "Hilltop State College", "Hilltop", "h.example"),
        ("ana@example.com", "Ana Reyes", "Reyes", "Ana"),
    )
    assert mask(text) == expected
