"""Withdraw and suspend what was issued here, and make lists to do so.

https://www.w3.org/TR/vcalm/#update-status
"""

from __future__ import annotations

from datetime import datetime

from credentials.standards.vc import JSON
from credentials.status import REVOCATION, SUSPENSION
from exchange.vc_api.messages import StatusListRequest, StatusRequest, read_request
from exchange.vc_api.ports import IssuingDesk
from exchange.vc_api.problems import PLAIN, Problem, RefusedError, malformed

# The entry's type, and the list's, which the specification's own example has in its place.
_TYPES = ("BitstringStatusListEntry", "BitstringStatusList")
_PURPOSES = (REVOCATION, SUSPENSION)


def update_status(desk: IssuingDesk, body: bytes, *, now: datetime) -> JSON:
    """Carry out a request to withdraw or suspend a credential, or to end its suspension."""
    request = read_request(StatusRequest, body)
    entry = request.credentialStatus
    if entry.get("type") not in _TYPES:
        raise malformed(f"found the status type {entry.get('type')!r:.60}, expected {_TYPES[0]}")
    _check_purpose(entry.get("statusPurpose"))
    if entry["statusPurpose"] == REVOCATION and not request.status:
        raise malformed("found a revocation to be undone, expected status true: revocation is for good")
    try:
        desk.set_status(request.credentialId, entry, is_set=request.status, now=now)
    except KeyError as error:
        found = f"found no credential {request.credentialId!r:.200} with a place for {entry['statusPurpose']}"
        raise RefusedError(Problem(PLAIN, "There is no such credential", found), 404) from error
    except ValueError as error:
        raise malformed(str(error)) from error
    return {}


def create_status_list(desk: IssuingDesk, body: bytes, *, now: datetime) -> JSON:
    """Answer a request for a new list with its address and the signed list.

    https://www.w3.org/TR/vcalm/#create-status-list
    """
    request = read_request(StatusListRequest, body)
    _check_purpose(request.statusPurpose)
    if request.id is not None:
        raise malformed(f"found the id {request.id!r:.200}, expected none: lists are named here")
    made = desk.make_list(request.statusPurpose, now=now)
    return {"id": made["id"], "verifiableCredential": made}


def _check_purpose(purpose: object) -> None:
    if purpose not in _PURPOSES:
        raise malformed(f"found the purpose {purpose!r:.60}, expected {' or '.join(_PURPOSES)}")
