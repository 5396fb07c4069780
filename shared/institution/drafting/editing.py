"""Write the items of a draft: add, reword, bring back into use, and name what takes their place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from sqlmodel import Session, func, select

from credentials.standards.vc import timestamp
from institution.drafting.beginning import STEP, new_place
from institution.drafting.changing import Author, Edit, check_seen, gone, lock, make
from institution.drafting.ranking import rank_after
from institution.drafting.reading import item_of, place_of
from institution.drafting.records import DraftAssociation, DraftItem, FrameworkDraft
from institution.drafting.succeeding import NOT_CHECKED, Successor, doubt_of
from institution.frameworks import LAST
from skills.case import label
from webapp.errors import Refusal

JSON = dict[str, Any]


@dataclass(frozen=True)
class Wording:
    """What a person writes about an item."""

    statement: str
    code: str = ""
    short: str = ""
    kind: str = ""
    education: tuple[str, ...] = ()
    notes: str = ""


def wording_of(item: DraftItem) -> Wording:
    """Give what is written about an item."""
    body = item.body
    return Wording(
        statement=body["fullStatement"],
        code=body.get("humanCodingScheme", ""),
        short=body.get("abbreviatedStatement", ""),
        kind=body.get("CFItemType", ""),
        education=tuple(body.get("educationLevel", ())),
        notes=body.get("notes", ""),
    )


def link_to(item: DraftItem) -> JSON:
    """Name an item in the way of CASE."""
    return {"title": item.name, "identifier": item.body["identifier"], "uri": item.uri}


def link_to_top(draft: FrameworkDraft) -> JSON:
    """Name the framework itself in the way of CASE."""
    return {"title": draft.title, "identifier": draft.document["identifier"], "uri": draft.uri}


def addresses_of(draft: FrameworkDraft) -> str:
    """Give what the permanent addresses of the framework begin with."""
    return draft.uri.removesuffix(str(draft.document["identifier"]))


def add(
    session: Session,
    framework: str,
    wording: Wording,
    *,
    author: Author,
    types: Sequence[JSON] = (),
    below: str = "",
    after: str = "",
) -> str:
    """Add an item below another or after one, by their places; give the new place."""
    draft = lock(session, framework, author)
    parent, parent_link, rank, edits = _where(session, draft, below=below, after=after)
    item = _new_item(session, draft, wording, types, author)
    place = new_place(
        {
            "title": f"{item['code']} {item['label']}".strip(),
            "identifier": item["identifier"],
            "uri": item["uri"],
        },
        parent_link,
        framework=draft.framework,
        addresses=addresses_of(draft),
        rank=rank,
        author=author,
    )
    place["parent"] = parent
    edits += [Edit("item", item["identifier"], None, item), Edit("place", place["identifier"], None, place)]
    make(session, draft, author, f"Added {place['body']['originNodeURI']['title']}", edits)
    return str(place["identifier"])


def _new_item(
    session: Session, draft: FrameworkDraft, wording: Wording, types: Sequence[JSON], author: Author
) -> JSON:
    identifier = str(uuid4())
    body: JSON = {"identifier": identifier, "uri": addresses_of(draft) + identifier}
    body = {**worded(body, wording, types), "language": "en", "lastChangeDateTime": timestamp(author.now)}
    if licence := draft.document.get("licenseURI"):
        body["licenseURI"] = licence
    last = select(func.coalesce(func.max(DraftItem.position), -1))
    return {
        "identifier": identifier,
        "framework": draft.framework,
        "uri": body["uri"],
        **_columns(body),
        "ended": "",
        "published": False,
        "levels": 0,
        "rubric": "",
        "position": session.exec(last.where(DraftItem.framework == draft.framework)).one() + 1,
        "body": body,
    }


def _where(
    session: Session, draft: FrameworkDraft, *, below: str, after: str
) -> tuple[str, JSON, int, list[Edit]]:
    if after:
        beside = place_of(session, draft, after)
        parent = beside.parent or ""
        rank, edits = rank_after(session, draft, parent, beside)
    else:
        parent = place_of(session, draft, below).item if below else ""
        rank, edits = rank_after(session, draft, parent, None)
    link = link_to(item_of(session, draft, parent)) if parent else link_to_top(draft)
    return parent, link, rank, edits


def reword(
    session: Session,
    framework: str,
    item: str,
    wording: Wording,
    *,
    seen: int,
    author: Author,
    types: Sequence[JSON] = (),
) -> None:
    """Write an item anew; raises Refusal where it is no longer as it was seen."""
    draft = lock(session, framework, author)
    row = item_of(session, draft, item)
    check_seen(session, row, seen, row.name)
    body = worded(row.body, wording, types)
    if body == row.body:
        return
    before = {"code": row.code, "label": row.label, "statement": row.statement, "kind": row.kind}
    edit = Edit("item", item, {**before, "body": row.body}, {**_columns(body), "body": body})
    make(session, draft, author, f"Reworded {row.name}", [edit])


def worded(body: JSON, wording: Wording, types: Sequence[JSON]) -> JSON:
    """Write a wording into an item's body; a type that the framework defines is linked to."""
    new = {**body, "fullStatement": wording.statement}
    optional: Mapping[str, Any] = {
        "abbreviatedStatement": wording.short,
        "humanCodingScheme": wording.code,
        "CFItemType": wording.kind,
        "educationLevel": list(wording.education),
        "notes": wording.notes,
    }
    for name, value in optional.items():
        if value:
            new[name] = value
        else:
            new.pop(name, None)
    if wording.kind != body.get("CFItemType", ""):
        new.pop("CFItemTypeURI", None)
        for kind in types:
            if kind["title"] == wording.kind:
                new["CFItemTypeURI"] = {name: kind[name] for name in ("title", "identifier", "uri")}
    return new


