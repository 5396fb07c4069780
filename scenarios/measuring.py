"""How long the person waits for the demo: the real command, timed from outside."""

import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from scenarios.launching import free_ports
from scenarios.sites import WorldError
from scenarios.terminal import say, table

ROUNDS = 5


class Watch:
    """Time deeds by name."""

    def __init__(self) -> None:
        self.taken: dict[str, list[float]] = {}

    @contextmanager
    def over(self, what: str) -> Iterator[None]:
        """Add the seconds that the block takes to those of that name."""
        before = time.monotonic()
        yield
        self.taken.setdefault(what, []).append(time.monotonic() - before)


def measure(folder: Path, *, rounds: int = ROUNDS, show: Callable[[str], None] = say) -> Watch:
    """Start, reset, stop and start again, as often as told, each time with everything made anew."""
    watch = Watch()
    for number in range(1, rounds + 1):
        show(f"round {number} of {rounds} ...")
        where = ("--data", str(folder / str(number)), "--base-port", str(free_ports()))
        with watch.over("first start to three healthy sites, seeding included"):
            demo = _start(where)
        with watch.over("reset while the demo runs"):
            _reset(where)
        with watch.over("Ctrl-C to the end"):
            _interrupt(demo)
        with watch.over("second start to three healthy sites"):
            demo = _start(where)
        _interrupt(demo)
        with watch.over("reset while nothing runs"):
            _reset(where)
    return watch


def _command(deed: str, where: Sequence[str]) -> Sequence[str]:
    return (sys.executable, "-m", "scenarios.command", deed, *where)


def _start(where: Sequence[str]) -> subprocess.Popen[bytes]:
    demo = subprocess.Popen((*_command("demo", where), "--no-browser"), stdout=subprocess.PIPE)  # noqa: S603
    assert demo.stdout is not None  # noqa: S101
    if b"running" not in demo.stdout.readline():
        raise WorldError(f"The demo did not start (exit code {demo.wait()}).")
    return demo


def _interrupt(demo: subprocess.Popen[bytes]) -> None:
    demo.send_signal(signal.SIGINT)
    demo.communicate()


def _reset(where: Sequence[str]) -> None:
    subprocess.run(_command("reset", where), check=True, stdout=subprocess.DEVNULL)  # noqa: S603


def main() -> int:
    """Measure in a folder that is thrown away and print the median and the spread of each wait."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            watch = measure(Path(folder))
        except (WorldError, subprocess.CalledProcessError) as error:
            sys.stderr.write(f"{error}\n")
            return 1
    rows: list[Sequence[str]] = [("", "median", "from", "to")]
    for what, times in watch.taken.items():
        rows.append((what, *(f"{seconds(times):.2f} s" for seconds in (statistics.median, min, max))))
    say(table(rows))
    return 0


if __name__ == "__main__":
    sys.exit(main())
