"""Find what takes an item's place: an item of the draft, of another framework here, or one elsewhere."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import httpx
from sqlmodel import Session, col, func, or_, select

from credentials.errors import MalformedDocumentError
from credentials.parsing import parse_json
from institution.drafting.records import DraftItem, FrameworkDraft
from institution.outcomes import day
from institution.records import Framework, Item
from skills.case import label
from webapp.errors import Refusal

MOST_FOUND = 30
MOST_STEPS = 3
LONGEST_ADDRESS = 2000
LONGEST_TITLE = 300
NOT_CHECKED = "Not checked: "
_UUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")


@dataclass(frozen=True)
class Successor:
    """Something that can take an item's place; an item of the draft itself where nothing is said of where."""

    uri: str
    identifier: str
    title: str
    where: str = ""
    is_case: bool = True
    doubt: str = ""
    """Why it was not checked, if it was not."""


def doubt_of(association: Mapping[str, Any]) -> str:
    """Say why what a link names was not checked, if it was not."""
    notes = str(association.get("notes", ""))
    return notes.removeprefix(NOT_CHECKED) if notes.startswith(NOT_CHECKED) else ""


def is_address(words: str) -> bool:
    """Tell whether somebody wrote an address rather than a code or words."""
    return words.startswith(("http://", "https://"))


def candidates(session: Session, draft: FrameworkDraft, words: str) -> list[Successor]:
    """Find the items in use that a person means: those with that code, else those with all the words."""
    code = words.strip().lower()
    own = _own(session, draft, DraftItem.ended == "", func.lower(DraftItem.code) == code)
    others = [] if own else _others(session, draft, Item.ended == "", func.lower(Item.code) == code)
    if own or others:
        return own or others
    own = _own(session, draft, DraftItem.ended == "", *_with_words(DraftItem, words))
    return own + _others(session, draft, Item.ended == "", *_with_words(Item, words))


def _with_words(table: Any, words: str) -> list[Any]:
    places = (table.code, table.label, table.statement)
    return [or_(*(place.icontains(word, autoescape=True) for place in places)) for word in words.split()]


def _own(session: Session, draft: FrameworkDraft, *bounds: Any) -> list[Successor]:
    query = select(DraftItem).where(DraftItem.framework == draft.framework, *bounds)
    found = session.exec(query.order_by(col(DraftItem.position)).limit(MOST_FOUND))
    return [Successor(item.uri, item.identifier, item.name) for item in found]


def _others(session: Session, draft: FrameworkDraft, *bounds: Any) -> list[Successor]:
    query: Any = select(Item, Framework.title).where(Item.framework == Framework.identifier)
    query = query.where(Item.framework != draft.framework, *bounds)
    found = session.exec(query.order_by(col(Framework.position), col(Item.position)).limit(MOST_FOUND))
    return [
        Successor(item.uri, item.identifier, f"{item.code} {item.label}".strip(), where)
        for item, where in found
    ]


def successor_at(
    session: Session, draft: FrameworkDraft, uri: str, *, http: httpx.Client, today: date
) -> Successor:
    """Give what stands at an address: an item here, or what the address itself answers; raises Refusal."""
    if own := _own(session, draft, DraftItem.uri == uri):
        return own[0]
    if others := _others(session, draft, Item.uri == uri):
        ended = session.exec(select(Item.ended).where(Item.uri == uri)).one()
        _refuse_ended(others[0].title, ended, today)
        return others[0]
    return _elsewhere(uri, http, today)


def _refuse_ended(title: str, ended: object, today: date) -> None:
    end = day(ended)
    if end is not None and end <= today:
        raise Refusal("Name an item that stays", f"“{title}” is itself out of use.", code="successor")


def _elsewhere(uri: str, http: httpx.Client, today: date) -> Successor:
    if len(uri) > LONGEST_ADDRESS or not is_address(uri) or any(map(str.isspace, uri)):
        raise Refusal("This is no address", f"Found {uri[:100]}, expected one such as https://…/uri/….")
    found = _UUID.findall(uri.lower())
    identifier = found[-1] if found else str(uuid5(NAMESPACE_URL, uri))
    try:
        answer = _asked(uri, http)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        doubt = f"{uri} did not answer ({str(error) or type(error).__name__})"[:LONGEST_TITLE]
        return Successor(uri, identifier, uri[:LONGEST_TITLE], is_case=False, doubt=doubt)
    if answer.status_code != 200:
        doubt = f"{uri} answered {answer.status_code}"
        return Successor(uri, identifier, uri[:LONGEST_TITLE], is_case=False, doubt=doubt)
    item = _item_in(answer.content)
    if item is None:
        return Successor(uri, identifier, uri[:LONGEST_TITLE], is_case=False)
    _refuse_ended(uri, item.get("statusEndDate"), today)
    title = f"{item.get('humanCodingScheme', '')} {label(item)}".strip()[:LONGEST_TITLE]
    return Successor(uri, identifier, title or uri)


def _asked(uri: str, http: httpx.Client) -> httpx.Response:
    """Ask an address for JSON, over a few redirects."""
    answer = http.get(uri, headers={"Accept": "application/json"})
    for _ in range(MOST_STEPS):
        if answer.next_request is None:
            break
        answer = http.send(answer.next_request)
    return answer


def _item_in(text: bytes) -> dict[str, Any] | None:
    """Read an answer as a CFItem, if it is one."""
    try:
        body = parse_json(text)
    except MalformedDocumentError:
        return None
    item = body.get("CFItem", body)
    stated = ("fullStatement", "humanCodingScheme", "abbreviatedStatement")
    if not isinstance(item, dict) or not all(isinstance(item.get(name, ""), str) for name in stated):
        return None
    return item if item.get("fullStatement") else None
