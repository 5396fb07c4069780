"""Withdraw what was issued here.

https://www.w3.org/TR/vcalm/#update-status
"""

from __future__ import annotations

from datetime import datetime

from credentials.standards.vc import JSON
from exchange.vc_api.messages import StatusRequest, read_request
from exchange.vc_api.ports import IssuingDesk
from exchange.vc_api.problems import PLAIN, Problem, RefusedError, malformed

# The entry's type, and the list's, which the specification's own example has in its place.
_TYPES = ("BitstringStatusListEntry", "BitstringStatusList")


def update_status(desk: IssuingDesk, body: bytes, *, now: datetime) -> JSON:
    """Carry out a request to withdraw a credential, or raise RefusedError."""
    request = read_request(StatusRequest, body)
    entry = request.credentialStatus
    if entry.get("type") not in _TYPES:
        raise malformed(f"found the status type {entry.get('type')!r:.60}, expected {_TYPES[0]}")
    if entry.get("statusPurpose") != "revocation":
        raise malformed(f"found the purpose {entry.get('statusPurpose')!r:.60}, expected revocation")
    if not request.status:
        raise malformed("found a revocation to be undone, expected status true: revocation is for good")
    try:
        desk.withdraw(request.credentialId, now=now)
    except KeyError as error:
        found = f"found no credential {request.credentialId!r:.200} that was issued here"
        raise RefusedError(Problem(PLAIN, "There is no such credential", found), 404) from error
    return {}
