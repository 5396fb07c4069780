"""What the sample institutions hold, read once; standard library only."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

JSON = dict[str, Any]
HERE = Path(__file__).resolve().parent
COLLEGE, EMPLOYER, WALLET, SECOND_COLLEGE = (
    "riverbend-community-college",
    "northgate-utilities",
    "wellspring-wallet",
    "hilltop-state-college",
)
FOLDERS = (COLLEGE, EMPLOYER, WALLET, SECOND_COLLEGE)


def read_json(file: Path) -> JSON:
    """Read one JSON object and refuse repeated keys, which a plain reader would hide."""

    def once(pairs: list[tuple[str, Any]]) -> JSON:
        if len({key for key, _ in pairs}) != len(pairs):
            raise ValueError(f"{file.name} repeats one of the keys {sorted(key for key, _ in pairs)}")
        return dict(pairs)

    found = json.loads(file.read_text(encoding="utf-8"), object_pairs_hook=once)
    if not isinstance(found, dict):
        raise ValueError(f"{file.name} holds a {type(found).__name__}, expected an object")
    return found


def declared(package: JSON) -> Iterator[tuple[str, JSON]]:
    """Walk everything in a CASE package that has an identifier of its own, with the name of its kind."""
    yield "CFDocument", package["CFDocument"]
    for kind in ("CFItems", "CFAssociations"):
        for thing in package.get(kind, []):
            yield kind, thing
    for kind, things in package["CFDefinitions"].items():
        for thing in things:
            yield kind, thing
    for rubric in package.get("CFRubrics", []):
        yield "CFRubrics", rubric
        for criterion in rubric["CFRubricCriteria"]:
            yield "CFRubricCriteria", criterion
            for level in criterion["CFRubricCriterionLevels"]:
                yield "CFRubricCriterionLevels", level


@dataclass(frozen=True)
class Sample:
    """Hold the sample under `root` and answer by identifier, URI and code."""

    root: Path = HERE

    def file(self, *names: str) -> JSON:
        """Read one file of the sample."""
        return read_json(self.root.joinpath(*names))

    @cached_property
    def packages(self) -> dict[str, JSON]:
        """Name every CASE package by its file name."""
        files = sorted(self.root.glob("*/frameworks/*.json"))
        return {file.stem: read_json(file) for file in files}

    @cached_property
    def things(self) -> dict[str, JSON]:
        """Find whatever has an identifier in a package by its URI."""
        return {thing["uri"]: thing for package in self.packages.values() for _, thing in declared(package)}

    @cached_property
    def home(self) -> dict[str, str]:
        """Say for the URI of each item which package holds it."""
        return {item["uri"]: name for name, p in self.packages.items() for item in p.get("CFItems", [])}

    @cached_property
    def by_code(self) -> dict[str, str]:
        """Find the URI of an item by its human code."""
        return {self.things[uri]["humanCodingScheme"]: uri for uri in self.home}

    @cached_property
    def levels(self) -> dict[str, tuple[int, str]]:
        """Find rank and item URI of a rubric level by its URI."""
        return {
            level["uri"]: (level["position"], criterion["CFItemURI"]["uri"])
            for package in self.packages.values()
            for rubric in package.get("CFRubrics", [])
            for criterion in rubric["CFRubricCriteria"]
            for level in criterion["CFRubricCriterionLevels"]
        }

    @cached_property
    def links(self) -> list[tuple[str, str, str]]:
        """List every association as origin, type and destination."""
        return [
            (a["originNodeURI"]["uri"], a["associationType"], a["destinationNodeURI"]["uri"])
            for package in self.packages.values()
            for a in package.get("CFAssociations", [])
        ]

    @cached_property
    def people(self) -> dict[str, dict[str, JSON]]:
        """List for each folder its people by id."""
        return {f: {p["id"]: p for p in self.file(f, "people.json")["people"]} for f in FOLDERS}

    @cached_property
    def courses(self) -> dict[str, JSON]:
        """Find a course of the college by its code."""
        return {course["code"]: course for course in self.file(COLLEGE, "courses.json")["courses"]}

    @cached_property
    def achievements(self) -> dict[str, JSON]:
        """Find an achievement of college or employer by its id."""
        files = (self.file(COLLEGE, "courses.json"), self.file(EMPLOYER, "workplace.json"))
        return {achievement["id"]: achievement for file in files for achievement in file["achievements"]}

    @cached_property
    def transcripts(self) -> list[JSON]:
        """List what the college awarded."""
        records: list[JSON] = self.file(COLLEGE, "transcripts.json")["records"]
        return records

    @cached_property
    def records(self) -> list[JSON]:
        """List what college and employer awarded."""
        awards: list[JSON] = self.file(EMPLOYER, "workplace.json")["awards"]
        return self.transcripts + awards

    @cached_property
    def jobs(self) -> dict[str, JSON]:
        """Name every posting by its file name."""
        return {file.stem: read_json(file) for file in sorted((self.root / EMPLOYER / "jobs").glob("*.json"))}
