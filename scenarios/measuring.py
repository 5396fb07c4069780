"""How long the person waits: starting the demo and bringing its first day back, measured."""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from scenarios import keeping
from scenarios.launching import Launch, free_ports
from scenarios.resetting import reset, restart
from scenarios.sites import World, WorldError
from scenarios.terminal import say, table

ROUNDS = 3


def measure(world: World, *, rounds: int = ROUNDS) -> list[tuple[str, list[float]]]:
    """Return the seconds that each wait took, in every round, on the world's own folder."""
    keeping.prepare(world)
    taken: dict[str, list[float]] = {}

    def timed(what: str, deed: Callable[[], None]) -> None:
        before = time.monotonic()
        deed()
        taken.setdefault(what, []).append(time.monotonic() - before)

    for _ in range(rounds):
        launch = Launch(world)
        keeping.empty(world)
        try:
            timed("first start to three healthy sites, seeding included", launch.start)
            timed("reset while the demo runs", partial(restart, launch))
            timed("stop", launch.stop)
            timed("second start to three healthy sites", launch.start)
        finally:
            launch.stop()
        timed("reset while nothing runs", lambda: reset(world))
    return list(taken.items())


def main() -> int:
    """Measure in a folder that is thrown away and print the median and the spread of each wait."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            taken = measure(World(Path(folder) / "data", free_ports()))
        except WorldError as error:
            sys.stderr.write(f"{error}\n")
            return 1
    rows: list[Sequence[str]] = [("", "median", "from", "to")]
    for what, times in taken:
        rows.append((what, *(f"{f(times):.2f} s" for f in (statistics.median, min, max))))
    say(table(rows))
    return 0


if __name__ == "__main__":
    sys.exit(main())
