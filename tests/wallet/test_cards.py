"""Cards: what they say, how they stand now, the exact text, and letting go of one."""

import json
import re
from collections.abc import Iterator

import pytest

from tests.making import a_badge
from tests.wallet.conftest import Town
from tests.wallet.strangers import days_from_now
from tests.wallet.visiting import accept, age, did_of, held, words
from wallet.describing import describe
from wallet.listing import every_line


def test_a_visitor_reads_what_the_wallet_is_and_where_to_sign_in(town: Town) -> None:
    page = town.anonymous("wallet").get("/")
    assert page.status_code == 200
    assert "You decide who sees them." in words(page)
    assert 'href="/sign-in?next=/"' in page.get_data(as_text=True)


def test_an_empty_wallet_says_how_cards_come(town: Town) -> None:
    assert "No cards yet" in words(town.browser("wallet", "noor").get("/"))


def test_a_card_names_outcomes_levels_evidence_and_the_six_checks(town: Town) -> None:
    ana = town.browser("wallet", "ana")
    accept(ana, town.college_desk.offer(town.college_desk.award("Triage")))
    [card] = held(town.wallet)
    page = ana.get(f"/cards/{card.id}")
    said = words(page)
    for text in (
        "Issued by Riverbend Community College",
        "Triage alerts and state their impact Proficient, level 2 of 2",
        "Named in: Cybersecurity outcomes",
        "Three observed shifts.",
        "Shift log Three shifts in March. Signed off.",
        "Email address Scrambled: only somebody who knows it already can recognise it",
        "Yes. All six checks passed.",
        "It is made out to your key, so you can share it.",
        "Signed by Riverbend Community College, which this wallet knows.",
    ):
        assert text in said
    assert 'href="https://college.example/uri/6b1f4c1e-5c1c' in page.get_data(as_text=True)


def test_a_badge_withdrawn_later_turns_on_the_home_page_by_itself(town: Town) -> None:
    college, ana = town.college_desk, town.browser("wallet", "ana")
    accept(ana, college.offer(college.award("Triage"), college.award("Forensics")))
    college.withdrawn.add(0)
    age(town.wallet, seconds=61)
    [_, triage] = held(town.wallet)
    foot = ana.post(f"/cards/{triage.id}/check", headers={"HX-Request": "true"}).get_data(as_text=True)
    assert "Withdrawn by the issuer" in foot and "<h1" not in foot
    assert "Withdrawn by the issuer" in words(ana.get("/"))
    assert "No. The issuer withdrew it." in words(ana.get(f"/cards/{triage.id}"))


def test_a_fresh_card_is_not_asked_about_again_by_the_page_itself(town: Town) -> None:
    college, ana = town.college_desk, town.browser("wallet", "ana")
    accept(ana, college.offer(college.award("Triage")))
    college.withdrawn.add(0)
    [card] = held(town.wallet)
    foot = ana.post(f"/cards/{card.id}/check", headers={"HX-Request": "true"}).get_data(as_text=True)
    assert "All checks passed" in foot


def test_without_scripts_one_button_checks_one_card_and_one_checks_all(town: Town) -> None:
    college, ana = town.college_desk, town.browser("wallet", "ana")
    accept(ana, college.offer(college.award("Triage"), college.award("Forensics")))
    college.withdrawn.add(0)
    forensics, triage = held(town.wallet)
    assert ana.post(f"/cards/{forensics.id}/check").location == f"/cards/{forensics.id}"
    assert "Withdrawn" not in words(ana.get("/"))
    assert ana.post("/cards/check").location == "/"
    assert "Withdrawn by the issuer" in words(ana.get("/"))
    assert "Withdrawn by the issuer" in words(ana.get(f"/cards/{triage.id}"))


def test_a_silent_college_is_asked_once_for_all_cards(town: Town) -> None:
    college, ana = town.college_desk, town.browser("wallet", "ana")
    accept(ana, college.offer(college.award("Triage"), college.award("Forensics")))
    messages = town.wallet.extensions["wellspring"].messages
    before = len(messages.since())
    ana.post("/cards/check")
    asked = [message.url for message in messages.since()[before:]]
    assert len(asked) == len(set(asked)) > 0


STANDINGS = {
    "the status list is down": ("down", "Status could not be checked"),
    "the whole college is down": ("gone", "Signature could not be checked"),
}


@pytest.mark.parametrize("case", STANDINGS)
def test_a_card_is_never_called_good_when(town: Town, case: str) -> None:
    college, ana = town.college_desk, town.browser("wallet", "ana")
    accept(ana, college.offer(college.award("Triage")))
    kind, expected = STANDINGS[case]
    college.status_is_down = True
    if kind == "gone":
        town.network.down.add(college.origin)
    ana.post("/cards/check")
    page = words(ana.get("/"))
    assert expected in page and "All checks passed" not in page


def test_a_card_that_ends_says_so_afterwards(town: Town) -> None:
    college, ana = town.college_desk, town.browser("wallet", "ana")
    accept(ana, college.offer(college.award("Triage", validUntil=days_from_now(1))))
    site = town.wallet.extensions["wellspring"]
    object.__setattr__(site, "settings", site.settings.model_copy(update={"clock_shift": 2 * 86_400}))
    ana.post("/cards/check")
    assert "Not in date" in words(ana.get("/"))


