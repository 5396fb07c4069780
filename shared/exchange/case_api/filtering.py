"""Filter and order documents as a consumer asks.

https://www.imsglobal.org/spec/case/v1p1
"""

import operator
import re
import unicodedata
from collections.abc import Callable, Collection, Sequence
from datetime import UTC, datetime
from typing import Any

from credentials.standards.vc import JSON
from exchange.errors import ProtocolError

LONGEST_FILTER = 512
PREDICATES: dict[str, Callable[[Any, Any], bool]] = {
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
_NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,15})?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(T.*)?", re.IGNORECASE)


def filtered(documents: Sequence[JSON], expression: str, fields: Collection[str]) -> list[JSON]:
    """Keep what a filter selects: one comparison, or two joined by AND or OR, without regard to case."""
    match = _FILTER.fullmatch(expression) if len(expression) <= LONGEST_FILTER else None
    if match is None:
        raise ProtocolError("invalid_selection_field", "filter is not field, comparison and 'value'")
    groups = match.groups(default="")
    terms = [groups[0:3], groups[4:7]] if groups[3] else [groups[0:3]]
    for field, _, _ in terms:
        if field.split(".")[0] not in fields:
            # The binding's word for it, invalid_filter_field, is none that its own schema allows.
            found = f"filter names {field:.60}, which no document has (invalid_filter_field)"
            raise ProtocolError("invalid_selection_field", found)
    joined = any if groups[3] == "OR" else all
    return [each for each in documents if joined(_holds(each, *term) for term in terms)]


def ordered(documents: Sequence[JSON], field: str, *, descending: bool) -> list[JSON]:
    """Sort by a field, without regard to case and accents; what lacks it comes last."""
    having = [(values, each) for each in documents if (values := _values(each, field))]
    lacking = [each for each in documents if not _values(each, field)]
    having.sort(key=lambda entry: _place(",".join(map(_plain, entry[0]))), reverse=descending)
    return [each for _, each in having] + lacking


def _holds(document: JSON, field: str, predicate: str, value: str) -> bool:
    """Compare what stands in a field; a list is equal as a whole, and contains what one of its texts does."""
    values = [_plain(found) for found in _values(document, field)]
    if predicate == "!=":
        return bool(values) and not _holds(document, field, "=", value)
    if len(values) > 1:
        parts = [part.strip() for part in value.split(",")]
        if predicate == "~":
            return any(_folded(part) in _folded(found) for part in (value, *parts) for found in values)
        if predicate == "=":
            return sorted(map(_folded, values)) == sorted(map(_folded, parts)) or (
                _folded(",".join(values)) == _folded(value)
            )
    compare = PREDICATES[predicate]
    return any(compare(*_comparable(found, value, predicate)) for found in values)


def _comparable(found: str, value: str, predicate: str) -> tuple[Any, Any]:
    """Give two values as what both of them are: numbers, moments, or else texts."""
    if predicate != "~":
        if _NUMBER.fullmatch(found) and _NUMBER.fullmatch(value):
            return float(found), float(value)
        moments = _moment(found), _moment(value)
        if None not in moments:
            return moments
    return _folded(found), _folded(value)


def _moment(text: str) -> datetime | None:
    if not _DAY.fullmatch(text):
        return None
    try:
        found = datetime.fromisoformat(text.upper())
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _values(node: Any, field: str) -> list[Any]:
    """Return the values at a dotted name, through arrays."""
    found = [node]
    for name in field.split("."):
        found = [each[name] for each in found if isinstance(each, dict) and name in each]
        found = [inner for each in found for inner in (each if isinstance(each, list) else [each])]
    return found


def _plain(value: Any) -> str:
    """Write a value as text; a link by its title."""
    return str(value.get("title", value)) if isinstance(value, dict) else str(value)


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()


def _place(text: str) -> tuple[str, str]:
    """Give the place of a text among others: letters first, then accents (as the first levels of UCA do)."""
    letters = unicodedata.normalize("NFKD", text)
    return "".join(c for c in letters if not unicodedata.combining(c)).casefold(), _folded(text)
