"""Offers: looked at, accepted with or without a code, used once, and never followed to nowhere."""

import json
from datetime import timedelta
from typing import Any

import pytest

from tests.wallet.conftest import Town
from tests.wallet.visiting import accept, age, arrive, did_of, held, path_of, words

JSON = dict[str, Any]


def test_a_link_asks_to_sign_in_and_comes_back_to_the_offer(town: Town) -> None:
    link = path_of(town.college_desk.offer(town.college_desk.award("Triage")))
    visitor = town.anonymous("wallet")
    asked = visitor.get(link)
    assert (asked.status_code, asked.location.partition("?")[0]) == (303, "/sign-in")
    back = visitor.post(asked.location, data={"person": "ana", "next": link})
    assert back.location == link
    assert "Riverbend Community College offers you 1 card" in words(visitor.get(link, follow_redirects=True))


def test_two_cards_of_one_offer_are_kept_with_their_exact_text(town: Town) -> None:
    college, ana = town.college_desk, town.browser("wallet", "ana")
    page = accept(ana, college.offer(college.award("Triage"), college.award("Forensics")))
    assert "2 cards are in your wallet" in words(page)
    kept = held(town.wallet)
    assert [one.name for one in kept] == ["Forensics", "Triage"]
    for one in kept:
        assert one.learner == "ana"
        assert json.loads(one.text)["credentialSubject"]["id"] == did_of(town.wallet, "ana")
        assert (one.text[0], one.text[-1]) == ("{", "}")


def test_looking_at_an_offer_neither_uses_it_nor_keeps_anything(town: Town) -> None:
    link = town.college_desk.offer(town.college_desk.award("Triage"))
    ana = town.browser("wallet", "ana")
    assert ana.get(arrive(ana, link)).status_code == 200
    assert arrive(ana, link) == arrive(ana, link)
    assert held(town.wallet) == []
    assert "1 card is in your wallet" in words(accept(ana, link))


def test_an_offer_that_is_left_disappears_and_stays_unused(town: Town) -> None:
    link = town.college_desk.offer(town.college_desk.award("Triage"))
    ana = town.browser("wallet", "ana")
    address = arrive(ana, link)
    assert "Look at the offer" in words(ana.get("/"))
    assert ana.post(address, data={"answer": "no"}).location == "/"
    assert "Look at the offer" not in words(ana.get("/"))
    assert ana.get(address).status_code == 404
    assert held(town.wallet) == []
    assert "1 card is in your wallet" in words(accept(ana, link))


def test_an_unknown_issuer_is_told_before_and_shown_by_its_address_only(town: Town) -> None:
    stranger, ana = town.copycat, town.browser("wallet", "ana")
    link = stranger.offer(stranger.award("Triage"))
    offered = words(ana.get(arrive(ana, link)))
    assert "localhost:8005 offers you 1 card" in offered
    assert "We know the key, not who stands behind it." in offered
    assert "It calls itself “Riverbend Community College”. Anybody can write that." in offered
    assert "Issuer not recognised" in words(accept(ana, link))
    cards = words(ana.get("/"))
    assert "localhost:8005" in cards and "Riverbend" not in cards


def test_an_offer_works_once(town: Town) -> None:
    link = town.college_desk.offer(town.college_desk.award("Triage"))
    ana, noor = town.browser("wallet", "ana"), town.browser("wallet", "noor")
    late = arrive(noor, link)
    accept(ana, link)
    again = ana.get(path_of(link))
    assert again.status_code == 422
    assert "This offer has already been used" in words(again)
    assert "Each offer works once." in words(again)
    refused = noor.post(late, data={"answer": "yes"})
    assert refused.status_code == 422
    assert "This offer has already been used" in words(refused)
    assert "Look at the offer" not in words(noor.get("/"))
    assert [one.learner for one in held(town.wallet)] == ["ana"]


def test_a_wrong_code_is_counted_and_the_fifth_ends_the_offer(town: Town) -> None:
    college, ana = town.college_desk, town.browser("wallet", "ana")
    address = arrive(ana, college.offer(college.award("Triage"), tx_code="493536"))
    missing = ana.post(address, data={"answer": "yes", "code": " "})
    assert missing.status_code == 422
    assert "Enter the code that was sent to you." in words(missing)
    for left in ("4 tries are", "3 tries are", "2 tries are", "1 try is"):
        wrong = ana.post(address, data={"answer": "yes", "code": "000000"})
        assert wrong.status_code == 422
        assert f"This is not the code that belongs to the offer. {left} left." in words(wrong)
    ended = ana.post(address, data={"answer": "yes", "code": "000000"})
    assert ended.status_code == 422
    assert "This offer has ended" in words(ended)
    assert ana.get(address).status_code == 404
    assert held(town.wallet) == []


def test_the_right_code_after_a_wrong_one_is_taken(town: Town) -> None:
    college, ana = town.college_desk, town.browser("wallet", "ana")
    address = arrive(ana, college.offer(college.award("Triage"), tx_code="493536"))
    ana.post(address, data={"answer": "yes", "code": "000000"})
    page = ana.post(address, data={"answer": "yes", "code": "493536"}, follow_redirects=True)
    assert "1 card is in your wallet" in words(page)


OFFERS_TO_NOWHERE = {
    "plain http off the list": "http://evil.example/oid4vci/offers/x",
    "the machine itself": "http://127.0.0.1:9/offers/x",
    "a cloud's metadata": "http://169.254.169.254/latest",
    "a file": "file:///etc/passwd",
    "a name and password": "https://user:pass@localhost:8001/x",
}


@pytest.mark.parametrize("case", OFFERS_TO_NOWHERE)
def test_an_offer_is_not_fetched_from(town: Town, case: str) -> None:
    ana = town.browser("wallet", "ana")
    answer = ana.get("/credential_offer", query_string={"credential_offer_uri": OFFERS_TO_NOWHERE[case]})
    assert answer.status_code in (422, 502)
    assert "Nothing was added to your wallet." in words(answer)


def test_an_issuer_that_is_down_says_so_and_the_offer_still_waits(town: Town) -> None:
    college, ana = town.college_desk, town.browser("wallet", "ana")
    address = arrive(ana, college.offer(college.award("Triage")))
    town.network.down.add(college.origin)
    answer = ana.post(address, data={"answer": "yes"})
    assert answer.status_code == 502
    assert "Try again in a few minutes" in words(answer)
    town.network.down.clear()
    page = ana.post(address, data={"answer": "yes"}, follow_redirects=True)
    assert "1 card is in your wallet" in words(page)


def test_an_expired_offer_says_so(town: Town) -> None:
    college, ana = town.college_desk, town.browser("wallet", "ana")
    answer = ana.get(path_of(college.offer(college.award("Triage"), lives=timedelta(seconds=0))))
    assert answer.status_code == 422
    assert "This offer has ended" in words(answer)


def test_the_last_check_grows_old_only_by_time(town: Town) -> None:
    college, ana = town.college_desk, town.browser("wallet", "ana")
    accept(ana, college.offer(college.award("Triage")))
    assert 'hx-trigger="load"' not in ana.get("/").get_data(as_text=True)
    age(town.wallet, seconds=61)
    assert 'hx-trigger="load"' in ana.get("/").get_data(as_text=True)