def _columns(body: JSON) -> JSON:
    return {
        "code": body.get("humanCodingScheme", ""),
        "label": label(body),
        "statement": body["fullStatement"],
        "kind": body.get("CFItemType", ""),
    }


def describe(
    session: Session, framework: str, *, title: str, about: str, kind: str, seen: int, author: Author
) -> None:
    """Say anew what the framework as a whole is called and about."""
    draft = lock(session, framework, author)
    check_seen(session, draft, seen, draft.title)
    document = {**draft.document, "title": title}
    for name, value in (("description", about), ("frameworkType", kind)):
        document.pop(name, None)
        if value:
            document[name] = value
    if document == draft.document:
        return
    before = {"title": draft.title, "document": draft.document}
    edit = Edit("draft", draft.framework, before, {"title": title, "document": document})
    make(session, draft, author, "Changed what is said of the framework", [edit])


def bring_back(session: Session, framework: str, item: str, *, author: Author) -> None:
    """Take an item into use again that was out of use or about to be."""
    draft = lock(session, framework, author)
    row = item_of(session, draft, item)
    if not row.ended:
        raise Refusal("It is in use", f"“{row.name}” was not taken out.")
    body = {name: value for name, value in row.body.items() if name != "statusEndDate"}
    edits = [Edit("item", item, {"ended": row.ended, "body": row.body}, {"ended": "", "body": body})]
    edits += [gone("place", link) for link in _replacements(session, draft, item)]
    make(session, draft, author, f"Took {row.name} into use again", edits)


def replace_by(session: Session, framework: str, item: str, successor: Successor, *, author: Author) -> None:
    """Name what takes the place of an item that goes out of use."""
    draft = lock(session, framework, author)
    row = item_of(session, draft, item)
    if not row.ended:
        raise Refusal("It is in use", f"“{row.name}” was not taken out, so nothing takes its place.")
    other = session.get(DraftItem, successor.identifier)
    if successor.identifier == row.identifier or (other and other.ended):
        raise Refusal(
            "Name an item that stays",
            f"“{successor.title}” is itself out of use or about to be.",
            code="successor",
        )
    edits = [gone("place", link) for link in _replacements(session, draft, item)]
    new = _replacement(draft, row, successor, author)
    edits.append(Edit("place", new["identifier"], None, new))
    make(session, draft, author, f"{row.name} is replaced by {successor.title}", edits)


def _replacement(draft: FrameworkDraft, item: DraftItem, successor: Successor, author: Author) -> JSON:
    identifier = str(uuid4())
    link: JSON = {"title": successor.title, "identifier": successor.identifier, "uri": successor.uri}
    return {
        "identifier": identifier,
        "framework": draft.framework,
        "kind": "replacedBy",
        "item": item.identifier,
        "parent": None,
        "rank": STEP,
        "published": False,
        "position": LAST,
        "body": {
            "identifier": identifier,
            "uri": addresses_of(draft) + identifier,
            "associationType": "replacedBy",
            "originNodeURI": {**link_to(item), "targetType": "CASE"},
            "destinationNodeURI": {**link, "targetType": "CASE"} if successor.is_case else link,
            **({"notes": NOT_CHECKED + successor.doubt} if successor.doubt else {}),
            "lastChangeDateTime": timestamp(author.now),
        },
    }


def _replacements(session: Session, draft: FrameworkDraft, item: str) -> Sequence[DraftAssociation]:
    return session.exec(
        select(DraftAssociation).where(
            DraftAssociation.framework == draft.framework,
            DraftAssociation.item == item,
            DraftAssociation.kind == "replacedBy",
        )
    ).all()


def successors(session: Session, draft: FrameworkDraft, item: str) -> list[JSON]:
    """Name what takes the place of an item, with the reason where that was not checked."""
    return [
        {**link.body["destinationNodeURI"], "doubt": doubt_of(link.body)}
        for link in _replacements(session, draft, item)
    ]
