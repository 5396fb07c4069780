"""The tray: what waits for one learner's decision, and for nobody else's."""

import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Literal

from sqlmodel import Session, col, select

from webapp.errors import NotFoundRefusal
from webapp.records import Ticket
from webapp.tickets import Tickets

JSON = dict[str, Any]
Kind = Literal["offer", "request", "result"]


class Tray:
    """Keep a learner's open offers, requests and results; keys of another learner open nothing here."""

    def __init__(self, session: Session, learner: str) -> None:
        self._session = session
        self._tickets = Tickets(lambda: session)
        self._learner = learner

    def lay(self, kind: Kind, value: JSON, *, same: str = "", expires: datetime, now: datetime) -> str:
        """Lay something into the tray and give its key; what is there already by `same` is replaced."""
        for key, waiting in self.waiting(kind, now=now) if same else ():
            if waiting.get("same") == same:
                self._tickets.change(self._kind(kind), key, {**value, "same": same}, now=now)
                return key
        self._tickets.sweep(now=now)
        key = secrets.token_urlsafe(16)
        self._tickets.put(self._kind(kind), key, {**value, "same": same}, expires=expires)
        return key

    def read(self, kind: Kind, key: str, *, now: datetime) -> JSON:
        """Look at something without using it up; raises NotFoundRefusal."""
        value = self._tickets.read(self._kind(kind), key, now=now)
        if value is None:
            raise NotFoundRefusal(kind)
        return value

    def take(self, kind: Kind, key: str, *, now: datetime) -> JSON:
        """Use something up, so that it is answered once; raises NotFoundRefusal."""
        value = self._tickets.take(self._kind(kind), key, now=now)
        if value is None:
            raise NotFoundRefusal(kind)
        return value

    def drop(self, kind: Kind, key: str, *, now: datetime) -> None:
        """Clear something away, whether it is still there or not."""
        self._tickets.take(self._kind(kind), key, now=now)

    def put_back(self, kind: Kind, key: str, value: JSON, *, expires: datetime) -> None:
        """Lay something that was taken back under its own key, because it was not answered after all."""
        self._tickets.put(self._kind(kind), key, value, expires=expires)

    def change(self, kind: Kind, key: str, value: JSON, *, now: datetime) -> None:
        """Replace what lies under a key; raises NotFoundRefusal when it is gone."""
        if not self._tickets.change(self._kind(kind), key, value, now=now):
            raise NotFoundRefusal(kind)

    def waiting(self, kind: Kind, *, now: datetime) -> Sequence[tuple[str, JSON]]:
        """List what waits, the soonest to end first."""
        live = (
            select(Ticket.key, Ticket.value)
            .where(Ticket.kind == self._kind(kind), col(Ticket.expires) > now)
            .order_by(col(Ticket.expires), col(Ticket.key))
        )
        return [(key, dict(value)) for key, value in self._session.exec(live)]

    def _kind(self, kind: Kind) -> str:
        return f"wallet_{kind}:{self._learner}"
