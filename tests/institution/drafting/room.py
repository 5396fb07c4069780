"""Tables with one published framework, and short words for what its writers do."""

from datetime import UTC, datetime
from pathlib import Path

from sqlmodel import col, select

from institution.drafting import beginning, reading
from institution.drafting.changing import Author, last_change, lock, next_change, redo, undo
from institution.drafting.records import DraftItem, FrameworkDraft
from institution.frameworks import branches, framework_with, package_of
from institution.records import Framework, Record
from institution.storing import store
from skills.case import package_json, read_package
from tests.institution.packages import JSON, a_package, an_association, an_item, link
from webapp.storage import Storage

BASE = "http://localhost:8001"
NOW = datetime(2026, 11, 23, 9, 41, tzinfo=UTC)
LATER = datetime(2026, 12, 24, 9, 41, tzinfo=UTC)
JOE, MARTA = Author("Joe Kim", LATER), Author("Marta Vogel", LATER)


def welding() -> JSON:
    """Make the package: P with P-1 and P-2, Q with Q-1, and a rubric of two levels for P-1."""
    names = ("P", "P-1", "P-2", "Q", "Q-1")
    top = link("Welding", BASE) | {"title": "Welding"}
    package = a_package(
        BASE,
        items=[an_item(name, BASE, CFItemType="Course" if "-" not in name else "Outcome") for name in names],
        associations=[
            an_association("isChildOf", "P-2", "P", BASE, sequenceNumber=2),
            an_association("isChildOf", "P-1", "P", BASE, sequenceNumber=1),
            an_association("isChildOf", "Q-1", "Q", BASE, sequenceNumber=1),
            an_association("precedes", "P-1", "P-2", BASE),
        ]
        + [
            {
                **an_association("isChildOf", name, "Welding", BASE, sequenceNumber=number),
                "destinationNodeURI": top,
            }
            for number, name in enumerate(("P", "Q"), start=1)
        ],
    )
    package["CFRubrics"] = [a_rubric("P-1", ("Low", "High"))]
    return package


def a_rubric(item: str, names: tuple[str, ...]) -> JSON:
    """Make the rubric of an item with some levels."""
    changed = {"lastChangeDateTime": "2026-08-17T09:00:00Z"}
    levels = [
        {**link(f"{item} {name}", BASE), **changed, "quality": name, "position": number}
        for number, name in enumerate(names, start=1)
    ]
    criterion = {
        **link(f"{item} criterion", BASE),
        **changed,
        "CFItemURI": {**link(item, BASE), "title": item},
        "CFRubricCriterionLevels": levels,
    }
    return {**link(f"{item} rubric", BASE), **changed, "title": item, "CFRubricCriteria": [criterion]}


def at(name: str) -> str:
    """Give the identifier of an item."""
    return str(link(name, BASE)["identifier"])


class Room:
    """A database with the framework in it."""

    def __init__(self, url: str) -> None:
        self.storage = Storage(url, versions=Path(), metadata=[])
        Record.metadata.create_all(self.storage.engine)
        self.session = self.storage.session()
        package = read_package(welding())
        store(self.session, package, own=True, source="a file", by="Ellen", now=NOW)
        self.session.commit()
        self.id = at("Welding")

    def close(self) -> None:
        """Leave the room."""
        self.session.close()
        self.storage.engine.dispose()

    def begin(self) -> FrameworkDraft:
        """Begin a draft."""
        return beginning.begin_next(self.session, self.id, author=JOE)

    @property
    def draft(self) -> FrameworkDraft:
        """Give the draft as it is."""
        self.session.expire_all()
        return beginning.draft_of(self.session, self.id)

    @property
    def live(self) -> Framework:
        """Give what is published."""
        self.session.expire_all()
        return framework_with(self.session, self.id)

    def tree(self, parent: str = "") -> list[object]:
        """Give the draft as nested lists of codes; what is out of use has a star."""
        found: list[object] = []
        for node in reading.forest(self.session, self.draft, [parent])[parent].nodes:
            name = node.code + ("*" if node.ended else "")
            found += [name, self.tree(node.item)] if node.children else [name]
        return found

    def place(self, name: str) -> str:
        """Give the first place of the item with a code."""
        [item] = self.session.exec(
            select(DraftItem.identifier).where(col(DraftItem.code) == name, DraftItem.framework == self.id)
        )
        return reading.main_places(self.session, self.draft, [item])[item]

    def stamp(self, name: str) -> int:
        """Give the stamp of a place."""
        return reading.place_of(self.session, self.draft, self.place(name)).stamp

    def undo(self) -> None:
        """Take the last change back."""
        change = last_change(self.session, self.draft)
        assert change
        undo(self.session, lock(self.session, self.id, JOE), number=change.number)

    def redo(self) -> None:
        """Make it again."""
        change = next_change(self.session, self.draft)
        assert change
        redo(self.session, lock(self.session, self.id, JOE), number=change.number)

    def package(self) -> JSON:
        """Give what is published as CASE."""
        return package_json(package_of(self.session, self.live))

    def published(self) -> list[object]:
        """Give what is published as nested lists of codes."""

        def nested(found: object) -> list[object]:
            codes: list[object] = []
            for branch in found:  # type: ignore[attr-defined]
                codes.append(branch.item.code)
                if branch.children:
                    codes.append(nested(branch.children))
            return codes

        return nested(branches(self.session, self.live))
