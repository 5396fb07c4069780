"""Hold the digests of related resources against those resources that are kept here; nothing is fetched.

https://www.w3.org/TR/vc-data-model-2.0/#integrity-of-related-resources
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator
from hashlib import sha256, sha384, sha512
from typing import Any

from credentials.errors import MalformedDocumentError
from credentials.proofs.base64url import decode_base64url
from credentials.proofs.contexts import KNOWN, text_of
from credentials.proofs.public_keys import decode_base58btc
from credentials.standards.vc import JSON

_HASHES = {"sha256": sha256, "sha384": sha384, "sha512": sha512}
# https://www.w3.org/TR/cid-1.0/#multihash: the code of the function and the length of the digest.
_MULTIHASHES = {b"\x12\x20": sha256, b"\x20\x30": sha384, b"\x13\x40": sha512}


def digest_problems(resource: JSON) -> Iterator[str]:
    """Say which digest of a resource is not that of what is kept here under its address."""
    name = resource.get("id")
    if not isinstance(name, str) or name not in KNOWN:
        return
    kept = text_of(name)
    for member, matches in (("digestSRI", _matches_sri), ("digestMultibase", _matches_multibase)):
        if member in resource and not matches(resource[member], kept):
            yield f"relatedResource has a {member} that is not that of {name}."


def _matches_sri(metadata: Any, kept: bytes) -> bool:
    """Tell whether one of the digests is that of the text.

    https://www.w3.org/TR/SRI/#does-response-match-metadatalist
    """
    for one in metadata.split() if isinstance(metadata, str) else ():
        name, _, digest = one.partition("?")[0].partition("-")
        try:
            if name in _HASHES and base64.b64decode(digest, validate=True) == _HASHES[name](kept).digest():
                return True
        except binascii.Error:
            continue
    return False


def _matches_multibase(text: Any, kept: bytes) -> bool:
    """Tell whether a digest, bare or with the header of a multihash, is that of the text."""
    if not isinstance(text, str):
        return False
    try:
        digest = decode_base64url(text[1:]) if text.startswith("u") else decode_base58btc(text)
    except MalformedDocumentError:
        return False
    if (function := _MULTIHASHES.get(digest[:2])) is not None and digest[2:] == function(kept).digest():
        return True
    return digest in [function(kept).digest() for function in _HASHES.values()]
