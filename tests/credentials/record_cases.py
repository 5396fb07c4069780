"""The cases of `test_records.py`: what is unusual about a record or its day, and what is reported of it."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from credentials.issuing import issue
from credentials.proofs.eddsa_rdfc_2022 import add_proof
from credentials.standards import openbadges
from credentials.standards.vc import JSON
from credentials.status import status_entry
from tests.credentials.documents import a_record, a_second_badge, an_unsigned_record
from tests.making import (
    A_DAY,
    ANA,
    BEN,
    COLLEGE,
    COLLEGE_DID,
    COPYCAT,
    NOW,
    STATUS_INDEX,
    STATUS_URL,
    a_badge,
    a_status_list,
    an_unsigned_badge,
    fetching,
    resolving,
)


@dataclass(frozen=True)
class Case:
    """A record, what is unusual about the day, and what is reported of it and of what it holds."""

    record: Callable[[], Any]
    signs: str
    verdict: str
    ports: Callable[[], dict[str, Any]] = field(default=dict)


def held(record: JSON) -> list[JSON]:
    """Give the credentials of a record, to be changed in their place."""
    within: list[JSON] = record["credentialSubject"]["verifiableCredential"]
    return within


def with_subjects_exchanged() -> JSON:
    """Exchange the subjects of two held badges, which the record's own proof does not notice."""
    record = copy.deepcopy(a_record())
    one, other = held(record)
    one["credentialSubject"], other["credentialSubject"] = (
        other["credentialSubject"],
        one["credentialSubject"],
    )
    return record


def with_a_badge_unsigned_after() -> JSON:
    record = copy.deepcopy(a_record())
    del held(record)[1]["proof"]
    return record


def signed_over(*within: JSON, subject: JSON | None = None, key: Any = COLLEGE) -> JSON:
    """Sign a record over anything, as a careless or hostile issuer can."""
    unsigned = copy.deepcopy(an_unsigned_record(a_badge()))
    unsigned["credentialSubject"]["verifiableCredential"] = list(within)
    unsigned["credentialSubject"] |= subject or {}
    unsigned["issuer"]["id"] = key.controller
    return add_proof(unsigned, key=key, created=NOW - A_DAY)


def a_badge_about(**changes: Any) -> JSON:
    """Make a badge whose subject is named otherwise; None leaves a member out."""
    unsigned = an_unsigned_badge()
    subject = {**unsigned["credentialSubject"], **changes}
    unsigned["credentialSubject"] = {name: value for name, value in subject.items() if value is not None}
    return issue(unsigned, key=COLLEGE, now=NOW - A_DAY)


def a_plain_credential(**changes: Any) -> JSON:
    plain: JSON = {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "type": ["VerifiableCredential"],
        "issuer": COLLEGE_DID,
        "validFrom": "2026-01-01T00:00:00Z",
        "credentialSubject": {"id": ANA.controller},
    }
    return issue({**plain, **changes}, key=COLLEGE, now=NOW - A_DAY)


def linked(**changes: Any) -> Callable[[], JSON]:
    """Sign a record whose one link goes somewhere else."""

    def make() -> JSON:
        unsigned = copy.deepcopy(an_unsigned_record())
        unsigned["credentialSubject"]["association"][0] |= changes
        return add_proof(unsigned, key=COLLEGE, created=NOW - A_DAY)

    return make


def listing(*withdrawn: int) -> Callable[[], dict[str, Any]]:
    return lambda: {"fetch": fetching({STATUS_URL: a_status_list(*withdrawn)})}


def as_an_id(key: Any) -> Callable[[], dict[str, Any]]:
    return lambda: {"expected_holder": key and key.controller}


ONE_OF_TWO = "No. One of the 2 credentials in it does not hold."
THE_ONE = "No. The one credential in it does not hold."
UNCHECKED = "Not sure yet. The one credential in it could not be wholly checked."
PASSED = "Yes. All six checks passed, and those of the 2 credentials in it."
ONE_PASSED = "Yes. All six checks passed, and those of the one credential in it."
HASHED = [openbadges.hashed_identity("ana@example.com", "0123456789abcdef")]
HASHED_OTHERWISE = [openbadges.hashed_identity("ana@example.com", "another salt")]
HASHED_BEN = [openbadges.hashed_identity("ben@example.com", "0123456789abcdef")]

