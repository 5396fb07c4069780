"""Show part of a credential: what a learner may leave out, and the credential without it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from credentials.errors import MissingProofError, StructureError, UnsupportedProofError
from credentials.parsing import check_json
from credentials.proofs.ecdsa_sd_2023 import CRYPTOSUITE, derive
from credentials.proofs.selective.pointers import pointer_to, select
from credentials.proofs.selective.proof_values import BaseProof
from credentials.standards.classes import CLASSES
from credentials.standards.documents import kinds_of, structure_problems
from credentials.standards.heads import version_of
from credentials.standards.openbadges.reading import results
from credentials.standards.vc import JSON, as_list, id_of

# Shown with every part beside what the standards require: what a credential is called, and what limits it.
_PERIOD = ("validFrom", "validUntil", "issuanceDate", "expirationDate")
_SERVICES = ("credentialStatus", "credentialSchema", "refreshService", "termsOfUse")
_LIMITS = frozenset({"name", "partial", *_PERIOD, *_SERVICES})
# Classes whose members are chosen one by one where such an object is required; others are shown whole.
_OPENED = frozenset({"AchievementSubject", "ClrSubject", "EndorsementSubject", "Subject", "Achievement"})
_ALWAYS = frozenset({"@context", "id", "type", "proof"})
_PLAIN_WORDS = {
    "activityEndDate": "end of the activity",
    "activityStartDate": "start of the activity",
    "awardedDate": "day of the award",
    "creditsAvailable": "credits to be had",
    "endorsementJwt": "endorsement",
    "fieldOfStudy": "field of study",
    "humanCode": "code",
    "identifier": "identity",
    "inLanguage": "language",
    "licenseNumber": "licence number",
    "resultDescription": "description of a result",
    "tag": "keywords",
    "verifiableCredential": "credential",
}
# What tells one thing from others of its kind, the most telling first.
_TELLING = ["name", "targetName", "caption", "narrative", "value", "achievedLevel", "status"]
_TELLING += ["identifierType", "identityType", "associationType", "id"]


@dataclass(frozen=True)
class Choice:
    """Hold one thing that a learner may show or leave out: where it is, what it is and what it says."""

    pointer: str
    what: str
    says: str


@dataclass(frozen=True)
class _Part:
    pointer: str
    member: str
    value: Any
    needed: bool


def always_shown(document: JSON) -> tuple[str, ...]:
    """Point to what no part of a credential may lack: what its standard requires, and what limits it."""
    return tuple(part.pointer for part in _parts(document) if part.needed)


def choices(document: JSON) -> tuple[Choice, ...]:
    """List in plain words what a learner may leave out of a credential."""
    check_json(document)
    mandatory = _base_proof(document)[1].mandatory_pointers if "proof" in document else ()
    names = _names(document)
    return tuple(
        Choice(part.pointer, _plain_words(part.member), _says(part.value, names))
        for part in _parts(document)
        if not part.needed and not _is_within(part.pointer, mandatory)
    )


def disclose(secured: JSON, *, show: Iterable[str]) -> JSON:
    """Give the part of a credential that its learner shows, with a proof for the verifier.

    Beside what the pointers lead to, it has all that is always shown, and with each result what it means.
    """
    proof, _ = _base_proof(secured)
    pointers = [*always_shown(secured), *show]
    part = derive(secured, proof, pointers=[*pointers, *_meanings(secured, select(secured, pointers))])
    if (problems := structure_problems(part)) and not structure_problems(secured):
        raise StructureError(f"found a part that is no complete credential: {' '.join(problems)}")
    return part


def _base_proof(secured: JSON) -> tuple[JSON, BaseProof]:
    """Give the one proof that parts can be derived from, as it stands and as it is read."""
    proofs = [one for one in as_list(secured.get("proof")) if isinstance(one, dict)]
    found = [one for one in proofs if one.get("cryptosuite") == CRYPTOSUITE]
    if not found:
        raise MissingProofError(f"found no proof of the suite {CRYPTOSUITE}, expected one to show parts by")
    if len(found) > 1:
        raise UnsupportedProofError(f"found {len(found)} proofs of the suite {CRYPTOSUITE}, expected one")
    return found[0], BaseProof.read(found[0].get("proofValue"))


def _parts(document: JSON) -> Iterator[_Part]:
    kind = kinds_of(document)[0]
    older = version_of(kind, document)  # a class that only the newer data model has stays as it is
    yield from _members(document, older if older in CLASSES else kind, ())


def _members(node: JSON, kind: str, path: tuple[str | int, ...]) -> Iterator[_Part]:
    members = CLASSES[kind]
    if path and (telling := next((name for name in ("type", "id") if name in node), None)):
        yield _Part(pointer_to(*path, telling), telling, node[telling], needed=True)
    for member, value in node.items():
        if member in _ALWAYS:
            continue
        here, required = (*path, member), f"{member}!" in members
        held = members.get(f"{member}!", "").split("|")[0].strip("[]")
        if held in _OPENED:
            for steps, one in _each(value, here):
                if isinstance(one, dict):
                    yield from _members(one, held, steps)
        elif (required and not _is_list_of_objects(value)) or _is_needed(member, node, kind, path):
            yield _Part(pointer_to(*here), member, value, needed=True)
        elif _is_list_of_objects(value):
            for steps, one in _each(value, here):
                yield _Part(pointer_to(*steps), member, one, needed=False)
        else:
            yield _Part(pointer_to(*here), member, value, needed=False)


def _is_needed(member: str, node: JSON, kind: str, path: tuple[str | int, ...]) -> bool:
    """Tell whether an optional member may not be left out here: a limit, or what alone says who is meant."""
    if not path:
        return member in _LIMITS
    return member == "identifier" and kind in ("AchievementSubject", "ClrSubject") and "id" not in node


def _each(value: Any, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    if not isinstance(value, list):
        yield path, value
        return
    for place, one in enumerate(value):
        yield (*path, place), one


def _is_list_of_objects(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, dict) for one in value)


def _meanings(document: JSON, part: JSON) -> list[str]:
    """Point to the descriptions that the results of a part refer to."""
    shown = results(part)
    named = {one["resultDescription"] for one in shown if isinstance(one.get("resultDescription"), str)}
    levels = {one["achievedLevel"] for one in shown if isinstance(one.get("achievedLevel"), str)}
    return [
        described.pointer
        for described in _parts(document)
        if described.member == "resultDescription"
        and isinstance(described.value, dict)
        and (
            id_of(described.value) in named
            or any(id_of(level) in levels for level in as_list(described.value.get("rubricCriterionLevel")))
        )
    ]


def _is_within(pointer: str, mandatory: Collection[str]) -> bool:
    return any(pointer == one or pointer.startswith(f"{one}/") for one in mandatory)


def _plain_words(member: str) -> str:
    return _PLAIN_WORDS.get(member) or re.sub(
        r"(?<=[a-z])[A-Z]", lambda found: f" {found[0].lower()}", member
    )


def _says(value: Any, names: Mapping[str, str]) -> str:
    """Say in a few words what a value says; `names` are those of the things that have an id."""
    if isinstance(value, dict):
        told = [value[member] for member in _TELLING if isinstance(value.get(member), str)]
        value = [names.get(one, one) for one in told if one in names or ":" not in one][:1]
    if isinstance(value, bool):
        return "yes" if value else "no"
    texts = [str(one) for one in as_list(value) if isinstance(one, str | int | float)]
    return ", ".join(text for text in texts if len(text) < 100 and not text.startswith("eyJ"))[:200]


def _names(value: Any) -> dict[str, str]:
    """Give the names of all things in a document that have an id."""
    if isinstance(value, list):
        return {name: text for one in value for name, text in _names(one).items()}
    if not isinstance(value, dict):
        return {}
    name, text = value.get("id"), value.get("name")
    own = {name: text} if isinstance(name, str) and isinstance(text, str) else {}
    return {**_names(list(value.values())), **own}
