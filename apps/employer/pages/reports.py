"""The report about one credential: one line, six checks, and the exact text that came."""

import json

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from employer.blinding import mask_of, screened_for
from employer.issuers import trusted_issuers
from employer.jobs import job_with
from employer.pages.applications import READERS, presented
from employer.screening import one_of
from webapp.sign_in import current_person, signed_in
from webapp.site import database

blueprint = Blueprint("reports", __name__)


@blueprint.get("/applications/<code>/credentials/<int:number>")
@signed_in(*READERS)
def show(code: str, number: int) -> ResponseReturnValue:
    """Show whether one credential can be relied on."""
    session = database()
    application = presented(code)
    seen = screened_for(session, application, current_person())
    shown = one_of(seen, number)
    return render_template(
        "employer/report.html",
        application=application,
        job=job_with(session, application.job),
        shown=shown,
        all=seen,
        report=shown.report,
        blind=mask_of(seen).hides,
        listed=shown.report.issuer in trusted_issuers(session),
        pretty=json.dumps(shown.credential, indent=2, ensure_ascii=False),
    )
