"""Publish and read Bitstring Status Lists, by which an issuer withdraws credentials.

https://www.w3.org/TR/vc-bitstring-status-list/
"""

from __future__ import annotations

import gzip
import re
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from credentials.errors import CredentialError, MalformedDocumentError, StatusError, UnresolvableError
from credentials.parsing import parse_json
from credentials.proofs.dids import Resolve, verification_key
from credentials.proofs.eddsa_rdfc_2022 import verify_proof
from credentials.proofs.jose import decode_base64url, encode_base64url
from credentials.proofs.keys import SigningKey, peek_jws_header, verify_jws
from credentials.report import UNANSWERED
from credentials.standards.vc import CREDENTIALS_V2, JSON, as_list, has_type, id_of, read_timestamp, timestamp

ENTRY_TYPE = "BitstringStatusListEntry"
LIST_TYPE = "BitstringStatusListCredential"
REVOCATION = "revocation"
JWT_TYPE = "vc+jwt"

# The specification asks for at least so many places, so that one person does not stand out.
MINIMUM_LENGTH = 131_072
MAX_LIST_BYTES = 1_048_576
_INDEX = re.compile(r"0|[1-9][0-9]{0,9}", re.ASCII)

_UNREADABLE = "The status list cannot be read."
_UNSIGNED = "The status list was changed, or was not signed by the issuer."
_FOREIGN = "The status list is not the issuer's own."
_OUT_OF_DATE = "The status list is out of date."
_TOO_SHORT = "The status list has no place for this credential."
_OTHER_PURPOSE = "The status list says nothing about withdrawal."


@dataclass(frozen=True)
class StatusResult:
    """What a status list said about one credential, and when it was read."""

    revoked: bool
    read_at: datetime
    list_url: str
    index: int


def status_entry(list_url: str, index: int, purpose: str = REVOCATION) -> JSON:
    """Build the credentialStatus that points to one place of a list."""
    return {
        "id": f"{list_url}#{index}",
        "type": ENTRY_TYPE,
        "statusPurpose": purpose,
        "statusListIndex": str(index),
        "statusListCredential": list_url,
    }


