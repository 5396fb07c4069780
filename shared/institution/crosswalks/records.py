"""Tables of a crosswalk: what our people decided, what theirs did, what was suggested, and who signed."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, Index, UniqueConstraint, text
from sqlmodel import Field

from institution.records import Record, json_column
from webapp.storage import UtcDateTime

LIVE = text("ended_at IS NULL")


class Crosswalk(Record, table=True):
    """Two frameworks that are linked: outcomes are its origin, competencies its destination."""

    id: str = Field(primary_key=True)
    title: str
    origin: dict[str, Any] = json_column()
    """Title, identifier and URI of the framework of outcomes."""
    destination: dict[str, Any] = json_column()
    ours: str
    """The side that is ours: origin or destination."""
    partner: str
    """The institution on the other side, or nothing where only our people confirm."""
    partner_origin: str
    position: int
    begun_by: str
    begun_at: datetime = Field(sa_type=UtcDateTime)
    decisions_document: str = Field(unique=True)
    agreed_document: str = Field(unique=True)
    version: int = 0
    """Counts up with each change of the agreed links."""
    agreement: dict[str, Any] = json_column()
    """Our signature under the version, or nothing yet."""
    countersigned: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON, nullable=True))
    """How the partner's signed copy compared with ours: the state, the words, the moment."""
    integrated_document: str = Field(default="", sa_column_kwargs={"server_default": ""})
    """The identifier of both frameworks as one, which is published from the first signature on."""
    adoption: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON, nullable=True))
    """Our signature under the integrated framework, once it was adopted."""
    suggested_for: str = ""
    """The versions of the two frameworks that the suggestions were made for."""
    partner_document: str = ""
    """The identifier of the partner's decisions document, once it was found."""
    read_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    tried_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    failure: str = ""
    changes: int = 0
    """Counts what was seen to change on the other side."""
    news: str = ""

    @property
    def near(self) -> dict[str, Any]:
        """Name our own framework."""
        return self.origin if self.ours == "origin" else self.destination

    @property
    def far(self) -> dict[str, Any]:
        """Name the other framework."""
        return self.destination if self.ours == "origin" else self.origin


class LinkDecision(Record, table=True):
    """What a person of ours decided about a pair; earlier decisions stay to be read."""

    __tablename__ = "link_decision"
    __table_args__ = (
        Index(
            "one_live_decision",
            "crosswalk",
            "origin_uri",
            "destination_uri",
            unique=True,
            sqlite_where=LIVE,
            postgresql_where=LIVE,
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    crosswalk: str = Field(foreign_key="crosswalk.id", index=True)
    origin_uri: str
    destination_uri: str
    origin: dict[str, Any] = json_column()
    """Title and identifier as they were when the person decided."""
    destination: dict[str, Any] = json_column()
    kind: str
    note: str
    decided_by: str
    role: str
    decided_at: datetime = Field(sa_type=UtcDateTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    ended_by: str | None = None
    agreed_as: str = ""
    """The identifier of the agreed link, where it was published before it was decided here."""


class TheirDecision(Record, table=True):
    """What the partner's people decided about a pair, as their site last said."""

    __tablename__ = "their_decision"
    __table_args__ = (UniqueConstraint("crosswalk", "origin_uri", "destination_uri"),)

    id: int | None = Field(default=None, primary_key=True)
    crosswalk: str = Field(foreign_key="crosswalk.id", index=True)
    origin_uri: str
    destination_uri: str
    origin: dict[str, Any] = json_column()
    destination: dict[str, Any] = json_column()
    kind: str
    note: str
    decided_by: str
    role: str
    institution: str
    date: str


class SuggestionList(Record, table=True):
    """The best suggestions for one item of our framework."""

    __tablename__ = "suggestion_list"

    crosswalk: str = Field(primary_key=True, foreign_key="crosswalk.id")
    near: str = Field(primary_key=True)
    """The identifier of the item."""
    rows: list[dict[str, Any]] = json_column()


class SignOff(Record, table=True):
    """A named person's signature under the integrated view as it stood; it lapses when the links change."""

    __tablename__ = "sign_off"

    id: int | None = Field(default=None, primary_key=True)
    crosswalk: str = Field(foreign_key="crosswalk.id", index=True)
    ours: bool
    name: str
    role: str
    institution: str
    date: str
    links: str
    """The digest of the agreed links that were signed."""
    document: str = Field(default="", sa_column_kwargs={"server_default": ""})
    """The address of the integrated framework as the other side publishes it."""
