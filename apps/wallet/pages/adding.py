"""Add a card or answer a request: paste a link or a text, or bring a picture of a QR code."""

from contextlib import closing

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from wtforms import FileField, TextAreaField

from wallet.pages.learner import keeper
from wallet.pages.offers import open_link as open_offer
from wallet.pages.requests import open_link as open_request
from wallet.pages.results import show_findings
from wallet.recognising import recognise
from wallet.scanning import MOST_BYTES, read_qr
from webapp.clock import now
from webapp.errors import Refusal
from webapp.sign_in import signed_in

blueprint = Blueprint("adding", __name__)

PASTED = "text you pasted"


class PasteForm(FlaskForm):  # type: ignore[misc]
    """A link or the text of a credential."""

    text = TextAreaField("Link or text")


class PictureForm(FlaskForm):  # type: ignore[misc]
    """A photo or saved picture of a QR code."""

    photo = FileField("Take a photo of the code")
    picture = FileField("Or choose a picture")


@blueprint.url_value_preprocessor
def take_pictures(endpoint: str | None, _values: object) -> None:
    """Allow photos their size before anything reads the form."""
    if endpoint == "adding.scan":
        request.max_content_length = MOST_BYTES + 1024 * 1024


@blueprint.get("/claim")
@signed_in("learner")
def show() -> ResponseReturnValue:
    """Show the ways in."""
    return _page(PasteForm(formdata=None), PictureForm(formdata=None))


@blueprint.post("/claim")
@signed_in("learner")
def paste() -> ResponseReturnValue:
    """Recognise what was pasted, and go on with it."""
    form = PasteForm()
    try:
        return _go_on(form.text.data or "")
    except Refusal as refusal:
        form.text.errors = [_sentence(refusal)]
        return _page(form, PictureForm(formdata=None)), _status(refusal)


@blueprint.post("/claim/picture")
@signed_in("learner")
def scan() -> ResponseReturnValue:
    """Find the code in a picture, and go on with what it says."""
    form = PictureForm()
    field = form.photo if request.files.get("photo") else form.picture
    try:
        return _go_on(read_qr(_picture(field.name)))
    except Refusal as refusal:
        field.errors = [_sentence(refusal)]
        return _page(PasteForm(formdata=None), form), _status(refusal)


def _picture(name: str) -> bytes:
    """Read a picture and let go of it: it is not kept."""
    brought = request.files.get(name)
    if brought is None:
        return b""
    with closing(brought):
        picture: bytes = brought.read()
        return picture


def _go_on(text: str) -> ResponseReturnValue:
    brought = recognise(text)
    if brought.kind == "offer":
        return redirect(open_offer(brought.text), code=303)
    if brought.kind == "request":
        return redirect(open_request(brought.text), code=303)
    findings = keeper().consider([brought.text], told=(), came_from=PASTED, now=now())
    return redirect(show_findings(findings, came_from=PASTED), code=303)


def _sentence(refusal: Refusal) -> str:
    return f"{refusal.title}. {refusal.meaning}".strip()


def _status(refusal: Refusal) -> int:
    return refusal.status if refusal.status in (413, 415, 502) else 422


def _page(pasting: PasteForm, picture: PictureForm) -> str:
    return render_template("wallet/add.html", pasting=pasting, picture=picture)
