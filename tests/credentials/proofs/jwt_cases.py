"""Make tokens by hand, so that everything about them can be wrong."""

from __future__ import annotations

import base64
import json
from hashlib import sha256
from typing import Any

from credentials.proofs.base64url import encode_base64url
from credentials.proofs.dids import Resolve, did_document
from credentials.proofs.jose import Signer
from credentials.proofs.keys import P256Key, SigningKey
from credentials.proofs.rsa_keys import RSAKey
from credentials.proofs.vc_jwt import secure
from credentials.standards.vc import JSON
from tests.making import ANA, COLLEGE, COLLEGE_DID, EMPLOYER, an_unsigned_badge, resolving

P256 = P256Key(sha256(b"test key of the college, P-256").digest(), COLLEGE_DID, f"{COLLEGE_DID}#key-2")
# Made anew in each run: RSA keys are not derived from a text.
RSA = RSAKey.generate(COLLEGE_DID, name="key-3")
KEYS: dict[str, Signer] = {"EdDSA": COLLEGE, "ES256": P256, "RS256": RSA}
STRANGER = SigningKey(sha256(b"test key of a stranger").digest(), COLLEGE_DID, COLLEGE.id)

ADDRESS = "https://college.example/issuers/1"
KEY_ADDRESS = "https://college.example/keys/1"


def resolve(did: str) -> JSON:
    """Publish all three keys of the college, and those of the employer."""
    if did == COLLEGE_DID:
        return did_document(COLLEGE_DID, [COLLEGE, P256, RSA])
    return resolving(EMPLOYER)(did)


def publishing_only(*keys: Signer) -> Resolve:
    """Publish these keys of the college and nothing else."""
    return lambda _: did_document(COLLEGE_DID, list(keys))


def claims(**changes: Any) -> JSON:
    """Give the payload of a sound token; None leaves a claim or member out."""
    payload = written(secure(an_unsigned_badge(), key=COLLEGE).split(".")[1])
    return {name: value for name, value in {**payload, **changes}.items() if value is not None}


def claims_v1(**changes: Any) -> JSON:
    """Give the payload of a sound token of version 1.1; None leaves a claim out."""
    badge = an_unsigned_badge(
        **{
            "@context": [
                "https://www.w3.org/2018/credentials/v1",
                "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
            ],
            "validFrom": None,
            "issuanceDate": "2026-05-07T09:41:00Z",
            "expirationDate": "2030-01-01T00:00:00Z",
        }
    )
    payload = {
        "vc": badge,
        "iss": COLLEGE_DID,
        "sub": ANA.controller,
        "jti": badge["id"],
        "nbf": 1_778_146_860,
        "exp": 1_893_456_000,
    }
    return {name: value for name, value in {**payload, **changes}.items() if value is not None}


def header(**changes: Any) -> JSON:
    """Give the header of a sound token; None leaves a member out."""
    members = {"alg": "EdDSA", "kid": COLLEGE.id, "typ": "JWT", **changes}
    return {name: value for name, value in members.items() if value is not None}


def a_token(payload: object, head: object = None, *, key: Signer = COLLEGE) -> str:
    """Sign whatever is given as a compact JWS."""
    parts = [json.dumps(part).encode() for part in (header() if head is None else head, payload)]
    signed = ".".join(encode_base64url(part) for part in parts)
    return f"{signed}.{encode_base64url(key.sign(signed.encode()))}"


def written(part: str) -> Any:
    """Read one part of a token."""
    return json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
