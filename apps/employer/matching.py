"""Match an application with what its job asks, and say each step of each way in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from sqlmodel import Session, col, select

from credentials.verifying import TrustedIssuer
from employer.blinding import NOTHING_HIDDEN, Mask, mask_of
from employer.evidence import evidence_of
from employer.issuers import trusted_issuers
from employer.jobs import requirements_of
from employer.records import Application
from employer.records import Requirement as Asked
from employer.screening import Screened, screened
from institution.crosswalks.adopting import integrated_documents
from institution.frameworks import all_frameworks, package_of
from institution.records import Framework
from skills.evidence import Evidence, Requirement
from skills.graph import Graph
from skills.matching import Match, match
from skills.recomputing import digest_of
from skills.settings import Settings

JSON = dict[str, Any]
SETTINGS = (0, 25, 50)
USUAL = 50


class Graphs:
    """Keep the graph of the frameworks in memory until one of them changes."""

    def __init__(self) -> None:
        self._key: tuple[Any, ...] | None = None
        self._graph = Graph([])
        self._digests: dict[str, str] | None = None

    def current(self, session: Session) -> Graph:
        """Give the graph of every framework that is kept here, but for those that say links once more."""
        stands = select(Framework.identifier, Framework.brought_at).order_by(col(Framework.position))
        key = tuple(tuple(row) for row in session.exec(stands))
        if key != self._key:
            again = integrated_documents(session)
            kept = [one for one in all_frameworks(session) if one.identifier not in again]
            packages = [package_of(session, framework) for framework in kept]
            self._graph, self._key, self._digests = Graph(packages), key, None
        return self._graph

    def digests(self, session: Session) -> Mapping[str, str]:
        """Give the digest of every framework that is kept here, by its address."""
        packages = self.current(session).packages
        if self._digests is None:
            self._digests = {package.uri: digest_of(package) for package in packages}
        return self._digests


@dataclass(frozen=True)
class Appraisal:
    """How an application compares with its job, at one setting, with all that it rests on."""

    application: Application
    match: Match
    asked: tuple[Asked, ...]
    screened: tuple[Screened, ...]
    evidence: tuple[Evidence, ...]
    trusted_issuers: Mapping[str, TrustedIssuer]
    related: int
    mask: Mask = NOTHING_HIDDEN

    @property
    def must_haves(self) -> int:
        """Count the must-haves of the job."""
        return sum(row.requirement.must_have for row in self.match.requirements)

    @property
    def must_haves_met(self) -> int:
        """Count the must-haves that are met."""
        return self.must_haves - len(self.match.missing_must_haves)

    @property
    def gained(self) -> Fraction:
        """Give what related links add to the score."""
        return self.match.score - self.match.exact_score

    def credential(self, evidence: str) -> Screened:
        """Give the credential behind a piece of evidence."""
        return next(one for one in self.screened if one.record.id == evidence)

    def listed_reason(self, evidence: str) -> str:
        """Give the reason why the issuer of a piece of evidence is on the list; empty while it is hidden."""
        if self.mask.hides:
            return ""
        listing = self.trusted_issuers.get(self.credential(evidence).report.issuer)
        return listing.reason if listing else ""


def settings_for(related: int) -> Settings:
    """Give the weights at a setting of 0 to 50 percent: at 0 only exact matches and parts count.

    What is less than exact in another way, a later course or a named whole, moves with it in proportion.
    """
    usual = Settings()
    share = Fraction(related, USUAL)
    return Settings(
        related=usual.related * share, earlier=usual.earlier * share, implied=usual.implied * share
    )


def appraise(
    session: Session,
    application: Application,
    graph: Graph,
    *,
    related: int = USUAL,
    presented: Sequence[Screened] | None = None,
) -> Appraisal:
    """Match what was presented with an application against its job; `presented` may be masked."""
    asked = tuple(requirements_of(session, application.job))
    trusted = trusted_issuers(session)
    seen = tuple(screened(session, application.code) if presented is None else presented)
    evidence = tuple(evidence_of(seen, graph, trusted_issuers=trusted))
    found = match([requirement_of(one) for one in asked], evidence, graph, settings_for(related))
    return Appraisal(application, found, asked, seen, evidence, trusted, related, mask_of(seen))


def requirement_of(asked: Asked) -> Requirement:
    """Read a requirement of a job for the match."""
    return Requirement(
        id=f"R{asked.position + 1}",
        uri=asked.item_uri,
        title=asked.title,
        importance=asked.importance,
        must_have=asked.must_have,
        level_asked=asked.level_rank,
        level_name=asked.level_name,
    )
