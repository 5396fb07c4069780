"""Short-lived protocol state in the site's database, in the transaction of the request that uses it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import delete, update
from sqlmodel import Session, col, select

from webapp.records import Ticket


class Tickets:
    """Keep tickets; `session` gives the session of the running request."""

    def __init__(self, session: Callable[[], Session]) -> None:
        self._session = session

    def put(self, kind: str, key: str, value: dict[str, Any], *, expires: datetime) -> None:
        """Keep a new ticket until it expires."""
        session = self._session()
        session.add(Ticket(kind=kind, key=key, value=value, expires=expires))
        session.flush()

    def read(self, kind: str, key: str, *, now: datetime) -> dict[str, Any] | None:
        """Read a ticket without using it; None when it is unknown or expired."""
        live = select(Ticket.value).where(Ticket.kind == kind, Ticket.key == key, col(Ticket.expires) > now)
        value: Any = self._session().exec(live).first()
        return value if value is None else dict(value)

    def take(self, kind: str, key: str, *, now: datetime) -> dict[str, Any] | None:
        """Use a ticket up: exactly one caller gets its value, whoever else comes gets None."""
        used = (
            delete(Ticket)
            .where(col(Ticket.kind) == kind, col(Ticket.key) == key, col(Ticket.expires) > now)
            .returning(col(Ticket.value))
        )
        value: dict[str, Any] | None = self._session().execute(used).scalar_one_or_none()
        return value

    def change(self, kind: str, key: str, value: dict[str, Any], *, now: datetime) -> bool:
        """Replace a live ticket's value; False when it is gone."""
        changed = (
            update(Ticket)
            .where(col(Ticket.kind) == kind, col(Ticket.key) == key, col(Ticket.expires) > now)
            .values(value=value)
            .returning(col(Ticket.key))
        )
        return self._session().execute(changed).scalar_one_or_none() is not None

    def sweep(self, *, now: datetime) -> None:
        """Remove every ticket that has expired."""
        self._session().execute(delete(Ticket).where(col(Ticket.expires) <= now))
