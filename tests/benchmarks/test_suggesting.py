"""How suggesting is judged."""

from benchmarks.gold import Pair, pairs
from benchmarks.suggesting import by_words, judge, plainly
from skills.suggesting import Statement

SIDES = [[Statement(f"{side}{n}", "") for n in range(3)] for side in "ab"]


def test_what_is_found_counts_once_an_origin_and_what_is_not_there_cannot_be_found() -> None:
    pair = Pair("a pair", *SIDES, {"a0": {"b0", "b1"}, "a1": {"b2", "elsewhere"}, "a2": {"elsewhere"}})
    found, rank = judge(pair, [("a0", "b0", 2), ("a0", "b2", 1), ("a1", "b2", 1)])
    assert found == (1 / 2 + 1) / 2
    assert rank == (1 / 2 + 1) / 2


def test_suggesting_is_no_worse_than_plain_tf_idf_on_the_samples() -> None:
    for pair in (pair for pair in pairs() if pair.name.startswith("sample")):
        ours, plain = (judge(pair, way(pair.origins, pair.destinations)) for way in (by_words, plainly))
        assert ours >= plain > (0.9, 0.9)
