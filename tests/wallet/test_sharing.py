"""Consent: who asks, exactly what leaves, one answer; nothing is sent before it or beside it."""

import json
from typing import Any

import httpx

from tests.wallet.conftest import Town
from tests.wallet.strangers import BADGES
from tests.wallet.visiting import accept, arrive, consent_form, held, path_of, send, shares, words

JSON = dict[str, Any]


def test_the_page_says_who_asks_why_for_how_long_and_what(town: Town, ana: Any) -> None:
    page = words(ana.get(arrive(ana, town.employer_desk.ask())))
    for text in (
        "Northgate Utilities asks to see your cards",
        "Nothing has been sent. 2 cards fit.",
        "Northgate Utilities: Your application as SOC Analyst I",
        "Address checked localhost:8003",
        "90 days, until",
        "This request ends",
        "A card can only be shared whole.",
        "Exactly what they will see",
        "Triage alerts and state their impact Proficient, level 2 of 2",
        "Send 2 of the 2",
        "Do not share",
        "Not sent: your history, your password.",
    ):
        assert text in page
    assert town.employer_desk.answers == []


def test_somebody_unknown_is_only_an_address(town: Town, ana: Any) -> None:
    page = words(ana.get(arrive(ana, town.copycat.ask(purpose="We are Riverbend"))))
    assert "localhost:8005 asks to see your cards" in page
    assert "We know the key, not who stands behind it." in page
    assert "Address checked" not in page


def test_what_was_chosen_arrives_exactly_and_the_browser_goes_on_to_the_asker(town: Town, ana: Any) -> None:
    answer = send(ana, town.employer_desk.ask())
    assert answer.status_code == 303
    assert answer.location.startswith("http://localhost:8003/apply/done?response_code=")
    sent = [json.loads(text) for text, _ in town.employer_desk.received_cards]
    assert sorted(sent, key=lambda one: str(one["name"])) == [
        json.loads(one.text) for one in held(town.wallet)
    ]
    [share] = shares(town.wallet)
    assert (share.state, share.name, len(share.cards)) == ("sent", "Northgate Utilities", 2)
    assert share.status_url == "http://localhost:8003/notices/1"


def test_unticking_changes_preview_and_button_and_only_the_rest_is_sent(town: Town, ana: Any) -> None:
    address = arrive(ana, town.employer_desk.ask())
    form = consent_form(ana, address)
    one = {"share-badge": form["share-badge"][:1]}
    fragment = ana.post(f"{address}/preview", data=one, headers={"HX-Request": "true"}).get_data(as_text=True)
    assert "Send 1 of the 2" in fragment and 'hx-swap-oob="true"' in fragment and "<h1" not in fragment
    page = ana.post(f"{address}/preview", data=one)
    assert page.status_code == 200
    assert "Send 1 of the 2" in words(page)
    assert "your other 1 card" in words(page)
    assert town.employer_desk.answers == []
    previewed = page.get_data(as_text=True).partition('name="previewed" value="')[2].partition('"')[0]
    assert ana.post(address, data=one | {"previewed": previewed, "answer": "yes"}).status_code == 303
    assert len(town.employer_desk.received_cards) == 1


def test_a_choice_that_was_not_previewed_is_shown_before_it_is_sent(town: Town, ana: Any) -> None:
    address = arrive(ana, town.employer_desk.ask())
    form = consent_form(ana, address)
    answer = ana.post(
        address,
        data={"share-badge": form["share-badge"][:1], "previewed": form["previewed"], "answer": "yes"},
    )
    assert answer.status_code == 422
    assert "Nothing was sent You changed your choice." in words(answer)
    assert "Send 1 of the 2" in words(answer)
    assert town.employer_desk.answers == [] and shares(town.wallet) == []


def test_no_tick_sends_nothing(town: Town, ana: Any) -> None:
    address = arrive(ana, town.employer_desk.ask())
    answer = ana.post(address, data={"answer": "yes"})
    assert answer.status_code == 422
    assert "Choose at least one card, or choose “Do not share”." in words(answer)
    assert town.employer_desk.answers == []


def test_a_tick_that_was_not_offered_sends_nothing(town: Town, ana: Any) -> None:
    noor = town.browser("wallet", "noor")
    accept(noor, town.college_desk.offer(town.college_desk.award("Cooking")))
    [hers] = held(town.wallet, "noor")
    address = arrive(ana, town.employer_desk.ask())
    for tick in (f"badge {hers.id}", "badge x", "other x", "x"):
        answer = ana.post(address, data={"share-badge": tick, "answer": "yes"})
        assert answer.status_code == 404
    assert town.employer_desk.answers == []


def test_no_says_only_no(town: Town, ana: Any) -> None:
    answer = ana.post(arrive(ana, town.employer_desk.ask()), data={"answer": "no"})
    assert answer.status_code == 303
    assert (town.employer_desk.answers, town.employer_desk.received_cards) == (["declined"], [])
    [share] = shares(town.wallet)
    assert (share.state, share.cards) == ("declined", [])
    assert "You said no" in words(ana.get("/history"))


