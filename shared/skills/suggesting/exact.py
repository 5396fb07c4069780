"""Pairs that need no comparing: the same address, the same code, or the same words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import Literal

from skills.suggesting.statements import Statement
from skills.suggesting.words import normalised, stems

Exact = Literal["same address", "same code", "same words"]
TIERS: tuple[Exact, ...] = ("same address", "same code", "same words")
LONG_CODE = 5


def exact_pairs(
    origins: Sequence[Statement], destinations: Sequence[Statement]
) -> dict[tuple[int, int], Exact]:
    """Find the pairs, by their places, that are the same; the first reason of the three is kept."""
    found: dict[tuple[int, int], Exact] = dict.fromkeys(
        _equal(origins, destinations, lambda one: one.uri), "same address"
    )
    for pair in _same_codes(origins, destinations):
        found.setdefault(pair, "same code")
    for pair in _equal(origins, destinations, lambda one: normalised(one.text)):
        found.setdefault(pair, "same words")
    for pair in _equal(origins, destinations, lambda one: normalised(one.bare)):
        found.setdefault(pair, "same words")
    return found


def _same_codes(origins: Sequence[Statement], destinations: Sequence[Statement]) -> list[tuple[int, int]]:
    """Find equal codes that mean the same: two frameworks may both count their items 1.1, 1.2, 1.3.

    Where words are shared the code is believed. Where none are, it is believed only if it is long and most
    of the other equal codes do share words.
    """
    pairs = list(_equal(origins, destinations, lambda one: one.code.strip().casefold()))
    sharing = {(o, d) for o, d in pairs if _share_words(origins[o], destinations[d])}
    believed = 2 * len(sharing) > len(pairs)
    return [(o, d) for o, d in pairs if (o, d) in sharing or (believed and _is_distinctive(origins[o].code))]


def _share_words(one: Statement, other: Statement) -> bool:
    return not set(stems(one.text)).isdisjoint(stems(other.text))


def _is_distinctive(code: str) -> bool:
    letters, digits = (any(map(test, code)) for test in (str.isalpha, str.isdigit))
    return len(code.strip()) >= LONG_CODE and letters and digits


def _equal(
    origins: Sequence[Statement], destinations: Sequence[Statement], key: Callable[[Statement], str]
) -> Iterator[tuple[int, int]]:
    places: dict[str, list[int]] = defaultdict(list)
    for place, destination in enumerate(destinations):
        places[key(destination)].append(place)
    for place, origin in enumerate(origins):
        found = key(origin)
        yield from ((place, other) for other in places.get(found, ()) if found)
