"""Apply for a job: name and e-mail, then the request for the wallet, then word that it all arrived."""

import secrets
from collections.abc import Mapping

from flask import Blueprint, flash, redirect, render_template, request, session
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from htmx_flask import request as htmx_request
from jinja2_fragments.flask import render_block
from wtforms import EmailField, HiddenField
from wtforms.validators import DataRequired, Length

from employer.applying import (
    BEFORE_RECEIPT,
    RETENTION_DAYS,
    WAITING,
    Form,
    application_asked,
    application_with,
    apply,
    ask_again,
    begun_with,
    forget_old,
    request_of,
)
from employer.counter import counter
from employer.jobs import is_open, job_with, requirements_of
from employer.pages.fields import is_email, line, printable
from employer.records import Application
from employer.screening import screened
from exchange.errors import ProtocolError
from exchange.oid4vp.verifier import release
from webapp.clock import now
from webapp.errors import NotFoundRefusal, Refusal
from webapp.sign_in import open_to_all
from webapp.site import current_site, database

blueprint = Blueprint("applying", __name__)

MINE = "applications"
MOST_KEPT = 10


class ApplyForm(FlaskForm):  # type: ignore[misc]
    """Who applies."""

    name = line("Your name", most=120, missing="Enter your name.")
    email = EmailField(
        "Your e-mail",
        filters=[lambda text: text.strip() if isinstance(text, str) else text],
        validators=[
            DataRequired("Enter your e-mail address."),
            Length(max=200, message="Use at most 200 characters."),
            printable,
            is_email,
        ],
    )
    once = HiddenField(default=lambda: secrets.token_urlsafe(16), validators=[Length(max=100), printable])


@blueprint.get("/jobs/<job>/apply")
@open_to_all
def show(job: str) -> ResponseReturnValue:
    """Show the form."""
    return _form_page(job, ApplyForm(formdata=None))


@blueprint.post("/jobs/<job>/apply")
@open_to_all
def begin(job: str) -> ResponseReturnValue:
    """Begin an application and ask for credentials."""
    found = job_with(database(), job)
    form = ApplyForm()
    if not form.validate_on_submit():
        return _form_page(job, form), 422
    filled = Form(form.name.data or "", form.email.data or "", form.once.data or "")
    earlier = begun_with(database(), filled.digest(found.id))
    if earlier is not None and earlier.code in _transactions():
        return redirect(f"/apply/{earlier.code}", code=303)
    forget_old(database(), now())
    application, asked = apply(database(), counter(current_site()), found, filled, now=now())
    _keep(application.code, asked.transaction_id)
    return redirect(f"/apply/{application.code}", code=303)


def _form_page(job: str, form: ApplyForm) -> str:
    found = job_with(database(), job)
    if not is_open(found, now()):
        raise Refusal("This job is closed", "Nobody can apply for it any more.", status=409, code="closed")
    return render_template(
        "employer/apply.html",
        job=found,
        form=form,
        asked=len(requirements_of(database(), found.id)),
        days=RETENTION_DAYS,
    )


@blueprint.get("/apply/<code>")
@open_to_all
def waiting(code: str) -> ResponseReturnValue:
    """Show the request to the browser that began the application; every other one finds nothing."""
    application, transaction_id = _mine(code)
    values = _request_values(application, transaction_id)
    return render_template("employer/apply_request.html", **values)


@blueprint.get("/apply/<code>/state")
@open_to_all
def state(code: str) -> ResponseReturnValue:
    """Give the part of the page that changes when the credentials arrive."""
    application, transaction_id = _mine(code)
    if not htmx_request.htmx:
        return redirect(f"/apply/{code}", code=303)
    values = _request_values(application, transaction_id)
    if values["kind"] == "waiting":
        return "", 204  # nothing new: leave the page as it is, with whatever is selected in it
    return str(render_block("employer/apply_request.html", "request_state", **values))


def _request_values(application: Application, transaction_id: str) -> dict[str, object]:
    asked = request_of(counter(current_site()), application, transaction_id)
    kind = "received"
    if application.forgotten_at is not None:
        kind = "forgotten"
    elif application.state in BEFORE_RECEIPT:
        ended = application.state == WAITING and application.request_ends_at <= now()
        kind = "ended" if ended else application.state
    return {
        "application": application,
        "job": job_with(database(), application.job),
        "kind": kind,
        "link": asked.link_for(current_site().settings.wallet),
        "other_link": asked.link,
        "expires": asked.expires,
        "sent": len(screened(database(), application.code)) if kind == "received" else 0,
        "days": RETENTION_DAYS,
    }


@blueprint.post("/apply/<code>/request")
@open_to_all
def renew(code: str) -> ResponseReturnValue:
    """Make a new request where the last one ended or was declined."""
    application, _ = _mine(code)
    asked = ask_again(database(), counter(current_site()), application, now=now())
    _keep(code, asked.transaction_id)
    flash("Here is a new request.")
    return redirect(f"/apply/{code}", code=303)


@blueprint.get("/apply/done")
@open_to_all
def done() -> ResponseReturnValue:
    """Bring the wallet's holder back to the application, if this browser began it; else say nothing of it."""
    code = request.args.get("response_code", "")
    for transaction_id in _transactions().values():
        try:
            request_id = release(counter(current_site()), transaction_id, code, now=now())
        except ProtocolError:
            continue
        application = application_asked(database(), request_id)
        if application is not None:
            return redirect(f"/apply/{application.code}", code=303)
    return render_template("employer/apply_elsewhere.html")


def _transactions() -> Mapping[str, str]:
    kept = session.get(MINE)
    return kept if isinstance(kept, dict) else {}


def _keep(code: str, transaction_id: str) -> None:
    """Remember in this browser, and nowhere else, that it began the application."""
    others = {key: value for key, value in _transactions().items() if key != code}
    session[MINE] = dict([*others.items(), (code, transaction_id)][-MOST_KEPT:])


def _mine(code: str) -> tuple[Application, str]:
    transaction_id = _transactions().get(code)
    if transaction_id is None:
        raise NotFoundRefusal("application")
    return application_with(database(), code), transaction_id
