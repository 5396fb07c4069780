"""The forms that write a framework, with what they take and what they say when they do not."""

from typing import Any

from flask_wtf import FlaskForm
from wtforms import IntegerField, StringField, TextAreaField
from wtforms.validators import AnyOf, DataRequired, Length, ValidationError

from credentials.parsing import UNSIGNABLE
from institution.drafting.editing import Wording

LONGEST_STATEMENT = 5000
LONGEST_NOTES = 5000
LONGEST_SHORT = 250
LONGEST_CODE = 80
MOST_EDUCATION = 20


def _trimmed(text: str | None) -> str:
    return (text or "").replace("\r\n", "\n").strip()


def _printable(_form: object, field: Any) -> None:
    if UNSIGNABLE.search(field.data or ""):
        raise ValidationError("Remove the control characters: only words and line breaks can be kept.")


def _at_most(longest: int) -> Length:
    return Length(max=longest, message=f"Use at most {longest:,} characters.")


class ItemForm(FlaskForm):  # type: ignore[misc]
    """What is written about an item."""

    statement = TextAreaField(
        "Statement",
        filters=[_trimmed],
        validators=[
            DataRequired("Write what somebody knows or can do."),
            _at_most(LONGEST_STATEMENT),
            _printable,
        ],
    )
    code = StringField("Code", filters=[_trimmed], validators=[_at_most(LONGEST_CODE), _printable])
    short = StringField("Short name", filters=[_trimmed], validators=[_at_most(LONGEST_SHORT), _printable])
    kind = StringField("Type", filters=[_trimmed], validators=[_at_most(LONGEST_CODE), _printable])
    education = StringField(
        "Education level", filters=[_trimmed], validators=[_at_most(LONGEST_SHORT), _printable]
    )
    notes = TextAreaField("Notes", filters=[_trimmed], validators=[_at_most(LONGEST_NOTES), _printable])
    seen = IntegerField(default=0)

    def validate_education(self, field: StringField) -> None:
        """Refuse more levels than anybody means."""
        if len((field.data or "").split(",")) > MOST_EDUCATION:
            raise ValidationError(f"Name at most {MOST_EDUCATION} levels.")

    @property
    def wording(self) -> Wording:
        """Give what was typed."""
        levels = (level.strip() for level in (self.education.data or "").split(","))
        return Wording(
            statement=self.statement.data or "",
            code=self.code.data or "",
            short=self.short.data or "",
            kind=self.kind.data or "",
            education=tuple(level for level in levels if level),
            notes=self.notes.data or "",
        )


def filled(wording: Wording, *, seen: int) -> ItemForm:
    """Give the form with what is written already."""
    return ItemForm(
        formdata=None,
        statement=wording.statement,
        code=wording.code,
        short=wording.short,
        kind=wording.kind,
        education=", ".join(wording.education),
        notes=wording.notes,
        seen=seen,
    )


class FrameworkForm(FlaskForm):  # type: ignore[misc]
    """What is said of a framework as a whole."""

    title = StringField(
        "Title",
        filters=[_trimmed],
        validators=[DataRequired("Give the framework a title."), _at_most(LONGEST_SHORT), _printable],
    )
    about = TextAreaField("What it is about", filters=[_trimmed], validators=[_at_most(2000), _printable])
    kind = StringField("Kind of framework", filters=[_trimmed], validators=[_at_most(120), _printable])
    seen = IntegerField(default=0)


class PublishForm(FlaskForm):  # type: ignore[misc]
    """How a draft is published."""

    version = StringField(
        "Name of the version",
        filters=[_trimmed],
        validators=[DataRequired("Name the version, such as 2027.1."), _at_most(40), _printable],
    )
    note = TextAreaField(
        "What is new",
        filters=[_trimmed],
        validators=[
            DataRequired("Say in a sentence what is new, for those who rely on it."),
            _at_most(1000),
            _printable,
        ],
    )
    adopted = StringField(
        "From when it counts", default="yes", validators=[AnyOf(("yes", "no"), message="Choose one.")]
    )


class AskForm(PublishForm):
    """How a writer would have a draft published, with a word to whoever may publish it."""

    message = TextAreaField(
        "Message to the registrar", filters=[_trimmed], validators=[_at_most(1000), _printable]
    )


class SendBackForm(FlaskForm):  # type: ignore[misc]
    """Why a draft is not published yet."""

    reason = TextAreaField(
        "Reason",
        filters=[_trimmed],
        validators=[DataRequired("Say what has to change first."), _at_most(1000), _printable],
    )


class RetireForm(FlaskForm):  # type: ignore[misc]
    """Why a framework goes out of use."""

    reason = TextAreaField(
        "Reason",
        filters=[_trimmed],
        validators=[
            DataRequired("Say in a sentence why, for those who rely on it."),
            _at_most(500),
            _printable,
        ],
    )
