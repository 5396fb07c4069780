"""Build the entries that point to a status list, and the credential that publishes it.

https://www.w3.org/TR/vc-bitstring-status-list/#data-model
"""

from __future__ import annotations

from datetime import datetime

from credentials.errors import StructureError
from credentials.proofs.keys import SigningKey
from credentials.standards.vc import CREDENTIALS_V2, JSON, id_of, read_timestamp, timestamp
from credentials.standards.vocabulary import VOCABULARIES
from credentials.status.bitstrings import encode_list

ENTRY_TYPE = "BitstringStatusListEntry"
LIST_TYPE = "BitstringStatusListCredential"
JWT_TYPE = "vc+jwt"
REVOCATION = "revocation"
SUSPENSION = "suspension"


def status_entry(list_url: str, index: int, purpose: str = REVOCATION) -> JSON:
    """Build the credentialStatus that points to one place of a list."""
    _check_purpose(purpose)
    if index < 0:
        raise StructureError(f"found the place {index}, expected one from 0")
    return {
        "id": f"{list_url}#{index}",
        "type": ENTRY_TYPE,
        "statusPurpose": purpose,
        "statusListIndex": str(index),
        "statusListCredential": list_url,
    }


def status_list_credential(
    *,
    url: str,
    issuer: str,
    bits: bytes,
    valid_from: datetime,
    valid_until: datetime,
    ttl_ms: int,
    purpose: str = REVOCATION,
) -> JSON:
    """Build the unsigned credential that publishes a list for one purpose."""
    _check_purpose(purpose)
    return {
        "@context": [CREDENTIALS_V2],
        "id": url,
        "type": ["VerifiableCredential", LIST_TYPE],
        "issuer": issuer,
        "validFrom": timestamp(valid_from),
        "validUntil": timestamp(valid_until),
        "credentialSubject": {
            "id": f"{url}#list",
            "type": "BitstringStatusList",
            "statusPurpose": purpose,
            "encodedList": encode_list(bits),
            "ttl": ttl_ms,
        },
    }


def status_list_jwt(list_credential: JSON, key: SigningKey) -> str:
    """Sign an unsigned list as a JWT, for readers that take no other form."""
    claims = {
        **list_credential,
        "iss": id_of(list_credential["issuer"]),
        "jti": list_credential["id"],
        "sub": list_credential["credentialSubject"]["id"],
        "nbf": int(read_timestamp(list_credential["validFrom"]).timestamp()),
        "exp": int(read_timestamp(list_credential["validUntil"]).timestamp()),
    }
    return key.jws(claims, typ=JWT_TYPE)


def _check_purpose(purpose: str) -> None:
    if purpose not in VOCABULARIES["statusPurpose"]:
        expected = ", ".join(sorted(VOCABULARIES["statusPurpose"]))
        raise StructureError(f"found the purpose {purpose!r:.60}, expected one of {expected}")
