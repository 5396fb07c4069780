"""Offers: look at one, accept it with its code if it has one, or leave it."""

from datetime import timedelta

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from wtforms import StringField

from exchange.oid4vci.holder import SeenOffer
from wallet.claiming import ENDED, WrongCodeError, accept, offerer_of
from wallet.claiming import open_offer as read_offer
from wallet.pages.learner import keeper, key, tray
from wallet.pages.results import show_findings
from webapp.clock import now
from webapp.errors import Refusal
from webapp.sign_in import signed_in
from webapp.site import current_site, database

blueprint = Blueprint("offers", __name__)

LIES_FOR = timedelta(days=1)


class CodeForm(FlaskForm):  # type: ignore[misc]
    """The code that the issuer sent on another way."""

    code = StringField("Code")


@blueprint.get("/credential_offer")
@signed_in("learner")
def arrive() -> ResponseReturnValue:
    """Open an offer from a link; the page that follows has no secret in its address."""
    if not {"credential_offer", "credential_offer_uri"} & set(request.args):
        raise Refusal(
            "This link holds no offer", "It may have been cut off. Copy the whole link.", status=400
        )
    return redirect(open_link(request.url), code=303)


@blueprint.get("/offers/<ticket>")
@signed_in("learner")
def show(ticket: str) -> ResponseReturnValue:
    """Show who offers what."""
    return _page(ticket, _offer(ticket), CodeForm(formdata=None))


@blueprint.post("/offers/<ticket>")
@signed_in("learner")
def answer(ticket: str) -> ResponseReturnValue:
    """Accept an offer, or leave it."""
    offer, form = _offer(ticket), CodeForm()
    if request.form.get("answer") == "no":
        tray().drop("offer", ticket, now=now())
        flash("Nothing was added.")
        return redirect("/", code=303)
    code = (form.code.data or "").strip() if offer.tx_code is not None else None
    if code == "" or (code is not None and len(code) > 100):
        form.code.errors = ["Enter the code that was sent to you."]
        return _page(ticket, offer, form), 422
    try:
        haul = accept(offer, keeper=keeper(), key=key(), tx_code=code, now=now())
    except WrongCodeError as error:
        form.code.errors = [str(error)]
        return _page(ticket, offer, form), 422
    except Refusal as refusal:
        if refusal.code in ENDED:
            tray().drop("offer", ticket, now=now())
            database().commit()
        raise
    tray().drop("offer", ticket, now=now())
    came_from = offerer_of(offer, site=current_site()).host
    return redirect(show_findings(haul.findings, came_from=came_from, broke_off=haul.broke_off), code=303)


def open_link(link: str) -> str:
    """Read an offer into the learner's tray, and give the address of its page."""
    offer = read_offer(link, site=current_site())
    at = now()
    ticket = tray().lay(
        "offer",
        {"offer": offer.to_json()},
        same=f"{offer.issuer} {offer.pre_authorized_code}",
        expires=at + LIES_FOR,
        now=at,
    )
    return f"/offers/{ticket}"


def _offer(ticket: str) -> SeenOffer:
    return SeenOffer.from_json(tray().read("offer", ticket, now=now())["offer"])


def _page(ticket: str, offer: SeenOffer, form: CodeForm) -> str:
    offerer = offerer_of(offer, site=current_site())
    return render_template("wallet/offer.html", ticket=ticket, offer=offer, offerer=offerer, form=form)
