"""Make the older revocation lists of 1EdTech, as others publish them."""

from __future__ import annotations

import json
from typing import Any

from credentials.standards.vc import JSON
from tests.making import COLLEGE_DID

REVOCATION_LIST_URL = "https://college.example/revocations"


def revocation_list_entry(**changes: Any) -> JSON:
    """Point to the list."""
    entry = {"id": REVOCATION_LIST_URL, "type": "1EdTechRevocationList", **changes}
    return {name: value for name, value in entry.items() if value is not None}


def a_revocation_list(**changes: Any) -> bytes:
    """Publish a list; None leaves a member out."""
    usual: JSON = {"id": REVOCATION_LIST_URL, "issuer": COLLEGE_DID, "revokedCredential": []}
    return json.dumps({name: one for name, one in {**usual, **changes}.items() if one is not None}).encode()
