"""Write and read base64url without padding, in the one spelling that each run of bytes has.

https://www.rfc-editor.org/rfc/rfc7515#appendix-C
"""

from __future__ import annotations

import base64
import binascii
import re

from credentials.errors import MalformedDocumentError

_BASE64URL = re.compile(r"[A-Za-z0-9_-]*", re.ASCII)


def encode_base64url(octets: bytes) -> str:
    """Write bytes as base64url without padding."""
    return base64.urlsafe_b64encode(octets).rstrip(b"=").decode()


def decode_base64url(text: str) -> bytes:
    """Read base64url without padding, refusing any other character and bits that say nothing."""
    if not _BASE64URL.fullmatch(text):
        raise MalformedDocumentError(f"found {text!r:.40}, expected base64url")
    try:
        octets = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except binascii.Error as error:
        raise MalformedDocumentError(f"found {text!r:.40}, expected base64url") from error
    if encode_base64url(octets) != text:
        raise MalformedDocumentError(f"found {text[-8:]!r} at the end of base64url, expected no stray bits")
    return octets
