"""Check every credential that came with an application, by ourselves, and keep each report."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar
from uuid import uuid4

from sqlmodel import Session, col, select

from credentials.errors import CredentialError
from credentials.parsing import parse_json
from credentials.standards.openbadges import issuer_name, name_of
from credentials.verifying import Report, verify
from employer.issuers import trusted_issuers
from employer.records import Application, CredentialCheck, PresentedCredential
from webapp.errors import NotFoundRefusal
from webapp.peers import Peers

JSON = dict[str, Any]
Found = TypeVar("Found")
ON_RECEIPT = "On receipt"
MOST_CREDENTIAL_BYTES = 1_048_576


@dataclass(frozen=True)
class Screened:
    """A presented credential with what was found about it, the newest check last."""

    record: PresentedCredential
    credential: JSON
    checks: tuple[CredentialCheck, ...]

    @property
    def number(self) -> int:
        """Give its place in the application."""
        return self.record.number

    @property
    def name(self) -> str:
        """Give what the credential calls itself."""
        return name_of(self.credential) or "A credential without a name"

    @property
    def calls_itself(self) -> str:
        """Give what the credential calls its issuer: nobody has proven that."""
        return issuer_name(self.credential) or ""

    @property
    def report(self) -> Report:
        """Give the newest report."""
        return Report.from_json(self.checks[-1].report)

    @property
    def standing(self) -> tuple[str, str]:
        """Give the newest result as a state and a few words."""
        kind, _ = self.report.verdict
        failed = sum(check.outcome == "failed" for check in self.report.checks)
        return kind, {"pass": "All six passed", "fail": f"{failed} failed", "unknown": "Not sure yet"}[kind]

    @property
    def earlier(self) -> tuple[Report, ...]:
        """Give the reports before the newest, the oldest first."""
        return tuple(Report.from_json(check.report) for check in self.checks[:-1])

    @property
    def was_valid_at(self) -> datetime | None:
        """Tell when it last passed all checks, if it passed before and does not pass now."""
        if self.report.all_passed:
            return None
        passed = [report.checked_at for report in self.earlier if report.all_passed]
        return passed[-1] if passed else None


class Sitting:
    """One sitting of checks: each party is asked each thing once, also when it does not answer."""

    def __init__(self, peers: Peers) -> None:
        self.resolve = _asked_once(peers.resolve)
        self.fetch = _asked_once(peers.fetch)


def _asked_once(ask: Callable[[str], Found]) -> Callable[[str], Found]:
    answers: dict[str, Found] = {}
    failures: dict[str, CredentialError] = {}

    def answer(address: str) -> Found:
        if address in failures:
            raise failures[address]
        if address not in answers:
            try:
                answers[address] = ask(address)
            except CredentialError as error:
                failures[address] = error
                raise
        return answers[address]

    return answer


def receive(
    session: Session,
    application: Application,
    texts: Sequence[str],
    *,
    holder: str,
    sitting: Sitting,
    now: datetime,
) -> None:
    """Keep the credentials of an application as they came, and check each."""
    application.holder, application.received_at, application.state = holder, now, "received"
    for number, text in enumerate(texts, start=1):
        kept = PresentedCredential(
            id=str(uuid4()),
            application=application.code,
            number=number,
            text=text,
            digest=hashlib.sha256(text.encode()).hexdigest(),
            received_at=now,
        )
        session.add(kept)
        session.flush()
        check(session, application, kept, sitting=sitting, by=ON_RECEIPT, now=now)


def check(
    session: Session,
    application: Application,
    kept: PresentedCredential,
    *,
    sitting: Sitting,
    by: str,
    now: datetime,
) -> Report:
    """Check a kept credential against the trust list of today; earlier reports stay."""
    report = verify(
        parse_json(kept.text, max_bytes=MOST_CREDENTIAL_BYTES),
        resolve=sitting.resolve,
        fetch=sitting.fetch,
        trusted_issuers=trusted_issuers(session),
        now=now,
        expected_holder=application.holder,
    )
    session.add(CredentialCheck(credential=kept.id, report=report.to_json(), checked_by=by, checked_at=now))
    session.flush()
    return report


def check_all(
    session: Session, application: Application, *, sitting: Sitting, by: str, now: datetime
) -> None:
    """Check every credential of an application again."""
    for kept in _presented(session, application.code):
        check(session, application, kept, sitting=sitting, by=by, now=now)


def screened(session: Session, application: str) -> list[Screened]:
    """List the credentials of an application with their reports, in the order in which they were sent."""
    kept = _presented(session, application)
    checks: dict[str, list[CredentialCheck]] = {one.id: [] for one in kept}
    found = select(CredentialCheck).where(col(CredentialCheck.credential).in_(checks))
    for one in session.exec(found.order_by(col(CredentialCheck.id))):
        checks[one.credential].append(one)
    return [Screened(one, _read(one.text), tuple(checks[one.id])) for one in kept]


def screened_with(session: Session, application: str, number: int) -> Screened:
    """Give one credential of an application; raises NotFoundRefusal."""
    for one in screened(session, application):
        if one.number == number:
            return one
    raise NotFoundRefusal("credential in this application")


def _presented(session: Session, application: str) -> Sequence[PresentedCredential]:
    query = select(PresentedCredential).where(PresentedCredential.application == application)
    return session.exec(query.order_by(col(PresentedCredential.number))).all()


def _read(text: str) -> JSON:
    return parse_json(text, max_bytes=MOST_CREDENTIAL_BYTES)
