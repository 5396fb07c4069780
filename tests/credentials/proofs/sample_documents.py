"""The documents that this library signs and checks, each in full: what the comparisons begin from."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from typing import Any

from credentials.issuing import issue
from credentials.presenting import present
from credentials.standards.vc import CREDENTIALS_V1, CREDENTIALS_V2, JSON
from tests.credentials.documents import a_full_badge, an_endorsement, an_unsigned_record
from tests.making import ANA, COLLEGE, COLLEGE_DID, NOW, a_badge, an_unsigned_badge, an_unsigned_status_list
from tests.official import OFFICIAL


def proof_options(*contexts: str, kind: str = "DataIntegrityProof", **members: str) -> JSON:
    """Make what is signed along with a document."""
    return {
        "@context": list(contexts),
        "type": kind,
        "created": "2026-11-01T00:00:00Z",
        "verificationMethod": COLLEGE.id,
        "proofPurpose": "assertionMethod",
        **members,
    }


def an_old_credential() -> JSON:
    """Make a credential of the data model 1.1."""
    return {
        "@context": [CREDENTIALS_V1, "https://w3id.org/security/suites/ed25519-2020/v1"],
        "id": "urn:uuid:old",
        "type": ["VerifiableCredential"],
        "issuer": COLLEGE_DID,
        "issuanceDate": "2026-11-01T00:00:00Z",
        "expirationDate": "2027-11-01T00:00:00Z",
        "credentialSubject": {"id": ANA.controller},
    }


def worked_examples() -> dict[str, JSON]:
    """Give the documents that others made, where this machine has them."""
    if OFFICIAL is None:
        return {}
    folder = OFFICIAL.parent / "reference" / "examples"
    names = ("openbadge.json", "clr.json", "status_list.json")
    return {f"worked {name}": json.loads((folder / name).read_text()) for name in names}


def changed(place: str, value: Any) -> Callable[[], JSON]:
    """Change or add one member of a badge."""

    def make() -> JSON:
        badge = copy.deepcopy(an_unsigned_badge())
        *way, last = place.split("/")
        node: Any = badge
        for step in way:
            node = node[int(step)] if step.isdigit() else node[step]
        node[last] = value
        return badge

    return make


SAMPLES: dict[str, JSON] = {
    "badge": a_badge(),
    "unsigned badge": an_unsigned_badge(validUntil="2027-11-01T00:00:00Z"),
    "full badge": a_full_badge(),
    "record": an_unsigned_record(),
    "endorsement": an_endorsement(of=COLLEGE_DID),
    "presentation": present(a_badge(), key=ANA, challenge="c", domain="https://employer.example", now=NOW),
    "status list": issue(an_unsigned_status_list(), key=COLLEGE, now=NOW),
    "proof options": proof_options(CREDENTIALS_V2, cryptosuite="eddsa-rdfc-2022", challenge="c", domain="d"),
    "old proof options": proof_options(
        CREDENTIALS_V1, "https://w3id.org/security/suites/ed25519-2020/v1", kind="Ed25519Signature2020"
    ),
    "old credential": an_old_credential(),
    "badge in two languages": an_unsigned_badge(
        type=[*an_unsigned_badge()["type"], "https://example.org/#Type"],
        name=[
            {"@value": "Triage", "@language": "en"},
            {"@value": "فرز", "@language": "ar", "@direction": "rtl"},
        ],
    ),
    **worked_examples(),
}
