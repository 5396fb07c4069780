"""Make documents of each kind that are complete, for tests to change."""

from __future__ import annotations

from typing import Any

from credentials.presenting import present
from credentials.standards.vc import CREDENTIALS_V1, JSON
from tests.credentials.documents import a_full_badge
from tests.making import ANA, COLLEGE_DID, NOW, a_badge

EXTENSIONS = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"


def an_old_badge(version: str = "-3.0.1", **changes: Any) -> JSON:
    """Make a badge of version 1.1 of the data model, unsigned."""
    badge = a_full_badge(endorsement=None, valid_until=None)
    del badge["credentialSubject"]["achievement"]["endorsement"]
    badge["@context"] = [
        CREDENTIALS_V1,
        f"https://purl.imsglobal.org/spec/ob/v3p0/context{version}.json",
        EXTENSIONS,
    ]
    badge["issuanceDate"] = badge.pop("validFrom")
    return {name: value for name, value in {**badge, **changes}.items() if value is not None}


def a_plain_credential(**changes: Any) -> JSON:
    plain = {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "type": "VerifiableCredential",
        "issuer": COLLEGE_DID,
        "credentialSubject": [{"id": ANA.controller}, {}],
        "name": {"@value": "Plain", "@language": "en"},
    }
    return {name: value for name, value in {**plain, **changes}.items() if value is not None}


def a_presentation(**changes: Any) -> JSON:
    presentation = present(a_badge(), key=ANA, challenge="n-1", domain="d", now=NOW)
    return {name: value for name, value in {**presentation, **changes}.items() if value is not None}
