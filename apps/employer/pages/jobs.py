"""Jobs as everybody sees them."""

from flask import Blueprint, render_template
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
from webapp.clock import now
from webapp.sign_in import open_to_all
from webapp.site import database

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
    """Show one job: what it is, what it pays, and what it asks for in plain words."""
    session = database()
    found = job_with(session, job)
    return render_template(
        "employer/job.html",
        job=found,
        opened=is_open(found, now()),
        requirements=requirements_of(session, found.id),
    )
