"""Jobs, and what each asks for: requirements that are items of frameworks kept here."""

import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlmodel import Session, col, func, select

from employer.records import Application, Job, Requirement
from institution.crosswalks.integrating import Asking
from institution.records import Framework, Item
from skills.case import Level, Package, levels
from webapp.errors import NotFoundRefusal, Refusal
from webapp.seeding import days_ago

JSON = dict[str, Any]
IDENTIFIER = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", re.ASCII)
MOST_REQUIREMENTS = 40
IMPORTANCES = range(1, 6)
PERIODS = ("hour", "week", "month", "year")
LONGEST_OPENING = timedelta(days=366)


@dataclass(frozen=True)
class Ask:
    """What a recruiter asks for: an item by its identifier, how much it matters, the level by its URI."""

    item: str
    importance: int
    must_have: bool
    level_uri: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Posting:
    """What a recruiter says about a job."""

    title: str
    about: str
    location: str
    schedule: str
    pay_currency: str
    pay_period: str
    pay_from: int
    pay_to: int
    openings: int
    closes_at: datetime


def all_jobs(session: Session) -> Sequence[Job]:
    """List the jobs, the newest first."""
    return session.exec(select(Job).order_by(col(Job.posted_at).desc(), col(Job.title))).all()


def open_jobs(session: Session, now: datetime) -> Sequence[Job]:
    """List the jobs that people can still apply for, the newest first."""
    return [job for job in all_jobs(session) if is_open(job, now)]


def is_open(job: Job, now: datetime) -> bool:
    """Tell whether people can still apply."""
    return job.closes_at > now


def job_with(session: Session, identifier: str) -> Job:
    """Give one job; raises NotFoundRefusal."""
    found = session.get(Job, identifier) if IDENTIFIER.fullmatch(identifier) else None
    if found is None:
        raise NotFoundRefusal("job")
    return found


def requirements_of(session: Session, job: str) -> Sequence[Requirement]:
    """List what a job asks for, in its order."""
    query = select(Requirement).where(Requirement.job == job).order_by(col(Requirement.position))
    return session.exec(query).all()


def asking(session: Session) -> list[Asking]:
    """List what each job asks for, for the view of both frameworks in one table."""
    return [
        Asking(job.id, job.title, tuple(one.item_uri for one in requirements_of(session, job.id)))
        for job in all_jobs(session)
    ]


def jobs_asking(session: Session) -> Mapping[str, Sequence[str]]:
    """Name the jobs that ask for an item or a level, by its URI."""
    named: dict[str, list[str]] = {}
    asked = select(Job.title, Requirement.item_uri, Requirement.level_uri)
    asked = asked.where(Job.id == Requirement.job).order_by(col(Job.title))
    for title, item, level in session.exec(asked):
        for uri in filter(None, (item, level)):
            named.setdefault(uri, []).append(f"the job “{title}”")
    return named


def count_requirements(session: Session) -> Mapping[str, int]:
    """Count what each job asks for."""
    counted = select(Requirement.job, func.count()).group_by(Requirement.job)
    return dict(session.exec(counted).all())


def count_applications(session: Session, *states: str) -> Mapping[str, int]:
    """Count the applications of each job that are in one of the states."""
    counted = (
        select(Application.job, func.count())
        .where(col(Application.state).in_(states), col(Application.forgotten_at).is_(None))
        .group_by(Application.job)
    )
    return dict(session.exec(counted).all())


def publish(
    session: Session, posting: Posting, asks: Sequence[Ask], *, framework_uri: str, by: str, now: datetime
) -> Job:
    """Open a job; raises Refusal when something asked for is not an item that is kept here."""
    if not 1 <= len(asks) <= MOST_REQUIREMENTS:
        raise Refusal(
            "Choose what the job asks for", f"Found {len(asks)}, expected 1 to {MOST_REQUIREMENTS}."
        )
    if posting.pay_from > posting.pay_to:
        raise Refusal("The pay runs backwards", f"Found {posting.pay_from} to {posting.pay_to}.")
    if not now < posting.closes_at <= now + LONGEST_OPENING:
        raise Refusal(
            "The closing day does not fit", f"Found {posting.closes_at:%Y-%m-%d}, expected within a year."
        )
    job = Job(
        id=str(uuid4()),
        framework_uri=framework_uri,
        posted_by=by,
        posted_at=now,
        lot=secrets.token_hex(4),
        **vars(posting),
    )
    session.add(job)
    session.flush()
    for position, ask in enumerate(asks):
        session.add(_requirement(session, job.id, position, ask))
    session.flush()
    return job


def _requirement(session: Session, job: str, position: int, ask: Ask) -> Requirement:
    item = session.get(Item, ask.item)
    if item is None or ask.importance not in IMPORTANCES:
        raise Refusal(
            "Each requirement must be a statement of a framework that is kept here",
            f"Found {ask.item:.60}, which is not.",
        )
    level = item_levels(session, item).get(ask.level_uri)
    if ask.level_uri and level is None:
        raise Refusal(f"“{item.label}” has no such level", f"Found {ask.level_uri:.100}.")
    return Requirement(
        id=str(uuid4()),
        job=job,
        position=position,
        item_uri=item.uri,
        code=item.code,
        title=item.label,
        statement=item.body["fullStatement"],
        importance=ask.importance,
        must_have=ask.must_have,
        level_rank=level.rank if level else None,
        level_name=level.name if level else "",
        level_uri=level.uri if level else "",
        level_words=level.description if level else "",
        reason=ask.reason,
    )


def item_levels(session: Session, item: Item) -> Mapping[str, Level]:
    """Give the levels in use that the framework has for an item, by their URIs, the lowest first."""
    framework = session.get(Framework, item.framework)
    if framework is None or not framework.rubrics:
        return {}
    found = levels([Package(document=framework.document, rubrics=tuple(framework.rubrics))]).values()
    own = [level for level in found if level.item == item.uri and not level.ended]
    return {level.uri: level for level in sorted(own, key=lambda level: level.rank)}


def store_job(session: Session, paper: JSON, *, posted_by: str, now: datetime) -> Job:
    """Store a job of the folder, its dates counted from now."""
    pay = paper["pay"]
    job = Job(
        id=paper["identifier"],
        title=paper["title"],
        about=paper["description"],
        location=paper["location"],
        schedule=paper["schedule"],
        pay_currency=pay["currency"],
        pay_period=pay["period"],
        pay_from=pay["from"],
        pay_to=pay["to"],
        openings=paper["openings"],
        occupation=f"{paper['occupation']['scheme']} {paper['occupation']['code']}",
        framework_uri=paper["frameworkDocumentUri"],
        posted_by=posted_by,
        posted_at=days_ago(paper["postedDaysAgo"], now),
        closes_at=days_ago(-paper["closesInDays"], now),
        lot=paper["identifier"][:8],
    )
    session.add(job)
    session.flush()
    session.add_all(_stored_requirement(job.id, n, each) for n, each in enumerate(paper["requirements"]))
    session.flush()
    return job


def _stored_requirement(job: str, position: int, paper: JSON) -> Requirement:
    level = paper["levelAsked"] or {}
    return Requirement(
        id=str(uuid4()),
        job=job,
        position=position,
        item_uri=paper["cfItemUri"],
        code=paper["code"],
        title=paper["title"],
        statement=paper["statement"],
        importance=paper["importance"],
        must_have=paper["mustHave"],
        level_rank=level.get("rank"),
        level_name=level.get("name", ""),
        level_uri=level.get("levelUri", ""),
        level_words=level.get("description", ""),
        reason=paper.get("reason", ""),
    )
