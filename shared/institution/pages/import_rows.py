"""Nest the first rows of a framework, so that a page can show them as a tree."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Shown:
    """A row of a tree with the rows below it."""

    code: str
    words: str
    kind: str
    below: list["Shown"] = field(default_factory=list)


def nested(rows: Sequence[Sequence[Any]]) -> list[Shown]:
    """Nest rows that say their depth."""
    top: list[Shown] = []
    way: list[list[Shown]] = [top]
    for depth, code, words, kind in rows:
        del way[depth + 1 :]
        one = Shown(code, words, kind)
        way[-1].append(one)
        way.append(one.below)
    return top
