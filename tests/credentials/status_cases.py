"""The cases of `test_verifying.py` that are about the status list."""

from __future__ import annotations

import json

from credentials.proofs.eddsa_rdfc_2022 import add_proof
from credentials.status import status_entry, status_list_jwt
from tests.credentials.tampering import Case, listing, short_list, signed, tampered_list
from tests.making import (
    A_DAY,
    COLLEGE,
    EMPLOYER,
    NOW,
    STATUS_INDEX,
    STATUS_URL,
    a_badge,
    a_status_list,
    an_unsigned_status_list,
    fetching,
)

DAY_BEFORE = "2026-11-22T09:41:00Z"
OTHER_LIST = "Not sure yet. The status list is not the issuer's own."
UNSIGNED_LIST = "Not sure yet. The status list was changed, or was not signed by the issuer."

STATUS_CASES = {
    "withdrawn": Case(
        a_badge, "++++-+", "No. The issuer withdrew it.", listing(lambda: a_status_list(STATUS_INDEX))
    ),
    "withdrawn and ended": Case(
        signed(validUntil=DAY_BEFORE),
        "+++--+",
        "No. The issuer withdrew it.",
        listing(lambda: a_status_list(STATUS_INDEX)),
    ),
    "withdrawn, by a list that is a JWT": Case(
        a_badge,
        "++++-+",
        "No. The issuer withdrew it.",
        listing(lambda: status_list_jwt(an_unsigned_status_list(STATUS_INDEX), COLLEGE).encode()),
    ),
    "a neighbour is withdrawn": Case(
        a_badge,
        "++++++",
        "Yes. All six checks passed.",
        listing(lambda: a_status_list(STATUS_INDEX - 1, STATUS_INDEX + 1)),
    ),
    "no status list named": Case(signed(credentialStatus=None), "++++++", "Yes. All six checks passed."),
    "the status list does not answer": Case(
        a_badge,
        "++++?+",
        "Not sure yet. The status list did not answer. Try again in a few minutes.",
        lambda: {"fetch": fetching({})},
    ),
    "the status list was changed": Case(a_badge, "++++?+", UNSIGNED_LIST, listing(tampered_list)),
    "the status list is not signed": Case(
        a_badge, "++++?+", UNSIGNED_LIST, listing(lambda: json.dumps(an_unsigned_status_list()).encode())
    ),
    "the status list is a web page": Case(
        a_badge, "++++?+", UNSIGNED_LIST, listing(lambda: b"<html>Not found</html>")
    ),
    "the status list is broken JSON": Case(
        a_badge, "++++?+", "Not sure yet. The status list cannot be read.", listing(lambda: b'{"a":')
    ),
    "the status list is of another issuer": Case(
        a_badge, "++++?+", OTHER_LIST, listing(lambda: a_status_list(key=EMPLOYER))
    ),
    "the status list names the issuer but another signed it": Case(
        a_badge,
        "++++?+",
        OTHER_LIST,
        listing(
            lambda: json.dumps(
                add_proof(an_unsigned_status_list(), key=EMPLOYER, created=NOW - A_DAY)
            ).encode()
        ),
    ),
    "another status list of the same issuer": Case(
        a_badge, "++++?+", OTHER_LIST, listing(lambda: a_status_list(url="https://college.example/status/2"))
    ),
    "the status list ended": Case(
        a_badge,
        "++++?+",
        "Not sure yet. The status list is out of date.",
        listing(lambda: a_status_list(valid_until=NOW - A_DAY / 2)),
    ),
    "the status list begins tomorrow": Case(
        a_badge,
        "++++?+",
        "Not sure yet. The status list is out of date.",
        listing(lambda: a_status_list(valid_from=NOW + A_DAY / 2)),
    ),
    "the status list is too short": Case(
        a_badge,
        "++++?+",
        "Not sure yet. The status list has no place for this credential.",
        listing(short_list),
    ),
    "the place is beyond the status list": Case(
        signed(credentialStatus=status_entry(STATUS_URL, 131_072)),
        "++++?+",
        "Not sure yet. The status list has no place for this credential.",
    ),
    "the entry asks about suspension, its list is about withdrawal": Case(
        signed(credentialStatus=status_entry(STATUS_URL, 5, "suspension")),
        "++++?+",
        "Not sure yet. The status list says nothing about suspension.",
    ),
    "the status is of an unknown kind": Case(
        signed(credentialStatus={"id": "https://college.example/r", "type": "1EdTechCredentialRefresh"}),
        "++++?+",
        "Not sure yet. The status list cannot be read.",
    ),
}
