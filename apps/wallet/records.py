"""The wallet's tables: the learners' keys, the credentials they hold, and what they shared."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, Text, UniqueConstraint
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel

from webapp.storage import UtcDateTime


class Record(SQLModel, registry=registry()):
    """Base of the wallet's tables."""


class HolderKey(Record, table=True):
    """A learner's key: credentials are made out to its did:key. The seed is sealed by the vault."""

    __tablename__ = "holder_key"

    learner: str = Field(primary_key=True)
    did: str = Field(unique=True)
    sealed_seed: bytes
    made_at: datetime = Field(sa_type=UtcDateTime)


class HeldCredential(Record, table=True):
    """A credential that a learner holds, its text exactly as it came."""

    __tablename__ = "held_credential"
    __table_args__ = (UniqueConstraint("learner", "likeness"),)

    id: str = Field(primary_key=True)
    learner: str = Field(index=True)
    likeness: str
    issuer: str
    name: str
    text: str = Field(sa_column=Column(Text, nullable=False))
    valid_from: datetime = Field(sa_type=UtcDateTime)
    came_from: str
    received_at: datetime = Field(sa_type=UtcDateTime)
    report: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    checked_at: datetime = Field(sa_type=UtcDateTime)


class Share(Record, table=True):
    """An answer that a learner gave to somebody who asked: what was sent, and what became of it."""

    id: str = Field(primary_key=True)
    learner: str = Field(index=True)
    verifier: str
    host: str
    name: str | None = None
    purpose: str | None = None
    cards: list[dict[str, Any]] = Field(sa_column=Column(JSON, nullable=False))
    state: str
    answered_at: datetime = Field(sa_type=UtcDateTime)
    keep_until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    status_url: str | None = None
    notice: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON))
    notice_problem: str | None = None
    asked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
