"""The command `wellspring suggest`: rank links between two frameworks in files, by their texts alone."""

import argparse
import csv
import io
import os
import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from scenarios.sites import WorldError
from scenarios.terminal import complain, say
from skills.errors import FrameworkError
from skills.suggesting import Statement, Suggestion, packaged_model, suggest
from skills.suggesting.files import read_statements

COLUMNS = ("origin id", "destination id", "rank", "score")
STANDARD = Path("-")


def suggest_links(options: argparse.Namespace) -> int:
    """Read two files, rank, and write the table; codes and addresses are not looked at."""
    origins, destinations = (_read(path) for path in (options.origins, options.destinations))
    model = None if options.without_model else packaged_model()
    found = suggest(origins, destinations, top=options.top, embed=model)
    _write(options.out, found)
    if options.out != STANDARD:
        way = "words and the sentence model" if model else "words"
        linked = f"{len({one.origin for one in found})} of {len(origins)} statements"
        say(f"{len(found)} suggestions for {linked}, by {way}, are in {options.out}.")
    return 0


def _read(path: Path) -> list[Statement]:
    try:
        content = sys.stdin.buffer.read() if path == STANDARD else path.read_bytes()
        read = read_statements(content, name=path.name, now=datetime.now(UTC))
    except OSError as error:
        raise WorldError(f"{path} cannot be read: {error.strerror or error}.") from error
    except FrameworkError as error:
        raise WorldError(f"{path} is no framework that can be read whole. {error}") from error
    if read.notices:
        more = f" (and {len(read.notices) - 1} more)" if len(read.notices) > 1 else ""
        rules = "breaks rules of CASE and" if read.notices[0].place.startswith("CF") else "is not whole and"
        complain(f"{path} {rules} is read for its texts all the same: {read.notices[0]}{more}.")
    return [replace(one, code="", uri="") for one in read.statements]


def _write(path: Path, suggestions: Sequence[Suggestion]) -> None:
    text = _table(suggestions)
    if path == STANDARD:
        sys.stdout.write(text)
        return
    partial = path.with_name(f".{path.name}.{os.getpid()}.partial")
    try:
        partial.write_text(text, encoding="utf-8", newline="")
        partial.replace(path)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise WorldError(f"{path} cannot be written: {error.strerror or error}.") from error


def _table(suggestions: Iterable[Suggestion]) -> str:
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(COLUMNS)
    table.writerows((one.origin, one.destination, one.rank, f"{one.score:.4f}") for one in suggestions)
    return text.getvalue()
