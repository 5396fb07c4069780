"""The institution's own frameworks as CASE documents, for other machines to read."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.orm import defer
from sqlmodel import Session, col, func, or_, select

from exchange.case_api.library import BASE, DEFINITION_SETS
from institution.frameworks import all_frameworks, bodies_of
from institution.records import Association, Framework, Item

JSON = dict[str, Any]
# Links of documents that are only proposed are read in their document, where it says so.
PROPOSED = ("Draft", "Pending Implementation")
HEAVY: tuple[Any, ...] = (Framework.definitions, Framework.rubrics, Framework.others)


class Shelf:
    """Serve the frameworks that this institution publishes; copies of partners' stay inside."""

    def __init__(self, session: Session, origin: str) -> None:
        self._session = session
        self.origin = origin

    def changed_at(self) -> datetime | None:
        """Tell when a framework was last published here."""
        newest: datetime | None = self._session.exec(
            select(func.max(col(Framework.brought_at))).where(col(Framework.own))
        ).one()
        return newest

    def documents(self) -> list[JSON]:
        """List the CFDocuments."""
        return [self._document(framework) for framework in self._published()]

    def document(self, identifier: str) -> JSON | None:
        """Give one CFDocument."""
        framework = self._framework(identifier)
        return self._document(framework) if framework else None

    def package(self, identifier: str) -> JSON | None:
        """Give one CFPackage; its parts are read as they are, for there may be thousands."""
        framework = self._framework(identifier)
        if framework is None:
            return None
        lists: JSON = {
            "CFItems": bodies_of(self._session, Item, framework),
            "CFAssociations": bodies_of(self._session, Association, framework),
            "CFDefinitions": framework.definitions,
            "CFRubrics": framework.rubrics,
        }
        kept = {name: value for name, value in lists.items() if value or name in framework.stated}
        return {"CFDocument": framework.document, **kept, **framework.others}

    def item(self, identifier: str) -> JSON | None:
        """Give one CFItem."""
        item = self._session.get(Item, identifier)
        framework = self._framework(item.framework) if item else None
        return {**item.body, "CFDocumentURI": _link(framework)} if item and framework else None

    def item_associations(self, identifier: str) -> tuple[JSON, list[JSON]] | None:
        """Give one CFItem with every association of ours that it takes part in and that counts."""
        body = self.item(identifier)
        if body is None:
            return None
        home = body["CFDocumentURI"]["identifier"]
        counting = [
            framework.identifier
            for framework in self._published()
            if framework.identifier == home or framework.status not in PROPOSED
        ]
        query: Any = (
            select(Association.body)
            .join(Framework, col(Framework.identifier) == col(Association.framework))
            .where(
                col(Framework.identifier).in_(counting),
                or_(
                    col(Association.origin_uri) == body["uri"],
                    col(Association.destination_uri) == body["uri"],
                ),
            )
            .order_by(col(Framework.position), col(Association.position))
        )
        return body, list(self._session.exec(query))

    def association(self, identifier: str) -> JSON | None:
        """Give one CFAssociation."""
        association = self._session.get(Association, identifier)
        framework = self._framework(association.framework) if association else None
        if association is None or framework is None:
            return None
        return {**association.body, "CFDocumentURI": _link(framework)}

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

    def _published(self) -> Sequence[Framework]:
        """List our own frameworks; what is large in them is read when asked for."""
        query = select(Framework).where(col(Framework.own)).order_by(col(Framework.position))
        return self._session.exec(query.options(*(defer(column) for column in HEAVY))).all()

    def _framework(self, identifier: str) -> Framework | None:
        framework = self._session.get(Framework, identifier)
        return framework if framework is not None and framework.own else None

    def _document(self, framework: Framework) -> JSON:
        package_uri = f"{self.origin}{BASE}/CFPackages/{framework.identifier}"
        link = {"title": framework.title, "identifier": framework.identifier, "uri": package_uri}
        return {**framework.document, "CFPackageURI": link}


def _link(framework: Framework) -> JSON:
    return {"title": framework.title, "identifier": framework.identifier, "uri": framework.uri}


def _with(entries: Iterable[JSON], identifier: str) -> JSON | None:
    return next((entry for entry in entries if entry["identifier"].lower() == identifier), None)


def _below(entries: Sequence[JSON], found: JSON) -> list[JSON]:
    start = f"{found['hierarchyCode']}."
    children = [entry for entry in entries if entry["hierarchyCode"].startswith(start)]
    return sorted(children, key=lambda entry: str(entry["hierarchyCode"]))
