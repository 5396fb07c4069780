"""Describe what this provider serves: CASE 1.1 in OpenAPI 3.0, CASE 1.0 in OpenAPI 2.0.

https://www.imsglobal.org/spec/case/v1p1
"""

from credentials.standards.vc import JSON
from exchange.case_api.classes import ASSOCIATION_TYPES, CLASSES, VALUES
from exchange.case_api.versions import CODES, Version

# Endpoint, operation and what it answers with.
OPERATIONS = {
    "/CFDocuments": ("getAllCFDocuments", "CFDocumentSet"),
    "/CFDocuments/{sourcedId}": ("getCFDocument", "CFDocument"),
    "/CFPackages/{sourcedId}": ("getCFPackage", "CFPackage"),
    "/CFItems/{sourcedId}": ("getCFItem", "CFItem"),
    "/CFItemAssociations/{sourcedId}": ("getCFItemAssociations", "CFAssociationSet"),
    "/CFAssociations/{sourcedId}": ("getCFAssociation", "CFAssociation"),
    "/CFAssociationGroupings/{sourcedId}": ("getCFAssociationGrouping", "CFAssociationGrouping"),
    "/CFConcepts/{sourcedId}": ("getCFConcept", "CFConceptSet"),
    "/CFSubjects/{sourcedId}": ("getCFSubject", "CFSubjectSet"),
    "/CFItemTypes/{sourcedId}": ("getCFItemType", "CFItemTypeSet"),
    "/CFLicenses/{sourcedId}": ("getCFLicense", "CFLicense"),
    "/CFRubrics/{sourcedId}": ("getCFRubric", "CFRubric"),
}
ERRORS = {
    "404": "The identifier is unknown, or no UUID; or no document answers.",
    "500": "Something broke here.",
    "default": "Any other error, such as a method that CASE does not have.",
}
UNUSABLE = "A query parameter cannot be used."
_QUERY: dict[str, JSON] = {
    "limit": {"type": "integer", "format": "int32", "minimum": 1, "default": 100},
    "offset": {"type": "integer", "format": "int32", "minimum": 0, "default": 0},
    "sort": {"type": "string"},
    "orderBy": {"type": "string", "enum": ["asc", "desc"]},
    "filter": {"type": "string"},
    "fields": {"type": "array", "items": {"type": "string"}},
}
_INFO = {
    "title": "Competencies and Academic Standards Exchange (CASE) Service",
    "description": "The read endpoints of a CASE provider. Open to all, no authorization.",
    "license": {"name": "Apache 2.0", "url": "https://www.apache.org/licenses/LICENSE-2.0.html"},
}
_HEADERS = {
    "X-Total-Count": ("How many documents there are in all.", {"type": "integer"}),
    "Link": ("The first, previous, next and last page.", {"type": "string"}),
}
_ALWAYS = {
    "ETag": ("Names this very answer; send it back as If-None-Match.", {"type": "string"}),
    "Last-Modified": ("When what is published here last changed.", {"type": "string"}),
}


def openapi(version: Version) -> JSON:
    """Return the description of every path that a version serves."""
    return _OpenAPI2(version).document() if version.is_first else _OpenAPI3(version).document()


class _OpenAPI3:
    """Write the description in OpenAPI 3.0."""

    schemas = "#/components/schemas"
    suffix = "DType"

    def __init__(self, version: Version) -> None:
        self._version = version

    def document(self) -> JSON:
        return {
            "openapi": "3.0.0",
            "info": {**_INFO, "version": self._version.number},
            "servers": [{"url": self._version.base}],
            "paths": self.paths(),
            "components": {"schemas": self.classes()},
        }

    def paths(self) -> JSON:
        return {path: {"get": self.operation(path, *what)} for path, what in OPERATIONS.items()}

    def operation(self, path: str, name: str, answers: str) -> JSON:
        is_list = "{" not in path
        found = self.response("What was asked for.", answers)
        found["headers"] = {
            header: self.header(*said) for header, said in ((_HEADERS if is_list else {}) | _ALWAYS).items()
        }
        failures = ({"400": UNUSABLE} if is_list else {}) | ERRORS
        return {
            "operationId": name,
            "summary": f"Read: {name}",
            "parameters": self.query() if is_list else [self.sourced_id()],
            "responses": {
                "200": found,
                "304": {"description": "What the consumer has is what there is."},
                **{code: self.response(said, "imsx_StatusInfo") for code, said in failures.items()},
            },
        }

    def response(self, description: str, name: str) -> JSON:
        return {
            "description": description,
            "content": {"application/json": {"schema": self.reference(name)}},
        }

    def header(self, description: str, schema: JSON) -> JSON:
        return {"description": description, "schema": schema}

    def sourced_id(self) -> JSON:
        return {"name": "sourcedId", "in": "path", "required": True, "schema": {"type": "string"}}

    def query(self) -> list[JSON]:
        return [
            {"name": name, "in": "query", "required": False, "schema": schema, **self.style(schema)}
            for name, schema in _QUERY.items()
        ]

    def style(self, schema: JSON) -> JSON:
        return {"style": "form", "explode": False} if schema["type"] == "array" else {}

    def classes(self) -> JSON:
        return {name + self.suffix: self.class_schema(name) for name in CLASSES}

    def class_schema(self, name: str) -> JSON:
        kept = self._version.members[name]
        kinds = {member: kind for member, kind in CLASSES[name].items() if member in kept}
        schema: JSON = {"type": "object", "additionalProperties": False}
        schema["properties"] = {member: self.value(kind.rstrip("!+")) for member, kind in kinds.items()}
        required = [member for member, kind in kinds.items() if kind.endswith("!")]
        return {**schema, **({"required": required} if required else {})}

    def value(self, kind: str) -> JSON:
        if kind.startswith("["):
            least = {"minItems": 1} if kind.endswith("]1") else {}
            return {"type": "array", **least, "items": self.value(kind.strip("[]1"))}
        if kind == "minor":
            return {"type": "string", "enum": [self._version.code(code) for code in CODES]}
        if kind == "association" and self._version.is_first:
            return {"type": "string", "enum": list(ASSOCIATION_TYPES)}
        return self.reference(kind) if kind in CLASSES else dict(VALUES[kind])

    def reference(self, name: str) -> JSON:
        return {"$ref": f"{self.schemas}/{name}{self.suffix}"}


class _OpenAPI2(_OpenAPI3):
    """Write the description in OpenAPI 2.0, as CASE 1.0 has it."""

    schemas = "#/definitions"
    suffix = ".Type"

    def document(self) -> JSON:
        return {
            "swagger": "2.0",
            "info": {**_INFO, "version": self._version.number},
            "basePath": self._version.base,
            "consumes": ["application/json"],
            "produces": ["application/json"],
            "paths": self.paths(),
            "definitions": self.classes(),
        }

    def response(self, description: str, name: str) -> JSON:
        return {"description": description, "schema": self.reference(name)}

    def header(self, description: str, schema: JSON) -> JSON:
        return {"description": description, **schema}

    def sourced_id(self) -> JSON:
        return {"name": "sourcedId", "in": "path", "required": True, "type": "string"}

    def query(self) -> list[JSON]:
        return [{"name": name, "in": "query", "required": False, **schema} for name, schema in _QUERY.items()]
