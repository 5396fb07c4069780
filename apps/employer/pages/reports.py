"""The report about one credential: one line, six checks, and the exact text that came."""

import json

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from employer.issuers import trusted_issuers
from employer.jobs import job_with
from employer.pages.applications import READERS, presented
from employer.screening import screened, screened_with
from webapp.sign_in import signed_in
from webapp.site import database

blueprint = Blueprint("reports", __name__)


@blueprint.get("/applications/<code>/credentials/<int:number>")
@signed_in(*READERS)
def show(code: str, number: int) -> ResponseReturnValue:
    """Show whether one credential can be relied on."""
    session = database()
    application = presented(code)
    shown = screened_with(session, code, number)
    return render_template(
        "employer/report.html",
        application=application,
        job=job_with(session, application.job),
        shown=shown,
        all=screened(session, code),
        listed=shown.report.issuer in trusted_issuers(session),
        pretty=json.dumps(shown.credential, indent=2, ensure_ascii=False),
    )
