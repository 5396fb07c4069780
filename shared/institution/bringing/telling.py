"""Work that takes long: one piece after another in a thread of its own, telling how far it is."""

import queue
import threading
from collections.abc import Callable
from datetime import datetime, timedelta

from sqlmodel import col, update

from institution.bringing.records import PendingImport
from webapp.site import Site

Now = Callable[[], datetime]
STALE = timedelta(minutes=3)  # without a word for so long, a reading has ended with its process
TOLD_EVERY = timedelta(seconds=0.5)


class Workshop:
    """Do one piece of work after another, away from those who wait for pages."""

    def __init__(self) -> None:
        self._waiting: queue.SimpleQueue[tuple[Callable[[], None], threading.Event]] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    def put(self, work: Callable[[], None]) -> threading.Event:
        """Add a piece of work; the event is set when it has ended."""
        ended = threading.Event()
        self._waiting.put((work, ended))
        with self._lock:
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._run, name="bringing in frameworks", daemon=True)
                self._thread.start()
        return ended

    def _run(self) -> None:
        while True:
            work, ended = self._waiting.get()
            try:
                work()
            finally:
                ended.set()


class Teller:
    """Write how far a piece of work is into the row of what waits, in transactions of its own."""

    def __init__(self, site: Site, identifier: str, now: Now) -> None:
        self._site = site
        self._identifier = identifier
        self._now = now
        self._told_at: datetime | None = None
        self._step = ""

    def tell(self, step: str, done: int, of: int) -> None:
        """Tell a step, and how far it is, a few times a second at most."""
        now = self._now()
        if step == self._step and self._told_at is not None and now - self._told_at < TOLD_EVERY:
            return
        self._step, self._told_at = step, now
        self.write(step=step, done=done, of=of)

    def write(self, **values: object) -> None:
        """Change the row."""
        with self._site.storage.session() as session:
            changed = update(PendingImport).where(col(PendingImport.id) == self._identifier)
            session.execute(changed.values(beat_at=self._now(), **values))
            session.commit()
