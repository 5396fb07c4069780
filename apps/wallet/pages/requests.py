"""Requests: who asks, what would be sent, and one answer. Nothing leaves before it."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from htmx_flask import request as htmx_request
from jinja2_fragments.flask import render_block

from exchange.oid4vp.holder import Answer, SeenRequest
from wallet.cards import Card, cards_of
from wallet.consenting import (
    Group,
    asked_for,
    asker_of,
    choose,
    groups_of,
    problem_of,
    suggested,
)
from wallet.consenting import open_request as read_request
from wallet.listing import every_line
from wallet.pages.learner import answering, key, learner, tray
from wallet.pages.showing import shown_card
from webapp.clock import now
from webapp.sign_in import signed_in
from webapp.site import current_site, database

blueprint = Blueprint("requests", __name__)

CHANGED = "You changed your choice. Look again at what they will see, then send it."


@blueprint.get("/openid4vp")
@signed_in("learner")
def arrive() -> ResponseReturnValue:
    """Open a request from a link."""
    return redirect(open_link(request.url), code=303)


@blueprint.get("/requests/<ticket>")
@signed_in("learner")
def show(ticket: str) -> ResponseReturnValue:
    """Show who asks, and what would be sent."""
    asked = _asked(ticket)
    groups = _groups(asked)
    return _page(ticket, asked, groups, suggested(groups))


@blueprint.post("/requests/<ticket>/preview")
@signed_in("learner")
def preview(ticket: str) -> ResponseReturnValue:
    """Show what they would see with this choice; nothing is sent."""
    asked = _asked(ticket)
    groups, ticks = _groups(asked), _ticks()
    if not htmx_request.htmx:
        return _page(ticket, asked, groups, ticks)
    values = _values(ticket, asked, groups, ticks)
    blocks = ("preview", "words")
    return "".join(render_block("wallet/request.html", name, **values, oob=True) for name in blocks)


@blueprint.post("/requests/<ticket>")
@signed_in("learner")
def answer(ticket: str) -> ResponseReturnValue:
    """Send what was chosen and previewed, or decline."""
    asked = _asked(ticket)
    called = asker_of(asked, site=current_site()).called
    if request.form.get("answer") == "no":
        declined = answering().decline(ticket, asked, now=now())
        return _onward(declined, f"You shared nothing with {called}.")
    groups, ticks = _groups(asked), _ticks()
    chosen = choose(asked, groups, ticks)
    problem = problem_of(asked, groups, chosen)
    if not problem and request.form.get("previewed", "") != _fingerprint(chosen):
        problem = CHANGED
    if problem:
        return _page(ticket, asked, groups, ticks, problem=problem), 422
    sent = answering().send(ticket, asked, chosen, now=now())
    return _onward(sent, f"Sent to {called}.")


def open_link(link: str) -> str:
    """Read a request into the learner's tray, and give the address of its page."""
    asked = read_request(link, site=current_site(), now=now())
    ticket = tray().lay(
        "request",
        {"request": asked.to_json()},
        same=f"{asked.response_uri} {asked.nonce}",
        expires=asked.expires,
        now=now(),
    )
    return f"/requests/{ticket}"


def _asked(ticket: str) -> SeenRequest:
    return SeenRequest.from_json(tray().read("request", ticket, now=now())["request"])


def _groups(asked: SeenRequest) -> Sequence[Group]:
    return groups_of(asked, cards_of(database(), learner()), holder_did=key().controller)


def _ticks() -> list[str]:
    """Read the ticked boxes; a choice of one leaves an empty text where none is wanted."""
    return [tick for name in request.form for tick in request.form.getlist(name) if _is_tick(name, tick)]


def _is_tick(name: str, tick: str) -> bool:
    return (name == "share" or name.startswith("share-")) and bool(tick)


def _onward(answered: Answer, words: str) -> ResponseReturnValue:
    """Lead the browser to where the asker wants it, or else to the history."""
    if answered.redirect_uri is not None:
        return redirect(answered.redirect_uri, code=303)
    flash(words)
    return redirect("/history", code=303)


def _page(
    ticket: str, asked: SeenRequest, groups: Sequence[Group], ticks: Sequence[str], *, problem: str = ""
) -> str:
    values = _values(ticket, asked, groups, ticks)
    return render_template("wallet/request.html", **values, problem=problem, oob=False)


def _values(
    ticket: str, asked: SeenRequest, groups: Sequence[Group], ticks: Sequence[str]
) -> Mapping[str, Any]:
    chosen = choose(asked, groups, ticks)
    cards = {card.id: card for found in chosen.values() for card in found}
    offered = {card.id: card for group in groups for card in group.cards}
    keep = asked.retention_days
    return {
        "ticket": ticket,
        "asked": asked,
        "keep_until": None if keep is None else now() + timedelta(days=keep),
        "asker": asker_of(asked, site=current_site()),
        "wanted": asked_for(asked),
        "groups": [(group, [shown_card(card) for card in group.cards]) for group in groups],
        "ticks": set(ticks),
        "previewed": _fingerprint(chosen),
        "chosen": [_previewed(card) for card in cards.values()],
        "identities": dict.fromkeys(line for card in cards.values() for line in card.sheet.identities),
        "offered": len(offered),
        "others": len(cards_of(database(), learner())) - len(cards),
    }


def _previewed(card: Card) -> Mapping[str, Any]:
    exact = json.dumps(card.credential, indent=2, ensure_ascii=False)
    return {"card": shown_card(card), "parts": every_line(card.credential), "exact": exact}


def _fingerprint(chosen: Mapping[str, Sequence[Card]]) -> str:
    """Name a choice and the exact texts in it, so that what leaves is what was shown."""
    named = [
        f"{query} {card.id} {hashlib.sha256(card.held.text.encode()).hexdigest()}"
        for query, cards in chosen.items()
        for card in cards
    ]
    return hashlib.sha256("\n".join(sorted(named)).encode()).hexdigest()
