"""List documents as a consumer asks: filtered, sorted, paged, and with chosen fields only."""

import operator
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from credentials.standards.vc import JSON
from exchange.case_api.library import BASE
from exchange.errors import ProtocolError

DEFAULT_LIMIT = 100
LONGEST_FILTER = 512
DOCUMENT_FIELDS = frozenset(
    {
        *("CFPackageURI", "identifier", "uri", "frameworkType", "caseVersion", "creator", "title"),
        *("lastChangeDateTime", "officialSourceURL", "publisher", "description", "subject", "subjectURI"),
        *("language", "version", "adoptionStatus", "statusStartDate", "statusEndDate", "licenseURI"),
        *("notes", "extensions"),
    }
)
PREDICATES: dict[str, Callable[[str, str], bool]] = {
    "=": operator.eq,
    "!=": operator.ne,
    ">=": operator.ge,
    "<=": operator.le,
    ">": operator.gt,
    "<": operator.lt,
    "~": operator.contains,
}

# A value may hold quotation marks, but ends at one that the end or another comparison follows.
_VALUE = r"'((?:[^']|'(?!\s*$|\s+(?:AND|OR)\s))*)'"
_TERM = rf"([A-Za-z.]+)(!=|>=|<=|=|>|<|~){_VALUE}"
_FILTER = re.compile(rf"\s*{_TERM}(?:\s+(AND|OR)\s+{_TERM})?\s*")


@dataclass(frozen=True)
class Page:
    """One page of documents: how many there are in all, and where the other pages are."""

    documents: list[JSON]
    total: int
    links: str


def list_documents(documents: Sequence[JSON], asked: Mapping[str, str]) -> Page:
    """Return the page of documents that the query parameters ask for.

    https://www.imsglobal.org/spec/case/v1p1/rest_binding#query-parameters
    """
    fields = _fields(asked.get("fields"))
    limit = _number(asked, "limit", DEFAULT_LIMIT, least=1)
    offset = _number(asked, "offset", 0, least=0)
    found = _sorted(_filtered(documents, asked.get("filter")), asked)
    page = found[offset : offset + limit]
    if not page:
        raise ProtocolError("unknownobject", "no document answers this request", 404)
    if fields:
        page = [{name: value for name, value in each.items() if name in fields} for each in page]
    return Page(page, len(found), _links(asked, limit=limit, offset=offset, total=len(found)))


def _fields(selection: str | None) -> frozenset[str]:
    """Return the chosen fields; none means all, as does a choice with a field that does not exist."""
    if selection is None:
        return frozenset()
    names = frozenset(name.strip() for name in selection.split(",")) - {""}
    if not names:
        raise ProtocolError("invalid_selection_field", "fields is empty, expected names of fields")
    return names if names <= DOCUMENT_FIELDS else frozenset()


def _number(asked: Mapping[str, str], name: str, default: int, *, least: int) -> int:
    text = asked.get(name)
    if text is None:
        return default
    if not re.fullmatch(r"[0-9]{1,9}", text) or int(text) < least:
        found = f"{name} is {text:.40}, expected a whole number from {least}"
        raise ProtocolError("invalid_selection_field", found)
    return int(text)


def _sorted(documents: list[JSON], asked: Mapping[str, str]) -> list[JSON]:
    """Sort by a field that exists; the library's own order stays for any other."""
    field, order = asked.get("sort"), asked.get("orderBy", "asc")
    if order not in ("asc", "desc"):
        raise ProtocolError("invalid_sort_field", f"orderBy is {order:.40}, expected asc or desc")
    if field not in DOCUMENT_FIELDS:
        return documents
    having = [each for each in documents if field in each]
    lacking = [each for each in documents if field not in each]
    having.sort(key=lambda each: str(each[field]).casefold(), reverse=order == "desc")
    return having + lacking


def _filtered(documents: Sequence[JSON], expression: str | None) -> list[JSON]:
    """Keep what a filter selects: one comparison, or two joined by AND or OR, without regard to case."""
    if expression is None:
        return list(documents)
    match = _FILTER.fullmatch(expression) if len(expression) <= LONGEST_FILTER else None
    if match is None:
        raise ProtocolError("invalid_selection_field", "filter is not field, comparison and 'value'")
    groups = match.groups(default="")
    terms = [groups[0:3], groups[4:7]] if groups[3] else [groups[0:3]]
    for field, _, _ in terms:
        if field.split(".")[0] not in DOCUMENT_FIELDS:
            found = f"filter names {field:.60}, which no document has (invalid_filter_field)"
            raise ProtocolError("invalid_selection_field", found)
    joined = any if groups[3] == "OR" else all
    return [each for each in documents if joined(_holds(each, *term) for term in terms)]


def _holds(document: JSON, field: str, predicate: str, value: str) -> bool:
    compare = PREDICATES[predicate]
    return any(compare(str(found).casefold(), value.casefold()) for found in _values(document, field))


def _values(node: Any, field: str) -> list[Any]:
    """Return the values at a dotted name, through arrays."""
    found = [node]
    for name in field.split("."):
        found = [each[name] for each in found if isinstance(each, dict) and name in each]
        found = [inner for each in found for inner in (each if isinstance(each, list) else [each])]
    return found


def _links(asked: Mapping[str, str], *, limit: int, offset: int, total: int) -> str:
    """Return the Link header with the other pages (RFC 8288), relative to this site."""
    last = (total - 1) // limit * limit
    pages = {"first": 0, "last": last}
    if offset + limit < total:
        pages["next"] = offset + limit
    if offset > 0:
        pages["prev"] = max(0, offset - limit)
    kept = {name: value for name, value in asked.items() if name not in ("limit", "offset")}
    return ", ".join(
        f'<{BASE}/CFDocuments?{urlencode(kept | {"limit": str(limit), "offset": str(at)})}>; rel="{rel}"'
        for rel, at in pages.items()
    )
