"""A framework as CASE packages it: one document, its items, their associations, definitions and rubrics."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from skills.case.members import DEFINITIONS
from skills.errors import Notice

JSON = dict[str, Any]


@dataclass(frozen=True)
class Package:
    """Hold one framework; the parts are JSON of CASE 1.1 and are never to be changed in place."""

    document: JSON
    items: tuple[JSON, ...] = ()
    associations: tuple[JSON, ...] = ()
    definitions: JSON = field(default_factory=dict)
    rubrics: tuple[JSON, ...] = ()
    others: JSON = field(default_factory=dict)  # extensions, and members this library does not know
    stated: tuple[str, ...] = ()  # which of the lists the source wrote, be they empty
    version: str = "1.1"  # of the source
    notices: tuple[Notice, ...] = ()

    @property
    def identifier(self) -> str:
        """Give the identifier of the document, which is that of the package."""
        return str(self.document["identifier"])

    @property
    def uri(self) -> str:
        """Give the URI of the document."""
        return str(self.document["uri"])

    @property
    def title(self) -> str:
        """Give the title of the document."""
        return str(self.document["title"])

    @cached_property
    def by_uri(self) -> Mapping[str, JSON]:
        """Find an item by its URI."""
        return {item["uri"]: item for item in self.items}

    @cached_property
    def by_identifier(self) -> Mapping[str, JSON]:
        """Find whatever has an identifier: document, item, association, definition or part of a rubric."""
        return {thing["identifier"]: thing for _, thing in declared(self)}

    @cached_property
    def children(self) -> Mapping[str, tuple[JSON, ...]]:
        """List for the URI of a document or item its child items, in the order of the framework."""
        return self._under("isChildOf")

    @cached_property
    def parts(self) -> Mapping[str, tuple[JSON, ...]]:
        """List for the URI of an item the items that are part of it, in the order of the framework."""
        return self._under("isPartOf")

    def _under(self, kind: str) -> Mapping[str, tuple[JSON, ...]]:
        under: dict[str, list[tuple[float, int, JSON]]] = {}
        for n, association in enumerate(self.associations):
            origin = self.by_uri.get(association["originNodeURI"]["uri"])
            if association["associationType"] == kind and origin is not None:
                place = (association.get("sequenceNumber", float("inf")), n, origin)
                under.setdefault(association["destinationNodeURI"]["uri"], []).append(place)
        return {
            uri: tuple(item for *_, item in sorted(places, key=lambda place: place[:2]))
            for uri, places in under.items()
        }


def label(item: JSON) -> str:
    """Name an item in few words: its short statement, or its full one."""
    return str(item.get("abbreviatedStatement") or item["fullStatement"])


def declared(package: Package) -> Iterator[tuple[str, JSON]]:
    """Walk everything in a package that has an identifier of its own, with its place."""
    yield "CFDocument", package.document
    lists: dict[str, Any] = {"CFItems": package.items, "CFAssociations": package.associations}
    lists |= {f"CFDefinitions.{name}": package.definitions.get(name, ()) for name in DEFINITIONS}
    for name, things in lists.items():
        for n, thing in enumerate(things):
            yield f"{name}[{n}]", thing
    for n, rubric in enumerate(package.rubrics):
        yield f"CFRubrics[{n}]", rubric
        for m, criterion in enumerate(rubric.get("CFRubricCriteria", ())):
            yield f"CFRubrics[{n}].CFRubricCriteria[{m}]", criterion
            for k, level in enumerate(criterion.get("CFRubricCriterionLevels", ())):
                yield f"CFRubrics[{n}].CFRubricCriteria[{m}].CFRubricCriterionLevels[{k}]", level


def package_json(package: Package) -> JSON:
    """Write a package as a CFPackage of CASE 1.1; what was read from valid CASE 1.1 comes out the same."""
    lists: JSON = {
        "CFItems": list(package.items),
        "CFAssociations": list(package.associations),
        "CFDefinitions": package.definitions,
        "CFRubrics": list(package.rubrics),
    }
    kept = {name: value for name, value in lists.items() if value or name in package.stated}
    return copy.deepcopy({"CFDocument": package.document, **kept, **package.others})


def rebase(package: Package, origins: Mapping[str, str]) -> Package:
    """Move every address of a package from one origin to another, given old to new; identifiers stay."""

    def moved(value: Any) -> Any:
        if isinstance(value, dict):
            return {name: moved(part) for name, part in value.items()}
        if isinstance(value, list | tuple):
            return type(value)(moved(part) for part in value)
        if isinstance(value, str):
            for old, new in origins.items():
                if value == old or value.startswith(old + "/"):
                    return new + value.removeprefix(old)
        return value

    parts = ("document", "items", "associations", "definitions", "rubrics", "others")
    return replace(package, **{part: moved(getattr(package, part)) for part in parts})
