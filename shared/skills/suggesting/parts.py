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
    """Give for every origin of many parts how far each destination, with its own parts, covers it.

    Half of it is the best that is found there for each part of the origin, half the best that is found here
    for each part of the destination. A destination without parts covers but one.
    """
    import numpy as np

    inside, there = _parts(origins), _parts(destinations)
    wholes = [place for place, parts in enumerate(inside) if len(parts) >= MANY_PARTS]
    if not wholes:
        return {}
    weights = _weights(inside)
    columns, starts = _columns(there)
    single = np.array([not parts for parts in there])
    # Every destination's own column comes before those of its parts, and counts where it has none.
    back = np.concatenate([[0, *some] if len(some) else [1] for some in _weights(there)]).astype(np.float32)
    covered: dict[int, Array] = {}
    for place in wholes:
        rows, share = alike[inside[place]][:, columns], weights[place]
        best = share @ np.maximum.reduceat(rows, starts, axis=1)
        found = np.add.reduceat(rows.max(axis=0) * back, starts)
        own = rows[:, starts][:, single]
        best[single] = (share[:, None] * own).max(axis=0, initial=0)
        found[single] *= share.max()
        covered[place] = ((best + found) / 2).astype(np.float32)
    return covered


def _weights(inside: Sequence[list[int]]) -> list[Array]:
    """Share out among the parts of each whole how much each says of it: the rarer, the more."""
    import numpy as np

    holders = Counter(part for parts in inside for part in parts)
    wholes = sum(map(bool, inside))
    found = [
        np.array([math.log(1 + wholes / holders[part]) for part in parts], np.float32) for parts in inside
    ]
    return [weights / weights.sum() if len(weights) else weights for weights in found]


def _parts(statements: Sequence[Statement]) -> list[list[int]]:
    places = {statement.id: place for place, statement in enumerate(statements)}
    return [sorted(places[part] for part in one.below if part in places) for one in statements]


def _columns(there: Sequence[list[int]]) -> tuple[list[int], list[int]]:
    """List for every destination its own column and those of its parts, and where each list begins."""
    columns: list[int] = []
    starts: list[int] = []
    for place, parts in enumerate(there):
        starts.append(len(columns))
        columns += [place, *parts]
    return columns, starts
