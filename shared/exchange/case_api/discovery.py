"""Describe what this provider serves, in OpenAPI 3.0."""

from credentials.standards.vc import JSON
from exchange.case_api.library import BASE

OPERATIONS = {
    "/CFDocuments": "getAllCFDocuments",
    "/CFDocuments/{sourcedId}": "getCFDocument",
    "/CFPackages/{sourcedId}": "getCFPackage",
    "/CFItems/{sourcedId}": "getCFItem",
    "/CFItemAssociations/{sourcedId}": "getCFItemAssociations",
    "/CFAssociations/{sourcedId}": "getCFAssociation",
    "/CFAssociationGroupings/{sourcedId}": "getCFAssociationGrouping",
    "/CFConcepts/{sourcedId}": "getCFConcept",
    "/CFSubjects/{sourcedId}": "getCFSubject",
    "/CFItemTypes/{sourcedId}": "getCFItemType",
    "/CFLicenses/{sourcedId}": "getCFLicense",
    "/CFRubrics/{sourcedId}": "getCFRubric",
}


def openapi() -> JSON:
    """Return the description of every path that is served; bodies follow the CASE 1.1 JSON schemas."""
    return {
        "openapi": "3.0.0",
        "info": {
            "title": "Competencies and Academic Standards Exchange (CASE) Service",
            "version": "1.1",
            "description": "The read endpoints of a CASE 1.1 provider. Open to all, no authorization.",
        },
        "servers": [{"url": BASE}],
        "paths": {path: {"get": _operation(path, name)} for path, name in OPERATIONS.items()},
        "components": {"schemas": {"imsx_StatusInfo": _STATUS_INFO}},
    }


def _operation(path: str, name: str) -> JSON:
    parameters = [_SOURCED_ID] if "{" in path else _QUERY
    return {
        "operationId": name,
        "parameters": parameters,
        "responses": {
            "200": {"description": "What was asked for.", "content": {"application/json": {}}},
            "400": _failure("A query parameter cannot be used."),
            "404": _failure("The identifier is unknown, or not a UUID; or no document answers."),
        },
    }


def _failure(description: str) -> JSON:
    schema = {"$ref": "#/components/schemas/imsx_StatusInfo"}
    return {"description": description, "content": {"application/json": {"schema": schema}}}


def _query(name: str, **schema: object) -> JSON:
    return {"name": name, "in": "query", "required": False, "schema": schema}


_SOURCED_ID: JSON = {
    "name": "sourcedId",
    "in": "path",
    "required": True,
    "schema": {"type": "string", "format": "uuid"},
}
_QUERY = [
    _query("limit", type="integer", minimum=1, default=100),
    _query("offset", type="integer", minimum=0, default=0),
    _query("sort", type="string"),
    _query("orderBy", type="string", enum=["asc", "desc"]),
    _query("filter", type="string"),
    _query("fields", type="string"),
]
_STATUS_INFO: JSON = {
    "type": "object",
    "required": ["imsx_codeMajor", "imsx_severity"],
    "properties": {
        "imsx_codeMajor": {"type": "string"},
        "imsx_severity": {"type": "string"},
        "imsx_description": {"type": "string"},
        "imsx_codeMinor": {"type": "object"},
    },
}
