"""Check that documents and their parts have what their class requires, each member in its form.

What the members and forms are stands in `classes`; rules about several members together stand in `rules`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from credentials.errors import MalformedDocumentError
from credentials.standards.classes import CLASSES, CLOSED
from credentials.standards.heads import OLD, version_of
from credentials.standards.rules import FORMAL_RULES, RULES
from credentials.standards.vc import JSON, as_list, read_timestamp, types_of
from credentials.standards.vocabulary import EXTENSIBLE, VOCABULARIES

MAX_PROBLEMS = 20

_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+")
_LANGUAGE = re.compile(r"[a-z]{2,4}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?", re.ASCII)
_JWS = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*\.[A-Za-z0-9_-]+", re.ASCII)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_EXTENSION = re.compile(r"ext:[A-Za-z0-9._|]", re.ASCII)


@dataclass(frozen=True)
class Problem:
    """Say what is wrong at one place, what was found there and what was expected."""

    place: str
    wrong: str
    expected: str
    found: Any = None

    def __str__(self) -> str:
        return f"{self.place} {self.wrong}."


def object_problems(value: JSON, kind: str, place: str = "", *, formal: bool = False) -> Iterator[Problem]:
    """Check one object against its class; members that the class does not name are left alone.

    With `formal`, also refuse what only JSON-LD readers take, such as one value where a list belongs.
    """
    if f"{kind}{OLD}" in CLASSES:
        kind = version_of(kind, value)
    members = CLASSES[kind]
    for member, form in members.items():
        name = member.rstrip("!")
        here = f"{place}.{name}" if place else name
        if name in value and not (value[name] == [] and member.endswith("!")):
            yield from _member_problems(value[name], form, here, formal=formal)
        elif member.endswith("!"):
            yield Problem(here, "is missing", _named(form))
    if kind in CLOSED:
        known = {member.rstrip("!") for member in members}
        for name in sorted(set(value) - known):
            here = f"{place}.{name}" if place else name
            yield Problem(here, f"is not a member of {kind}", f"one of {', '.join(sorted(known))}", name)
    for rule in (*RULES.get(kind, ()), *(FORMAL_RULES.get(kind, ()) if formal else ())):
        for member, wrong, expected in rule(value):
            here = f"{place}.{member}" if place and member else member or place or kind
            yield Problem(here, wrong, expected, value.get(member))


def _member_problems(value: Any, form: str, place: str, *, formal: bool) -> Iterator[Problem]:
    if not _is_list_form(form):
        yield from _value_problems(value, form, place, formal=formal)
        return
    if formal and not isinstance(value, list):
        yield Problem(place, "is not a list", "a list", value)
        return
    for number, one in enumerate(as_list(value)):
        here = f"{place}[{number}]" if isinstance(value, list) else place
        yield from _value_problems(one, form[1:-1], here, formal=formal)


def _value_problems(value: Any, form: str, place: str, *, formal: bool) -> Iterator[Problem]:
    if "|" in form:
        form = _fitting(value, form.split("|"), formal=formal)
        yield from _member_problems(value, form, place, formal=formal)
    elif form in CLASSES:
        if isinstance(value, dict):
            yield from object_problems(value, form, place, formal=formal)
        else:
            yield Problem(place, "is not an object", "an object", value)
    elif form in VOCABULARIES:
        words, extensible = VOCABULARIES[form], form in EXTENSIBLE
        extends = extensible and isinstance(value, str) and _EXTENSION.match(value)
        if not (isinstance(value, str) and value in words) and not extends:
            listed = f"one of {', '.join(sorted(words))}{', or a word after ext:' if extensible else ''}"
            yield Problem(place, f"is not one of the words for {form}", listed, value)
    elif form.startswith("type "):
        kind = form.removeprefix("type ")
        if kind not in types_of({"type": value}) or (formal and not isinstance(value, list)):
            yield Problem(place, f"does not include {kind}", f"a list with {kind}", value)
    elif form.startswith("="):
        if value != form[1:]:
            yield Problem(place, f"is not {form[1:]}", form[1:], value)
    else:
        wanted, fits = _PLAIN[form]
        if form not in ("number", "truth", "object") and not isinstance(value, str):
            yield Problem(place, "is not a text", wanted, value)
        elif not fits(value):
            yield Problem(place, f"is not {wanted}", wanted, value)


def _is_list_form(form: str) -> bool:
    return form.startswith("[") and form.endswith("]")


def _fitting(value: Any, forms: list[str], *, formal: bool) -> str:
    """Choose the form by which a value of several possible ones is checked."""
    for form in forms:
        if isinstance(value, dict) and (form in CLASSES or form == "object"):
            return form
        if isinstance(value, list) and _is_list_form(form) and not formal:
            return form
    return forms[0]


def _named(form: str) -> str:
    """Say what a form is, for people."""
    inner = form[1:-1] if _is_list_form(form) else form.partition("|")[0]
    wanted = _PLAIN[inner][0] if inner in _PLAIN else inner.removeprefix("type ").removeprefix("=")
    return f"a list of {wanted}" if _is_list_form(form) else wanted


def _is_time(text: str) -> bool:
    try:
        read_timestamp(text)
    except MalformedDocumentError:
        return False
    return True


def _is_day(text: str) -> bool:
    try:
        return bool(_DAY.fullmatch(text) and date.fromisoformat(text))
    except ValueError:
        return False


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


# How each plain form is called, and what fits it; all but three are texts.
_PLAIN: dict[str, tuple[str, Callable[[Any], bool]]] = {
    "text": ("a text", lambda text: True),
    "uri": ("a full address", lambda text: bool(_URI.fullmatch(text))),
    "time": ("a date and time with a zone", _is_time),
    "day": ("a date", _is_day),
    "number": ("a number", _is_number),
    "truth": ("true or false", lambda value: isinstance(value, bool)),
    "object": ("an object", lambda value: isinstance(value, dict)),
    "language": ("a language tag", lambda text: bool(_LANGUAGE.fullmatch(text))),
    "jws": ("a compact JWS", lambda text: bool(_JWS.fullmatch(text))),
}
