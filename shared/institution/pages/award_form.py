"""The form of an award: its results follow what the achievement describes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from flask_wtf import FlaskForm
from wtforms import BooleanField, DateField, Field, RadioField, SelectField, TextAreaField
from wtforms.validators import InputRequired, Length, NoneOf, ValidationError

from institution.awarding import LONGEST_EVIDENCE, passing_values
from institution.records import Achievement
from institution.results import described, label_of
from institution.roster import Earned
from webapp.words import day

NOT_STATED = "Not stated"
NOT_CHOSEN = "Choose"
EARLIEST = date(1950, 1, 1)


@dataclass(frozen=True)
class AskedResult:
    """A result that the form asks for."""

    description: dict[str, Any]
    field: Field
    label: str
    levels: Mapping[str, dict[str, Any]]


class DayField(DateField):
    """A day; what cannot be read is told in the words of the house."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the day."""
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError("Enter a date such as 2026-11-23.") from error


class AwardForm(FlaskForm):  # type: ignore[misc]
    """What every award has; `award_form` adds the results."""

    evidence = TextAreaField(
        "Evidence",
        validators=[Length(max=LONGEST_EVIDENCE, message=f"Use at most {LONGEST_EVIDENCE:,} characters.")],
    )
    awarded_on = DayField("Date awarded", validators=[InputRequired("Enter the date of the award.")])
    with_code = BooleanField("Ask for a code")

    asked: Sequence[AskedResult] = ()
    today: date

    def validate_awarded_on(self, field: DayField) -> None:
        """Refuse days that have not come, and slips of the pen."""
        if field.data and not EARLIEST <= field.data <= self.today:
            raise ValidationError(f"Enter a date from {day(EARLIEST)} to {day(self.today)}.")

    def results(self) -> list[dict[str, str]]:
        """Give the results that were stated, as the award keeps them."""
        found = []
        for asked in self.asked:
            value = asked.field.data
            member = "achievedLevel" if asked.levels else "value"
            if value not in (None, NOT_STATED, NOT_CHOSEN):
                found.append({"resultDescription": asked.description["id"], member: value})
        return found

    def moment(self, now: datetime) -> datetime:
        """Give noon of the day of the award, or now when noon has not come."""
        return min(datetime.combine(self.awarded_on.data or self.today, time(12), UTC), now)


def award_form(achievement: Achievement, *, today: date, earned: Earned | None, filled: Any) -> AwardForm:
    """Make the form for an achievement, filled with what was posted, else with what the records say."""
    fields = {
        f"result_{number}": _field(description)
        for number, description in enumerate(described(achievement.body))
        if description.get("rubricCriterionLevel") or passing_values(description)
    }
    kind = type("FormOfAward", (AwardForm,), dict(fields))
    known = _known(achievement, earned, today=today) if filled is None else {}
    form: AwardForm = kind(formdata=filled, data=known)
    form.today = today
    form.asked = [
        AskedResult(description, form[f"result_{number}"], label_of(description), _levels(description))
        for number, description in enumerate(described(achievement.body))
        if f"result_{number}" in fields
    ]
    return form


def _levels(description: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    return {level["id"]: level for level in description.get("rubricCriterionLevel", ())}


def _field(description: Mapping[str, Any]) -> Field:
    label, levels = label_of(description), _levels(description)
    needed = description.get("requiredValue") is not None
    none = NOT_CHOSEN if needed and not levels else NOT_STATED
    # A choice is its own text; the template writes the names of levels.
    choices: Any = [*levels, none] if levels else [none, *passing_values(description)]
    if levels:
        return RadioField(label, choices=choices, default=none)
    asked = NoneOf([NOT_CHOSEN], message=f"Choose: {label}.")
    return SelectField(label, choices=choices, default=none, validators=[asked])


def _known(achievement: Achievement, earned: Earned | None, *, today: date) -> dict[str, Any]:
    if earned is None:
        return {"awarded_on": today}
    given = {result["resultDescription"]: result for result in earned.results}
    known: dict[str, Any] = {"awarded_on": min(earned.at.date(), today)}
    for number, description in enumerate(described(achievement.body)):
        result = given.get(description["id"], {})
        value = result.get("achievedLevel") or result.get("value")
        if value:
            known[f"result_{number}"] = value
    return known
