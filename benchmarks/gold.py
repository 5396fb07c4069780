"""Pairs of frameworks whose right links are known, by which suggesting was first made: samples, public ones.

The public files are not part of the project: they are looked for in `shared/data` beside its folder.
"""

from __future__ import annotations

import csv
import io
import json
import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl

from skills.case import read_package
from skills.suggesting import Statement, statements

HOUSE = Path(__file__).resolve().parents[1]
SAMPLES, PUBLIC = HOUSE / "scenarios" / "institutions", HOUSE.parent / "shared" / "data"
LEVELS = ("Awareness", "Working", "Practitioner", "Expert")


@dataclass(frozen=True)
class Pair:
    """Hold two sides and which destinations are right for an origin."""

    name: str
    origins: list[Statement]
    destinations: list[Statement]
    gold: Mapping[str, set[str]]


def pairs() -> Iterator[Pair]:
    """Give the pairs that this machine has the files of."""
    yield from _samples()
    if PUBLIC.is_dir():
        yield from _digcomp()
        yield from _uk_skills()
        yield from _onet()
        yield from _occupations()
        yield from _nice()


def _samples() -> Iterator[Pair]:
    def package(place: str) -> Any:
        return read_package(json.loads((SAMPLES / place).read_text(encoding="utf-8")))

    college = package("riverbend-community-college/frameworks/cyber-defense.json")
    employer = package("northgate-utilities/frameworks/security-operations-analyst.json")
    crosswalk = package("riverbend-community-college/frameworks/crosswalk.json")
    links = [
        (a["originNodeURI"]["identifier"], a["destinationNodeURI"]["identifier"])
        for a in crosswalk.associations
    ]
    ours, theirs = list(statements(college)), list(statements(employer))
    yield Pair("sample: outcome to competency", ours, theirs, gold_of(links))
    yield Pair("sample: competency to outcome", theirs, ours, gold_of((d, o) for o, d in links))


def _digcomp() -> Iterator[Pair]:
    rows = digcomp()
    outcomes = [row for row in rows if row["@type"] == "LearningOutcome"]
    yield Pair(
        "DigComp: outcome to competence",
        [Statement(row["@id"], row["description"]) for row in outcomes],
        [titled(row["@id"], row["name"], row["description"]) for row in rows if row["@type"] == "Competence"],
        gold_of((row["@id"], row["competence_id"]) for row in outcomes),
    )


def _uk_skills() -> Iterator[Pair]:
    rows = uk_skills()
    same = {row["Skill Name"]: {row["Skill Name"]} for row in rows}

    def column(name: str) -> list[Statement]:
        return [
            Statement(row["Skill Name"], row[name].replace("You can:", ""))
            for row in rows
            if row[name].strip()
        ]

    described, working = column("Skill Description"), column("Working")
    yield Pair("UK skills: description to level", described, working, same)
    yield Pair("UK skills: level to description", column("Expert"), described, same)
    yield Pair("UK skills: lowest level to highest", column("Awareness"), column("Expert"), same)
    points = [
        (f"{one.id} {n}", line.strip("- "), one.id)
        for one in working
        for n, line in enumerate(one.text.splitlines())
        if line.startswith("-")
    ]
    named = [titled(row["Skill Name"], row["Skill Name"], row["Skill Description"]) for row in rows]
    yield Pair(
        "UK skills: one point to skill",
        [Statement(id, text) for id, text, _ in points],
        named,
        gold_of((id, skill) for id, _, skill in points),
    )


def _onet() -> Iterator[Pair]:
    rows = sheet("onet_DWA_Reference.xlsx")
    small = [Statement(*pair) for pair in {(row[4], row[5]): None for row in rows}]
    large = [Statement(*pair) for pair in {(row[2], row[3]): None for row in rows}]
    yield Pair("O*NET: detailed activity to wider", small, large, gold_of((row[4], row[2]) for row in rows))
    yield Pair("O*NET: wider activity to detailed", large, small, gold_of((row[2], row[4]) for row in rows))
    occupations = {row[0]: (row[1], row[2]) for row in sheet("onet_Occupation_Data.xlsx")}
    tasks = [row for row in sheet("onet_Task_Statements.xlsx") if row[0] in occupations]
    place = next(n for n, cell in enumerate(tasks[0]) if str(cell).isdigit())
    found = random.Random(1).sample(tasks, 2_000)  # noqa: S311 (no secret)
    yield Pair(
        "O*NET: task to occupation",
        [Statement(str(row[place]), row[place + 1]) for row in found],
        [titled(code, *texts) for code, texts in occupations.items()],
        gold_of((str(row[place]), row[0]) for row in found),
    )
    every_third = set(sorted(occupations)[::3])
    made_of: dict[str, list[str]] = defaultdict(list)
    for row in tasks:
        if row[0] in every_third:
            made_of[row[0]].append(str(row[place]))
    yield halves_of(
        "O*NET: role to role by half its tasks each", made_of, {str(r[place]): r[place + 1] for r in tasks}
    )


