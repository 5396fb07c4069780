"""Make the parts of a framework for a source that has no identifiers or addresses of its own.

Identifiers are uuid5 of the source's name, the kind of thing and its code, so that the same source gives the
same framework at every import.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from credentials.standards.vc import timestamp
from skills.case import Notice, Package, label
from skills.case.package import JSON


@dataclass(frozen=True)
class Mint:
    """Make things with identifier, address and date: `base` is the origin, `source` names the source."""

    base: str
    source: str
    when: str

    @classmethod
    def of(cls, source: str, *, base: str, now: datetime) -> Mint:
        """Open a mint for one source."""
        return cls(base.rstrip("/"), source, timestamp(now))

    def named(self, *name: str) -> JSON:
        """Make the members that everything in CASE has."""
        identifier = str(uuid.uuid5(uuid.NAMESPACE_URL, "/".join((self.source, *name))))
        uri = f"{self.base}/uri/{identifier}"
        return {"identifier": identifier, "uri": uri, "lastChangeDateTime": self.when}


@dataclass
class Builder:
    """Collect the items and associations of one framework and put them together."""

    mint: Mint
    document: JSON
    types: dict[str, JSON] = field(default_factory=dict)
    items: dict[str, JSON] = field(default_factory=dict)  # by kind and code
    associations: list[JSON] = field(default_factory=list)
    criteria: list[JSON] = field(default_factory=list)
    concepts: list[JSON] = field(default_factory=list)

    @classmethod
    def begin(cls, mint: Mint, *, title: str, creator: str, **members: str) -> Builder:
        """Begin a framework with its document; members without words are left out."""
        head = {"caseVersion": "1.1", "creator": creator, "title": title, "adoptionStatus": "Implemented"}
        told = {name: value for name, value in members.items() if value}
        return cls(mint, {**mint.named("document"), **head, **told})

    def item(self, kind: str, code: str, statement: str, *, name: str = "", **members: object) -> JSON:
        """Add an item of a kind; `name` identifies it where a code does not; empty members are left out."""
        named = self.mint.named("item", kind, name or code)
        item: JSON = {**named, "fullStatement": statement}
        if code:
            item["humanCodingScheme"] = code
        if kind:
            item_type = self._type(kind)
            item["CFItemType"] = kind
            item["CFItemTypeURI"] = {part: item_type[part] for part in ("title", "identifier", "uri")}
        item |= {member: value for member, value in members.items() if value}
        self.items[f"{kind}/{name or code}"] = item
        return item

    def _type(self, kind: str) -> JSON:
        if kind not in self.types:
            number = str(len(self.types) + 1)
            words = {"title": kind, "description": kind, "hierarchyCode": number}
            self.types[kind] = {**self.mint.named("type", kind), **words}
        return self.types[kind]

    def link(self, origin: JSON, kind: str, destination: JSON, number: int | None = None) -> None:
        """Add an association of two things."""
        self.associations.append(
            {
                **self.mint.named("association", origin["identifier"], kind, destination["identifier"]),
                "associationType": kind,
                "originNodeURI": generic_link(origin),
                "destinationNodeURI": generic_link(destination),
                **({} if number is None else {"sequenceNumber": number}),
            }
        )

    def levels(self, item: JSON, descriptions: Iterable[tuple[str, str, int]]) -> None:
        """Describe the levels of an item: name, description and position of each."""
        named = self.mint.named("criterion", item["identifier"])
        levels = [
            {
                **self.mint.named("level", item["identifier"], name),
                "quality": name,
                "description": text,
                "score": position,
                "position": position,
                "rubricCriterionId": named["identifier"],
            }
            for name, text, position in descriptions
        ]
        if levels:
            link = {**plain_link(item)}
            position = len(self.criteria) + 1
            words = {"description": label(item)[:200], "CFItemURI": link, "position": position}
            self.criteria.append({**named, **words, "CFRubricCriterionLevels": levels})

    def concept(self, title: str, description: str) -> None:
        """Add a concept that the framework explains."""
        code = str(len(self.concepts) + 1)
        words = {"title": title, "hierarchyCode": code, "description": description}
        self.concepts.append({**self.mint.named("concept", title), **words})

    def package(self, notices: Iterable[Notice] = ()) -> Package:
        """Put the framework together."""
        definitions = {"CFConcepts": self.concepts, "CFItemTypes": list(self.types.values())}
        return Package(
            document=self.document,
            items=tuple(self.items.values()),
            associations=tuple(self.associations),
            definitions={name: things for name, things in definitions.items() if things},
            rubrics=tuple(self._rubrics()),
            notices=tuple(notices),
        )

    def _rubrics(self) -> Iterable[JSON]:
        if self.criteria:
            named = self.mint.named("rubric")
            whole = {"title": f"Levels of {self.document['title']}"}
            criteria = [{**criterion, "rubricId": named["identifier"]} for criterion in self.criteria]
            yield {**named, **whole, "CFRubricCriteria": criteria}


def plain_link(thing: Mapping[str, str]) -> JSON:
    """Make a LinkURI to an item or a document."""
    title = thing.get("title") or f"{thing.get('humanCodingScheme', '')} {label(dict(thing))}".strip()
    return {"title": title[:200], "identifier": thing["identifier"], "uri": thing["uri"]}


def generic_link(thing: Mapping[str, str]) -> JSON:
    """Make a LinkGenURI to an item or a document."""
    return {**plain_link(thing), "targetType": "CASE"}
