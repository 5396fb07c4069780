"""A recruiter builds a job from a framework, and every requirement is an item that is kept here."""

from datetime import timedelta

import pytest
from sqlmodel import func, select

from employer.jobs import Ask, Posting, publish
from employer.records import Job, Requirement
from institution.importing import import_framework
from tests.employer.conftest import Northgate
from tests.employer.pages import HUGE, SCRIPT, is_inert, shown
from tests.employer.stand_in import NOW
from tests.official import OFFICIAL
from webapp.errors import Refusal

FRAMEWORK = "be109dc4-fa01-5e6e-9788-be93e1a2fe47"
GROUP = "0ae04f84-5c2f-50b5-8817-79512f8a199b"
CLASSIFY = "b817d457-fcac-51e3-b60e-06c5bc1018a1"
PRESERVE = "b126b328-5d94-568f-a7f9-5176397f7c7e"
PATH = f"/jobs/new/{FRAMEWORK}/{GROUP}"
FORM = {
    "title": "Night analyst",
    "about": "Watch the night.",
    "location": "Northgate",
    "schedule": "Nights",
    "pay_from": "50000",
    "pay_to": "60000",
    "pay_currency": "USD",
    "pay_period": "year",
    "openings": "2",
    "closes": (NOW + timedelta(days=20)).strftime("%Y-%m-%d"),
    "item": [CLASSIFY, PRESERVE],
    f"{CLASSIFY}-importance": "5",
    f"{CLASSIFY}-must_have": "y",
    f"{CLASSIFY}-level": "Working",
    f"{CLASSIFY}-reason": "A wrong call costs an hour.",
    f"{PRESERVE}-importance": "2",
}


def jobs(northgate: Northgate) -> int:
    """Count the jobs."""
    with northgate.session() as session:
        return session.exec(select(func.count()).select_from(Job)).one()


def test_a_job_is_built_in_four_steps_and_opened(northgate: Northgate) -> None:
    renee = northgate.browser("renee")
    assert f"/jobs/new/{FRAMEWORK}" in renee.get("/jobs/new").get_data(as_text=True)
    assert f'href="{PATH}"' in renee.get(f"/jobs/new/{FRAMEWORK}").get_data(as_text=True)
    statements = renee.get(PATH).get_data(as_text=True)
    assert statements.count('type="checkbox"') == 9
    details = renee.get(f"{PATH}/details?item={CLASSIFY}&item={PRESERVE}").get_data(as_text=True)
    assert "Practitioner" in details and "2 requirements" in details
    answer = renee.post(f"{PATH}/details", data=FORM)
    assert answer.status_code == 303
    page = shown(northgate.anonymous().get(answer.location).get_data(as_text=True))
    assert "Night analyst" in page and "USD 50,000 to 60,000 a year" in page
    assert "Classify and escalate Must have Working" in page
    with northgate.session() as session:
        job = session.exec(select(Job).where(Job.title == "Night analyst")).one()
        assert job.posted_by == "Renee Fox"
        asked = session.exec(select(Requirement).where(Requirement.job == job.id)).all()
        assert [(one.importance, one.must_have, one.level_rank) for one in asked] == [
            (5, True, 2),
            (2, False, None),
        ]


def test_the_filter_hides_what_does_not_fit_and_keeps_what_is_ticked(northgate: Northgate) -> None:
    renee = northgate.browser("renee")
    answer = renee.get(f"{PATH}?words=EVIDENCE+preserve&item={CLASSIFY}", headers={"HX-Request": "true"})
    html = answer.get_data(as_text=True)
    assert "<html" not in html
    assert html.count('type="checkbox"') == 2 and html.count(" checked") == 1
    nothing = renee.get(f"{PATH}?words=zebra").get_data(as_text=True)
    assert "No statement has all these words." in nothing
    assert is_inert(renee.get(PATH, query_string={"words": SCRIPT}).get_data(as_text=True))


UNFIT = {
    "no title": ({"title": " "}, "Enter a title for the job."),
    "a huge title": ({"title": HUGE}, "Use at most 120 characters."),
    "a null in the text": ({"about": "a\0b"}, "Leave out control characters."),
    "pay in words": ({"pay_from": "much"}, "Enter a whole number, such as 50000."),
    "pay below nothing": ({"pay_from": "-1"}, "Enter a number up to"),
    "endless pay": ({"pay_to": "9" * 30}, "Enter a number up to"),
    "pay that runs backwards": ({"pay_to": "40000"}, "Enter 50000 or more"),
    "a currency that is none": ({"pay_currency": "XXX"}, "Not a valid choice"),
    "nobody wanted": ({"openings": "0"}, "Enter a number from 1 to 999."),
    "a day that is over": ({"closes": "2020-01-01"}, "Enter a date from"),
    "a day far away": ({"closes": "2999-01-01"}, "within a year"),
    "a day that is none": ({"closes": "soon"}, "Enter a day such as 2026-12-20."),
    "importance of six": ({f"{CLASSIFY}-importance": "6"}, "Classify and escalate: Not a valid choice"),
    "a level of another rubric": (
        {f"{PRESERVE}-level": "Proficient"},
        "Preserve and record evidence: Not a valid choice",
    ),
    "a huge reason": ({f"{CLASSIFY}-reason": HUGE}, "Use at most 200 characters."),
    "no statement": ({"item": []}, "Tick what the job asks for"),
    "a statement that is none": ({"item": [CLASSIFY, "nope"]}, "Tick what the job asks for"),
    "script as a statement": ({"item": [SCRIPT]}, "Tick what the job asks for"),
}


