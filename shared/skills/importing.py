"""Read a framework from a file of somebody else, whichever of the known forms it has."""

from __future__ import annotations

import json
from datetime import datetime

from credentials.errors import MalformedDocumentError
from credentials.parsing import parse_json
from skills.case import Package, read_package
from skills.case.package import JSON
from skills.errors import FrameworkError, Problem
from skills.nice import is_nice, read_nice

MAX_BYTES = 8 * 1024 * 1024
MAX_DEPTH = 24
_BOM = b"\xef\xbb\xbf"
_WIDE = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16", b"{\x00": "UTF-16", b"\x00{": "UTF-16"}


def read_framework(text: bytes, *, base: str, now: datetime) -> Package:
    """Read a CASE 1.0 or 1.1 package, or NIST's NICE Framework as CPRT JSON.

    `base` is the origin that mints addresses for a source without any, and `now` dates what is minted.
    Raises FrameworkError with every problem and its place.
    """
    document = _parse(text)
    if is_nice(document):
        return read_nice(document, base=base, now=now)
    if "CFDocument" in document:
        return read_package(document)
    names = ", ".join(list(document)[:8]) or "none"
    hint = ""
    if {"identifier", "creator", "title"} <= document.keys():
        hint = "; this looks like a CFDocument alone, expected its CFPackage"
    elif "CFDocuments" in document:
        hint = "; this is a list of CFDocuments, expected the CFPackage of one of them"
    raise _refusal(f"this is neither a CASE package nor NIST's NICE JSON: found the members {names}{hint}")


def _parse(text: bytes) -> JSON:
    wide = _WIDE.get(text[:2])
    if wide:
        raise _refusal(f"found {wide} text, expected UTF-8: save the file as UTF-8 and try again")
    try:
        return parse_json(text.removeprefix(_BOM), max_bytes=MAX_BYTES, max_depth=MAX_DEPTH)
    except MalformedDocumentError as error:
        raise _refusal(_explain(text, error)) from error


def _explain(text: bytes, error: MalformedDocumentError) -> str:
    cause = error.__cause__
    start = text.removeprefix(_BOM).lstrip()
    if not start and len(text) <= MAX_BYTES:
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


def _refusal(reason: str) -> FrameworkError:
    return FrameworkError([Problem("", reason)])
