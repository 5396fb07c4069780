"""Say what is known of one outcome or competency: where it stands, its levels, what it is linked to."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Mapped
from sqlmodel import Session, col, func, or_, select
from sqlmodel.sql.expression import SelectOfScalar

from institution.crosswalks.records import Crosswalk
from institution.frameworks import WITHIN
from institution.records import Achievement, Association, Framework, Item
from skills.case import level_ended

JSON = dict[str, Any]
MOST_STEPS_UP = 12
_ONLY_PROPOSED = col(Association.framework).in_(select(Crosswalk.decisions_document))
# An integrated framework says once more what the crosswalk says; its links are shown at its own items only.
_SAID_ELSEWHERE = col(Association.framework).in_(select(Crosswalk.integrated_document))

# How an association reads from its origin, and from its destination.
LINK_WORDS: Mapping[str, tuple[str, str]] = {
    "exactMatchOf": ("Same as", "Same as"),
    "isRelatedTo": ("Related to", "Related to"),
    "isPartOf": ("Part of", "Has as a part"),
    "isChildOf": ("Part of", "Has as a part"),
    "isPeerOf": ("Beside", "Beside"),
    "precedes": ("Comes before", "Comes after"),
    "replacedBy": ("Replaced by", "Takes the place of"),
    "exemplar": ("Example of", "Has the example"),
    "hasSkillLevel": ("Has the level", "Is the level of"),
    "isTranslationOf": ("Translation of", "Translated as"),
}


@dataclass(frozen=True)
class Link:
    """A confirmed link of an item to an item of another framework, seen from the item."""

    kind: str
    outward: bool
    title: str
    uri: str
    confirmed_by: tuple[JSON, ...]
    notes: str
    framework: str = ""

    @property
    def words(self) -> str:
        """Say how the item stands to the far end."""
        return link_words(self.kind, outward=self.outward)


def link_words(kind: str, *, outward: bool = True) -> str:
    """Say a kind of association in words."""
    words = LINK_WORDS.get(kind, (kind.removeprefix("ext:"),) * 2)
    return words[0] if outward else words[1]


def links_of(session: Session, item: Item) -> list[Link]:
    """List the confirmed links of an item to items of other frameworks."""
    return [link for link in _associations_of(session, item) if link.framework != item.framework]


def neighbours(session: Session, item: Item) -> list[Link]:
    """List how an item stands to others of its framework, beside being a part: order, replacement."""
    found = _associations_of(session, item)
    return [link for link in found if link.framework == item.framework and link.kind not in WITHIN]


def _associations_of(session: Session, item: Item) -> list[Link]:
    here = or_(col(Association.origin_uri) == item.uri, col(Association.destination_uri) == item.uri)
    found = session.exec(
        select(Association)
        .where(here, ~_ONLY_PROPOSED)
        .where(or_(~_SAID_ELSEWHERE, col(Association.framework) == item.framework))
        .order_by(col(Association.framework), col(Association.position))
    ).all()
    links = [_link(association, item.uri) for association in found]
    kept = session.exec(
        select(Item.uri, Item.framework).where(col(Item.uri).in_([link.uri for link in links]))
    )
    at = dict(kept.all())
    own = session.get(Framework, item.framework)
    if own is not None:
        at[own.uri] = own.identifier
    return [Link(**{**vars(link), "framework": at.get(link.uri, "")}) for link in links]


def _link(association: Association, uri: str) -> Link:
    outward = association.origin_uri == uri
    far = association.body["destinationNodeURI" if outward else "originNodeURI"]
    return Link(
        kind=association.kind,
        outward=outward,
        title=far["title"],
        uri=far["uri"],
        confirmed_by=confirmers(association.body),
        notes=association.body.get("notes", ""),
    )


def confirmers(association: Mapping[str, Any]) -> tuple[JSON, ...]:
    """Give who confirmed a link and when, as far as its extension can be read."""
    extensions = association.get("extensions")
    found = extensions.get("confirmedBy") if isinstance(extensions, dict) else None
    people = [entry for entry in found if isinstance(entry, dict)] if isinstance(found, list) else []
    return tuple(
        {
            "name": str(person.get("name", "")),
            "role": str(person.get("role", "")),
            "institution": str(person.get("institution", "")),
            "date": day(person.get("date")),
        }
        for person in people
        if person.get("name")
    )


def day(text: object) -> date | None:
    """Read a day such as 2026-08-17; nothing for whatever else stands there."""
    try:
        return date.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None


def link_counts(session: Session, framework: Framework) -> Mapping[str, int]:
    """Count the links of every item of a framework to other frameworks, by the item's URI."""
    inside = select(Item.uri).where(Item.framework == framework.identifier)
    numbers: dict[str, int] = {}
    ends = (
        (Association.origin_uri, Association.destination_uri),
        (Association.destination_uri, Association.origin_uri),
    )
    for near, far in ends:
        query = (
            select(near, func.count())
            .where(col(near).in_(inside), col(far).not_in(inside), col(far) != framework.uri)
            .where(~_ONLY_PROPOSED)
            .where(or_(~_SAID_ELSEWHERE, col(Association.framework) == framework.identifier))
            .group_by(near)
        )
        for uri, number in session.exec(query):
            numbers[uri] = numbers.get(uri, 0) + number
    return numbers


