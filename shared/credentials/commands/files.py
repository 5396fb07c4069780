"""Read what the command line names, and write what it asks for; private keys for their owner only."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from credentials.errors import MalformedDocumentError
from credentials.parsing import parse_json
from credentials.standards.vc import JSON

STANDARD = "-"
# The largest file that is read: a picture with a learner record baked in.
MAX_BYTES = 16 * 1024 * 1024
MAX_JSON = 2 * 1024 * 1024


class UnreadableFileError(Exception):
    """Raised when a file that was named cannot be read or written."""


def read_bytes(name: str) -> bytes:
    """Read a file, or standard input for `-`."""
    try:
        if name == STANDARD:
            content = sys.stdin.buffer.read(MAX_BYTES + 1)
        else:
            with Path(name).open("rb") as file:
                content = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise UnreadableFileError(f"{name}: {error.strerror or error}") from error
    if len(content) > MAX_BYTES:
        raise UnreadableFileError(f"{name}: found more than {MAX_BYTES} bytes")
    return content


def read_json(name: str) -> JSON:
    """Read a file that must hold a JSON object."""
    try:
        return parse_json(read_bytes(name), max_bytes=MAX_JSON)
    except MalformedDocumentError as error:
        raise MalformedDocumentError(f"{name}: {error}") from error


def as_json(document: JSON) -> str:
    """Write a document for people and programs."""
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def write(content: str | bytes, name: str, *, private: bool = False) -> None:
    """Write to a file or to standard output; a private file is new and belongs to its owner only."""
    octets = content.encode() if isinstance(content, str) else content
    try:
        if name == STANDARD:
            sys.stdout.flush()
            sys.stdout.buffer.write(octets)
            sys.stdout.buffer.flush()
        elif private:
            _write_private(octets, name)
        else:
            Path(name).write_bytes(octets)
    except OSError as error:
        raise UnreadableFileError(f"{name}: {error.strerror or error}") from error


def _write_private(octets: bytes, name: str) -> None:
    """Write a new file of mode 0600; one that is there already is never replaced."""
    with os.fdopen(os.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(octets)
