"""Applications as those see them who decide: by code, in bands, with every point explained."""

from flask import Blueprint, current_app, jsonify, render_template, request
from flask.typing import ResponseReturnValue
from htmx_flask import request as htmx_request
from jinja2_fragments.flask import render_block

from employer.applying import (
    RETENTION_DAYS,
    TO_DECIDE_ON,
    UNDECIDED,
    application_with,
    forget_old,
)
from employer.blinding import is_blind, screened_for
from employer.hiring import begin_review
from employer.jobs import all_jobs, count_applications, job_with
from employer.listing import BANDS, in_bands, list_applications
from employer.matching import SETTINGS, USUAL, appraise
from employer.pages.showing import appraisal_values, blank_reason_form
from employer.receipts import receipt, signed_receipt
from employer.records import Application
from institution.pages.behind import ask_partners
from institution.partners import remarks
from skills.graph import Graph
from webapp.clock import now
from webapp.errors import NotFoundRefusal, Refusal
from webapp.sign_in import current_person, signed_in
from webapp.site import current_site, database

blueprint = Blueprint("applications", __name__)

READERS = ("recruiter", "compliance")
CLOSED = "The receipt opens once you have asked for the name"
WHY_CLOSED = (
    "From a receipt anybody can compute the score again, so it prints the address of every statement and "
    "link, and these name the school. Ask for the name on the page of the application, with a reason. "
    "Every point is explained there already."
)


@blueprint.get("/applications")
@signed_in(*READERS)
def index() -> ResponseReturnValue:
    """List the jobs with how many applied and how many still wait for a decision."""
    session = database()
    forget_old(session, now())
    return render_template(
        "employer/applications.html",
        jobs=all_jobs(session),
        applied=count_applications(session, *TO_DECIDE_ON),
        undecided=count_applications(session, *UNDECIDED),
    )


@blueprint.get("/jobs/<job>/applications")
@signed_in(*READERS)
def of_job(job: str) -> ResponseReturnValue:
    """List the applications for a job in bands."""
    session = database()
    found = job_with(session, job)
    links = graph()
    bands = in_bands(found, list_applications(session, found, links))
    # Beside applications that are read blind no partner is named.
    said = remarks(session, named=current_person().role != "recruiter")
    return render_template(
        "employer/job_applications.html", job=found, bands=bands, band_words=BANDS, remarks=said
    )


@blueprint.get("/applications/<code>")
@signed_in(*READERS)
def show(code: str) -> ResponseReturnValue:
    """Show how an application matches its job, requirement by requirement, and let a person decide."""
    application = presented(code)
    values = match_values(application)
    # Last, because partners' copies are fetched in transactions of their own, which this one would block.
    if current_person().role == "recruiter":
        begin_review(database(), application, now=now())
    if htmx_request.htmx:
        return str(render_block("employer/match.html", "match", **values))
    return render_template("employer/match.html", **values)


@blueprint.get("/applications/<code>/receipt")
@signed_in(*READERS)
def show_receipt(code: str) -> ResponseReturnValue:
    """Give the score with all it rests on, signed, so that others can compute it again."""
    application = presented(code)
    session = database()
    if is_blind(session, application, current_person()):
        raise Refusal(CLOSED, WHY_CLOSED, status=403, code="blind")
    links = graph()
    appraisal = appraise(session, application, links, related=_related())
    digests = current_app.extensions["graphs"].digests(session)
    job = job_with(session, application.job)
    written = receipt(job, appraisal, links, digests=digests, now=now())
    site = current_site()
    answer = jsonify(signed_receipt(written, key=site.key, origin=site.origin, now=now()))
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["Content-Disposition"] = f'attachment; filename="{code}-receipt.json"'
    return answer


def presented(code: str) -> Application:
    """Give an application that came with credentials; raises NotFoundRefusal."""
    application = application_with(database(), code)
    if application.state not in TO_DECIDE_ON or application.forgotten_at is not None:
        raise NotFoundRefusal("application")
    return application


def match_values(application: Application) -> dict[str, object]:
    """Give what the match page shows."""
    session = database()
    links = graph()
    seen = screened_for(session, application, current_person())
    appraisal = appraise(session, application, links, related=_related(), presented=seen)
    return {
        **appraisal_values(session, appraisal, now()),
        "form": blank_reason_form(),
        "reveal_form": blank_reason_form("reveal"),
        "remarks": remarks(session, named=not appraisal.mask.hides),
        "settings": SETTINGS,
        "days": RETENTION_DAYS,
    }


def graph() -> Graph:
    """Give the graph of all frameworks, after what partners publish was read where that was needed."""
    ask_partners()
    current: Graph = current_app.extensions["graphs"].current(database())
    return current


def _related() -> int:
    related = request.args.get("related", USUAL, type=int)
    return related if related in SETTINGS else USUAL
