"""Make small pictures, sound and damaged."""

from __future__ import annotations

import io
from zlib import crc32

from PIL import Image

SVG = b"""<?xml version="1.0" encoding="UTF-8"?>
<!-- A badge > with a comment -->
<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"
     aria-label='a "badge" > b'>
  <circle cx="4" cy="4" r="3"/>
</svg>
"""


def a_png() -> bytes:
    """Draw a picture of 8 by 8 pixels."""
    file = io.BytesIO()
    Image.new("RGB", (8, 8), "teal").save(file, "PNG")
    return file.getvalue()


def a_chunk(kind: bytes, body: bytes = b"", *, length: int | None = None, damage: int = 0) -> bytes:
    """Write a chunk, whose length and checksum may be wrong."""
    size = len(body) if length is None else length
    checksum = (crc32(kind + body) + damage) & 0xFFFFFFFF
    return size.to_bytes(4, "big") + kind + body + checksum.to_bytes(4, "big")


def with_chunks(*chunks: bytes) -> bytes:
    """Put chunks right before the pixels of a picture."""
    picture = a_png()
    place = picture.index(b"IDAT") - 4
    return picture[:place] + b"".join(chunks) + picture[place:]


def text_chunk(text: bytes, *, keyword: bytes = b"openbadgecredential", frame: bytes = bytes(5)) -> bytes:
    """Write a credential as others may."""
    return a_chunk(b"iTXt", keyword + frame + text)
