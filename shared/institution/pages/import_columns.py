"""Read from a form what the columns of a table hold."""

from collections.abc import Mapping as Map
from typing import Any

from skills.importing import ROLES, Mapping

LONGEST_TITLE = 200


def mapping_in(form: Map[str, str], shown: dict[str, Any]) -> Mapping:
    """Give the mapping that a person chose; what is no choice counts as what was shown."""
    sheet = _number(form.get("sheet", ""), int(shown["sheet"]), most=len(shown["sheets"]) - 1)
    header = _number(form.get("header", ""), int(shown["header"]), most=100_000)
    roles = tuple(
        role if (role := form.get(f"role-{n}", column["role"])) in ROLES else str(column["role"])
        for n, column in enumerate(shown["columns"])
    )
    title = form.get("title", str(shown["title"])).strip()[:LONGEST_TITLE]
    return Mapping(roles, header, title or str(shown["title"]), sheet)


def _number(text: str, otherwise: int, *, most: int) -> int:
    return (
        int(text) if text.isascii() and text.isdigit() and len(text) < 8 and int(text) <= most else otherwise
    )