def test_a_request_is_answered_once(town: Town, ana: Any) -> None:
    link = town.employer_desk.ask()
    address = arrive(ana, link)
    form = consent_form(ana, address)
    form.pop("all")
    assert ana.post(address, data=form | {"answer": "yes"}).status_code == 303
    assert ana.post(address, data=form | {"answer": "yes"}).status_code == 404
    assert ana.post(address, data={"answer": "no"}).status_code == 404
    again = ana.get(path_of(link))
    assert again.status_code == 502
    assert "This request cannot be read" in words(again)
    assert town.employer_desk.answers == ["sent"]
    assert "Look at the request" not in words(ana.get("/"))


def test_a_wallet_without_a_matching_card_offers_to_say_no(town: Town, ana: Any) -> None:
    dcql = json.loads(json.dumps(BADGES))
    path = ["credentialSubject", "achievement", "name"]
    dcql["credentials"][0]["claims"] = [{"path": path, "values": ["Welding Basics"]}]
    address = arrive(ana, town.employer_desk.ask(dcql=dcql))
    page = words(ana.get(address))
    assert "You have no card that Northgate Utilities asks for" in page
    assert "Badges that say Welding Basics" in page
    assert "Send" not in page.partition("Your answer")[2] and "Do not share" in page
    assert ana.post(address, data={"answer": "yes"}).status_code == 422
    assert ana.post(address, data={"answer": "no"}).status_code == 303
    assert town.employer_desk.answers == ["declined"]


def test_where_one_card_is_asked_for_only_one_is_sent(town: Town, ana: Any) -> None:
    dcql = json.loads(json.dumps(BADGES))
    dcql["credentials"][0]["multiple"] = False
    address = arrive(ana, town.employer_desk.ask(dcql=dcql))
    form = consent_form(ana, address)
    assert "They take one of these." in words(ana.get(address))
    both = [value for _, value in form["all"]]
    assert len(form["share-badge"]) == 1
    answer = ana.post(address, data={"share-badge": both, "answer": "yes"})
    assert answer.status_code == 422
    assert "They take only one of these cards." in words(answer)
    form.pop("all")
    assert ana.post(address, data=form | {"answer": "yes"}).status_code == 303
    assert len(town.employer_desk.received_cards) == 1


def test_part_of_what_is_needed_is_not_sent(town: Town, ana: Any) -> None:
    first = BADGES["credentials"][0]
    name = ["credentialSubject", "achievement", "name"]
    dcql = {"credentials": [first, {**first, "id": "second", "claims": [{"path": name}]}]}
    address = arrive(ana, town.employer_desk.ask(dcql=dcql))
    tick = consent_form(ana, address)["share-badge"][0]
    answer = ana.post(address, data={"share-badge": tick, "answer": "yes"})
    assert answer.status_code == 422
    assert "They need more than this." in words(answer)
    assert town.employer_desk.answers == []


def test_a_withdrawn_card_is_shown_as_such_and_not_ticked(town: Town, ana: Any) -> None:
    town.college_desk.withdrawn.add(0)
    ana.post("/cards/check")
    page = ana.get(arrive(ana, town.employer_desk.ask()))
    assert "Withdrawn by the issuer" in words(page) and "Send 1 of the 2" in words(page)


def test_a_site_that_is_down_gets_nothing_and_the_request_still_waits(town: Town, ana: Any) -> None:
    link = town.employer_desk.ask()
    arrive(ana, link)
    town.network.down.add(town.employer_desk.origin)
    address = arrive_from_home(ana)
    form = consent_form(ana, address)
    form.pop("all")
    answer = ana.post(address, data=form | {"answer": "yes"})
    assert answer.status_code == 502
    assert "They could not be reached" in words(answer) and "Nothing was sent." in words(answer)
    assert shares(town.wallet) == []
    town.network.down.clear()
    assert ana.post(address, data=form | {"answer": "yes"}).status_code == 303


def test_an_answer_that_breaks_off_is_in_the_history_as_unsure(town: Town, ana: Any) -> None:
    address = arrive(ana, town.employer_desk.ask())
    form = consent_form(ana, address)
    form.pop("all")

    class Breaking(httpx.BaseTransport):
        def handle_request(self, request: httpx.Request) -> httpx.Response:
            raise httpx.ReadTimeout("no answer", request=request)

    town.network.at[town.employer_desk.origin] = Breaking()
    answer = ana.post(address, data=form | {"answer": "yes"})
    assert answer.status_code == 502
    assert "We do not know whether it arrived" in words(answer)
    [share] = shares(town.wallet)
    assert (share.state, len(share.cards)) == ("unsure", 2)
    assert "They gave no answer; they may have it" in words(ana.get("/history"))


def arrive_from_home(browser: Any) -> str:
    """Follow the home page's link to the request that waits."""
    page = browser.get("/").get_data(as_text=True)
    return "/requests/" + str(page.partition('href="/requests/')[2].partition('"')[0])
