"""Bring a framework in by steps: choose a source, look at what it holds, confirm or leave it."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from institution import bringing
from institution.bringing import PendingImport
from institution.pages.import_columns import mapping_in
from institution.pages.import_form import ImportForm, sources_in
from institution.pages.import_shown import purposes_of, shown
from institution.pages.roles import IMPORTING
from institution.records import Framework
from institution.workshop import Step, do, workshop
from skills.importing import MAX_BYTES, MAX_CASE_BYTES
from webapp.clock import now
from webapp.errors import Refusal
from webapp.sign_in import current_person, current_person_or_none, signed_in
from webapp.site import current_site, database

FRAMING_BYTES = 64 * 1024  # of the form around the files

blueprint = Blueprint("imports", __name__)


@blueprint.url_value_preprocessor
def take_large_files(endpoint: str | None, _values: dict[str, object] | None) -> None:
    """Let those who may bring in a framework send large ones; this runs before anything reads the form."""
    person = current_person_or_none()
    if endpoint == "imports.bring" and person is not None and person.role in IMPORTING:
        request.max_content_length = MAX_CASE_BYTES + FRAMING_BYTES


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
    sources, address = sources_in(form), (form.address.data or "").strip()
    if form.errors:
        return _page(form), 422
    person = current_person()
    _refuse_many(person.id)
    pending = bringing.begin(
        database(), sources, address=address, person=person.id, by=person.name, now=now()
    )
    pending = _work(pending, "read")
    if _is_refused(pending):
        bringing.discard(database(), pending.id)
        return _refused(form, pending), 422
    return redirect(url_for("imports.look", pending=pending.id), code=303)


@blueprint.get("/frameworks/import/<pending>")
@signed_in(*IMPORTING)
def look(pending: str) -> ResponseReturnValue:
    """Show how far the reading is, then what a server lists, or what was read and what it would change."""
    one = _pending(pending)
    if one.state == "listed":
        return _page(ImportForm(formdata=None), listing=one.preview["listing"])
    if one.state == "kept":
        return _arrived(one)
    if _is_refused(one):
        return _refused(ImportForm(formdata=None), one)
    if one.state in ("reading", "keeping"):
        return render_template("institution/framework_reading.html", pending=one, stopped=_stopped(one))
    return render_template("institution/framework_preview.html", **shown(one))


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
    purposes = [value for value, _ in purposes_of(one)] if one.state == "read" else []
    purpose = request.form.get("purpose", purposes[0] if purposes else "")
    if purpose not in purposes or not bringing.claim(database(), one, purpose=purpose, now=now()):
        return redirect(url_for("imports.look", pending=one.id), code=303)
    one = _work(one, "confirm")
    if one.state == "kept":
        return _arrived(one)
    refused = one.state == "read" and (one.preview.get("refusal") or one.preview.get("problems"))
    if refused:
        return render_template("institution/framework_preview.html", **shown(one)), 422
    return redirect(url_for("imports.look", pending=one.id), code=303)


@blueprint.post("/frameworks/import/<pending>/discard")
@signed_in(*IMPORTING)
def discard(pending: str) -> ResponseReturnValue:
    """Forget what waits; what is being kept already cannot be stopped."""
    one = _pending(pending)
    if one.state == "keeping" and not _stopped(one):
        return redirect(url_for("imports.look", pending=one.id), code=303)
    bringing.discard(database(), one.id)
    flash("Nothing was brought in.")
    return redirect(url_for("imports.show"), code=303)


def _pending(identifier: str) -> PendingImport:
    return bringing.pending_of(database(), identifier, person=current_person().id, now=now())


def _stopped(pending: PendingImport) -> bool:
    return now() - pending.beat_at > bringing.STALE and not workshop().is_busy(_name(pending))


def _name(pending: PendingImport) -> str:
    return f"{_names(pending.person)}{pending.id}"


def _names(person: str) -> str:
    return f"bringing in for {person}: "


def _refuse_many(person: str) -> None:
    """Refuse more while enough is read for somebody: what they discard meanwhile is read to its end too."""
    if workshop().count(_names(person)) >= bringing.MOST_WAITING:
        raise Refusal(
            "Five sources of yours are being read already",
            "Wait until one of them has come, or was given up.",
            status=429,
            code="many_imports",
        )


def _work(pending: PendingImport, deed: str) -> PendingImport:
    """Have a piece of work done, and wait a moment for its end."""
    site, identifier, purpose = current_site(), pending.id, pending.purpose

    def ask() -> Step | None:
        return Step("reading", read) if bringing.fetch(site, identifier, now=now) else None

    def read() -> None:
        bringing.read(site, identifier, now=now)

    def confirm() -> None:
        bringing.confirm(site, identifier, purpose=purpose, now=now)

    step = (
        Step("reading", confirm)
        if deed == "confirm"
        else Step("asking" if pending.address else "reading", ask)
    )
    database().add(pending)
    do({_name(pending): step})
    return _pending(identifier)


def _is_refused(pending: PendingImport) -> bool:
    """Tell whether nothing can come of a source, whatever its columns are said to hold."""
    return pending.state == "refused" and "mapping" not in pending.preview


def _refused(form: ImportForm, pending: PendingImport) -> str:
    """Ask anew, and say beside what was given why it cannot come in."""
    problems = pending.preview["problems"]
    field = form.paste if form.paste.data else form.file
    if pending.source.startswith(("https://", "http://")):
        field, form.address.data = form.address, pending.source
    alone = len(problems) == 1 and not problems[0][0]
    field.errors = [problems[0][1] if alone else "The framework cannot be brought in."]
    return _page(form, problems=() if alone else problems, more=pending.preview.get("more_problems", 0))


def _arrived(pending: PendingImport) -> ResponseReturnValue:
    session, result, purpose = database(), pending.result, pending.purpose
    bringing.discard(session, pending.id)
    if purpose == "lookup":
        flash(f"The tables are here: {result.replace(',', ', ')}.")
        return redirect(url_for("programmes.show"), code=303)
    if purpose == "draft":
        flash("All of it is here as a draft.")
        return redirect(url_for("drafts.show", identifier=result), code=303)
    framework = session.get_one(Framework, result)
    flash(f"“{framework.title[:200]}” is here, all of it.")
    return redirect(url_for("frameworks.show", identifier=result), code=303)


def _page(form: ImportForm, problems: object = (), more: int = 0, listing: object = None) -> str:
    return render_template(
        "institution/framework_import.html",
        form=form,
        problems=problems,
        more=more,
        listing=listing,
        most_of_case=MAX_CASE_BYTES // 1024**2,
        most_of_others=MAX_BYTES // 1024**2,
    )
