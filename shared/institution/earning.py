"""Set what the records say a person earned beside what was awarded, and award what is missing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from exchange.oid4vci.issuer import Desk
from institution.achievements import all_achievements
from institution.awarding import award, awards_of
from institution.offering import Standing, standing
from institution.records import Achievement, Award
from institution.results import Result, in_words
from institution.roster import Earned, Recipient
from webapp.errors import Refusal


@dataclass(frozen=True)
class Line:
    """One achievement of a person: earned by the records, awarded, or both."""

    achievement: Achievement
    earned: Earned | None
    award: Award | None
    standing: Standing
    results: tuple[Result, ...]

    @property
    def at(self) -> datetime:
        """Give when it was earned."""
        if self.award is not None:
            return self.award.awarded_at
        assert self.earned is not None  # noqa: S101  a line stands for the one or the other
        return self.earned.at

    @property
    def may_be_awarded(self) -> bool:
        """Tell whether the records say that it was earned and no award of it counts."""
        return self.earned is not None and (self.award is None or self.standing.word == "revoked")


NOT_AWARDED = Standing("not_offered", "missing", "Not awarded yet")


def lines_of(
    session: Session, desk: Desk, recipient: Recipient, earned: Sequence[Earned], *, now: datetime
) -> list[Line]:
    """List what a person earned, newest first, and every award that was made."""
    known = {achievement.id: achievement for achievement in all_achievements(session)}
    awards = list(awards_of(session, recipient.id))
    lines = []
    for entry in earned:
        if entry.achievement not in known or entry.at > now:
            continue
        latest = next((made for made in awards if made.achievement == entry.achievement), None)
        if latest is not None:
            awards.remove(latest)
        lines.append(_line(desk, known[entry.achievement], entry, latest, now=now))
    lines += [_line(desk, known[made.achievement], None, made, now=now) for made in awards]
    return sorted(lines, key=lambda line: line.at, reverse=True)


def _line(
    desk: Desk, achievement: Achievement, earned: Earned | None, made: Award | None, *, now: datetime
) -> Line:
    results = made.results if made is not None else list(earned.results) if earned is not None else []
    return Line(
        achievement,
        earned,
        made,
        standing(desk, made, now=now) if made is not None else NOT_AWARDED,
        tuple(in_words(achievement.body, results)),
    )


def award_earned(
    session: Session,
    recipient: Recipient,
    lines: Sequence[Line],
    chosen: Sequence[str],
    *,
    by: str,
    now: datetime,
) -> list[Award]:
    """Award the chosen achievements as the records have them; raises Refusal when one is not to be had."""
    free = {line.achievement.id: (line, line.earned) for line in lines if line.may_be_awarded and line.earned}
    if not chosen:
        raise Refusal("Tick at least one achievement")
    if not set(chosen) <= set(free):
        meaning = "Somebody has just awarded it, or the records do not say that it was earned. Choose again."
        raise Refusal("One of these cannot be awarded", meaning)
    return [
        award(
            session,
            line.achievement,
            recipient,
            results=earned.results,
            evidence="",
            by=by,
            awarded_at=earned.at,
            now=now,
        )
        for line, earned in map(free.__getitem__, dict.fromkeys(chosen))
    ]
