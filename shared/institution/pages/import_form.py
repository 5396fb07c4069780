"""The form that asks for a source: files, pasted rows, or the address of a live server."""

from flask_wtf import FlaskForm
from flask_wtf.file import MultipleFileField
from werkzeug.datastructures import FileStorage
from wtforms import StringField, TextAreaField
from wtforms.validators import Length

from skills.importing import Source

MOST_FILES = 8


class ImportForm(FlaskForm):  # type: ignore[misc]
    """Files, a pasted table, or an address."""

    file = MultipleFileField("File")
    paste = TextAreaField("Rows pasted from a spreadsheet")
    title = StringField("Name of the framework", validators=[Length(max=200, message="Use a shorter name.")])
    address = StringField("Address", validators=[Length(max=2000, message="Use a shorter address.")])


def sources_in(form: ImportForm) -> list[Source]:
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
