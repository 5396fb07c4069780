"""From a programme to occupations: CIP 2020 to SOC 2018, and what O*NET tells of those occupations.

The tables are their publishers'; nothing of them is shipped. See `WHERE` for where they are found.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from skills.case import Package
from skills.case.package import JSON
from skills.errors import FrameworkError, Problem
from skills.importing.cip_soc import HEADER, is_crosswalk
from skills.importing.minting import Builder, Mint, generic_link
from skills.importing.onet import CODE, TABLES, kind_of, records
from skills.importing.tables import Table

WHERE = (
    ("CIP 2020 to SOC 2018 crosswalk", "nces.ed.gov/ipeds/cipcode, Resources, saved as CSV"),
    ("O*NET Occupation Data, Task Statements and Technology Skills", "www.onetcenter.org/database.html"),
)
NO_MATCH = "99-9999"
CROSSWALK, OCCUPATIONS, TASKS, TECHNOLOGY = "crosswalk", "occupations", "tasks", "technology"
KINDS = (CROSSWALK, OCCUPATIONS, TASKS, TECHNOLOGY)
CIP = re.compile(r"(\d{1,2})\.?(\d{2})?\.?(\d{2})?", re.ASCII)


@dataclass(frozen=True)
class LookupRow:
    """Hold one row of a table, found by its key: a CIP code, or a SOC code of six digits."""

    kind: str
    key: str
    record: dict[str, str]


def lookup_rows(table: Table) -> list[LookupRow]:
    """Read a crosswalk or an O*NET table for looking up; raises FrameworkError with the cells."""
    if is_crosswalk(table):
        found = records(table, HEADER)
        problems = [
            Problem(f"row {row.number}", f"found {record[HEADER[0]]!r:.40}, expected a code such as 11.1003")
            for row, record in found
            if cip_code(record[HEADER[0]]) is None
        ]
        if problems:
            raise FrameworkError(problems)
        return [LookupRow(CROSSWALK, cip_code(record[HEADER[0]]) or "", record) for _, record in found]
    kind = kind_of(table)
    if kind not in KINDS:
        return []
    return [LookupRow(kind, record[CODE][:7], record) for _, record in records(table, TABLES[kind])]


def cip_code(text: str) -> str | None:
    """Write a CIP code as its table does: 11.1003 for 111003 or 11.1003; None where it is none."""
    bare = text.strip().strip('="')
    shape = CIP.fullmatch(bare)
    if shape is None or (len(bare) > 2 and "." not in bare and len(bare) != 6):
        return None
    family = shape[1].zfill(2)
    return family + (f".{shape[2]}" if shape[2] else "") + (shape[3] or "")


@dataclass(frozen=True)
class Task:
    """A task of an occupation."""

    number: str
    words: str
    core: bool


@dataclass(frozen=True)
class Technology:
    """A product that an occupation uses."""

    name: str
    commodity: str
    hot: bool
    in_demand: bool


@dataclass(frozen=True)
class Occupation:
    """An occupation that a programme leads to, with what O*NET tells of it."""

    soc: str
    title: str
    description: str = ""
    codes: tuple[str, ...] = ()  # O*NET has several for some
    tasks: tuple[Task, ...] = ()
    technology: tuple[Technology, ...] = ()


@dataclass(frozen=True)
class Programme:
    """A programme by its CIP code, with the occupations it leads to."""

    cip: str
    title: str
    occupations: tuple[Occupation, ...] = field(default=())


def programme(cip: str, crosswalk: Sequence[LookupRow], told: Iterable[LookupRow]) -> Programme | None:
    """Put together what the tables say of a programme; None where the crosswalk does not know it."""
    if not crosswalk:
        return None
    by_soc: dict[str, dict[str, list[dict[str, str]]]] = {}
    for row in told:
        by_soc.setdefault(row.key, {}).setdefault(row.kind, []).append(row.record)
    occupations = [
        _occupation(row.record[HEADER[2]], row.record[HEADER[3]], by_soc.get(row.record[HEADER[2]], {}))
        for row in crosswalk
        if row.record[HEADER[2]] != NO_MATCH
    ]
    return Programme(cip, crosswalk[0].record[HEADER[1]].rstrip("."), tuple(occupations))


def _occupation(soc: str, title: str, told: dict[str, list[dict[str, str]]]) -> Occupation:
    whole = told.get(OCCUPATIONS, [])
    tasks = {
        row["Task ID"]: Task(row["Task ID"], row["Task"], row.get("Task Type") == "Core")
        for row in told.get(TASKS, [])
    }
    technology = {
        row["Example"]: Technology(
            row["Example"],
            row["Commodity Title"],
            row.get("Hot Technology") == "Y",
            row.get("In Demand") == "Y",
        )
        for row in told.get(TECHNOLOGY, [])
    }
    return Occupation(
        soc=soc,
        title=title,
        description=whole[0]["Description"] if whole else "",
        codes=tuple(dict.fromkeys(row[CODE] for rows in told.values() for row in rows)),
        tasks=tuple(sorted(tasks.values(), key=lambda task: not task.core)),
        technology=tuple(
            sorted(technology.values(), key=lambda one: (not one.in_demand, not one.hot, one.name.lower()))
        ),
    )


def starting_package(
    programme: Programme,
    *,
    tasks: Iterable[str],
    technology: Iterable[tuple[str, str]],
    mint: Mint,
    title: str,
    creator: str,
) -> Package:
    """Make a draft of chosen tasks (by number) and technology (by SOC code and name)."""
    builder = Builder.begin(mint, title=title, creator=creator, publisher=creator, language="en")
    builder.document["adoptionStatus"] = "Draft"
    builder.document["notes"] = (
        f"Begun from CIP {programme.cip} {programme.title}. Tasks and technology are O*NET's, word for word "
        "(U.S. Department of Labor, Employment and Training Administration, CC BY 4.0)."
    )
    wanted, named = set(tasks), set(technology)
    for occupation in programme.occupations:
        chosen = [task for task in occupation.tasks if task.number in wanted]
        tools = [one for one in occupation.technology if (occupation.soc, one.name) in named]
        wanted -= {task.number for task in chosen}
        if chosen or tools:
            _add(builder, occupation, chosen, tools)
    return builder.package()


def _add(builder: Builder, occupation: Occupation, tasks: list[Task], tools: list[Technology]) -> None:
    top = builder.item("Occupation", occupation.soc, occupation.title, language="en")
    builder.link(top, "isChildOf", builder.document, len(builder.items))
    for task in tasks:
        notes = f"O*NET task {task.number} of {occupation.soc} {occupation.title}"
        item = builder.item("Task", "", task.words, name=task.number, notes=notes, language="en")
        builder.link(item, "isChildOf", top, len(builder.items))
    for tool in tools:
        name = f"{occupation.soc}/{tool.name}"
        notes = f"O*NET technology skill of {occupation.soc} {occupation.title}: {tool.commodity}"
        words = f"Use {tool.name}"
        item = builder.item("Technology skill", "", words, name=name, notes=notes, language="en")
        builder.link(item, "isChildOf", top, len(builder.items))
    for code in occupation.codes:
        _link_onet(builder, top, code, occupation.title)


def _link_onet(builder: Builder, item: JSON, code: str, title: str) -> None:
    """Say which occupation of O*NET an item is about, as a link out of CASE."""
    uri = f"https://www.onetonline.org/link/summary/{code}"
    there = {"title": f"{code} {title}"[:200], "identifier": code, "uri": uri, "targetType": "ext:onet"}
    builder.associations.append(
        {
            **builder.mint.named("association", item["identifier"], "isRelatedTo", code),
            "associationType": "isRelatedTo",
            "originNodeURI": generic_link(item),
            "destinationNodeURI": there,
        }
    )
