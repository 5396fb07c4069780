"""Read JSON that came from somebody else, and refuse whatever cannot be signed without doubt."""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from typing import Any, Never

from credentials.errors import MalformedDocumentError
from credentials.standards.vc import JSON

MAX_BYTES = 262_144
MAX_DEPTH = 32
# Integers beyond this are not the same number in every JSON reader (RFC 8259, section 6).
LARGEST_INTEGER = 2**53 - 1

# Control characters are written differently by different canonicalisers; lone surrogates have no UTF-8.
_UNSIGNABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def parse_json(text: str | bytes, *, max_bytes: int = MAX_BYTES, max_depth: int = MAX_DEPTH) -> JSON:
    """Parse a JSON object, refusing duplicate members, non-numbers, bad characters, undue size and depth."""
    decoded = _decode(text, max_bytes)
    try:
        value = json.loads(
            decoded,
            object_pairs_hook=_without_duplicates,
            parse_constant=_refuse_constant,
            parse_int=_integer,
        )
    except RecursionError as error:
        raise MalformedDocumentError(f"found JSON nested far deeper than {max_depth} levels") from error
    except ValueError as error:
        raise MalformedDocumentError(f"found text that is not JSON: {error}") from error
    if not isinstance(value, dict):
        raise MalformedDocumentError(f"found a JSON {type(value).__name__}, expected an object")
    check_json(value, max_bytes=max_bytes, max_depth=max_depth)
    return value


def check_json(value: object, *, max_bytes: int = MAX_BYTES, max_depth: int = MAX_DEPTH) -> None:
    """Refuse a value that strict JSON could not hold, or that is larger or deeper than the limits."""
    budget = max_bytes
    pending: list[tuple[Any, int]] = [(value, 1)]
    while pending:
        node, depth = pending.pop()
        budget -= _weight(node)
        if budget < 0:
            raise MalformedDocumentError(f"found a document of more than {max_bytes} bytes")
        if isinstance(node, dict | list):
            if depth > max_depth:
                raise MalformedDocumentError(f"found JSON nested deeper than {max_depth} levels")
            pending.extend(
                (child, depth + 1) for child in (node.values() if isinstance(node, dict) else node)
            )


def _weight(node: object) -> int:
    """Count a lower bound of the bytes a value takes, checking the value by itself on the way."""
    if isinstance(node, str):
        return _checked_text(node)
    if isinstance(node, dict):
        return 2 + sum(1 + _checked_text(key) for key in node)
    if node is None or isinstance(node, bool | list):
        return 1
    if isinstance(node, int | float):
        return _checked_number(node)
    raise MalformedDocumentError(f"found a {type(node).__name__}, expected a JSON value")


def _checked_text(text: object) -> int:
    if not isinstance(text, str):
        raise MalformedDocumentError(f"found a member named by a {type(text).__name__}, expected a string")
    if found := _UNSIGNABLE.search(text):
        raise MalformedDocumentError(f"found the character U+{ord(found[0]):04X}, expected printable text")
    return 2 + len(text)


def _checked_number(number: float) -> int:
    if isinstance(number, int):
        if abs(number) > LARGEST_INTEGER:
            raise MalformedDocumentError(f"found an integer beyond {LARGEST_INTEGER}")
    elif not math.isfinite(number):
        raise MalformedDocumentError(f"found {number}, expected a number")
    return 1


def _decode(text: str | bytes, max_bytes: int) -> str:
    if len(text) > max_bytes:
        raise MalformedDocumentError(f"found {len(text)} bytes, expected at most {max_bytes}")
    if isinstance(text, str):
        return text
    try:
        return text.decode("utf-8")
    except UnicodeDecodeError as error:
        raise MalformedDocumentError("found bytes that are not UTF-8") from error


def _without_duplicates(pairs: list[tuple[str, Any]]) -> JSON:
    members = dict(pairs)
    if len(members) != len(pairs):
        (twice, _), *_ = Counter(name for name, _ in pairs).most_common(1)
        raise MalformedDocumentError(f"found the member {twice!r:.60} twice in one object")
    return members


def _refuse_constant(name: str) -> Never:
    raise MalformedDocumentError(f"found {name}, expected a number")


def _integer(digits: str) -> int:
    if len(digits) > 17:
        raise MalformedDocumentError(f"found an integer of {len(digits)} digits, expected at most 16")
    return int(digits)
