"""Build a job from a framework: choose it, then a role or group, then statements, then say how they matter.

Each step is a GET whose address holds what was chosen, so that going back loses nothing.
"""

from datetime import UTC, date, datetime, time

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from htmx_flask import request as htmx_request
from jinja2_fragments.flask import render_block
from sqlmodel import Session
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, DateField, Form, IntegerField, SelectField
from wtforms.validators import InputRequired, NumberRange, ValidationError

from employer import choosing
from employer.jobs import (
    IMPORTANCES,
    LONGEST_OPENING,
    MOST_REQUIREMENTS,
    PERIODS,
    Ask,
    Posting,
    item_levels,
    publish,
)
from employer.pages.fields import line, paragraph
from institution.records import Item
from webapp.clock import now
from webapp.errors import Refusal
from webapp.sign_in import current_person, signed_in
from webapp.site import database

blueprint = Blueprint("posting", __name__)

MOST_PAY = 10_000_000


class PostingForm(FlaskForm):  # type: ignore[misc]
    """What is said about a job."""

    title = line("Job title", most=120, missing="Enter a title for the job.")
    about = paragraph("What the work is", most=2000, missing="Say in a few sentences what the work is.")
    location = line("Where", most=200, missing="Say where the work is done.")
    schedule = line("Working hours", most=200, missing="Say which hours, such as 40 hours, day shift.")
    pay_from = IntegerField(
        "Pay from",
        validators=[
            InputRequired("Enter the lowest pay as a whole number."),
            NumberRange(0, MOST_PAY, message=f"Enter a number up to {MOST_PAY:,}."),
        ],
    )
    pay_to = IntegerField(
        "Pay up to",
        validators=[
            InputRequired("Enter the highest pay as a whole number."),
            NumberRange(0, MOST_PAY, message=f"Enter a number up to {MOST_PAY:,}."),
        ],
    )
    pay_currency = SelectField("Currency", choices=[(name, name) for name in ("USD", "CAD", "EUR", "GBP")])
    pay_period = SelectField("Per", choices=[(name, name) for name in PERIODS], default="year")
    openings = IntegerField(
        "How many people",
        default=1,
        validators=[
            InputRequired("Enter how many people are wanted."),
            NumberRange(1, 999, message="Enter a number from 1 to 999."),
        ],
    )
    closes = DateField("Last day to apply", validators=[InputRequired("Enter the last day to apply.")])

    def validate_pay_to(self, field: IntegerField) -> None:
        """Refuse pay that runs backwards."""
        if field.data is not None and self.pay_from.data is not None and field.data < self.pay_from.data:
            raise ValidationError(f"Enter {self.pay_from.data} or more, or lower the pay it starts from.")

    def validate_closes(self, field: DateField) -> None:
        """Refuse a day that is over or very far away."""
        if field.data is None:
            return
        if not now() < closing_moment(field.data) <= now() + LONGEST_OPENING:
            raise ValidationError(f"Enter a date from {now():%Y-%m-%d} on, within a year.")


class RequirementForm(Form):
    """How one statement matters to a job."""

    importance = SelectField("Importance", choices=[(str(n), f"{n} of 5") for n in IMPORTANCES], default="3")
    must_have = BooleanField("Must have")
    level = SelectField("Level asked", choices=[], default="")
    reason = line("Why it is asked", most=200)


def closing_moment(day: date) -> datetime:
    """Give the end of a day in UTC."""
    return datetime.combine(day, time(23, 59, 59), tzinfo=UTC)


@blueprint.get("/jobs/new")
@signed_in("recruiter")
def frameworks() -> ResponseReturnValue:
    """Choose the framework that the job draws on."""
    return render_template(
        "employer/posting_frameworks.html", frameworks=choosing.frameworks_to_choose(database())
    )


@blueprint.get("/jobs/new/<framework>")
@signed_in("recruiter")
def groups(framework: str) -> ResponseReturnValue:
    """Choose a role or group of the framework."""
    session = database()
    found = choosing.framework_with(session, framework)
    return render_template(
        "employer/posting_groups.html", framework=found, groups=choosing.groups_of(session, found)
    )


