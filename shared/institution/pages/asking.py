"""Asking that a draft be published, taking that back, and sending a draft back to its writer."""

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from institution.drafting import asking, beginning
from institution.drafting.asking import Proposal
from institution.pages import publishing
from institution.pages.draft_forms import AskForm, SendBackForm
from institution.pages.drafts import author
from institution.pages.publishing import seen
from institution.pages.roles import EDITING, PUBLISHING
from webapp.errors import Refusal
from webapp.sign_in import signed_in
from webapp.site import database

blueprint = Blueprint("asking", __name__, url_prefix="/frameworks/<identifier>/draft")


@blueprint.post("/ask")
@signed_in(*EDITING)
def ask(identifier: str) -> ResponseReturnValue:
    """Ask that the draft be published."""
    form = AskForm()
    draft = beginning.draft_of(database(), identifier)
    if not form.validate():
        return publishing.page(draft, form), 422
    proposal = Proposal(
        version=form.version.data or "",
        note=form.note.data or "",
        adopted=form.adopted.data == "yes",
        message=form.message.data or "",
    )
    try:
        asking.ask(database(), draft, proposal, seen=seen(), author=author())
    except Refusal as refusal:
        return publishing.refused(identifier, form, refusal)
    flash("The registrar is asked to publish it.")
    return _back(draft.framework)


@blueprint.post("/take-back")
@signed_in(*EDITING)
def take_back(identifier: str) -> ResponseReturnValue:
    """Take the request back."""
    request = asking.take_back(database(), identifier, seen=seen(), author=author())
    flash("The request is taken back.")
    return _back(request.framework)


@blueprint.post("/send-back")
@signed_in(*PUBLISHING)
def send_back(identifier: str) -> ResponseReturnValue:
    """Send the draft back to its writer."""
    draft = beginning.draft_of(database(), identifier)
    form = SendBackForm()
    if not form.validate():
        return publishing.page(draft, publishing.proposed(draft), back=form), 422
    request = asking.send_back(
        database(), draft.framework, reason=form.reason.data or "", seen=seen(), author=author()
    )
    flash(f"The draft is back with {request.by}.")
    return _back(draft.framework)


def _back(framework: str) -> ResponseReturnValue:
    return redirect(url_for("publishing.show", identifier=framework), code=303)
