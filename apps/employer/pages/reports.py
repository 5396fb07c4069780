"""The report about one credential: one line, six checks, and the exact text that came."""

import json

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from employer.blinding import name_shown, without_institution
from employer.issuers import trusted_issuers
from employer.jobs import job_with
from employer.pages.applications import READERS, presented
from employer.screening import screened, screened_with
from webapp.sign_in import current_person, signed_in
from webapp.site import database

blueprint = Blueprint("reports", __name__)


@blueprint.get("/applications/<code>/credentials/<int:number>")
@signed_in(*READERS)
def show(code: str, number: int) -> ResponseReturnValue:
    """Show whether one credential can be relied on."""
    session = database()
    application = presented(code)
    shown = screened_with(session, code, number)
    listed = shown.report.issuer in trusted_issuers(session)
    # Whoever decides does not see the school; of an unlisted issuer they have to find out who it is.
    person = current_person()
    decides = person.role == "recruiter"
    blind = decides and listed and not name_shown(session, application, person.id)
    return render_template(
        "employer/report.html",
        application=application,
        job=job_with(session, application.job),
        shown=shown,
        all=screened(session, code),
        report=without_institution(shown.report) if blind else shown.report,
        blind=blind,
        listed=listed,
        pretty=json.dumps(shown.credential, indent=2, ensure_ascii=False),
    )
