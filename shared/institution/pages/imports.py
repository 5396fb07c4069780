"""Bring a framework in by steps: choose a source, look at what it holds, confirm or leave it."""

from flask import Blueprint, Flask, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from flask_wtf.file import MultipleFileField
from werkzeug.datastructures import FileStorage
from wtforms import StringField, TextAreaField
from wtforms.validators import Length

from exchange.case_api.fetching import Limits
from exchange.case_api.reader import Listing, names_server, read_server
from exchange.errors import PeerError
from institution import bringing
from institution.bringing import PendingImport, Workshop
from institution.importing import MOST_BYTES
from institution.pages.import_columns import mapping_in
from institution.pages.import_rows import nested
from institution.pages.roles import IMPORTING
from institution.records import Framework
from skills.importing import Source
from webapp.clock import now
from webapp.errors import Refusal
from webapp.sign_in import current_person, current_person_or_none, signed_in
from webapp.site import current_site, database

FRAMING_BYTES = 64 * 1024  # of the form around the files
PATIENCE = 1.5  # seconds for which a page waits for its work before it shows how far it is
MOST_FILES = 8
LISTING_SECONDS = 10.0

blueprint = Blueprint("imports", __name__)


class ImportForm(FlaskForm):  # type: ignore[misc]
    """Files, a pasted table, or an address."""

    file = MultipleFileField("File")
    paste = TextAreaField("Rows pasted from a spreadsheet")
    title = StringField("Name of the framework", validators=[Length(max=200, message="Use a shorter name.")])
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
    """Ask for files, rows or an address."""
    return _page(ImportForm(formdata=None))


@blueprint.post("/frameworks/import")
@signed_in(*IMPORTING)
def bring() -> ResponseReturnValue:
    """Put a source aside and read it, or say why it cannot be."""
    form = ImportForm()
    if not form.validate():
        return _page(form), 422
    sources, address = _sources(form), (form.address.data or "").strip()
    if form.errors:
        return _page(form), 422
    if address:
        try:
            listing = _listing(address)
        except Refusal as refusal:
            form.address.errors = [f"{refusal.title}. {refusal.meaning}".strip()]
            return _page(form), 422
        if listing is not None:
            return _page(form, listing=listing)
    person = current_person()
    pending = bringing.begin(
        database(), sources, address=address, person=person.id, by=person.name, now=now()
    )
    pending = _work(pending, "read")
    told = pending.preview
    if pending.state == "refused" and "mapping" not in told:
        bringing.discard(database(), pending.id)
        field = form.address if address else form.paste if form.paste.data else form.file
        few = [place for place in told["problems"] if not place[0]]
        alone = len(told["problems"]) == 1 and few
        field.errors = [few[0][1]] if alone else ["The framework cannot be brought in."]
        return _page(form, problems=told["problems"], more=told.get("more_problems", 0)), 422
    return redirect(url_for("imports.look", pending=pending.id), code=303)


@blueprint.get("/frameworks/import/<pending>")
@signed_in(*IMPORTING)
def look(pending: str) -> ResponseReturnValue:
    """Show how far the reading is, then what was read and what it would change."""
    one = _pending(pending)
    if one.state == "kept":
        return _arrived(one)
    if one.state in ("reading", "keeping"):
        return render_template("institution/framework_reading.html", pending=one, stopped=_stopped(one))
    return render_template("institution/framework_preview.html", **_shown(one))


@blueprint.get("/frameworks/import/<pending>/progress")
@signed_in(*IMPORTING)
def progress(pending: str) -> ResponseReturnValue:
    """Answer the page that asks how far the reading is."""
    one = _pending(pending)
    if one.state in ("reading", "keeping"):
        return render_template("institution/_progress.html", pending=one, stopped=_stopped(one))
    return "", 200, {"HX-Redirect": url_for("imports.look", pending=one.id)}


@blueprint.post("/frameworks/import/<pending>/columns")
@signed_in(*IMPORTING)
def columns(pending: str) -> ResponseReturnValue:
    """Take what the columns hold as the person says, and read anew."""
    one = _pending(pending)
    if one.state not in ("read", "refused") or "mapping" not in one.preview:
        return redirect(url_for("imports.look", pending=one.id), code=303)
    bringing.map_columns(database(), one, mapping_in(request.form, one.preview["mapping"]), now=now())
    _work(one, "read")
    return redirect(url_for("imports.look", pending=one.id), code=303)


