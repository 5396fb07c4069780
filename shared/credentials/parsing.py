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

_CONTAINERS = (dict, list)
# Control characters are written differently by different canonicalisers; lone surrogates have no UTF-8.
UNSIGNABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


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
    texts: list[Any] = []
    level: list[Any] = [value]
    depth = weight = 0
    while level:
        depth += 1
        below: list[Any] = []
        for node in level:
            if isinstance(node, str):
                texts.append(node)
                weight += 2
            elif isinstance(node, _CONTAINERS):
                if depth > max_depth:
                    raise MalformedDocumentError(f"found JSON nested deeper than {max_depth} levels")
                weight += _unfold(node, texts, below)
                _check_weight(weight + len(below), max_bytes)
            else:
                weight += _checked_scalar(node)
        level = below
    _check_weight(weight + sum(map(len, texts)), max_bytes)
    _check_characters("".join(texts))


def _unfold(node: Any, texts: list[Any], below: list[Any]) -> int:
    """Put the names and values of a container beside the others, and count what it takes by itself."""
    if isinstance(node, list):
        below.extend(node)
        return 1
    try:
        texts.append("".join(node))
    except TypeError:
        kind = next(type(name).__name__ for name in node if not isinstance(name, str))
        raise MalformedDocumentError(f"found a member named by a {kind}, expected a string") from None
    below.extend(node.values())
    return 2 + 3 * len(node)


def _check_weight(weight: int, max_bytes: int) -> None:
    """Compare a lower bound of the bytes that a document takes."""
    if weight > max_bytes:
        raise MalformedDocumentError(f"found a document of more than {max_bytes} bytes")


def _check_characters(together: str) -> None:
    """Look through all texts at once."""
    if found := UNSIGNABLE.search(together):
        raise MalformedDocumentError(f"found the character U+{ord(found[0]):04X}, expected printable text")


def _checked_scalar(value: object) -> int:
    """Check a number, and count at least one byte for it or a constant."""
    if isinstance(value, int):
        if abs(value) > LARGEST_INTEGER:
            raise MalformedDocumentError(f"found an integer beyond {LARGEST_INTEGER}")
    elif isinstance(value, float):
        if not math.isfinite(value):
            raise MalformedDocumentError(f"found {value}, expected a number")
    elif value is not None:
        raise MalformedDocumentError(f"found a {type(value).__name__}, expected a JSON value")
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
