"""Sign and check compact JWS with Ed25519, the form that protocols and VC-JWT use."""

from __future__ import annotations

import base64
import binascii
import copy
import json
import re
from collections.abc import Collection

from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import OKPKey

from credentials.errors import InvalidProofError, MalformedDocumentError
from credentials.parsing import MAX_BYTES, parse_json
from credentials.standards.vc import JSON

# RFC 9864 renames EdDSA with this curve to Ed25519; wallets and libraries in use write either name.
ALGORITHMS = ("EdDSA", "Ed25519")
_BASE64URL = re.compile(r"[A-Za-z0-9_-]*", re.ASCII)


class _Registry(jws.JWSRegistry):
    """Allow these algorithms and a whole credential as payload; the wider default takes 128,000 bytes."""

    max_header_length = 16_384
    max_payload_length = 2 * MAX_BYTES
    algorithms = {name: copy.copy(jws.JWSRegistry.algorithms[name]) for name in ALGORITHMS}


# The warning tells developers to move on from the old name, which the protocols of today still ask for.
_Registry.algorithms["EdDSA"].security_warning = None


def sign_jws(payload: JSON, *, jwk: JSON, kid: str, typ: str, alg: str = "EdDSA") -> str:
    """Sign a JSON object as a compact JWS."""
    header = {"typ": typ, "alg": alg, "kid": kid}
    text = json.dumps(payload, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return jws.serialize_compact(
        header, text.encode(), OKPKey.import_key(jwk), registry=_Registry(None, [alg])
    )


def verify_jws(
    token: str, *, public_key: bytes, typ: str, algorithms: Collection[str] = ALGORITHMS
) -> tuple[JSON, JSON]:
    """Check a compact JWS made for `typ` with one key, and give its header and payload."""
    header = peek_jws_header(token)
    if header.get("typ") != typ:
        raise InvalidProofError(f"found a token of the type {header.get('typ')!r:.60}, expected {typ!r}")
    if header.get("alg") not in algorithms:
        expected = " or ".join(algorithms)
        raise InvalidProofError(f"found the algorithm {header.get('alg')!r:.60}, expected {expected}")
    jwk: JSON = {"kty": "OKP", "crv": "Ed25519", "x": encode_base64url(public_key)}
    registry = _Registry(None, algorithms, strict_check_header=False)
    try:
        checked = jws.deserialize_compact(token, OKPKey.import_key(jwk), registry=registry)
    except (JoseError, ValueError) as error:
        raise InvalidProofError(f"found a token that its key did not sign: {error}") from error
    try:
        return header, parse_json(checked.payload, max_bytes=2 * MAX_BYTES)
    except MalformedDocumentError as error:
        raise InvalidProofError(f"found a token whose payload cannot be read: {error}") from error


def peek_jws_header(token: str) -> JSON:
    """Read the header of a compact JWS without believing it, to learn which key to ask for."""
    return _peek(token, 0)


def peek_jws_payload(token: str) -> JSON:
    """Read the payload of a compact JWS without believing it, to learn whom it claims to come from."""
    return _peek(token, 1)


def _peek(token: str, part: int) -> JSON:
    parts = token.split(".")
    if len(parts) != 3:
        raise InvalidProofError(f"found {len(parts)} parts, expected the three of a compact JWS")
    try:
        return parse_json(decode_base64url(parts[part]), max_bytes=2 * MAX_BYTES)
    except MalformedDocumentError as error:
        raise InvalidProofError(f"found a token that cannot be read: {error}") from error


def encode_base64url(octets: bytes) -> str:
    """Write bytes as base64url without padding."""
    return base64.urlsafe_b64encode(octets).rstrip(b"=").decode()


def decode_base64url(text: str) -> bytes:
    """Read base64url without padding, refusing any other character."""
    if not _BASE64URL.fullmatch(text):
        raise MalformedDocumentError(f"found {text!r:.40}, expected base64url")
    try:
        return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except binascii.Error as error:
        raise MalformedDocumentError(f"found {text!r:.40}, expected base64url") from error