@blueprint.post("/frameworks/import/<pending>/confirm")
@signed_in(*IMPORTING)
def confirm(pending: str) -> ResponseReturnValue:
    """Keep what was looked at."""
    one = _pending(pending)
    purpose = request.form.get("purpose", "framework")
    may = purpose == "lookup" if not one.package else purpose == "framework" or one.preview.get("lookup")
    if one.state != "read" or not may or (purpose == "framework" and one.preview.get("refusal")):
        return redirect(url_for("imports.look", pending=one.id), code=303)
    one.state, one.step, one.purpose, one.beat_at = "keeping", "Keeping all of it", purpose, now()
    one = _work(one, "confirm")
    if one.state == "kept":
        return _arrived(one)
    shown = one.state == "read" and (one.preview.get("refusal") or one.preview.get("problems"))
    if shown:
        return render_template("institution/framework_preview.html", **_shown(one)), 422
    return redirect(url_for("imports.look", pending=one.id), code=303)


@blueprint.post("/frameworks/import/<pending>/discard")
@signed_in(*IMPORTING)
def discard(pending: str) -> ResponseReturnValue:
    """Forget what waits."""
    bringing.discard(database(), _pending(pending).id)
    flash("Nothing was brought in.")
    return redirect(url_for("imports.show"), code=303)


def _pending(identifier: str) -> PendingImport:
    return bringing.pending_of(database(), identifier, person=current_person().id, now=now())


def _stopped(pending: PendingImport) -> bool:
    return now() - pending.beat_at > bringing.STALE


def _work(pending: PendingImport, deed: str) -> PendingImport:
    """Have a piece of work done, and wait a moment for its end."""
    session, site, identifier, purpose = database(), current_site(), pending.id, pending.purpose
    session.add(pending)
    session.commit()
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]

    def work() -> None:
        with app.app_context():
            if deed == "read":
                bringing.read(site, identifier, now=now)
            else:
                bringing.confirm(site, identifier, purpose=purpose, now=now)

    workshop: Workshop = app.extensions.setdefault("workshop", Workshop())
    ended = workshop.put(work)
    ended.wait(app.config.get("IMPORT_PATIENCE", PATIENCE))
    session.expire_all()
    return session.get_one(PendingImport, identifier)


def _arrived(pending: PendingImport) -> ResponseReturnValue:
    session, result, purpose = database(), pending.result, pending.purpose
    bringing.discard(session, pending.id)
    if purpose == "lookup":
        flash(f"The tables are here: {result.replace(',', ', ')}.")
        to = "programmes.show" if "programmes.show" in current_app.view_functions else "frameworks.index"
        return redirect(url_for(to), code=303)
    framework = session.get_one(Framework, result)
    flash(f"“{framework.title[:200]}” is here, all of it.")
    return redirect(url_for("frameworks.show", identifier=result), code=303)


def _sources(form: ImportForm) -> list[Source]:
    """Read what was given; more or less than one way of giving is an error of the form."""
    files: list[FileStorage] = [
        one for one in form.file.data or () if isinstance(one, FileStorage) and one.filename
    ]
    paste, address = form.paste.data or "", (form.address.data or "").strip()
    if sum(map(bool, (files, paste.strip(), address))) != 1:
        form.file.errors = ["Choose a file, paste rows, or write an address: one of the three."]
    elif len(files) > MOST_FILES:
        form.file.errors = [f"Choose {MOST_FILES} files at most."]
    elif address and not address.startswith(("https://", "http://")):
        form.address.errors = ["Write an address that starts with https://"]
    if paste.strip():
        return [
            Source((form.title.data or "").strip() or "Pasted rows", paste.encode("utf-8", "surrogatepass"))
        ]
    return [Source(one.filename or "file", one.read()) for one in files]


def _listing(address: str) -> Listing | None:
    """List the frameworks of a server; None where the address names one framework."""
    try:
        if not names_server(address):
            return None
        return read_server(address, http=current_site().peers.http, limits=Limits(seconds=LISTING_SECONDS))
    except PeerError as error:
        raise Refusal("The address gave no framework", error.description) from error


def _shown(pending: PendingImport) -> dict[str, object]:
    told = pending.preview
    looked_up = "programmes.show" in current_app.view_functions
    refusal = told.get("refusal")
    if not pending.package and told.get("lookup") and not looked_up:
        refusal = [
            "Nothing here looks occupations up",
            "A college uses these tables, on its page of programmes.",
        ]
    return {
        "lookup": looked_up and told.get("lookup"),
        "pending": pending,
        "told": told,
        "problems": told.get("problems", []),
        "refusal": refusal,
        "mapping": told.get("mapping"),
        "changes": told.get("changes"),
        "tree": nested(told.get("rows", [])),
        "unchanged": bool(told.get("changes") and told["changes"]["none"]),
    }


def _page(form: ImportForm, problems: object = (), more: int = 0, listing: Listing | None = None) -> str:
    return render_template(
        "institution/framework_import.html",
        form=form,
        problems=problems,
        more=more,
        listing=listing,
        megabytes=MOST_BYTES // 1024**2,
    )
