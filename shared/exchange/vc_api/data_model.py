"""Say what keeps a credential from being valid by the data model, beyond the structure of its kind.

https://www.w3.org/TR/vc-data-model-2.0/
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from credentials.standards.documents import structure_problems
from credentials.standards.vc import JSON, as_list, has_type, id_of, objects_in
from exchange.vc_api.related_resources import digest_problems

_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+")
_INDEX = re.compile(r"0|[1-9][0-9]*", re.ASCII)
_TEXT_MEMBERS = {"@value", "@language", "@direction"}


def credential_problems(credential: JSON) -> list[str]:
    """Say in plain words what the data model does not allow."""
    return [*structure_problems(credential), *_more_problems(credential)]


def _more_problems(credential: JSON) -> Iterator[str]:
    yield from _subject_problems(credential)
    issuer = credential.get("issuer")
    for place, node in (("", credential), ("issuer.", issuer if isinstance(issuer, dict) else {})):
        for member in ("name", "description"):
            yield from _text_problems(f"{place}{member}", node.get(member))
    for entry in objects_in(credential.get("credentialStatus")):
        yield from _status_problems(entry)
    yield from _related_problems(credential.get("relatedResource"))


def _subject_problems(credential: JSON) -> Iterator[str]:
    """Require each subject to be one of which something is said.

    https://www.w3.org/TR/vc-data-model-2.0/#credential-subject
    """
    if any(subject == {} for subject in as_list(credential.get("credentialSubject"))):
        yield "credentialSubject is empty."


def _text_problems(place: str, value: Any) -> Iterator[str]:
    """Require a text, or one or more texts that each name their language.

    https://www.w3.org/TR/vc-data-model-2.0/#language-and-base-direction
    """
    for one in as_list(value):
        if isinstance(one, dict):
            if not set(one) <= _TEXT_MEMBERS or not all(isinstance(member, str) for member in one.values()):
                yield f"{place} has other members than @value, @language and @direction."
            elif "@value" not in one:
                yield f"{place} has no @value."
        elif not isinstance(one, str):
            yield f"{place} is neither a text nor a text with its language."


def _status_problems(entry: JSON) -> Iterator[str]:
    """Require the members by which a place in a status list is found.

    https://www.w3.org/TR/vc-bitstring-status-list/#bitstringstatuslistentry
    """
    if not has_type(entry, ["BitstringStatusListEntry"]):
        return
    purpose, index = entry.get("statusPurpose"), entry.get("statusListIndex")
    listed_at, size = entry.get("statusListCredential"), entry.get("statusSize", 1)
    if not isinstance(purpose, str):
        yield "credentialStatus.statusPurpose is not a text."
    if not isinstance(index, str) or not _INDEX.fullmatch(index):
        yield "credentialStatus.statusListIndex is not a whole number written as a text."
    if not isinstance(listed_at, str) or not _URL.fullmatch(listed_at):
        yield "credentialStatus.statusListCredential is not a full address."
    if "id" in entry and entry["id"] == listed_at:
        yield "credentialStatus.id is the address of the list itself."
    if not isinstance(size, int) or isinstance(size, bool) or size < 1:
        yield "credentialStatus.statusSize is not a whole number above zero."
    elif size > 1 and len(as_list(entry.get("statusMessage"))) != 2**size:
        yield "credentialStatus.statusMessage does not have one message for each value."


def _related_problems(resources: Any) -> Iterator[str]:
    """Require related resources to be named once each, with a digest.

    https://www.w3.org/TR/vc-data-model-2.0/#integrity-of-related-resources
    """
    names = [id_of(one) if isinstance(one, dict) else None for one in as_list(resources)]
    if any(name is None or not _URL.fullmatch(name) for name in names):
        yield "relatedResource has no id that is a full address."
    if len(set(names)) != len(names):
        yield "relatedResource names the same address twice."
    for one in objects_in(resources):
        if not {"digestSRI", "digestMultibase"} & one.keys():
            yield "relatedResource has neither digestSRI nor digestMultibase."
        yield from digest_problems(one)
