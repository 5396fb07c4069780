"""Slice one value out of a JSON text, character for character as it was received.

What is signed or kept must not be written anew: a value is cut out of the text it came in. The
text must have been checked by `credentials.parsing.parse_json` first, which bounds size and depth.
"""

import json
from collections.abc import Iterator

Span = tuple[int, int]

_DECODER = json.JSONDecoder()
_SPACE = " \t\n\r"


def exact_text(text: str, *path: str | int) -> str:
    """Return the text of the value at `path`; raise KeyError if the path leads nowhere."""
    start, end = _skip(text, 0), len(text)
    for step in path:
        parts = _members(text, start) if isinstance(step, str) else _elements(text, start)
        for name, span in parts:
            if name == step:
                start, end = span
                break
        else:
            raise KeyError(step)
    return text[start:end].rstrip(_SPACE)


def _skip(text: str, at: int) -> int:
    while text[at] in _SPACE:
        at += 1
    return at


def _value_end(text: str, start: int) -> int:
    return _DECODER.raw_decode(text, start)[1]


def _members(text: str, start: int) -> Iterator[tuple[str, Span]]:
    """Walk the members of the object at `start`: each name with the place of its value."""
    if text[start] != "{":
        return
    at = _skip(text, start + 1)
    while text[at] == '"':
        name, at = _DECODER.raw_decode(text, at)
        begin = _skip(text, _skip(text, at) + 1)
        end = _value_end(text, begin)
        yield name, (begin, end)
        at = _skip(text, end)
        if text[at] == ",":
            at = _skip(text, at + 1)


def _elements(text: str, start: int) -> Iterator[tuple[int, Span]]:
    """Walk the elements of the array at `start`: each index with the place of its value."""
    if text[start] != "[":
        return
    index, begin = 0, _skip(text, start + 1)
    while text[begin] != "]":
        end = _value_end(text, begin)
        yield index, (begin, end)
        index, begin = index + 1, _skip(text, end)
        if text[begin] == ",":
            begin = _skip(text, begin + 1)
