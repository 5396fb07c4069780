"""Bringing a framework in by steps: a source waits, is read and looked at, and comes in when confirmed."""

from institution.bringing.fetching import fetch
from institution.bringing.records import PendingFile, PendingImport
from institution.bringing.telling import STALE
from institution.bringing.waiting import MOST_WAITING, begin, claim, discard, map_columns, pending_of
from institution.bringing.working import confirm, read

__all__ = [
    "MOST_WAITING",
    "STALE",
    "PendingFile",
    "PendingImport",
    "begin",
    "claim",
    "confirm",
    "discard",
    "fetch",
    "map_columns",
    "pending_of",
    "read",
]
