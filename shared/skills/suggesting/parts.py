"""Compare wholes by their parts: how much of what a role is made of stands in another one.

A part that few wholes have weighs more: ln(1 + N / n), where n of N wholes have it.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from skills.suggesting.statements import Statement

if TYPE_CHECKING:
    from skills.suggesting.views import Array

MANY_PARTS = 3


def coverage(
    origins: Sequence[Statement], destinations: Sequence[Statement], alike: Array
) -> Mapping[int, Array]:
    """Give for every origin of many parts how far each destination, with its own parts, covers them."""
    import numpy as np

    inside = _parts(origins)
    wholes = [place for place, parts in enumerate(inside) if len(parts) >= MANY_PARTS]
    holders = Counter(part for place in wholes for part in inside[place])
    columns, starts = _columns(destinations)
    covered: dict[int, Array] = {}
    for place in wholes:
        weights = np.array([math.log(1 + len(wholes) / holders[part]) for part in inside[place]], np.float32)
        best = np.maximum.reduceat(alike[inside[place]][:, columns], starts, axis=1)
        covered[place] = weights @ best / weights.sum()
    return covered


def _parts(statements: Sequence[Statement]) -> list[list[int]]:
    places = {statement.id: place for place, statement in enumerate(statements)}
    return [sorted(places[part] for part in one.below if part in places) for one in statements]


def _columns(destinations: Sequence[Statement]) -> tuple[list[int], list[int]]:
    """List for every destination its own column and those of its parts, and where each list begins."""
    columns: list[int] = []
    starts: list[int] = []
    for place, parts in enumerate(_parts(destinations)):
        starts.append(len(columns))
        columns += [place, *parts]
    return columns, starts
