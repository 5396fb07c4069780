"""Apply for a job: a code instead of a name, and a request that the applicant's wallet answers."""

import hashlib
import json
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, delete, select

from employer.jobs import is_open
from employer.records import Application, CredentialCheck, Decision, Job, PresentedCredential
from exchange.oid4vp.dcql import TYPE_IRIS
from exchange.oid4vp.messages import PREFIX
from exchange.oid4vp.verifier import AuthorizationRequest, Counter, make_request, transaction_of
from webapp.errors import NotFoundRefusal, Refusal
from webapp.words import without_sample

CODE = re.compile(r"[A-Z]-[0-9]{4}", re.ASCII)
LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
RETENTION_DAYS = 90
REQUEST_LIVES = timedelta(minutes=30)
FORGOTTEN = "Deleted after 90 days"

WAITING, DECLINED = "waiting", "declined"
BEFORE_RECEIPT = (WAITING, DECLINED)
UNDECIDED = ("received", "in review")
TO_DECIDE_ON = (*UNDECIDED, "invited", "on hold", "not selected", "hired")

BADGES = {
    "credentials": [
        {
            "id": "badges",
            "format": "ldp_vc",
            "multiple": True,
            "meta": {"type_values": [[TYPE_IRIS["VerifiableCredential"], TYPE_IRIS["OpenBadgeCredential"]]]},
        }
    ]
}


@dataclass(frozen=True)
class Form:
    """What somebody who applies sends; a token tells one form sent twice from two alike."""

    name: str
    email: str
    token: str = ""

    def digest(self, job: str) -> str | None:
        """Give what only this form for this job has, or None without a token."""
        content = json.dumps([self.token, job, self.name, self.email])
        return hashlib.sha256(content.encode()).hexdigest() if self.token else None


def apply(
    session: Session, counter: Counter, job: Job, form: Form, *, now: datetime
) -> tuple[Application, AuthorizationRequest]:
    """Begin an application and ask for credentials; raises Refusal when the job is closed.

    A form that was sent before leads to the application that it began.
    """
    if not is_open(job, now):
        raise Refusal("This job is closed", "Nobody can apply for it any more.", status=409, code="closed")
    digest = form.digest(job.id)
    try:
        earlier = begun_with(session, digest)
        if earlier is None:
            return _begin(session, counter, job, form, now=now)
    except IntegrityError:
        session.rollback()  # the same form came a moment earlier, in another request
        earlier = begun_with(session, digest)
        if earlier is None:
            raise
    return earlier, _asked_before(session, counter, earlier, now=now)


def begun_with(session: Session, digest: str | None) -> Application | None:
    """Give the application that a form began, if it did."""
    query = select(Application).where(Application.form == digest)
    return None if digest is None else session.exec(query).first()


def _asked_before(
    session: Session, counter: Counter, application: Application, *, now: datetime
) -> AuthorizationRequest:
    transaction_id = transaction_of(counter, application.request_id, now=now)
    if transaction_id is None:
        return ask_again(session, counter, application, now=now)
    return request_of(counter, application, transaction_id)


def _begin(
    session: Session, counter: Counter, job: Job, form: Form, *, now: datetime
) -> tuple[Application, AuthorizationRequest]:
    request = _ask(counter, job, now)
    application = Application(
        code=_free_code(session, secrets.randbelow),
        job=job.id,
        name=form.name,
        email=form.email,
        form=form.digest(job.id),
        state=WAITING,
        started_at=now,
        request_id=request.request_id,
        request_ends_at=request.expires,
        notice_key=secrets.token_urlsafe(24),
    )
    session.add(application)
    session.flush()
    return application, request


def ask_again(
    session: Session, counter: Counter, application: Application, *, now: datetime
) -> AuthorizationRequest:
    """Ask once more where the last request ended or was declined; raises Refusal after an answer."""
    if application.state not in BEFORE_RECEIPT or application.forgotten_at is not None:
        raise Refusal("Nothing more can be sent", "This application was answered or is over.", status=409)
    request = _ask(counter, session.get_one(Job, application.job), now)
    application.state = WAITING
    application.request_id, application.request_ends_at = request.request_id, request.expires
    session.flush()
    return request


def _ask(counter: Counter, job: Job, now: datetime) -> AuthorizationRequest:
    return make_request(
        counter,
        purpose=f"Your application as {without_sample(job.title)}",
        retention_days=RETENTION_DAYS,
        dcql=BADGES,
        now=now,
        lives=REQUEST_LIVES,
    )


def request_of(counter: Counter, application: Application, transaction_id: str) -> AuthorizationRequest:
    """Give the request of an application to the browser that holds its transaction."""
    return AuthorizationRequest(
        request_id=application.request_id,
        transaction_id=transaction_id,
        client_id=PREFIX + counter.did,
        request_uri=f"{counter.origin}/oid4vp/request/{application.request_id}",
        expires=application.request_ends_at,
    )


def application_with(session: Session, code: str) -> Application:
    """Give one application; raises NotFoundRefusal."""
    found = session.get(Application, code) if CODE.fullmatch(code) else None
    if found is None:
        raise NotFoundRefusal("application")
    return found


def application_asked(session: Session, request_id: str) -> Application | None:
    """Give the application that a request belongs to."""
    return session.exec(select(Application).where(Application.request_id == request_id)).first()


def applications_for(session: Session, job: str) -> list[Application]:
    """List the applications for a job that came with credentials."""
    query = select(Application).where(
        Application.job == job,
        col(Application.state).in_(TO_DECIDE_ON),
        col(Application.forgotten_at).is_(None),
    )
    return list(session.exec(query.order_by(col(Application.code))))


def forget_old(session: Session, now: datetime) -> int:
    """Delete what was sent with applications once the promised days are over; give how many."""
    before = now - timedelta(days=RETENTION_DAYS)
    old = session.exec(
        select(Application).where(
            col(Application.started_at) < before, col(Application.forgotten_at).is_(None)
        )
    ).all()
    for application in old:
        kept = select(PresentedCredential.id).where(PresentedCredential.application == application.code)
        session.execute(delete(CredentialCheck).where(col(CredentialCheck.credential).in_(kept)))
        session.execute(
            delete(PresentedCredential).where(col(PresentedCredential.application) == application.code)
        )
        for decision in session.exec(select(Decision).where(Decision.application == application.code)):
            decision.receipt = {}
        application.name = application.email = FORGOTTEN
        application.forgotten_at = now
    session.flush()
    return len(old)


def _free_code(session: Session, choose: Callable[[int], int]) -> str:
    while True:
        code = f"{LETTERS[choose(len(LETTERS))]}-{1000 + choose(9000)}"
        if session.get(Application, code) is None:
            return code
