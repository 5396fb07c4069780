"""Find what can stay where it is when a row is put into another order."""

from bisect import bisect_left
from collections.abc import Sequence


def longest_rise(numbers: Sequence[int]) -> set[int]:
    """Give the positions of a longest rising row among numbers."""
    ends: list[int] = []
    ends_at: list[int] = []
    before: list[int] = []
    for at, number in enumerate(numbers):
        length = bisect_left(ends, number)
        before.append(ends_at[length - 1] if length else -1)
        ends[length : length + 1] = [number]
        ends_at[length : length + 1] = [at]
    kept: set[int] = set()
    step = ends_at[-1] if ends_at else -1
    while step >= 0:
        kept.add(step)
        step = before[step]
    return kept
