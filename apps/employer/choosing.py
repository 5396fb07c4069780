"""Choose what a job asks for: the groups of a framework, and the statements of a group."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, func, select

from institution.crosswalks.adopting import integrated_documents
from institution.frameworks import WITHIN, all_frameworks
from institution.records import Association, Framework, Item
from webapp.errors import NotFoundRefusal

MOST_DEEP = 12


@dataclass(frozen=True)
class Group:
    """A role or group of a framework: the statements that belong to it, under the heading above it."""

    identifier: str
    code: str
    label: str
    kind: str
    words: str
    heading: str
    statements: tuple[Item, ...]


def frameworks_to_choose(session: Session) -> list[tuple[Framework, int]]:
    """List the frameworks that have statements of their own, with how many."""
    counted = session.exec(select(Item.framework, func.count()).group_by(Item.framework))
    numbers = dict(counted.all())
    own = numbers.keys() - integrated_documents(session)
    return [(one, numbers[one.identifier]) for one in all_frameworks(session) if one.identifier in own]


def framework_with(session: Session, identifier: str) -> Framework:
    """Give one framework that is kept here; raises NotFoundRefusal."""
    found = session.get(Framework, identifier) if "\0" not in identifier else None
    if found is None:
        raise NotFoundRefusal("framework")
    return found


def groups_of(session: Session, framework: Framework) -> list[Group]:
    """List the roles or groups that hold statements; what stands in none comes last, under the framework."""
    shape = _Shape.of(session, framework)
    groups = list(shape.groups(framework.uri, heading="", seen=frozenset()))
    loose = tuple(item for item in shape.below(framework.uri) if not shape.below(item.uri))
    if loose:
        groups.append(
            Group(framework.identifier, "", "Statements outside any group", "", "", "", tuple(loose))
        )
    return groups


def group_with(session: Session, framework: Framework, identifier: str) -> Group:
    """Give one group of a framework; raises NotFoundRefusal."""
    for group in groups_of(session, framework):
        if group.identifier == identifier:
            return group
    raise NotFoundRefusal("role or group")


def by_kind(items: Sequence[Item]) -> Mapping[str, list[Item]]:
    """Sort statements by their type, in the order in which the types first come."""
    kinds: dict[str, list[Item]] = {}
    for item in items:
        kinds.setdefault(item.kind or "Statement", []).append(item)
    return kinds


def filtered(items: Sequence[Item], words: str, *, keep: frozenset[str] = frozenset()) -> list[Item]:
    """Keep the statements that have every word, and those in `keep` whatever they say."""
    wanted = words.lower().split()
    return [item for item in items if item.identifier in keep or all(w in _text(item) for w in wanted)]


def _text(item: Item) -> str:
    return f"{item.code} {item.label} {item.body['fullStatement']}".lower()


class _Shape:
    """What belongs to what in a framework; a statement may belong to several roles."""

    def __init__(self, children: Mapping[str, Sequence[Item]]) -> None:
        self._children = children

    @classmethod
    def of(cls, session: Session, framework: Framework) -> "_Shape":
        query = select(Item).where(Item.framework == framework.identifier).order_by(col(Item.position))
        items = {item.uri: item for item in session.exec(query)}
        edges = session.exec(
            select(Association)
            .where(Association.framework == framework.identifier, col(Association.kind).in_(WITHIN))
            .order_by(col(Association.position))
        )
        placed: dict[str, list[tuple[float, int, Item]]] = defaultdict(list)
        origins = set()
        for edge in edges:
            if edge.origin_uri in items:
                number = edge.body.get("sequenceNumber", float("inf"))
                placed[edge.destination_uri].append((number, edge.position, items[edge.origin_uri]))
                origins.add(edge.origin_uri)
        for uri, item in items.items():
            if uri not in origins:
                placed[framework.uri].append((float("inf"), item.position, item))
        return cls(
            {uri: [i for *_, i in sorted(found, key=lambda f: f[:2])] for uri, found in placed.items()}
        )

    def below(self, uri: str) -> Sequence[Item]:
        """List what belongs directly to something."""
        return self._children.get(uri, ())

    def groups(self, uri: str, *, heading: str, seen: frozenset[str]) -> Iterator[Group]:
        """Walk down until something holds a statement itself; that is a group, with all below it."""
        if len(seen) > MOST_DEEP:
            return
        for item in self.below(uri):
            children = self.below(item.uri)
            if not children or item.uri in seen:
                continue
            if any(not self.below(child.uri) for child in children):
                leaves = {leaf.identifier: leaf for leaf in self._leaves(item.uri, seen | {item.uri})}
                statements = tuple(leaves.values())
                words = item.body["fullStatement"]
                yield Group(item.identifier, item.code, item.label, item.kind, words, heading, statements)
            else:
                yield from self.groups(item.uri, heading=item.label, seen=seen | {item.uri})

    def _leaves(self, uri: str, seen: frozenset[str]) -> Iterator[Item]:
        for item in self.below(uri):
            if item.uri in seen or len(seen) > MOST_DEEP:
                continue
            yield item
            yield from self._leaves(item.uri, seen | {item.uri})
