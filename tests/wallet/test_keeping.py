"""Keeping: six checks before anything is kept; what fails is refused, what is open is asked."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.making import a_holder
from tests.wallet.conftest import Town
from tests.wallet.strangers import Stranger, days_from_now, present
from tests.wallet.visiting import accept, did_of, held, words

JSON = dict[str, Any]


def test_a_known_site_that_hands_over_a_strangers_badge_does_not_vouch_for_it(town: Town) -> None:
    college, copycat, ana = town.college_desk, town.copycat, town.browser("wallet", "ana")
    copycat.award("Triage")
    college.award("Triage")
    college.spoil = lambda _: copycat.issue("award-0", holder=did_of(town.wallet, "ana"), now=present())
    page = accept(ana, college.offer("award-0"))
    assert "1 card waits for you" in words(page)
    assert "We know the key, not who stands behind it." in words(page)
    assert held(town.wallet) == []
    address = page.request.path
    kept = ana.post(address, data={"credential": "0", "answer": "keep"}, follow_redirects=True)
    assert "1 card is in your wallet" in words(kept)
    assert [one.issuer for one in held(town.wallet)] == [copycat.did]


Spoil = Callable[[JSON], JSON]

REFUSED: dict[str, tuple[Spoil | None, JSON, str]] = {
    "its name was changed after it was signed": (
        lambda secured: {**secured, "name": "A better name"},
        {},
        "No. It was changed after it was signed.",
    ),
    "its proof was taken off": (
        lambda secured: {name: value for name, value in secured.items() if name != "proof"},
        {},
        "No. It is not signed.",
    ),
    "it says something that is not signed": (
        lambda secured: {**secured, "honours": "summa cum laude"},
        {},
        "No. It says something that its signature does not cover.",
    ),
    "it has ended": (None, {"validUntil": days_from_now(-1)}, "No. It ended on"),
    "it is not valid yet": (None, {"validFrom": days_from_now(2)}, "No. It is not valid before"),
    "one of its dates is no date": (
        None,
        {"awardedDate": "lately"},
        "No. It is not a complete Open Badges 3.0 credential.",
    ),
    "it names another issuer than its signer": (
        None,
        {"issuer": {"id": "did:web:localhost%3A8005", "type": ["Profile"], "name": "Somebody"}},
        "No. It was signed with a key that does not belong to the issuer it names.",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_card_is_refused_and_the_learner_told_why_when(town: Town, case: str) -> None:
    spoil, changes, verdict = REFUSED[case]
    college, ana = town.college_desk, town.browser("wallet", "ana")
    college.spoil = spoil or college.spoil
    page = accept(ana, college.offer(college.award("Triage", **changes)))
    assert page.status_code == 200
    assert "Nothing was added" in words(page)
    assert verdict in words(page)
    assert all(
        check in words(page) for check in ("Proof", "Structure", "Issuer", "Validity", "Status", "Holder")
    )
    assert held(town.wallet) == []


def test_a_withdrawn_card_is_refused(town: Town) -> None:
    college, ana = town.college_desk, town.browser("wallet", "ana")
    link = college.offer(college.award("Triage"))
    college.withdrawn.add(0)
    assert "No. The issuer withdrew it." in words(accept(ana, link))
    assert held(town.wallet) == []


def test_a_card_made_out_to_somebody_else_is_never_kept(town: Town) -> None:
    college, ana = town.college_desk, town.browser("wallet", "ana")
    award = college.award("Triage")
    college.awards[award]["credentialSubject"]["id"] = a_holder("mallory").controller
    page = accept(ana, college.offer(award))
    assert "Nothing was added" in words(page)
    assert "answer broke off" in words(page)
    assert "is about did:key:" in words(page)
    assert held(town.wallet) == []


def test_one_bad_card_of_two_does_not_cost_the_good_one(town: Town) -> None:
    college, ana = town.college_desk, town.browser("wallet", "ana")
    link = college.offer(college.award("Triage"), college.award("Old", validUntil=days_from_now(-1)))
    page = words(accept(ana, link))
    assert "1 card is in your wallet" in page
    assert "Not added: Old" in page
    assert [one.name for one in held(town.wallet)] == ["Triage"]


def test_a_card_whose_status_cannot_be_asked_waits_for_the_learner(town: Town) -> None:
    college, ana = town.college_desk, town.browser("wallet", "ana")
    college.status_is_down = True
    page = accept(ana, college.offer(college.award("Triage")))
    assert "Not sure yet. The status list did not answer." in words(page)
    assert held(town.wallet) == []
    assert "Decide what to do" in words(ana.get("/"))
    address = page.request.path
    again = ana.post(address, data={"credential": "0", "answer": "check"}, follow_redirects=True)
    assert "1 card waits for you" in words(again)
    college.status_is_down = False
    ana.post(address, data={"credential": "0", "answer": "check"})
    assert [one.name for one in held(town.wallet)] == ["Triage"]


def test_a_card_whose_proof_cannot_be_checked_is_not_the_learners_to_keep(town: Town) -> None:
    college, ana = town.college_desk, town.browser("wallet", "ana")
    text = college.signed(_made_out(college, did_of(town.wallet, "ana")))
    town.network.down.add(college.origin)
    page = ana.post("/claim", data={"text": text}, follow_redirects=True)
    assert "Nothing is known about it until its signature can be checked." in words(page)
    assert "Keep it" not in words(page)
    ana.post(page.request.path, data={"credential": "0", "answer": "keep"})
    assert held(town.wallet) == []
    dropped = ana.post(page.request.path, data={"credential": "0", "answer": "drop"}, follow_redirects=True)
    assert "Nothing was added" in words(dropped)
    town.network.down.clear()
    ana.post(page.request.path, data={"credential": "0", "answer": "keep"})
    assert held(town.wallet) == []


def test_the_same_card_twice_stays_once_and_a_newer_one_replaces_it(town: Town) -> None:
    college, ana = town.college_desk, town.browser("wallet", "ana")
    award = college.award("Triage")
    accept(ana, college.offer(award))
    [first] = held(town.wallet)
    assert "Already in your wallet" in words(accept(ana, college.offer(award)))
    college.awards[award] = {
        **college.awards[award],
        "name": "Triage, corrected",
        "validFrom": days_from_now(-1),
    }
    assert "Replaces the older one" in words(accept(ana, college.offer(award)))
    [newer] = held(town.wallet)
    assert (newer.id, newer.name) == (first.id, "Triage, corrected")
    college.awards[award] |= {"name": "Triage, old", "validFrom": days_from_now(-3)}
    assert "Already in your wallet" in words(accept(ana, college.offer(award)))
    assert [one.name for one in held(town.wallet)] == ["Triage, corrected"]


def test_two_learners_may_hold_cards_with_the_same_id(town: Town) -> None:
    college = town.college_desk
    award = college.award("Triage")
    for learner in ("ana", "noor"):
        accept(town.browser("wallet", learner), college.offer(award))
    assert [one.learner for one in held(town.wallet)] == ["ana", "noor"]


def _made_out(stranger: Stranger, holder: str) -> JSON:
    badge = stranger.awards[stranger.award("Triage")]
    return {**badge, "credentialSubject": {**badge["credentialSubject"], "id": holder}}
