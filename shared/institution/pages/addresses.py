"""The permanent addresses: a page for people, CASE JSON for machines, at one and the same place."""

from flask import Blueprint, Response, abort, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from institution import outcomes
from institution.addresses import Addressed, find, rubric_of
from institution.records import Item
from webapp.clock import now
from webapp.sign_in import open_to_all
from webapp.site import database

KINDS = {
    "CFAssociation": "Link",
    "CFRubric": "Rubric",
    "CFRubricCriterion": "Part of a rubric",
    "CFRubricCriterionLevel": "Level of a rubric",
    "CFConcept": "Concept",
    "CFSubject": "Subject",
    "CFLicense": "Licence",
    "CFItemType": "Type of outcome",
    "CFAssociationGrouping": "Group of links",
}

blueprint = Blueprint("addresses", __name__)


@blueprint.get("/uri/<identifier>")
@open_to_all
def show(identifier: str) -> ResponseReturnValue:
    """Answer a permanent address as its reader asks: a page, or the way to the CASE JSON."""
    found = find(database(), identifier.lower())
    if found is None:
        abort(404)
    wanted = request.accept_mimetypes.best_match(["text/html", "application/json"])
    if wanted == "application/json":
        return _varying(redirect(found.machine_path, code=303))
    if found.kind == "CFDocument":
        address = url_for("frameworks.show", identifier=found.framework.identifier)
        return _varying(redirect(address, code=303))
    item = database().get(Item, identifier.lower()) if found.kind == "CFItem" else None
    return _varying(make_response(_item_page(found, item) if item else _other_page(found)))


def _varying(answer: object) -> Response:
    response = make_response(answer)
    response.headers["Vary"] = "Accept"
    return response


def _item_page(found: Addressed, item: Item) -> str:
    session = database()
    neighbours = outcomes.neighbours(session, item)
    return render_template(
        "institution/outcome.html",
        framework=found.framework,
        item=item,
        path=outcomes.path_to(session, item),
        parents=outcomes.parents_of(session, item),
        parts_below=outcomes.parts_of(session, item),
        criteria=outcomes.criteria_of(found.framework, item),
        links=outcomes.links_of(session, item),
        replacements=[link for link in neighbours if link.kind == "replacedBy" and link.outward],
        neighbours=[link for link in neighbours if link.kind != "replacedBy" or not link.outward],
        achievements=outcomes.shown_by(session, item.uri),
        retired=outcomes.retired_on(item, today=now().date()),
        machine_path=found.machine_path,
    )


def _other_page(found: Addressed) -> str:
    return render_template(
        "institution/address.html",
        found=found,
        kind=KINDS[found.kind],
        rubric=rubric_of(found),
        in_order=outcomes.in_order,
        link_words=outcomes.link_words,
        confirmed_by=outcomes.confirmers(found.body),
    )
