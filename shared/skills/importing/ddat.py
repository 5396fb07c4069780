"""The UK Government's digital and data skills A to Z: a table of skills with four described levels."""

from __future__ import annotations

from datetime import datetime

from skills.case import Package, Problem
from skills.importing.minting import Builder, Mint
from skills.importing.tables import Table, place, problems_of

HEADER = (
    "Skill Name",
    "Skill Description",
    "Awareness",
    "Working",
    "Practitioner",
    "Expert",
    "Roles that require Skill",
)
TITLE = "Government Digital and Data skills A to Z"


def is_ddat(table: Table) -> bool:
    """Tell the table by its header."""
    return bool(table.rows) and tuple(cell.strip() for cell in table.rows[0].cells) == HEADER


def read_ddat(table: Table, *, base: str, now: datetime) -> Package:
    """Turn the table into skills with levels as a rubric, each part of the roles that require it."""
    mint = Mint.of("urn:uk:ddat", base=base, now=now)
    publisher = "UK Government Digital and Data Profession"
    notes = "Converted from the published table; contains public sector information under the OGL v3.0."
    builder = Builder.begin(
        mint, title=TITLE, creator=publisher, publisher=publisher, language="en", notes=notes
    )
    problems: list[Problem] = []
    roles: dict[str, list[str]] = {}
    seen: dict[str, int] = {}
    for row in table.rows[1:]:
        name, words = row.cell(0).strip(), row.cell(1).strip()
        if not name:
            problems.append(
                Problem(place(row.number, 0, HEADER[0]), "is empty, expected the name of a skill")
            )
            continue
        if name in seen:
            reason = f"repeats the skill {name!r:.60} of row {seen[name]}"
            problems.append(Problem(place(row.number, 0, HEADER[0]), reason))
            continue
        seen[name] = row.number
        label = name if words else ""
        skill = builder.item("Skill", "", words or name, name=name, abbreviatedStatement=label)
        told = [(HEADER[n], row.cell(n).strip(), n - 1) for n in range(2, 6)]
        builder.levels(skill, [level for level in told if level[1]])
        for role in filter(None, (part.strip() for part in row.cell(6).split(","))):
            roles.setdefault(role, []).append(name)
    if not seen and not problems:
        problems.append(Problem("", "found the header of the skills A to Z, but no skill below it"))
    if problems:
        raise problems_of(problems)
    _link(builder, roles)
    return builder.package(table.notices)


def _link(builder: Builder, roles: dict[str, list[str]]) -> None:
    skills = list(builder.items.values())
    for number, role in enumerate(sorted(roles), start=1):
        item = builder.item("Role", "", role, name=role)
        builder.link(item, "isChildOf", builder.document, number)
        for place_of, skill in enumerate(roles[role], start=1):
            builder.link(builder.items[f"Skill/{skill}"], "isPartOf", item, place_of)
    placed = {skill for named in roles.values() for skill in named}
    for number, one in enumerate(skills, start=len(roles) + 1):
        if str(one.get("abbreviatedStatement", one["fullStatement"])) not in placed:
            builder.link(one, "isChildOf", builder.document, number)
