"""Parse a JSON file of somebody else, and say in plain words where it is no JSON."""

from __future__ import annotations

import json

from credentials.errors import MalformedDocumentError
from credentials.parsing import parse_json
from skills.case.package import JSON
from skills.errors import FrameworkError, Problem

MAX_BYTES = 8 * 1024 * 1024
MAX_CASE_BYTES = 8 * MAX_BYTES  # frameworks of a whole state are CASE packages of 20 to 40 MB
MAX_DEPTH = 24
BOM = b"\xef\xbb\xbf"
_WIDE = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16", b"{\x00": "UTF-16", b"\x00{": "UTF-16"}


def parse(text: bytes) -> JSON:
    """Parse a JSON object; raises FrameworkError with the place."""
    wide = _WIDE.get(text[:2])
    if wide:
        raise refusal(f"found {wide} text, expected UTF-8: save the file as UTF-8 and try again")
    try:
        return parse_json(text.removeprefix(BOM), max_bytes=MAX_CASE_BYTES, max_depth=MAX_DEPTH)
    except MalformedDocumentError as error:
        raise refusal(_explain(text, error)) from error


def _explain(text: bytes, error: MalformedDocumentError) -> str:
    cause = error.__cause__
    start = text.removeprefix(BOM).lstrip()
    if not start and len(text) <= MAX_CASE_BYTES:
        return "the file is empty, expected JSON"
    if isinstance(cause, UnicodeDecodeError):
        byte = f"byte {cause.start} is 0x{text[cause.start]:02x}"
        return f"the file is not UTF-8 ({byte}): save it as UTF-8 and try again"
    if start.startswith(b"<"):
        return "found a page or XML, expected JSON: was the address of a web page saved instead of the file?"
    if isinstance(cause, json.JSONDecodeError):
        if cause.pos >= len(cause.doc.rstrip()) or cause.msg.startswith("Unterminated string"):
            lines = cause.doc.count("\n") + 1
            return f"the file ends in the middle of the JSON, in line {lines}: was it cut off?"
        return f"line {cause.lineno}, column {cause.colno} is not JSON: {cause.msg}"
    return str(error)


def refusal(reason: str, place: str = "") -> FrameworkError:
    """Make the error of one problem."""
    return FrameworkError([Problem(place, reason)])
