"""Walk through the chunks of a PNG picture, and keep a credential in one of them.

https://www.w3.org/TR/png-3/#5DataRep
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from zlib import crc32

from credentials.errors import BakingError

SIGNATURE = b"\x89PNG\r\n\x1a\n"
MAX_CHUNKS = 100_000

BADGE_KEYWORD = b"openbadgecredential"
RECORD_KEYWORD = b"clrcredential"
_TEXT = b"iTXt"
# After its keyword: not compressed, no method, no language, no translated keyword.
_PLAIN = b"\x00\x00\x00\x00\x00"


@dataclass(frozen=True)
class _Chunk:
    """Hold one chunk, and where it begins."""

    start: int
    kind: bytes
    body: bytes


class Picture:
    """A PNG picture and the credentials in it."""

    @staticmethod
    def bake(picture: bytes, text: str, *, is_record: bool) -> bytes:
        """Put a text before the pixels; everything else stays as it is, byte for byte."""
        chunks = list(_chunks(picture))
        if any(_keyword_of(chunk) for chunk in chunks):
            raise BakingError("found a credential in the picture already, expected a picture without one")
        pixels = next((chunk.start for chunk in chunks if chunk.kind == b"IDAT"), None)
        if pixels is None:
            raise BakingError("found no pixels, expected an IDAT chunk")
        keyword = RECORD_KEYWORD if is_record else BADGE_KEYWORD
        chunk = _written(_TEXT, keyword + _PLAIN + text.encode(errors="surrogatepass"))
        return picture[:pixels] + chunk + picture[pixels:]

    @staticmethod
    def find(picture: bytes) -> list[str]:
        """Give the text of every credential in a picture."""
        return [_text_in(chunk, keyword) for chunk in _chunks(picture) if (keyword := _keyword_of(chunk))]


def _chunks(picture: bytes) -> Iterator[_Chunk]:
    """Give the chunks from IHDR to IEND, refusing whatever does not fit together."""
    if not picture.startswith(SIGNATURE):
        raise BakingError("found no PNG picture, expected its signature")
    place = len(SIGNATURE)
    for number in range(MAX_CHUNKS):
        if len(picture) - place < 12:
            raise BakingError("found a picture that is cut off, expected an IEND chunk at its end")
        length = int.from_bytes(picture[place : place + 4], "big")
        kind = picture[place + 4 : place + 8]
        end = place + 8 + length
        if not kind.isalpha() or not kind.isascii() or end + 4 > len(picture):
            raise BakingError(f"found a chunk {kind!r} of {length} bytes at {place}, expected one that fits")
        if crc32(picture[place + 4 : end]).to_bytes(4, "big") != picture[end : end + 4]:
            raise BakingError(f"found a chunk {kind!r} at {place} that is damaged")
        if (number == 0) != (kind == b"IHDR") or (kind == b"IHDR" and length != 13):
            raise BakingError(
                f"found {kind!r} as chunk {number}, expected IHDR at the beginning and only there"
            )
        yield _Chunk(place, kind, picture[place + 8 : end])
        if kind == b"IEND":
            return
        place = end + 4
    raise BakingError(f"found more than {MAX_CHUNKS} chunks")


def _keyword_of(chunk: _Chunk) -> bytes | None:
    """Give the keyword of a chunk that carries a credential."""
    keyword = chunk.body[:80].partition(b"\x00")[0]
    return keyword if chunk.kind == _TEXT and keyword in (BADGE_KEYWORD, RECORD_KEYWORD) else None


def _text_in(chunk: _Chunk, keyword: bytes) -> str:
    """Read the text of an iTXt chunk.

    https://www.w3.org/TR/png-3/#11iTXt
    """
    rest = chunk.body[len(keyword) + 1 :]
    if rest[:1] != b"\x00":
        raise BakingError("found a credential that is compressed, expected plain text")
    parts = rest[2:].split(b"\x00", 2)
    if len(parts) != 3:
        raise BakingError("found a damaged iTXt chunk, expected language, keyword and text")
    try:
        return parts[2].decode("utf-8")
    except UnicodeDecodeError as error:
        raise BakingError("found a credential that is not UTF-8") from error


def _written(kind: bytes, body: bytes) -> bytes:
    checked = kind + body
    return len(body).to_bytes(4, "big") + checked + crc32(checked).to_bytes(4, "big")