@blueprint.get("/jobs/new/<framework>/<group>")
@signed_in("recruiter")
def statements(framework: str, group: str) -> ResponseReturnValue:
    """Tick what the job asks for; a filter hides what does not fit and keeps what is ticked."""
    session = database()
    found = choosing.framework_with(session, framework)
    role = choosing.group_with(session, found, group)
    ticked = frozenset(request.args.getlist("item"))
    words = request.args.get("words", "")[:100]
    shown = choosing.filtered(role.statements, words, keep=ticked)
    values = {
        "framework": found,
        "group": role,
        "kinds": choosing.by_kind(shown),
        "ticked": ticked,
        "words": words,
        "shown": len(shown),
    }
    if htmx_request.htmx:
        return str(render_block("employer/posting_statements.html", "statements", **values))
    return render_template("employer/posting_statements.html", **values)


@blueprint.get("/jobs/new/<framework>/<group>/details")
@signed_in("recruiter")
def details(framework: str, group: str) -> ResponseReturnValue:
    """Say how each ticked statement matters, and what the job is."""
    session = database()
    items = _chosen(session, framework, group)
    form = PostingForm(formdata=None)
    return _details_page(framework, group, form, _requirement_forms(session, items, None))


@blueprint.post("/jobs/new/<framework>/<group>/details")
@signed_in("recruiter")
def post(framework: str, group: str) -> ResponseReturnValue:
    """Publish the job."""
    session = database()
    found = choosing.framework_with(session, framework)
    items = _chosen(session, framework, group)
    form = PostingForm()
    rows = _requirement_forms(session, items, request.form)
    valid = [form.validate_on_submit(), *(row.validate() for _, row in rows)]
    if not all(valid):
        return _details_page(framework, group, form, rows), 422
    asks = [
        Ask(
            item=item.identifier,
            importance=int(row.importance.data),
            must_have=row.must_have.data,
            level_uri=row.level.data or "",
            reason=row.reason.data or "",
        )
        for item, row in rows
    ]
    posting = Posting(
        **{name: field.data for name, field in form._fields.items() if name in Posting.__dataclass_fields__},
        closes_at=closing_moment(form.closes.data or now().date()),
    )
    job = publish(session, posting, asks, framework_uri=found.uri, by=current_person().name, now=now())
    flash("The job is open.")
    return redirect(f"/jobs/{job.id}", code=303)


def _chosen(session: Session, framework: str, group: str) -> list[Item]:
    """Give the ticked statements of a group; raises Refusal when none or too many are ticked."""
    role = choosing.group_with(session, choosing.framework_with(session, framework), group)
    ticked = request.values.getlist("item")
    items = [item for item in role.statements if item.identifier in ticked]
    if not items or len(items) != len(set(ticked)):
        raise Refusal(
            "Tick what the job asks for",
            "At least one statement of this role or group must be ticked. Go back and tick what matters.",
        )
    if len(items) > MOST_REQUIREMENTS:
        raise Refusal(
            "That is more than anybody can show",
            f"{len(items)} statements are ticked, and a job asks for at most {MOST_REQUIREMENTS}. "
            "Go back and keep those that matter most.",
        )
    return items


def _requirement_forms(
    session: Session, items: list[Item], formdata: "MultiDict[str, str] | None"
) -> list[tuple[Item, RequirementForm]]:
    forms = []
    for item in items:
        row = RequirementForm(formdata, prefix=f"{item.identifier}-")
        levels = item_levels(session, item).values()
        row.level.choices = [("", "No level"), *((level.uri, level.name) for level in levels)]
        forms.append((item, row))
    return forms


class _Problems:
    """All that is wrong with a form and the rows below it, as the error summary reads it."""

    def __init__(self, form: PostingForm, rows: list[tuple[Item, RequirementForm]]) -> None:
        self.errors: dict[str, list[str]] = {field.id: list(field.errors) for field in form if field.errors}
        for item, row in rows:
            for field in row:
                if field.errors:
                    self.errors[field.id] = [f"{item.label}: {field.errors[0]}"]


def _details_page(
    framework: str, group: str, form: PostingForm, rows: list[tuple[Item, RequirementForm]]
) -> str:
    session = database()
    found = choosing.framework_with(session, framework)
    return render_template(
        "employer/posting_details.html",
        framework=found,
        group=choosing.group_with(session, found, group),
        form=form,
        rows=rows,
        problems=_Problems(form, rows),
    )
