"""The people of the institution: what each earned by the records, and what was awarded."""

from collections.abc import Callable

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from wtforms import BooleanField, SelectMultipleField

from institution.awarding import wait_for_turn
from institution.desk import desk
from institution.earning import Line, award_earned, lines_of
from institution.offering import offer_awards
from institution.pages.roles import AWARDING
from institution.roster import Recipient, Roster
from webapp.clock import now
from webapp.errors import NotFoundRefusal, Refusal
from webapp.sign_in import current_person, signed_in
from webapp.site import current_site, database

MOST_SHOWN = 200

blueprint = Blueprint("people", __name__)


class EarnedForm(FlaskForm):  # type: ignore[misc]
    """Which of the earned achievements to award."""

    achievement = SelectMultipleField("Award", validate_choice=False)
    with_code = BooleanField("Ask for a code")


def roster() -> Roster:
    """Give the roster of the site."""
    make: Callable[[], Roster] = current_app.extensions["roster"]
    return make()


def recipient_with(identifier: str) -> Recipient:
    """Give one of the people; raises NotFoundRefusal."""
    found = roster().recipient(identifier)
    if found is None:
        raise NotFoundRefusal(roster().one)
    return found


@blueprint.get("/people")
@signed_in(*AWARDING)
def index() -> ResponseReturnValue:
    """List the people, or those whose name or number has the words."""
    words = request.args.get("q", "").strip()[:200]
    found = roster().search(words)
    values = {"people": found[:MOST_SHOWN], "more": len(found) > MOST_SHOWN, "words": words}
    return render_template("institution/people.html", roster=roster(), **values)


@blueprint.get("/people/<identifier>")
@signed_in(*AWARDING)
def show(identifier: str) -> ResponseReturnValue:
    """Show what a person earned and what was awarded."""
    return _page(recipient_with(identifier), EarnedForm(formdata=None))


@blueprint.post("/people/<identifier>/awards")
@signed_in(*AWARDING)
def award(identifier: str) -> ResponseReturnValue:
    """Award the ticked achievements and make one offer for all of them."""
    recipient, form, at = recipient_with(identifier), EarnedForm(), now()
    issuing = desk(current_site())
    wait_for_turn(database())
    try:
        made = award_earned(
            database(),
            recipient,
            _lines(recipient),
            form.achievement.data or [],
            by=current_person().name,
            now=at,
        )
        offer = offer_awards(issuing, made, with_code=form.with_code.data, now=at)
    except Refusal as refusal:
        database().rollback()
        form.achievement.errors = [f"{refusal.title}. {refusal.meaning}".strip()]
        return _page(recipient, form), 422
    if len(made) == 1:
        return redirect(url_for("awards.show", identifier=made[0].id), code=303)
    return redirect(url_for("offers.show", key=offer.key), code=303)


def _lines(recipient: Recipient) -> list[Line]:
    earned = roster().earned(recipient.id)
    return lines_of(database(), desk(current_site()), recipient, earned, now=now())


def _page(recipient: Recipient, form: EarnedForm) -> str:
    lines = _lines(recipient)
    return render_template(
        "institution/person.html",
        roster=roster(),
        recipient=recipient,
        form=form,
        chosen=frozenset(form.achievement.data or ()),
        lines=lines,
        may_award=any(line.may_be_awarded for line in lines),
    )
