"""Find what a permanent address of this institution names: an item, a document, a link, a level and so on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session

from exchange.case_api.library import BASE, DEFINITIONS
from institution import outcomes
from institution.frameworks import all_frameworks
from institution.outcomes import Link
from institution.records import Association, Framework, Item

JSON = dict[str, Any]

OUT_OF_USE = ("Retired", "Deprecated")
LEVEL, CRITERION = "CFRubricCriterionLevel", "CFRubricCriterion"


@dataclass(frozen=True)
class Addressed:
    """Something with a permanent address, and where machines read it."""

    kind: str
    body: JSON
    framework: Framework
    collection: str
    sourced_id: str

    @property
    def machine_path(self) -> str:
        """Give the path of the CASE endpoint that answers with it or with the rubric it belongs to."""
        return f"{BASE}/{self.collection}/{self.sourced_id}"


def find(session: Session, identifier: str) -> Addressed | None:
    """Find what an identifier names among what this institution publishes."""
    item = session.get(Item, identifier)
    association = session.get(Association, identifier) if item is None else None
    row = item or association
    if row is not None:
        framework = session.get(Framework, row.framework)
        if framework is None or not framework.own:
            return None
        kind = "CFItem" if item else "CFAssociation"
        return Addressed(kind, row.body, framework, f"{kind}s", identifier)
    for framework in all_frameworks(session, own=True):
        for found in _without_rows(framework):
            if str(found.body["identifier"]).lower() == identifier:
                return found
    return None


def _without_rows(framework: Framework) -> Iterator[Addressed]:
    """Walk what a framework holds beside its items and associations."""
    yield Addressed("CFDocument", framework.document, framework, "CFDocuments", framework.identifier)
    for collection in DEFINITIONS:
        for body in framework.definitions.get(collection, ()):
            yield Addressed(collection[:-1], body, framework, collection, body["identifier"].lower())
    for rubric in framework.rubrics:
        collection, sourced_id = "CFRubrics", rubric["identifier"].lower()
        yield Addressed("CFRubric", rubric, framework, collection, sourced_id)
        for criterion in rubric.get("CFRubricCriteria", ()):
            yield Addressed(CRITERION, criterion, framework, collection, sourced_id)
            for level in criterion.get("CFRubricCriterionLevels", ()):
                yield Addressed(LEVEL, level, framework, collection, sourced_id)


def rubric_of(found: Addressed) -> JSON | None:
    """Give the rubric that something addressed is, or belongs to."""
    if found.collection != "CFRubrics":
        return None
    rubrics: list[JSON] = found.framework.rubrics
    return next((rubric for rubric in rubrics if rubric["identifier"].lower() == found.sourced_id), None)


@dataclass(frozen=True)
class Standing:
    """Whether an item is in use: since when not, until when, and what has taken its place."""

    retired: date | None
    ends: date | None
    framework_retired: bool
    framework_ended: date | None
    replacements: tuple[Link, ...]

    @property
    def is_plain(self) -> bool:
        """Tell whether there is nothing to say: the item is in use, and nothing replaces it."""
        return not (self.retired or self.ends or self.framework_retired or self.replacements)


def replacements(links: Sequence[Link]) -> tuple[Link, ...]:
    """List those of an item's links that lead to what has taken its place."""
    return tuple(link for link in links if link.kind == "replacedBy" and link.outward)


def standing_of(framework: Framework, item: Item, replaced_by: Sequence[Link], *, today: date) -> Standing:
    """Say how an item stands, by its own dates and its framework's status."""
    ends = outcomes.day(item.body.get("statusEndDate"))
    out_of_use = framework.document.get("adoptionStatus") in OUT_OF_USE
    return Standing(
        retired=ends if ends is not None and ends <= today else None,
        ends=ends if ends is not None and ends > today else None,
        framework_retired=out_of_use,
        framework_ended=outcomes.day(framework.document.get("statusEndDate")) if out_of_use else None,
        replacements=tuple(replaced_by),
    )
