"""Check every credential that came with an application, by ourselves, and keep each report."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlmodel import Session, col, select

from credentials.parsing import parse_json
from credentials.standards.openbadges import issuer_name, name_of
from credentials.verifying import Report, verify
from employer.issuers import trusted_issuers
from employer.records import Application, CredentialCheck, PresentedCredential
from webapp.errors import NotFoundRefusal
from webapp.messages import about
from webapp.sitting import Sitting

JSON = dict[str, Any]
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
    # All are checked before the first is written, so that no slow issuer holds up the database.
    with about(application.code):
        reports = [_report(session, text, holder=holder, sitting=sitting, now=now) for text in texts]
    application.holder, application.received_at, application.state = holder, now, "received"
    for number, (text, report) in enumerate(zip(texts, reports, strict=True), start=1):
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
        _note(session, kept, report, by=ON_RECEIPT)


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
    with about(application.code):
        report = _report(session, kept.text, holder=application.holder, sitting=sitting, now=now)
    _note(session, kept, report, by=by)
    return report


def check_all(
    session: Session, application: Application, *, sitting: Sitting, by: str, now: datetime
) -> None:
    """Check every credential of an application again."""
    every = _presented(session, application.code)
    holder = application.holder
    with about(application.code):
        reports = [_report(session, kept.text, holder=holder, sitting=sitting, now=now) for kept in every]
    for kept, report in zip(every, reports, strict=True):
        _note(session, kept, report, by=by)


def _report(session: Session, text: str, *, holder: str | None, sitting: Sitting, now: datetime) -> Report:
    return verify(
        parse_json(text, max_bytes=MOST_CREDENTIAL_BYTES),
        resolve=sitting.resolve,
        fetch=sitting.fetch,
        trusted_issuers=trusted_issuers(session),
        now=now,
        expected_holder=holder,
    )


def _note(session: Session, kept: PresentedCredential, report: Report, *, by: str) -> None:
    at = report.checked_at
    session.add(CredentialCheck(credential=kept.id, report=report.to_json(), checked_by=by, checked_at=at))
    session.flush()


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
    return one_of(screened(session, application), number)


def one_of(presented: Sequence[Screened], number: int) -> Screened:
    """Give the credential of a number; raises NotFoundRefusal."""
    for one in presented:
        if one.number == number:
            return one
    raise NotFoundRefusal("credential in this application")


def _presented(session: Session, application: str) -> Sequence[PresentedCredential]:
    query = select(PresentedCredential).where(PresentedCredential.application == application)
    return session.exec(query.order_by(col(PresentedCredential.number))).all()


def _read(text: str) -> JSON:
    return parse_json(text, max_bytes=MOST_CREDENTIAL_BYTES)
