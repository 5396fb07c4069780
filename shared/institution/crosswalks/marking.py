"""Mark in a statement the words that it shares with another one."""

import re
from collections.abc import Collection

from skills.suggesting.words import stem

_PIECES = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)*|[\W_]+")


def marked(text: str, shared: Collection[str]) -> list[tuple[str, bool]]:
    """Cut a text into pieces, each with whether it is a shared word in any of its forms."""
    stems = {stem(word.casefold()) for word in shared}
    pieces: list[tuple[str, bool]] = []
    for piece in _PIECES.findall(text):
        is_shared = bool(stems) and stem(piece.casefold()) in stems
        if pieces and not is_shared and not pieces[-1][1]:
            pieces[-1] = (pieces[-1][0] + piece, False)
        else:
            pieces.append((piece, is_shared))
    return pieces
