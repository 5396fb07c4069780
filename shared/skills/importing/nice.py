"""NIST's NICE Framework, as NIST publishes it in CPRT JSON, turned into a CASE package.

Identifiers are uuid5 of NIST's own names, so that the same release gives the same identifiers at every site
and at every import. Statements are taken over word for word.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from credentials.standards.vc import timestamp
from skills.case import FrameworkError, Notice, Package, Problem, label
from skills.case.package import JSON
from skills.case.values import found

ITEM_TYPES = {
    "category": ("Category", "A group of work roles."),
    "work_role": ("Work role", "A grouping of work for which someone is responsible."),
    "competency_area": ("Competency area", "A cluster of related knowledge and skill."),
    "task": ("Task", "An activity directed toward an objective."),
    "knowledge": ("Knowledge", "A retrievable set of concepts."),
    "skill": ("Skill", "The capacity to perform an observable action."),
}
STATEMENTS = ("task", "knowledge", "skill")
CODES = ("opm_code", "sort")
_TEXTS = ("element_type", "element_identifier", "title", "text", "doc_identifier")
_ENDS = ("source_element_identifier", "dest_element_identifier")
_AT = "response.elements"


def is_nice(document: JSON) -> bool:
    """Tell whether a JSON object has the outer form of a CPRT publication."""
    response = document.get("response")
    elements = response.get("elements") if isinstance(response, dict) else None
    return isinstance(elements, dict) and {"documents", "elements", "relationships"} <= elements.keys()


def read_nice(document: JSON, *, base: str, now: datetime) -> Package:
    """Turn a CPRT publication of the NICE Framework into a CASE package with addresses under `base`."""
    source = _Source.read(document["response"]["elements"])
    mint = _Mint(base.rstrip("/"), source.document["doc_identifier"], timestamp(now))
    types = {kind: mint.item_type(n, kind) for n, kind in enumerate(ITEM_TYPES, start=1)}
    items = {e["element_identifier"]: mint.item(e, types, source.notes(e)) for e in source.elements}
    head = mint.document(source.document)
    return Package(
        document=head,
        items=tuple(items.values()),
        associations=tuple(_associations(source, items, head, mint)),
        definitions={"CFItemTypes": list(types.values())},
        notices=source.notices,
    )


@dataclass(frozen=True)
class _Source:
    """Hold what a CPRT publication says, once it was found to be whole."""

    document: JSON
    elements: list[JSON]
    targets: dict[str, list[JSON]]  # what an element relates to, by its identifier
    notices: tuple[Notice, ...]

    @classmethod
    def read(cls, published: JSON) -> _Source:
        problems: list[Problem] = []
        documents, elements, relationships = (
            _rows(published, name, texts, problems)
            for name, texts in (
                ("documents", ("doc_identifier", "name", "version")),
                ("elements", _TEXTS),
                ("relationships", _ENDS),
            )
        )
        if not problems and len(documents) != 1:
            problems.append(Problem(f"{_AT}.documents", f"found {len(documents)}, expected one publication"))
        by_identifier = (
            {element["element_identifier"]: element for element in elements} if not problems else {}
        )
        if not problems:
            problems += _inner_problems(elements, relationships, by_identifier)
        if problems:
            raise FrameworkError(problems)
        targets: dict[str, list[JSON]] = defaultdict(list)
        for relationship in relationships:
            source, target = (relationship[end] for end in _ENDS)
            targets[source].append(by_identifier[target])
        known = [element for element in elements if element["element_type"] in ITEM_TYPES]
        return cls(documents[0], known, targets, _unknown(elements))

    def related(self, element: JSON, *kinds: str) -> list[JSON]:
        """List what an element relates to, of some kinds, in the order of identifiers."""
        found = [t for t in self.targets.get(element["element_identifier"], ()) if t["element_type"] in kinds]
        return sorted(found, key=lambda target: str(target["element_identifier"]))

    def notes(self, element: JSON) -> str:
        """Say by which codes of the Office of Personnel Management a work role goes."""
        return ", ".join(
            f"OPM code {code['element_identifier']}" for code in self.related(element, "opm_code")
        )

    def order(self, element: JSON) -> tuple[str, str]:
        """Give the place among its fellows that the publication states, and else its identifier."""
        sorts = self.related(element, "sort")
        return (sorts[0]["title"] if sorts else "~", element["element_identifier"])


def _rows(published: JSON, name: str, texts: Iterable[str], problems: list[Problem]) -> list[JSON]:
    rows = published[name]
    if not isinstance(rows, list):
        problems.append(Problem(f"{_AT}.{name}", f"found {found(rows)}, expected a list"))
        return []
    for n, row in enumerate(rows):
        if not isinstance(row, dict):
            problems.append(Problem(f"{_AT}.{name}[{n}]", f"found {found(row)}, expected an object"))
            continue
        for text in texts:
            value: Any = row.get(text)
            if not isinstance(value, str):
                problems.append(
                    Problem(f"{_AT}.{name}[{n}].{text}", f"found {found(value)}, expected a text")
                )
    return rows


def _inner_problems(elements: list[JSON], relationships: list[JSON], known: dict[str, JSON]) -> list[Problem]:
    problems: list[Problem] = []
    first: dict[str, int] = {}
    for n, element in enumerate(elements):
        identifier = element["element_identifier"]
        if first.setdefault(identifier, n) != n:
            at = f"{_AT}.elements[{n}].element_identifier"
            problems.append(Problem(at, f"repeats {identifier} of elements[{first[identifier]}]"))
        if element["element_type"] in ITEM_TYPES and not (element["text"] or element["title"]).strip():
            problems.append(
                Problem(f"{_AT}.elements[{n}].text", f"is empty, and so is the title of {identifier}")
            )
    if not {element["element_type"] for element in elements} & {"work_role", *STATEMENTS}:
        reason = "found no work role, task, knowledge or skill: this is a CPRT publication other than NICE"
        problems.append(Problem(f"{_AT}.elements", reason))
    for n, relationship in enumerate(relationships):
        for end in _ENDS:
            if relationship[end] not in known:
                at = f"{_AT}.relationships[{n}].{end}"
                problems.append(
                    Problem(at, f"names {relationship[end]!r:.60}, which is not among the elements")
                )
    return problems


def _unknown(elements: list[JSON]) -> tuple[Notice, ...]:
    kinds: dict[str, int] = defaultdict(int)
    for element in elements:
        if element["element_type"] not in ITEM_TYPES and element["element_type"] not in CODES:
            kinds[element["element_type"]] += 1
    return tuple(
        Notice(f"{_AT}.elements", f"left out {count} of the unknown type {kind!r:.60}")
        for kind, count in kinds.items()
    )


@dataclass(frozen=True)
class _Mint:
    """Make things with identifier, address and date."""

    base: str
    release: str
    when: str

    def named(self, *name: str) -> JSON:
        """Make the members that everything in CASE has."""
        identifier = str(uuid.uuid5(uuid.NAMESPACE_URL, "/".join(("urn:nist:cprt", self.release, *name))))
        uri = f"{self.base}/uri/{identifier}"
        return {"identifier": identifier, "uri": uri, "lastChangeDateTime": self.when}

    def document(self, published: JSON) -> JSON:
        """Make the document of the release."""
        website = published.get("website")
        return {
            **self.named("document"),
            "caseVersion": "1.1",
            "creator": "National Institute of Standards and Technology",
            "title": published["name"],
            "publisher": "National Institute of Standards and Technology",
            **({"officialSourceURL": website} if isinstance(website, str) and website else {}),
            "language": "en",
            "version": published["version"],
            "adoptionStatus": "Implemented",
            "notes": "Converted from NIST's publication; every statement is NIST's, word for word.",
        }

    def item_type(self, number: int, kind: str) -> JSON:
        """Make the definition of a type of item."""
        title, description = ITEM_TYPES[kind]
        named = self.named("type", kind)
        return {**named, "title": title, "description": description, "hierarchyCode": str(number)}

    def item(self, element: JSON, types: dict[str, JSON], notes: str) -> JSON:
        """Make the item of an element."""
        item_type = types[element["element_type"]]
        short = {"abbreviatedStatement": element["title"]} if element["title"] and element["text"] else {}
        return {
            **self.named("item", element["element_identifier"]),
            "fullStatement": element["text"] or element["title"],
            **short,
            "humanCodingScheme": element["element_identifier"],
            "CFItemType": item_type["title"],
            "CFItemTypeURI": {name: item_type[name] for name in ("title", "identifier", "uri")},
            "language": "en",
            **({"notes": notes} if notes else {}),
        }

    def association(self, origin: JSON, kind: str, destination: JSON, number: int) -> JSON:
        """Make the association of two things."""
        return {
            **self.named("association", origin["identifier"], kind, destination["identifier"]),
            "associationType": kind,
            "originNodeURI": _link(origin),
            "destinationNodeURI": _link(destination),
            "sequenceNumber": number,
        }


def _link(thing: JSON) -> JSON:
    title = thing.get("title") or thing["humanCodingScheme"]
    if "abbreviatedStatement" in thing:
        title = f"{title} {label(thing)}"
    return {"title": title, "identifier": thing["identifier"], "uri": thing["uri"], "targetType": "CASE"}


def _associations(source: _Source, items: dict[str, JSON], head: JSON, mint: _Mint) -> Iterable[JSON]:
    """Yield the tree (categories over work roles) and what each work role is made of."""
    placed: set[str] = set()
    for element in sorted(source.elements, key=source.order):
        own = items[element["element_identifier"]]
        for kind, association in (("work_role", "isChildOf"), (STATEMENTS, "isPartOf")):
            kinds = (kind,) if isinstance(kind, str) else kind
            for n, part in enumerate(sorted(source.related(element, *kinds), key=source.order), start=1):
                placed.add(part["element_identifier"])
                yield mint.association(items[part["element_identifier"]], association, own, n)
    roots = [element for element in source.elements if element["element_identifier"] not in placed]
    for n, element in enumerate(sorted(roots, key=source.order), start=1):
        yield mint.association(items[element["element_identifier"]], "isChildOf", head, n)
