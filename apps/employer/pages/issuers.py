"""The trust list: whose credentials count here."""

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from employer.issuers import SeenIssuer, add, listed, look_up, remove, removed
from employer.pages.fields import line
from webapp.clock import now
from webapp.errors import Refusal
from webapp.sign_in import current_person, signed_in
from webapp.site import current_site, database

blueprint = Blueprint("issuers", __name__)

KEEPERS = ("recruiter", "compliance")


class LookUpForm(FlaskForm):  # type: ignore[misc]
    """The identifier of an issuer."""

    did = line(
        "Identifier of the issuer", most=500, missing="Enter an identifier such as did:web:college.example."
    )


class ListForm(LookUpForm):
    """Under which name and for which reason an issuer is put on the list."""

    name = line("Name to show", most=120, missing="Enter the name that you know the issuer by.")
    reason = line("Why we rely on it", most=200, missing="Say why, for example: accredited college.")


@blueprint.get("/issuers")
@signed_in(*KEEPERS)
def index() -> ResponseReturnValue:
    """Show the list."""
    return _index_page(LookUpForm(formdata=None))


def _index_page(form: LookUpForm) -> str:
    session = database()
    return render_template(
        "employer/issuers.html", issuers=listed(session), removed=removed(session), form=form
    )


@blueprint.get("/issuers/new")
@signed_in(*KEEPERS)
def look() -> ResponseReturnValue:
    """Fetch what an issuer publishes, and show whose address it is before anybody vouches for it."""
    form = LookUpForm(formdata=request.args, meta={"csrf": False})
    seen = _seen(form) if form.validate() else None
    if seen is None:
        return _index_page(form), 422
    blank = ListForm(formdata=None, did=seen.did)
    return render_template("employer/issuer_new.html", seen=seen, form=blank)


@blueprint.post("/issuers")
@signed_in(*KEEPERS)
def put() -> ResponseReturnValue:
    """Put an issuer on the list."""
    form = ListForm()
    filled = form.validate_on_submit()
    seen = _seen(form) if not form.did.errors else None
    if seen is None:
        return _index_page(form), 422
    if not filled:
        return render_template("employer/issuer_new.html", seen=seen, form=form), 422
    add(
        database(),
        seen,
        name=form.name.data or "",
        reason=form.reason.data or "",
        by=current_person().name,
        now=now(),
    )
    flash(f"{form.name.data} is on the list. Check again what came from it before.")
    return redirect("/issuers", code=303)


@blueprint.post("/issuers/<int:number>/removal")
@signed_in(*KEEPERS)
def take_off(number: int) -> ResponseReturnValue:
    """Take an issuer off the list."""
    entry = remove(database(), number, by=current_person().name, now=now())
    flash(f"{entry.name} is off the list. Its credentials no longer count.")
    return redirect("/issuers", code=303)


def _seen(form: LookUpForm) -> SeenIssuer | None:
    """Look an issuer up; what is wrong with it becomes the field's error."""
    site = current_site()
    try:
        return look_up(
            form.did.data or "", resolve=site.peers.resolve, http_origins=site.settings.http_origins
        )
    except Refusal as refusal:
        form.did.errors = [f"{refusal.title}. {refusal.meaning}"]
        return None
