"""Ways to change a badge, its status list or its issuer's DID document, before or after signing."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from base58 import b58encode

from credentials.proofs.dids import did_document
from credentials.proofs.eddsa_rdfc_2022 import add_proof, hash_data
from credentials.standards.vc import JSON
from tests.making import (
    A_DAY,
    COLLEGE,
    COLLEGE_DID,
    COPYCAT,
    NOW,
    STATUS_INDEX,
    STATUS_URL,
    a_badge,
    a_status_list,
    an_unsigned_badge,
    fetching,
)


@dataclass(frozen=True)
class Case:
    """A badge, what is unusual about the day, and what is reported.

    `signs` are the outcomes in the order of CHECKS: + passed, - failed, ? could not check.
    """

    badge: Callable[[], Any]
    signs: str
    verdict: str
    ports: Callable[[], dict[str, Any]] = field(default=dict)


def changed(path: str, value: object) -> Callable[[], JSON]:
    """Change one member of a signed badge."""

    def make() -> JSON:
        badge = a_badge()
        *way, last = path.split("/")
        place: Any = badge
        for step in way:
            place = place[int(step)] if step.isdigit() else place[step]
        place[int(last) if last.isdigit() else last] = value
        return badge

    return make


def signed(**changes: Any) -> Callable[[], JSON]:
    """Change a badge before it is signed."""
    return lambda: a_badge(**changes)


def listing(page: Callable[[], bytes]) -> Callable[[], dict[str, Any]]:
    """Answer with another status list."""
    return lambda: {"fetch": fetching({STATUS_URL: page()})}


def published(change: Callable[[JSON], object]) -> Callable[[], dict[str, Any]]:
    """Let the college publish another DID document."""

    def ports() -> dict[str, Any]:
        document = copy.deepcopy(did_document(COLLEGE_DID, [COLLEGE]))
        change(document)
        return {"resolve": lambda did: document}

    return ports


def with_proof(**changes: Any) -> Callable[[], JSON]:
    """Change the proof of a signed badge."""

    def make() -> JSON:
        badge = a_badge()
        badge["proof"] = [{**badge["proof"][0], **changes}]
        return badge

    return make


def signed_also(**changes: Any) -> Callable[[], JSON]:
    """Put a second proof into a signed badge: the same with changes."""

    def make() -> JSON:
        badge = a_badge()
        badge["proof"] = [*badge["proof"], {**badge["proof"][0], **changes}]
        return badge

    return make


def signed_by_hand(key: Any = COLLEGE, **options: Any) -> JSON:
    """Sign a badge of the college with any key for any purpose, as an attacker can."""
    return add_proof(an_unsigned_badge(), key=key, created=NOW - A_DAY, **options)


def with_ending_proof(moment: str) -> JSON:
    """Sign a badge with a proof that ends."""
    unsigned = an_unsigned_badge()
    options = {name: value for name, value in a_badge()["proof"][0].items() if name != "proofValue"}
    options["expires"] = moment
    signature = COLLEGE.sign(hash_data(unsigned, options))
    return {**unsigned, "proof": [{**options, "proofValue": f"z{b58encode(signature).decode()}"}]}


def tampered_list() -> bytes:
    """Take the withdrawal out of a signed status list."""
    good, bad = json.loads(a_status_list()), json.loads(a_status_list(STATUS_INDEX))
    bad["credentialSubject"]["encodedList"] = good["credentialSubject"]["encodedList"]
    return json.dumps(bad).encode()


def short_list() -> bytes:
    """Sign a list that has too few places."""
    return a_status_list(bits=bytes(1_000))


def renamed_to_its_address() -> JSON:
    """Hide the end date from readers of JSON under the full address of its member."""
    badge = a_badge(validUntil="2026-11-01T00:00:00Z")
    badge["https://www.w3.org/2018/credentials#validUntil"] = badge.pop("validUntil")
    return badge


def named_elsewhere() -> JSON:
    """Move what is said of the issuer to where the same issuer is named as creator."""
    badge = a_badge()
    badge["credentialSubject"]["achievement"]["creator"]["url"] = badge["issuer"].pop("url")
    return badge


def in_depth(levels: int) -> JSON:
    """Nest a badge far deeper than any reader likes."""
    badge = a_badge()
    for _ in range(levels):
        badge["parentOrg"] = {"id": "urn:x", "parentOrg": badge.get("parentOrg")}
    return badge


def copycats() -> JSON:
    """Let somebody else sign under the college's name, with an own DID."""
    return a_badge(key=COPYCAT)
