"""The cases of `test_verifying.py`: what is unusual about a badge or its day, and what is reported of it."""

from __future__ import annotations

import copy
import json
import math
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from base58 import b58encode

from credentials.proofs.dids import did_document
from credentials.proofs.eddsa_rdfc_2022 import add_proof, hash_data
from credentials.proofs.keys import SigningKey
from credentials.standards.vc import JSON
from credentials.status import status_entry, status_list_jwt
from tests.making import (
    A_DAY,
    ANA,
    BEN,
    COLLEGE,
    COLLEGE_DID,
    COPYCAT,
    EMPLOYER,
    NOW,
    STATUS_INDEX,
    STATUS_URL,
    a_badge,
    a_status_list,
    an_unsigned_badge,
    an_unsigned_status_list,
    fetching,
    resolving,
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


DAY_BEFORE = "2026-11-22T09:41:00Z"
DAY_AFTER = "2026-11-24T09:41:00Z"
NOT_SAID = "No. It says something that its signature does not cover."
CHANGED = "No. It was changed after it was signed."
UNREAD = "No. It cannot be read without doubt, so nothing in it can be relied on."
FOREIGN_KEY = "No. The key it names is not one that its owner publishes for this."
OWN_WORDS = "No. It gives words a meaning of its own, so what it says is not what was signed."
OTHER_LIST = "Not sure yet. The status list is not the issuer's own."
UNSIGNED_LIST = "Not sure yet. The status list was changed, or was not signed by the issuer."

CASES = {
    "valid": Case(a_badge, "++++++", "Yes. All six checks passed."),
    "a value changed": Case(changed("credentialSubject/result/0/value", "Advanced"), "-+?+??", CHANGED),
    "the name changed": Case(changed("name", "Security Operations II"), "-+?+??", CHANGED),
    "the issuer changed": Case(changed("issuer/id", EMPLOYER.controller), "-+?+??", CHANGED),
    "the signature changed": Case(with_proof(proofValue="z" + "2" * 86), "-+?+??", CHANGED),
    "the signature is not base58": Case(with_proof(proofValue="z0OIl"), "-+?+??", CHANGED),
    "the time of signing changed": Case(with_proof(created=DAY_BEFORE), "-+?+??", CHANGED),
    "the time of signing is no time": Case(with_proof(created="yesterday"), "-+?+??", UNREAD),
    "sent by somebody else": Case(
        a_badge, "+++++-", "No. It was issued to somebody else.", lambda: {"expected_holder": BEN.controller}
    ),
    "sent without proof of the holder": Case(
        a_badge,
        "+++++?",
        "Not sure yet. The wallet sent no proof that it belongs to the person named.",
        lambda: {"expected_holder": None},
    ),
    "ended yesterday": Case(
        signed(validUntil=DAY_BEFORE), "+++-++", "No. It ended on 22 November 2026, 09:41 UTC."
    ),
    "the signature ended yesterday": Case(
        partial(with_ending_proof, DAY_BEFORE),
        "+++-++",
        "No. It ended on 22 November 2026, 09:41 UTC.",
    ),
    "begins tomorrow": Case(
        signed(validFrom=DAY_AFTER), "+++-++", "No. It is not valid before 24 November 2026, 09:41 UTC."
    ),
    "withdrawn": Case(
        a_badge, "++++-+", "No. The issuer withdrew it.", listing(lambda: a_status_list(STATUS_INDEX))
    ),
    "withdrawn and ended": Case(
        signed(validUntil=DAY_BEFORE),
        "+++--+",
        "No. The issuer withdrew it.",
        listing(lambda: a_status_list(STATUS_INDEX)),
    ),
    "withdrawn, by a list that is a JWT": Case(
        a_badge,
        "++++-+",
        "No. The issuer withdrew it.",
        listing(lambda: status_list_jwt(an_unsigned_status_list(STATUS_INDEX), COLLEGE).encode()),
    ),
    "a neighbour is withdrawn": Case(
        a_badge,
        "++++++",
        "Yes. All six checks passed.",
        listing(lambda: a_status_list(STATUS_INDEX - 1, STATUS_INDEX + 1)),
    ),
    "no status list named": Case(signed(credentialStatus=None), "++++++", "Yes. All six checks passed."),
    "the status list does not answer": Case(
        a_badge,
        "++++?+",
        "Not sure yet. The status list did not answer. Try again in a few minutes.",
        lambda: {"fetch": fetching({})},
    ),
    "the status list was changed": Case(a_badge, "++++?+", UNSIGNED_LIST, listing(tampered_list)),
    "the status list is not signed": Case(
        a_badge, "++++?+", UNSIGNED_LIST, listing(lambda: json.dumps(an_unsigned_status_list()).encode())
    ),
    "the status list is a web page": Case(
        a_badge, "++++?+", UNSIGNED_LIST, listing(lambda: b"<html>Not found</html>")
    ),
    "the status list is broken JSON": Case(
        a_badge, "++++?+", "Not sure yet. The status list cannot be read.", listing(lambda: b'{"a":')
    ),
    "the status list is of another issuer": Case(
        a_badge, "++++?+", OTHER_LIST, listing(lambda: a_status_list(key=EMPLOYER))
    ),
    "the status list names the issuer but another signed it": Case(
        a_badge,
        "++++?+",
        OTHER_LIST,
        listing(
            lambda: json.dumps(
                add_proof(an_unsigned_status_list(), key=EMPLOYER, created=NOW - A_DAY)
            ).encode()
        ),
    ),
    "another status list of the same issuer": Case(
        a_badge, "++++?+", OTHER_LIST, listing(lambda: a_status_list(url="https://college.example/status/2"))
    ),
    "the status list ended": Case(
        a_badge,
        "++++?+",
        "Not sure yet. The status list is out of date.",
        listing(lambda: a_status_list(valid_until=NOW - A_DAY / 2)),
    ),
    "the status list begins tomorrow": Case(
        a_badge,
        "++++?+",
        "Not sure yet. The status list is out of date.",
        listing(lambda: a_status_list(valid_from=NOW + A_DAY / 2)),
    ),
    "the status list is too short": Case(
        a_badge,
        "++++?+",
        "Not sure yet. The status list has no place for this credential.",
        listing(short_list),
    ),
    "the place is beyond the status list": Case(
        signed(credentialStatus=status_entry(STATUS_URL, 131_072)),
        "++++?+",
        "Not sure yet. The status list has no place for this credential.",
    ),
    "the status list is about suspension": Case(
        signed(credentialStatus=status_entry(STATUS_URL, 5, "suspension")),
        "++++?+",
        "Not sure yet. The status list says nothing about withdrawal.",
    ),
    "the status is of an unknown kind": Case(
        signed(credentialStatus={"id": "https://college.example/r", "type": "1EdTechRevocationList"}),
        "++++?+",
        "Not sure yet. The status list cannot be read.",
    ),
    "the issuer's DID document does not answer": Case(
        a_badge,
        "?+?+??",
        "Not sure yet. The key it was signed with could not be fetched.",
        lambda: {"resolve": resolving()},
    ),
    "the key was taken out of the DID document": Case(
        a_badge, "-+?+??", FOREIGN_KEY, published(lambda document: document["verificationMethod"].clear())
    ),
    "the key is not for signing credentials": Case(
        a_badge, "-+?+??", FOREIGN_KEY, published(lambda document: document["assertionMethod"].clear())
    ),
    "the key is under another controller": Case(
        a_badge,
        "-+?+??",
        FOREIGN_KEY,
        published(lambda document: document["verificationMethod"][0].update(controller=EMPLOYER.controller)),
    ),
    "the key is of another kind": Case(
        a_badge,
        "-+?+??",
        FOREIGN_KEY,
        published(lambda document: document["verificationMethod"][0].update(publicKeyMultibase="zDn1")),
    ),
    "the DID document is of somebody else": Case(
        a_badge, "-+?+??", FOREIGN_KEY, published(lambda document: document.update(id=EMPLOYER.controller))
    ),
    "the key stands only in the name of the key": Case(
        partial(
            signed_by_hand,
            key=SigningKey(EMPLOYER.seed, COLLEGE_DID, f"{COLLEGE_DID}#{EMPLOYER.public_multibase}"),
        ),
        "-+?+??",
        FOREIGN_KEY,
    ),
    "the key is named without its DID": Case(with_proof(verificationMethod="#key-1"), "-+?+??", NOT_SAID),
    "signed with the key of another issuer": Case(
        partial(signed_by_hand, key=EMPLOYER),
        "++-+?+",
        "No. It was signed with a key that does not belong to the issuer it names.",
    ),
    "signed by the holder": Case(
        partial(signed_by_hand, key=ANA),
        "++-+?+",
        "No. It was signed with a key that does not belong to the issuer it names.",
    ),
    "an issuer that is not listed": Case(
        a_badge,
        "++?+++",
        "Not sure yet. We know the key, not who stands behind it.",
        lambda: {"trusted_issuers": {}},
    ),
    "a copycat with the college's name": Case(
        copycats,
        "++?+?+",
        "Not sure yet. We know the key, not who stands behind it.",
    ),
    "not signed": Case(an_unsigned_badge, "-+?+??", "No. It is not signed."),
    "an empty list of proofs": Case(changed("proof", []), "-+?+??", "No. It is not signed."),
    "signed twice": Case(lambda: {**a_badge(), "proof": a_badge()["proof"] * 2}, "-+?+??", CHANGED),
    "signed by another suite": Case(
        with_proof(cryptosuite="ecdsa-sd-2023"),
        "?+?+??",
        "Not sure yet. It is signed in a way that cannot be checked here.",
    ),
    "signed by an old kind of proof": Case(
        with_proof(type="Ed25519Signature2020"),
        "?+?+??",
        "Not sure yet. It is signed in a way that cannot be checked here.",
    ),
    "signed for another purpose": Case(
        partial(signed_by_hand, purpose="authentication"),
        "-+?+??",
        "No. It was signed for another purpose than to vouch for what it says.",
    ),
    "the purpose changed": Case(
        with_proof(proofPurpose="authentication"),
        "-+?+??",
        "No. It was signed for another purpose than to vouch for what it says.",
    ),
    "an unknown vocabulary": Case(
        lambda: {**a_badge(), "@context": [*a_badge()["@context"], "https://example.org/context.json"]},
        "?+?+??",
        "Not sure yet. It uses a vocabulary that is not kept here, so its words cannot be checked.",
    ),
    "words defined inside": Case(
        lambda: {**a_badge(), "@context": [*a_badge()["@context"], {"extra": "https://schema.org/name"}]},
        "-+?+??",
        OWN_WORDS,
    ),
    "words defined inside the subject": Case(
        changed("credentialSubject/@context", "https://www.w3.org/ns/credentials/v2"), "-+?+??", OWN_WORDS
    ),
    "the old vocabulary first": Case(
        lambda: {**a_badge(), "@context": a_badge()["@context"][1:]}, "--?+??", OWN_WORDS
    ),
    "a word that no vocabulary defines": Case(changed("credentialSubject/grade", "A"), "-+?+??", NOT_SAID),
    "a type that no vocabulary defines": Case(
        changed("type", ["VerifiableCredential", "OpenBadgeCredential", "Diploma"]), "-+?+??", NOT_SAID
    ),
    "a member renamed to its address": Case(renamed_to_its_address, "-+?+??", NOT_SAID),
    "a part moved to another object with the same name": Case(named_elsewhere, "-+?+??", NOT_SAID),
    "a null": Case(changed("validUntil", None), "--?-??", NOT_SAID),
    "a list in a list": Case(changed("evidence", [[{"type": "Evidence"}]]), "--?+??", NOT_SAID),
    "a blank node": Case(changed("credentialSubject/id", "_:b0"), "--?+??", NOT_SAID),
    "a relative address": Case(changed("credentialSubject/id", "somebody"), "--?+??", NOT_SAID),
    "a number where a text was": Case(changed("credentialSubject/result/0/value", 87), "--?+??", CHANGED),
    "a text where a truth value was": Case(
        changed("credentialSubject/identifier/0/hashed", "true"), "--?+??", NOT_SAID
    ),
    "something is missing": Case(
        lambda: add_proof(
            an_unsigned_badge(credentialSubject={"id": ANA.controller, "type": "AchievementSubject"}),
            key=COLLEGE,
            created=NOW,
        ),
        "+-++++",
        "No. It is not a complete Open Badges 3.0 credential.",
    ),
    "nested a thousand times": Case(partial(in_depth, 1_000), "--????", UNREAD),
    "nested a hundred thousand times": Case(partial(in_depth, 100_000), "--????", UNREAD),
    "not a number": Case(changed("credentialSubject/creditsEarned", math.nan), "--????", UNREAD),
    "infinity": Case(changed("credentialSubject/creditsEarned", math.inf), "--????", UNREAD),
    "ten megabytes": Case(changed("name", "x" * 10_000_000), "--????", UNREAD),
    "ten megabytes in small parts": Case(
        changed("credentialSubject/achievement/tag", ["x"] * 3_000_000), "--????", UNREAD
    ),
    "half a character": Case(changed("name", "Security \ud83d"), "--????", UNREAD),
    "a bell": Case(changed("name", "Security \a"), "--????", UNREAD),
    "nothing": Case(dict, "--?-??", "No. It is not signed."),
    "a list": Case(lambda: [a_badge()], "--????", UNREAD),
}
