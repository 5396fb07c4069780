"""Applying: from the form over the wallet's answer to the page that says it arrived."""

import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from sqlmodel import func, select

from credentials.proofs.keys import peek_jws_header
from employer import applying
from employer.records import Application, CredentialCheck, Job, PresentedCredential
from exchange.errors import PeerError
from exchange.oid4vp import holder
from tests.employer.conftest import EMPLOYER, SOC, Northgate
from tests.employer.pages import HUGE, SCRIPT, is_inert, shown
from tests.employer.stand_in import NOW, badges_of, this_moment
from tests.making import a_holder

UNFIT = {
    "nothing at all": ({}, "Enter your name."),
    "no name": ({"name": "  ", "email": "ana@example.com"}, "Enter your name."),
    "no e-mail": ({"name": "Ana", "email": ""}, "Enter your e-mail address."),
    "an e-mail without a host": ({"name": "Ana", "email": "ana@"}, "Enter an e-mail address such as"),
    "a huge name": ({"name": HUGE, "email": "ana@example.com"}, "Use at most 120 characters."),
    "a huge e-mail": ({"name": "Ana", "email": f"{HUGE}@example.com"}, "Use at most 200 characters."),
    "a name with a null": ({"name": "A\0na", "email": "ana@example.com"}, "Leave out control characters."),
    "an e-mail with a line break": ({"name": "Ana", "email": "ana@ex.com\nBcc: b@ex.com"}, "Enter an e-mail"),
}


def count(northgate: Northgate, table: type) -> int:
    """Count the rows of a table."""
    with northgate.session() as session:
        return session.exec(select(func.count()).select_from(table)).one()


@pytest.mark.parametrize(("typed", "message"), UNFIT.values(), ids=UNFIT)
def test_a_form_that_cannot_be_taken_says_why_and_writes_nothing(
    northgate: Northgate, typed: dict[str, str], message: str
) -> None:
    answer = northgate.anonymous().post(f"/jobs/{SOC}/apply", data=typed)
    assert answer.status_code == 422
    assert message in shown(answer.get_data(as_text=True))
    assert count(northgate, Application) == 0


def test_script_in_a_name_comes_out_inert(northgate: Northgate) -> None:
    form = northgate.anonymous().post(f"/jobs/{SOC}/apply", data={"name": SCRIPT, "email": "no"})
    assert is_inert(form.get_data(as_text=True))
    code, _ = northgate.begin(name=SCRIPT)
    northgate.send(code, "ana", badges_of("ana")[:1])
    renee = northgate.browser("renee")
    renee.post(f"/applications/{code}/reveal", data={"reveal-reason": SCRIPT})
    assert is_inert(renee.get(f"/applications/{code}").get_data(as_text=True))


@pytest.mark.parametrize("job", ["nope", "00000000-0000-4000-8000-000000000000", "%00", "a'b"])
def test_there_is_no_form_for_a_job_that_does_not_exist(northgate: Northgate, job: str) -> None:
    browser = northgate.anonymous()
    assert browser.get(f"/jobs/{job}/apply").status_code == 404
    assert browser.post(f"/jobs/{job}/apply", data={"name": "A", "email": "a@b.c"}).status_code == 404
    assert count(northgate, Application) == 0


def test_a_closed_job_takes_no_application(northgate: Northgate) -> None:
    with northgate.session() as session:
        session.get_one(Job, SOC).closes_at = NOW - timedelta(seconds=1)
        session.commit()
    browser = northgate.anonymous()
    assert browser.get(f"/jobs/{SOC}/apply").status_code == 409
    assert browser.post(f"/jobs/{SOC}/apply", data={"name": "A", "email": "a@b.cd"}).status_code == 409
    assert count(northgate, Application) == 0


def test_a_form_sent_again_leads_to_the_application_it_began(northgate: Northgate) -> None:
    browser = northgate.anonymous()
    typed = {"name": "Ana", "email": "ana@example.com", "once": "a token of the page"}
    places = {browser.post(f"/jobs/{SOC}/apply", data=typed).location for _ in range(3)}
    [place] = places
    northgate.send(place.rsplit("/", 1)[1], "ana", badges_of("ana")[:1])
    assert browser.post(f"/jobs/{SOC}/apply", data=typed).location == place
    stranger = northgate.anonymous().post(f"/jobs/{SOC}/apply", data=typed)
    assert (stranger.status_code, count(northgate, Application)) == (409, 1)


