"""Serve the endpoints of a CASE 1.1 provider."""

from collections.abc import Callable
from typing import TypeVar

from flask import Blueprint, Response, jsonify, request

from credentials.standards.vc import JSON
from exchange.case_api.discovery import openapi
from exchange.case_api.library import (
    BASE,
    DEFINITION_SETS,
    DEFINITIONS,
    DISCOVERY,
    Library,
    checked_identifier,
    status_info,
)
from exchange.case_api.listing import list_documents
from exchange.errors import ProtocolError

T = TypeVar("T")
OTHER_METHODS = ("POST", "PUT", "PATCH", "DELETE", "TRACE")


def blueprint(library: Callable[[], Library]) -> Blueprint:
    """Return the endpoints of a site's library."""
    routes = Blueprint("case_api", __name__)
    routes.register_error_handler(ProtocolError, refused)
    _list(routes, library)
    _show(routes, library)
    _show_sets(routes, library)
    routes.get(f"{BASE}/<path:rest>")(nothing_there)
    routes.add_url_rule(f"{BASE}/<path:rest>", view_func=only_read, methods=OTHER_METHODS)
    return routes


def _list(routes: Blueprint, library: Callable[[], Library]) -> None:
    @routes.get(f"{BASE}/CFDocuments")
    def documents() -> Response:
        asked = {name: ",".join(values) for name, values in request.args.lists()}
        page = list_documents(library().documents(), asked)
        answer = jsonify({"CFDocuments": page.documents})
        answer.headers["X-Total-Count"] = str(page.total)
        answer.headers["Link"] = page.links
        return answer

    @routes.get(DISCOVERY)
    def discovery() -> Response:
        return jsonify(openapi())


def _show(routes: Blueprint, library: Callable[[], Library]) -> None:
    single: dict[str, Callable[[str], JSON | None]] = {
        "CFDocuments": lambda identifier: library().document(identifier),
        "CFPackages": lambda identifier: library().package(identifier),
        "CFItems": lambda identifier: library().item(identifier),
        "CFAssociations": lambda identifier: library().association(identifier),
        "CFRubrics": lambda identifier: library().rubric(identifier),
    }

    @routes.get(f"{BASE}/<any({', '.join(single)}):kind>/<sourced_id>")
    def one(kind: str, sourced_id: str) -> Response:
        return jsonify(known(kind, sourced_id, single[kind]))


def _show_sets(routes: Blueprint, library: Callable[[], Library]) -> None:
    @routes.get(f"{BASE}/CFItemAssociations/<sourced_id>")
    def item_associations(sourced_id: str) -> Response:
        item, found = known("CFItems", sourced_id, library().item_associations)
        if not found:
            raise ProtocolError("unknownobject", f"item {item['identifier']} has no associations", 404)
        return jsonify({"CFItem": item, "CFAssociations": [without_source(each) for each in found]})

    @routes.get(f"{BASE}/<any({', '.join(DEFINITIONS)}):kind>/<sourced_id>")
    def definition(kind: str, sourced_id: str) -> Response:
        found = known(kind, sourced_id, lambda identifier: library().definition(kind, identifier) or None)
        return jsonify({kind: found} if kind in DEFINITION_SETS else found[0])


def without_source(association: JSON) -> JSON:
    """Return an association as it stands in a set, where its document is not named."""
    return {name: value for name, value in association.items() if name != "CFDocumentURI"}


def known(kind: str, sourced_id: str, find: Callable[[str], T | None]) -> T:
    """Return what an identifier names, or raise the error that CASE has for unknown ones."""
    identifier = checked_identifier(sourced_id)
    found = find(identifier)
    if found is None:
        raise ProtocolError("unknownobject", f"{identifier} is not one of the {kind} here", 404)
    return found


def nothing_there(rest: str) -> Response:
    """Answer for an address that the binding does not have."""
    raise ProtocolError("unknownobject", f"the CASE 1.1 binding has no {rest:.60}", 404)


def only_read(rest: str) -> Response:
    """Answer for a method that the binding does not have at any address."""
    error = ProtocolError("forbidden", f"found {request.method}, expected GET: CASE 1.1 only reads", 405)
    answer = refused(error)
    answer.headers["Allow"] = "GET, HEAD, OPTIONS"
    return answer


def refused(error: ProtocolError) -> Response:
    """Answer with an `imsx_StatusInfo`."""
    response = jsonify(status_info(error))
    response.status_code = error.status
    return response
