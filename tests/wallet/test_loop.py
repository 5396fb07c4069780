"""The three real sites: claim from the college, apply at the employer, follow it, see a withdrawal."""

import html
import json
import re

from flask.testing import FlaskClient

from tests.sites import Federation
from tests.wallet.visiting import accept, age, consent_form, held, shares, words

JUNIOR = "65681f8a-66ac-5102-b6f3-eb7ab0d53588"


def offered(marta: FlaskClient, learner: str) -> tuple[str, str | None]:
    """Award all that a student earned, and give the wallet's link and the code."""
    earned = marta.get(f"/people/{learner}").get_data(as_text=True)
    ticked = re.findall(r'name="achievement" value="([^"]+)"', earned)
    made = marta.post(f"/people/{learner}/awards", data={"achievement": ticked, "with_code": "y"})
    assert made.status_code == 303, words(made)
    page = html.unescape(marta.get(made.location).get_data(as_text=True))
    link = re.search(r'http://localhost:8002/credential_offer\?[^"\s<]+', page)
    code = re.search(r"\b\d{6}\b", re.sub(r"<[^>]*>", " ", page))
    assert link is not None
    return link[0], code[0] if code else None


def test_noor_claims_applies_is_invited_and_sees_a_withdrawal(
    federation: Federation,
) -> None:
    marta, noor = federation.browser("college", "marta"), federation.browser("wallet", "noor")
    link, code = offered(marta, "noor")
    assert "in your wallet" in words(accept(noor, link, code=code))
    assert all(card.report["issuerListedAs"] for card in held(federation.wallet, "noor"))

    visitor = federation.anonymous("employer")
    applied = visitor.post(
        f"/jobs/{JUNIOR}/apply", data={"name": "Noor Haddad", "email": "noor.haddad@mail.example"}
    )
    page = html.unescape(visitor.get(applied.location).get_data(as_text=True))
    asked = re.search(r"http://localhost:8002/openid4vp\?[^\"\s<]+", page)
    assert asked is not None
    arrived = noor.get(asked[0].removeprefix("http://localhost:8002"))
    consent = noor.get(arrived.location)
    assert "Address checked localhost:8003" in words(consent)
    form = consent_form(noor, arrived.location)
    form.pop("all")
    sent = noor.post(arrived.location, data=form | {"answer": "yes"})
    assert sent.location.startswith("http://localhost:8003/apply/done?response_code=")
    done = visitor.get(sent.location.removeprefix("http://localhost:8003"), follow_redirects=True)
    assert done.status_code == 200

    code = applied.location.rsplit("/", 1)[1]
    renee = federation.browser("employer", "renee")
    renee.get(f"/applications/{code}")
    decision = {"outcome": "invite", "reason": "The must-have is shown."}
    renee.post(f"/applications/{code}/decision", data=decision)
    [share] = shares(federation.wallet)
    noor.post(f"/history/{share.id}/notice")
    history = words(noor.get("/history"))
    assert "Invited to interview" in history and "Decided by Renee Fox on" in history
    assert "The must-have is shown." in history

    [card, *_] = held(federation.wallet, "noor")
    number = json.loads(card.text)["id"].removeprefix("urn:uuid:")
    withdrawn = marta.post(f"/awards/{number}/revocation", data={"reason": "Entered for the wrong student."})
    assert withdrawn.status_code == 303, words(withdrawn)
    age(federation.wallet, seconds=61)
    noor.post("/cards/check")
    assert words(noor.get("/")).count("Withdrawn by the issuer") == 1
