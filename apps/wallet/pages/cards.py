"""The learner's cards: all of them, one of them, checking again, the exact text, deleting."""

import json
import re
from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template
from flask.typing import ResponseReturnValue
from htmx_flask import request as htmx_request
from jinja2_fragments.flask import render_block

from exchange.oid4vci.holder import SeenOffer
from exchange.oid4vp.holder import SeenRequest
from wallet.cards import card_of, cards_of, check_again, delete
from wallet.claiming import offerer_of
from wallet.consenting import asker_of
from wallet.listing import every_line
from wallet.pages.learner import key, learner, tray
from wallet.pages.showing import shown_card
from wallet.sharing import shares_of
from webapp.clock import now
from webapp.sign_in import current_person_or_none, open_to_all, signed_in
from webapp.site import current_site, database

blueprint = Blueprint("cards", __name__)

LAST_SHARES = 3


@blueprint.get("/")
@open_to_all
def index() -> ResponseReturnValue:
    """Show the learner's cards; visitors learn what the wallet is."""
    person = current_person_or_none()
    if person is None or person.role != "learner":
        return render_template("wallet/front.html")
    cards = [shown_card(card) for card in cards_of(database(), learner())]
    shares = shares_of(database(), learner(), most=LAST_SHARES)
    return render_template("wallet/cards.html", cards=cards, shares=shares, waiting=_waiting())


@blueprint.get("/cards/<identifier>")
@signed_in("learner")
def show(identifier: str) -> ResponseReturnValue:
    """Show what one card says and how it stands."""
    card = card_of(database(), learner(), identifier)
    exact = json.dumps(card.credential, indent=2, ensure_ascii=False)
    return render_template(
        "wallet/card.html", card=shown_card(card), parts_of_card=every_line(card.credential), exact=exact
    )


@blueprint.post("/cards/<identifier>/check")
@signed_in("learner")
def check(identifier: str) -> ResponseReturnValue:
    """Check one card again."""
    card = card_of(database(), learner(), identifier)
    if card.is_stale(now()) or not htmx_request.htmx:
        [card] = check_again(database(), [card], site=current_site(), holder=key().controller, now=now())
    if htmx_request.htmx:
        return render_block("wallet/cards.html", "foot", card=shown_card(card), fresh=True)
    flash("Checked again.")
    return redirect(f"/cards/{card.id}", code=303)


@blueprint.post("/cards/check")
@signed_in("learner")
def check_all() -> ResponseReturnValue:
    """Check every card again, for browsers without scripts."""
    cards = cards_of(database(), learner())
    check_again(database(), cards, site=current_site(), holder=key().controller, now=now())
    flash("All cards were checked again.")
    return redirect("/", code=303)


@blueprint.get("/cards/<identifier>.json")
@signed_in("learner")
def text(identifier: str) -> ResponseReturnValue:
    """Give the exact text of a card as a file."""
    card = card_of(database(), learner(), identifier)
    name = re.sub(r"[^a-z0-9]+", "-", card.sheet.name.lower()).strip("-")[:60] or "card"
    answer = Response(card.held.text.encode(), mimetype="application/json")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.json"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


@blueprint.get("/cards/<identifier>/deletion")
@signed_in("learner")
def ask_to_delete(identifier: str) -> ResponseReturnValue:
    """Ask before a card is deleted."""
    card = card_of(database(), learner(), identifier)
    return render_template("wallet/deletion.html", card=shown_card(card))


@blueprint.post("/cards/<identifier>/deletion")
@signed_in("learner")
def remove(identifier: str) -> ResponseReturnValue:
    """Delete a card."""
    card = card_of(database(), learner(), identifier)
    delete(database(), card)
    flash(f"“{card.sheet.name}” is deleted.")
    return redirect("/", code=303)


def _waiting() -> list[dict[str, Any]]:
    """List what waits for the learner's answer."""
    site, mine, at = current_site(), tray(), now()
    offers = [
        {"kind": "offer", "address": f"/offers/{ticket}", "who": offerer_of(offer, site=site), "offer": offer}
        for ticket, offer in (
            (ticket, SeenOffer.from_json(value["offer"])) for ticket, value in mine.waiting("offer", now=at)
        )
    ]
    asked = [
        {"kind": "request", "address": f"/requests/{ticket}", "who": asker_of(one, site=site)}
        for ticket, one in (
            (ticket, SeenRequest.from_json(value["request"]))
            for ticket, value in mine.waiting("request", now=at)
        )
    ]
    undecided = [
        {"kind": "result", "address": f"/results/{ticket}"}
        for ticket, value in mine.waiting("result", now=at)
        if any(finding["fate"] == "undecided" for finding in value["findings"])
    ]
    return [*offers, *asked, *undecided]
