"""Make badges that can be shown in part, and take their proofs apart."""

from __future__ import annotations

import copy
from hashlib import sha256
from typing import Any

from credentials.disclosing import always_shown, disclose
from credentials.proofs.dids import Resolve
from credentials.proofs.ecdsa_sd_2023 import add_base_proof
from credentials.proofs.keys import P256Key
from credentials.standards.vc import JSON
from tests.making import COLLEGE_DID, NOW, an_unsigned_badge

KEY = P256Key(sha256(b"test P-256 key of college").digest(), COLLEGE_DID, f"{COLLEGE_DID}#key-2")
PROOF_KEY = P256Key.for_holder(sha256(b"test key of one proof").digest())
HMAC_KEY = sha256(b"test key of the labels of one proof").digest()
RESULT = "/credentialSubject/result/0"
EVIDENCE = "/evidence/0"


def an_unsigned_record(**changes: Any) -> JSON:
    """Make a badge that says until when it holds, with a result whose values are in an order."""
    badge = copy.deepcopy(an_unsigned_badge(**{"validUntil": "9999-12-31T23:59:59Z", **changes}))
    (described,) = badge["credentialSubject"]["achievement"]["resultDescription"]
    described["allowedValue"] = ["Developing", "Proficient", "Mastery"]
    return badge


def a_base(document: JSON | None = None, *, key: P256Key = KEY, **options: Any) -> JSON:
    """Sign a document for its holder, always in the same way."""
    unsigned = an_unsigned_record() if document is None else document
    usual = {"proof_key": PROOF_KEY, "hmac_key": HMAC_KEY, "mandatory_pointers": always_shown(unsigned)}
    return add_base_proof(unsigned, key=key, created=NOW, **{**usual, **options})


def a_part(*show: str, document: JSON | None = None) -> JSON:
    """Show these parts of a badge."""
    return disclose(a_base(document), show=show)


def proof_of(document: JSON) -> JSON:
    """Give the one proof of a document."""
    (proof,) = document["proof"]
    assert isinstance(proof, dict)
    return proof


def publishing(*keys: P256Key) -> Resolve:
    """Make a resolver whose documents publish these keys, and no others."""

    def resolve(did: str) -> JSON:
        own = [key for key in keys if key.controller == did]
        methods = [
            {"id": key.id, "type": "Multikey", "controller": did, "publicKeyMultibase": key.public_multibase}
            for key in own
        ]
        return {"id": did, "verificationMethod": methods, "assertionMethod": [key.id for key in own]}

    return resolve
