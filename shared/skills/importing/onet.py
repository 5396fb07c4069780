"""The O*NET database in its tables: occupations, tasks, technology skills, work activities, job zones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from skills.case import Package, Problem
from skills.case.package import JSON
from skills.importing.minting import Builder, Mint
from skills.importing.tables import Row, Table, Tell, place, problems_of, tell_nobody

TITLE = "O*NET occupations, tasks and technology"
CODE, OCCUPATION = "O*NET-SOC Code", "Title"
TABLES: dict[str, tuple[str, ...]] = {
    "occupations": (CODE, OCCUPATION, "Description"),
    "tasks": (CODE, "Task ID", "Task"),
    "technology": (CODE, "Example", "Commodity Code", "Commodity Title"),
    "zones": (CODE, "Job Zone"),
    "activities": ("Element ID", "Element Name", "IWA ID", "IWA Title", "DWA ID", "DWA Title"),
}
TOLD_EVERY = 1000
NOTES = (
    "Converted from O*NET tables of the U.S. Department of Labor, Employment and Training Administration "
    "(CC BY 4.0); statements are O*NET's, word for word."
)


def kind_of(table: Table) -> str:
    """Tell which of the O*NET tables this is by its header; empty where it is none."""
    header = {cell.strip() for cell in table.rows[0].cells} if table.rows else set()
    kinds = (kind for kind, names in TABLES.items() if header.issuperset(names))
    return next(kinds, "")


def records(table: Table, names: Sequence[str]) -> list[tuple[Row, dict[str, str]]]:
    """Give the rows below the header by the names of its columns; raises FrameworkError with the cells."""
    header = [cell.strip() for cell in table.rows[0].cells]
    problems: list[Problem] = []
    found = []
    for row in table.rows[1:]:
        record = {name: row.cell(n).strip() for n, name in enumerate(header)}
        for name in names:
            if not record[name]:
                at = place(row.number, header.index(name), name)
                problems.append(Problem(f"{table.name}, {at}", "is empty, expected words"))
        found.append((row, record))
    if not found:
        problems.append(Problem(table.name, "has a header, but no rows"))
    if problems:
        raise problems_of(problems)
    return found


@dataclass
class _Gathering:
    builder: Builder
    tell: Tell
    occupations: dict[str, JSON] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    seen: set[tuple[str, str]] = field(default_factory=set)

    def occupation(self, record: dict[str, str], words: str = "") -> JSON:
        """Give the item of an occupation, made from its title where its description is not there."""
        code, title = record[CODE], record.get(OCCUPATION, "")
        if code not in self.occupations:
            label = title if words else ""
            item = self.builder.item("Occupation", code, words or title or code, abbreviatedStatement=label)
            self.occupations[code] = item
            self.builder.link(item, "isChildOf", self.builder.document, len(self.occupations))
        return self.occupations[code]

    def read_occupations(self, table: Table) -> None:
        """Take in the occupations with their descriptions."""
        for row, record in records(table, TABLES["occupations"]):
            if record[CODE] in self.occupations:
                self.problems.append(Problem(f"{table.name}, row {row.number}", f"repeats {record[CODE]}"))
                continue
            self.occupation(record, record["Description"])

    def read_tasks(self, table: Table) -> None:
        """Take in the tasks, each below its occupation."""
        rows = records(table, TABLES["tasks"])
        for done, (row, record) in enumerate(rows):
            if f"Task/{record['Task ID']}" in self.builder.items:
                self.problems.append(
                    Problem(f"{table.name}, row {row.number}", f"repeats task {record['Task ID']}")
                )
                continue
            keywords = [record["Task Type"]] if record.get("Task Type") not in (None, "", "n/a") else []
            task = self.builder.item("Task", record["Task ID"], record["Task"], conceptKeywords=keywords)
            self.builder.link(task, "isChildOf", self.occupation(record), done + 1)
            if done % TOLD_EVERY == 0:
                self.tell("Reading tasks", done, len(rows))

    def read_technology(self, table: Table) -> None:
        """Take in the technology skills, each one item that is part of the occupations which use it."""
        rows = records(table, TABLES["technology"])
        for done, (_, record) in enumerate(rows):
            example, commodity = record["Example"], record["Commodity Code"]
            name = f"{commodity}/{example}"
            skill = self.builder.items.get(f"Technology skill/{name}")
            if skill is None:
                notes = f"{record['Commodity Title']} (commodity code {commodity})"
                skill = self.builder.item("Technology skill", "", example, name=name, notes=notes)
            if (name, record[CODE]) not in self.seen:
                self.seen.add((name, record[CODE]))
                self.builder.link(skill, "isPartOf", self.occupation(record), done + 1)
            if done % TOLD_EVERY == 0:
                self.tell("Reading technology skills", done, len(rows))

    def read_activities(self, table: Table) -> None:
        """Take in work activities: generalized over intermediate over detailed."""
        kinds = ("Generalized work activity", "Intermediate work activity", "Detailed work activity")
        names = TABLES["activities"]
        for number, (_, record) in enumerate(records(table, names), start=1):
            above = self.builder.document
            for kind, code, words in zip(kinds, names[0::2], names[1::2], strict=True):
                known = self.builder.items.get(f"{kind}/{record[code]}")
                if known is None:
                    known = self.builder.item(kind, record[code], record[words])
                    self.builder.link(known, "isChildOf", above, number)
                above = known

    def read_zones(self, table: Table) -> None:
        """Note the job zone of each occupation."""
        for _, record in records(table, TABLES["zones"]):
            self.occupation(record)["notes"] = f"Job Zone {record['Job Zone']}"


def read_onet(tables: Sequence[Table], *, base: str, now: datetime, tell: Tell = tell_nobody) -> Package:
    """Turn one or several O*NET tables into one framework; raises FrameworkError with the places."""
    mint = Mint.of("urn:onet", base=base, now=now)
    publisher = "U.S. Department of Labor, Employment and Training Administration"
    builder = Builder.begin(
        mint, title=TITLE, creator=publisher, publisher=publisher, language="en", notes=NOTES
    )
    gathering = _Gathering(builder, tell)
    by_kind: dict[str, list[Table]] = {}
    for table in tables:
        by_kind.setdefault(kind_of(table), []).append(table)
    for kind in TABLES:
        for table in by_kind.get(kind, ()):
            getattr(gathering, f"read_{kind}")(table)
    if gathering.problems:
        raise problems_of(gathering.problems)
    return builder.package([note for table in tables for note in table.notices])
