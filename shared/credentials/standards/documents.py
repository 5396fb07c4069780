"""Tell which kind of document something is, and what keeps it from being a complete one."""

from __future__ import annotations

from itertools import islice
from typing import Any

from credentials.errors import MalformedDocumentError, StructureError
from credentials.standards.classes import CLASSES
from credentials.standards.heads import BADGE_TYPES, version_of
from credentials.standards.structure import MAX_PROBLEMS, Problem, object_problems
from credentials.standards.vc import JSON, VERIFIABLE_CREDENTIAL, VERIFIABLE_PRESENTATION, as_list, types_of

OPEN_BADGE = "OpenBadgeCredential"
ENDORSEMENT = "EndorsementCredential"
RECORD = "ClrCredential"
STATUS_LIST = "BitstringStatusListCredential"

# How each kind is called where people read about it.
STANDARDS = {
    OPEN_BADGE: "Open Badges 3.0 AchievementCredential",
    ENDORSEMENT: "Open Badges 3.0 EndorsementCredential",
    RECORD: "Comprehensive Learner Record 2.0 ClrCredential",
    STATUS_LIST: "Bitstring Status List 1.0 BitstringStatusListCredential",
    VERIFIABLE_CREDENTIAL: "Verifiable Credentials 2.0 VerifiableCredential",
    VERIFIABLE_PRESENTATION: "Verifiable Credentials 2.0 VerifiablePresentation",
}
_KIND_OF_TYPE = {
    **dict.fromkeys(BADGE_TYPES, OPEN_BADGE),
    RECORD: RECORD,
    ENDORSEMENT: ENDORSEMENT,
    STATUS_LIST: STATUS_LIST,
    VERIFIABLE_PRESENTATION: VERIFIABLE_PRESENTATION,
}


def kinds_of(document: JSON) -> list[str]:
    """Give the kinds that a document says it is of, the plain VerifiableCredential only if it is no other."""
    kinds = [_KIND_OF_TYPE[kind] for kind in types_of(document) if kind in _KIND_OF_TYPE]
    return list(dict.fromkeys(kinds)) or [VERIFIABLE_CREDENTIAL]


def structure_problems(document: JSON) -> list[str]:
    """Say in plain words what keeps a document from being a complete one of the kinds it says it is of."""
    problems = [problem for kind in kinds_of(document) for problem in problems_as(kind, document)]
    return list(dict.fromkeys(problems))[:MAX_PROBLEMS]


def problems_as(kind: str, document: JSON) -> list[str]:
    """Say in plain words what keeps a document from being a complete one of this kind."""
    try:
        return [str(problem) for problem in _first_problems(kind, document)]
    except RecursionError:
        return ["It is nested too deep to be looked at."]


def read_document(document: JSON, kind: str) -> JSON:
    """Give a copy of a complete document in which every member has the form that is written here.

    Where there may be several values there is a list, even of one; members that the standard does not name
    stay as they are. The document itself is not changed: what was signed is kept, this is for reading.
    """
    try:
        problems = _first_problems(kind, document)
    except RecursionError as error:
        raise MalformedDocumentError("found a document that is nested too deep to be looked at") from error
    if problems:
        raise StructureError(f"found a document that is no complete {kind}: {' '.join(map(str, problems))}")
    return _in_form(document, kind)


def _first_problems(kind: str, document: JSON) -> list[Problem]:
    return list(islice(object_problems(document, kind), MAX_PROBLEMS))


def _in_form(value: JSON, kind: str) -> JSON:
    if kind in _VERSIONED:
        kind = version_of(kind, value)
    forms = {member.rstrip("!"): form for member, form in CLASSES[kind].items()}
    return {name: _member_in_form(member, forms.get(name, "")) for name, member in value.items()}


def _member_in_form(value: Any, form: str) -> Any:
    if form.startswith("type "):
        return list(as_list(value))
    if form.startswith("[") and form.endswith("]"):
        return [_member_in_form(one, form[1:-1]) for one in as_list(value)]
    for one in form.split("|"):
        if one in CLASSES and isinstance(value, dict):
            return _in_form(value, one)
    return value


_VERSIONED = frozenset(kind.removesuffix(" 1.1") for kind in CLASSES if kind.endswith(" 1.1"))
