"""What becomes of a share: the notice that the other side publishes, read as a stranger's words."""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any, Self

from sqlmodel import Session

from credentials.errors import MalformedDocumentError, UnresolvableError
from credentials.parsing import parse_json
from credentials.standards.vc import read_timestamp
from wallet.records import Share
from webapp.site import Site

JSON = dict[str, Any]

ASK_AFTER = timedelta(seconds=10)
MOST_BYTES = 16_384
LONGEST_NAME = 200
LONGEST_REASON = 1000
STATES = {
    "received": ("pending", "Received"),
    "in review": ("pending", "Being looked at"),
    "invited": ("pass", "Invited to interview"),
    "on hold": ("pending", "On hold"),
    "not selected": ("missing", "Not selected"),
    "hired": ("pass", "Hired"),
}
DECIDED = ("invited", "not selected", "hired")


@dataclass(frozen=True)
class Notice:
    """How an application stands, who said so, when and why."""

    job: str
    state: str
    decided_by: str | None
    reason: str | None
    at: str | None

    @property
    def words(self) -> tuple[str, str]:
        """Give the kind of mark and the words for the state."""
        return STATES[self.state]

    @classmethod
    def from_json(cls, stored: JSON) -> Self:
        """Read a stored notice."""
        return cls(**stored)


def read_notice(body: bytes) -> Notice:
    """Read a notice; raises MalformedDocumentError for anything that is not surely one."""
    document = parse_json(body, max_bytes=MOST_BYTES, max_depth=4)
    if document.get("type") != "ApplicationNotice":
        raise MalformedDocumentError(f"found type {document.get('type')!r:.60}, expected ApplicationNotice")
    state = document.get("state")
    if not isinstance(state, str) or state not in STATES:
        raise MalformedDocumentError(f"found state {state!r:.60}, expected one of {', '.join(STATES)}")
    at = document.get("at")
    return Notice(
        job=_text(document, "job", LONGEST_NAME) or "",
        state=state,
        decided_by=_text(document, "decided_by", LONGEST_NAME),
        reason=_text(document, "reason", LONGEST_REASON),
        at=None if at is None else read_timestamp(at).isoformat(),
    )


def ask(session: Session, share: Share, *, site: Site, now: datetime) -> None:
    """Ask what became of a share, at most every ten seconds; a failure is noted, never raised."""
    if share.status_url is None or (share.asked_at is not None and now - share.asked_at < ASK_AFTER):
        return
    share.asked_at = now
    try:
        notice = read_notice(site.peers.fetch(share.status_url))
        share.notice, share.notice_problem = asdict(notice), None
    except UnresolvableError:
        share.notice_problem = f"{share.host} did not answer. Try again in a few minutes."
    except MalformedDocumentError:
        share.notice_problem = f"The answer of {share.host} cannot be read."
    session.add(share)
    session.flush()


def _text(document: JSON, name: str, longest: int) -> str | None:
    value = document.get(name)
    if value is None:
        return None
    if not isinstance(value, str) or len(value) > longest:
        raise MalformedDocumentError(f"found another {name}, expected a text of at most {longest} characters")
    return value.strip() or None
