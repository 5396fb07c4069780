"""How a learner's cards fit a job: read from what is published, computed in the wallet, nothing sent."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT4

from skills.positions import PositionError, read_position
from tests.federation.test_loop import award_everything, claim, found
from tests.official import OFFICIAL
from tests.sites import ORIGINS, Federation

AS_JSON = {"Accept": "application/json"}
FIVE, TWELVE = "Junior Monitoring Technician", "Security Operations Analyst I"


def job_at(federation: Federation, title: str) -> str:
    jobs = federation.anonymous("employer").get("/jobs")
    return found(rf'href="(/jobs/[\w-]+)">{title}', jobs)


def fit(federation: Federation, person: str, title: str) -> str:
    browser = federation.browser("wallet", person)
    address = ORIGINS["employer"] + job_at(federation, title)
    answer = browser.get("/fit", query_string={"job": address})
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def test_two_courses_close_noors_gap_and_come_in_the_order_in_which_they_can_be_taken(
    federation: Federation,
) -> None:
    claim(federation.browser("wallet", "noor"), award_everything(federation, "noor"))
    page = fit(federation, "noor", FIVE)
    assert "2 courses close the gap" in page
    assert "From 66.67 to <b>88.89</b> of 100" in page
    assert page.index("CYD 135") < page.index("CYD 260")
    assert f"{ORIGINS['college']}/achievements/" in page


def test_a_strong_match_is_called_one_and_cards_that_count_for_nothing_are_named(
    federation: Federation,
) -> None:
    claim(federation.browser("wallet", "noor"), award_everything(federation, "noor"))
    page = fit(federation, "noor", TWELVE)
    assert "This is a strong match already" in page
    assert "Every must-have is shown. 1 course would show more. From 82.11 to <b>86.99</b> of 100" in page
    assert "1 card counts for nothing here" in page
    assert "<b>CYD 101 Computing and Networking Essentials</b>" in page
    assert "Not counted because it speaks for nothing this job asks." in page
    assert "Counts 0.50 of 1: it is related, not the same." in page


def test_only_what_is_published_is_asked_for_and_nothing_is_sent(federation: Federation) -> None:
    claim(federation.browser("wallet", "noor"), award_everything(federation, "noor"))
    log = federation.wallet.extensions["wellspring"].messages
    before = max((message.number for message in log.since()), default=0)
    fit(federation, "noor", FIVE)
    asked = log.since(before)
    assert asked
    assert {(message.method, message.sent) for message in asked} == {("GET", None)}


def test_a_learner_without_cards_sees_every_skill_missing(federation: Federation) -> None:
    page = fit(federation, "priya", TWELVE)
    assert "12 missing" in page
    assert "None of your cards shows this yet." in page


def test_a_college_that_is_down_is_told_and_the_rest_is_shown(federation: Federation) -> None:
    federation.network.down.add(ORIGINS["college"])
    page = fit(federation, "noor", FIVE)
    assert "Not all that localhost:8001 publishes could be read" in page


@pytest.mark.parametrize(
    ("address", "told"),
    {
        "nothing like an address": ("the analyst job", "Paste the address"),
        "a site of this machine that is no peer": ("http://localhost:9999/jobs/1", "could not be read"),
        "an address inside a private network": ("https://10.0.0.1/jobs/1", "could not be read"),
        "a page that is no job": (ORIGINS["college"] + "/achievements", "no job that can be compared"),
        "a job that does not exist": (ORIGINS["employer"] + "/jobs/none", "could not be read"),
        "half an address": ("http://[::1/jobs/1", "could not be read"),
        "a script": ("javascript:alert(1)", "Paste the address"),
    }.items(),
    ids=lambda case: case if isinstance(case, str) else None,
)
def test_an_address_without_a_job_gets_a_clear_answer(
    federation: Federation, address: str, told: Any
) -> None:
    del address
    given, words = told
    answer = federation.browser("wallet", "noor").get("/fit", query_string={"job": given})
    assert answer.status_code == 422
    assert words in answer.get_data(as_text=True)


def test_a_job_is_an_open_position_of_hr_open_whose_requirements_are_framework_items(
    federation: Federation,
) -> None:
    answer = federation.anonymous("employer").get(job_at(federation, TWELVE), headers=AS_JSON)
    assert answer.headers["Vary"] == "Accept"
    position = read_position(answer.get_json())
    assert len(position.requirements) == 12
    assert sum(one.must_have for one in position.requirements) == 4
    for competency in position.competencies:
        item = (
            federation.anonymous("employer").get(f"/ims/case/v1p1/CFItems/{competency.identifier}").get_json()
        )
        assert item["uri"] == competency.requirement.uri
        assert item["CFDocumentURI"]["uri"] == competency.framework


@pytest.mark.skipif(OFFICIAL is None, reason="the official schemas are not on this machine")
def test_a_job_passes_the_schema_of_hr_open(federation: Federation) -> None:
    assert OFFICIAL is not None
    root = OFFICIAL / "hropen" / "www.hropenstandards.org"
    registry = Registry(retrieve=lambda uri: _schema(Path(uri.removeprefix("file://").split("#")[0])))
    start = root / "recruiting" / "json" / "PositionOpeningType.json"
    validator = jsonschema.Draft4Validator({"$ref": start.as_uri()}, registry=registry)
    position = federation.anonymous("employer").get(job_at(federation, TWELVE), headers=AS_JSON).get_json()
    validator.validate(position)
    broken = json.loads(json.dumps(position).replace('"Active"', '"Perhaps"'))
    assert not validator.is_valid(broken)


def _schema(path: Path) -> Resource[Any]:
    document = json.loads(path.read_text(encoding="utf-8-sig"))
    document.pop("$id", None)
    document.pop("id", None) if isinstance(document.get("id"), str) else None
    return Resource.from_contents(document, default_specification=DRAFT4)


def test_a_position_without_framework_items_is_refused_with_each_place() -> None:
    competencies = [{"competencyName": "Hard work"}, {"competencyIds": [{"value": "x"}]}]
    document = {"positionProfiles": [{"positionQualifications": [{"positionCompetencies": competencies}]}]}
    with pytest.raises(PositionError) as refused:
        read_position(document)
    assert [problem.place for problem in refused.value.problems] == [
        "positionCompetencies[0]",
        "positionCompetencies[1]",
    ]


def test_the_achievements_of_a_college_can_be_read_by_machines(federation: Federation) -> None:
    answer = federation.anonymous("college").get("/achievements", headers=AS_JSON)
    achievements = answer.get_json()["achievements"]
    assert len(achievements) == 18
    assert all(one["type"] == ["Achievement"] and one["criteria"] for one in achievements)
