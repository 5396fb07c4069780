"""List documents as a consumer asks: filtered, sorted, paged, and with chosen fields only."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from credentials.standards.vc import JSON
from exchange.case_api.filtering import filtered, ordered
from exchange.errors import ProtocolError

DEFAULT_LIMIT = 100


@dataclass(frozen=True)
class Page:
    """One page of documents: how many there are in all, and where the other pages are."""

    documents: list[JSON]
    total: int
    links: str


def list_documents(
    documents: Sequence[JSON], asked: Mapping[str, str], *, fields: Collection[str], address: str
) -> Page:
    """Return the page of documents that the query parameters ask for.

    https://www.imsglobal.org/spec/case/v1p1
    """
    chosen = _chosen(asked.get("fields"), fields)
    limit = _number(asked, "limit", DEFAULT_LIMIT, least=1)
    offset = _number(asked, "offset", 0, least=0)
    found = _sorted(_kept(documents, asked, fields), asked, fields)
    page = list(found[offset : offset + limit])
    if not page:
        raise ProtocolError("unknownobject", "no document answers this request", 404)
    if chosen:
        page = [{name: value for name, value in each.items() if name in chosen} for each in page]
    return Page(page, len(found), _links(address, asked, limit=limit, offset=offset, total=len(found)))


def _chosen(selection: str | None, fields: Collection[str]) -> frozenset[str]:
    """Return the chosen fields; none means all, as does a choice with a field that does not exist."""
    if selection is None:
        return frozenset()
    names = frozenset(name.strip() for name in selection.split(",")) - {""}
    if not names:
        raise ProtocolError("invalid_selection_field", "fields is empty, expected names of fields")
    return names if names <= set(fields) else frozenset()


def _number(asked: Mapping[str, str], name: str, default: int, *, least: int) -> int:
    text = asked.get(name)
    if text is None:
        return default
    if not re.fullmatch(r"[0-9]{1,9}", text) or int(text) < least:
        found = f"{name} is {text:.40}, expected a whole number from {least}"
        raise ProtocolError("invalid_selection_field", found)
    return int(text)


def _kept(documents: Sequence[JSON], asked: Mapping[str, str], fields: Collection[str]) -> Sequence[JSON]:
    expression = asked.get("filter")
    return documents if expression is None else filtered(documents, expression, fields)


def _sorted(documents: Sequence[JSON], asked: Mapping[str, str], fields: Collection[str]) -> Sequence[JSON]:
    """Sort by a field that exists; the library's own order stays for any other."""
    field, order = asked.get("sort", ""), asked.get("orderBy", "asc")
    if order not in ("asc", "desc"):
        raise ProtocolError("invalid_sort_field", f"orderBy is {order:.40}, expected asc or desc")
    if field.split(".")[0] not in fields:
        return documents
    return ordered(documents, field, descending=order == "desc")


def _links(address: str, asked: Mapping[str, str], *, limit: int, offset: int, total: int) -> str:
    """Return the Link header with the other pages (RFC 8288), each as large as it will be."""
    last = (total - 1) // limit * limit
    pages = {}
    if offset + limit < total:
        pages["next"] = (offset + limit, limit)
    pages |= {"last": (last, total - last), "first": (0, limit)}
    if offset > 0:
        pages["prev"] = (max(0, offset - limit), min(limit, offset))
    kept = {name: value for name, value in asked.items() if name not in ("limit", "offset")}
    return ", ".join(
        f'<{address}?{urlencode(kept | {"limit": str(size), "offset": str(at)})}>; rel="{rel}"'
        for rel, (at, size) in pages.items()
    )
