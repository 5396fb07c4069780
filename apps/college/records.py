"""The college's own tables: its students and what its transcripts say they earned."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel

from webapp.storage import UtcDateTime


class Record(SQLModel, registry=registry()):
    """Base of the college's tables."""


class Student(Record, table=True):
    """Somebody who studies or studied here."""

    id: str = Field(primary_key=True)
    name: str = Field(index=True)
    email: str
    number: str = Field(unique=True)
    about: str = ""


class TranscriptRecord(Record, table=True):
    """A line of a student's transcript: an achievement earned, with its results."""

    __tablename__ = "transcript_record"

    id: str = Field(primary_key=True)
    student: str = Field(foreign_key="student.id", index=True)
    achievement: str
    results: list[dict[str, Any]] = Field(sa_column=Column(JSON, nullable=False))
    earned_at: datetime = Field(sa_type=UtcDateTime)
    phase: str
