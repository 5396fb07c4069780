"""Awards: the list, and one award with its offer, its facts and its withdrawal."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from jinja2_fragments.flask import render_block
from wtforms import TextAreaField
from wtforms.validators import DataRequired, Length

from exchange.oid4vci import issuer
from institution.achievements import achievement
from institution.awarding import LONGEST_REASON, award_with, find_awards, revoke, unsigned_credential
from institution.desk import desk, issuer_of
from institution.offering import awards_in, renew, standing
from institution.pages.offer_sheet import sheet_of
from institution.pages.roles import AWARDING
from institution.records import Award
from institution.results import dots, in_words
from webapp.clock import now
from webapp.sign_in import current_person, signed_in
from webapp.site import current_site, database

PAGE = "institution/award.html"
MOST_SHOWN = 200

blueprint = Blueprint("awards", __name__)


class RevocationForm(FlaskForm):  # type: ignore[misc]
    """Why an award is withdrawn."""

    reason = TextAreaField(
        "Reason",
        filters=[lambda text: (text or "").strip()],
        validators=[
            DataRequired("Say why, in a sentence. Only people here see it."),
            Length(max=LONGEST_REASON, message=f"Use at most {LONGEST_REASON} characters."),
        ],
    )


@blueprint.get("/awards")
@signed_in(*AWARDING)
def index() -> ResponseReturnValue:
    """List the awards, or those in which the words occur."""
    words = request.args.get("q", "").strip()[:200]
    found = find_awards(database(), words, most=MOST_SHOWN + 1)
    issuing, at = desk(current_site()), now()
    rows = [(made, badge, standing(issuing, made, now=at)) for made, badge in found[:MOST_SHOWN]]
    more = len(found) > MOST_SHOWN
    return render_template("institution/awards.html", rows=rows, words=words, more=more)


@blueprint.get("/awards/<identifier>")
@signed_in(*AWARDING)
def show(identifier: str) -> ResponseReturnValue:
    """Show an award."""
    return render_template(PAGE, **_values(award_with(database(), identifier)))


@blueprint.get("/awards/<identifier>/standing")
@signed_in(*AWARDING)
def look(identifier: str) -> ResponseReturnValue:
    """Show how an award stands when that is not what the asking page has seen; else say nothing."""
    values = _values(award_with(database(), identifier))
    if values["sheet"].seen == request.args.get("seen"):
        return "", 204
    return str(render_block(PAGE, "standing", **values))


@blueprint.post("/awards/<identifier>/offer")
@signed_in(*AWARDING)
def offer(identifier: str) -> ResponseReturnValue:
    """Make a new offer for an award whose offer ended."""
    made = award_with(database(), identifier)
    renew(desk(current_site()), [made], with_code=bool(request.form.get("with_code")), now=now())
    flash("There is a new offer. The old link no longer works.")
    return redirect(url_for("awards.show", identifier=made.id), code=303)


@blueprint.post("/awards/<identifier>/revocation")
@signed_in(*AWARDING)
def withdraw(identifier: str) -> ResponseReturnValue:
    """Withdraw an award for good."""
    made, form = award_with(database(), identifier), RevocationForm()
    if made.revoked_at is None and not form.validate():
        return render_template(PAGE, **_values(made, form)), 422
    at = now()
    revoke(database(), made, by=current_person().name, reason=form.reason.data or "", now=at)
    if made.offer is not None and not shared(made.offer):
        issuer.withdraw_offer(desk(current_site()), made.offer, now=at)
    flash(f"The award to {made.recipient_name} is withdrawn. Every check from now on says so.")
    return redirect(url_for("awards.show", identifier=made.id), code=303)


def _values(made: Award, form: RevocationForm | None = None) -> dict[str, Any]:
    badge = achievement(database(), made.achievement)
    results = in_words(badge.body, made.results)
    site = current_site()
    issuing = issuer_of(site)
    says = unsigned_credential(issuing, badge, made, holder=made.holder) if made.holder else None
    return {
        "award": made,
        "achievement": badge,
        "results": results,
        "dots": dots(results),
        "sheet": sheet_of([made]),
        "says": says,
        "status_url": issuing.status_url(made.status_list),
        "form": form or RevocationForm(formdata=None),
        "shared": made.offer is not None and shared(made.offer),
    }


def shared(key: str) -> bool:
    """Tell whether an offer holds more than one badge."""
    return len(awards_in(database(), key)) > 1
