"""Check that an Open Badge has all that the specification requires, and each thing in its form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from credentials.errors import MalformedDocumentError
from credentials.standards.openbadges.vocabulary import CLASSES, VOCABULARIES
from credentials.standards.vc import (
    CREDENTIALS_V2,
    JSON,
    VERIFIABLE_CREDENTIAL,
    as_list,
    read_timestamp,
    types_of,
)

MAX_PROBLEMS = 20

_BADGE_CONTEXT = re.compile(r"https://purl\.imsglobal\.org/spec/ob/v3p0/context-3\.\d\.\d\.json")
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+")
_BADGE_TYPES = ("AchievementCredential", "OpenBadgeCredential")


def structure_problems(document: JSON) -> list[str]:
    """Say in plain words what keeps a document from being a complete Open Badges 3.0 credential.

    https://www.imsglobal.org/spec/ob/v3p0#achievementcredential
    """
    problems = [*_head_problems(document), *_object_problems(document, "OpenBadgeCredential", "")]
    subject = document.get("credentialSubject")
    if isinstance(subject, dict):
        if not subject.get("id") and not subject.get("identifier"):
            problems.append("credentialSubject has neither an id nor an identifier.")
        achievement = subject.get("achievement")
        criteria = achievement.get("criteria") if isinstance(achievement, dict) else None
        if isinstance(criteria, dict) and not criteria.get("id") and not criteria.get("narrative"):
            problems.append("credentialSubject.achievement.criteria has neither an id nor a narrative.")
    return problems[:MAX_PROBLEMS]


def _head_problems(document: JSON) -> Iterator[str]:
    contexts = as_list(document.get("@context"))
    if contexts[:1] != [CREDENTIALS_V2]:
        yield f"@context does not begin with {CREDENTIALS_V2}."
    if not any(isinstance(context, str) and _BADGE_CONTEXT.fullmatch(context) for context in contexts[1:2]):
        yield "@context does not continue with the context of Open Badges 3.0."
    kinds = types_of(document)
    if VERIFIABLE_CREDENTIAL not in kinds:
        yield f"type does not include {VERIFIABLE_CREDENTIAL}."
    if not set(kinds) & set(_BADGE_TYPES):
        yield "type includes neither OpenBadgeCredential nor AchievementCredential."


def _object_problems(value: JSON, kind: str, path: str) -> Iterator[str]:
    """Check one object against its class; members that the class does not name are left alone."""
    for member, form in CLASSES[kind].items():
        name = member.rstrip("!")
        place = f"{path}.{name}" if path else name
        if name in value:
            yield from _member_problems(value[name], form, place)
        elif member.endswith("!"):
            yield f"{place} is missing."


def _member_problems(value: Any, form: str, place: str) -> Iterator[str]:
    """Check a member: `text`, `Class` for one object, `[text]` or `[Class]` for one or more."""
    if not form.startswith("["):
        yield from _value_problems(value, form, place)
        return
    for number, one in enumerate(as_list(value)):
        yield from _value_problems(
            one, form[1:-1], f"{place}[{number}]" if isinstance(value, list) else place
        )


def _value_problems(value: Any, form: str, place: str) -> Iterator[str]:
    if form in CLASSES:
        if isinstance(value, dict):
            yield from _object_problems(value, form, place)
        else:
            yield f"{place} is not an object."
    elif form in VOCABULARIES:
        if not isinstance(value, str) or not (value in VOCABULARIES[form] or value.startswith("ext:")):
            yield f"{place} is not one of the words for {form}."
    elif form.startswith("type "):
        if form.removeprefix("type ") not in types_of({"type": value}):
            yield f"{place} does not include {form.removeprefix('type ')}."
    elif problem := _plain_problem(value, form):
        yield f"{place} is not {problem}."


def _plain_problem(value: Any, form: str) -> str | None:
    """Say what a plain value should have been, or nothing if it is that."""
    if form == "number":
        return None if isinstance(value, int | float) and not isinstance(value, bool) else "a number"
    if form == "truth":
        return None if isinstance(value, bool) else "true or false"
    if not isinstance(value, str):
        return "a text"
    if form == "uri":
        return None if _URI.fullmatch(value) else "a full address"
    if form == "time":
        try:
            read_timestamp(value)
        except MalformedDocumentError:
            return "a date and time with a zone"
    return None