def parents_of(session: Session, item: Item) -> Sequence[Item]:
    """List the items that an item is a part of, in its framework."""
    return session.exec(_beside(item, col(Association.origin_uri), col(Association.destination_uri))).all()


def parts_of(session: Session, item: Item) -> Sequence[Item]:
    """List the parts of an item, in their order."""
    return session.exec(_beside(item, col(Association.destination_uri), col(Association.origin_uri))).all()


def _beside(item: Item, near: Mapped[str], far: Mapped[str]) -> SelectOfScalar[Item]:
    return (
        select(Item)
        .join(Association, col(Item.uri) == far)
        .where(
            Item.framework == item.framework,
            Association.framework == item.framework,
            near == item.uri,
            col(Association.kind).in_(WITHIN),
        )
        .order_by(col(Association.sequence), col(Association.position))
    )


def first_parents(session: Session, framework: Framework, uris: Sequence[str]) -> Mapping[str, Item]:
    """Give the first item that each of some items is a part of, by the URI of the part."""
    found = session.exec(
        select(Association.origin_uri, Item)
        .join(Item, col(Item.uri) == col(Association.destination_uri))
        .where(
            Association.framework == framework.identifier,
            Item.framework == framework.identifier,
            col(Association.kind).in_(WITHIN),
            col(Association.origin_uri).in_(uris),
        )
        .order_by(col(Association.position))
    )
    parents: dict[str, Item] = {}
    for uri, item in found:
        parents.setdefault(uri, item)
    return parents


def path_to(session: Session, item: Item) -> list[Item]:
    """Give the items above an item, from the top, along the first parent of each."""
    path: list[Item] = []
    at = item
    for _ in range(MOST_STEPS_UP):
        parents = [parent for parent in parents_of(session, at) if parent not in path]
        if not parents:
            break
        at = parents[0]
        path.insert(0, at)
    return path


def criteria_of(framework: Framework, item: Item) -> list[JSON]:
    """List the rubric criteria of an item, each with its levels from the lowest to the highest."""
    return [
        {**criterion, "CFRubricCriterionLevels": in_order(criterion.get("CFRubricCriterionLevels", ()))}
        for rubric in framework.rubrics
        for criterion in rubric.get("CFRubricCriteria", ())
        if criterion.get("CFItemURI", {}).get("uri") == item.uri
    ]


def in_order(levels: Iterable[JSON]) -> list[JSON]:
    """Order the levels of a criterion from the lowest to the highest."""
    ordered = sorted(enumerate(levels), key=lambda entry: (entry[1].get("position", entry[0]), entry[0]))
    return [level for _, level in ordered]


def in_use(levels: Iterable[JSON]) -> int:
    """Count the levels that are in use."""
    return sum(1 for level in levels if not level_ended(level))


def level_counts(framework: Framework) -> Mapping[str, int]:
    """Count the levels in use that a framework's rubrics describe, by the URI of their item."""
    return {
        criterion["CFItemURI"]["uri"]: in_use(criterion.get("CFRubricCriterionLevels", ()))
        for rubric in framework.rubrics
        for criterion in rubric.get("CFRubricCriteria", ())
        if "CFItemURI" in criterion
    }


def shown_by(session: Session, uri: str) -> list[Achievement]:
    """List the achievements that are aligned to an outcome."""
    found = session.exec(select(Achievement).order_by(col(Achievement.position)))
    return [
        achievement
        for achievement in found
        if any(entry.get("targetUrl") == uri for entry in achievement.body.get("alignment", ()))
    ]
