"""Issue many credentials that differ in a few texts: read one that has holes, and sign it for each learner.

What is the same in all is checked and brought to canonical form once. A row of texts that may not fit so,
such as one that gives two things the same id, is issued in the usual way. All come out as if they had been.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from datetime import datetime
from functools import partial
from hashlib import sha256
from itertools import islice
from secrets import token_hex
from typing import Any

from credentials.errors import CredentialError, UnsignedTermsError
from credentials.issuing import check_unsigned, issue
from credentials.parsing import MAX_BYTES, check_json
from credentials.proofs.compiled_templates import CanonicalTemplate
from credentials.proofs.contexts import prefixes
from credentials.proofs.eddsa_rdfc_2022 import hash_options, proof_by, signed
from credentials.proofs.keys import SigningKey
from credentials.standards.vc import JSON

Row = Mapping[str, str]
# By the member, or the place in a list: what is to be filled within, or the name of the hole.
_Places = dict[str | int, Any]

CHUNK = 100


class Template:
    """Hold an unsigned credential with named holes, each for a text at one JSON pointer or at several."""

    def __init__(self, unsigned: JSON, *, holes: Mapping[str, str | Sequence[str]], key: SigningKey) -> None:
        self._unsigned, self._key = copy.deepcopy(unsigned), key
        self._places: _Places = {}
        pointers = [(name, at) for name, at in holes.items() for at in ([at] if isinstance(at, str) else at)]
        for name, pointer in pointers:
            if "type" in pointer.split("/"):
                # Which words a thing may use hangs on its types, so they are the same in all rows.
                raise UnsignedTermsError(f"found the hole {name!r:.60} for a type, expected none")
            _add_place(self._places, name, _steps(self._unsigned, pointer))
        # Nobody's text is the same as such a one.
        self._placeholders = {name: f"urn:hole:{token_hex(16)}" for name in holes}
        whole = _filled(self._unsigned, self._places, self._placeholders)
        self._canonical = CanonicalTemplate(whole, self._placeholders.values())
        for name, placeholder in self._placeholders.items():
            if placeholder not in self._canonical.placeholders:
                raise UnsignedTermsError(
                    f"found the hole {name!r:.60} where no statement would have its text"
                )
        self._named = {name for name, pointer in pointers if pointer.endswith("/id")}
        self._taken = frozenset(_ids(whole))
        self._space_left = MAX_BYTES - len(json.dumps(whole))
        self._sealed: tuple[datetime, JSON, bytes] | None = None

    def issue(self, row: Row, *, now: datetime) -> JSON:
        """Give the secured credential of one row; what no hole changes, it shares with all others."""
        if row.keys() != self._placeholders.keys():
            raise ValueError(f"found the texts {sorted(row)}, expected {sorted(self._placeholders)}")
        unsigned = _filled(self._unsigned, self._places, row)
        check_unsigned(unsigned, key=self._key)
        try:
            written = self._write(row)
        except CredentialError:
            return issue(unsigned, key=self._key, now=now)
        options, options_hash = self._options(now)
        return signed(unsigned, options, options_hash + sha256(written.encode()).digest(), key=self._key)

    def _write(self, row: Row) -> str:
        """Write the canonical form, or raise where the whole credential has to be looked at."""
        texts = list(row.values())
        check_json(texts, max_bytes=self._space_left)
        names = [row[name] for name in self._named]
        if any(text.startswith(prefixes()) for text in texts):
            raise UnsignedTermsError("found an address in short, expected full ones")
        if len(set(names)) != len(names) or not self._taken.isdisjoint(names):
            raise UnsignedTermsError("found an id that stands at two places")
        return self._canonical.canonicalize({self._placeholders[name]: text for name, text in row.items()})

    def _options(self, now: datetime) -> tuple[JSON, bytes]:
        sealed = self._sealed
        if sealed is None or sealed[0] != now:
            options = proof_by(self._key, created=now)
            self._sealed = sealed = now, options, hash_options(self._unsigned, options)
        return sealed[1:]


def issue_all(
    template: Template, rows: Iterable[Row], *, now: datetime, executor: Executor | None = None
) -> Iterator[str]:
    """Give the secured credentials of all rows as JSON text, made in the processes of the executor."""
    making = partial(_issue_chunk, template, now)
    chunks = _in_chunks(rows)
    for secured in map(making, chunks) if executor is None else executor.map(making, chunks):
        yield from secured


def _issue_chunk(template: Template, now: datetime, rows: list[Row]) -> list[str]:
    return [json.dumps(template.issue(row, now=now), ensure_ascii=False) for row in rows]


def _in_chunks(rows: Iterable[Row]) -> Iterator[list[Row]]:
    pending = iter(rows)
    while chunk := list(islice(pending, CHUNK)):
        yield chunk


def _steps(document: JSON, pointer: str) -> list[str | int]:
    """Give the members and places by which a JSON pointer leads to a text.

    https://www.rfc-editor.org/rfc/rfc6901
    """
    steps: list[str | int] = []
    value: Any = document
    for part in pointer.split("/")[1:]:
        step = int(part) if isinstance(value, list) else part.replace("~1", "/").replace("~0", "~")
        steps, value = [*steps, step], value[step]
    if not steps or not isinstance(value, str):
        raise ValueError(f"found a {type(value).__name__} at {pointer!r}, expected a text to put others for")
    return steps


def _add_place(places: _Places, name: str, steps: list[str | int]) -> None:
    *way, last = steps
    for step in way:
        places = places.setdefault(step, {})
    if last in places:
        raise ValueError(f"found the hole {name!r} at the place of {places[last]!r}, expected another")
    places[last] = name


def _filled(node: Any, places: _Places, row: Row) -> Any:
    """Copy a document as far as something is to be filled in it."""
    copied = node.copy()
    for step, within in places.items():
        copied[step] = row[within] if isinstance(within, str) else _filled(node[step], within, row)
    return copied


def _ids(node: Any) -> Iterator[str]:
    if isinstance(node, dict) and isinstance(node.get("id"), str):
        yield node["id"]
    for within in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from _ids(within)
