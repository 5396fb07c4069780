"""Read the single values of CASE: check each, mend what is known to go wrong, and note what was mended."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from skills.case.members import ASSOCIATION_TYPES
from skills.errors import Notice, Problem

UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
# Addresses are shown as links, so schemes that run or read something here are not among them.
URI = re.compile(
    r"(https?://[^\s/<>\"{}|\\^`]+[^\s<>\"{}|\\^`]*|(urn|tag|info|local):[^\s<>\"{}|\\^`]+)", re.I
)
EXTENSION = re.compile(r"ext:[A-Za-z0-9._|-]+")
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(?P<zone>Z|[+-]\d\d:\d\d)?", re.ASCII)
DATE = re.compile(r"(\d{4}-\d{2}-\d{2})(T.*)?", re.ASCII)
_SPELLINGS = {name.lower(): name for name in ASSOCIATION_TYPES}


class Log:
    """Collect problems one by one and notices by kind, so that a habit of a provider is told once."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self._notices: dict[tuple[str, str], tuple[str, int]] = {}

    def problem(self, place: str, reason: str) -> None:
        """Note something that forbids reading the document."""
        self.problems.append(Problem(place, reason))

    def notice(self, place: str, reason: str) -> None:
        """Note something that left the specification but could be read."""
        kind = (re.sub(r"\[\d+\]", "[]", place), reason)
        first, count = self._notices.get(kind, (place, 0))
        self._notices[kind] = (first, count + 1)

    @property
    def notices(self) -> tuple[Notice, ...]:
        """List the notices, each once with how often it applies."""
        return tuple(
            Notice(place, reason if count == 1 else f"{reason} (and {count - 1} more like it)")
            for (_, reason), (place, count) in self._notices.items()
        )


def found(value: object) -> str:
    """Name what was found, for people."""
    names = {dict: "an object", list: "a list", bool: "a truth value", int: "a number", float: "a number"}
    return names.get(type(value), repr(value) if len(repr(value)) <= 60 else repr(value)[:57] + "...")


def _text(value: Any, place: str, log: Log) -> Any:
    if not isinstance(value, str):
        log.problem(place, f"found {found(value)}, expected a text")
    return value


def _words(value: Any, place: str, log: Log) -> Any:
    if isinstance(value, str) and not value.strip():
        log.problem(place, "is empty, expected words")
    return _text(value, place, log)


def _texts(value: Any, place: str, log: Log) -> Any:
    if isinstance(value, str):
        log.notice(place, "found one text where a list of texts stands; read as a list of one")
        return [value]
    if not isinstance(value, list) or not all(isinstance(text, str) for text in value):
        log.problem(place, f"found {found(value)}, expected a list of texts")
    return value


def _uuid(value: Any, place: str, log: Log) -> Any:
    if not isinstance(value, str) or not UUID.fullmatch(value):
        log.problem(place, f"found {found(value)}, expected a UUID of 8-4-4-4-12 hexadecimal digits")
    elif value != value.lower():
        log.notice(place, "found capital letters in a UUID; kept")
    return value


def _uri(value: Any, place: str, log: Log) -> Any:
    if not isinstance(value, str) or not URI.fullmatch(value):
        log.problem(place, f"found {found(value)}, expected an absolute URI of http, https, urn, tag or info")
    return value


def _moment(value: Any, place: str, log: Log) -> Any:
    shape = MOMENT.fullmatch(value) if isinstance(value, str) else None
    if shape is None or not _parses(datetime.fromisoformat, value):
        log.problem(place, f"found {found(value)}, expected a date and time such as 2026-08-17T09:00:00Z")
    elif shape["zone"] is None:
        log.notice(place, "found a time without a zone; read as UTC")
        return f"{value}Z"
    return value


def _date(value: Any, place: str, log: Log) -> Any:
    shape = DATE.fullmatch(value) if isinstance(value, str) else None
    if shape is None or not _parses(date.fromisoformat, shape[1]):
        log.problem(place, f"found {found(value)}, expected a date such as 2026-08-17")
    elif shape[2]:
        log.notice(place, "found a time where a date stands; the time was left out")
        return shape[1]
    return value


def _parses(read: Callable[[str], object], text: str) -> bool:
    try:
        read(text)
    except ValueError:
        return False
    return True


def _integer(value: Any, place: str, log: Log) -> Any:
    mended = int(value) if _is_whole(value) else value
    if not isinstance(mended, int) or isinstance(mended, bool):
        log.problem(place, f"found {found(value)}, expected a whole number")
    elif mended is not value:
        log.notice(place, f"found a {type(value).__name__} where a whole number stands; read as the number")
    return mended


def _is_whole(value: Any) -> bool:
    if isinstance(value, str):
        return re.fullmatch(r"-?\d{1,9}", value, re.ASCII) is not None
    return isinstance(value, float) and value.is_integer()


def _number(value: Any, place: str, log: Log) -> Any:
    if not isinstance(value, int | float) or isinstance(value, bool):
        log.problem(place, f"found {found(value)}, expected a number")
    return value


def _association(value: Any, place: str, log: Log) -> Any:
    if isinstance(value, str) and (value in ASSOCIATION_TYPES or EXTENSION.fullmatch(value)):
        return value
    known = _SPELLINGS.get(re.sub(r"[\s_]", "", value).lower()) if isinstance(value, str) else None
    if known is None:
        expected = f"expected one of {', '.join(ASSOCIATION_TYPES)} or ext:..."
        log.problem(place, f"found {found(value)}, {expected}")
        return value
    log.notice(place, f"found {value!r}; read as {known}")
    return known


def _target(value: Any, place: str, log: Log) -> Any:
    if not isinstance(value, str) or not (value == "CASE" or EXTENSION.fullmatch(value)):
        log.problem(place, f"found {found(value)}, expected CASE or ext:...")
    return value


def _version(value: Any, place: str, log: Log) -> Any:
    if value == "1.0":
        log.notice(place, "found 1.0, which CASE 1.0 does not write; read as CASE 1.0")
        return "1.1"
    if value != "1.1":
        log.problem(place, f"found {found(value)}, expected 1.1")
    return value


def _open(value: Any, place: str, log: Log) -> Any:
    if value == []:  # how PHP writes an empty object
        log.notice(place, "found an empty list where an object stands; read as an empty object")
        return {}
    if not isinstance(value, dict):
        log.problem(place, f"found {found(value)}, expected an object")
    return value


def _opens(value: Any, place: str, log: Log) -> Any:
    if isinstance(value, dict):
        log.notice(place, "found one object where a list of objects stands; read as a list of one")
        return [value]
    if not isinstance(value, list) or not all(isinstance(part, dict) for part in value):
        log.problem(place, f"found {found(value)}, expected a list of objects")
    return value


VALUES: Mapping[str, Callable[[Any, str, Log], Any]] = {
    "text": _text,
    "words": _words,
    "texts": _texts,
    "uuid": _uuid,
    "uri": _uri,
    "moment": _moment,
    "date": _date,
    "integer": _integer,
    "number": _number,
    "association": _association,
    "target": _target,
    "version": _version,
    "open": _open,
    "opens": _opens,
}
