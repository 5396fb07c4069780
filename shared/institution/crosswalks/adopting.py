"""Publish both frameworks as one: a draft once somebody signed the links, adopted once everybody did.

What was adopted stays as it was signed. When the links change afterwards it says that it is out of force, and
that until both sign anew.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, delete, insert, select

from credentials.standards.vc import timestamp
from institution.crosswalks.integrating import Matrix, digest_of_links, integrate
from institution.crosswalks.keeping import new_framework, restate
from institution.crosswalks.records import Crosswalk, SignOff
from institution.crosswalks.signing import Publisher, digest_of, signature
from institution.crosswalks.signing_off import sign_offs
from institution.crosswalks.standing import Standing
from institution.crosswalks.trees import Trees
from institution.crosswalks.weaving import Weaver, retired, settled
from institution.frameworks import items_of, package_of
from institution.records import Association, Framework, Item
from institution.storing import association_rows, item_rows
from institution.versions import archive
from webapp.words import without_sample

JSON = dict[str, Any]
INTEGRATED = "Integrated framework"
DRAFT, ADOPTED, DEPRECATED = "Draft", "Implemented", "Deprecated"


def adopt(
    session: Session,
    crosswalk: Crosswalk,
    standing: Standing,
    agreed: Iterable[JSON],
    *,
    publisher: Publisher,
    now: datetime,
) -> None:
    """Bring the integrated framework in line with who signed the links as they stand now."""
    digest = digest_of_links(standing)
    signed = [one for one in sign_offs(session, crosswalk) if one.links == digest]
    framework = session.get(Framework, crosswalk.integrated_document)
    if not signed and framework is None:
        return
    adopter = _Adopter(session, crosswalk, publisher, now)
    status = adopter.status(signed, framework)
    stamp = {"links": digest, "signedBy": adopter.people(signed)}
    if framework is not None and (status == DEPRECATED or _says(framework, stamp)):
        if framework.status != status:
            adopter.restate(framework, status)
    else:
        adopter.write(framework, standing, agreed, status, stamp)


def integrated_documents(session: Session) -> frozenset[str]:
    """List the frameworks of ours that are written by what is signed: they say nothing that no link says."""
    return frozenset(session.exec(select(Crosswalk.integrated_document)))


def _says(framework: Framework, stamp: JSON) -> bool:
    """Tell whether a framework says the same links, signed by the same people."""
    said = framework.document["extensions"]["integrated"]
    return all(said.get(name) == value for name, value in stamp.items())


@dataclass(frozen=True)
class _Adopter:
    session: Session
    crosswalk: Crosswalk
    publisher: Publisher
    now: datetime

    def status(self, signed: Sequence[SignOff], framework: Framework | None) -> str:
        if len(signed) == (2 if self.crosswalk.partner else 1):
            return ADOPTED
        was_adopted = framework is not None and framework.status in (ADOPTED, DEPRECATED)
        return DEPRECATED if was_adopted else DRAFT

    def people(self, signed: Sequence[SignOff]) -> list[JSON]:
        """Name who signed, the outcomes' side first, so that both institutions write the same."""
        ordered = sorted(signed, key=lambda one: one.ours != (self.crosswalk.ours == "origin"))
        names = ("name", "role", "institution", "date")
        return [{name: getattr(one, name) for name in names} for one in ordered]

    def restate(self, framework: Framework, status: str) -> None:
        """Change nothing but the status: what was signed stays as it is."""
        people = framework.document["extensions"]["integrated"]["signedBy"]
        restate(framework, framework.document | self._stated(status, people), self.now)
        self.session.flush()
        self._sign(framework)

    def write(
        self,
        framework: Framework | None,
        standing: Standing,
        agreed: Iterable[JSON],
        status: str,
        stamp: JSON,
    ) -> None:
        """Write what is agreed now in place of what was signed before."""
        ends = self.crosswalk.origin, self.crosswalk.destination
        sides = [found for end in ends if (found := self.session.get(Framework, end["identifier"]))]
        if len(sides) < len(ends):
            return  # the copy of the partner's is not here yet: it is written at the next look
        matrix = integrate(standing, *(Trees(self.session, side, {}) for side in sides))
        number = 1 if framework is None else framework.number + (framework.status != DRAFT)
        document = self._document(matrix, stamp, number) | self._stated(status, stamp["signedBy"])
        weaver = Weaver(document, origin=self.publisher.origin, crosswalk=self.crosswalk.id, now=self.now)
        weaver.weave(matrix, agreed, {item.uri: item.body for item in items_of(self.session, sides[1])})
        self._sign(self._store(framework, document, weaver))

    def _document(self, matrix: Matrix, stamp: JSON, number: int) -> JSON:
        titles = self.crosswalk.origin["title"], self.crosswalk.destination["title"]
        outcomes, competencies = map(without_sample, titles)
        houses = [without_sample(self.publisher.name), self.crosswalk.partner]
        numbers = {
            "total": matrix.total,
            "outcomes": len({pair.origin["uri"] for pair in matrix.pairs}),
            "competencies": len({pair.destination["uri"] for pair in matrix.pairs}),
            "taughtNotAsked": len(matrix.taught_not_asked),
            "askedNotTaught": len(matrix.asked_not_taught),
        }
        return {
            "identifier": self.crosswalk.integrated_document,
            "uri": f"{self.publisher.origin}/uri/{self.crosswalk.integrated_document}",
            "creator": " and ".join(
                filter(None, houses if self.crosswalk.ours == "origin" else houses[::-1])
            ),
            "title": f"Integrated: {titles[0]} and {titles[1]}",
            "publisher": self.publisher.name,
            "frameworkType": INTEGRATED,
            "caseVersion": "1.1",
            "language": "en",
            "description": f"{matrix.total} agreed links: {numbers['outcomes']} of “{outcomes}” answer "
            f"{numbers['competencies']} of “{competencies}”.",
            "version": str(number),
            "extensions": {
                "crosswalk": {
                    side: dict(getattr(self.crosswalk, side)) for side in ("origin", "destination")
                },
                "integrated": {**stamp, **numbers},
            },
        }

    def _stated(self, status: str, people: Sequence[JSON]) -> JSON:
        return {
            "notes": self._notes(status, people),
            "adoptionStatus": status,
            "statusStartDate": self.now.date().isoformat(),
            "lastChangeDateTime": timestamp(self.now),
        }

    def _notes(self, status: str, people: Sequence[JSON]) -> str:
        names = " and ".join(f"{one['name']}, {one['role']}, {one['institution']}" for one in people)
        if status == DRAFT:
            waits = "It is adopted once both institutions have signed the same links."
            return f"Signed so far by {names}. {waits}" if names else waits
        signed = f"Signature of {without_sample(self.publisher.name)}: {self._address}"
        if status == DEPRECATED:
            return f"The links changed after this was signed by {names}. {signed}"
        return f"Signed by {names}. {signed}"

    @property
    def _address(self) -> str:
        return f"{self.publisher.origin}/crosswalks/{self.crosswalk.id}/integrated/signature"

    def _store(self, framework: Framework | None, document: JSON, weaver: Weaver) -> Framework:
        items, associations = weaver.items, weaver.associations
        if framework is None:
            stated = ("CFItems", "CFAssociations")
            framework = new_framework(self.session, document, self.publisher, self.now, stated=stated)
            self.session.add(framework)
        else:
            stored = package_of(self.session, framework)
            items = settled(items, stored.items)
            associations = settled(associations, stored.associations)
            if framework.status != DRAFT:
                archive(self.session, framework)
                framework.number += 1
                for item, places in retired(items, stored.items, stored.associations, self.now):
                    items.append(item)
                    associations += places
            restate(framework, document, self.now)
        self.session.flush()
        for table, rows in (
            (Item, item_rows(framework.identifier, items)),
            (Association, association_rows(framework.identifier, associations)),
        ):
            self.session.execute(delete(table).where(col(table.framework) == framework.identifier))
            if rows:
                self.session.execute(insert(table), rows)
        return framework

    def _sign(self, framework: Framework) -> None:
        """Sign for this institution what it publishes, unless it is but a draft."""
        if framework.status == DRAFT:
            return
        package = package_of(self.session, framework)
        total = package.document["extensions"]["integrated"]["total"]
        digest = digest_of(package.document, package.associations, package.items)
        self.crosswalk.adoption = signature(
            self.publisher,
            address=self._address,
            subject=framework.uri,
            comment=f"Version {framework.number}, {framework.status}, {total} links, "
            f"sha256 of the CFPackage: {digest}",
            now=self.now,
        )
