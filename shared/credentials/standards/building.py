"""Put the members of a document or part together, and refuse the result if its standard would."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from credentials.errors import StructureError
from credentials.parsing import check_json
from credentials.standards.structure import object_problems
from credentials.standards.vc import JSON, timestamp


def built(kind: str, members: Mapping[str, Any]) -> JSON:
    """Give a document or part of a class, without what is not stated, or raise StructureError."""
    stated = _stated(members)
    check_json(stated)
    problems = list(object_problems(stated, kind, formal=True))
    if problems:
        first, *others = problems
        found = "no" if first.wrong == "is missing" else f"{first.found!r:.100} as"
        more = f" ({len(others)} more like it)" if others else ""
        place = first.place if first.place == kind else f"{kind}.{first.place}"
        raise StructureError(f"found {found} {place}, which {first.wrong}, expected {first.expected}{more}")
    return stated


def moment(stated: datetime | None) -> str | None:
    """Write a moment that may be left open."""
    return None if stated is None else timestamp(stated)


def _stated(members: Mapping[str, Any]) -> JSON:
    """Leave out what is not stated: credentials hold no nulls and no empty lists."""
    stated = {}
    for name, value in members.items():
        if value is None or (isinstance(value, Sequence) and not isinstance(value, str) and not value):
            continue
        stated[name] = list(value) if isinstance(value, tuple) else value
    return stated
