"""List everything that a credential says, value by value, so that nothing leaves unseen."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from wallet.describing import Line, spaced

JSON = dict[str, Any]

MOST_LINES = 1000


@dataclass(frozen=True)
class Part:
    """The lines of one part of a credential, with the path to it."""

    path: str
    lines: tuple[Line, ...]


def every_line(credential: JSON) -> list[Part]:
    """List everything that a credential says, in its own order, by the part that says it."""
    leaves = list(_walk(credential, ()))
    parts = [
        Part(" › ".join(path), tuple(line for _, line in group))  # noqa: RUF001 (an arrow of the pages)
        for path, group in groupby(leaves[:MOST_LINES], key=lambda leaf: leaf[0])
    ]
    more = len(leaves) - MOST_LINES
    if more > 0:
        parts.append(Part("And more", (Line("Values not listed", f"{more}, all in the exact text below"),)))
    return parts


def _walk(value: object, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Line]]:
    """Walk the values that have no parts, each with the path to what holds it."""
    if isinstance(value, dict):
        for name, member in value.items():
            yield from _walk(member, (*path, spaced(name.removeprefix("@"))))
    elif isinstance(value, list):
        for number, entry in enumerate(value, 1):
            place = (*path[:-1], f"{path[-1]} {number}") if path and len(value) > 1 else path
            yield from _walk(entry, place)
    else:
        words = {True: "Yes", False: "No", None: "Nothing"}
        shown = words[value] if value is None or isinstance(value, bool) else str(value)
        yield path[:-1], Line("".join(path[-1:]), shown)
