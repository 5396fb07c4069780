"""Tables of what waits to be brought in."""

from datetime import datetime
from typing import Any

from sqlmodel import Field

from institution.records import Record, json_column
from webapp.storage import UtcDateTime


class PendingImport(Record, table=True):
    """A source that somebody wants to bring in, from its choice until it is confirmed or expires."""

    __tablename__ = "pending_import"

    id: str = Field(primary_key=True)
    person: str = Field(index=True)
    by: str
    source: str
    address: str = ""
    state: str
    """One of reading, listed, read, refused, keeping, kept."""
    step: str
    done: int = 0
    of: int = 0
    beat_at: datetime = Field(sa_type=UtcDateTime)
    made_at: datetime = Field(sa_type=UtcDateTime)
    expires: datetime = Field(sa_type=UtcDateTime, index=True)
    mapping: dict[str, Any] = json_column()
    preview: dict[str, Any] = json_column()
    purpose: str = ""
    package: bytes = b""
    """The CFPackage that was read, as JSON, deflated."""
    result: str = ""


class PendingFile(Record, table=True):
    """One of the files of a source that waits."""

    __tablename__ = "pending_file"

    pending: str = Field(primary_key=True, foreign_key="pending_import.id", ondelete="CASCADE")
    position: int = Field(primary_key=True)
    name: str
    content: bytes
