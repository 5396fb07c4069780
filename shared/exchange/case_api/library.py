"""The library: what a site that publishes frameworks must offer, and the words of the CASE service.

https://www.imsglobal.org/spec/case/v1p1
"""

import re
from datetime import datetime
from typing import Protocol

from credentials.standards.vc import JSON
from exchange.case_api.versions import V1P1, Version
from exchange.errors import ProtocolError

BASE, DISCOVERY = V1P1.base, V1P1.discovery
# Definitions that are answered as a set: the one asked for, then its children.
DEFINITION_SETS = ("CFConcepts", "CFSubjects", "CFItemTypes")
DEFINITIONS = (*DEFINITION_SETS, "CFLicenses", "CFAssociationGroupings")

_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


class Library(Protocol):
    """What a site that publishes frameworks must offer, each thing in the shape of its CASE 1.1 class."""

    @property
    def origin(self) -> str:
        """Return the origin at which the site is known."""

    def changed_at(self) -> datetime | None:
        """Return when what is published last changed; nothing if it is not known."""

    def documents(self) -> list[JSON]:
        """Return every CFDocument, with its CFPackageURI."""

    def document(self, identifier: str) -> JSON | None:
        """Return a CFDocument, with its CFPackageURI."""

    def package(self, identifier: str) -> JSON | None:
        """Return the CFPackage of a document."""

    def item(self, identifier: str) -> JSON | None:
        """Return a CFItem, with its CFDocumentURI."""

    def item_associations(self, identifier: str) -> tuple[JSON, list[JSON]] | None:
        """Return a CFItem and every CFAssociation that starts or ends at it."""

    def association(self, identifier: str) -> JSON | None:
        """Return a CFAssociation."""

    def definition(self, kind: str, identifier: str) -> list[JSON]:
        """Return a definition of a kind such as `CFConcepts`, then its children; nothing if unknown."""

    def rubric(self, identifier: str) -> JSON | None:
        """Return a CFRubric."""


def checked_identifier(sourced_id: str) -> str:
    """Return an identifier that is a UUID, or raise the error that CASE has for others."""
    identifier = sourced_id.lower()
    if not _UUID.fullmatch(identifier):
        raise ProtocolError("invalid_uuid", f"found {sourced_id:.60}, expected a UUID", 404)
    return identifier


def status_info(error: ProtocolError, version: Version = V1P1) -> JSON:
    """Return the `imsx_StatusInfo` that tells a consumer what went wrong."""
    code = version.code(error.code)
    minor = {"imsx_codeMinorFieldName": "TargetEndSystem", "imsx_codeMinorFieldValue": code}
    return {
        "imsx_codeMajor": "failure",
        "imsx_severity": "error",
        "imsx_description": error.description,
        "imsx_codeMinor": {"imsx_codeMinorField": [minor]},
    }


def successors(item: JSON, associations: list[JSON]) -> list[str]:
    """Return the addresses of what has taken an item's place."""
    return [
        one["destinationNodeURI"]["uri"]
        for one in associations
        if one["associationType"] == "replacedBy" and one["originNodeURI"]["uri"] == item["uri"]
    ]
