"""Words as they are compared: in small letters, without those of every sentence, cut to their stems."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise
from threading import Lock
from typing import Any

# Words that bind a sentence and say nothing of a skill.
_BINDING = """
a about all also an and any are as at be been being between both by can could did do does done during
each eg either etc every for from had has have having he her his how i ie if in into is it its may might
more most must my no nor not of on one onto or other others our over per she should so some such than
that the their them then these they this those through to two under us via was we were what when where
whether which while who whom whose will with within without would you your
"""
STOP_WORDS = frozenset(_BINDING.split())
_ONE_AT_A_TIME = Lock()  # a stemmer keeps the word it is at in itself
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")


def normalised(text: str) -> str:
    """Give a text as one writes it without case, accents, punctuation and spare spaces."""
    return " ".join(_split(text))


def words(text: str) -> list[str]:
    """List the words of a text that say something; all of them where none does."""
    found = [word.removesuffix("'s").replace("'", "") for word in _split(text)]
    return [word for word in found if word not in STOP_WORDS] or found


def stems(text: str) -> list[str]:
    """List the stems of the words of a text."""
    return [stem(word) for word in words(text)]


def with_pairs(found: Sequence[str]) -> list[str]:
    """Add to words the pairs of neighbours."""
    return [*found, *(f"{one} {other}" for one, other in pairwise(found))]


def pieces(found: Iterable[str], shortest: int = 3, longest: int = 5) -> list[str]:
    """Cut words into overlapping pieces of three to five letters, their edges marked."""
    return [piece for word in found for piece in _pieces_of(word, shortest, longest)]


@lru_cache(maxsize=50_000)
def _pieces_of(word: str, shortest: int, longest: int) -> tuple[str, ...]:
    edged = f" {word} "
    return tuple(
        edged[start : start + size]
        for size in range(shortest, longest + 1)
        for start in range(len(edged) - size + 1)
    )


def kindred(found: Sequence[str]) -> list[str]:
    """List, for stems in their order, the groups that they and their pairs belong to: much the same."""
    groups = _groups()
    return [group for one in with_pairs(found) for group in groups.get(one, ())]


def akin(found: Sequence[str], groups: set[str]) -> set[str]:
    """Find which stems belong, alone or with a neighbour, to some of these groups."""
    known = _groups()
    among = (some for some in with_pairs(found) if not groups.isdisjoint(known.get(some, ())))
    return {one for some in among for one in some.split()}


@cache
def _groups() -> Mapping[str, tuple[str, ...]]:
    """Read the groups, one a line, and find those of every stem; a name begins as no word does.

    Words that only mean it together are joined by underscores.
    """
    groups: dict[str, tuple[str, ...]] = {}
    text = files("skills.suggesting").joinpath("kindred.txt").read_text(encoding="utf-8")
    for number, line in enumerate(text.splitlines()):
        for one in {" ".join(stems(some.replace("_", " "))) for some in line.split()}:
            groups[one] = (*groups.get(one, ()), f"~{number}")
    return groups


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Cut a word to its stem."""
    with _ONE_AT_A_TIME:
        return str(_stemmer().stemWord(word))


@cache
def _stemmer() -> Any:
    import snowballstemmer  # seldom needed, so it is loaded when it is

    return snowballstemmer.stemmer("english")


def _split(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")).casefold()
    return _WORD.findall("".join(letter for letter in plain if not unicodedata.combining(letter)))
