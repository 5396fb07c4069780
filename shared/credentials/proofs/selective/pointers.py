"""Choose parts of a document by JSON pointers.

https://www.rfc-editor.org/rfc/rfc6901
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from credentials.errors import MalformedDocumentError
from credentials.parsing import MAX_DEPTH
from credentials.standards.vc import JSON

# What is chosen of a value: by member or place, what is chosen there; of the end of a pointer, everything is.
_Chosen = dict[str, "_Chosen"]

# Who an object is and what kind of thing goes with every part of it, and so do the meanings of its words.
_ALWAYS = ("@context", "id", "type")
# No member is called so: a control character in its name would be refused.
_EVERYTHING = "\0"
_PLACE = re.compile(r"0|[1-9][0-9]{0,8}", re.ASCII)
_ESCAPE = re.compile(r"~(?![01])")


def steps_of(pointer: object) -> list[str]:
    """Give the members and places by which a pointer leads from the whole document to one value."""
    if not isinstance(pointer, str) or (pointer and not pointer.startswith("/")) or _ESCAPE.search(pointer):
        raise MalformedDocumentError(f"found {pointer!r:.200}, expected a JSON pointer such as /issuer/name")
    steps = [step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")[1:]]
    if len(steps) > MAX_DEPTH:
        raise MalformedDocumentError(
            f"found a JSON pointer of {len(steps)} steps, expected at most {MAX_DEPTH}"
        )
    return steps


def pointer_to(*steps: str | int) -> str:
    """Write the pointer that leads through these members and places."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in steps)


def value_at(document: JSON, pointer: str) -> Any:
    """Give the value that a pointer leads to."""
    value: Any = document
    for step in steps_of(pointer):
        value = _next(value, step, pointer)
    return value


def select(document: JSON, pointers: Iterable[str]) -> JSON:
    """Give the part of a document that the pointers lead to, in the order of the document.

    Every object on the way keeps its id, type and context. The parts are those of the document, not copies.
    https://www.w3.org/TR/vc-di-ecdsa/#selectjsonld
    """
    chosen: _Chosen = {}
    for pointer in pointers:
        value_at(document, pointer)
        below = chosen
        for step in steps_of(pointer):
            below = below.setdefault(step, {})
        below[_EVERYTHING] = {}
    part: JSON = _part(document, chosen)
    return part


def _part(value: Any, chosen: _Chosen) -> Any:
    if _EVERYTHING in chosen:
        return value
    if isinstance(value, list):
        return [_part(one, chosen[str(place)]) for place, one in enumerate(value) if str(place) in chosen]
    return {
        member: found if member in _ALWAYS else _part(found, chosen[member])
        for member, found in value.items()
        if member in _ALWAYS or member in chosen
    }


def _next(value: Any, step: str, pointer: str) -> Any:
    if isinstance(value, dict) and step in value:
        return value[step]
    if isinstance(value, list) and _PLACE.fullmatch(step) and int(step) < len(value):
        return value[int(step)]
    raise MalformedDocumentError(f"found nothing at {pointer:.200}, expected a pointer into the document")
