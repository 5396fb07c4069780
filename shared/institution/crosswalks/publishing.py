"""Publish as CASE what our people decided, and what both sides agreed on, under our signature."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session, col, delete, func, select, update

from credentials.issuing import issue
from credentials.proofs.dids import Resolve
from credentials.proofs.jcs import canonical_json
from credentials.proofs.keys import SigningKey
from credentials.standards import endorsements, openbadges
from credentials.standards.vc import timestamp
from institution.crosswalks.beginning import own_identifier
from institution.crosswalks.guarding import sound
from institution.crosswalks.records import Crosswalk, LinkDecision, TheirDecision
from institution.crosswalks.signing_off import ours_as_json
from institution.crosswalks.standing import NOT_RELATED, REJECTED, Pair, Standing
from institution.records import Association, Framework
from webapp.site import Site
from webapp.words import without_sample

JSON = dict[str, Any]
Links = Mapping[int, JSON]  # by their place: that of the decision
DECISIONS, AGREED = "Crosswalk decisions", "Crosswalk"


@dataclass(frozen=True)
class Publisher:
    """The institution that publishes, and the key it signs with."""

    origin: str
    name: str
    did: str
    key: SigningKey
    resolve: Resolve


def publisher_of(site: Site) -> Publisher:
    """Give the institution of a site as the one that publishes."""
    return Publisher(site.origin, site.name, site.did, site.key, site.peers.resolve)


def publish(session: Session, crosswalk: Crosswalk, *, publisher: Publisher, now: datetime) -> Standing:
    """Bring the two published documents in line with what was decided."""
    _lock(session, crosswalk)
    standing = Standing(session, crosswalk)
    writer = _Writer(crosswalk, publisher)
    if crosswalk.partner:
        told = writer.decided(standing.of("ours", "agreed", "conflict"))
        document = writer.decisions_document(ours_as_json(session, crosswalk))
        _keep(session, document, told, publisher, now)
    agreed_document = writer.agreed_document(crosswalk.version + 1)
    agreed = sound(session, agreed_document, writer.agreed(standing.of("agreed")))
    kept = _keep(session, agreed_document, agreed, publisher, now)
    if kept is not None:
        crosswalk.version += 1
        crosswalk.agreement = _agreement(crosswalk, kept, agreed, publisher, now) if agreed else {}
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


def _keep(
    session: Session, document: JSON, links: Links, publisher: Publisher, now: datetime
) -> Framework | None:
    """Write what changed of a document of ours, and give it; None where nothing did."""
    framework = session.get(Framework, document["identifier"])
    if framework is None and not links:
        return None
    query = select(Association).where(Association.framework == document["identifier"])
    stored = {row.identifier: row for row in session.exec(query)}
    wanted = {body["identifier"]: (position, body) for position, body in links.items()}
    changed = {name for name, (_, body) in wanted.items() if name not in stored or stored[name].body != body}
    gone = set(stored) - set(wanted)
    if framework is not None and not changed and not gone and _same(framework.document, document):
        return None
    dated = document | {"lastChangeDateTime": timestamp(now)}
    if framework is None:
        framework = _new(session, dated, publisher, now)
    else:
        framework.document, framework.title = dated, dated["title"]
        # Who keeps something made of the frameworks looks at this moment: no two changes have the same.
        framework.brought_at = max(now, framework.brought_at + timedelta(microseconds=1))
    session.add(framework)
    session.flush()
    session.execute(delete(Association).where(col(Association.identifier).in_(changed | gone)))
    for name in sorted(changed, key=lambda name: wanted[name][0]):
        session.add(_row(framework, *wanted[name]))
    session.flush()
    return framework


def _same(stored: JSON, document: JSON) -> bool:
    """Tell whether a document says the same, but for its version and the moment of its last change."""
    return {name: stored.get(name) for name in document if name != "version"} == {
        name: value for name, value in document.items() if name != "version"
    }


def _new(session: Session, document: JSON, publisher: Publisher, now: datetime) -> Framework:
    return Framework(
        identifier=document["identifier"],
        uri=document["uri"],
        title=document["title"],
        own=True,
        source="Decided here",
        document=document,
        definitions={},
        rubrics=[],
        others={},
        stated=["CFAssociations"],
        position=session.exec(select(func.count()).select_from(Framework)).one(),
        brought_by=publisher.name,
        brought_at=now,
    )


def _row(framework: Framework, position: int, body: JSON) -> Association:
    return Association(
        identifier=body["identifier"],
        framework=framework.identifier,
        kind=body["associationType"],
        origin_uri=body["originNodeURI"]["uri"],
        destination_uri=body["destinationNodeURI"]["uri"],
        position=position,
        body=body,
    )


def digest_of(document: JSON, associations: Sequence[JSON]) -> str:
    """Give the sha256 of a crosswalk's CFPackage in canonical JSON."""
    package = {"CFDocument": document, "CFAssociations": list(associations)}
    return hashlib.sha256(canonical_json(package)).hexdigest()


def _agreement(
    crosswalk: Crosswalk, framework: Framework, agreed: Links, publisher: Publisher, now: datetime
) -> JSON:
    """Sign for this institution: this version, with so many links, of this very text."""
    digest = digest_of(framework.document, [agreed[position] for position in sorted(agreed)])
    comment = f"Version {crosswalk.version}, {len(agreed)} links, sha256 of the CFPackage: {digest}"
    unsigned = endorsements.endorsement(
        id=f"{publisher.origin}/crosswalks/{crosswalk.id}/agreement",
        name=f"Agreement of {publisher.name}",
        issuer=openbadges.profile(id=publisher.did, name=publisher.name),
        subject=endorsements.endorsement_subject(id=framework.uri, comment=comment),
        valid_from=now,
    )
    return issue(unsigned, key=publisher.key, now=now)
