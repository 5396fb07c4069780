"""Say a job as an open position in the words of HR Open, for a learner's wallet or a partner's system."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlmodel import Session, col, select

from employer.jobs import is_open
from employer.matching import requirement_of
from employer.records import Job, Requirement
from institution.records import Framework, Item
from skills.positions import Competency, Position
from webapp.site import Site
from webapp.words import without_sample

Home = tuple[str, str]  # the URI of an item's framework, and the item's identifier


def position_of(session: Session, job: Job, *, site: Site, now: datetime) -> Position:
    """Give a job with each requirement beside the framework that its item belongs to."""
    return positions_of(session, [job], site=site, now=now)[0]


def positions_of(session: Session, jobs: Sequence[Job], *, site: Site, now: datetime) -> list[Position]:
    """Give many jobs at once, each as `position_of` gives it."""
    asked: dict[str, list[Requirement]] = {job.id: [] for job in jobs}
    query = select(Requirement).where(col(Requirement.job).in_(asked)).order_by(col(Requirement.position))
    for one in session.exec(query):
        asked[one.job].append(one)
    homes = _homes(session, {one.item_uri for rows in asked.values() for one in rows})
    return [_position(job, asked[job.id], homes, site=site, now=now) for job in jobs]


def _position(
    job: Job, asked: Sequence[Requirement], homes: Mapping[str, Home], *, site: Site, now: datetime
) -> Position:
    address = f"{site.origin}/jobs/{job.id}"
    return Position(
        id=job.id,
        uri=address,
        title=without_sample(job.title),
        organization=site.name,
        competencies=tuple(_competency(one, *homes.get(one.item_uri, ("", ""))) for one in asked),
        is_open=is_open(job, now),
        location=job.location,
        openings=job.openings,
        closes_on=f"{job.closes_at:%Y-%m-%d}",
        apply_at=f"{address}/apply",
    )


def _competency(asked: Requirement, framework: str, identifier: str) -> Competency:
    return Competency(requirement_of(asked), framework, identifier)


def _homes(session: Session, uris: Iterable[str]) -> dict[str, Home]:
    """Give for items the URI of their framework, and their identifier."""
    query = (
        select(Item.uri, Framework.uri, Item.identifier)
        .join(Framework, col(Framework.identifier) == col(Item.framework))
        .where(col(Item.uri).in_(list(uris)))
    )
    return {uri: (framework, identifier) for uri, framework, identifier in session.exec(query)}
