"""Work that no page waits for: done by a few threads of the site, apart from its requests."""

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal, Union

from flask import Flask, current_app

from webapp.site import database

Lane = Literal["asking", "reading", "comparing"]
# How many may be under way at once: several servers may keep us waiting, what is large is read one by one.
LANES: Mapping[Lane, int] = {"asking": 4, "reading": 1, "comparing": 1}
PATIENCE = 1.5  # seconds for which a page waits for its work before it shows how far it is

Work = Callable[[], Union["Step", None]]


@dataclass(frozen=True)
class Step:
    """A piece of work, and the lane that it takes its turn in; it may give the next one."""

    lane: Lane
    work: Work


class Workshop:
    """Do work in the context of one site's app, nothing twice at once."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._turns = {lane: threading.Semaphore(most) for lane, most in LANES.items()}
        self._lock = threading.Lock()
        self._under_way: dict[str, threading.Event] = {}

    def put(self, name: str, step: Step) -> threading.Event:
        """Begin work unless it is under way; the event is set when it has ended, with all that came of it."""
        with self._lock:
            ended = self._under_way.get(name)
            if ended is None:
                ended = threading.Event()
                threading.Thread(target=self._do, args=(name, step), name=name, daemon=True).start()
                self._under_way[name] = ended  # its thread ends it only once it holds the lock
            return ended

    def is_busy(self, name: str) -> bool:
        """Tell whether work waits for its turn or is being done."""
        with self._lock:
            return name in self._under_way

    def count(self, beginning: str) -> int:
        """Count the work under way whose name begins so."""
        with self._lock:
            return sum(name.startswith(beginning) for name in self._under_way)

    def _do(self, name: str, step: Step) -> None:
        following: Step | None = step
        try:
            while following is not None:
                with self._turns[following.lane], self._app.app_context():
                    following = following.work()
        finally:
            with self._lock:
                self._under_way.pop(name).set()


def workshop() -> Workshop:
    """Give the workshop of the site that answers the running request."""
    found: Workshop = current_app.extensions["workshop"]
    return found


def do(steps: Mapping[str, Step]) -> bool:
    """Have work done, by its names, and wait a moment for it; tell whether all of it has ended.

    What the request itself changed is kept before, so that the work meets it and is not held up by it.
    """
    database().commit()
    until = time.monotonic() + float(current_app.config.get("PATIENCE", PATIENCE))
    works = [workshop().put(name, step) for name, step in steps.items()]
    ended = [work.wait(max(0.0, until - time.monotonic())) for work in works]
    database().expire_all()
    return all(ended)
