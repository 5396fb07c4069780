"""Credentials that come as text, a compact JWS or JSON: they are reported on as any other."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from base58 import b58encode

from credentials.proofs.eddsa_jcs_2022 import hash_data
from credentials.proofs.vc_jwt import secure
from credentials.report import Report
from credentials.standards.vc import JSON
from credentials.status import status_list_jwt
from tests.credentials.documents import an_unsigned_endorsement
from tests.credentials.proofs.jwt_cases import (
    KEYS,
    STRANGER,
    a_token,
    claims,
    claims_v1,
    header,
    resolve,
)
from tests.credentials.reports import signs
from tests.making import (
    A_DAY,
    BEN,
    COLLEGE,
    COPYCAT,
    EMPLOYER,
    NOW,
    STATUS_INDEX,
    STATUS_URL,
    a_badge,
    a_report,
    an_unsigned_badge,
    an_unsigned_status_list,
    fetching,
    resolving,
)

PASSED = "Yes. All six checks passed."
UNREAD = "No. It cannot be read without doubt, so nothing in it can be relied on."
CHANGED = "No. It was changed after it was signed."
UNSUPPORTED = "Not sure yet. It is signed in a way that cannot be checked here."


@dataclass(frozen=True)
class Case:
    """A text, what is unusual about the day, and what is reported."""

    text: Callable[[], str]
    signs: str
    verdict: str
    ports: Callable[[], dict[str, Any]] = field(default=dict)


def a_badge_token(**changes: Any) -> str:
    return secure(an_unsigned_badge(**changes), key=COLLEGE)


def with_another_payload() -> str:
    """Put the payload of one token into the frame of another."""
    first, second = a_badge_token().split("."), a_badge_token(name="Another").split(".")
    return f"{first[0]}.{second[1]}.{first[2]}"


def withdrawn() -> dict[str, Any]:
    page = status_list_jwt(an_unsigned_status_list(STATUS_INDEX), COLLEGE).encode()
    return {"fetch": fetching({STATUS_URL: page})}


def by_json_proof() -> str:
    """Sign a badge over its JSON, with spaces in the text that nobody signed."""
    unsigned = an_unsigned_badge()
    proof: JSON = {
        "type": "DataIntegrityProof",
        "cryptosuite": "eddsa-jcs-2022",
        "created": "2026-05-07T09:41:00Z",
        "verificationMethod": COLLEGE.id,
        "proofPurpose": "assertionMethod",
    }
    proof["proofValue"] = "z" + b58encode(COLLEGE.sign(hash_data(unsigned, proof))).decode()
    return json.dumps({**unsigned, "proof": proof}, indent=4)


CASES: dict[str, Case] = {
    **{
        f"signed with {name}": Case(lambda key=key: secure(an_unsigned_badge(), key=key), "++++++", PASSED)
        for name, key in KEYS.items()
    },
    "of version 1.1 of the data model": Case(lambda: a_token(claims_v1()), "++++++", PASSED),
    "with spaces around it": Case(lambda: f"\n {a_badge_token()} \n", "++++++", PASSED),
    "JSON with a proof in it": Case(lambda: json.dumps(a_badge()), "++++++", PASSED),
    "JSON with a proof over the JSON": Case(by_json_proof, "++++++", PASSED),
    "withdrawn, by a list that is a token too": Case(
        a_badge_token, "++++-+", "No. The issuer withdrew it.", withdrawn
    ),
    "ended": Case(
        lambda: a_badge_token(validUntil="2026-11-22T09:41:00Z"),
        "+++-++",
        "No. It ended on 22 November 2026, 09:41 UTC.",
    ),
    "ended, as only the claim says": Case(
        lambda: a_token(claims(exp=int((NOW - A_DAY).timestamp()))),
        "+++-++",
        "No. It ended on 22 November 2026, 09:41 UTC.",
    ),
    "not begun": Case(
        lambda: a_badge_token(validFrom="2026-11-24T09:41:00Z"),
        "+++-++",
        "No. It is not valid before 24 November 2026, 09:41 UTC.",
    ),
    "sent by somebody else": Case(
        a_badge_token,
        "+++++-",
        "No. It was issued to somebody else.",
        lambda: {"expected_holder": BEN.controller},
    ),
    "by an issuer that is not listed": Case(
        a_badge_token,
        "++?+++",
        "Not sure yet. We know the key, not who stands behind it.",
        lambda: {"trusted_issuers": {}},
    ),
    "whose issuer does not answer": Case(
        a_badge_token,
        "?+?+??",
        "Not sure yet. The key it was signed with could not be fetched.",
        lambda: {"resolve": resolving()},
    ),
    "changed": Case(with_another_payload, "-+?+??", CHANGED),
    "signed by a stranger under the name of the key": Case(
        lambda: a_token(claims(), key=STRANGER), "-+?+??", CHANGED
    ),
    "signed by another institution": Case(
        lambda: a_token(claims(), header(kid=EMPLOYER.id), key=EMPLOYER),
        "-+?+??",
        "No. The key it names is not one that its owner publishes for this.",
    ),
    "signed by nobody": Case(lambda: a_token(claims(), header(alg="none")), "-+?+??", CHANGED),
    "with an algorithm that cannot be checked": Case(
        lambda: a_token(claims(), header(alg="ES512")), "?+?+??", UNSUPPORTED
    ),
    "with a claim that says something else": Case(lambda: a_token(claims(sub="urn:x")), "-+?+??", UNREAD),
    "a list of claims": Case(lambda: a_token([1]), "--????", UNREAD),
    "claims without a credential": Case(lambda: a_token({}), "--?-??", UNREAD),
    "two parts": Case(lambda: "eyJhbGciOiJFZERTQSJ9.e30", "--????", UNREAD),
    "any text": Case(lambda: "Hello.", "--????", UNREAD),
    "no text": Case(str, "--????", UNREAD),
    "a text of ten megabytes": Case(lambda: "x." * 5_000_000, "--????", UNREAD),
    "broken JSON": Case(lambda: '{"id": ', "--????", UNREAD),
    "JSON with one member twice": Case(
        lambda: '{"id": "urn:x", ' + json.dumps(a_badge())[1:], "--????", UNREAD
    ),
}


def reported(text: Any, **ports: Any) -> Report:
    return a_report(text, **{"resolve": resolve, **ports})


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_a_text(case: Case) -> None:
    report = reported(case.text(), **case.ports())
    assert (signs(report), report.verdict[1]) == (case.signs, case.verdict)


def test_the_evidence_says_method_and_key() -> None:
    evidence = {
        name: dict(reported(secure(an_unsigned_badge(), key=key)).check("proof").evidence)
        for name, key in KEYS.items()
    }
    assert {name: one["Method"] for name, one in evidence.items()} == {
        "EdDSA": "Ed25519 signature over the credential as a JWT",
        "ES256": "P-256 signature over the credential as a JWT",
        "RS256": "RSA signature over the credential as a JWT",
    }
    assert {one["Key"] for one in evidence.values()} == {
        f"did:web:college.example#key-{n}" for n in (1, 2, 3)
    }


def endorsement_token(**changes: Any) -> str:
    return secure(
        an_unsigned_endorsement(of="https://college.example/achievements/2430", **changes), key=EMPLOYER
    )


ENDORSEMENTS: dict[str, tuple[Callable[[], str], str]] = {
    "in order": (endorsement_token, "++?+++"),
    "about something else": (
        lambda: secure(an_unsigned_endorsement(of="urn:x"), key=EMPLOYER),
        "++?++-",
    ),
    "changed": (lambda: f"{endorsement_token()[:-9]}AAAAAAAAA", "-+?+??"),
    "a badge": (lambda: secure(an_unsigned_badge(id="urn:x:2"), key=COLLEGE), "+-+++-"),
    "an endorsement in the name of somebody else": (
        lambda: a_token(
            {**claims(), "type": ["VerifiableCredential", "EndorsementCredential"]},
            header(kid=COPYCAT.id),
            key=COPYCAT,
        ),
        "--?+??",
    ),
}


@pytest.mark.parametrize(("make", "outcomes"), ENDORSEMENTS.values(), ids=ENDORSEMENTS.keys())
def test_an_endorsement_as_a_token_has_its_own_report(make: Callable[[], str], outcomes: str) -> None:
    badge = a_badge(endorsementJwt=[make()])
    report = a_report(badge)
    assert signs(report) == "++++++"
    (endorsement,) = report.endorsements
    assert (signs(endorsement), endorsement.place) == (outcomes, "endorsementJwt[0]")