def test_a_form_that_is_corrected_or_loaded_anew_begins_another_application(northgate: Northgate) -> None:
    browser = northgate.anonymous()
    typed = {"name": "Ana", "email": "ana@example.com", "once": "a token of the page"}
    for other in ({}, {"email": "ana@example.org"}, {"once": "another token"}, {"once": ""}):
        assert browser.post(f"/jobs/{SOC}/apply", data=typed | other).status_code == 303
    assert count(northgate, Application) == 4


def test_the_page_offers_link_code_and_text_together(northgate: Northgate) -> None:
    code, browser = northgate.begin()
    html = browser.get(f"/apply/{code}").get_data(as_text=True)
    link = (
        "http://localhost:8002/openid4vp?client_id=decentralized_identifier%3Adid%3Aweb%3Alocalhost%253A8003"
    )
    assert html.count(link) == 2
    assert "request_uri_method=post" in html
    assert 'aria-label="QR code of the request link"' in html
    assert re.fullmatch(r"[A-Z]-\d{4}", code)


def test_the_request_is_signed_by_the_site_and_says_why_and_for_how_long(northgate: Northgate) -> None:
    code, _ = northgate.begin()
    request = northgate.read(code)
    assert request.purpose == "Your application as Security Operations Analyst I"
    assert request.retention_days == 90
    assert request.client_id == "decentralized_identifier:did:web:localhost%3A8003"
    assert request.dcql["credentials"][0]["multiple"] is True
    token = northgate.http.get(request.response_uri.replace("/response/", "/request/")).text
    assert peek_jws_header(token)["kid"] == "did:web:localhost%3A8003#key-1"


def test_credentials_arrive_are_kept_to_the_letter_and_checked(northgate: Northgate) -> None:
    applied = northgate.apply("ana")
    assert count(northgate, PresentedCredential) == count(northgate, CredentialCheck) == 8
    with northgate.session() as session:
        application = session.get_one(Application, applied.code)
        assert application.state == "received"
        assert application.holder == a_holder("ana").controller
        text = session.exec(select(PresentedCredential.text)).first()
        assert text is not None and '"proofValue":"' in text and text.startswith("{")


def test_the_wallet_learns_where_to_follow_the_application(northgate: Northgate) -> None:
    applied = northgate.apply_briefly("ana")
    assert (applied.answer.status_url or "").startswith(f"{EMPLOYER}/notices/")
    assert len(applied.notice.rsplit("/", 1)[1]) == 32


def test_a_request_is_answered_once(northgate: Northgate) -> None:
    code, _ = northgate.begin()
    request = northgate.read(code)
    sent = {"badges": list(badges_of("ana")[:1])}
    key = a_holder("ana")
    holder.respond(request, sent, key=key, http=northgate.http, now=this_moment())
    with pytest.raises(PeerError, match="answered"):
        holder.respond(request, sent, key=key, http=northgate.http, now=this_moment())
    assert count(northgate, PresentedCredential) == 1


def test_the_browser_that_began_sees_that_it_arrived(northgate: Northgate) -> None:
    applied = northgate.apply("ana")
    path = urlsplit(applied.answer.redirect_uri or "")
    answer = applied.browser.get(f"{path.path}?{path.query}")
    assert (answer.status_code, answer.location) == (303, f"/apply/{applied.code}")
    page = shown(applied.browser.get(answer.location).get_data(as_text=True))
    assert "Your application is in" in page
    assert "received 8 credentials" in page


def test_another_browser_is_told_nothing(northgate: Northgate) -> None:
    applied = northgate.apply_briefly("ana")
    path = urlsplit(applied.answer.redirect_uri or "")
    other = northgate.anonymous()
    page = other.get(f"{path.path}?{path.query}").get_data(as_text=True)
    assert "You can close this page" in page
    assert applied.code not in page
    assert other.get(f"/apply/{applied.code}").status_code == 404
    assert other.get(f"/apply/{applied.code}/state").status_code == 404
    assert other.post(f"/apply/{applied.code}/request").status_code == 404
    assert northgate.browser("renee").get(f"/apply/{applied.code}").status_code == 404


