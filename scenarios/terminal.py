"""What the command says: lines, tables and colour where there is a terminal."""

import os
import sys
from collections.abc import Mapping, Sequence
from typing import TextIO

GREEN, RED, BOLD = "32", "31", "1"


def say(text: str = "") -> None:
    """Print a line for the person at the keyboard at once, also into a pipe."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def complain(text: str) -> None:
    """Print a line about what went wrong."""
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


def coloured(text: str, code: str, *, stream: TextIO | None = None) -> str:
    """Return the text in colour for a terminal and bare for everything else."""
    return f"\033[{code}m{text}\033[0m" if _shows_colour(stream or sys.stdout, os.environ) else text


def table(rows: Sequence[Sequence[str]], *, indent: str = "  ", gap: str = "   ") -> str:
    """Set rows of equal length in columns as wide as their widest cell."""
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    lines = (gap.join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows)
    return "\n".join(indent + line.rstrip() for line in lines)


def _shows_colour(stream: TextIO, environ: Mapping[str, str]) -> bool:
    return stream.isatty() and not environ.get("NO_COLOR") and environ.get("TERM") != "dumb"
