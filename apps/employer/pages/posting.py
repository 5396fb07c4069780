"""Build a job from a framework: choose it, then a role or group, then statements, then say how they matter.

Each step is a GET whose address holds what was chosen, so that going back loses nothing.
"""

from collections.abc import Sequence

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from htmx_flask import request as htmx_request
from jinja2_fragments.flask import render_block
from sqlmodel import Session

from employer import choosing
from employer.jobs import MOST_REQUIREMENTS, publish
from employer.pages.posting_forms import PostingForm, Problems, Row, rows_for
from institution.records import Item
from webapp.clock import now
from webapp.errors import Refusal
from webapp.sign_in import current_person, signed_in
from webapp.site import database

blueprint = Blueprint("posting", __name__)

LONGEST_FILTER = 100


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
    words = request.args.get("words", "")[:LONGEST_FILTER]
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
    rows = rows_for(database(), _chosen(database(), framework, group), None)
    return _details_page(framework, group, PostingForm(formdata=None), rows)


@blueprint.post("/jobs/new/<framework>/<group>/details")
@signed_in("recruiter")
def post(framework: str, group: str) -> ResponseReturnValue:
    """Publish the job."""
    session = database()
    form = PostingForm()
    rows = rows_for(session, _chosen(session, framework, group), request.form)
    valid = [form.validate_on_submit(), *(row.form.validate() for row in rows)]
    if not all(valid):
        return _details_page(framework, group, form, rows), 422
    job = publish(
        session,
        form.posting(),
        [row.ask() for row in rows],
        framework_uri=choosing.framework_with(session, framework).uri,
        by=current_person().name,
        now=now(),
    )
    flash("The job is open.")
    return redirect(f"/jobs/{job.id}", code=303)


def _chosen(session: Session, framework: str, group: str) -> Sequence[Item]:
    """Give the ticked statements of a group; raises Refusal when none or too many are ticked."""
    role = choosing.group_with(session, choosing.framework_with(session, framework), group)
    ticked = set(request.values.getlist("item"))
    items = [item for item in role.statements if item.identifier in ticked]
    if not items or len(items) != len(ticked):
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


def _details_page(framework: str, group: str, form: PostingForm, rows: Sequence[Row]) -> str:
    found = choosing.framework_with(database(), framework)
    return render_template(
        "employer/posting_details.html",
        framework=found,
        group=choosing.group_with(database(), found, group),
        form=form,
        rows=rows,
        problems=Problems(form, rows),
    )
