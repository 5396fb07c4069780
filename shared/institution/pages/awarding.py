"""Make an award: choose who and what, state the results, look at it as the learner will, sign."""

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from jinja2_fragments.flask import render_block

from institution.achievements import achievement, all_achievements
from institution.awarding import award, awards_of
from institution.desk import desk
from institution.offering import offer_awards
from institution.pages.award_form import AwardForm, award_form
from institution.pages.people import recipient_with, roster
from institution.pages.roles import AWARDING
from institution.records import Achievement
from institution.results import dots, in_words
from institution.roster import Earned, Recipient
from webapp.clock import now
from webapp.errors import Refusal
from webapp.sign_in import current_person, signed_in
from webapp.site import current_site, database

PAGE = "institution/award_new.html"

blueprint = Blueprint("awarding", __name__)


@blueprint.get("/awards/new")
@signed_in(*AWARDING)
def new() -> ResponseReturnValue:
    """Ask for who and what; once both are known, for the results."""
    person, badge = request.args.get("person", ""), request.args.get("achievement", "")
    recipient = recipient_with(person) if person else None
    chosen = achievement(database(), badge) if badge else None
    form = None
    if recipient and chosen:
        earned = _earned(recipient, chosen)
        form = award_form(chosen, today=now().date(), earned=earned, filled=None)
    return render_template(PAGE, **_values(recipient, chosen, form))


@blueprint.post("/awards/preview")
@signed_in(*AWARDING)
def preview() -> ResponseReturnValue:
    """Show the award as the learner will see it; nothing is written."""
    recipient, chosen, form = _posted()
    form.validate()
    values = _values(recipient, chosen, form)
    if request.htmx:  # type: ignore[attr-defined]
        return str(render_block(PAGE, "preview", **values))
    return render_template(PAGE, **values), 422 if form.errors else 200


@blueprint.post("/awards")
@signed_in(*AWARDING)
def create() -> ResponseReturnValue:
    """Award, make the offer, and show it."""
    recipient, chosen, form = _posted()
    if not form.validate():
        return render_template(PAGE, **_values(recipient, chosen, form)), 422
    at = now()
    try:
        made = award(
            database(),
            chosen,
            recipient,
            results=form.results(),
            evidence=form.evidence.data or "",
            by=current_person().name,
            awarded_at=form.moment(at),
            now=at,
        )
    except Refusal as refusal:
        database().rollback()
        form.evidence.errors = [f"{refusal.title}. {refusal.meaning}".strip()]
        return render_template(PAGE, **_values(recipient, chosen, form)), 422
    offer_awards(desk(current_site()), [made], with_code=form.with_code.data, now=at)
    return redirect(url_for("awards.show", identifier=made.id), code=303)


def _posted() -> tuple[Recipient, Achievement, AwardForm]:
    recipient = recipient_with(request.form.get("person", ""))
    chosen = achievement(database(), request.form.get("achievement", ""))
    earned = _earned(recipient, chosen)
    return recipient, chosen, award_form(chosen, today=now().date(), earned=earned, filled=request.form)


def _earned(recipient: Recipient, chosen: Achievement) -> Earned | None:
    found = [
        earned
        for earned in roster().earned(recipient.id)
        if earned.achievement == chosen.id and earned.at <= now()
    ]
    return found[-1] if found else None


def _values(
    recipient: Recipient | None, chosen: Achievement | None, form: AwardForm | None
) -> dict[str, Any]:
    results = in_words(chosen.body, form.results()) if chosen and form else []
    awarded = awards_of(database(), recipient.id) if recipient and chosen else []
    return {
        "roster": roster(),
        "people": roster().search(),
        "achievements": all_achievements(database()),
        "recipient": recipient,
        "achievement": chosen,
        "form": form,
        "results": results,
        "dots": dots(results),
        "before": [made for made in awarded if chosen and made.achievement == chosen.id],
        "earned": _earned(recipient, chosen) if recipient and chosen else None,
        "today": now().date(),
    }
