"""A plain credential with what can be changed about it, and a desk that signs."""

from __future__ import annotations

import json
from datetime import datetime
from hashlib import sha256
from typing import Any

from credentials.issuing import issue
from credentials.proofs.ecdsa_sd_2023 import add_base_proof
from credentials.proofs.keys import P256Key
from credentials.standards.vc import JSON
from credentials.status import status_entry
from tests.making import COLLEGE, COLLEGE_DID, STATUS_URL

V2 = "https://www.w3.org/ns/credentials/v2"
# The digests of the context, as the suite has them.
V2_SRI = "sha384-l/HrjlBCNWyAX91hr6LFV2Y3heB5Tcr6IeE4/Tje8YyzYBM8IhqjHWiWpr8+ZbYU"
V2_MULTIBASE = "uWZVc7WaX1h4D8rJVb-vlMIqxaEKEb1tYbX8fet7JJzQ"
EXAMPLES = "https://www.w3.org/ns/credentials/examples/v2"


def a_plain_credential(**changes: Any) -> JSON:
    """Make the smallest credential; a change replaces a member, `...` leaves it out."""
    plain = {
        "@context": [V2],
        "type": ["VerifiableCredential"],
        "credentialSubject": {"id": "did:example:subject"},
    }
    return {name: value for name, value in {**plain, **changes}.items() if value is not ...}


def with_members(**changes: Any) -> JSON:
    """Make a plain credential with members that Python does not let be keywords."""
    return a_plain_credential(**{name.replace("_at_", "@"): value for name, value in changes.items()})


SELECTIVE = P256Key(sha256(b"the college's second key").digest(), COLLEGE_DID, f"{COLLEGE_DID}#key-2")


class OneDesk:
    """A desk that signs with the college's key and remembers what was set and cleared."""

    did = COLLEGE_DID

    def __init__(self) -> None:
        self.issued: list[str | None] = []
        self.set: list[tuple[str, str]] = []
        self.kept: list[tuple[str | None, JSON]] = []

    def status_for(self, credential_id: str | None, *, can_be_suspended: bool, now: datetime) -> Any:
        """Give the next place."""
        self.issued.append(credential_id)
        entry = status_entry(STATUS_URL, len(self.issued))
        return [entry, status_entry(f"{STATUS_URL}9", 1, "suspension")] if can_be_suspended else entry

    def keep_status(self, credential_id: str | None, entry: JSON, *, now: datetime) -> None:
        """Remember a place."""
        self.kept.append((credential_id, entry))

    def make_list(self, purpose: str, *, now: datetime) -> JSON:
        """Make a list that says nothing."""
        return {"id": f"{STATUS_URL}9", "credentialSubject": {"statusPurpose": purpose}}

    def sign(self, unsigned: JSON, *, now: datetime) -> JSON:
        """Sign as the college."""
        return issue(unsigned, key=COLLEGE, now=now)

    def sign_for_selection(self, unsigned: JSON, pointers: list[str], *, now: datetime) -> JSON:
        """Sign as the college's second key."""
        return add_base_proof(unsigned, key=SELECTIVE, created=now, mandatory_pointers=pointers)

    def set_status(self, credential_id: str, entry: JSON, *, is_set: bool, now: datetime) -> None:
        """Remember what was set, and forget what was cleared."""
        if credential_id not in self.issued:
            raise KeyError(credential_id)
        change = self.set.append if is_set else self.set.remove
        change((credential_id, entry["statusPurpose"]))


def posted(**body: Any) -> bytes:
    """Write a request."""
    return json.dumps(body).encode()


def a_place(**changes: Any) -> JSON:
    """Make the status entry of a credential."""
    return {
        name: value for name, value in {**status_entry(STATUS_URL, 7), **changes}.items() if value is not ...
    }
