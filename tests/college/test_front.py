"""The front page of the college and who may go where."""

import pytest

from tests.institution.campus import CYBER_DEFENSE, TRIAGE_BADGE, Campus, page, words

OPEN = ("/", "/frameworks", f"/frameworks/{CYBER_DEFENSE}", "/achievements", f"/achievements/{TRIAGE_BADGE}")
AWARDING = ("/people", "/people/ana", "/awards", "/awards/new")


def test_the_front_page_says_what_this_is_and_opens_three_doors(looked_at: Campus) -> None:
    html = page(looked_at.anonymous("college"), "/")
    said = words(html)
    assert "118 outcomes, courses and programmes in 2 frameworks" in said
    assert "18 badges that students can earn" in said
    for door in ("/frameworks", "/achievements", "/sign-in"):
        assert f'class="btn" href="{door}"' in html
    assert "did:web:localhost%3A8001" in said


def test_every_address_for_machines_answers(looked_at: Campus) -> None:
    visitor = looked_at.anonymous("college")
    addresses = [
        part.split('"')[0] for part in page(visitor, "/").split('<dd><a href="http://localhost:8001')[1:]
    ]
    assert len(addresses) == 4
    for address in addresses:
        answer = visitor.get(address)
        assert answer.status_code == 200
        assert answer.is_json or answer.mimetype == "application/did+json"


def test_the_registrar_finds_her_work_on_the_front_page(looked_at: Campus) -> None:
    html = page(looked_at.browser("college", "marta"), "/")
    assert 'class="btn" href="/people">Students</a>' in html
    assert "Sign in</a></p>" not in html
    assert "Bring in a framework" in page(looked_at.browser("college", "joe"), "/")


@pytest.mark.parametrize("path", OPEN)
def test_what_is_published_is_open_to_all(looked_at: Campus, path: str) -> None:
    assert looked_at.anonymous("college").get(path).status_code == 200


@pytest.mark.parametrize("path", AWARDING)
def test_awarding_is_the_registrars(looked_at: Campus, path: str) -> None:
    assert looked_at.browser("college", "marta").get(path).status_code == 200
    refused = looked_at.browser("college", "joe").get(path)
    assert refused.status_code == 403
    assert "It is open to: registrar." in refused.get_data(as_text=True)
    assert looked_at.anonymous("college").get(path).status_code == 303


def test_the_curriculum_lead_awards_nothing_by_any_route(campus: Campus) -> None:
    made, joe = campus.award(), campus.browser("college", "joe")
    for path in (
        "/awards",
        "/awards/preview",
        "/people/ana/awards",
        f"/awards/{made.id}/revocation",
        f"/awards/{made.id}/offer",
        f"/offers/{made.offer}/withdrawal",
        f"/offers/{made.offer}/renewal",
    ):
        assert joe.post(path).status_code == 403
    [kept] = campus.awards()
    assert (kept.revoked_at, kept.offer) == (None, made.offer)


def test_students_do_not_sign_in(looked_at: Campus) -> None:
    visitor = looked_at.anonymous("college")
    assert visitor.post("/sign-in", data={"person": "ana"}).status_code == 422
    assert "Ana Reyes" not in page(visitor, "/sign-in")
