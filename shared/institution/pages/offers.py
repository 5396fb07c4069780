"""Offers: one panel for an offer of several badges, and taking an offer back."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from jinja2_fragments.flask import render_block

from institution.achievements import achievement
from institution.desk import desk
from institution.offering import awards_in, renew, take_back
from institution.pages.offer_sheet import sheet_of
from institution.pages.roles import AWARDING
from webapp.clock import now
from webapp.sign_in import signed_in
from webapp.site import current_site, database

PAGE = "institution/offer.html"

blueprint = Blueprint("offers", __name__)


@blueprint.get("/offers/<key>")
@signed_in(*AWARDING)
def show(key: str) -> ResponseReturnValue:
    """Show an offer."""
    return render_template(PAGE, **_values(key))


@blueprint.get("/offers/<key>/standing")
@signed_in(*AWARDING)
def look(key: str) -> ResponseReturnValue:
    """Show how an offer stands when that is not what the asking page has seen; else say nothing."""
    values = _values(key)
    if values["sheet"].seen == request.args.get("seen"):
        return "", 204
    return str(render_block(PAGE, "standing", **values))


@blueprint.post("/offers/<key>/withdrawal")
@signed_in(*AWARDING)
def withdraw(key: str) -> ResponseReturnValue:
    """Take an offer back before it is used."""
    awards = awards_in(database(), key)
    take_back(desk(current_site()), key, now=now())
    flash("The offer is taken back. Its link no longer works.")
    if len(awards) == 1:
        return redirect(url_for("awards.show", identifier=awards[0].id), code=303)
    return redirect(url_for("offers.show", key=key), code=303)


@blueprint.post("/offers/<key>/renewal")
@signed_in(*AWARDING)
def offer_again(key: str) -> ResponseReturnValue:
    """Offer again what did not reach the wallet."""
    awards = awards_in(database(), key)
    with_code = bool(request.form.get("with_code"))
    made = renew(desk(current_site()), awards, with_code=with_code, now=now())
    flash("There is a new offer. The old link no longer works.")
    return redirect(url_for("offers.show", key=made.key), code=303)


def _values(key: str) -> dict[str, Any]:
    awards = awards_in(database(), key)
    sheet = sheet_of(awards)
    badges = [achievement(database(), award.achievement) for award in awards]
    return {"sheet": sheet, "rows": list(zip(awards, badges, sheet.standings, strict=True))}
