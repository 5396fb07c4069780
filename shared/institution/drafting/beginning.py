"""Begin a draft: of a framework that is not there yet, or of the next version of a published one."""

from typing import Any
from uuid import uuid4

import sqlalchemy
from sqlalchemy import String, and_, case, cast, func, literal, or_
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, insert, select, update

from credentials.standards.vc import timestamp
from institution.crosswalks.adopting import integrated_documents
from institution.drafting.changing import Author
from institution.drafting.records import DraftAssociation, DraftItem, DraftRubric, FrameworkDraft
from institution.frameworks import LAST, WITHIN, counts, framework_with
from institution.outcomes import in_use
from institution.records import Association, Framework, Item
from webapp.errors import NotFoundRefusal, Refusal

JSON = dict[str, Any]
STEP = 1024  # between the ranks of two neighbours, so that something fits between them


def draft_of(session: Session, framework: str) -> FrameworkDraft:
    """Give the draft of a framework; raises NotFoundRefusal."""
    found = session.get(FrameworkDraft, framework.lower())
    if found is None:
        raise NotFoundRefusal("draft")
    return found


def draft_or_none(session: Session, framework: str) -> FrameworkDraft | None:
    """Give the draft of a framework if somebody has begun one."""
    return session.get(FrameworkDraft, framework.lower())


def all_drafts(session: Session) -> list[FrameworkDraft]:
    """List the drafts, the one changed last first."""
    return list(session.exec(select(FrameworkDraft).order_by(col(FrameworkDraft.changed_at).desc())))


def begin_new(
    session: Session, *, title: str, about: str, kind: str, publisher: str, origin: str, author: Author
) -> FrameworkDraft:
    """Begin a framework with a title and no items; its permanent address is fixed from now on."""
    identifier = str(uuid4())
    document: JSON = {
        "identifier": identifier,
        "uri": f"{origin}/uri/{identifier}",
        "caseVersion": "1.1",
        "creator": publisher,
        "publisher": publisher,
        "title": title,
        "language": "en",
        "adoptionStatus": "Draft",
        "lastChangeDateTime": timestamp(author.now),
        **({"description": about} if about else {}),
        **({"frameworkType": kind} if kind else {}),
    }
    draft = _draft(document, author, based_on=0)
    session.add(draft)
    session.flush()
    return draft


def begin_next(session: Session, identifier: str, *, author: Author) -> FrameworkDraft:
    """Begin the next version of a published framework of ours, as a copy; raises Refusal."""
    framework = framework_with(session, identifier)
    if not framework.own:
        raise Refusal(
            "This framework belongs to somebody else",
            f"“{framework.title}” is a copy of what its publisher wrote. Only its publisher changes it.",
            status=403,
            code="not_own",
        )
    if not counts(session).get(framework.identifier, (0, 0))[0]:
        raise Refusal(
            "This framework has no items of its own",
            f"“{framework.title}” only links items of others. Links have pages of their own.",
            status=409,
            code="no_items",
        )
    if framework.identifier in integrated_documents(session):
        raise follows_links(framework)
    if session.get(FrameworkDraft, framework.identifier) is not None:
        raise _exists()
    draft = _draft(framework.document, author, based_on=framework.number)
    session.add(draft)
    try:
        session.flush()
    except IntegrityError as error:  # somebody else began it at the same moment
        session.rollback()
        raise _exists() from error
    _copy_items(session, framework)
    _copy_associations(session, framework)
    _place_the_unplaced(session, framework, author)
    _copy_rubrics(session, framework)
    return draft


def follows_links(framework: Framework) -> Refusal:
    """Say that a framework is written by what two institutions sign, and not by hand."""
    return Refusal(
        "This framework follows the links",
        f"“{framework.title}” is what both institutions signed. Change the links, and sign again.",
        status=409,
        code="follows_links",
    )


def _exists() -> Refusal:
    meaning = "Work on it, or throw it away first."
    return Refusal("A draft is there already", meaning, status=409, code="draft_exists")


def discard(session: Session, draft: FrameworkDraft) -> None:
    """Throw a draft away with all its changes; what is published stays as it is."""
    session.delete(draft)
    session.flush()
    session.expire_all()


def _draft(document: JSON, author: Author, *, based_on: int) -> FrameworkDraft:
    return FrameworkDraft(
        framework=document["identifier"].lower(),
        uri=document["uri"],
        title=document["title"],
        document=dict(document),
        based_on=based_on,
        revision=0,
        begun_by=author.name,
        begun_at=author.now,
        changed_by=author.name,
        changed_at=author.now,
    )


def _copy_items(session: Session, framework: Framework) -> None:
    same = ("identifier", "framework", "uri", "code", "label", "statement", "kind", "ended", "position")
    new = {"published": literal(True), "levels": literal(0), "rubric": literal(""), "stamp": literal(0)}
    columns = [getattr(Item, name) for name in same]
    rows: Any = select(*columns, *new.values(), Item.body).where(Item.framework == framework.identifier)  # type: ignore[call-overload]
    session.execute(insert(DraftItem).from_select([*same, *new, "body"], rows))


