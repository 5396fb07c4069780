"""Say whom a badge is about without saying it to everybody, and tell whether a known person is meant.

https://www.imsglobal.org/spec/ob/v3p0#identityobject
"""

from __future__ import annotations

from hashlib import md5, sha256
from hmac import compare_digest

from credentials.standards.building import built
from credentials.standards.vc import JSON

EMAIL_ADDRESS = "emailAddress"


def identity_object(*, identity_hash: str, identity_type: str, hashed: bool, salt: str | None = None) -> JSON:
    """Build an IdentityObject from its members; see `hashed_identity` for one that hides what it names."""
    return built(
        "IdentityObject",
        {
            "type": "IdentityObject",
            "hashed": hashed,
            "identityHash": identity_hash,
            "identityType": identity_type,
            "salt": salt,
        },
    )


def hashed_identity(identifier: str, salt: str, *, identity_type: str = EMAIL_ADDRESS) -> JSON:
    """Build an IdentityObject that shows an e-mail address or other name only to those who know it."""
    hashed = identifier.strip().lower() if identity_type == EMAIL_ADDRESS else identifier
    digest = sha256((hashed + salt).encode()).hexdigest()
    return identity_object(
        identity_hash=f"sha256${digest}", identity_type=identity_type, hashed=True, salt=salt
    )


def is_identity_of(identity: object, identifier: str, *, identity_type: str = EMAIL_ADDRESS) -> bool:
    """Tell whether an IdentityObject of a badge names a person by an identifier that is already known.

    An e-mail address is tried as it is given and in small letters, because issuers hash either.
    """
    if not isinstance(identity, dict) or identity.get("identityType") != identity_type:
        return False
    named, salt = identity.get("identityHash"), identity.get("salt", "")
    if not isinstance(named, str) or not isinstance(salt, str):
        return False
    spellings = {identifier}
    if identity_type == EMAIL_ADDRESS:
        spellings |= {identifier.strip(), identifier.strip().lower()}
    if identity.get("hashed") is not True:
        return any(_same(named, spelling) for spelling in spellings)
    method, _, digest = named.partition("$")
    # MD5 is never written here, but old badges are named by it.
    hashing = {"sha256": sha256, "md5": lambda octets: md5(octets, usedforsecurity=False)}.get(method)
    if hashing is None:
        return False
    return any(
        _same(digest.lower(), hashing((spelling + salt).encode(errors="surrogatepass")).hexdigest())
        for spelling in spellings
    )


def _same(one: str, other: str) -> bool:
    return compare_digest(one.encode(errors="surrogatepass"), other.encode(errors="surrogatepass"))
