"""The forms of a new job: what is said about it, and how each statement matters."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from flask_wtf import FlaskForm
from sqlmodel import Session
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, Form, SelectField
from wtforms.validators import InputRequired, NumberRange, ValidationError

from employer.jobs import IMPORTANCES, LONGEST_OPENING, PERIODS, Ask, Posting, item_levels
from employer.pages.fields import Day, WholeNumber, line, paragraph
from institution.records import Item
from skills.case import Level
from webapp.clock import now

MOST_PAY = 10_000_000
NO_LEVEL = "No level"

# A choice is its own text.
CURRENCIES: Any = ["USD", "CAD", "EUR", "GBP"]
PER: Any = list(PERIODS)
WEIGHTS: Any = [str(number) for number in IMPORTANCES]


def _pay(label: str, missing: str) -> WholeNumber:
    within = NumberRange(0, MOST_PAY, message=f"Enter a number up to {MOST_PAY:,}.")
    return WholeNumber(label, validators=[InputRequired(missing), within])


class PostingForm(FlaskForm):  # type: ignore[misc]
    """What is said about a job."""

    title = line("Job title", most=120, missing="Enter a title for the job.")
    about = paragraph("What the work is", most=2000, missing="Say in a few sentences what the work is.")
    location = line("Where", most=200, missing="Say where the work is done.")
    schedule = line("Working hours", most=200, missing="Say which hours, such as 40 hours, day shift.")
    pay_from = _pay("Pay from", "Enter the lowest pay as a whole number.")
    pay_to = _pay("Pay up to", "Enter the highest pay as a whole number.")
    pay_currency = SelectField("Currency", choices=CURRENCIES)
    pay_period = SelectField("Per", choices=PER, default="year")
    openings = WholeNumber(
        "How many people",
        default=1,
        validators=[
            InputRequired("Enter how many people are wanted."),
            NumberRange(1, 999, message="Enter a number from 1 to 999."),
        ],
    )
    closes = Day("Last day to apply", validators=[InputRequired("Enter the last day to apply.")])

    def validate_pay_to(self, field: WholeNumber) -> None:
        """Refuse pay that runs backwards."""
        if field.data is not None and self.pay_from.data is not None and field.data < self.pay_from.data:
            raise ValidationError(f"Enter {self.pay_from.data} or more, or lower the pay it starts from.")

    def validate_closes(self, field: Day) -> None:
        """Refuse a day that is over or very far away."""
        if field.data is None:
            return
        if not now() < end_of(field.data) <= now() + LONGEST_OPENING:
            raise ValidationError(f"Enter a date from {now():%Y-%m-%d} on, within a year.")

    def posting(self) -> Posting:
        """Give what a valid form says."""
        said = {field.short_name: field.data for field in self}
        closes_at = end_of(said["closes"])
        return Posting(
            **{name: said[name] for name in Posting.__dataclass_fields__ if name in said},
            closes_at=closes_at,
        )


def end_of(day: date) -> datetime:
    """Give the end of a day in UTC."""
    return datetime.combine(day, time(23, 59, 59), tzinfo=UTC)


class RequirementForm(Form):
    """How one statement matters to a job."""

    importance = SelectField("Importance, of 5", choices=WEIGHTS, default="3")
    must_have = BooleanField("Must have")
    level = SelectField("Level asked", choices=[], default=NO_LEVEL)
    reason = line("Why it is asked", most=200)


@dataclass(frozen=True)
class Row:
    """A ticked statement with its form and the levels that its rubric describes, by their names."""

    item: Item
    form: RequirementForm
    levels: Mapping[str, Level]

    def ask(self) -> Ask:
        """Give what a valid row asks for."""
        level = self.levels.get(self.form.level.data)
        return Ask(
            item=self.item.identifier,
            importance=int(self.form.importance.data),
            must_have=self.form.must_have.data,
            level_uri=level.uri if level else "",
            reason=self.form.reason.data or "",
        )


def rows_for(session: Session, items: Sequence[Item], filled: "MultiDict[str, str] | None") -> list[Row]:
    """Make the form of each ticked statement, filled in or blank."""
    rows = []
    for item in items:
        form = RequirementForm(filled, prefix=f"{item.identifier}-")
        levels = {level.name: level for level in item_levels(session, item).values()}
        choices: Any = [NO_LEVEL, *levels]
        form.level.choices = choices
        rows.append(Row(item, form, levels))
    return rows


class Problems:
    """All that is wrong with a form and the rows below it, as the error summary reads it."""

    def __init__(self, form: PostingForm, rows: Sequence[Row]) -> None:
        self.errors: dict[str, list[str]] = {field.id: list(field.errors) for field in form if field.errors}
        for row in rows:
            for field in row.form:
                if field.errors:
                    self.errors[field.id] = [f"{row.item.label}: {field.errors[0]}"]
