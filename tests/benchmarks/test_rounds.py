"""Rounds, ratios and the table."""

from __future__ import annotations

import time

from benchmarks.__main__ import table
from benchmarks.rounds import Contest, play


def test_every_way_has_its_turn_in_every_round_and_once_before() -> None:
    turns: list[str] = []

    def way(name: str, documents: int) -> int:
        turns.append(name)
        return documents

    contest = Contest("deed", 10, {"ours": lambda: way("ours", 20), "theirs": lambda: way("theirs", 1)})
    told: list[str] = []
    play([contest], rounds=2, seconds=0.001, told=told.append)
    assert turns[:2] == ["ours", "theirs"]
    in_order = [name for name, before in zip(turns[2:], ["", *turns[2:]], strict=False) if name != before]
    assert in_order == ["ours", "theirs"] * 2
    assert told == ["round 1 of 2 ...", "round 2 of 2 ..."]
    assert contest.median("ours") > contest.median("theirs")


def test_the_table_shows_medians_and_how_many_times_as_fast_we_are() -> None:
    ways = dict.fromkeys(("ours", "theirs"), lambda: 1)
    contests = [
        Contest("sign", 1_500, ways, rates={"ours": [1_000, 2_000, 9_000], "theirs": [50, 40, 60]}),
        Contest("open", 10, {"ours": lambda: 1}, rates={"ours": [12.345]}),
    ]
    assert table(contests)[:4] == [
        "documents a second   goal   ours       theirs",
        "---------------------------------------------",
        "sign                1,500  2,000  50.0 (40 x)",
        "open                   10   12.3            -",
    ]


def test_on_a_busy_machine_only_the_time_of_this_process_counts() -> None:
    def waiting() -> int:
        time.sleep(0.02)
        return 1

    def working() -> int:
        return sum(1 for _ in range(1_000))

    contest = Contest("deed", 10, {"ours": lambda: waiting() + working()})
    play([contest], rounds=1, seconds=0.002, told=lambda _: None, busy=True)
    assert contest.median("ours") > 100_000
