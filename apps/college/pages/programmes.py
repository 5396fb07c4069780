"""From a programme to occupations: enter a CIP code, see what people do there, and begin a draft from it."""

import secrets

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from wtforms import StringField
from wtforms.validators import InputRequired, Length

from institution import occupations
from institution.pages.roles import IMPORTING
from institution.starting import start_draft
from skills.importing import Mint
from skills.occupations import CROSSWALK, KINDS, WHERE, Programme, cip_code, starting_package
from webapp.clock import now
from webapp.errors import NotFoundRefusal
from webapp.sign_in import current_person, signed_in
from webapp.site import current_site, database

MOST_TECHNOLOGY = 40  # shown of one occupation; those in demand come first
LONGEST_ASKED = 100

blueprint = Blueprint("programmes", __name__)


class DraftForm(FlaskForm):  # type: ignore[misc]
    """The name of a draft; what is chosen for it comes as boxes."""

    title = StringField(
        "Name of the framework",
        validators=[
            InputRequired("Give the framework a name."),
            Length(max=200, message="Use a shorter name."),
        ],
    )


@blueprint.get("/programmes")
@signed_in(*IMPORTING)
def show() -> ResponseReturnValue:
    """Ask for a CIP code or words of a title, and list what they lead to."""
    asked = request.args.get("cip", "", type=str).strip()[:LONGEST_ASKED]
    code = cip_code(asked) if asked else None
    found = occupations.programmes_like(database(), asked, code=code) if asked else []
    if code is not None and [one for one, _ in found] == [code]:
        return redirect(url_for("programmes.programme", cip=code), code=303)
    counts = occupations.counts(database())
    return render_template(
        "college/programmes.html",
        asked=asked,
        found=found,
        counts=counts,
        missing=[kind for kind in KINDS if kind not in counts],
        usable=CROSSWALK in counts,
        where=WHERE,
    )


@blueprint.get("/programmes/<cip>")
@signed_in(*IMPORTING)
def programme(cip: str) -> ResponseReturnValue:
    """Show the occupations of a programme, with tasks and technology to choose from."""
    found = _programme(cip)
    form = DraftForm(formdata=None, title=f"{found.title}: outcomes")
    return _page(found, form)


@blueprint.post("/programmes/<cip>/draft")
@signed_in(*IMPORTING)
def begin(cip: str) -> ResponseReturnValue:
    """Begin a framework as a draft from what was chosen."""
    found, form = _programme(cip), DraftForm()
    tasks = request.form.getlist("task")
    technology = [
        (soc, name) for soc, _, name in (one.partition("|") for one in request.form.getlist("technology"))
    ]
    valid = form.validate()
    site = current_site()
    package = starting_package(
        found,
        tasks=tasks,
        technology=technology,
        mint=Mint.of(
            f"{site.origin}/programmes/{found.cip}/{secrets.token_hex(8)}", base=site.origin, now=now()
        ),
        title="".join(filter(str.isprintable, form.title.data or "")).strip() or found.title,
        creator=site.folder.profile["name"],
    )
    if not package.items:
        form.title.errors = [*form.title.errors, "Choose at least one task or technology below."]
    if not valid or not package.items:
        return _page(found, form, chosen={*tasks, *request.form.getlist("technology")}), 422
    source = f"CIP {found.cip} and O*NET"
    draft = start_draft(database(), package, by=current_person().name, source=source, now=now())
    flash(f"“{draft.title[:200]}” is begun as a draft. Reword, leave out and add what your courses teach.")
    return redirect(url_for("drafts.show", identifier=draft.framework), code=303)


def _programme(cip: str) -> Programme:
    code = cip_code(cip)
    found = occupations.programme_with(database(), code) if code else None
    if found is None:
        raise NotFoundRefusal("programme in the crosswalk")
    return found


def _page(found: Programme, form: DraftForm, chosen: frozenset[str] | set[str] = frozenset()) -> str:
    return render_template(
        "college/programme.html",
        programme=found,
        form=form,
        chosen=chosen,
        most=MOST_TECHNOLOGY,
        told=any(one.tasks or one.technology for one in found.occupations),
        where=WHERE,
    )
