"""Bring a framework in: from a file or from the address of a live server, whole or not at all."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import StringField
from wtforms.validators import Length

from institution.importing import MOST_BYTES, Brought, FrameworkRefusal, bring_in, read_address
from institution.pages.roles import IMPORTING
from webapp.clock import now
from webapp.errors import Refusal
from webapp.sign_in import current_person, current_person_or_none, signed_in
from webapp.site import current_site, database

FRAMING_BYTES = 64 * 1024  # of the form around the file
MOST_TOLD = 3  # a flashed note travels in the session's cookie
LONGEST_TOLD = 200

blueprint = Blueprint("imports", __name__)


class ImportForm(FlaskForm):  # type: ignore[misc]
    """A file or an address."""

    file = FileField("File")
    address = StringField("Address", validators=[Length(max=2000, message="Use a shorter address.")])


@blueprint.url_value_preprocessor
def take_large_files(endpoint: str | None, _values: dict[str, object] | None) -> None:
    """Let those who may bring in a framework send 8 MB; this runs before anything reads the form."""
    person = current_person_or_none()
    if endpoint == "imports.bring" and person is not None and person.role in IMPORTING:
        request.max_content_length = MOST_BYTES + FRAMING_BYTES


@blueprint.get("/frameworks/import")
@signed_in(*IMPORTING)
def show() -> ResponseReturnValue:
    """Ask for a file or an address."""
    return _page(ImportForm(formdata=None))


@blueprint.post("/frameworks/import")
@signed_in(*IMPORTING)
def bring() -> ResponseReturnValue:
    """Bring a framework in and show it, or say at which places what is wrong."""
    form = ImportForm()
    if not form.validate():
        return _page(form), 422
    uploaded = form.file.data if form.file.data and form.file.data.filename else None
    address = (form.address.data or "").strip()
    if (uploaded is None) == (not address):
        form.file.errors = ["Choose a file, or write an address: one of the two."]
        return _page(form), 422
    field = form.file if uploaded else form.address
    try:
        if uploaded:
            brought = _bring(uploaded.read(), source=uploaded.filename)
        elif not address.startswith(("https://", "http://")):
            raise Refusal("Write an address that starts with https://")
        else:
            brought = _bring(read_address(address, http=current_site().peers.http), source=address)
    except Refusal as refusal:
        database().rollback()
        problems = refusal.problems if isinstance(refusal, FrameworkRefusal) else ()
        field.errors = [f"{refusal.title}. {'' if problems else refusal.meaning}".strip()]
        return _page(form, problems=problems), 422
    _tell(brought)
    return redirect(url_for("frameworks.show", identifier=brought.framework.identifier), code=303)


def _bring(text: bytes, *, source: str) -> Brought:
    site, person = current_site(), current_person()
    return bring_in(database(), text, source=source[:300], base=site.origin, by=person.name, now=now())


def _tell(brought: Brought) -> None:
    flash(f"“{brought.framework.title[:LONGEST_TOLD]}” is here, all of it.")
    for notice in brought.notices[:MOST_TOLD]:
        flash(f"Mended while reading. {notice}"[:LONGEST_TOLD])
    if len(brought.notices) > MOST_TOLD:
        flash(f"Mended while reading: {len(brought.notices) - MOST_TOLD} more such places.")


def _page(form: ImportForm, problems: object = ()) -> str:
    return render_template(
        "institution/framework_import.html", form=form, problems=problems, megabytes=MOST_BYTES // 1024**2
    )
