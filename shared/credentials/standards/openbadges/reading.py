"""Read what a badge says, whatever form somebody else gave it.

Nothing here is proven: a name is what the badge calls itself. Verify before relying on any of it.
"""

from __future__ import annotations

from credentials.standards.documents import OPEN_BADGE, read_document
from credentials.standards.vc import JSON, as_list, id_of, objects_in


def read_badge(document: JSON) -> JSON:
    """Give a copy of a complete badge in one form, whichever its issuer chose; unknown members stay.

    Raises StructureError, if the badge is not complete.
    """
    return read_document(document, OPEN_BADGE)


def name_of(badge: JSON) -> str:
    """Give the name of a badge, or else of its achievement, or else an empty text."""
    for named in (badge, _achievement(badge)):
        if isinstance(name := named.get("name"), str) and name:
            return name
    return ""


def issuer_id(badge: JSON) -> str | None:
    """Give the identifier of who the badge says issued it."""
    return id_of(badge.get("issuer"))


def issuer_name(badge: JSON) -> str | None:
    """Give what the badge calls its issuer; a copycat calls itself the same."""
    issuer = badge.get("issuer")
    name = issuer.get("name") if isinstance(issuer, dict) else None
    return name if isinstance(name, str) else None


def subject_id(badge: JSON) -> str | None:
    """Give the identifier of whom the badge is about."""
    return id_of(_object(badge.get("credentialSubject")))


def alignments(badge: JSON) -> list[JSON]:
    """Give the framework items that the achievement is aligned to."""
    return objects_in(_achievement(badge).get("alignment"))


def results(badge: JSON) -> list[JSON]:
    """Give the results that were achieved."""
    return objects_in(_object(badge.get("credentialSubject")).get("result"))


def achieved_levels(badge: JSON) -> dict[str, str]:
    """Give the level reached for each aligned item, by the addresses of item and level.

    A level counts for the items its result is aligned to, or else for those of the result's description, or
    else for all items of the achievement.
    """
    descriptions = {
        description.get("id"): description
        for description in objects_in(_achievement(badge).get("resultDescription"))
        if isinstance(description.get("id"), str)
    }
    levels: dict[str, str] = {}
    for result in results(badge):
        level, described = result.get("achievedLevel"), result.get("resultDescription")
        if not isinstance(level, str):
            continue
        description = descriptions.get(described, {}) if isinstance(described, str) else {}
        aligned = (
            objects_in(result.get("alignment"))
            or objects_in(description.get("alignment"))
            or alignments(badge)
        )
        targets = [one.get("targetUrl") for one in aligned]
        levels.update({target: level for target in targets if isinstance(target, str)})
    return levels


def _achievement(badge: JSON) -> JSON:
    return _object(_object(badge.get("credentialSubject")).get("achievement"))


def _object(value: object) -> JSON:
    """Give the one object a member holds, by itself or in a list of one."""
    values = as_list(value)
    return values[0] if len(values) == 1 and isinstance(values[0], dict) else {}
