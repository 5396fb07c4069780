"""The published versions of a framework of ours: listed, whole as CASE, any two of them compared in words."""

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlmodel import col, select

from institution import versions
from institution.drafting import asking
from institution.frameworks import framework_with
from institution.records import Framework, Item
from institution.versions.comparing import compare as compare_packages
from webapp.errors import NotFoundRefusal
from webapp.sign_in import current_person_or_none, open_to_all
from webapp.site import database

MOST_SHOWN = 200

blueprint = Blueprint("versions", __name__, url_prefix="/frameworks/<identifier>/versions")


@blueprint.get("")
@open_to_all
def index(identifier: str) -> ResponseReturnValue:
    """List the versions."""
    framework = framework_with(database(), identifier)
    if not framework.own and current_person_or_none() is None:
        return redirect(url_for("sign_in.show", next=request.path), code=303)
    listed = versions.versions_of(database(), framework)
    return render_template(
        "institution/versions.html",
        framework=framework,
        listed=listed,
        askers=asking.askers(database(), framework.identifier),
    )


@blueprint.get("/<int:number>.json")
@open_to_all
def package(identifier: str, number: int) -> ResponseReturnValue:
    """Give a version as it was published."""
    text = versions.version_text(database(), _own(identifier), number)
    return Response(text, mimetype="application/json")


@blueprint.get("/compare")
@open_to_all
def compare(identifier: str) -> ResponseReturnValue:
    """Say what changed from one version to another."""
    framework = _own(identifier)
    listed = {one.number: one for one in versions.versions_of(database(), framework)}
    old, new = (listed.get(request.args.get(name, 0, type=int)) for name in ("old", "new"))
    if old is None or new is None:
        raise NotFoundRefusal("version")
    if old.number > new.number:
        old, new = new, old
    packages = [versions.version_package(database(), framework, one.number) for one in (old, new)]
    compared = compare_packages(*packages)
    named = {entry.identifier.lower() for _, entries in compared.kinds for entry in entries[:MOST_SHOWN]}
    known = database().exec(
        select(Item.identifier).where(
            Item.framework == framework.identifier, col(Item.identifier).in_(sorted(named))
        )
    )
    return render_template(
        "institution/versions_compare.html",
        framework=framework,
        old=old,
        new=new,
        compared=compared,
        known=set(known),
        most=MOST_SHOWN,
    )


def _own(identifier: str) -> Framework:
    framework = framework_with(database(), identifier)
    if not framework.own:
        raise NotFoundRefusal("version")
    return framework