@pytest.mark.parametrize("query", ["", "?response_code=", "?response_code=guess", "?response_code=%00"])
def test_a_guessed_response_code_shows_nothing(northgate: Northgate, query: str) -> None:
    applied = northgate.apply_briefly("ana")
    answer = applied.browser.get(f"/apply/done{query}")
    assert answer.status_code == 200
    assert applied.code not in answer.get_data(as_text=True)


def test_the_page_asks_again_until_the_credentials_are_there(northgate: Northgate) -> None:
    code, browser = northgate.begin()
    polled = {"HX-Request": "true"}
    assert browser.get(f"/apply/{code}/state", headers=polled).status_code == 204
    northgate.send(code, "ana", badges_of("ana")[:2])
    answer = browser.get(f"/apply/{code}/state", headers=polled)
    assert answer.status_code == 200
    html = answer.get_data(as_text=True)
    assert "received 2 credentials" in shown(html)
    assert "hx-trigger" not in html and "<html" not in html


def test_after_no_a_new_request_can_be_made(northgate: Northgate) -> None:
    code, browser = northgate.begin()
    first = northgate.read(code)
    holder.decline(first, http=northgate.http)
    page = browser.get(f"/apply/{code}").get_data(as_text=True)
    assert "Nothing was sent" in page
    assert browser.post(f"/apply/{code}/request").status_code == 303
    northgate.send(code, "ana", badges_of("ana")[:1])
    assert "Your application is in" in browser.get(f"/apply/{code}").get_data(as_text=True)
    assert browser.post(f"/apply/{code}/request").status_code == 409


def test_a_request_that_ran_out_is_said_so_and_can_be_made_anew(northgate: Northgate) -> None:
    code, browser = northgate.begin()
    with northgate.session() as session:
        session.get_one(Application, code).request_ends_at = NOW - timedelta(minutes=1)
        session.commit()
    assert "The request has ended" in browser.get(f"/apply/{code}").get_data(as_text=True)
    assert browser.post(f"/apply/{code}/request").status_code == 303
    assert "Open in the wallet" in browser.get(f"/apply/{code}").get_data(as_text=True)


def test_the_answer_to_an_old_request_is_refused(northgate: Northgate) -> None:
    code, browser = northgate.begin()
    old = northgate.read(code)
    holder.decline(old, http=northgate.http)
    browser.post(f"/apply/{code}/request")
    with pytest.raises(PeerError):
        holder.respond(
            old,
            {"badges": [badges_of("ana")[0]]},
            key=a_holder("ana"),
            http=northgate.http,
            now=this_moment(),
        )
    assert count(northgate, PresentedCredential) == 0


def test_an_application_without_credentials_is_nothing_to_decide_on(northgate: Northgate) -> None:
    code, _ = northgate.begin()
    renee = northgate.browser("renee")
    assert renee.get(f"/applications/{code}").status_code == 404
    assert (
        renee.post(f"/applications/{code}/decision", data={"outcome": "invite", "reason": "x"}).status_code
        == 404
    )
    assert code not in renee.get(f"/jobs/{SOC}/applications").get_data(as_text=True)


def test_what_was_sent_is_deleted_after_the_promised_days(northgate: Northgate) -> None:
    old, new = northgate.apply_briefly("ana"), northgate.apply_briefly("noor")
    with northgate.session() as session:
        session.get_one(Application, old.code).started_at = NOW - timedelta(days=91)
        session.commit()
        assert applying.forget_old(session, NOW) == 1
        session.commit()
        assert session.get_one(Application, old.code).name == "Deleted after 90 days"
        kept = set(session.exec(select(PresentedCredential.application)))
        assert kept == {new.code}
        assert applying.forget_old(session, NOW) == 0
    assert northgate.browser("renee").get(f"/applications/{old.code}").status_code == 404
    assert northgate.http.get(f"{EMPLOYER}{old.notice}").json()["state"] == "received"
    assert "was deleted 90 days after you applied" in old.browser.get(f"/apply/{old.code}").get_data(
        as_text=True
    )
