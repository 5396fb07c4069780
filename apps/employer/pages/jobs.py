"""Jobs as everybody sees them."""

from urllib.parse import urlencode

from flask import Blueprint, Response, jsonify, make_response, render_template, request
from flask.typing import ResponseReturnValue

from employer.applying import TO_DECIDE_ON
from employer.jobs import (
    all_jobs,
    count_applications,
    count_requirements,
    is_open,
    job_with,
    requirements_of,
)
from employer.positions import position_of
from employer.records import Job
from skills.positions import position_opening
from webapp.clock import now
from webapp.sign_in import open_to_all
from webapp.site import current_site, database

blueprint = Blueprint("jobs", __name__)


@blueprint.get("/jobs")
@open_to_all
def index() -> ResponseReturnValue:
    """List the jobs."""
    session, at = database(), now()
    jobs = all_jobs(session)
    return render_template(
        "employer/jobs.html",
        opened=[job for job in jobs if is_open(job, at)],
        closed=[job for job in jobs if not is_open(job, at)],
        asked=count_requirements(session),
        applied=count_applications(session, *TO_DECIDE_ON),
    )


@blueprint.get("/jobs/<job>")
@open_to_all
def show(job: str) -> ResponseReturnValue:
    """Show one job: a page for people in plain words, an HR Open position for machines."""
    found = job_with(database(), job)
    wanted = request.accept_mimetypes.best_match(["text/html", "application/json"])
    answer = _for_machines(found) if wanted == "application/json" else make_response(_page(found))
    answer.headers["Vary"] = "Accept"
    return answer


def _for_machines(job: Job) -> Response:
    return jsonify(position_opening(position_of(database(), job, site=current_site(), now=now())))


def _page(job: Job) -> str:
    site = current_site()
    return render_template(
        "employer/job.html",
        job=job,
        opened=is_open(job, now()),
        requirements=requirements_of(database(), job.id),
        fit=f"{site.settings.wallet}/fit?{urlencode({'job': f'{site.origin}/jobs/{job.id}'})}",
    )
