"""Read the small part of CBOR that proof values are written in, and refuse all else.

General readers turn tags into dates, patterns and huge numbers on the way: work that a stranger would set.
https://www.rfc-editor.org/rfc/rfc8949#section-3
"""

from __future__ import annotations

from typing import Any

from credentials.errors import InvalidProofError

_MAX_DEPTH = 3
_NUMBER, _BYTES, _TEXT, _ARRAY, _MAP = 0, 2, 3, 4, 5


def read_cbor(octets: bytes) -> Any:
    """Read one item, and refuse anything after it."""
    reader = _Reader(octets)
    item = reader.item(_MAX_DEPTH)
    if reader.rest:
        raise InvalidProofError(f"found {reader.rest} bytes after the proof, expected none")
    return item


class _Reader:
    """Go through the bytes once."""

    def __init__(self, octets: bytes) -> None:
        self._octets = octets
        self._at = 0

    @property
    def rest(self) -> int:
        """Count the bytes that are not read yet."""
        return len(self._octets) - self._at

    def item(self, depth: int) -> Any:
        """Read the next item; arrays and maps may nest to a depth."""
        kind, number = self._head()
        if kind == _NUMBER:
            return number
        if kind == _BYTES:
            return self._take(number)
        if kind == _TEXT:
            return self._text(number)
        if kind == _ARRAY and depth:
            return [self.item(depth - 1) for _ in range(self._count(number))]
        if kind == _MAP and depth:
            return self._map(self._count(number), depth)
        raise InvalidProofError(f"found a CBOR item of kind {kind} in the proof, expected none")

    def _map(self, count: int, depth: int) -> dict[int, Any]:
        found: dict[int, Any] = {}
        for _ in range(count):
            key = self.item(0)
            if not isinstance(key, int) or key in found:
                raise InvalidProofError(
                    "found a map with other or repeated keys, expected numbers, each once"
                )
            found[key] = self.item(depth - 1)
        return found

    def _head(self) -> tuple[int, int]:
        (first,) = self._take(1)
        kind, size = first >> 5, first & 0x1F
        if size < 24:
            return kind, size
        if size > 27:
            raise InvalidProofError("found a CBOR item of open length in the proof, expected none")
        return kind, int.from_bytes(self._take(1 << (size - 24)), "big")

    def _count(self, number: int) -> int:
        """Refuse to count further than there are bytes."""
        if number > self.rest:
            raise InvalidProofError(f"found a proof that ends before its {number} items")
        return number

    def _text(self, length: int) -> str:
        try:
            return self._take(length).decode()
        except UnicodeDecodeError as error:
            raise InvalidProofError("found a text in the proof that is not UTF-8") from error

    def _take(self, length: int) -> bytes:
        if length > self.rest:
            raise InvalidProofError(f"found a proof that ends before the {length} bytes it announces")
        taken = self._octets[self._at : self._at + length]
        self._at += length
        return taken
