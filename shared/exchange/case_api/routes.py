"""Serve the endpoints of a CASE provider, version 1.1 and 1.0."""

import hashlib
import json
from collections.abc import Callable
from typing import TypeVar

from flask import Blueprint, Response, request
from werkzeug.exceptions import HTTPException

from credentials.standards.vc import JSON
from exchange.case_api.discovery import openapi
from exchange.case_api.library import (
    DEFINITION_SETS,
    DEFINITIONS,
    Library,
    checked_identifier,
    status_info,
    successors,
)
from exchange.case_api.listing import list_documents
from exchange.case_api.versions import V1P0, V1P1, VERSIONS, Version
from exchange.errors import ProtocolError

T = TypeVar("T")
READING = ("GET", "HEAD")
OTHER_METHODS = ("POST", "PUT", "PATCH", "DELETE", "TRACE", "OPTIONS")
ROOT = "/ims/case"
CODES = {404: "unknownobject", 429: "server_busy", 503: "server_busy"}


def blueprint(library: Callable[[], Library]) -> Blueprint:
    """Return the endpoints of a site's library."""
    routes = Blueprint("case_api", __name__)
    routes.register_error_handler(ProtocolError, refused)
    routes.register_error_handler(HTTPException, broken)
    for version in VERSIONS:
        endpoints = Endpoints(library, version)
        for path, view in endpoints.paths().items():
            name = f"{view.__name__}_{version.number.replace('.', '_')}"
            _add(routes, f"{version.base}/{path}", name, view)
        _add(routes, version.discovery, f"discovery_{version.number.replace('.', '_')}", endpoints.discovery)
    for path in (ROOT, f"{ROOT}/", f"{ROOT}/<path:rest>"):
        _add(routes, path, f"nothing_there_{len(path)}", nothing_there)
        routes.add_url_rule(path, view_func=only_read, methods=OTHER_METHODS, provide_automatic_options=False)
    return routes


def _add(routes: Blueprint, path: str, name: str, view: Callable[..., Response]) -> None:
    routes.add_url_rule(path, name, view, methods=READING, provide_automatic_options=False)


