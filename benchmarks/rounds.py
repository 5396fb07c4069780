"""Time several ways to do the same, in turn, so that what else the machine does falls on all of them."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

# Do the deed once, and give how many documents that were.
Deed = Callable[[], int]


@dataclass(frozen=True)
class Contest:
    """Name what is done, the rate that is aimed at if any, and the ways to do it; the first is ours."""

    name: str
    goal: float | None
    ways: dict[str, Deed]
    # Whether the work is done in other processes, whose processor time is not counted here.
    elsewhere: bool = False
    rates: dict[str, list[float]] = field(default_factory=dict)

    def median(self, way: str) -> float:
        """Give the documents a second of a way, as the median of its rounds."""
        return statistics.median(self.rates[way])

    def shown(self, way: str) -> str:
        """Write the rate of a way, with the ratio of ours to it."""
        if way not in self.ways:
            return "-"
        ours, rate = self.median(next(iter(self.ways))), self.median(way)
        digits = 1 if rate < 100 else 0
        return f"{rate:,.{digits}f}" if rate == ours else f"{rate:,.{digits}f} ({ours / rate:,.0f} x)"


def play(
    contests: Sequence[Contest],
    *,
    rounds: int,
    seconds: float,
    told: Callable[[str], None],
    busy: bool = False,
) -> None:
    """Let every way of every contest have its turn in each round.

    On a busy machine processor time is counted instead of time, where this process does the work.
    """
    for contest in contests:
        for deed in contest.ways.values():
            deed()
    for number in range(1, rounds + 1):
        told(f"round {number} of {rounds} ...")
        for contest in contests:
            clock = time.process_time if busy and not contest.elsewhere else time.perf_counter
            for way, deed in contest.ways.items():
                contest.rates.setdefault(way, []).append(_rate(deed, seconds, clock))


def _rate(deed: Deed, seconds: float, clock: Callable[[], float]) -> float:
    """Repeat a deed for a time, and give the documents a second."""
    gc.collect()
    done = 0
    begun = clock()
    while (taken := clock() - begun) < seconds:
        done += deed()
    return done / taken
