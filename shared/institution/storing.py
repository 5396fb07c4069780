"""Store a CASE package: whole, in place of its older version, or not at all."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, delete, func, insert, select

from institution.frameworks import package_of
from institution.records import Association, Framework, Item
from institution.versions import archive
from skills.case import Notice, Package, label
from skills.guarding import problems
from webapp.errors import Refusal

AT_ONCE = 500  # so many values fit into one question to any database
MOST_NAMED = 5
DECIDED_HERE = "Decided here"  # the source of what follows from decisions and signatures alone


def store(
    session: Session, package: Package, *, own: bool, source: str, by: str, now: datetime, note: str = ""
) -> Framework:
    """Store a framework in place of its older version; raises Refusal, and nothing is written then.

    The older version of one of our own is kept, unless it was but a draft.
    """
    identifier = package.identifier.lower()
    older = session.get(Framework, identifier)
    number = 1
    if older is None:
        position = session.exec(select(func.count()).select_from(Framework)).one()
    else:
        _check_older(session, older, package, own=own)
        position = older.position
    _refuse_doubles(session, package, identifier)
    _refuse_breaches(session, package, identifier)
    if older is not None:
        if own and older.status != "Draft":
            archive(session, older)
            number = older.number + 1
        _remove(session, older)
    framework = _row(package, position, own=own, source=source, by=by, now=now)
    framework.number, framework.note = number, note
    session.add(framework)
    session.flush()
    for table, rows in (
        (Item, item_rows(identifier, package.items)),
        (Association, association_rows(identifier, package.associations)),
    ):
        if rows:
            session.execute(insert(table), rows)
    return framework


def _row(package: Package, position: int, *, own: bool, source: str, by: str, now: datetime) -> Framework:
    return Framework(
        identifier=package.identifier.lower(),
        uri=package.uri,
        title=package.title,
        own=own,
        source=source,
        document=dict(package.document),
        definitions=dict(package.definitions),
        rubrics=list(package.rubrics),
        others=dict(package.others),
        stated=list(package.stated),
        position=position,
        brought_by=by,
        brought_at=now,
    )


def _check_older(session: Session, older: Framework, package: Package, *, own: bool) -> None:
    if older.own != own or older.uri != package.uri:
        raise Refusal(
            "This framework is here already from elsewhere",
            f"“{older.title}” came from {older.source}; the new one names {package.uri}.",
            status=409,
            code="framework_exists",
        )
    if not own:
        return
    if older.source == DECIDED_HERE:
        raise Refusal(
            "This document follows the links",
            f"“{older.title}” is written from what people decide and sign. Change the links instead.",
            status=409,
            code="follows_links",
        )
    new = {item["uri"] for item in package.items}
    stored = session.exec(select(Item.uri, Item.code, Item.label).where(Item.framework == older.identifier))
    gone = [f"{code or uri} {label}" for uri, code, label in stored if uri not in new]
    if gone:
        named = "; ".join(gone[:MOST_NAMED]) + ("; and more" if len(gone) > MOST_NAMED else "")
        raise Refusal(
            "Published outcomes would lose their address",
            f"The new version leaves out {len(gone)} that badges and jobs may point to: {named}. "
            "Keep them, with a statusEndDate and a replacedBy association where something took their place.",
            status=409,
            code="item_dropped",
        )


def _refuse_breaches(session: Session, package: Package, identifier: str) -> None:
    """Refuse links to other frameworks that contradict what is kept; inside one the reader has looked."""
    own = {package.uri, *package.by_uri}
    ends = ("originNodeURI", "destinationNodeURI")
    if all(association[end]["uri"] in own for association in package.associations for end in ends):
        return
    kept = session.exec(select(Framework).where(Framework.identifier != identifier)).all()
    found = problems(package, [package_of(session, one) for one in kept], published=False)
    breaches = [str(one) for one in found if not isinstance(one, Notice)]
    if breaches:
        more = f"; and {len(breaches) - MOST_NAMED} more" if len(breaches) > MOST_NAMED else ""
        raise Refusal(
            "Links contradict what is here",
            "; ".join(breaches[:MOST_NAMED]) + more + ".",
            status=409,
            code="links_contradict",
        )


def _refuse_doubles(session: Session, package: Package, identifier: str) -> None:
    """Refuse parts that another framework has, for an address or identifier names one thing only."""
    found: list[str] = []
    for uris in _portions([item["uri"] for item in package.items]):
        query = select(Item.uri).where(col(Item.uri).in_(uris), col(Item.framework) != identifier)
        found += session.exec(query.limit(1))
    for table, parts in ((Item, package.items), (Association, package.associations)):
        for identifiers in _portions([str(part["identifier"]).lower() for part in parts]):
            query = select(table.identifier).where(
                col(table.identifier).in_(identifiers), col(table.framework) != identifier
            )
            found += session.exec(query.limit(1))
    if found:
        raise Refusal(
            "Part of this framework is here already",
            f"{found[0]} belongs to a framework that is kept here under another name.",
            status=409,
            code="item_exists",
        )


def _remove(session: Session, older: Framework) -> None:
    session.execute(delete(Association).where(col(Association.framework) == older.identifier))
    session.execute(delete(Item).where(col(Item.framework) == older.identifier))
    session.delete(older)
    session.flush()
    session.expunge_all()


def item_rows(framework: str, items: Sequence[Any]) -> list[dict[str, Any]]:
    """Write the rows of a framework's items."""
    return [
        {
            "identifier": body["identifier"].lower(),
            "framework": framework,
            "uri": body["uri"],
            "code": body.get("humanCodingScheme", ""),
            "label": label(body),
            "statement": body["fullStatement"],
            "kind": body.get("CFItemType", ""),
            "ended": body.get("statusEndDate", ""),
            "position": position,
            "body": body,
        }
        for position, body in enumerate(items)
    ]


def association_rows(framework: str, associations: Sequence[Any]) -> list[dict[str, Any]]:
    """Write the rows of a framework's associations."""
    return [
        {
            "identifier": body["identifier"].lower(),
            "framework": framework,
            "kind": body["associationType"],
            "origin_uri": body["originNodeURI"]["uri"],
            "destination_uri": body["destinationNodeURI"]["uri"],
            "sequence": body.get("sequenceNumber"),
            "position": position,
            "body": body,
        }
        for position, body in enumerate(associations)
    ]


def _portions(values: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(values), AT_ONCE):
        yield values[start : start + AT_ONCE]
