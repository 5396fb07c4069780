"""Hold a status list as bits, and write and read it as compressed text.

https://www.w3.org/TR/vc-bitstring-status-list/#bitstring-encoding
"""

from __future__ import annotations

import gzip
import zlib

from credentials.errors import MalformedDocumentError, StructureError
from credentials.proofs.jose import decode_base64url, encode_base64url

# The specification asks for at least so many places, so that one person does not stand out.
MINIMUM_LENGTH = 131_072
MAX_LIST_BYTES = 1_048_576


def new_list(length: int = MINIMUM_LENGTH) -> bytes:
    """Make a list in which nothing is withdrawn."""
    if length < MINIMUM_LENGTH or length % 8:
        raise StructureError(f"found the length {length}, expected a multiple of 8 from {MINIMUM_LENGTH}")
    return bytes(length // 8)


def bit(bits: bytes, index: int) -> bool:
    """Read one place of a list; place 0 is the highest bit of the first byte."""
    _check_place(bits, index)
    return bool(bits[index // 8] & (0x80 >> index % 8))


def set_bit(bits: bytes, index: int) -> bytes:
    """Give a list in which one place is set."""
    return _with_byte(bits, index, bits[_check_place(bits, index)] | 0x80 >> index % 8)


def clear_bit(bits: bytes, index: int) -> bytes:
    """Give a list in which one place is not set, as when a suspension ends."""
    return _with_byte(bits, index, bits[_check_place(bits, index)] & ~(0x80 >> index % 8))


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


def _check_place(bits: bytes, index: int) -> int:
    """Give the byte in which a place is."""
    if not 0 <= index < len(bits) * 8:
        raise StructureError(f"found the place {index}, expected one below {len(bits) * 8}")
    return index // 8


def _with_byte(bits: bytes, index: int, byte: int) -> bytes:
    changed = bytearray(bits)
    changed[index // 8] = byte
    return bytes(changed)
