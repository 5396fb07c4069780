"""What is measured of this library: each deed as an issuer or verifier would do it, with every check."""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import Executor
from itertools import cycle, islice

from benchmarks.documents import (
    COLLEGE,
    COLLEGE_DID,
    ISSUED,
    LEARNER,
    NOW,
    STATUS_URL,
    a_badge,
    a_record,
    an_unsigned_badge,
    an_unsigned_status_list,
)
from benchmarks.rounds import Deed
from credentials.issuing import issue
from credentials.proofs.did_documents import did_document
from credentials.proofs.suites import verify_proof
from credentials.proofs.vc_jwt import open_vc_jwt, secure
from credentials.report import Report, TrustedIssuer
from credentials.standards.vc import JSON
from credentials.templating import Row, Template, issue_all
from credentials.verifying import verify

BATCH = 4_000
HOLES = {
    "credential": "/id",
    "learner": "/credentialSubject/id",
    "e-mail": "/credentialSubject/identifier/0/identityHash",
    "percent": "/credentialSubject/result/1/value",
    "entry": "/credentialStatus/id",
    "place": "/credentialStatus/statusListIndex",
}
# A verifier meets ever other badges, so none is verified twice in a row.
BADGES = 50
KEYS = {COLLEGE_DID: did_document(COLLEGE_DID, [COLLEGE])}


def verifying_a_badge() -> Deed:
    """Check all six: proof, structure, issuer, dates, status and holder."""
    return verifying([a_badge(number) for number in range(1, BADGES + 1)])


def verifying_a_proof() -> Deed:
    """Check that the badge says what was signed, and by a key of its issuer."""
    turns = cycle([a_badge(number) for number in range(1, BADGES + 1)])

    def deed() -> int:
        verify_proof(next(turns), resolve=KEYS.__getitem__, purpose="assertionMethod")
        return 1

    return deed


def verifying_a_record() -> Deed:
    """Check all six of the record and of each of the badges in it."""
    return verifying([a_record()])


def verifying_a_token() -> Deed:
    """Check signature, header and claims of a badge as VC-JWT, but neither its form nor its status."""
    turns = cycle(tokens())
    return lambda: len([open_vc_jwt(next(turns), resolve=KEYS.__getitem__, now=NOW)])


def tokens() -> list[str]:
    """Make badges as VC-JWT, signed with EdDSA."""
    return [secure(an_unsigned_badge(number), key=COLLEGE) for number in range(1, BADGES + 1)]


def signing() -> Deed:
    """Look for whatever is missing or unsafe, and sign."""
    unsigned = cycle([an_unsigned_badge(number) for number in range(1, BADGES + 1)])
    return lambda: len([issue(next(unsigned), key=COLLEGE, now=ISSUED)])


def issuing_from_a_template(executor: Executor | None) -> Deed:
    """Sign a badge for each of a batch of learners, and write it as text."""
    template = Template(an_unsigned_badge(), holes=HOLES, key=COLLEGE)
    rows = list(islice(_rows(), BATCH))
    return lambda: sum(1 for _ in issue_all(template, rows, now=ISSUED, executor=executor))


def verifying(documents: list[JSON]) -> Deed:
    """Check each document in its turn, as a verifier who lists the college and hears from the learner."""
    turns = cycle(documents)
    pages = {STATUS_URL: json.dumps(issue(an_unsigned_status_list(), key=COLLEGE, now=ISSUED)).encode()}
    listed = {COLLEGE_DID: TrustedIssuer(COLLEGE_DID, "Riverbend Community College", "Accredited college")}

    def deed() -> int:
        report = verify(
            next(turns),
            resolve=KEYS.__getitem__,
            fetch=pages.__getitem__,
            trusted_issuers=listed,
            now=NOW,
            expected_holder=LEARNER.controller,
        )
        _insist(report)
        return 1

    return deed


def _insist(report: Report) -> None:
    for one in (report, *report.nested):
        if not one.all_passed:
            raise RuntimeError(f"found {one.verdict[1]!r} of {one.credential}, expected all checks to pass")


def _rows() -> Iterator[Row]:
    for number in range(10**6, 10**9):
        yield {
            "credential": f"urn:uuid:6b1f4c1e-5c1c-4b6e-9a2b-{number:012x}",
            "learner": f"did:key:z6Mk{number:044d}",
            "e-mail": f"sha256${number:064x}",
            "percent": str(number % 101),
            "entry": f"{STATUS_URL}#{number}",
            "place": str(number),
        }
