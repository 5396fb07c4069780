"""Publishing a draft after its checks, adopting what was published, and retiring a framework."""

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlmodel import col, select

from institution.drafting import asking, beginning, publishing
from institution.drafting.changing import changes
from institution.drafting.checking import findings
from institution.drafting.previewing import what_changes
from institution.drafting.publishing import PublishRefusal
from institution.drafting.records import FrameworkDraft
from institution.frameworks import framework_with
from institution.pages.draft_forms import AskForm, PublishForm, RetireForm, SendBackForm
from institution.pages.drafts import author
from institution.pages.roles import EDITING, PUBLISHING, may
from institution.pages.versions import MOST_SHOWN
from webapp.clock import now
from webapp.errors import Refusal
from webapp.records import Account
from webapp.sign_in import signed_in
from webapp.site import database

MOST_TOLD = 30

blueprint = Blueprint("publishing", __name__, url_prefix="/frameworks/<identifier>")


@blueprint.get("/draft/publish")
@signed_in(*EDITING)
def show(identifier: str) -> ResponseReturnValue:
    """Show what publishing would change and what the checks find; ask how to publish, or have it asked."""
    draft = beginning.draft_of(database(), identifier)
    return page(draft, proposed(draft))


def proposed(draft: FrameworkDraft) -> AskForm:
    """Give the form with what was proposed when publishing was asked for last."""
    asked = asking.about(database(), draft)
    said = {"version": asked.version, "note": asked.note} if asked else {}
    return AskForm(formdata=None, **said, adopted="yes" if asked is None or asked.adopted else "no")


@blueprint.post("/draft/publish")
@signed_in(*PUBLISHING)
def publish(identifier: str) -> ResponseReturnValue:
    """Publish the draft."""
    form = PublishForm()
    draft = beginning.draft_of(database(), identifier)
    if not form.validate():
        return page(draft, form), 422
    try:
        framework = publishing.publish(
            database(),
            identifier,
            version=form.version.data or "",
            note=form.note.data or "",
            adopted=form.adopted.data == "yes",
            seen=seen(),
            author=author(),
        )
    except Refusal as refusal:
        return refused(identifier, form, refusal)
    flash(f"Version {framework.document['version']} is published.")
    return redirect(url_for("frameworks.show", identifier=framework.identifier), code=303)


def refused(identifier: str, form: PublishForm, refusal: Refusal) -> ResponseReturnValue:
    """Show the page again with what was typed, and why nothing was done."""
    database().rollback()
    told = refusal.title if isinstance(refusal, PublishRefusal) else f"{refusal.title}. {refusal.meaning}"
    form.version.errors = [told]
    return page(beginning.draft_of(database(), identifier), form), refusal.status


def page(draft: FrameworkDraft, form: PublishForm, *, back: SendBackForm | None = None) -> str:
    """Write the page of the checks."""
    told = changes(database(), draft, most=MOST_TOLD + 1)
    relied_on = current_app.extensions.get("relied_on", dict)
    return render_template(
        "institution/draft_publish.html",
        draft=draft,
        form=form,
        findings=findings(database(), draft, others=relied_on()),
        compared=what_changes(database(), draft, today=now().date().isoformat()),
        most=MOST_SHOWN,
        told=told[:MOST_TOLD],
        more=len(told) > MOST_TOLD,
        requested=asking.about(database(), draft),
        back=back or SendBackForm(formdata=None),
        may_publish=may(PUBLISHING),
        publishers=_publishers(),
    )


def _publishers() -> list[str]:
    """Name the people who may publish."""
    query = select(Account.name).where(col(Account.role).in_(PUBLISHING)).order_by(Account.name)
    return list(database().exec(query))


@blueprint.post("/adopt")
@signed_in(*PUBLISHING)
def adopt(identifier: str) -> ResponseReturnValue:
    """Adopt a framework that was published to be adopted later."""
    framework = publishing.adopt(database(), identifier, seen=seen(), author=author())
    flash("It is adopted from today.")
    return redirect(url_for("frameworks.show", identifier=framework.identifier), code=303)


@blueprint.get("/retire")
@signed_in(*PUBLISHING)
def ask(identifier: str) -> ResponseReturnValue:
    """Say what retiring means, and ask why."""
    framework = framework_with(database(), identifier)
    return render_template(
        "institution/framework_retire.html", framework=framework, form=RetireForm(formdata=None)
    )


@blueprint.post("/retire")
@signed_in(*PUBLISHING)
def retire(identifier: str) -> ResponseReturnValue:
    """Retire a framework."""
    form = RetireForm()
    if not form.validate():
        framework = framework_with(database(), identifier)
        return render_template("institution/framework_retire.html", framework=framework, form=form), 422
    framework = publishing.retire(
        database(), identifier, reason=form.reason.data or "", seen=seen(), author=author()
    )
    flash("It is retired. Its addresses go on working.")
    return redirect(url_for("frameworks.show", identifier=framework.identifier), code=303)


def seen() -> int:
    """Read which number the page showed."""
    return request.form.get("seen", -1, type=int)
