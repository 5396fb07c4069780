"""Offers: how an award stands, codes, new offers for old, and never two that work."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from sqlmodel import Session

from institution import offering
from institution.desk import IssuingDesk, desk
from institution.records import Award
from tests.institution.campus import Campus
from webapp.clock import now
from webapp.errors import NotFoundRefusal, Refusal
from webapp.site import current_site, database


@pytest.fixture
def award(campus: Campus) -> Iterator[Award]:
    """Award a badge with its offer, and stand at the desk."""
    made = campus.award()
    with campus.college.test_request_context():
        yield database().get_one(Award, made.id)


def at_the_desk() -> IssuingDesk:
    """Open the desk of the running request."""
    return desk(current_site())


def word(award: Award, **ahead: int) -> str:
    """Give the word for how an award stands, now or so much later."""
    return offering.standing(at_the_desk(), award, now=now() + timedelta(**ahead)).word


def test_an_award_stands_as_its_offer_does(award: Award) -> None:
    assert award.offer is not None
    assert word(award) == "waiting"
    assert word(award, days=7) == "ended"
    offering.take_back(at_the_desk(), award.offer, now=now())
    assert word(award) == "taken_back"
    award.offer = None
    assert word(award) == "not_offered"


def test_what_is_in_the_wallet_or_withdrawn_says_since_when(award: Award) -> None:
    award.issued_at = now()
    held = offering.standing(at_the_desk(), award, now=now())
    assert held.words.startswith("In the wallet since ")
    assert not held.open_for_offer
    award.revoked_at = now()
    assert offering.standing(at_the_desk(), award, now=now()).words.startswith("Withdrawn on ")


def test_a_new_offer_ends_the_old_one(campus: Campus) -> None:
    made = campus.award()
    marta = campus.browser("college", "marta")
    assert made.offer is not None
    marta.post(f"/offers/{made.offer}/withdrawal")
    assert marta.post(f"/awards/{made.id}/offer").status_code == 303
    [again] = campus.awards()
    assert again.offer is not None
    assert again.offer != made.offer
    assert campus.claim(again.offer).status_code == 200


def test_a_waiting_offer_is_not_made_anew(award: Award) -> None:
    with pytest.raises(Refusal) as refused:
        offering.renew(at_the_desk(), [award], with_code=False, now=now())
    assert refused.value.status == 409


def test_an_ended_offer_cannot_be_taken_back(award: Award) -> None:
    assert award.offer is not None
    offering.take_back(at_the_desk(), award.offer, now=now())
    with pytest.raises(Refusal) as refused:
        offering.take_back(at_the_desk(), award.offer, now=now())
    assert refused.value.status == 409


def test_what_is_held_is_not_offered(award: Award) -> None:
    award.issued_at = now()
    with pytest.raises(Refusal, match="nothing to offer"):
        offering.offer_awards(at_the_desk(), [award], with_code=False, now=now())


def test_one_offer_holds_a_badge_once(award: Award) -> None:
    twin = Award.model_validate({**award.model_dump(), "id": "twin", "status_index": 1, "offer": None})
    with pytest.raises(Refusal, match="each badge once"):
        offering.offer_awards(at_the_desk(), [award, twin], with_code=False, now=now())


def test_a_code_has_six_digits_even_when_they_begin_with_zeros(award: Award) -> None:
    award.offer = None
    made = offering.offer_awards(
        at_the_desk(), [award], with_code=True, now=now(), choose=lambda most: 42 if most == 10**6 else 0
    )
    assert offering.code_of(at_the_desk(), made.key, now=now()) == "000042"
    assert offering.code_of(at_the_desk(), made.key, now=made.expires) is None


def test_the_code_opens_the_offer_and_a_wrong_one_does_not(campus: Campus) -> None:
    made = campus.award(with_code="y")
    assert made.offer is not None
    shown = campus.browser("college", "marta").get(f"/awards/{made.id}").get_data(as_text=True)
    code = shown.split('id="offer-code">')[1][:6]
    wrong = f"{(int(code) + 1) % 10**6:06d}"
    assert campus.claim(made.offer, tx_code=wrong).json()["error"] == "invalid_grant"
    assert campus.claim(made.offer, tx_code=code).status_code == 200
    after = campus.browser("college", "marta").get(f"/awards/{made.id}").get_data(as_text=True)
    assert code not in after
    assert "A wallet has opened the offer" in after


def test_an_unknown_offer_is_not_found(campus: Campus) -> None:
    app: Flask = campus.college
    with app.test_request_context():
        session: Session = database()
        with pytest.raises(NotFoundRefusal):
            offering.awards_in(session, "nothing")
