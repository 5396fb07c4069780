"""What a framework's written forms have in common: which members are texts, numbers, links and lists."""

from __future__ import annotations

from typing import Any

from skills.case.members import CLASSES, PACKAGE
from skills.case.package import JSON

NUMBERS = ("integer", "number")
OPEN = ("open", "opens")
LINKS = ("LinkURI", "LinkGenURI")
UNKNOWN = "otherMembers"  # where members stand that CASE 1.1 does not know


def kind_of(name: str, member: str) -> str:
    """Give the kind of a class's member, without its mark of being required; empty where CASE has none."""
    return CLASSES[name].get(member, "").rstrip("!")


def is_text(kind: str) -> bool:
    """Tell whether a kind is written as one text."""
    return (
        bool(kind)
        and kind not in (*NUMBERS, *OPEN, "texts", "CFDefinition", "CFDocument", *LINKS)
        and not (kind.startswith("["))
    )


def fits(kind: str, value: Any) -> bool:
    """Tell whether a value is of its kind, so that it can be written in the kind's way."""
    if kind in NUMBERS:
        return isinstance(value, int | float) and not isinstance(value, bool)
    if kind == "texts":
        return isinstance(value, list) and all(isinstance(text, str) for text in value)
    if kind in OPEN:
        return isinstance(value, dict if kind == "open" else list)
    if kind.startswith("["):
        return isinstance(value, list) and all(isinstance(part, dict) for part in value)
    if kind in CLASSES:
        return isinstance(value, dict)
    return bool(kind) and isinstance(value, str)


def split_members(name: str, thing: JSON) -> tuple[JSON, JSON]:
    """Part the members of a thing into those that its class knows and the rest."""
    known = {member: value for member, value in thing.items() if fits(kind_of(name, member), value)}
    rest = {member: value for member, value in thing.items() if member not in known}
    return known, rest


def inner(kind: str) -> str:
    """Give the class of a list's parts or of a member, or an empty text."""
    bare = kind.strip("[]")
    return bare if bare in CLASSES and bare != PACKAGE else ""
