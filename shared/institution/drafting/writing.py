"""Write the changed parts of a draft into the published tables; what did not change is not touched."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

import sqlalchemy
from sqlalchemy import bindparam
from sqlmodel import Session, col, delete, func, select

from credentials.standards.vc import timestamp
from institution.drafting.changing import AT_ONCE, Author
from institution.drafting.ending import dated
from institution.drafting.records import (
    ENDING,
    DraftAssociation,
    DraftItem,
    DraftRubric,
    FrameworkDraft,
)
from institution.records import Association, Framework, Item

JSON = dict[str, Any]


def write_items(session: Session, draft: FrameworkDraft, author: Author) -> Mapping[str, str]:
    """Write the items that are new or changed; give the names of those that are called otherwise now."""
    held = DraftItem.__table__.c  # type: ignore[attr-defined]
    changed = session.execute(
        sqlalchemy.select(*held)
        .where(held.framework == draft.framework, held.stamp > 0)
        .order_by(held.position)
    ).all()
    old = _by_identifier(session, Item, [row.identifier for row in changed if row.published])
    moment, today = timestamp(author.now), author.now.date().isoformat()
    new: list[JSON] = []
    again: list[JSON] = []
    names: dict[str, str] = {}
    for row in changed:
        before = old.get(row.identifier)
        body = _item_body(row, today)
        if before is not None and before.body == {**body, **_dated(before.body["lastChangeDateTime"])}:
            continue
        values = {
            "identifier": row.identifier,
            "code": row.code,
            "label": row.label,
            "statement": row.statement,
            "kind": row.kind,
            "ended": body.get("statusEndDate", ""),
            "body": {**body, **_dated(moment)},
        }
        if before is None:
            fixed = {"framework": draft.framework, "uri": row.uri, "position": row.position}
            new.append({**fixed, **values})
            continue
        again.append(values)
        if (before.code, before.label) != (row.code, row.label):
            names[row.identifier] = f"{row.code} {row.label}".strip()
    _insert(session, Item, new)
    _update(session, Item, again)
    return names


def _item_body(row: Any, today: str) -> JSON:
    body = dict(row.body)
    if not row.published:
        body["statusStartDate"] = today
    if row.ended == ENDING:
        body["statusEndDate"] = today
    return body


def _dated(moment: str) -> JSON:
    return {"lastChangeDateTime": moment}


def write_associations(
    session: Session, draft: FrameworkDraft, live: Framework, names: Mapping[str, str], author: Author
) -> None:
    """Write the associations that are new, changed, renumbered or gone."""
    held = _light(session, draft)
    _forget(session, draft, {row.identifier for row in held})
    numbers = _numbers(held)
    titles = {**names, **({draft.framework: draft.title} if live.title != draft.title else {})}
    changed = {row.identifier for row in held if row.stamp > 0}
    touched = changed | set(numbers) | {row.identifier for row in held if _names(row, draft, titles)}
    rows = _by_identifier(session, DraftAssociation, touched)
    old = _by_identifier(session, Association, {row.identifier for row in held if row.published} & changed)
    moment = timestamp(author.now)
    new: list[JSON] = []
    again: list[JSON] = []
    for row in sorted(rows.values(), key=lambda one: (one.position, one.identifier)):
        body = _retitled(row.body, titles)
        if row.identifier in numbers:
            body["sequenceNumber"] = numbers[row.identifier]
        before = old.get(row.identifier)
        if before is not None and before.body == {**body, **_dated(before.body["lastChangeDateTime"])}:
            continue
        values = {"identifier": row.identifier, **_association_columns({**body, **_dated(moment)})}
        (again if row.published else new).append(values)
    last = select(func.coalesce(func.max(Association.position), -1))
    position = session.exec(last.where(Association.framework == draft.framework)).one()
    for number, values in enumerate(new, start=1):
        values |= {"framework": draft.framework, "position": position + number}
    _insert(session, Association, new)
    _update(session, Association, again)


def _names(row: Any, draft: FrameworkDraft, titles: Mapping[str, str]) -> bool:
    """Tell whether an association may name something that is called otherwise now."""
    if row.parent is None:
        return bool(titles)
    return row.item in titles or (row.parent or draft.framework) in titles


def _forget(session: Session, draft: FrameworkDraft, kept: Collection[str]) -> None:
    here = select(Association.identifier).where(Association.framework == draft.framework)
    gone = set(session.exec(here)) - set(kept)
    for portion in _portions(sorted(gone)):
        session.execute(delete(Association).where(col(Association.identifier).in_(portion)))


def _light(session: Session, draft: FrameworkDraft) -> Sequence[Any]:
    columns = (
        DraftAssociation.identifier,
        DraftAssociation.item,
        DraftAssociation.parent,
        DraftAssociation.stamp,
        DraftAssociation.published,
        Association.sequence,
    )
    query = select(*columns).join(  # type: ignore[call-overload]
        Association, col(Association.identifier) == DraftAssociation.identifier, isouter=True
    )
    query = query.where(DraftAssociation.framework == draft.framework)
    return session.execute(query.order_by(col(DraftAssociation.rank), col(DraftAssociation.identifier))).all()


def _numbers(held: Sequence[Any]) -> Mapping[str, int]:
    """Number the rows of the branches in which something moved, where their numbers no longer rise."""
    below: dict[str, list[Any]] = {}
    for row in held:
        if row.parent is not None:
            below.setdefault(row.parent, []).append(row)
    numbers: dict[str, int] = {}
    for rows in below.values():
        if not any(row.stamp > 0 for row in rows):
            continue
        stated = [row.sequence for row in rows]
        rising = None not in stated and all(a < b for a, b in pairwise(stated))
        if not rising:
            numbers |= {
                row.identifier: number for number, row in enumerate(rows, start=1) if row.sequence != number
            }
    return numbers


def _retitled(body: JSON, titles: Mapping[str, str]) -> JSON:
    new = dict(body)
    for end in ("originNodeURI", "destinationNodeURI"):
        if title := titles.get(body[end]["identifier"].lower()):
            new[end] = {**body[end], "title": title}
    return new


def _association_columns(body: JSON) -> JSON:
    return {
        "kind": body["associationType"],
        "origin_uri": body["originNodeURI"]["uri"],
        "destination_uri": body["destinationNodeURI"]["uri"],
        "sequence": body.get("sequenceNumber"),
        "body": body,
    }


def write_rubrics(
    session: Session, draft: FrameworkDraft, live: Framework, names: Mapping[str, str], author: Author
) -> None:
    """Write the rubrics where one of them changed, or an item of theirs is called otherwise now."""
    rows = session.exec(
        select(DraftRubric)
        .where(DraftRubric.framework == draft.framework)
        .order_by(col(DraftRubric.position), col(DraftRubric.identifier))
    ).all()
    old = {rubric["identifier"].lower(): rubric for rubric in live.rubrics}
    new = []
    for row in rows:
        body = dated(_renamed(row.body, names), author.now.date().isoformat())
        if body != old.get(row.identifier):
            body = {**body, "lastChangeDateTime": timestamp(author.now)}
        new.append(body)
    if new != live.rubrics:
        live.rubrics = new


def _renamed(rubric: JSON, names: Mapping[str, str]) -> JSON:
    criteria = []
    for criterion in rubric.get("CFRubricCriteria", ()):
        link = criterion.get("CFItemURI", {})
        title = names.get(link.get("identifier", "").lower())
        criteria.append({**criterion, "CFItemURI": {**link, "title": title}} if title else criterion)
    return {**rubric, "CFRubricCriteria": criteria} if criteria else rubric


def _by_identifier(session: Session, table: Any, identifiers: Iterable[str]) -> dict[str, Any]:
    """Read rows as plain values: thousands of objects would take their time."""
    columns = table.__table__.c
    found: dict[str, Any] = {}
    for portion in _portions(list(identifiers)):
        rows = session.execute(sqlalchemy.select(*columns).where(columns.identifier.in_(portion)))
        found |= {row.identifier: row for row in rows}
    return found


def _insert(session: Session, table: Any, rows: Sequence[JSON]) -> None:
    if rows:
        session.connection().execute(table.__table__.insert(), list(rows))


def _update(session: Session, table: Any, rows: Sequence[JSON]) -> None:
    if not rows:
        return
    columns = [name for name in rows[0] if name != "identifier"]
    statement = table.__table__.update().where(table.__table__.c.identifier == bindparam("to_identifier"))
    session.connection().execute(
        statement.values({name: bindparam(f"to_{name}") for name in columns}),
        [{f"to_{name}": value for name, value in row.items()} for row in rows],
    )


def _portions(values: Sequence[str]) -> Iterable[Sequence[str]]:
    for start in range(0, len(values), AT_ONCE):
        yield values[start : start + AT_ONCE]