def new_list(length: int = MINIMUM_LENGTH) -> bytes:
    """Make a list in which nothing is withdrawn."""
    if length < MINIMUM_LENGTH or length % 8:
        raise ValueError(f"found the length {length}, expected a multiple of 8 from {MINIMUM_LENGTH}")
    return bytes(length // 8)


def bit(bits: bytes, index: int) -> bool:
    """Read one place of a list; place 0 is the highest bit of the first byte."""
    return bool(bits[index // 8] & (0x80 >> index % 8))


def set_bit(bits: bytes, index: int) -> bytes:
    """Give a list in which one place is set."""
    if not 0 <= index < len(bits) * 8:
        raise ValueError(f"found the place {index}, expected one below {len(bits) * 8}")
    changed = bytearray(bits)
    changed[index // 8] |= 0x80 >> index % 8
    return bytes(changed)


def encode_list(bits: bytes) -> str:
    """Compress a list and write it as multibase text.

    https://www.w3.org/TR/vc-bitstring-status-list/#bitstring-generation-algorithm
    """
    return "u" + encode_base64url(gzip.compress(bits, mtime=0))


def decode_list(text: object, max_bytes: int = MAX_LIST_BYTES) -> bytes:
    """Read a list from multibase text, unpacking no more than the limit.

    https://www.w3.org/TR/vc-bitstring-status-list/#bitstring-expansion-algorithm
    """
    if not isinstance(text, str) or not text.startswith("u"):
        raise MalformedDocumentError(f"found {text!r:.40}, expected multibase text that starts with u")
    unpacking = zlib.decompressobj(16 + zlib.MAX_WBITS)
    try:
        bits = unpacking.decompress(decode_base64url(text[1:]), max_bytes + 1)
    except zlib.error as error:
        raise MalformedDocumentError(f"found a list that is not gzip: {error}") from error
    if len(bits) > max_bytes or not unpacking.eof:
        raise MalformedDocumentError(f"found a list that is cut off or larger than {max_bytes} bytes")
    return bits


def status_list_credential(
    *, url: str, issuer: str, bits: bytes, valid_from: datetime, valid_until: datetime, ttl_ms: int
) -> JSON:
    """Build the unsigned credential that publishes a list."""
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
            "statusPurpose": REVOCATION,
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
        "nbf": int(read_timestamp(list_credential["validFrom"]).timestamp()),
        "exp": int(read_timestamp(list_credential["validUntil"]).timestamp()),
    }
    return key.jws(claims, typ=JWT_TYPE)


def check_status(
    entry: object, *, issuer: str, fetch: Callable[[str], bytes], resolve: Resolve, now: datetime
) -> StatusResult:
    """Ask an issuer's status list about one credential.

    https://www.w3.org/TR/vc-bitstring-status-list/#validate-algorithm
    """
    list_url, index = _read_entry(entry)
    try:
        raw = fetch(list_url)
    except UnresolvableError as error:
        raise StatusError(f"found no answer at {list_url}: {error}", reason=UNANSWERED) from error
    status_list, controller = _read_list(raw, resolve)
    found = id_of(status_list.get("issuer"))
    if controller != issuer or found != issuer:
        raise StatusError(
            f"found a list of {found!r:.200} signed by {controller}, expected {issuer}", reason=_FOREIGN
        )
    if status_list.get("id", list_url) != list_url:
        raise StatusError(f"found the list {status_list['id']!r:.200}, expected {list_url}", reason=_FOREIGN)
    _check_dates(status_list, now)
    bits = _read_bits(status_list)
    if len(bits) * 8 < MINIMUM_LENGTH or index >= len(bits) * 8:
        found = (
            f"found a list of {len(bits) * 8} places, expected place {index} and at least {MINIMUM_LENGTH}"
        )
        raise StatusError(found, reason=_TOO_SHORT)
    return StatusResult(bit(bits, index), now, list_url, index)


def _read_entry(entry: object) -> tuple[str, int]:
    if not isinstance(entry, dict) or not has_type(entry, [ENTRY_TYPE]):
        raise StatusError(
            f"found another kind of credentialStatus, expected {ENTRY_TYPE}", reason=_UNREADABLE
        )
    if entry.get("statusPurpose") != REVOCATION:
        found = f"found the purpose {entry.get('statusPurpose')!r:.60}, expected {REVOCATION}"
        raise StatusError(found, reason=_OTHER_PURPOSE)
    list_url, index = entry.get("statusListCredential"), entry.get("statusListIndex")
    if not isinstance(list_url, str) or not isinstance(index, str) or not _INDEX.fullmatch(index):
        found = f"found the place {index!r:.60} of {list_url!r:.200}, expected a number in a list"
        raise StatusError(found, reason=_UNREADABLE)
    if entry.get("statusSize", 1) != 1:
        raise StatusError("found places of several bits, expected one bit each", reason=_UNREADABLE)
    return list_url, int(index)


def _read_list(raw: bytes, resolve: Resolve) -> tuple[JSON, str]:
    """Give the list and the DID whose key signed it, as JSON with a proof or as a JWT."""
    try:
        if not raw.lstrip().startswith(b"{"):
            return _open_jwt(raw.strip().decode("ascii", errors="replace"), resolve)
        status_list = parse_json(raw)
        return status_list, verify_proof(status_list, resolve=resolve, purpose="assertionMethod")
    except UnresolvableError as error:
        raise StatusError(f"found no key for the list: {error}", reason=UNANSWERED) from error
    except MalformedDocumentError as error:
        raise StatusError(f"found no list: {error}", reason=_UNREADABLE) from error
    except CredentialError as error:
        raise StatusError(f"found a list without a valid proof: {error}", reason=_UNSIGNED) from error


def _open_jwt(token: str, resolve: Resolve) -> tuple[JSON, str]:
    header = peek_jws_header(token)
    typ = "JWT" if header.get("typ") == "JWT" else JWT_TYPE
    controller, public_key = verification_key(
        header.get("kid"), relationship="assertionMethod", resolve=resolve
    )
    _, status_list = verify_jws(token, public_key=public_key, typ=typ)
    return status_list, controller


def _check_dates(status_list: JSON, now: datetime) -> None:
    try:
        starts = read_timestamp(status_list.get("validFrom"))
        ends = read_timestamp(status_list["validUntil"]) if "validUntil" in status_list else None
    except MalformedDocumentError as error:
        raise StatusError(f"found no readable dates in the list: {error}", reason=_UNREADABLE) from error
    if starts > now or (ends is not None and ends < now):
        found = f"found a list valid from {starts} until {ends}, expected one valid at {now}"
        raise StatusError(found, reason=_OUT_OF_DATE)


def _read_bits(status_list: JSON) -> bytes:
    subject = status_list.get("credentialSubject")
    if not has_type(status_list, [LIST_TYPE]) or not has_type(subject, ["BitstringStatusList"]):
        raise StatusError(f"found another credential, expected a {LIST_TYPE}", reason=_UNREADABLE)
    if not isinstance(subject, dict) or REVOCATION not in as_list(subject.get("statusPurpose")):
        raise StatusError(f"found a list for another purpose, expected {REVOCATION}", reason=_OTHER_PURPOSE)
    try:
        return decode_list(subject.get("encodedList"))
    except MalformedDocumentError as error:
        raise StatusError(f"found no readable list: {error}", reason=_UNREADABLE) from error
