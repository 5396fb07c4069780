"""Ask that a draft be published, and answer who asked: the writer proposes, whoever may publish decides."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, func, select, update

from institution.drafting.changing import Author
from institution.drafting.checking import findings
from institution.drafting.records import (
    PUBLISHED,
    SENT_BACK,
    TAKEN_BACK,
    WAITING,
    FrameworkDraft,
    PublishRequest,
)
from webapp.errors import NotFoundRefusal, Refusal


@dataclass(frozen=True)
class Proposal:
    """How a writer would have a draft published."""

    version: str
    note: str
    adopted: bool
    message: str = ""


def ask(
    session: Session, draft: FrameworkDraft, proposal: Proposal, *, seen: int, author: Author
) -> PublishRequest:
    """Ask that a draft be published as it was seen; raises Refusal."""
    _wait_for_turn(session, draft.framework)
    _check_askable(session, draft, seen)
    request = PublishRequest(
        framework=draft.framework,
        number=_last_number(session, draft.framework) + 1,
        by=author.name,
        at=author.now,
        message=proposal.message,
        version=proposal.version,
        note=proposal.note,
        adopted=proposal.adopted,
        revision=seen,
    )
    session.add(request)
    session.flush()
    return request


def _check_askable(session: Session, draft: FrameworkDraft, seen: int) -> None:
    if draft.revision != seen:
        raise Refusal(
            "The draft was changed in the meantime",
            "Nothing was asked. Look at what would be published now, then ask.",
            status=409,
            code="stale",
        )
    if stopping := [one for one in findings(session, draft) if one.stops]:
        raise Refusal(
            "The draft cannot be published yet", stopping[0].reason, status=409, code="not_publishable"
        )
    if waiting_for(session, draft.framework):
        meaning = "Somebody asked for it already. The answer will be on this page."
        raise Refusal("It waits to be published", meaning, status=409, code="asked")


def _wait_for_turn(session: Session, framework: str) -> None:
    """Wait until nobody else asks or answers; what was read before may be other then."""
    draft = col(FrameworkDraft.framework) == framework.lower()
    same = {"revision": col(FrameworkDraft.revision)}  # a write that changes nothing locks on every database
    session.execute(
        update(FrameworkDraft).where(draft).values(same).execution_options(synchronize_session=False)
    )
    session.expire_all()


def _last_number(session: Session, framework: str) -> int:
    last = select(func.coalesce(func.max(PublishRequest.number), 0))
    return session.exec(last.where(PublishRequest.framework == framework)).one()


def last_request(session: Session, framework: str) -> PublishRequest | None:
    """Give what was asked last about a framework."""
    query = select(PublishRequest).where(PublishRequest.framework == framework.lower())
    return session.exec(query.order_by(col(PublishRequest.number).desc()).limit(1)).first()


def about(session: Session, draft: FrameworkDraft) -> PublishRequest | None:
    """Give what was asked last about a draft, not about one before it."""
    found = last_request(session, draft.framework)
    return found if found is not None and found.at >= draft.begun_at else None


def waiting_for(session: Session, framework: str) -> PublishRequest | None:
    """Give the request that waits for an answer, if there is one."""
    found = last_request(session, framework)
    return found if found is not None and found.state == WAITING else None


def send_back(session: Session, framework: str, *, reason: str, seen: int, author: Author) -> PublishRequest:
    """Send a draft back to its writer, with the reason; raises Refusal."""
    return _answer(session, framework, SENT_BACK, seen=seen, author=author, reason=reason)


def take_back(session: Session, framework: str, *, seen: int, author: Author) -> PublishRequest:
    """Take a request back before it is answered; raises Refusal."""
    return _answer(session, framework, TAKEN_BACK, seen=seen, author=author)


def _answer(
    session: Session, framework: str, state: str, *, seen: int, author: Author, reason: str = ""
) -> PublishRequest:
    _wait_for_turn(session, framework)
    request = last_request(session, framework)
    if request is None:
        raise NotFoundRefusal("request")
    if request.state != WAITING or request.number != seen:
        raise Refusal(
            "It was answered in the meantime",
            f"{request.answered_by or request.by} was first. Nothing of yours was kept.",
            status=409,
            code="stale",
        )
    _close(request, state, author)
    request.reason = reason
    session.add(request)
    session.flush()
    return request


def _close(request: PublishRequest, state: str, author: Author) -> None:
    request.state, request.answered_by, request.answered_at = state, author.name, author.now


def end(session: Session, framework: str, author: Author, *, published: int = 0) -> None:
    """End the request that waits, if there is one: its draft was published, or thrown away."""
    if request := waiting_for(session, framework):
        _close(request, PUBLISHED if published else TAKEN_BACK, author)
        request.published = published
        session.add(request)
        session.flush()


def requests_of(session: Session, drafts: Sequence[FrameworkDraft]) -> Mapping[str, PublishRequest]:
    """Give what was asked last about each of some drafts, by their frameworks."""
    begun = {draft.framework: draft.begun_at for draft in drafts}
    query = select(PublishRequest).where(col(PublishRequest.framework).in_(list(begun)))
    found = session.exec(query.order_by(col(PublishRequest.number)))
    return {one.framework: one for one in found if one.at >= begun[one.framework]}


def askers(session: Session, framework: str) -> Mapping[int, str]:
    """Say who asked for each version that was published on request, by its number."""
    query = select(PublishRequest.published, PublishRequest.by)
    return dict(
        session.exec(query.where(PublishRequest.framework == framework, PublishRequest.published > 0)).all()
    )
