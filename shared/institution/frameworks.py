"""Keep frameworks: store a CASE package whole, find its items, and follow its links."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from skills.case import Package
from sqlmodel import Session, col, delete, func, or_, select

from institution.records import Association, Framework, Item
from webapp.errors import Refusal

WITHIN = ("isChildOf", "isPartOf")


@dataclass(frozen=True)
class Branch:
    """An item of a framework with the items below it."""

    item: Item
    children: tuple["Branch", ...]

    def leaves(self) -> int:
        """Count the items at the ends of this branch."""
        return sum(child.leaves() for child in self.children) or 1


@dataclass(frozen=True)
class Link:
    """A confirmed link of an item to an item of another framework."""

    kind: str
    outward: bool
    title: str
    uri: str
    confirmed_by: tuple[dict[str, Any], ...]
    notes: str


def store(session: Session, package: Package, *, own: bool, source: str, by: str, now: datetime) -> Framework:
    """Store a framework, in place of an older copy of itself; all of it or nothing."""
    document = package.document
    older = session.get(Framework, document["identifier"])
    if older is not None and (older.own != own or older.uri != document["uri"]):
        raise Refusal(
            "This framework is here already from elsewhere",
            f"“{older.title}” came from {older.source}; the new one names {document['uri']}.",
            status=409,
            code="framework_exists",
        )
    position = older.position if older else session.exec(select(func.count()).select_from(Framework)).one()
    if older is not None:
        session.execute(delete(Association).where(col(Association.framework) == older.identifier))
        session.execute(delete(Item).where(col(Item.framework) == older.identifier))
        session.delete(older)
        session.flush()
    _refuse_doubles(session, package)
    framework = Framework(
        identifier=document["identifier"],
        uri=document["uri"],
        title=document["title"],
        own=own,
        source=source,
        document=dict(document),
        definitions=dict(package.definitions),
        rubrics=[dict(rubric) for rubric in package.rubrics],
        position=position,
        brought_by=by,
        brought_at=now,
    )
    session.add(framework)
    session.flush()
    session.add_all(_items(framework.identifier, package.items))
    session.add_all(_associations(framework.identifier, package.associations))
    session.flush()
    return framework


def _refuse_doubles(session: Session, package: Package) -> None:
    found = session.exec(
        select(Item).where(col(Item.uri).in_([item["uri"] for item in package.items][:900]))
    ).first()
    if found is not None:
        raise Refusal(
            "Part of this framework is here already",
            f"{found.uri} belongs to a framework that is kept here under another name.",
            status=409,
            code="item_exists",
        )


def _items(framework: str, items: Sequence[Any]) -> Iterable[Item]:
    for position, body in enumerate(items):
        yield Item(
            identifier=body["identifier"],
            framework=framework,
            uri=body["uri"],
            code=body.get("humanCodingScheme", ""),
            label=body.get("abbreviatedStatement") or body["fullStatement"],
            kind=body.get("CFItemType", ""),
            position=position,
            body=dict(body),
        )


def _associations(framework: str, associations: Sequence[Any]) -> Iterable[Association]:
    for position, body in enumerate(associations):
        yield Association(
            identifier=body["identifier"],
            framework=framework,
            kind=body["associationType"],
            origin_uri=body["originNodeURI"]["uri"],
            destination_uri=body["destinationNodeURI"]["uri"],
            position=position,
            body=dict(body),
        )


def package_of(session: Session, framework: Framework) -> Package:
    """Put a stored framework together again as a CASE package."""
    items = session.exec(
        select(Item).where(Item.framework == framework.identifier).order_by(col(Item.position))
    )
    associations = session.exec(
        select(Association)
        .where(Association.framework == framework.identifier)
        .order_by(col(Association.position))
    )
    return Package(
        document=framework.document,
        items=tuple(item.body for item in items),
        associations=tuple(association.body for association in associations),
        definitions=framework.definitions,
        rubrics=tuple(framework.rubrics),
    )


def all_frameworks(session: Session, *, own: bool | None = None) -> Sequence[Framework]:
    """List the frameworks that are kept here, in the order in which they came."""
    query = select(Framework).order_by(col(Framework.position))
    return session.exec(query if own is None else query.where(Framework.own == own)).all()


def branches(session: Session, framework: Framework) -> tuple[Branch, ...]:
    """Give the framework as a tree: every item stands below the first item that it is a child of."""
    items = {
        item.uri: item
        for item in session.exec(
            select(Item).where(Item.framework == framework.identifier).order_by(col(Item.position))
        )
    }
    parents: dict[str, tuple[int, str]] = {}
    edges = session.exec(
        select(Association)
        .where(Association.framework == framework.identifier, col(Association.kind).in_(WITHIN))
        .order_by(col(Association.position))
    )
    for edge in edges:
        number = edge.body.get("sequenceNumber", edge.position)
        parents.setdefault(edge.origin_uri, (number, edge.destination_uri))
    below: dict[str, list[tuple[int, int, Item]]] = {}
    for uri, item in items.items():
        number, parent = parents.get(uri, (item.position, framework.uri))
        below.setdefault(parent if parent in items else framework.uri, []).append(
            (number, item.position, item)
        )

    def grow(uri: str) -> tuple[Branch, ...]:
        ordered = sorted(below.get(uri, []), key=lambda entry: entry[:2])
        return tuple(Branch(item, grow(item.uri)) for _, _, item in ordered)

    return grow(framework.uri)


def links_of(session: Session, uri: str) -> list[Link]:
    """List the confirmed links of an item to items of other frameworks."""
    found = session.exec(
        select(Association)
        .where(
            or_(col(Association.origin_uri) == uri, col(Association.destination_uri) == uri),
            col(Association.kind).not_in((*WITHIN, "precedes")),
        )
        .order_by(col(Association.position))
    )
    links = []
    for association in found:
        outward = association.origin_uri == uri
        far = association.body["destinationNodeURI" if outward else "originNodeURI"]
        links.append(
            Link(
                kind=association.kind,
                outward=outward,
                title=far["title"],
                uri=far["uri"],
                confirmed_by=tuple(association.body.get("extensions", {}).get("confirmedBy", ())),
                notes=association.body.get("notes", ""),
            )
        )
    return links
