"""The institution's own frameworks as CASE 1.1 documents, for other machines to read."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlmodel import Session, col, or_, select

from exchange.case_api.library import DEFINITION_SETS
from institution.frameworks import all_frameworks, package_of
from institution.records import Association, Framework, Item
from skills.case import package_json

JSON = dict[str, Any]


class Shelf:
    """Serve the frameworks that this institution publishes; copies of partners' stay inside."""

    def __init__(self, session: Session, origin: str) -> None:
        self._session = session
        self._origin = origin

    def documents(self) -> list[JSON]:
        """List the CFDocuments."""
        return [self._document(framework) for framework in all_frameworks(self._session, own=True)]

    def document(self, identifier: str) -> JSON | None:
        """Give one CFDocument."""
        framework = self._framework(identifier)
        return self._document(framework) if framework else None

    def package(self, identifier: str) -> JSON | None:
        """Give one CFPackage."""
        framework = self._framework(identifier)
        return package_json(package_of(self._session, framework)) if framework else None

    def item(self, identifier: str) -> JSON | None:
        """Give one CFItem."""
        item = self._session.get(Item, identifier)
        framework = self._framework(item.framework) if item else None
        return {**item.body, "CFDocumentURI": _link(framework)} if item and framework else None

    def item_associations(self, identifier: str) -> tuple[JSON, list[JSON]] | None:
        """Give one CFItem with every association of ours that it takes part in."""
        body = self.item(identifier)
        if body is None:
            return None
        own = [framework.identifier for framework in all_frameworks(self._session, own=True)]
        found = self._session.exec(
            select(Association)
            .where(
                col(Association.framework).in_(own),
                or_(
                    col(Association.origin_uri) == body["uri"],
                    col(Association.destination_uri) == body["uri"],
                ),
            )
            .order_by(col(Association.framework), col(Association.position))
        )
        return body, [association.body for association in found]

    def association(self, identifier: str) -> JSON | None:
        """Give one CFAssociation."""
        association = self._session.get(Association, identifier)
        if association is None or self._framework(association.framework) is None:
            return None
        return self._association(association)

    def definition(self, kind: str, identifier: str) -> list[JSON]:
        """Give one definition of a kind such as CFSubjects, then those below it in its hierarchy."""
        for framework in all_frameworks(self._session, own=True):
            entries: list[JSON] = framework.definitions.get(kind, [])
            found = _with(entries, identifier)
            if found is not None:
                return [found, *_below(entries, found)] if kind in DEFINITION_SETS else [found]
        return []

    def rubric(self, identifier: str) -> JSON | None:
        """Give one CFRubric."""
        frameworks = all_frameworks(self._session, own=True)
        return _with((rubric for framework in frameworks for rubric in framework.rubrics), identifier)

    def _framework(self, identifier: str) -> Framework | None:
        framework = self._session.get(Framework, identifier)
        return framework if framework is not None and framework.own else None

    def _document(self, framework: Framework) -> JSON:
        package_uri = f"{self._origin}/ims/case/v1p1/CFPackages/{framework.identifier}"
        link = {"title": framework.title, "identifier": framework.identifier, "uri": package_uri}
        return {**framework.document, "CFPackageURI": link}

    def _association(self, association: Association) -> JSON:
        framework = self._framework(association.framework)
        return {**association.body, "CFDocumentURI": _link(framework)} if framework else association.body


def _link(framework: Framework | None) -> JSON:
    if framework is None:
        return {}
    return {"title": framework.title, "identifier": framework.identifier, "uri": framework.uri}


def _with(entries: Iterable[JSON], identifier: str) -> JSON | None:
    return next((entry for entry in entries if entry["identifier"].lower() == identifier), None)


def _below(entries: Sequence[JSON], found: JSON) -> list[JSON]:
    start = f"{found['hierarchyCode']}."
    children = [entry for entry in entries if entry["hierarchyCode"].startswith(start)]
    return sorted(children, key=lambda entry: str(entry["hierarchyCode"]))
