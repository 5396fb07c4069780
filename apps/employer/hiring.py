"""Decide: a named person, with a reason that is kept, and a notice that the applicant can read."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import update
from sqlmodel import Session, col, select

from credentials.standards.vc import JSON, timestamp
from employer.applying import BEFORE_RECEIPT, TO_DECIDE_ON
from employer.employees import employ
from employer.records import Application, Decision, Job, Reveal
from webapp.errors import NotFoundRefusal, Refusal
from webapp.records import Account
from webapp.words import without_sample

NOTICE_KEY = re.compile(r"[A-Za-z0-9_-]{32}", re.ASCII)
LONGEST_REASON = 500


@dataclass(frozen=True)
class Outcome:
    """A decision that can be made: what its button says, and the state it leads to."""

    key: str
    words: str
    state: str


INVITE = Outcome("invite", "Invite to interview", "invited")
HIRE = Outcome("hire", "Hire", "hired")
HOLD = Outcome("hold", "Hold", "on hold")
DECLINE = Outcome("decline", "Do not invite", "not selected")
NOT_SELECT = Outcome("decline", "Do not select", "not selected")
OUTCOMES = {outcome.key: outcome for outcome in (INVITE, HIRE, HOLD, DECLINE)}


def choices(session: Session, application: Application) -> tuple[Outcome, ...]:
    """List what can be decided now; nobody is hired who was not invited, and a hire is the end."""
    if application.state not in TO_DECIDE_ON or application.state == HIRE.state:
        return ()
    invited = any(decision.outcome == INVITE.key for decision in decisions_on(session, application.code))
    offered = (HIRE, HOLD, NOT_SELECT) if invited else (INVITE, HOLD, DECLINE)
    return tuple(outcome for outcome in offered if outcome.state != application.state)


def decide(
    session: Session,
    application: Application,
    *,
    outcome: str,
    reason: str,
    receipt: JSON,
    by: str,
    now: datetime,
) -> Decision:
    """Decide about an application; raises Refusal without a reason or when this cannot be decided now."""
    chosen = _chosen(session, application, outcome)
    _settle(session, application, chosen)
    decision = Decision(
        application=application.code,
        outcome=chosen.key,
        reason=reason_given(reason),
        receipt=receipt,
        decided_by=by,
        decided_at=now,
    )
    session.add(decision)
    session.flush()
    if chosen is HIRE:
        title = without_sample(session.get_one(Job, application.job).title)
        employ(session, application, title=title, now=now)
    return decision


def _chosen(session: Session, application: Application, outcome: str) -> Outcome:
    for offered in choices(session, application):
        if offered.key == outcome:
            return offered
    raise _not_now(application)


def _settle(session: Session, application: Application, chosen: Outcome) -> None:
    """Change the state, unless somebody else decided since it was read."""
    unchanged = (col(Application.code) == application.code, col(Application.state) == application.state)
    changed = update(Application).where(*unchanged).values(state=chosen.state)
    settled = session.execute(changed.returning(col(Application.code))).scalar_one_or_none()
    session.refresh(application)
    if settled is None:
        raise _not_now(application)


def _not_now(application: Application) -> Refusal:
    return Refusal(
        "This cannot be decided now",
        f"The application is {application.state}. Load the page again and choose from what it offers.",
        status=409,
        code="decided",
    )


def reveal(session: Session, application: Application, *, reason: str, by: Account, now: datetime) -> Reveal:
    """Note who asked to see an applicant's name and why; raises Refusal without a reason."""
    if application.state not in TO_DECIDE_ON:
        raise NotFoundRefusal("application")
    seen = Reveal(
        application=application.code,
        reason=reason_given(reason),
        account=by.id,
        revealed_by=by.name,
        revealed_at=now,
    )
    session.add(seen)
    session.flush()
    return seen


def reason_given(reason: str) -> str:
    """Give a reason that says something; raises Refusal."""
    reason = reason.strip()
    if not 1 <= len(reason) <= LONGEST_REASON:
        raise Refusal("Give a reason", f"Found {len(reason)} characters, expected 1 to {LONGEST_REASON}.")
    return reason


def begin_review(session: Session, application: Application, *, now: datetime) -> None:
    """Note that somebody has begun to look at an application."""
    if application.state == "received":
        application.state, application.review_began_at = "in review", now
        session.flush()


def decisions_on(session: Session, application: str) -> Sequence[Decision]:
    """List the decisions about an application, the newest last."""
    query = select(Decision).where(Decision.application == application)
    return session.exec(query.order_by(col(Decision.id))).all()


def reveals_of(session: Session, application: str) -> Sequence[Reveal]:
    """List who saw the name of an applicant, the newest last."""
    query = select(Reveal).where(Reveal.application == application)
    return session.exec(query.order_by(col(Reveal.id))).all()


def notice(session: Session, key: str) -> JSON:
    """Tell the applicant's wallet how an application stands; raises NotFoundRefusal."""
    found = select(Application).where(Application.notice_key == key)
    application = session.exec(found).first() if NOTICE_KEY.fullmatch(key) else None
    if application is None or application.state in BEFORE_RECEIPT:
        raise NotFoundRefusal("notice")
    decisions = decisions_on(session, application.code)
    latest = decisions[-1] if decisions and application.state not in ("received", "in review") else None
    at = latest.decided_at if latest else application.review_began_at or application.received_at
    return {
        "type": "ApplicationNotice",
        "job": without_sample(session.get_one(Job, application.job).title),
        "state": application.state,
        "decided_by": latest.decided_by if latest else None,
        "reason": latest.reason if latest else None,
        "at": timestamp(at) if at else None,
    }