def _copy_associations(session: Session, framework: Framework) -> None:
    """Copy the associations; those that put an item below another, or at the top, become places."""
    origin, parent = aliased(Item), aliased(Item)
    here = framework.identifier
    at_top = col(Association.destination_uri) == framework.uri
    is_place = and_(
        col(Association.kind).in_(WITHIN),
        col(origin.identifier).is_not(None),
        or_(col(parent.identifier).is_not(None), at_top),
    )
    columns: dict[str, Any] = {
        "identifier": Association.identifier,
        "framework": Association.framework,
        "kind": Association.kind,
        "item": func.coalesce(col(origin.identifier), ""),
        "parent": case((is_place, func.coalesce(col(parent.identifier), "")), else_=cast(None, String)),
        "rank": _number_in_branch() * STEP,
        "published": literal(True),
        "position": Association.position,
        "stamp": literal(0),
        "body": Association.body,
    }
    begins = and_(col(origin.uri) == Association.origin_uri, col(origin.framework) == here)
    ends = and_(col(parent.uri) == Association.destination_uri, col(parent.framework) == here)
    rows: Any = select(*columns.values()).join(origin, begins, isouter=True).join(parent, ends, isouter=True)
    rows = rows.where(Association.framework == here)
    session.execute(insert(DraftAssociation).from_select(list(columns), rows))


def _number_in_branch() -> Any:
    """Number the associations of each branch in the order that readers see."""
    return func.row_number().over(
        partition_by=col(Association.destination_uri),
        order_by=(func.coalesce(col(Association.sequence), LAST), col(Association.position)),
    )


def _place_the_unplaced(session: Session, framework: Framework, author: Author) -> None:
    """Put items that stand below nothing at the end of the top, where readers see them too."""
    placed = select(DraftAssociation.item).where(
        DraftAssociation.framework == framework.identifier, col(DraftAssociation.parent).is_not(None)
    )
    unplaced = session.execute(
        sqlalchemy.select(
            col(DraftItem.identifier),
            col(DraftItem.uri),
            col(DraftItem.code),
            col(DraftItem.label),
            col(DraftItem.position),
        )
        .where(col(DraftItem.framework) == framework.identifier, col(DraftItem.identifier).not_in(placed))
        .order_by(col(DraftItem.position))
    ).all()
    top = {"title": framework.title, "identifier": framework.identifier, "uri": framework.uri}
    origin = framework.uri.removesuffix(framework.document["identifier"])
    rows = [
        new_place(
            {"title": f"{code} {label}".strip(), "identifier": identifier, "uri": uri},
            top,
            framework=framework.identifier,
            addresses=origin,
            rank=(LAST + position) * STEP,
            author=author,
        )
        for identifier, uri, code, label, position in unplaced
    ]
    if rows:
        session.execute(insert(DraftAssociation), [{**row, "stamp": 1} for row in rows])


def new_place(item: JSON, parent: JSON, *, framework: str, addresses: str, rank: int, author: Author) -> JSON:
    """Make the row that puts an item below a parent; `addresses` is what permanent addresses begin with."""
    identifier = str(uuid4())
    body = {
        "identifier": identifier,
        "uri": addresses + identifier,
        "associationType": "isChildOf",
        "originNodeURI": {**item, "targetType": "CASE"},
        "destinationNodeURI": {**parent, "targetType": "CASE"},
        "lastChangeDateTime": timestamp(author.now),
    }
    return {
        "identifier": identifier,
        "framework": framework,
        "kind": "isChildOf",
        "item": item["identifier"],
        "parent": "" if parent["identifier"].lower() == framework else parent["identifier"],
        "rank": rank,
        "published": False,
        "position": LAST,
        "body": body,
    }


def _copy_rubrics(session: Session, framework: Framework) -> None:
    rows: list[JSON] = []
    levels: list[JSON] = []
    for position, rubric in enumerate(framework.rubrics):
        key = rubric["identifier"].lower()
        rows.append(
            {
                "identifier": key,
                "framework": framework.identifier,
                "position": position,
                "stamp": 0,
                "body": rubric,
            }
        )
        for criterion in rubric.get("CFRubricCriteria", ()):
            if item := criterion.get("CFItemURI", {}).get("identifier"):
                described = in_use(criterion.get("CFRubricCriterionLevels", ()))
                levels.append({"identifier": item.lower(), "rubric": key, "levels": described})
    if rows:
        session.execute(insert(DraftRubric), rows)
    known = {row["identifier"] for row in levels}
    kept = set(session.exec(select(DraftItem.identifier).where(DraftItem.framework == framework.identifier)))
    if found := [row for row in levels if row["identifier"] in known & kept]:
        session.execute(update(DraftItem), found)
