"""Three small frameworks in CASE 1.1, and a library that publishes them."""

from datetime import UTC, datetime
from typing import Any

JSON = dict[str, Any]

HOST = "https://college.test"
CHANGED = "2026-01-01T00:00:00Z"
DEFINITION_SETS = ("CFConcepts", "CFSubjects", "CFItemTypes")


def uuid(number: int) -> str:
    """Make an identifier that is easy to tell apart."""
    return f"6b1f4c1e-5c1c-4b6e-9a2b-{number:012d}"


def entity(number: int, **members: Any) -> JSON:
    """Build what every CASE object has."""
    identifier = uuid(number)
    return {
        "identifier": identifier,
        "uri": f"{HOST}/uri/{identifier}",
        "lastChangeDateTime": CHANGED,
    } | members


def link(number: int, title: str) -> JSON:
    """Build a LinkURI."""
    return {"title": title, "identifier": uuid(number), "uri": f"{HOST}/uri/{uuid(number)}"}


def a_package(number: int, title: str, **members: Any) -> JSON:
    """Build a package of one document with two items, one below the other."""
    document = {"creator": "Example College", "title": title, "caseVersion": "1.1", "language": "en"}
    ends = [("isChildOf", 1, 0), ("isChildOf", 2, 1)]
    return {
        "CFDocument": entity(number, **(document | members)),
        "CFItems": [
            entity(number + i, fullStatement=f"{title} {i}", CFItemType="Outcome") for i in (1, 2, 3)
        ],
        "CFAssociations": [
            entity(
                number + 10 + place,
                associationType=kind,
                originNodeURI=link(number + origin, "origin"),
                destinationNodeURI=link(number + destination, "destination"),
            )
            for place, (kind, origin, destination) in enumerate(ends)
        ],
        "CFDefinitions": {
            "CFConcepts": [
                entity(number + 20, title="Energy", hierarchyCode="1"),
                entity(number + 21, title="Heat", hierarchyCode="1.2"),
                entity(number + 22, title="Light", hierarchyCode="10"),
            ],
            "CFSubjects": [entity(number + 30, title="Welding", hierarchyCode="1")],
            "CFItemTypes": [entity(number + 40, title="Outcome", description="What", hierarchyCode="1")],
            "CFLicenses": [entity(number + 50, title="Open", licenseText="As you like")],
            "CFAssociationGroupings": [entity(number + 60, title="Ours")],
        },
        "CFRubrics": [entity(number + 70, title="Levels")],
    }


PACKAGES = [
    a_package(100, "Welding", description="Ünïcode", subject=["Metal", "Work"], version="2"),
    a_package(200, "Analysis", adoptionStatus="Draft"),
    a_package(300, "Safety", adoptionStatus="Implemented", version="1"),
]


class StandInLibrary:
    """Publish packages that do not change."""

    origin = HOST

    def __init__(self, packages: list[JSON]) -> None:
        self.packages = {each["CFDocument"]["identifier"]: each for each in packages}

    def changed_at(self) -> datetime | None:
        return datetime(2026, 8, 17, 9, 0, tzinfo=UTC)

    def documents(self) -> list[JSON]:
        return [self._document(each) for each in self.packages.values()]

    def document(self, identifier: str) -> JSON | None:
        found = self.packages.get(identifier)
        return self._document(found) if found else None

    def package(self, identifier: str) -> JSON | None:
        return self.packages.get(identifier)

    def item(self, identifier: str) -> JSON | None:
        return self._part("CFItems", identifier)

    def item_associations(self, identifier: str) -> tuple[JSON, list[JSON]] | None:
        item = self.item(identifier)
        found = [each for package in self.packages.values() for each in package["CFAssociations"]]
        if item is None:
            return None
        ends = ("originNodeURI", "destinationNodeURI")
        near = [each for each in found if identifier in [each[end]["identifier"] for end in ends]]
        return item, [each | {"CFDocumentURI": item["CFDocumentURI"]} for each in near]

    def association(self, identifier: str) -> JSON | None:
        return self._part("CFAssociations", identifier)

    def definition(self, kind: str, identifier: str) -> list[JSON]:
        for package in self.packages.values():
            known = {each["identifier"]: each for each in package["CFDefinitions"][kind]}
            if identifier in known:
                below = f"{known[identifier].get('hierarchyCode')}."
                children = [e for e in known.values() if e.get("hierarchyCode", "").startswith(below)]
                return [known[identifier], *(children if kind in DEFINITION_SETS else [])]
        return []

    def rubric(self, identifier: str) -> JSON | None:
        rubrics = [each for package in self.packages.values() for each in package["CFRubrics"]]
        return next((each for each in rubrics if each["identifier"] == identifier), None)

    def _document(self, package: JSON) -> JSON:
        document: JSON = package["CFDocument"]
        uri = f"{HOST}/ims/case/v1p1/CFPackages/{document['identifier']}"
        return document | {"CFPackageURI": link(0, document["title"]) | {"uri": uri}}

    def _part(self, kind: str, identifier: str) -> JSON | None:
        for package in self.packages.values():
            document = package["CFDocument"]
            source = {name: document[name] for name in ("title", "identifier", "uri")}
            for each in package[kind]:
                if each["identifier"] == identifier:
                    return dict(each) | {"CFDocumentURI": source}
        return None
