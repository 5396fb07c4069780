"""Find the frameworks that are kept here, and show one as a tree or as a CASE package."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy.orm import defer
from sqlmodel import Session, col, func, or_, select

from institution.records import Association, Framework, Item
from skills.case import Package
from webapp.errors import NotFoundRefusal

WITHIN = ("isChildOf", "isPartOf")
BODY: Any = Item.body
LAST = 1_000_000  # where an item stands whose place among its fellows nobody stated


@dataclass(frozen=True)
class Branch:
    """An item of a framework with the items below it."""

    item: Item
    children: tuple["Branch", ...]

    @cached_property
    def below(self) -> int:
        """Count the items at the ends of this branch, once each; 0 for an end."""
        return len({leaf.uri for leaf in self.ends()}) if self.children else 0

    @cached_property
    def nouns(self) -> tuple[str, str]:
        """Name one and many of the items at the ends: by their type where it is the same for all."""
        kinds = {leaf.kind.lower() for leaf in self.ends()}
        noun = kinds.pop() if len(kinds) == 1 else ""
        if not noun:
            return ("item", "items")
        return (noun, f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s")

    def ends(self) -> Iterator[Item]:
        """Walk the items at the ends of this branch; an item with several parents comes several times."""
        if not self.children:
            yield self.item
        for child in self.children:
            yield from child.ends()


def all_frameworks(session: Session, *, own: bool | None = None) -> Sequence[Framework]:
    """List the frameworks that are kept here, in the order in which they came."""
    query = select(Framework).order_by(col(Framework.position))
    return session.exec(query if own is None else query.where(Framework.own == own)).all()


def framework_with(session: Session, identifier: str) -> Framework:
    """Give one framework; raises NotFoundRefusal."""
    found = session.get(Framework, identifier.lower())
    if found is None:
        raise NotFoundRefusal("framework")
    return found


def counts(session: Session) -> Mapping[str, tuple[int, int]]:
    """Count the items and the associations of every framework, by its identifier."""
    items = session.exec(select(Item.framework, func.count()).group_by(Item.framework))
    associations = session.exec(select(Association.framework, func.count()).group_by(Association.framework))
    numbers = dict(items.all()), dict(associations.all())
    return {name: (numbers[0].get(name, 0), numbers[1].get(name, 0)) for name in {*numbers[0], *numbers[1]}}


def package_of(session: Session, framework: Framework) -> Package:
    """Put a stored framework together again as a CASE package; its parts are read as they are."""
    return Package(
        document=framework.document,
        items=tuple(bodies_of(session, Item, framework)),
        associations=tuple(bodies_of(session, Association, framework)),
        definitions=framework.definitions,
        rubrics=tuple(framework.rubrics),
        others=framework.others,
        stated=tuple(framework.stated),
    )


def bodies_of(
    session: Session, table: type[Item] | type[Association], framework: Framework
) -> list[dict[str, Any]]:
    """List the items or associations of a framework as CASE has them, in their own order."""
    query: Any = select(table.body).where(table.framework == framework.identifier)
    return list(session.exec(query.order_by(col(table.position))))


def items_of(session: Session, framework: Framework, *, with_body: bool = True) -> Sequence[Item]:
    """List the items of a framework in their own order; a body that is left out is read when asked for."""
    query = select(Item).where(Item.framework == framework.identifier).order_by(col(Item.position))
    return session.exec(query if with_body else query.options(defer(BODY))).all()


def branches(session: Session, framework: Framework) -> tuple[Branch, ...]:
    """Give the framework as a tree; an item with several parents stands below each of them."""
    items = {item.uri: item for item in items_of(session, framework, with_body=False)}
    below: dict[str, list[tuple[int, int, Item]]] = {}
    seen = set()
    edges = session.exec(
        select(
            Association.origin_uri, Association.destination_uri, Association.sequence, Association.position
        ).where(Association.framework == framework.identifier, col(Association.kind).in_(WITHIN))
    )
    for origin, destination, sequence, position in edges:
        here = origin in items and (destination in items or destination == framework.uri)
        if here and (origin, destination) not in seen:
            seen.add((origin, destination))
            place = (LAST if sequence is None else sequence, position, items[origin])
            below.setdefault(destination, []).append(place)
    placed = {origin for origin, _ in seen}
    for uri, item in items.items():
        if uri not in placed:
            below.setdefault(framework.uri, []).append((LAST, item.position, item))

    def grow(uri: str) -> tuple[Branch, ...]:
        ordered = sorted(below.get(uri, []), key=lambda entry: entry[:2])
        return tuple(Branch(item, grow(item.uri)) for _, _, item in ordered)

    return grow(framework.uri)


def way_to(tree: Sequence[Branch], identifier: str) -> tuple[Branch, ...]:
    """Give the branches from the top of a tree down to an item; none where it is not there."""
    for branch in tree:
        way = () if branch.item.identifier == identifier else way_to(branch.children, identifier)
        if way or branch.item.identifier == identifier:
            return (branch, *way)
    return ()


def upper(tree: Sequence[Branch]) -> Iterator[Branch]:
    """Walk the branches that hold branches."""
    for branch in tree:
        if any(child.children for child in branch.children):
            yield branch
            yield from upper(branch.children)


def search(session: Session, framework: Framework, words: str, *, most: int) -> Sequence[Item]:
    """Find the items that have every one of the words in code, label or statement."""
    query = select(Item).where(Item.framework == framework.identifier)
    for word in words.split():
        places = (Item.code, Item.label, Item.statement)
        query = query.where(or_(*(col(place).icontains(word, autoescape=True) for place in places)))
    return session.exec(query.order_by(col(Item.position)).limit(most)).all()
