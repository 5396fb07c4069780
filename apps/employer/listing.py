"""List the applications for a job in bands: every figure, but no path, so that thousands are listed soon."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session

from employer.applying import applications_for
from employer.evidence import evidence_of
from employer.issuers import trusted_issuers
from employer.jobs import requirements_of
from employer.matching import USUAL, requirement_of, settings_for
from employer.records import Application, Job
from employer.screening import screened
from skills.graph import Graph
from skills.scoring import JobScorer, Score

BANDS = {"strong": "a strong match", "partial": "a partial match", "emerging": "an emerging match"}


@dataclass(frozen=True)
class Listed:
    """How an application compares with its job, in figures."""

    application: Application
    score: Score
    credentials: int
    not_counted: int

    @property
    def must_haves(self) -> int:
        """Count the must-haves of the job."""
        return sum(row.requirement.must_have for row in self.score.job.rows)

    @property
    def must_haves_met(self) -> int:
        """Count the must-haves that are met."""
        return self.must_haves - len(self.score.missing_must_haves)


def list_applications(session: Session, job: Job, graph: Graph) -> list[Listed]:
    """Score every application for a job that came with credentials."""
    applications = applications_for(session, job.id)
    if not applications:
        return []
    settings, trusted = settings_for(USUAL), trusted_issuers(session)
    scorer = JobScorer(map(requirement_of, requirements_of(session, job.id)), graph, settings)
    listed = []
    for application in applications:
        presented = screened(session, application.code)
        evidence = evidence_of(presented, graph, trusted_issuers=trusted)
        refused = sum(piece.refusal(settings) is not None for piece in evidence)
        listed.append(Listed(application, scorer.score(evidence), len(presented), refused))
    return listed


def in_bands(job: Job, listed: Sequence[Listed]) -> dict[str, list[Listed]]:
    """Sort applications into bands; in a band those with every must-have come first, then the job's lot."""

    def place(one: Listed) -> tuple[bool, str]:
        drawn = hashlib.sha256(f"{job.lot} {one.application.code}".encode()).hexdigest()
        return bool(one.score.missing_must_haves), drawn

    ordered = sorted(listed, key=place)
    return {band: [one for one in ordered if one.score.band == band] for band in BANDS}
