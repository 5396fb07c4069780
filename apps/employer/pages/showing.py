"""What the pages about one application have in common."""

from datetime import datetime

from flask_wtf import FlaskForm
from sqlmodel import Session

from employer.employees import employee_of
from employer.hiring import LONGEST_REASON, choices, decisions_on, reveals_of
from employer.jobs import job_with
from employer.listing import BANDS
from employer.matching import Appraisal
from employer.pages.fields import paragraph
from employer.wording import notes_on, rows_of
from skills.receipts import two_places
from webapp.sign_in import current_person


class ReasonForm(FlaskForm):  # type: ignore[misc]
    """Why something is decided or asked to be seen."""

    reason = paragraph(
        "Your reason", most=LONGEST_REASON, missing="Write a reason. It is kept with your name."
    )


def blank_reason_form(prefix: str = "") -> ReasonForm:
    """Make an empty form; a prefix keeps two of them on one page apart."""
    return ReasonForm(formdata=None, prefix=prefix)


def appraisal_values(session: Session, appraisal: Appraisal, at: datetime) -> dict[str, object]:
    """Give what the match page shows of an application and its match."""
    application, match = appraisal.application, appraisal.match
    reveals = reveals_of(session, application.code)
    employee = employee_of(session, application.code)
    person = current_person()
    return {
        "application": application,
        "job": job_with(session, application.job),
        "appraisal": appraisal,
        "score": two_places(match.score),
        "exact": two_places(match.exact_score),
        "gained": two_places(appraisal.gained),
        "band": BANDS[match.band],
        "rows": rows_of(appraisal),
        "notes": notes_on(appraisal),
        "decisions": decisions_on(session, application.code),
        "reveals": reveals,
        "employee": employee,
        "name_shown": employee is not None or any(seen.account == person.id for seen in reveals),
        "blind": appraisal.mask.hides,
        "may_decide": person.role == "recruiter",
        "choices": choices(session, application),
        "at": at,
    }
