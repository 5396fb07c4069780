"""Check that documents and their parts have what their class requires, each member in its form.

What the members and forms are stands in `classes`; rules about several members together stand in `rules`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from credentials.errors import MalformedDocumentError
from credentials.standards.classes import CLASSES, CLOSED
from credentials.standards.heads import OLD, version_of
from credentials.standards.rules import FORMAL_RULES, RULES
from credentials.standards.vc import JSON, read_timestamp, types_of
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
        # A place is made of names that strangers chose, and they may be long.
        return f"{self.place[:200]} {self.wrong}."


# The problems that a value has at a place; with `formal`, also those that only some readers mind.
_Check = Callable[[Any, str, bool], Sequence[Problem]]


def object_problems(value: JSON, kind: str, place: str = "", *, formal: bool = False) -> Iterator[Problem]:
    """Check one object against its class; members that the class does not name are left alone.

    With `formal`, also refuse what only JSON-LD readers take, such as one value where a list belongs.
    """
    return iter(_object_problems(value, kind, place, formal))


def _object_problems(value: JSON, kind: str, place: str, formal: bool) -> list[Problem]:
    if f"{kind}{OLD}" in CLASSES:
        kind = version_of(kind, value)
    problems: list[Problem] = []
    for name, required, check, wanted in _members_of(kind):
        if name in value and not (required and value[name] == []):
            problems += check(value[name], f"{place}.{name}" if place else name, formal)
        elif required:
            problems.append(Problem(f"{place}.{name}" if place else name, "is missing", wanted))
    if kind in CLOSED:
        known = {name for name, *_ in _members_of(kind)}
        for name in sorted(set(value) - known):
            here = f"{place}.{name}" if place else name
            expected = f"one of {', '.join(sorted(known))}"
            problems.append(Problem(here, f"is not a member of {kind}", expected, name))
    for rule in (*RULES.get(kind, ()), *(FORMAL_RULES.get(kind, ()) if formal else ())):
        for member, wrong, expected in rule(value):
            here = f"{place}.{member}" if place and member else member or place or kind
            problems.append(Problem(here, wrong, expected, value.get(member)))
    return problems


@cache
def _members_of(kind: str) -> tuple[tuple[str, bool, _Check, str], ...]:
    """Give for each member of a class its name, whether it is required, its check, and what it should be."""
    return tuple(
        (member.rstrip("!"), member.endswith("!"), _check_of(form), _named(form))
        for member, form in CLASSES[kind].items()
    )


@cache
def _check_of(form: str) -> _Check:
    """Make the check of a form once, for documents have thousands of members of a few forms."""
    if _is_list_form(form):
        return _list_check(_check_of(form[1:-1]))
    if "|" in form:
        forms = form.split("|")
        return lambda value, place, formal: _check_of(_fitting(value, forms, formal=formal))(
            value, place, formal
        )
    if form in CLASSES:
        return _class_check(form)
    if form in VOCABULARIES:
        return _vocabulary_check(form)
    if form.startswith("type "):
        return _type_check(form.removeprefix("type "))
    if form.startswith("="):
        return _plain_check(form[1:], lambda value: value == form[1:], of_text=False)
    wanted, fits = _PLAIN[form]
    return _plain_check(wanted, fits, of_text=form not in ("number", "truth", "object"))


def _list_check(check: _Check) -> _Check:
    def list_problems(value: Any, place: str, formal: bool) -> Sequence[Problem]:
        if not isinstance(value, list):
            if formal:
                return [Problem(place, "is not a list", "a list", value)]
            return check(value, place, formal) if value is not None else ()
        problems: list[Problem] = []
        for number, one in enumerate(value):
            problems += check(one, f"{place}[{number}]", formal)
            if len(problems) >= MAX_PROBLEMS:
                break
        return problems

    return list_problems


def _class_check(kind: str) -> _Check:
    def class_problems(value: Any, place: str, formal: bool) -> Sequence[Problem]:
        if isinstance(value, dict):
            return _object_problems(value, kind, place, formal)
        return [Problem(place, "is not an object", "an object", value)]

    return class_problems


def _vocabulary_check(form: str) -> _Check:
    words, extensible = VOCABULARIES[form], form in EXTENSIBLE
    listed = f"one of {', '.join(sorted(words))}{', or a word after ext:' if extensible else ''}"

    def word_problems(value: Any, place: str, formal: bool) -> Sequence[Problem]:
        if isinstance(value, str) and (value in words or (extensible and _EXTENSION.match(value))):
            return ()
        return [Problem(place, f"is not one of the words for {form}", listed, value)]

    return word_problems


def _type_check(kind: str) -> _Check:
    def type_problems(value: Any, place: str, formal: bool) -> Sequence[Problem]:
        if kind in types_of({"type": value}) and (not formal or isinstance(value, list)):
            return ()
        return [Problem(place, f"does not include {kind}", f"a list with {kind}", value)]

    return type_problems


def _plain_check(wanted: str, fits: Callable[[Any], bool], *, of_text: bool) -> _Check:
    def plain_problems(value: Any, place: str, formal: bool) -> Sequence[Problem]:
        if of_text and not isinstance(value, str):
            return [Problem(place, "is not a text", wanted, value)]
        return () if fits(value) else [Problem(place, f"is not {wanted}", wanted, value)]

    return plain_problems


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