class Endpoints:
    """Answer what one version of CASE asks of a library."""

    def __init__(self, library: Callable[[], Library], version: Version) -> None:
        self._library = library
        self._version = version

    def paths(self) -> dict[str, Callable[..., Response]]:
        """Say which path each endpoint has."""
        return {
            "CFDocuments": self.documents,
            "CFDocuments/<sourced_id>": self.document,
            "CFPackages/<sourced_id>": self.package,
            "CFItems/<sourced_id>": self.item,
            "CFItemAssociations/<sourced_id>": self.item_associations,
            "CFAssociations/<sourced_id>": self.association,
            f"<any({', '.join(DEFINITIONS)}):kind>/<sourced_id>": self.definition,
            "CFRubrics/<sourced_id>": self.rubric,
        }

    def documents(self) -> Response:
        """List the documents, as the query parameters ask."""
        library, shaped = self._library(), self._version.shaped
        page = list_documents(
            [shaped("CFDocument", each) for each in library.documents()],
            {name: ",".join(values) for name, values in request.args.lists()},
            fields=self._version.fields,
            address=f"{library.origin}{self._version.base}/CFDocuments",
        )
        answer = self._answer({"CFDocuments": page.documents})
        answer.headers["X-Total-Count"] = str(page.total)
        answer.headers["Link"] = page.links
        return answer

    def document(self, sourced_id: str) -> Response:
        """Give a document."""
        return self._one("CFDocument", sourced_id, self._library().document)

    def package(self, sourced_id: str) -> Response:
        """Give the package of a document."""
        return self._one("CFPackage", sourced_id, self._library().package)

    def item(self, sourced_id: str) -> Response:
        """Give an item; one that is out of use names what took its place in a Link header (RFC 5829)."""
        library = self._library()
        item = known("CFItems", sourced_id, library.item)
        answer = self._answer(self._version.shaped("CFItem", item))
        if "statusEndDate" in item:
            found = library.item_associations(str(item["identifier"]).lower())
            for address in successors(*found) if found else ():
                answer.headers.add("Link", f'<{address}>; rel="successor-version"')
        return answer

    def item_associations(self, sourced_id: str) -> Response:
        """Give an item with the associations that start or end at it."""
        item, found = known("CFItems", sourced_id, self._library().item_associations)
        kept = [association for association in found if self._version.knows(association)]
        if not kept:
            raise ProtocolError("unknownobject", f"item {item['identifier']} has no associations", 404)
        pair = {"CFItem": item, "CFAssociations": kept}
        return self._answer(self._version.shaped("CFAssociationSet", pair))

    def association(self, sourced_id: str) -> Response:
        """Give an association."""

        def find(identifier: str) -> JSON | None:
            found = self._library().association(identifier)
            return found if found and self._version.knows(found) else None

        return self._one("CFAssociation", sourced_id, find)

    def definition(self, kind: str, sourced_id: str) -> Response:
        """Give a definition, in a set with those below it where its kind has an order."""
        library = self._library()
        found = known(kind, sourced_id, lambda identifier: library.definition(kind, identifier) or None)
        shaped = [self._version.shaped(kind[:-1], each) for each in found]
        return self._answer({kind: shaped} if kind in DEFINITION_SETS else shaped[0])

    def rubric(self, sourced_id: str) -> Response:
        """Give a rubric."""
        return self._one("CFRubric", sourced_id, self._library().rubric)

    def discovery(self) -> Response:
        """Describe what is served."""
        return _conditional(Response(json.dumps(openapi(self._version)), mimetype="application/json"))

    def _one(self, name: str, sourced_id: str, find: Callable[[str], JSON | None]) -> Response:
        found = known(f"{name}s", sourced_id, find)
        return self._answer(self._version.shaped(name, found))

    def _answer(self, body: JSON) -> Response:
        answer = Response(json.dumps(body), mimetype="application/json")
        answer.last_modified = self._library().changed_at()
        return _conditional(answer)


def _conditional(answer: Response) -> Response:
    """Name an answer by what it says, and answer 304 to whoever has it already (RFC 9110 section 13)."""
    answer.set_etag(hashlib.sha256(answer.get_data()).hexdigest()[:32])
    answer.headers["Cache-Control"] = "no-cache"
    answer.make_conditional(request)
    return answer


def known(kind: str, sourced_id: str, find: Callable[[str], T | None]) -> T:
    """Return what an identifier names, or raise the error that CASE has for unknown ones."""
    identifier = checked_identifier(sourced_id)
    found = find(identifier)
    if found is None:
        raise ProtocolError("unknownobject", f"{identifier} is not one of the {kind} here", 404)
    return found


def asked_version() -> Version:
    """Return the version whose address was asked."""
    return V1P0 if request.path.startswith(V1P0.base) else V1P1


def nothing_there(rest: str = "") -> Response:
    """Answer for an address that the binding does not have."""
    raise ProtocolError("unknownobject", f"CASE has no {rest or 'such address':.60}", 404)


def only_read(rest: str = "") -> Response:
    """Answer for a method that the binding does not have at any address, and say which it has."""
    if request.method == "OPTIONS":
        answer = Response(status=204)
    else:
        said = f"found {request.method}, expected GET: CASE {asked_version().number} only reads"
        answer = refused(ProtocolError("forbidden", said, 405))
    answer.headers["Allow"] = "GET, HEAD, OPTIONS"
    return answer


def refused(error: ProtocolError) -> Response:
    """Answer with an `imsx_StatusInfo`."""
    body = json.dumps(status_info(error, asked_version()))
    return Response(body, status=error.status, mimetype="application/json")


def broken(error: HTTPException) -> Response:
    """Answer with an `imsx_StatusInfo` for what went wrong outside of CASE, without telling how."""
    status = error.code or 500
    usual = "internal_server_error" if status >= 500 else "invalid_selection_field"
    said = "something went wrong here" if status >= 500 else f"the request cannot be read: {error.name}"
    return refused(ProtocolError(CODES.get(status, usual), said, status))
