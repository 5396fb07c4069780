"""Judge suggesting by links that are known: how many stand among the first ten, how high stands the first.

Run by `python -m benchmarks.suggesting`; beside it stands plain TF-IDF over whole words.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

from benchmarks.fresh import held_out, to_choose_by
from benchmarks.gold import Pair, pairs
from skills.suggesting import Statement, Suggestion, packaged_model, suggest

TOP = 10
Ranked = Iterable[tuple[str, str, int]]
Way = Callable[[list[Statement], list[Statement]], Ranked]


def main() -> None:
    """Print one line for every pair and way."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.suggesting", description=__doc__)
    parser.add_argument(
        "--with-model", action="store_true", help="judge the sentence model too, if installed"
    )
    ways: dict[str, Way] = {"plain TF-IDF": plainly, "suggest": by_words}
    model = packaged_model() if parser.parse_args().with_model else None
    if model:
        ways["suggest, with model"] = lambda ours, theirs: _ranked(
            suggest(ours, theirs, top=TOP, embed=model)
        )
    _tell(f"{'found among the first 10, mean reciprocal rank':50}" + "".join(f"{way:>24}" for way in ways))
    for name, some in (("known", pairs()), ("to choose by", to_choose_by()), ("held out", held_out())):
        _judge_all(name, some, ways)
    for size in (2_000, 10_000):
        started = time.perf_counter()
        suggest(*_drawn(size), top=TOP)
        _tell(f"{size:,} statements against {size:,}, drawn: {time.perf_counter() - started:.1f} s")


def _drawn(size: int) -> list[list[Statement]]:
    drawn = random.Random(1)  # noqa: S311 (no secret)
    words = [f"{one}{other}" for one in ("plan", "mend", "read", "check", "lead") for other in range(300)]
    return [
        [Statement(f"{side}{n}", " ".join(drawn.choices(words, k=15))) for n in range(size)] for side in "ab"
    ]


def _judge_all(name: str, some: Iterable[Pair], ways: Mapping[str, Way]) -> None:
    means: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for pair in some:
        cells = []
        for label, way in ways.items():
            started = time.perf_counter()
            found, rank = judge(pair, way(pair.origins, pair.destinations))
            means[label].append((found, rank))
            cells.append(f"{found:.3f}  {rank:.3f}  {time.perf_counter() - started:5.1f} s")
        _tell(f"{pair.name:50}" + "".join(f"{cell:>24}" for cell in cells))
    rows = ([statistics.mean(values) for values in zip(*means[label], strict=True)] for label in ways)
    mean = f"mean of the {len(next(iter(means.values())))} {name}"
    _tell(f"{mean:50}" + "".join(f"{f'{found:.3f}  {rank:.3f}         ':>24}" for found, rank in rows) + "\n")


def judge(pair: Pair, ranked: Ranked) -> tuple[float, float]:
    """Give which share of the right links stands among the first ten, and one over the rank of the first."""
    ranks: dict[str, list[int]] = defaultdict(list)
    there = {one.id for one in pair.destinations}
    gold = {origin: right & there for origin, right in pair.gold.items()}
    for origin, destination, rank in ranked:
        if destination in gold.get(origin, ()):
            ranks[origin].append(rank)
    judged = [one.id for one in pair.origins if gold.get(one.id)]
    found = [len(ranks[id]) / min(TOP, len(gold[id])) for id in judged]
    return statistics.mean(found), statistics.mean(1 / min(ranks[id]) if ranks[id] else 0 for id in judged)


def by_words(origins: list[Statement], destinations: list[Statement]) -> Ranked:
    """Rank as `wellspring suggest` does without the model."""
    return _ranked(suggest(origins, destinations, top=TOP))


def plainly(origins: list[Statement], destinations: list[Statement]) -> Ranked:
    """Rank by the cosine of TF-IDF over whole words, as scikit-learn does it untold."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    features = TfidfVectorizer().fit_transform([one.text for one in (*origins, *destinations)])
    alike = (features[: len(origins)] @ features[len(origins) :].T).toarray()
    for origin, row in zip(origins, alike, strict=True):
        for rank, place in enumerate((-row).argsort(kind="stable")[:TOP], start=1):
            yield origin.id, destinations[place].id, rank


def _ranked(suggestions: Iterable[Suggestion]) -> Ranked:
    return [(one.origin, one.destination, one.rank) for one in suggestions]


def _tell(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
