"""The cases of `test_verifying.py`: what is unusual about a badge or its day, and what is reported of it."""

from __future__ import annotations

import math
from functools import partial

from credentials.proofs.eddsa_rdfc_2022 import add_proof
from credentials.proofs.keys import SigningKey
from tests.credentials.status_cases import STATUS_CASES
from tests.credentials.tampering import (
    Case,
    changed,
    copycats,
    in_depth,
    named_elsewhere,
    published,
    renamed_to_its_address,
    signed,
    signed_also,
    signed_by_hand,
    with_ending_proof,
    with_proof,
)
from tests.making import (
    ANA,
    BEN,
    COLLEGE,
    COLLEGE_DID,
    EMPLOYER,
    NOW,
    a_badge,
    an_unsigned_badge,
    resolving,
)

DAY_BEFORE = "2026-11-22T09:41:00Z"
DAY_AFTER = "2026-11-24T09:41:00Z"
NOT_SAID = "No. It says something that its signature does not cover."
CHANGED = "No. It was changed after it was signed."
UNREAD = "No. It cannot be read without doubt, so nothing in it can be relied on."
FOREIGN_KEY = "No. The key it names is not one that its owner publishes for this."
OWN_WORDS = "No. It gives words a meaning of its own, so what it says is not what was signed."

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
    **STATUS_CASES,
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
    "signed twice": Case(signed_also(), "++++++", "Yes. All six checks passed."),
    "signed a second time by another suite": Case(
        signed_also(cryptosuite="bbs-2023"), "++++++", "Yes. All six checks passed."
    ),
    "signed a second time by somebody who does not answer": Case(
        signed_also(verificationMethod="did:web:other.example#key-1"),
        "++++++",
        "Yes. All six checks passed.",
    ),
    "signed a second time with another signature": Case(
        signed_also(proofValue="z" + "2" * 86), "-+?+??", CHANGED
    ),
    "signed by a chain of proofs": Case(
        signed_also(previousProof="urn:x:proof"),
        "?+?+??",
        "Not sure yet. It is signed in a way that cannot be checked here.",
    ),
    "signed over and over": Case(
        lambda: {**a_badge(), "proof": a_badge()["proof"] * 9},
        "?+?+??",
        "Not sure yet. It is signed in a way that cannot be checked here.",
    ),
    "signed by another suite": Case(
        with_proof(cryptosuite="bbs-2023"),
        "?+?+??",
        "Not sure yet. It is signed in a way that cannot be checked here.",
    ),
    "signed by an old kind of proof": Case(
        with_proof(type="RsaSignature2018"),
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
