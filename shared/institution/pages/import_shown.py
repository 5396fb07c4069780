"""What the page shows of a source that was read, and what it can be brought in for."""

from typing import Any

from flask import current_app

from institution.bringing import PendingImport
from institution.pages.import_rows import nested
from institution.pages.roles import PUBLISHING, may

LOOK_UP = ("lookup", "To look up occupations of a programme")
PUBLISH = ("framework", "As a framework whose items badges and jobs can point to")
DRAFT = ("draft", "As a draft, to be changed before anybody else sees it")
NOT_HERE = ["Nothing here looks occupations up", "A college uses these tables, on its page of programmes."]


def shown(pending: PendingImport) -> dict[str, object]:
    told = pending.preview
    refusal = told.get("refusal")
    if not pending.package and told.get("lookup") and not _looks_up():
        refusal = NOT_HERE
    return {
        "pending": pending,
        "told": told,
        "problems": told.get("problems", []),
        "purposes": purposes_of(pending),
        "refusal": refusal,
        "mapping": told.get("mapping"),
        "changes": told.get("changes"),
        "tree": nested(told.get("rows", [])),
        "unchanged": _unchanged(told),
        "left_to_publishers": _left_to_publishers(told),
    }


def purposes_of(pending: PendingImport) -> list[tuple[str, str]]:
    """List what a source can be brought in for, the most likely first."""
    told = pending.preview
    if told.get("problems"):
        return []
    purposes = [LOOK_UP] if told.get("lookup") and _looks_up() else []
    if pending.package and not told.get("refusal") and not _unchanged(told):
        if not told.get("own") or may(PUBLISHING):
            purposes.append(PUBLISH)
        if told.get("own") and not told.get("older"):
            purposes.append(DRAFT)
    return purposes


def _left_to_publishers(told: dict[str, Any]) -> bool:
    """Tell whether bringing it in would publish it, which is for others than who looks."""
    return bool(told.get("own")) and not may(PUBLISHING) and not _unchanged(told)


def _unchanged(told: dict[str, Any]) -> bool:
    return bool(told.get("changes") and told["changes"]["none"])


def _looks_up() -> bool:
    return "programmes.show" in current_app.view_functions
