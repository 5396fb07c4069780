"""The page from a programme to occupations: without its tables, with them, and a draft begun from it."""

import io
from datetime import UTC, datetime

import pytest
from flask.testing import FlaskClient
from sqlmodel import select

from institution.drafting.changing import Author
from institution.drafting.publishing import publish
from institution.drafting.records import FrameworkDraft
from institution.frameworks import package_of
from skills.case import package_json, read_package
from tests.institution.campus import SCRIPT, Campus, page, words
from tests.skills.test_occupations import CROSSWALK, TASKS, TOOLS


@pytest.fixture
def joe(campus: Campus) -> FlaskClient:
    return campus.browser("college", "joe")


@pytest.fixture
def looked_up(campus: Campus, joe: FlaskClient) -> FlaskClient:
    for text in (CROSSWALK, TASKS, TOOLS):
        answer = joe.post("/frameworks/import", data={"file": (io.BytesIO(text.encode()), "table.csv")})
        assert answer.status_code == 303
        done = joe.post(f"{answer.location}/confirm", data={"purpose": "lookup"})
        assert (done.status_code, done.location) == (303, "/programmes")
    assert len(campus.frameworks()) == 3
    return joe


def test_without_the_tables_the_page_says_where_they_are(joe: FlaskClient) -> None:
    said = words(page(joe, "/programmes"))
    assert "The tables are not here yet" in said
    assert "www.onetcenter.org/database.html" in said
    assert joe.get("/programmes/11.1003").status_code == 404


@pytest.mark.parametrize("asked", ["11.1003", "111003"])
def test_a_code_leads_to_its_programme(looked_up: FlaskClient, asked: str) -> None:
    answer = looked_up.get("/programmes", query_string={"cip": asked})
    assert (answer.status_code, answer.location) == (303, "/programmes/11.1003")
    said = words(page(looked_up, answer.location))
    assert "15-1212 Information Security Analysts" in said
    assert "Tasks: 2 Tasks of Information Security Analysts Watch. Core" in said
    assert "Zeek In demand Tools" in said


def test_words_find_programmes_and_nonsense_finds_none(looked_up: FlaskClient) -> None:
    assert "1 programme for “secur”" in words(page(looked_up, "/programmes?cip=secur"))
    assert "2 programmes for “11”" in words(page(looked_up, "/programmes?cip=11"))
    html = page(looked_up, f"/programmes?cip={SCRIPT}")
    assert "No programme for" in html
    assert "<script>alert" not in html


def test_a_draft_is_begun_from_what_was_ticked(campus: Campus, looked_up: FlaskClient) -> None:
    form = {"title": "Security outcomes", "task": ["1"], "technology": ["15-1212|Zeek"]}
    answer = looked_up.post("/programmes/11.1003/draft", data=form)
    assert answer.status_code == 303
    assert len(campus.frameworks()) == 3
    assert "Use Zeek" in page(looked_up, answer.location)
    with campus.session() as session:
        [draft] = session.exec(select(FrameworkDraft)).all()
        author = Author("Joe", datetime(2026, 11, 24, tzinfo=UTC))
        framework = publish(
            session, draft.framework, version="1", note="", adopted=True, seen=draft.revision, author=author
        )
        package = package_of(session, framework)
    assert [item["fullStatement"] for item in package.items] == [
        "Information Security Analysts",
        "Watch.",
        "Use Zeek",
    ]
    assert len(package.associations) == 4
    assert read_package(package_json(package)).notices == ()


BAD = {
    "nothing ticked": ({"title": "T"}, "Choose at least one task"),
    "no name": ({"task": "1"}, "Give the framework a name."),
    "a long name": ({"title": "x" * 300, "task": "1"}, "Use a shorter name."),
    "what is not there": ({"title": "T", "task": "999", "technology": "||"}, "Choose at least one task"),
}


@pytest.mark.parametrize(("form", "reason"), BAD.values(), ids=BAD)
def test_a_bad_choice_is_told_and_nothing_is_begun(
    campus: Campus, looked_up: FlaskClient, form: dict[str, str], reason: str
) -> None:
    answer = looked_up.post("/programmes/11.1003/draft", data=form)
    assert answer.status_code == 422
    assert reason in words(answer.get_data(as_text=True))
    assert len(campus.frameworks()) == 3


def test_visitors_are_asked_to_sign_in(campus: Campus) -> None:
    assert campus.anonymous("college").get("/programmes").status_code == 303


def test_a_newer_table_takes_the_place_of_an_older_one(looked_up: FlaskClient) -> None:
    newer = CROSSWALK.replace("Security.", "Safety.")
    answer = looked_up.post("/frameworks/import", data={"file": (io.BytesIO(newer.encode()), "newer.csv")})
    assert looked_up.post(f"{answer.location}/confirm", data={"purpose": "lookup"}).status_code == 303
    assert "1 programme for “safety”" in words(page(looked_up, "/programmes?cip=safety"))
