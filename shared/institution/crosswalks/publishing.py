"""Publish as CASE what our people decided, and what both sides agreed on, under our signature."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, update

from credentials.standards.vc import timestamp
from institution.crosswalks.adopting import adopt
from institution.crosswalks.beginning import own_identifier
from institution.crosswalks.guarding import sound
from institution.crosswalks.keeping import Links, keep
from institution.crosswalks.records import Crosswalk, LinkDecision, TheirDecision
from institution.crosswalks.signing import Publisher, digest_of, signature
from institution.crosswalks.signing_off import ours_as_json
from institution.crosswalks.standing import NOT_RELATED, REJECTED, Pair, Standing
from institution.records import Framework
from webapp.words import without_sample

JSON = dict[str, Any]
DECISIONS, AGREED = "Crosswalk decisions", "Crosswalk"


def publish(session: Session, crosswalk: Crosswalk, *, publisher: Publisher, now: datetime) -> Standing:
    """Bring what is published in line with what was decided and signed."""
    _lock(session, crosswalk)
    if not crosswalk.integrated_document:
        crosswalk.integrated_document = own_identifier(publisher.origin, crosswalk.id, "integrated")
    standing = Standing(session, crosswalk)
    writer = _Writer(crosswalk, publisher)
    if crosswalk.partner:
        told = writer.decided(standing.of("ours", "agreed", "conflict"))
        document = writer.decisions_document(ours_as_json(session, crosswalk, origin=publisher.origin))
        keep(session, document, told, publisher, now)
    agreed_document = writer.agreed_document(crosswalk.version + 1)
    agreed = sound(session, agreed_document, writer.agreed(standing.of("agreed")))
    kept = keep(session, agreed_document, agreed, publisher, now)
    if kept is not None:
        crosswalk.version += 1
        crosswalk.agreement = _agreement(crosswalk, kept, agreed, publisher, now) if agreed else {}
    adopt(session, crosswalk, standing, agreed.values(), publisher=publisher, now=now)
    session.flush()
    return standing


def _lock(session: Session, crosswalk: Crosswalk) -> None:
    """Let one writer at a time compute what is published, from what the one before it left."""
    session.flush()
    session.execute(
        update(Crosswalk).where(col(Crosswalk.id) == crosswalk.id).values(position=col(Crosswalk.position))
    )
    session.refresh(crosswalk)


@dataclass(frozen=True)
class _Writer:
    crosswalk: Crosswalk
    publisher: Publisher

    def decided(self, pairs: Iterable[Pair]) -> Links:
        """Write decisions of our people; a rejection only leaves the house as an answer to a proposal."""
        return {
            decision.id or 0: self._association(
                pair, NOT_RELATED if decision.kind == REJECTED else decision.kind, "decisions"
            )
            | ({"notes": decision.note} if decision.note else {})
            | self._confirmed(decision, [self._ours(decision)])
            for pair in pairs
            if (decision := pair.ours) is not None
        }

    def agreed(self, pairs: Iterable[Pair]) -> Links:
        """Write what both sides decided alike."""
        links = {}
        for pair in pairs:
            if (decision := pair.ours) is None:
                continue
            both = [decision, pair.theirs] if self.crosswalk.ours == "origin" else [pair.theirs, decision]
            sides = [one for one in both if one is not None]
            people = [self._ours(s) if isinstance(s, LinkDecision) else _theirs(s) for s in sides]
            notes = "\n".join(dict.fromkeys(side.note for side in sides if side.note))
            # Of two words for being a part, that of the outcomes' side.
            links[decision.id or 0] = (
                self._association(pair, sides[0].kind, "agreed", decision.agreed_as)
                | ({"notes": notes} if notes else {})
                | self._confirmed(decision, people)
            )
        return links

    def _confirmed(self, decision: LinkDecision, people: list[JSON]) -> JSON:
        return {
            "lastChangeDateTime": timestamp(decision.decided_at),
            "extensions": {"confirmedBy": people},
        }

    def _ours(self, decision: LinkDecision) -> JSON:
        return {
            "name": decision.decided_by,
            "role": decision.role,
            "institution": without_sample(self.publisher.name),
            "date": decision.decided_at.date().isoformat(),
        }

    def _association(self, pair: Pair, kind: str, document: str, named: str = "") -> JSON:
        names = (self.crosswalk.id, document, pair.origin["uri"], pair.destination["uri"])
        identifier = named or own_identifier(self.publisher.origin, *names)
        return {
            "identifier": identifier,
            "uri": f"{self.publisher.origin}/uri/{identifier}",
            "associationType": kind,
            "originNodeURI": dict(pair.origin),
            "destinationNodeURI": dict(pair.destination),
        }

    def decisions_document(self, signed: Mapping[str, Any]) -> JSON:
        """Describe the document of what our people decided."""
        ours, theirs = self.publisher.name, self.crosswalk.partner
        document = self._document(self.crosswalk.decisions_document)
        return document | {
            "extensions": {**document["extensions"], "agreement": self._agreement, **signed},
            "frameworkType": DECISIONS,
            "title": f"Decisions of {ours}: {self.crosswalk.title}",
            "description": f"Links that {ours} proposes to {theirs} or confirmed, and proposals it refuses. "
            "A link counts only once both have confirmed it: then it stands in the crosswalk.",
            "adoptionStatus": "Draft",
        }

    def agreed_document(self, version: int) -> JSON:
        """Describe the document of what counts, and who stands behind it."""
        name, partner, far = self.publisher.name, self.crosswalk.partner, self.crosswalk.far["title"]
        both = f"people of {name} and of {partner}, each under their own name"
        alone = f"people of {name} alone, under their own names; the publisher of “{far}” took no part"
        return self._document(self.crosswalk.agreed_document) | {
            "frameworkType": AGREED,
            "title": self.crosswalk.title,
            "description": f"Links confirmed by {both if partner else alone}.",
            "version": str(version),
            "adoptionStatus": "Implemented",
            "notes": f"Signed by {name}: {self._agreement}",
        }

    @property
    def _agreement(self) -> str:
        return f"{self.publisher.origin}/crosswalks/{self.crosswalk.id}/agreement"

    def _document(self, identifier: str) -> JSON:
        ends = {side: dict(getattr(self.crosswalk, side)) for side in ("origin", "destination")}
        return {
            "identifier": identifier,
            "uri": f"{self.publisher.origin}/uri/{identifier}",
            "creator": self.publisher.name,
            "publisher": self.publisher.name,
            "caseVersion": "1.1",
            "language": "en",
            "extensions": {"crosswalk": ends},
        }


def _theirs(decision: TheirDecision) -> JSON:
    return {
        "name": decision.decided_by,
        "role": decision.role,
        "institution": decision.institution,
        "date": decision.date,
    }


def _agreement(
    crosswalk: Crosswalk, framework: Framework, agreed: Links, publisher: Publisher, now: datetime
) -> JSON:
    """Sign for this institution: this version, with so many links, of this very text."""
    digest = digest_of(framework.document, [agreed[position] for position in sorted(agreed)])
    return signature(
        publisher,
        address=f"{publisher.origin}/crosswalks/{crosswalk.id}/agreement",
        subject=framework.uri,
        comment=f"Version {crosswalk.version}, {len(agreed)} links, sha256 of the CFPackage: {digest}",
        now=now,
    )
