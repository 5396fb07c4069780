"""Publishing a draft after its checks, adopting what was published, and retiring a framework."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from institution.drafting import beginning, publishing
from institution.drafting.changing import changes
from institution.drafting.checking import findings
from institution.drafting.publishing import PublishRefusal
from institution.drafting.records import FrameworkDraft
from institution.frameworks import framework_with
from institution.pages.draft_forms import PublishForm, RetireForm
from institution.pages.drafts import author
from institution.pages.roles import EDITING
from webapp.errors import Refusal
from webapp.sign_in import signed_in
from webapp.site import database

MOST_TOLD = 30

blueprint = Blueprint("publishing", __name__, url_prefix="/frameworks/<identifier>")


@blueprint.get("/draft/publish")
@signed_in(*EDITING)
def show(identifier: str) -> ResponseReturnValue:
    """Show what the checks find, and ask for the name of the version and a note."""
    return _page(beginning.draft_of(database(), identifier), PublishForm(formdata=None))


@blueprint.post("/draft/publish")
@signed_in(*EDITING)
def publish(identifier: str) -> ResponseReturnValue:
    """Publish the draft."""
    form = PublishForm()
    draft = beginning.draft_of(database(), identifier)
    if not form.validate():
        return _page(draft, form), 422
    try:
        framework = publishing.publish(
            database(),
            identifier,
            version=form.version.data or "",
            note=form.note.data or "",
            adopted=form.adopted.data == "yes",
            seen=_seen(),
            author=author(),
        )
    except Refusal as refusal:
        database().rollback()
        told = refusal.title if isinstance(refusal, PublishRefusal) else f"{refusal.title}. {refusal.meaning}"
        form.version.errors = [told]
        return _page(beginning.draft_of(database(), identifier), form), refusal.status
    flash(f"Version {framework.document['version']} is published.")
    return redirect(url_for("frameworks.show", identifier=framework.identifier), code=303)


def _page(draft: FrameworkDraft, form: PublishForm) -> str:
    told = changes(database(), draft, most=MOST_TOLD + 1)
    return render_template(
        "institution/draft_publish.html",
        draft=draft,
        form=form,
        findings=findings(database(), draft),
        told=told[:MOST_TOLD],
        more=len(told) > MOST_TOLD,
    )


@blueprint.post("/adopt")
@signed_in(*EDITING)
def adopt(identifier: str) -> ResponseReturnValue:
    """Adopt a framework that was published to be adopted later."""
    framework = publishing.adopt(database(), identifier, seen=_seen(), author=author())
    flash("It is adopted from today.")
    return redirect(url_for("frameworks.show", identifier=framework.identifier), code=303)


@blueprint.get("/retire")
@signed_in(*EDITING)
def ask(identifier: str) -> ResponseReturnValue:
    """Say what retiring means, and ask why."""
    framework = framework_with(database(), identifier)
    return render_template(
        "institution/framework_retire.html", framework=framework, form=RetireForm(formdata=None)
    )


@blueprint.post("/retire")
@signed_in(*EDITING)
def retire(identifier: str) -> ResponseReturnValue:
    """Retire a framework."""
    form = RetireForm()
    if not form.validate():
        framework = framework_with(database(), identifier)
        return render_template("institution/framework_retire.html", framework=framework, form=form), 422
    framework = publishing.retire(
        database(), identifier, reason=form.reason.data or "", seen=_seen(), author=author()
    )
    flash("It is retired. Its addresses go on working.")
    return redirect(url_for("frameworks.show", identifier=framework.identifier), code=303)


def _seen() -> int:
    return request.form.get("seen", -1, type=int)
