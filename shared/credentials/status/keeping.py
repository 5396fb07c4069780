"""Keep status lists that were opened, so that a verifier of many credentials does not check each list again.

A list is kept by the hash of its bytes, with the documents of its signer as they were resolved. It counts as
long as these are still the same: a key that was taken away no longer speaks for it. Whose list it is, its
dates and its places are looked at every time.
"""

from __future__ import annotations

import json
from collections import OrderedDict
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from threading import Lock

from credentials.errors import CredentialError
from credentials.proofs.dids import Resolve
from credentials.standards.vc import JSON
from credentials.status.bitstrings import decode_list
from credentials.status.opening import open_list

MOST_LISTS = 32
# Unpacked lists take more, up to a megabyte each.
MOST_UNPACKED = 16


@dataclass(frozen=True)
class _Kept:
    status_list: JSON
    controller: str
    # What each name was resolved to, as text that nobody can change.
    resolved: tuple[tuple[str, str], ...]


class _Lists:
    """Hold the lists that were opened last."""

    def __init__(self) -> None:
        self._kept: OrderedDict[bytes, _Kept] = OrderedDict()
        self._lock = Lock()

    def find(self, digest: bytes) -> _Kept | None:
        with self._lock:
            if digest in self._kept:
                self._kept.move_to_end(digest)
            return self._kept.get(digest)

    def keep(self, digest: bytes, kept: _Kept) -> None:
        with self._lock:
            self._kept[digest] = kept
            if len(self._kept) > MOST_LISTS:
                self._kept.popitem(last=False)


_LISTS = _Lists()


def open_kept_list(raw: bytes, resolve: Resolve) -> tuple[JSON, str]:
    """Give a list and the DID whose key signed it as `open_list` does, without checking the same twice."""
    digest = sha256(raw).digest()
    kept = _LISTS.find(digest)
    if kept is not None and _is_still_signed(kept, resolve):
        return kept.status_list, kept.controller
    resolved: dict[str, str] = {}

    def resolving(name: str) -> JSON:
        document = resolve(name)
        resolved[name] = _written(document)
        return document

    status_list, controller = open_list(raw, resolving)
    _LISTS.keep(digest, _Kept(status_list, controller, tuple(resolved.items())))
    return status_list, controller


def _is_still_signed(kept: _Kept, resolve: Resolve) -> bool:
    """Tell whether all that the proof of a list was checked against is as it was."""
    try:
        return all(_written(resolve(name)) == text for name, text in kept.resolved)
    except CredentialError:
        return False


def kept_bits(encoded: object) -> bytes:
    """Unpack a list as `decode_list` does, without unpacking the same twice."""
    return _bits(encoded) if isinstance(encoded, str) else decode_list(encoded)


@lru_cache(maxsize=MOST_UNPACKED)
def _bits(encoded: str) -> bytes:
    return decode_list(encoded)


def _written(document: JSON) -> str:
    return json.dumps(document, sort_keys=True)
