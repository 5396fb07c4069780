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
    open_jobs,
    requirements_of,
)
from employer.positions import position_of, positions_of
from employer.records import Job
from skills.positions import position_opening
from webapp.clock import now
from webapp.errors import Refusal
from webapp.sign_in import open_to_all
from webapp.site import current_site, database

blueprint = Blueprint("jobs", __name__)

AT_ONCE = 100  # positions in one answer


@blueprint.get("/jobs")
@open_to_all
def index() -> ResponseReturnValue:
    """List the jobs: a page for people, the open ones as HR Open positions for machines."""
    answer = _list_for_machines() if _is_for_machines() else make_response(_list())
    answer.headers["Vary"] = "Accept"
    return answer


def _list() -> str:
    session, at = database(), now()
    jobs = all_jobs(session)
    return render_template(
        "employer/jobs.html",
        opened=[job for job in jobs if is_open(job, at)],
        closed=[job for job in jobs if not is_open(job, at)],
        asked=count_requirements(session),
        applied=count_applications(session, *TO_DECIDE_ON),
    )


def _list_for_machines() -> Response:
    opened = open_jobs(database(), now())
    limit, offset = _number("limit", AT_ONCE, least=1), _number("offset", 0, least=0)
    shown = opened[offset : offset + min(limit, AT_ONCE)]
    positions = positions_of(database(), shown, site=current_site(), now=now())
    answer = jsonify({"positionOpenings": [position_opening(one) for one in positions]})
    answer.headers["X-Total-Count"] = str(len(opened))
    return answer


def _number(name: str, usual: int, *, least: int) -> int:
    stated = request.args.get(name, str(usual))
    if not (stated.isascii() and stated.isdigit() and len(stated) < 10 and int(stated) >= least):
        meaning = f"Found {name} {stated!r:.40}, expected a whole number from {least}."
        raise Refusal("This is no page of the list", meaning, status=400)
    return int(stated)


@blueprint.get("/jobs/<job>")
@open_to_all
def show(job: str) -> ResponseReturnValue:
    """Show one job: a page for people in plain words, an HR Open position for machines."""
    found = job_with(database(), job)
    answer = _for_machines(found) if _is_for_machines() else make_response(_page(found))
    answer.headers["Vary"] = "Accept"
    return answer


def _is_for_machines() -> bool:
    wanted = request.accept_mimetypes.best_match(["text/html", "application/json"])
    return wanted == "application/json"


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
