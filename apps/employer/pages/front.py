"""The front page: what this is, and which jobs are open."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from employer.jobs import count_requirements, open_jobs
from webapp.clock import now
from webapp.sign_in import open_to_all
from webapp.site import database

blueprint = Blueprint("front", __name__)


@blueprint.get("/")
@open_to_all
def show() -> ResponseReturnValue:
    """Show the front page."""
    session = database()
    return render_template(
        "employer/front.html", jobs=open_jobs(session, now()), asked=count_requirements(session)
    )