def test_the_exact_text_is_kept_and_given_back_to_the_last_space(town: Town) -> None:
    college, ana = town.college_desk, town.browser("wallet", "ana")
    badge = college.awards[college.award("Triage ☂")]
    badge = {**badge, "credentialSubject": {**badge["credentialSubject"], "id": did_of(town.wallet, "ana")}}
    signed = json.loads(college.signed(badge))
    text = json.dumps(dict(reversed(signed.items())), indent=3, ensure_ascii=True).replace(": ", "  :\t")
    page = ana.post("/claim", data={"text": f"\n  {text}\n"}, follow_redirects=True)
    assert "1 card is in your wallet" in words(page)
    [card] = held(town.wallet)
    assert card.text == text
    file = ana.get(f"/cards/{card.id}.json")
    assert file.get_data(as_text=True) == text
    assert file.headers["Content-Disposition"] == 'attachment; filename="triage.json"'
    assert file.mimetype == "application/json"


def test_a_card_is_deleted_only_after_a_question(town: Town) -> None:
    ana = town.browser("wallet", "ana")
    accept(ana, town.college_desk.offer(town.college_desk.award("Triage")))
    [card] = held(town.wallet)
    asked = ana.get(f"/cards/{card.id}/deletion")
    assert "Delete “Triage”?" in words(asked)
    assert len(held(town.wallet)) == 1
    assert ana.post(f"/cards/{card.id}/deletion").location == "/"
    assert held(town.wallet) == []
    assert ana.get(f"/cards/{card.id}").status_code == 404


def test_everything_that_belongs_to_one_learner_is_hidden_from_another(town: Town) -> None:
    college, employer = town.college_desk, town.employer_desk
    ana, noor = town.browser("wallet", "ana"), town.browser("wallet", "noor")
    page = accept(ana, college.offer(college.award("Triage")))
    offer = ana.get(college.offer(college.award("Forensics")).removeprefix("http://localhost:8002")).location
    request = ana.get(employer.ask().removeprefix("http://localhost:8002")).location
    ana.post(ana.get(employer.ask().removeprefix("http://localhost:8002")).location, data={"answer": "no"})
    share = re.search(r'id="share-([^"]+)"', ana.get("/history").get_data(as_text=True))
    assert share is not None
    values = {
        "/cards/<identifier>": held(town.wallet)[0].id,
        "/results/<ticket>": page.request.path.rsplit("/", 1)[1],
        "/offers/<ticket>": offer.rsplit("/", 1)[1],
        "/requests/<ticket>": request.rsplit("/", 1)[1],
        "/history/<identifier>": share[1],
    }
    walked = 0
    for rule in town.wallet.url_map.iter_rules():
        for start, value in values.items():
            if rule.rule.startswith(start):
                path = value.join((rule.rule.partition("<")[0], rule.rule.partition(">")[2]))
                for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
                    answer = noor.open(path, method=method, data={"answer": "yes", "credential": "0"})
                    assert answer.status_code == 404, f"{method} {path} answered {answer.status_code}"
                    walked += 1
    assert walked == 13
    assert "No cards yet" in words(noor.get("/"))
    assert len(held(town.wallet, "ana")) == 1
    assert employer.received_cards == []


def test_markup_and_scripts_in_a_card_stay_text(town: Town) -> None:
    college, ana = town.college_desk, town.browser("wallet", "ana")
    script = "<script>alert(1)</script><img src=x onerror=alert(2)>"
    award = college.award(script)
    achievement = college.awards[award]["credentialSubject"]["achievement"]
    achievement["description"] = achievement["criteria"]["narrative"] = script
    achievement["alignment"][0] |= {
        "targetName": script,
        "targetUrl": "javascript:alert(3)",
        "targetFramework": script,
    }
    college.awards[award]["evidence"][0] |= {"name": script, "narrative": script}
    page = accept(ana, college.offer(award))
    [card] = held(town.wallet)
    pages = [page, ana.get("/"), ana.get(f"/cards/{card.id}"), ana.get(f"/cards/{card.id}/deletion")]
    link = town.employer_desk.ask(purpose=script)
    pages.append(ana.get(link.removeprefix("http://localhost:8002"), follow_redirects=True))
    for answer in pages:
        text = answer.get_data(as_text=True)
        assert answer.status_code == 200
        assert "&lt;script&gt;" in text
        assert "<script>alert" not in text and "<img src=x" not in text and 'href="javascript:' not in text


def test_every_value_of_a_card_is_in_its_lines() -> None:
    badge = a_badge()
    parts = every_line(badge)
    lines = [line.value for part in parts for line in part.lines]
    assert lines == [shown(value) for value in leaves(badge)]
    assert [part.path for part in parts][:2] == ["", "Issuer"]


def test_a_card_without_end_is_listed_up_to_a_thousand_values() -> None:
    parts = every_line({"tag": ["x"] * 1500})
    assert sum(len(part.lines) for part in parts) == 1001
    assert parts[-1].lines[0].value == "500, all in the exact text below"


def leaves(value: object) -> Iterator[object]:
    """Walk the values that have no parts."""
    if isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from leaves(one)
    else:
        yield value


def shown(value: object) -> str:
    """Write a value as the page does."""
    return {True: "Yes", False: "No"}[value] if isinstance(value, bool) else str(value)


def test_a_sheet_survives_any_form_of_its_members() -> None:
    odd: list[object] = [
        None,
        [],
        {},
        "",
        "x",
        3,
        True,
        [{}],
        [[1]],
        {"id": ["x"]},
        [{"id": {}, "targetUrl": []}],
    ]
    names = ("name", "issuer", "evidence", "awardedDate", "validFrom", "credentialSubject")
    inside = ("achievement", "identifier", "result", "id")
    deep = ("name", "alignment", "resultDescription", "criteria", "achievementType", "humanCode")
    for value in odd:
        for name in names:
            describe({name: value})
        for name in inside:
            describe({"credentialSubject": {name: value}})
        for name in deep:
            result = [{"resultDescription": value, "achievedLevel": value, "alignment": value}]
            describe({"credentialSubject": {"achievement": {name: value}, "result": result}})
