"""Form fields for text that people type, with limits and without characters that nobody can see."""

import re
import unicodedata
from collections.abc import Callable
from typing import Any

from wtforms import DateField, Field, Form, IntegerField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, ValidationError

EMAIL = re.compile(r"[^\s@<>\"]+@[^\s@<>\"]+\.[^\s@<>\"]+")


def line(label: str, *, most: int, missing: str = "") -> StringField:
    """Make a field for one line of text; without `missing` it may stay empty."""
    return StringField(label, filters=[_stripped], validators=_rules(most, missing))


def paragraph(label: str, *, most: int, missing: str = "") -> TextAreaField:
    """Make a field for several lines of text."""
    return TextAreaField(label, filters=[_stripped], validators=_rules(most, missing))


def _rules(most: int, missing: str) -> list[Callable[..., Any]]:
    rules: list[Callable[..., Any]] = [
        Length(max=most, message=f"Use at most {most} characters."),
        printable,
    ]
    return [DataRequired(missing), *rules] if missing else rules


class WholeNumber(IntegerField):
    """A whole number, asked for in plain words."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the number that was typed."""
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError("Enter a whole number, such as 50000.") from error


class Day(DateField):
    """A day, asked for in plain words."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the day that was typed."""
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError("Enter a day such as 2026-12-20.") from error


def printable(_form: Form, field: Field) -> None:
    """Refuse control characters, which databases and readers stumble over."""
    if any(unicodedata.category(c) in ("Cc", "Cs") and c not in "\r\n\t" for c in field.data or ""):
        raise ValidationError("Leave out control characters.")


def is_email(_form: Form, field: Field) -> None:
    """Refuse what cannot be an e-mail address."""
    if field.data and not EMAIL.fullmatch(field.data):
        raise ValidationError("Enter an e-mail address such as ana@example.com.")


def _stripped(text: str | None) -> str | None:
    return text.strip() if isinstance(text, str) else text
