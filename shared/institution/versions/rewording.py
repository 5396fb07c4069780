"""Compare two wordings word by word, so that a reader sees what went and what came."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Literal

MOST_COMPARED = 4_000_000  # pairs of words; longer texts are shown whole, old and new
FEWEST_WORDS = 6
TOKENS = re.compile(r"\s+|\w(?:[\w.'\u2019-]*\w)?|[^\w\s]")  # "CYD210-4" is one word


@dataclass(frozen=True)
class Piece:
    """Some words of a text, and whether they are in both texts, only in the old or only in the new."""

    text: str
    kind: Literal["same", "gone", "new"]


@dataclass(frozen=True)
class Rewording:
    """A text that reads otherwise now."""

    field: str
    pieces: tuple[Piece, ...]


def rewordings(
    old: Mapping[str, Any], new: Mapping[str, Any], fields: Mapping[str, str], *, mark: bool = True
) -> tuple[Rewording, ...]:
    """Compare the fields of two objects, each under the name that readers know it by.

    Without marks each is told whole, as it was and as it is, which takes no time.
    """
    how = marked if mark else _whole
    return tuple(
        Rewording(said, how(_text(old.get(name)), _text(new.get(name))))
        for name, said in fields.items()
        if old.get(name) != new.get(name)
    )


def _text(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value or "")


def marked(old: str, new: str) -> tuple[Piece, ...]:
    """Mark the words that went and the words that came."""
    words, others = TOKENS.findall(old), TOKENS.findall(new)
    if len(words) * len(others) > MOST_COMPARED:
        return _whole(old, new)
    pieces: list[Piece] = []
    steps = SequenceMatcher(None, words, others, autojunk=False).get_opcodes()
    if _hardly_alike(words, others, steps):
        return _whole(old, new)
    for deed, i, j, k, m in steps:
        if deed == "equal":
            pieces.append(Piece("".join(words[i:j]), "same"))
            continue
        if i < j:
            pieces.append(Piece("".join(words[i:j]), "gone"))
        if k < m:
            pieces.append(Piece("".join(others[k:m]), "new"))
    return tuple(pieces)


def _hardly_alike(
    words: list[str], others: list[str], steps: Sequence[tuple[str, int, int, int, int]]
) -> bool:
    """Tell whether so little stayed that marks between the words would only confuse."""
    fewest = min(sum(not word.isspace() for word in text) for text in (words, others))
    same = sum(not word.isspace() for deed, i, j, _, _ in steps if deed == "equal" for word in words[i:j])
    return fewest >= FEWEST_WORDS and same * 3 < fewest


def _whole(old: str, new: str) -> tuple[Piece, ...]:
    pieces = (Piece(old, "gone"), Piece(new, "new"))
    return tuple(piece for piece in pieces if piece.text)
