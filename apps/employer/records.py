"""The employer's own tables: jobs, applications with what was presented and checked, decisions, employees."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, UniqueConstraint
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel

from webapp.storage import UtcDateTime


class Record(SQLModel, registry=registry()):
    """Base of the employer's tables."""


class Job(Record, table=True):
    """A job that people can apply for."""

    id: str = Field(primary_key=True)
    title: str
    about: str
    location: str
    schedule: str
    pay_currency: str
    pay_period: str
    pay_from: int
    pay_to: int
    openings: int
    occupation: str = ""
    framework_uri: str
    posted_by: str
    posted_at: datetime = Field(sa_type=UtcDateTime)
    closes_at: datetime = Field(sa_type=UtcDateTime)
    lot: str
    """Draws the order of equals among the applications."""


class Requirement(Record, table=True):
    """One thing a job asks for: a CFItem, how much it matters, and the level asked."""

    __table_args__ = (UniqueConstraint("job", "position"),)

    id: str = Field(primary_key=True)
    job: str = Field(foreign_key="job.id", index=True)
    position: int
    item_uri: str
    code: str
    title: str
    statement: str
    importance: int
    must_have: bool
    level_rank: int | None = None
    level_name: str = ""
    level_uri: str = ""
    level_words: str = ""
    reason: str = ""


class Application(Record, table=True):
    """Somebody's application for a job, known to those who decide by its code."""

    code: str = Field(primary_key=True)
    job: str = Field(foreign_key="job.id", index=True)
    name: str
    email: str
    state: str = Field(index=True)
    started_at: datetime = Field(sa_type=UtcDateTime)
    request_id: str = Field(unique=True)
    request_ends_at: datetime = Field(sa_type=UtcDateTime)
    notice_key: str = Field(unique=True)
    form: str | None = Field(default=None, index=True, unique=True)
    """A digest of the form that began it, so that one form begins one application."""
    holder: str | None = None
    received_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    review_began_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    forgotten_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class PresentedCredential(Record, table=True):
    """A credential that came with an application: the exact text."""

    __tablename__ = "presented_credential"
    __table_args__ = (UniqueConstraint("application", "number"),)

    id: str = Field(primary_key=True)
    application: str = Field(foreign_key="application.code", index=True)
    number: int
    text: str
    digest: str
    received_at: datetime = Field(sa_type=UtcDateTime)


class CredentialCheck(Record, table=True):
    """The report of one check of a presented credential; earlier ones are kept."""

    __tablename__ = "credential_check"

    id: int | None = Field(default=None, primary_key=True)
    credential: str = Field(foreign_key="presented_credential.id", index=True)
    report: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    checked_by: str
    checked_at: datetime = Field(sa_type=UtcDateTime)


class Decision(Record, table=True):
    """What a named person decided about an application, and why."""

    id: int | None = Field(default=None, primary_key=True)
    application: str = Field(foreign_key="application.code", index=True)
    outcome: str
    reason: str
    receipt: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    decided_by: str
    decided_at: datetime = Field(sa_type=UtcDateTime)


class Reveal(Record, table=True):
    """Who asked to see an applicant's name, when and why."""

    id: int | None = Field(default=None, primary_key=True)
    application: str = Field(foreign_key="application.code", index=True)
    reason: str
    account: str
    revealed_by: str
    revealed_at: datetime = Field(sa_type=UtcDateTime)


class ListedIssuer(Record, table=True):
    """An entry of the trust list; a removed one stays to be read."""

    __tablename__ = "listed_issuer"

    id: int | None = Field(default=None, primary_key=True)
    did: str = Field(index=True)
    name: str
    reason: str
    added_by: str
    added_at: datetime = Field(sa_type=UtcDateTime)
    removed_by: str | None = None
    removed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class Employee(Record, table=True):
    """Somebody who works here."""

    id: str = Field(primary_key=True)
    name: str = Field(index=True)
    email: str
    number: str = Field(unique=True)
    about: str = ""
    application: str | None = Field(default=None, foreign_key="application.code")
    hired_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class WorkRecord(Record, table=True):
    """What the employer's papers say that an employee achieved, with the results."""

    __tablename__ = "work_record"

    id: str = Field(primary_key=True)
    employee: str = Field(foreign_key="employee.id", index=True)
    achievement: str
    results: list[dict[str, Any]] = Field(sa_column=Column(JSON, nullable=False))
    earned_at: datetime = Field(sa_type=UtcDateTime)
