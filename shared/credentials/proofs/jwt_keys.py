"""Find the key of a VC-JWT by its header, and make sure that it is the issuer's.

https://www.imsglobal.org/spec/ob/v3p0#jose-header
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from datetime import datetime
from urllib.parse import urlsplit

from credentials.errors import (
    InvalidProofError,
    KeyNotFoundError,
    MalformedDocumentError,
    UnresolvableError,
    UnsupportedProofError,
)
from credentials.parsing import parse_json
from credentials.proofs.dids import Relationship, Resolve, check_published, verification_key
from credentials.proofs.jose import KIND_OF_ALGORITHM
from credentials.proofs.public_keys import PublicKey
from credentials.standards.vc import JSON

Fetch = Callable[[str], bytes]

MEMBERS = ("alg", "kid", "jwk", "typ")
TYPES = ("JWT", "vc+jwt")
# Sound algorithms that cannot be checked here; `none` and those with a shared secret prove nothing.
_OTHER_ALGORITHMS = (
    "RS384", "RS512", "PS256", "PS384", "PS512", "ES384", "ES512", "ES256K", "Ed448", "ML-DSA-44",
)  # fmt: skip
_KEY_ADDRESS = re.compile(r"https://[!\"$-~]{1,2000}", re.ASCII)
_MAX_JWK = 16_384


def check_header(header: JSON, *, members: Collection[str] = MEMBERS, types: Collection[str] = TYPES) -> None:
    """Refuse a header with anything in it that is not known to leave the meaning of a token as it is."""
    if header.get("alg") in _OTHER_ALGORITHMS:
        raise UnsupportedProofError(f"found the algorithm {header['alg']}, expected RS256, ES256 or EdDSA")
    if header.get("alg") not in tuple(KIND_OF_ALGORITHM):
        found = header.get("alg")
        raise InvalidProofError(f"found the algorithm {found!r:.60}, expected RS256, ES256 or EdDSA")
    if "typ" in header and header["typ"] not in tuple(types):
        raise InvalidProofError(
            f"found a token of the type {header['typ']!r:.60}, expected {' or '.join(types)}"
        )
    if others := sorted(header.keys() - set(members)):
        raise UnsupportedProofError(f"found {others[0]!r:.60} in the header, expected {', '.join(members)}")


def key_of_header(
    header: JSON,
    *,
    issuer: str,
    at: datetime | None,
    resolve: Resolve,
    fetch: Fetch | None,
    relationship: Relationship = "assertionMethod",
) -> PublicKey:
    """Find the key that a header names by `kid` or holds as `jwk`; if there are both, they must be the same.

    Whatever way it is found, the issuer must publish it: a key in a token speaks for nobody.
    """
    held = _key(header["jwk"], header) if "jwk" in header else None
    if "kid" in header:
        key = _key_named(header, issuer, at, resolve, fetch, relationship)
        if held not in (None, key):
            raise KeyNotFoundError("found another key in the header than its kid names")
        return key
    if held is None:
        raise KeyNotFoundError("found no key in the header, expected kid or jwk")
    check_published(held, issuer, relationship=relationship, resolve=resolve, at=at)
    return held


def _key_named(
    header: JSON,
    issuer: str,
    at: datetime | None,
    resolve: Resolve,
    fetch: Fetch | None,
    relationship: Relationship,
) -> PublicKey:
    kid = header["kid"]
    if isinstance(kid, str) and _KEY_ADDRESS.fullmatch(kid):
        key = _fetched_key(kid, header, fetch)
        if not _same_origin(kid, issuer):
            check_published(key, issuer, relationship=relationship, resolve=resolve, at=at)
        return key
    controller, key = verification_key(kid, relationship=relationship, resolve=resolve, at=at)
    if controller != issuer:
        raise KeyNotFoundError(f"found a key of {controller:.200}, expected one of the issuer {issuer:.200}")
    return key


def _fetched_key(address: str, header: JSON, fetch: Fetch | None) -> PublicKey:
    """Read the bare JWK at an address."""
    if fetch is None:
        raise UnresolvableError(f"found the key at {address:.200}, which is not fetched here")
    try:
        return _key(parse_json(fetch(address), max_bytes=_MAX_JWK), header)
    except MalformedDocumentError as error:
        raise UnresolvableError(f"found no readable key at {address:.200}: {error}") from error


def _key(jwk: object, header: JSON) -> PublicKey:
    """Read a JWK that is for signatures with the algorithm of the header.

    https://www.rfc-editor.org/rfc/rfc7517#section-4
    """
    try:
        key = PublicKey.of_jwk(jwk)
    except MalformedDocumentError as error:
        raise KeyNotFoundError(f"found no usable key: {error}") from error
    members = jwk if isinstance(jwk, dict) else {}
    for member, expected in (("use", "sig"), ("alg", header["alg"])):
        if members.get(member, expected) != expected:
            found = members[member]
            raise KeyNotFoundError(f"found a key whose {member} is {found!r:.20}, expected {expected}")
    operations = members.get("key_ops", ["verify"])
    if not isinstance(operations, list) or "verify" not in operations:
        raise KeyNotFoundError(f"found a key for {operations!r:.60}, expected one to verify with")
    return key


def _same_origin(address: str, issuer: str) -> bool:
    """Tell whether an issuer that is a web address publishes at that address too."""
    try:
        found, expected = urlsplit(address), urlsplit(issuer)
    except ValueError:
        return False
    return expected.scheme == "https" and (found.scheme, found.netloc) == ("https", expected.netloc)
