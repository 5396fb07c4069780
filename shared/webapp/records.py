"""Tables that every site has: who may sign in, its keys, and short-lived protocol state."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel

from webapp.storage import UtcDateTime


class Record(SQLModel, registry=registry()):
    """Base of the frame's tables: a registry of their own keeps sites in one process apart."""


class Account(Record, table=True):
    """Somebody who may sign in."""

    id: str = Field(primary_key=True)
    name: str
    role: str
    email: str = Field(unique=True)
    about: str = ""
    password_hash: str | None = None


class SealedKey(Record, table=True):
    """A signing key of the site, its seed sealed by the vault."""

    __tablename__ = "sealed_key"

    id: str = Field(primary_key=True)
    controller: str
    sealed_seed: bytes
    made_at: datetime = Field(sa_type=UtcDateTime)


class Ticket(Record, table=True):
    """Short-lived state of a protocol: an offer, a token, a nonce, a request."""

    kind: str = Field(primary_key=True)
    key: str = Field(primary_key=True)
    value: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    expires: datetime = Field(sa_type=UtcDateTime, index=True)
