"""Tables of what is being written: the draft of a framework, its parts, and the log of its changes."""

from datetime import datetime
from typing import Any

from sqlmodel import Field

from institution.records import Record, json_column
from webapp.storage import UtcDateTime

ENDING = "now"  # of an item that goes out of use with the next publishing
WAITING, SENT_BACK, TAKEN_BACK, PUBLISHED = "waiting", "sent back", "taken back", "published"


class FrameworkDraft(Record, table=True):
    """What will be the first or the next version of a framework of ours; nobody outside sees it."""

    __tablename__ = "framework_draft"

    framework: str = Field(primary_key=True)
    uri: str
    title: str
    document: dict[str, Any] = json_column()
    based_on: int
    """The number of the published version that it began from; 0 where nothing is published."""
    revision: int
    stamp: int = 0
    begun_by: str
    begun_at: datetime = Field(sa_type=UtcDateTime)
    changed_by: str
    changed_at: datetime = Field(sa_type=UtcDateTime)


class PublishRequest(Record, table=True):
    """A writer's request that a draft be published, and what became of it; it outlives the draft."""

    __tablename__ = "publish_request"

    framework: str = Field(primary_key=True)
    number: int = Field(primary_key=True)
    state: str = WAITING
    """One of waiting, sent back, taken back, published."""
    by: str
    at: datetime = Field(sa_type=UtcDateTime)
    message: str
    version: str
    note: str
    adopted: bool
    revision: int
    """The revision of the draft that the writer saw."""
    answered_by: str = ""
    answered_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    reason: str = ""
    published: int = 0
    """The number of the version that it became."""


class DraftItem(Record, table=True):
    """An item of a draft; its stamp is the revision that changed it last, 0 while it is as published."""

    __tablename__ = "draft_item"

    identifier: str = Field(primary_key=True)
    framework: str = Field(foreign_key="framework_draft.framework", index=True, ondelete="CASCADE")
    uri: str
    code: str
    label: str
    statement: str
    kind: str
    ended: str
    published: bool
    levels: int
    rubric: str
    position: int
    stamp: int
    body: dict[str, Any] = json_column()

    @property
    def name(self) -> str:
        """Name the item in few words: its code and its label."""
        return f"{self.code} {self.label}".strip()


class DraftAssociation(Record, table=True):
    """An association of a draft: a place, where an item stands below a parent, or another link."""

    __tablename__ = "draft_association"

    identifier: str = Field(primary_key=True)
    framework: str = Field(foreign_key="framework_draft.framework", index=True, ondelete="CASCADE")
    kind: str
    item: str = Field(index=True)
    parent: str | None = Field(index=True)
    """The item above, "" for the framework itself, None where this is no place but a link."""
    rank: int
    published: bool
    position: int
    stamp: int
    body: dict[str, Any] = json_column()


class DraftRubric(Record, table=True):
    """A rubric of a draft."""

    __tablename__ = "draft_rubric"

    identifier: str = Field(primary_key=True)
    framework: str = Field(foreign_key="framework_draft.framework", index=True, ondelete="CASCADE")
    position: int
    stamp: int
    body: dict[str, Any] = json_column()


class DraftChange(Record, table=True):
    """One change of a draft as it can be told, taken back and made again."""

    __tablename__ = "draft_change"

    framework: str = Field(
        primary_key=True, foreign_key="framework_draft.framework", index=True, ondelete="CASCADE"
    )
    number: int = Field(primary_key=True)
    by: str
    at: datetime = Field(sa_type=UtcDateTime)
    words: str
    place: str
    undone: bool
    edits: list[Any] = json_column()