CASES: dict[str, Case] = {
    "valid": Case(a_record, "++++++ (++++++ ++++++)", PASSED),
    "valid, of a single badge": Case(lambda: a_record(a_badge()), "++++++ (++++++)", ONE_PASSED),
    "two subjects exchanged": Case(
        with_subjects_exchanged, "++++++ (-+?+?? -+?+??)", "No. 2 of the 2 credentials in it do not hold."
    ),
    "a proof taken out of a badge": Case(
        with_a_badge_unsigned_after, "-+?+?? (++++++ -+?+??)", "No. It was changed after it was signed."
    ),
    "a badge that was never signed": Case(
        lambda: signed_over(an_unsigned_badge()), "++++++ (-+?+??)", THE_ONE
    ),
    "a badge that was changed before the record was signed": Case(
        lambda: signed_over({**a_badge(), "name": "Another"}), "++++++ (-+?+??)", THE_ONE
    ),
    "a badge with the subject of another": Case(
        lambda: signed_over({**a_badge(), "credentialSubject": a_second_badge()["credentialSubject"]}),
        "++++++ (-+?+??)",
        THE_ONE,
    ),
    "a badge withdrawn": Case(a_record, "++++++ (++++-+ ++++++)", ONE_OF_TWO, listing(STATUS_INDEX)),
    "the record withdrawn": Case(
        a_record, "++++-+ (++++++ ++++++)", "No. The issuer withdrew it.", listing(9)
    ),
    "a badge suspended": Case(
        lambda: a_record(a_badge(credentialStatus=status_entry(f"{STATUS_URL}0", 3, "suspension"))),
        "++++++ (++++-+)",
        THE_ONE,
        lambda: {
            "fetch": fetching(
                {
                    STATUS_URL: a_status_list(),
                    f"{STATUS_URL}0": a_status_list(3, url=f"{STATUS_URL}0", purpose="suspension"),
                }
            )
        },
    ),
    "a badge of an issuer that is not listed": Case(
        lambda: a_record(a_badge(key=COPYCAT, credentialStatus=None)), "++++++ (++?+++)", UNCHECKED
    ),
    "a badge whose issuer does not answer": Case(
        lambda: a_record(a_badge(key=COPYCAT, credentialStatus=None)),
        "++++++ (?+?+??)",
        UNCHECKED,
        lambda: {"resolve": resolving(COLLEGE)},
    ),
    "a record of an issuer that is not listed": Case(
        lambda: signed_over(a_badge(), key=COPYCAT),
        "++?+?+ (++++++)",
        "Not sure yet. We know the key, not who stands behind it.",
    ),
    "sent by somebody else": Case(
        a_record, "+++++- (+++++- +++++-)", "No. It was issued to somebody else.", as_an_id(BEN)
    ),
    "sent without proof of the holder": Case(
        a_record,
        "+++++? (+++++? +++++?)",
        "Not sure yet. The wallet sent no proof that it belongs to the person named.",
        as_an_id(None),
    ),
    "a badge of somebody else, in a record of the sender": Case(
        lambda: signed_over(a_badge_about(id=BEN.controller)), "++++++ (+++++-)", THE_ONE
    ),
    "a badge of the sender, in a record of somebody else": Case(
        lambda: signed_over(a_badge(), subject={"id": BEN.controller}),
        "+++++- (+++++-)",
        "No. It was issued to somebody else.",
    ),
    "a badge that names its subject by the hashed name of the record": Case(
        lambda: signed_over(a_badge_about(id=None)), "++++++ (++++++)", ONE_PASSED
    ),
    "the same in a record of an issuer that is not listed": Case(
        lambda: signed_over(a_badge_about(id=None), key=COPYCAT),
        "++?+?+ (+++++?)",
        "Not sure yet. We know the key, not who stands behind it.",
    ),
    "a badge that names its subject by a hash that cannot be compared": Case(
        lambda: signed_over(a_badge_about(id=None, identifier=HASHED_OTHERWISE)),
        "++++++ (+++++?)",
        UNCHECKED,
    ),
    "a badge that names its subject by the hash of somebody else": Case(
        lambda: signed_over(a_badge_about(id=None, identifier=HASHED_BEN)), "++++++ (+++++-)", THE_ONE
    ),
    "a record and a badge of one key and different hashes": Case(
        lambda: signed_over(a_badge_about(identifier=HASHED_BEN)), "++++++ (++++++)", ONE_PASSED
    ),
    "a record that names its subject by a hash alone": Case(
        lambda: add_proof(without_subject_id(), key=COLLEGE, created=NOW),
        "+++++? (++++++)",
        "Not sure yet. It does not say which key it was issued to.",
    ),
    "a plain credential": Case(lambda: a_record(a_plain_credential()), "++++++ (++++++)", ONE_PASSED),
    "a plain credential that is incomplete": Case(
        lambda: signed_over(a_plain_credential(credentialSubject=[{"id": "urn:a"}, {"id": "urn:b"}])),
        "++++++ (+++++-)",
        THE_ONE,
    ),
    "a link to something that is not there": Case(
        linked(targetId="urn:x"), "+-++++ (++++++ ++++++)", "No. It is not a complete CLR 2.0 record."
    ),
    "a link between a badge and its achievement": Case(
        linked(
            sourceId="urn:uuid:6b1f4c1e-5c1c-4b6e-9a2b-7d1f0e2c9a02",
            targetId="https://college.example/achievements/2430",
        ),
        "++++++ (++++++ ++++++)",
        PASSED,
    ),
    "a record in a record": Case(
        lambda: a_record(a_record(id="urn:x:inner")),
        "++++++ (++++++ (++++++ ++++++))",
        ONE_PASSED,
    ),
    "a withdrawn badge in a record in a record": Case(
        lambda: a_record(a_record(id="urn:x:inner")),
        "++++++ (++++++ (++++-+ ++++++))",
        THE_ONE,
        listing(STATUS_INDEX),
    ),
    "a text instead of a badge": Case(
        lambda: put(a_record(), "not a badge"),
        "--?+?? (--????)",
        "No. It was changed after it was signed.",
    ),
    "nothing held": Case(lambda: put(a_record()), "--?+??", "No. It was changed after it was signed."),
}


def without_subject_id() -> JSON:
    """Make an unsigned record that names whom it is about by a hash alone."""
    unsigned = copy.deepcopy(an_unsigned_record(a_badge()))
    del unsigned["credentialSubject"]["id"]
    return unsigned


def put(record: JSON, *within: Any) -> JSON:
    """Replace what a signed record holds."""
    changed = copy.deepcopy(record)
    changed["credentialSubject"]["verifiableCredential"] = list(within)
    return changed
