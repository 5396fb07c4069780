"""Find the QR code in a photo or picture, within limits that no picture can break."""

import io
import struct

import zxingcpp
from PIL import Image, UnidentifiedImageError

from webapp.errors import Refusal

MEGABYTE = 1024 * 1024
MOST_BYTES = 8 * MEGABYTE
MOST_PIXELS = 40_000_000
MOST_POINTS = f"{MOST_PIXELS // 1_000_000} million points"
LONGEST_SIDE = 2400
FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP")
KINDS = "JPEG, PNG, WebP, GIF or BMP"


def read_qr(picture: bytes) -> str:
    """Give the text of the one QR code in a picture; raises Refusal that says what to do."""
    if not picture:
        raise Refusal("Choose a picture first", "Take a photo of the code, or choose a saved picture of it.")
    if len(picture) > MOST_BYTES:
        raise _too_large(f"{len(picture) / MEGABYTE:.1f} MB", f"{MOST_BYTES // MEGABYTE} MB")
    codes = zxingcpp.read_barcodes(
        _opened(picture),
        formats=zxingcpp.barcode_formats_from_str("QRCode"),
        text_mode=zxingcpp.TextMode.Plain,
    )
    texts = sorted({code.text for code in codes if code.text})
    if not texts:
        raise Refusal(
            "There is no QR code in this picture",
            "Hold the camera straight, fill the picture with the code, and see that it is sharp.",
        )
    if len(texts) > 1:
        meaning = "Take a picture with only the code that you want."
        raise Refusal(f"There are {len(texts)} codes in this picture", meaning)
    return texts[0]


def _opened(picture: bytes) -> Image.Image:
    """Decode a picture to grey, small enough to be searched quickly."""
    try:
        with Image.open(io.BytesIO(picture), formats=FORMATS) as image:
            width, height = image.size
            if width * height > MOST_PIXELS:
                raise _too_large(f"{width} by {height} points", MOST_POINTS)
            image.draft("L", (LONGEST_SIDE, LONGEST_SIDE))
            image.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            shown = image.convert("RGBA")
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_large("far more", MOST_POINTS) from error
    except UnidentifiedImageError as error:
        raise Refusal("This is not a picture that can be read", f"Use {KINDS}.", status=415) from error
    except (OSError, SyntaxError, ValueError, EOFError, struct.error, MemoryError) as error:
        meaning = "It may have been cut off on the way. Take it again, or choose another one."
        raise Refusal("This picture is damaged", meaning) from error
    # A code drawn in black on nothing is black on white for whoever sees it.
    paper = Image.new("RGBA", shown.size, "white")
    return Image.alpha_composite(paper, shown).convert("L")


def _too_large(found: str, most: str) -> Refusal:
    meaning = f"Found {found}, expected at most {most}. Take a smaller one."
    return Refusal("This picture is too large", meaning, status=413)
