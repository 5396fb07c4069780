"""Compare wholes by their parts: how much of what a role is made of stands in another one.

A part that few wholes have weighs more: ln(1 + N / n), where n of N wholes have it.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from skills.suggesting.statements import Statement

if TYPE_CHECKING:
    from skills.suggesting.views import Array

MANY_PARTS = 3


def coverage(
    origins: Sequence[Statement], destinations: Sequence[Statement], alike: Array
) -> Mapping[int, Array]:
    """Give for every origin of many parts how far each destination, with its own parts, covers them.

    Half of it is the best that is found for each part, half how alike parts are on the whole. A destination
    without parts covers but one.
    """
    import numpy as np

    inside, there = _parts(origins), _parts(destinations)
    wholes = [place for place, parts in enumerate(inside) if len(parts) >= MANY_PARTS]
    if not wholes:
        return {}
    weights, mean = _weights(inside), _means(there)
    columns, starts = _columns(there)
    single = np.array([not parts for parts in there])
    covered: dict[int, Array] = {}
    for place in wholes:
        rows, share = alike[inside[place]], weights[place]
        best = share @ np.maximum.reduceat(rows[:, columns], starts, axis=1)
        best[single] = (share[:, None] * rows[:, single]).max(axis=0, initial=0)
        covered[place] = ((best + mean @ (share @ rows)) / 2).astype(np.float32)
    return covered


def _means(there: Sequence[list[int]]) -> Any:
    """Make the matrix that takes likenesses of destinations to the mean over the parts of each."""
    import numpy as np
    from scipy.sparse import csr_matrix

    weights = _weights(there)
    ends = np.cumsum([0, *(max(1, len(parts)) for parts in there)])
    columns = [column for place, parts in enumerate(there) for column in parts or [place]]
    shares = np.concatenate([some if len(some) else np.ones(1, np.float32) for some in weights])
    return csr_matrix((shares, columns, ends), shape=(len(there), len(there)))


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
