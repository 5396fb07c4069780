"""Tell how far a piece of work is."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from types import MappingProxyType

from sqlmodel import col, update

from institution.bringing.records import PendingImport
from webapp.errors import Refusal
from webapp.site import Site

Now = Callable[[], datetime]
STALE = timedelta(minutes=3)  # without a word for so long, a reading has ended with its process
TOLD_EVERY = timedelta(seconds=0.5)


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

    def refuse(self, refusal: Refusal, shown: Mapping[str, object] = MappingProxyType({})) -> None:
        """Say that nothing comes of it, and why."""
        told = [["", f"{refusal.title}. {refusal.meaning}".strip()]]
        self.write(state="refused", step="", preview={**shown, "problems": told, "more_problems": 0})

    @contextmanager
    def ending(self, otherwise: str) -> Iterator[None]:
        """Say that nothing comes of it if the work in this block ends with an error of ours."""
        finished = False
        try:
            yield
            finished = True
        finally:
            if not finished:
                self.write(state="refused", preview={"problems": [["", otherwise]]})
