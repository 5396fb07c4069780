"""The demo: three sites on one data folder until Ctrl-C, or until one of them falls."""

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager

from scenarios import announcing, keeping, resetting
from scenarios.launching import PROGRAM, Launch, raised
from scenarios.sites import World
from scenarios.terminal import say

PAUSE = 0.1


def demo(world: World, *, browser: bool, program: str = PROGRAM) -> None:
    """Run the demo until it is stopped; raises WorldError when it cannot start or a site falls."""
    keeping.prepare(world)
    with keeping.using(world), _signals_as_interrupts():
        resetting.forget_requests(world)
        try:
            with raised(world, program=program) as launch:
                say(announcing.announcement(world))
                if browser:
                    announcing.open_browser(world)
                _watch(launch)
        except KeyboardInterrupt:
            say("\nAll three sites are stopped.")


def _watch(launch: Launch) -> None:
    while True:
        launch.complain_of_the_fallen()
        token = resetting.requested(launch.world)
        if token:
            resetting.answer_request(token, launch)
            say("The seeded world is back.")
        time.sleep(PAUSE)


@contextmanager
def _signals_as_interrupts() -> Iterator[None]:
    """Let a closed terminal or a polite kill end the demo as Ctrl-C does, unless they are to be ignored."""
    heeded = [
        number for number in (signal.SIGTERM, signal.SIGHUP) if signal.getsignal(number) is not signal.SIG_IGN
    ]
    before = [signal.signal(number, signal.default_int_handler) for number in heeded]
    try:
        yield
    finally:
        for number, handler in zip(heeded, before, strict=True):
            signal.signal(number, handler)
