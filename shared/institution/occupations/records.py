"""The table of public tables in which programmes and occupations are looked up."""

from datetime import datetime

from sqlmodel import Field

from institution.records import Record, json_column
from webapp.storage import UtcDateTime


class LookupEntry(Record, table=True):
    """One row of a public table in which programmes and occupations are looked up."""

    __tablename__ = "lookup_entry"

    kind: str = Field(primary_key=True)
    position: int = Field(primary_key=True)
    key: str = Field(index=True)
    record: dict[str, str] = json_column()
    source: str
    brought_by: str
    brought_at: datetime = Field(sa_type=UtcDateTime)
