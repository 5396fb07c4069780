"""Tables of an institution that teaches or hires: its frameworks, achievements, awards and status lists."""

import re
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, UniqueConstraint
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel

from webapp.storage import UtcDateTime


class Record(SQLModel, registry=registry()):
    """Base of an institution's tables."""


def json_column() -> Any:
    """Make a column for a JSON document."""
    return Field(sa_column=Column(JSON, nullable=False))


def says_more(code: str, label: str) -> bool:
    """Tell whether a code says more than the label it would stand before: not "CYD101" before "CYD 101"."""
    words = label.split()
    beginnings = {"".join(words[:number]) for number in range(1, 4)}
    return bool(code) and code.replace(" ", "") not in beginnings


class Framework(Record, table=True):
    """A CASE document: our own, published at our addresses, or a copy of a partner's."""

    identifier: str = Field(primary_key=True)
    uri: str = Field(unique=True)
    title: str
    own: bool
    source: str
    document: dict[str, Any] = json_column()
    definitions: dict[str, Any] = json_column()
    rubrics: list[dict[str, Any]] = json_column()
    others: dict[str, Any] = json_column()
    stated: list[str] = json_column()
    position: int
    brought_by: str
    brought_at: datetime = Field(sa_type=UtcDateTime)
    number: int = Field(default=1, sa_column_kwargs={"server_default": "1"})
    note: str = Field(default="", sa_column_kwargs={"server_default": ""})

    @property
    def status(self) -> str:
        """Give the adoption status: Draft, Pending Implementation, Implemented, Deprecated or Retired."""
        return str(self.document.get("adoptionStatus", ""))


class FrameworkVersion(Record, table=True):
    """A version of a framework of ours that a newer one took the place of; it never changes again."""

    __tablename__ = "framework_version"

    framework: str = Field(primary_key=True)
    number: int = Field(primary_key=True)
    title: str
    version: str
    status: str
    published_by: str
    published_at: datetime = Field(sa_type=UtcDateTime)
    note: str
    package: bytes
    """The CFPackage as JSON, deflated."""


class Item(Record, table=True):
    """A CFItem of a framework."""

    identifier: str = Field(primary_key=True)
    framework: str = Field(foreign_key="framework.identifier", index=True, ondelete="CASCADE")
    uri: str = Field(unique=True)
    code: str = Field(index=True)
    label: str
    statement: str
    kind: str = Field(index=True)
    position: int
    ended: str = Field(default="", sa_column_kwargs={"server_default": ""})
    """The day from which it is out of use, as its statusEndDate says."""
    body: dict[str, Any] = json_column()

    @property
    def shows_code(self) -> bool:
        """Tell whether the code says more than the label does: not before "CYD 101 Computing"."""
        return says_more(self.code, self.label)


class Association(Record, table=True):
    """A CFAssociation of a framework."""

    identifier: str = Field(primary_key=True)
    framework: str = Field(foreign_key="framework.identifier", index=True, ondelete="CASCADE")
    kind: str = Field(index=True)
    origin_uri: str = Field(index=True)
    destination_uri: str = Field(index=True)
    sequence: int | None = None
    position: int
    body: dict[str, Any] = json_column()


class Achievement(Record, table=True):
    """What can be awarded: an Open Badges Achievement, aligned to outcomes or competencies."""

    id: str = Field(primary_key=True)
    uri: str = Field(unique=True)
    code: str
    name: str
    kind: str
    position: int
    body: dict[str, Any] = json_column()

    @property
    def art(self) -> str:
        """Give the text that the badge art is drawn from."""
        return self.code or self.id

    @property
    def kind_in_words(self) -> str:
        """Write the achievement type as words: "Associate degree" for AssociateDegree."""
        return re.sub(
            r"(?<=[a-z])([A-Z])", lambda found: " " + found[1].lower(), self.kind.removeprefix("ext:")
        )


class StatusList(Record, table=True):
    """A Bitstring Status List of the institution."""

    __tablename__ = "status_list"

    number: int = Field(primary_key=True)
    bits: bytes
    changed_at: datetime = Field(sa_type=UtcDateTime)


class Award(Record, table=True):
    """A decision that somebody achieved something; a credential once the holder proved a key."""

    __table_args__ = (UniqueConstraint("status_list", "status_index"),)

    id: str = Field(primary_key=True)
    achievement: str = Field(foreign_key="achievement.id", index=True)
    recipient: str = Field(index=True)
    recipient_name: str
    recipient_email: str
    results: list[dict[str, Any]] = json_column()
    evidence: str = ""
    awarded_by: str
    awarded_at: datetime = Field(sa_type=UtcDateTime)
    made_at: datetime = Field(sa_type=UtcDateTime)
    offer: str | None = Field(default=None, index=True)
    offer_ends: datetime | None = Field(default=None, sa_type=UtcDateTime)
    status_list: int
    status_index: int
    holder: str | None = None
    issued_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    revoked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    revoked_by: str | None = None
    revoked_reason: str | None = None


class IssuedCredential(Record, table=True):
    """A credential that was issued for whoever holds the service token, and its place in a status list."""

    __tablename__ = "issued_credential"
    __table_args__ = (UniqueConstraint("status_list", "status_index"),)

    credential_id: str = Field(primary_key=True)
    status_list: int
    status_index: int
    issued_at: datetime = Field(sa_type=UtcDateTime)


class PartnerPackage(Record, table=True):
    """A framework or crosswalk that a partner publishes, and how reading it went."""

    __tablename__ = "partner_package"

    url: str = Field(primary_key=True)
    partner: str
    kind: str = Field(default="", sa_column_kwargs={"server_default": ""})
    """What the partner's site says it is: college or employer; nothing until it was asked."""
    position: int
    framework: str | None = None
    read_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    tried_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    failure: str = ""