@pytest.mark.parametrize(("change", "message"), UNFIT.values(), ids=UNFIT)
def test_a_job_that_cannot_be_opened_says_why_and_is_not_kept(
    northgate: Northgate, change: dict[str, object], message: str
) -> None:
    answer = northgate.browser("renee").post(f"{PATH}/details", data={**FORM, **change})
    assert answer.status_code == 422
    assert message in shown(answer.get_data(as_text=True))
    assert jobs(northgate) == 2


WRONG = [
    "/jobs/new/nope",
    f"/jobs/new/{FRAMEWORK}/nope",
    f"/jobs/new/nope/{GROUP}",
    "/jobs/new/%00",
    f"/jobs/new/{FRAMEWORK}/nope/details?item=x",
    "/jobs/nope",
    "/jobs/00000000-0000-4000-8000-000000000000",
    "/jobs/nope/applications",
]


@pytest.mark.parametrize("path", WRONG)
def test_wrong_addresses_find_nothing(northgate: Northgate, path: str) -> None:
    assert northgate.browser("renee").get(path).status_code == 404


def test_script_in_every_field_of_a_job_comes_out_inert(northgate: Northgate) -> None:
    typed = dict.fromkeys(("title", "about", "location", "schedule", f"{CLASSIFY}-reason"), SCRIPT)
    renee = northgate.browser("renee")
    answer = renee.post(f"{PATH}/details", data={**FORM, **typed})
    assert answer.status_code == 303
    for path in (answer.location, "/jobs", "/", f"{answer.location}/apply", "/applications"):
        assert is_inert(renee.get(path).get_data(as_text=True)), path


def a_posting(**changes: object) -> Posting:
    """Make a posting that can be opened."""
    usual = {
        "title": "T",
        "about": "A",
        "location": "L",
        "schedule": "S",
        "pay_currency": "USD",
        "pay_period": "year",
        "pay_from": 1,
        "pay_to": 2,
        "openings": 1,
        "closes_at": NOW + timedelta(days=5),
    }
    return Posting(**{**usual, **changes})  # type: ignore[arg-type]


DEEDS = {
    "nothing asked": (a_posting(), []),
    "an item that is not kept here": (a_posting(), [Ask("nope", 3, False)]),
    "importance of nine": (a_posting(), [Ask(CLASSIFY, 9, False)]),
    "a level that is none": (a_posting(), [Ask(CLASSIFY, 3, False, "http://localhost:8003/uri/x")]),
    "more than anybody can show": (a_posting(), [Ask(CLASSIFY, 3, False)] * 41),
    "pay backwards": (a_posting(pay_from=3), [Ask(CLASSIFY, 3, False)]),
    "closed already": (a_posting(closes_at=NOW), [Ask(CLASSIFY, 3, False)]),
}


@pytest.mark.parametrize(("posting", "asks"), DEEDS.values(), ids=DEEDS)
def test_the_deed_refuses_what_the_form_would(
    northgate: Northgate, posting: Posting, asks: list[Ask]
) -> None:
    with northgate.session() as session, pytest.raises(Refusal):
        publish(session, posting, asks, framework_uri="x", by="Renee", now=NOW)
    assert jobs(northgate) == 2


@pytest.mark.skipif(OFFICIAL is None, reason="the official NICE file is not beside the repository")
def test_a_job_can_be_built_from_an_imported_nice_role(northgate: Northgate) -> None:
    assert OFFICIAL is not None
    text = (OFFICIAL / "frameworks" / "nice_cprt_SP_800_181_2_1_0.json").read_bytes()
    with northgate.session() as session:
        nice = import_framework(
            session, text, source="NIST", base="http://localhost:8003", by="the command", now=NOW
        ).identifier
        session.commit()
    renee = northgate.browser("renee")
    groups = renee.get(f"/jobs/new/{nice}").get_data(as_text=True)
    assert groups.count("WRL-") == 41
    role = groups.split("Defensive Cybersecurity</a>")[0].rsplit('href="', 1)[1].split('"')[0]
    page = shown(renee.get(role).get_data(as_text=True))
    for kind in ("Task, 43", "Knowledge, 125", "Skill, 38"):
        assert kind in page
    assert renee.get(f"{role}?words=incident").get_data(as_text=True).count('type="checkbox"') < 100
