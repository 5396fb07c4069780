"""Decide about an application, see the name behind it, and check its credentials again."""

from flask import Blueprint, current_app, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from sqlmodel import Session

from employer.hiring import OUTCOMES, decide, reveal
from employer.jobs import job_with
from employer.matching import appraise
from employer.pages.applications import READERS, graph, match_values, presented
from employer.pages.showing import ReasonForm
from employer.receipts import receipt
from employer.records import Application
from employer.screening import check, check_all, screened_with
from webapp.clock import now
from webapp.errors import NotFoundRefusal
from webapp.sign_in import current_person, signed_in
from webapp.site import current_site, database
from webapp.sitting import Sitting

blueprint = Blueprint("deciding", __name__)

SAID = {
    "invite": "You invited {code} to an interview.",
    "hold": "You put {code} on hold.",
    "decline": "You did not select {code}.",
    "hire": "You hired {code}.",
}


@blueprint.post("/applications/<code>/decision")
@signed_in("recruiter")
def decision(code: str) -> ResponseReturnValue:
    """Keep a decision with the name of the person and the reason."""
    application = presented(code)
    form = ReasonForm()
    outcome = request.form.get("outcome", "")
    if outcome not in OUTCOMES:
        raise NotFoundRefusal("decision")
    if not form.validate_on_submit():
        return render_template("employer/match.html", **{**match_values(application), "form": form}), 422
    decide(
        database(),
        application,
        outcome=outcome,
        reason=form.reason.data or "",
        receipt=_receipt(database(), application),
        by=current_person().name,
        now=now(),
    )
    flash(SAID[outcome].format(code=code))
    return redirect(f"/applications/{code}", code=303)


def _receipt(session: Session, application: Application) -> dict[str, object]:
    links = graph()
    appraisal = appraise(session, application, links)
    digests = current_app.extensions["graphs"].digests(session)
    return receipt(job_with(session, application.job), appraisal, links, digests=digests, now=now())


@blueprint.post("/applications/<code>/reveal")
@signed_in("recruiter")
def show_name(code: str) -> ResponseReturnValue:
    """Show the applicant's name to the person who gives a reason, and keep who asked and why."""
    application = presented(code)
    form = ReasonForm(prefix="reveal")
    if not form.validate_on_submit():
        values = {**match_values(application), "reveal_form": form}
        return render_template("employer/match.html", **values), 422
    reveal(database(), application, reason=form.reason.data or "", by=current_person(), now=now())
    return redirect(f"/applications/{code}#name", code=303)


@blueprint.post("/applications/<code>/checks")
@signed_in(*READERS)
def again(code: str) -> ResponseReturnValue:
    """Check every credential of an application again."""
    application = presented(code)
    check_all(
        database(),
        application,
        sitting=Sitting(current_site().peers),
        by=current_person().name,
        now=now(),
    )
    flash("Every credential was checked again.")
    return redirect(f"/applications/{code}", code=303)


@blueprint.post("/applications/<code>/credentials/<int:number>/checks")
@signed_in(*READERS)
def again_one(code: str, number: int) -> ResponseReturnValue:
    """Check one credential again."""
    application = presented(code)
    kept = screened_with(database(), code, number).record
    check(
        database(),
        application,
        kept,
        sitting=Sitting(current_site().peers),
        by=current_person().name,
        now=now(),
    )
    flash("Checked again just now.")
    return redirect(f"/applications/{code}/credentials/{number}", code=303)
