"""Achievements: cards, a page for people, Open Badges JSON for machines, badge art as a picture."""

from xml.etree import ElementTree

from institution.records import Achievement
from tests.institution.campus import COLLEGE, SCRIPT, TRIAGE_BADGE, TRIAGE_OUTCOME, Campus, page, words

PATH = f"/achievements/{TRIAGE_BADGE}"


def test_every_achievement_has_a_card_under_its_kind(looked_at: Campus) -> None:
    said = words(page(looked_at.anonymous("college"), "/achievements"))
    for kind in ("Courses", "Certificates", "Associate degree"):
        assert kind in said
    assert page(looked_at.anonymous("college"), "/achievements").count('<li class="cred">') == 18


def test_people_get_a_page_with_outcomes_levels_and_grades(looked_at: Campus) -> None:
    html = page(looked_at.anonymous("college"), PATH)
    assert f'href="{COLLEGE}/uri/{TRIAGE_OUTCOME}"' in html
    said = words(html)
    assert "Earn a grade of C or better (or P)" in said
    assert "One of A, B, C, P" in said
    assert "3 of 3 Advanced. Keeps on time through a surge" in said
    assert "Award it" not in said


def test_only_those_who_award_are_offered_to(looked_at: Campus) -> None:
    assert "Award it" in page(looked_at.browser("college", "marta"), PATH)
    assert "Award it" not in page(looked_at.browser("college", "joe"), PATH)


def test_machines_get_the_open_badges_achievement_at_the_same_address(looked_at: Campus) -> None:
    answer = looked_at.anonymous("college").get(PATH, headers={"Accept": "application/json"})
    achievement = answer.get_json()
    assert achievement["id"] == f"{COLLEGE}{PATH}"
    assert achievement["type"] == ["Achievement"]
    assert achievement["creator"]["id"] == "did:web:localhost%3A8001"
    assert achievement["image"]["id"] == f"{COLLEGE}{PATH}/image.svg"
    assert {one["targetType"] for one in achievement["alignment"]} == {"CFItem"}
    assert answer.headers["Vary"].startswith("Accept")


def test_the_picture_stands_alone_in_the_colour_of_the_college(looked_at: Campus) -> None:
    answer = looked_at.anonymous("college").get(f"{PATH}/image.svg")
    assert answer.mimetype == "image/svg+xml"
    svg = answer.get_data(as_text=True)
    assert ElementTree.fromstring(svg).tag == "{http://www.w3.org/2000/svg}svg"
    assert "#1b4480" in svg
    assert "currentColor" not in svg
    assert "var(" not in svg


def test_an_unknown_achievement_is_not_found(looked_at: Campus) -> None:
    visitor = looked_at.anonymous("college")
    assert visitor.get("/achievements/nothing").status_code == 404
    assert visitor.get("/achievements/nothing/image.svg").status_code == 404
    machine = visitor.get("/achievements/nothing", headers={"Accept": "application/json"})
    assert (machine.status_code, machine.mimetype) == (404, "application/json")


def test_script_in_an_achievement_comes_out_inert(campus: Campus) -> None:
    with campus.session() as session:
        triage = session.get_one(Achievement, TRIAGE_BADGE)
        body = {**triage.body, "description": SCRIPT, "criteria": {"narrative": SCRIPT}}
        body["resultDescription"] = [
            {**body["resultDescription"][0], "name": SCRIPT, "allowedValue": [SCRIPT]}
        ]
        body["alignment"] = [{"targetName": SCRIPT, "targetUrl": "javascript:alert(1)"}]
        triage.name, triage.body, triage.code = SCRIPT, body, SCRIPT
        session.commit()
    marta = campus.browser("college", "marta")
    form = f"/awards/new?person=ana&achievement={TRIAGE_BADGE}"
    for path in ("/achievements", PATH, f"{PATH}/image.svg", form, "/people/ana"):
        html = page(marta, path)
        assert "<script>alert" not in html
        assert "<img src=x" not in html
        assert 'href="javascript' not in html
