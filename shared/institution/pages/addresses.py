"""The permanent addresses: a page for people, CASE JSON for machines, at one and the same place."""

from collections.abc import Sequence

from flask import Blueprint, abort, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from institution import outcomes
from institution.addresses import Addressed, find, replacements, rubric_of, standing_of
from institution.outcomes import Link
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
    """Answer a permanent address as its reader asks: a page, or the way to the CASE JSON.

    Both tell in a Link header what has taken an item's place (RFC 5829).
    """
    found = find(database(), identifier.lower())
    if found is None:
        abort(404)
    item = database().get(Item, identifier.lower()) if found.kind == "CFItem" else None
    links = [*outcomes.links_of(database(), item), *outcomes.neighbours(database(), item)] if item else []
    wanted = request.accept_mimetypes.best_match(["text/html", "application/json"])
    if wanted == "application/json":
        answer = make_response(redirect(found.machine_path, code=303))
    elif found.kind == "CFDocument":
        address = url_for("frameworks.show", identifier=found.framework.identifier)
        answer = make_response(redirect(address, code=303))
    else:
        answer = make_response(_item_page(found, item, links) if item else _other_page(found))
    answer.headers["Vary"] = "Accept"
    for link in replacements(links):
        answer.headers.add("Link", f'<{link.uri}>; rel="successor-version"')
    return answer


def _item_page(found: Addressed, item: Item, links: Sequence[Link]) -> str:
    session, replacing = database(), replacements(links)
    parents, parts = outcomes.parents_of(session, item), outcomes.parts_of(session, item)
    linked = bool(links or parents or parts)
    others = [link for link in links if link not in replacing]
    inside = [link for link in others if link.framework == item.framework]
    return render_template(
        "institution/outcome.html",
        framework=found.framework,
        item=item,
        path=outcomes.path_to(session, item),
        parents=parents,
        parts_below=parts,
        criteria=outcomes.criteria_of(found.framework, item),
        links=[link for link in others if link not in inside],
        neighbours=inside,
        achievements=outcomes.shown_by(session, item.uri),
        standing=standing_of(found.framework, item, replacing, today=now().date()),
        machine_path=found.machine_path,
        links_path=found.machine_path.replace("/CFItems/", "/CFItemAssociations/") if linked else "",
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