def _occupations() -> Iterator[Pair]:
    rows = programmes_to_occupations()
    programmes, occupations = (
        [Statement(*p) for p in {(r[n], r[n + 1]): None for r in rows}] for n in (0, 2)
    )
    yield Pair("CIP title to SOC titles", programmes, occupations, gold_of((row[0], row[2]) for row in rows))


def _nice() -> Iterator[Pair]:
    source = nice()
    texts = {row["element_identifier"]: row for row in source["elements"]}
    roles = {name: row for name, row in texts.items() if row["element_type"] == "work_role"}
    links = [
        (row["dest_element_identifier"], row["source_element_identifier"]) for row in source["relationships"]
    ]
    links = [(part, role) for part, role in links if part in texts and role in roles]
    named = [titled(name, row["title"], row["text"]) for name, row in roles.items()]
    made_of: dict[str, list[str]] = defaultdict(list)
    for kind in ("task", "knowledge", "skill"):
        own = [(part, role) for part, role in links if texts[part]["element_type"] == kind]
        stated = [Statement(part, texts[part]["text"]) for part in dict.fromkeys(part for part, _ in own)]
        yield Pair(f"NICE: {kind} to work roles", stated, named, gold_of(own))
        for part, role in own:
            made_of[role].append(part)
    yield halves_of(
        "NICE: role to role by half its parts each", made_of, {n: r["text"] for n, r in texts.items()}
    )


def halves_of(name: str, made_of: Mapping[str, list[str]], texts: Mapping[str, str]) -> Pair:
    """Tear every role into two that have no part in common, without a word of their own."""
    sides: tuple[list[Statement], list[Statement]] = ([], [])
    drawn = random.Random(0)  # noqa: S311 (no secret)
    for role, parts in made_of.items():
        mixed = drawn.sample(parts, len(parts))
        halves = (mixed[: len(mixed) // 2], mixed[len(mixed) // 2 :])
        if len(halves[0]) >= 3:
            for side, half in zip(sides, halves, strict=True):
                label = f"Role {drawn.getrandbits(48):x}"  # equal numbers would betray the pair
                side.append(Statement(role, label, below=tuple(half)))
    for side in sides:
        side += [Statement(part, texts[part]) for part in sorted({p for one in side for p in one.below})]
    return Pair(name, *sides, {one.id: {one.id} for one in sides[0] if one.below})


def gold_of(links: Iterable[tuple[str, str]]) -> Mapping[str, set[str]]:
    """Gather links by their origin."""
    gold: dict[str, set[str]] = defaultdict(set)
    for origin, destination in links:
        gold[origin].add(destination)
    return gold


def titled(id: str, title: str, text: str) -> Statement:
    """Make a statement with a title before its text."""
    return Statement(id, f"{title}. {text}", title=title)


def sheet(name: str) -> list[tuple[Any, ...]]:
    """Read the rows below the header of a workbook."""
    book = openpyxl.load_workbook(PUBLIC / "occupations" / name, read_only=True)
    rows = list(book.worksheets[0].iter_rows(min_row=2, values_only=True))
    book.close()
    return rows


def nice() -> Any:
    """Read the elements of NICE and how they hang together."""
    file = PUBLIC / "frameworks" / "nice_cprt_SP_800_181_2_1_0.json"
    return json.loads(file.read_text(encoding="utf-8"))["response"]["elements"]


def digcomp() -> list[dict[str, str]]:
    """Read what DigComp consists of."""
    file = PUBLIC / "frameworks" / "digcomp3_data_supplement_2025-11-24.jsonld"
    rows: list[dict[str, str]] = json.loads(file.read_text(encoding="utf-8"))["@graph"]
    return rows


def uk_skills() -> list[dict[str, str]]:
    """Read the skills of the UK Government, each once."""
    text = (PUBLIC / "frameworks" / "uk_ddat_skills_az.csv").read_text(encoding="utf-8-sig")
    return list({row["Skill Name"]: row for row in csv.DictReader(io.StringIO(text))}.values())


def programmes_to_occupations() -> list[list[str]]:
    """Read code and title of programmes beside code and title of what they lead to."""
    text = (PUBLIC / "occupations" / "cip2020_soc2018_crosswalk.csv").read_text(encoding="utf-8-sig")
    rows = [row for row in csv.reader(io.StringIO(text)) if len(row) == 4][1:]
    return [row for row in rows if not row[2].startswith("99")]
