"""What the columns of somebody's table hold: guessed from their headers, and changeable."""

from __future__ import annotations

import re
from collections.abc import Mapping as Map
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from skills.importing.tables import Table, letter

ROLES: Map[str, str] = {
    "": "Leave out",
    "code": "Code",
    "statement": "Statement",
    "label": "Short name",
    "parent": "Code of what it belongs to",
    "depth": "Depth (1, 2, 3)",
    "type": "Type",
    "notes": "Notes",
    "education": "Education level",
    "keywords": "Keywords",
    "level": "What a level looks like",
}
ONCE = ("code", "label", "parent", "depth", "type", "education", "keywords")
LOOKED_AT = 10  # rows among which the header is looked for
LONG = 25
_NAMES: Map[str, tuple[str, ...]] = {
    "code": (
        "code",
        "human coding scheme",
        "humancodingscheme",
        "id",
        "identifier",
        "number",
        "no",
        "ref",
        "reference",
        "outcome code",
        "skill code",
        "course code",
    ),
    "statement": (
        "statement",
        "full statement",
        "fullstatement",
        "outcome",
        "learning outcome",
        "competency",
        "competence",
        "skill",
        "skill description",
        "description",
        "text",
        "standard",
        "task",
        "knowledge",
    ),
    "label": (
        "label",
        "short name",
        "name",
        "title",
        "abbreviated statement",
        "abbreviatedstatement",
        "skill name",
        "short statement",
    ),
    "parent": (
        "parent",
        "parent code",
        "parent id",
        "belongs to",
        "part of",
        "child of",
        "is child of",
        "ischildof",
    ),
    "depth": (
        "depth",
        "indent",
        "indentation",
        "outline level",
        "hierarchy level",
        "smart level",
        "smartlevel",
    ),
    "type": ("type", "item type", "cfitemtype", "kind", "element type"),
    "notes": ("notes", "note", "comment", "comments", "remarks"),
    "education": ("education level", "educationlevel", "grade", "grades"),
    "keywords": ("keywords", "concept keywords", "conceptkeywords", "tags"),
}
_GROUPS = (
    "course",
    "programme",
    "program",
    "area",
    "domain",
    "unit",
    "module",
    "category",
    "cluster",
    "strand",
)
_LEVELS = (
    "awareness",
    "working",
    "practitioner",
    "expert",
    "foundation",
    "beginner",
    "novice",
    "basic",
    "developing",
    "intermediate",
    "proficient",
    "advanced",
    "mastery",
    "exemplary",
)


@dataclass(frozen=True)
class Mapping:
    """Say which row is the header (0 for none) and what each column holds; `sheet` counts from 0."""

    roles: tuple[str, ...]
    header: int
    title: str = ""
    sheet: int = 0

    def columns(self, role: str) -> tuple[int, ...]:
        """List the columns of a role."""
        return tuple(n for n, held in enumerate(self.roles) if held == role)

    def column(self, role: str) -> int | None:
        """Give the one column of a role, if any has it."""
        return next(iter(self.columns(role)), None)

    def to_json(self) -> dict[str, Any]:
        """Write the mapping to be kept."""
        return {"roles": list(self.roles), "header": self.header, "title": self.title, "sheet": self.sheet}

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> Mapping:
        """Read a mapping that was kept."""
        return cls(tuple(kept["roles"]), int(kept["header"]), str(kept["title"]), int(kept["sheet"]))


def headers(table: Table, mapping: Mapping) -> tuple[str, ...]:
    """Name the columns: by the header where there is one, else by letter."""
    row = next((row for row in table.rows if row.number == mapping.header), None)
    return tuple((row.cell(n).strip() if row else "") or f"Column {letter(n)}" for n in range(table.width))


def guess(table: Table, *, title: str = "", sheet: int = 0) -> Mapping:
    """Guess the header and what each column holds."""
    number, roles = 0, ("",) * table.width
    for row in table.rows[:LOOKED_AT]:
        found = tuple(_role(row.cell(n)) for n in range(table.width))
        if _known(found) > _known(roles) and "statement" in _settled(found):
            number, roles = row.number, found
    if number:
        return Mapping(_settled(roles), number, title, sheet)
    return Mapping(_by_content(table), 0, title, sheet)


def _role(header: str) -> str:
    words = re.sub(r"[\s_\-./]+", " ", header).strip().lower()
    for role, names in _NAMES.items():
        if words in names:
            return role
    if words in _GROUPS or re.fullmatch(r"(level|statement|heading) ?\d", words):
        return "statement"
    return "level" if words in _LEVELS else ""


def _known(roles: Sequence[str]) -> int:
    return sum(1 for role in roles if role)


def _settled(roles: Sequence[str]) -> tuple[str, ...]:
    """Let each role that is held once stand at its first column; a short name alone is the statement."""
    seen: set[str] = set()
    settled = []
    for role in roles:
        settled.append("" if role in ONCE and role in seen else role)
        seen.add(role)
    if "statement" not in seen and "label" in seen:
        settled[settled.index("label")] = "statement"
    return tuple(settled)


def _by_content(table: Table) -> tuple[str, ...]:
    """Without a header, take the longest texts as statements, and short ones before them as codes."""
    rows = table.rows[:200]
    lengths = [sum(len(row.cell(n)) for row in rows) / max(len(rows), 1) for n in range(table.width)]
    roles = [""] * table.width
    filled = [sum(1 for row in rows if row.cell(n).strip()) for n in range(table.width)]
    stairs = table.width > 1 and sum(filled) <= len(rows) + 1
    if stairs:  # one filled cell a row: an outline whose columns are its depths
        return ("statement",) * table.width
    statement = lengths.index(max(lengths)) if lengths else 0
    roles[statement : statement + 1] = ["statement"]
    if statement > 0:
        first = [row.cell(0).strip() for row in rows]
        if len(set(first)) == len(first) and max(map(len, first)) <= LONG:
            roles[0] = "code"
    return tuple(roles)
