"""Keep a credential, or say why not: it is checked first, and nothing is half-kept."""

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from typing import Any, Literal, Self
from uuid import uuid4

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from credentials.errors import MalformedDocumentError
from credentials.parsing import parse_json
from credentials.standards.openbadges import issuer_id
from credentials.standards.vc import read_timestamp
from credentials.verifying import Report
from wallet.checking import check
from wallet.describing import describe
from wallet.records import HeldCredential
from webapp.site import Site
from webapp.sitting import Sitting

JSON = dict[str, Any]
Fate = Literal["kept", "replaced", "already", "refused", "undecided", "dropped"]


@dataclass(frozen=True)
class Finding:
    """What became of one credential that came in."""

    fate: Fate
    name: str
    text: str = ""
    card: str | None = None
    report: Report | None = None
    problem: str = ""

    def to_json(self) -> JSON:
        """Write the finding for the tray."""
        return asdict(replace(self, report=None)) | {
            "report": self.report.to_json() if self.report is not None else None
        }

    @classmethod
    def from_json(cls, stored: JSON) -> Self:
        """Read a finding from the tray."""
        report = Report.from_json(stored["report"]) if stored["report"] else None
        return cls(**{**stored, "report": report})


@dataclass(frozen=True)
class _Sound:
    """A credential against which nothing speaks."""

    credential: JSON
    text: str
    name: str
    report: Report


@dataclass(frozen=True)
class Keeper:
    """Keep credentials for one learner, whose DID they must be made out to."""

    session: Session
    site: Site
    learner: str
    holder: str

    def consider(
        self,
        texts: Iterable[str],
        *,
        told: Collection[str],
        came_from: str,
        now: datetime,
        decided: bool = False,
    ) -> list[Finding]:
        """Check credentials and keep those against which nothing speaks.

        `told` are issuers of which the learner was told that nobody here knows who stands behind them.
        A credential with anything else left open waits until the learner has `decided`.
        """
        # All are checked before the first is written, so that no slow issuer holds up the database.
        sitting = Sitting(self.site.peers)
        judged = [self._judge(text, told=told, decided=decided, sitting=sitting, now=now) for text in texts]
        return [
            self._keep(one, came_from=came_from, now=now) if isinstance(one, _Sound) else one
            for one in judged
        ]

    def _judge(
        self, text: str, *, told: Collection[str], decided: bool, sitting: Sitting, now: datetime
    ) -> "Finding | _Sound":
        try:
            credential = parse_json(text)
        except MalformedDocumentError as error:
            problem = f"It cannot be read as a credential: {error}."
            return Finding("refused", "A credential that cannot be read", problem=problem)
        report = check(credential, site=self.site, sitting=sitting, holder=self.holder, now=now)
        name = describe(credential).name
        if any(one.outcome == "failed" for one in report.checks):
            return Finding("refused", name, report=report)
        accepted = {"issuer"} if issuer_id(credential) in told else set()
        left_open = {one.name for one in report.checks if one.outcome == "unknown"} - accepted
        # Without its proof checked nothing is known at all, so that is nobody's to decide.
        if "proof" in left_open or (left_open and not decided):
            return Finding("undecided", name, text=text, report=report)
        return _Sound(credential, text, name, report)

    def _keep(self, sound: "_Sound", *, came_from: str, now: datetime) -> Finding:
        name, report, likeness = sound.name, sound.report, _likeness(sound.credential)
        valid_from = read_timestamp(sound.credential["validFrom"]).astimezone(UTC)
        held = self._like(likeness)
        if held is not None and held.valid_from >= valid_from:
            return Finding("already", name, card=held.id, report=report)
        new = HeldCredential(
            id=held.id if held else str(uuid4()),
            learner=self.learner,
            likeness=likeness,
            issuer=report.issuer,
            name=name,
            text=sound.text,
            valid_from=valid_from,
            came_from=came_from,
            received_at=now,
            report=report.to_json(),
            checked_at=now,
        )
        try:
            with self.session.begin_nested():
                self.session.merge(new)
        except IntegrityError:
            # The same credential came in twice at once, and the other request kept it.
            kept = self._like(likeness)
            return Finding("already", name, card=kept.id if kept else None, report=report)
        return Finding("replaced" if held else "kept", name, card=new.id, report=report)

    def _like(self, likeness: str) -> HeldCredential | None:
        same = select(HeldCredential).where(
            HeldCredential.learner == self.learner, HeldCredential.likeness == likeness
        )
        return self.session.exec(same).first()


def _likeness(credential: JSON) -> str:
    """Give the same text for two credentials of one issuer that bear the same id."""
    named = f"{issuer_id(credential)}\n{credential['id']}"
    return hashlib.sha256(named.encode()).hexdigest()
