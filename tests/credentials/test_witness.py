"""Our badges before independent witnesses: another library and the official schemas."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import jsonschema
import pytest
from openbadgeslib.ob3.ldp import OB3LdpVerifier
from openbadgeslib.ob3.verifier import OB3VerificationError

from credentials.proofs.dids import did_document, did_web_url
from credentials.status import status_list_jwt
from tests.making import (
    A_DAY,
    ANA,
    BEN,
    COLLEGE,
    COLLEGE_DID,
    NOW,
    STATUS_INDEX,
    STATUS_URL,
    a_badge,
    an_unsigned_status_list,
)
from tests.official import OFFICIAL

# The other library reads the clock of the machine, so its status list must outlive these tests.
FAR_AWAY = datetime(2099, 1, 1, tzinfo=UTC)


def downloading(*withdrawn: int) -> Any:
    """Give the college's DID document and, as a JWT, its status list."""
    unsigned = an_unsigned_status_list(*withdrawn, valid_from=NOW - 400 * A_DAY, valid_until=FAR_AWAY)
    pages = {
        did_web_url(COLLEGE_DID): json.dumps(did_document(COLLEGE_DID, [COLLEGE])).encode(),
        STATUS_URL: status_list_jwt(unsigned, COLLEGE).encode(),
    }
    return pages.__getitem__


def test_another_library_accepts_our_badge_by_did_web_and_status_list() -> None:
    verifier = OB3LdpVerifier.for_issuer_did(COLLEGE_DID)
    seen = verifier.verify(a_badge(), ANA.controller, check_status=True, download=downloading())
    assert seen.issuer.id == COLLEGE_DID


def test_another_library_sees_that_our_badge_was_withdrawn() -> None:
    verifier = OB3LdpVerifier.for_issuer_did(COLLEGE_DID)
    with pytest.raises(OB3VerificationError, match="revocation"):
        verifier.verify(a_badge(), check_status=True, download=downloading(STATUS_INDEX))


def test_another_library_sees_that_our_badge_was_changed_or_sent_by_another() -> None:
    verifier = OB3LdpVerifier.for_issuer_did(COLLEGE_DID)
    with pytest.raises(OB3VerificationError):
        verifier.verify({**a_badge(), "name": "Another"}, download=downloading())
    with pytest.raises(OB3VerificationError, match="Recipient"):
        verifier.verify(a_badge(), BEN.controller, download=downloading())


@pytest.mark.skipif(OFFICIAL is None, reason="the official schemas are not on this machine")
@pytest.mark.parametrize("variant", ["formal", "jsonld-compaction"])
def test_our_badge_fits_the_official_schema(variant: str) -> None:
    assert OFFICIAL is not None
    path = OFFICIAL / "schemas" / "ob" / f"ob_v3p0_achievementcredential_schema.{variant}.json"
    schema = json.loads(path.read_text())
    validator = jsonschema.Draft201909Validator(schema, format_checker=jsonschema.FormatChecker())
    assert [
        error.message for error in validator.iter_errors(a_badge(validUntil="2027-01-01T00:00:00Z"))
    ] == []
