"""Documents of strangers: whatever they are, verifying them ends soon, in a report."""

from __future__ import annotations

import copy
import json
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from credentials.errors import CredentialError
from credentials.presenting import open_presentation_of_several, present
from credentials.proofs.eddsa_rdfc_2022 import add_proof
from credentials.proofs.vc_jwt import secure
from credentials.refreshing import verify_newest
from credentials.report import Report
from credentials.standards.services import refresh_service
from credentials.standards.vc import JSON
from tests.credentials.documents import a_record, an_endorsement, an_unsigned_record
from tests.credentials.reports import all_signs
from tests.making import (
    ANA,
    COLLEGE,
    COLLEGE_DID,
    EMPLOYER,
    NOW,
    ON_THE_LIST,
    STATUS_URL,
    a_badge,
    a_report,
    a_status_list,
    an_unsigned_badge,
    fetching,
    resolving,
)

ENDORSED = a_badge(endorsement=[an_endorsement(of=COLLEGE_DID)], refreshService=refresh_service(STATUS_URL))
RECORD = a_record()
TOKEN = secure(an_unsigned_badge(), key=COLLEGE)
STATUS_LIST = json.loads(a_status_list())

DEEP: Any = {}
for _ in range(500):
    DEEP = {"id": "urn:x", "type": ["Profile"], "parentOrg": DEEP}

JUNK: st.SearchStrategy[Any] = st.one_of(
    st.sampled_from(
        [
            None,
            True,
            0,
            -1,
            1.5,
            2**60,
            float("nan"),
            "",
            "x",
            "_:b0",
            "urn:x",
            "\ud83d",
            "\x00",
            "9999-12-31",
        ]
    ),
    st.sampled_from([[], {}, [[]], [None], {"@context": []}, {"id": 7}, {"type": [[]]}, DEEP]),
    st.sampled_from([ENDORSED, RECORD, [RECORD, RECORD], TOKEN, [TOKEN], STATUS_LIST]),
    st.text(max_size=10),
)


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Give the place of every value in a JSON value."""
    members = (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    )
    return [path, *(place for name, one in members for place in places(one, (*path, name)))]


def spoilt(document: Any, path: tuple[Any, ...], junk: Any, *, added: bool) -> Any:
    """Copy a document with junk at a place, or beside what stands there."""
    if not path:
        return junk
    changed = copy.deepcopy(document)
    node: Any = changed
    for step in path[:-1]:
        node = node[step]
    if added and isinstance(node, dict):
        node[f"{path[-1]}x"] = junk
    elif added:
        node.insert(path[-1], junk)
    else:
        node[path[-1]] = junk
    return changed


def reported(document: Any, pages: dict[str, bytes] | None = None) -> Report:
    fetch = fetching({STATUS_URL: a_status_list()} if pages is None else pages)
    return a_report(document, fetch=fetch)


@settings(max_examples=500)
@given(data=st.data())
def test_whatever_stands_anywhere_the_answer_is_a_report(data: st.DataObject) -> None:
    document = data.draw(st.sampled_from([ENDORSED, RECORD]))
    path = data.draw(st.sampled_from(places(document)))
    changed = spoilt(document, path, data.draw(JUNK), added=data.draw(st.booleans()))
    report = reported(changed)
    assert Report.from_json(json.loads(json.dumps(report.to_json()))) == report
    if report.all_passed and isinstance(changed, dict) and changed.get("proof") == document["proof"]:
        assert all_signs(report) == all_signs(reported(document))


@settings(max_examples=200)
@given(data=st.data())
def test_whatever_a_status_list_is_the_answer_is_a_report(data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(places(STATUS_LIST)))
    try:
        page = json.dumps(spoilt(STATUS_LIST, path, data.draw(JUNK), added=False)).encode()
    except ValueError:
        page = b"\xff"
    assert reported(a_badge(), {STATUS_URL: page}).outcome("status") in ("passed", "unknown")


@settings(max_examples=200)
@given(page=st.binary(max_size=200))
def test_whatever_peers_answer_the_original_is_reported(page: bytes) -> None:
    seen = verify_newest(
        ENDORSED,
        resolve=resolving(COLLEGE, EMPLOYER),
        fetch=fetching({STATUS_URL: page}),
        trusted_issuers=ON_THE_LIST,
        now=NOW,
        expected_holder=ANA.controller,
    )
    assert (seen.is_refreshed, seen.report.outcome("status")) == (False, "unknown")


@settings(max_examples=200)
@given(at=st.integers(0, len(TOKEN) - 1), piece=st.text(max_size=4), cut=st.integers(0, 4))
def test_whatever_is_changed_in_a_token_the_answer_is_a_report(at: int, piece: str, cut: int) -> None:
    changed = TOKEN[:at] + piece + TOKEN[at + cut :]
    report = reported(changed)
    assert report.outcome("proof") != "passed" or changed.strip() == TOKEN


@settings(max_examples=150)
@given(data=st.data())
def test_whatever_a_presentation_is_only_errors_of_ours_come(data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(places(PRESENTATION)))
    changed = spoilt(PRESENTATION, path, data.draw(JUNK), added=data.draw(st.booleans()))
    try:
        presented = open_presentation_of_several(
            changed, expected_challenge="n-1", expected_domain="d", resolve=resolving()
        )
    except CredentialError as error:
        assert str(error).startswith("found ")
    else:
        assert presented.holder == ANA.controller


PRESENTATION = present([a_badge()], key=ANA, challenge="n-1", domain="d", now=NOW)


def profiles_of_profiles(levels: int) -> JSON:
    org: JSON = {"id": "urn:x:0", "type": ["Profile"]}
    for level in range(1, levels):
        org = {"id": f"urn:x:{level}", "type": ["Profile"], "parentOrg": org}
    return {**a_badge(), "issuer": org}


EXPENSIVE: dict[str, Callable[[], Any]] = {
    "thousands of tokens": lambda: {**a_badge(), "endorsementJwt": [TOKEN] * 35},
    "thousands of small tokens": lambda: {**a_badge(), "endorsementJwt": ["e30.e30.e30"] * 15_000},
    "thousands of empty endorsements": lambda: {**a_badge(), "endorsement": [{}] * 60_000},
    "thousands of empty credentials": lambda: {
        **RECORD,
        "credentialSubject": {**RECORD["credentialSubject"], "verifiableCredential": [{}] * 60_000},
    },
    "thousands of status entries": lambda: {
        **a_badge(),
        "credentialStatus": [a_badge()["credentialStatus"]] * 1_000,
    },
    "thousands of associations": lambda: {
        **RECORD,
        "credentialSubject": {
            **RECORD["credentialSubject"],
            "association": RECORD["credentialSubject"]["association"] * 800,
        },
    },
    "thousands of identifiers": lambda: {
        **RECORD,
        "credentialSubject": {
            **RECORD["credentialSubject"],
            "id": None,
            "identifier": RECORD["credentialSubject"]["identifier"] * 1_000,
        },
    },
    "thousands of results": lambda: {
        **a_badge(),
        "credentialSubject": {
            **a_badge()["credentialSubject"],
            "result": a_badge()["credentialSubject"]["result"] * 1_000,
        },
    },
    "as deep as may be": lambda: profiles_of_profiles(30),
    "deeper than may be": lambda: profiles_of_profiles(900),
    "a name of a quarter of a megabyte": lambda: {**a_badge(), "x" * 250_000: 1},
    "an image of thousands of members": lambda: {
        **a_badge(),
        "image": {"id": "urn:i", "type": "Image", **{f"m{n}": 1 for n in range(20_000)}},
    },
}


@pytest.mark.parametrize("make", EXPENSIVE.values(), ids=EXPENSIVE.keys())
def test_it_ends_soon_and_the_report_is_small(make: Callable[[], Any]) -> None:
    document = make()
    begun = time.process_time()
    report = reported(document)
    assert time.process_time() - begun < 2
    assert not report.all_passed
    assert len(json.dumps(report.to_json())) < 400_000


def named_by(count: int, *, sign: int) -> list[JSON]:
    """Name somebody in very many ways that can all be compared."""
    ways = {"type": "IdentityObject", "hashed": True, "identityType": "emailAddress", "salt": "s"}
    return [{**ways, "identityHash": f"sha256${sign * number:064d}"} for number in range(1, count)]


def test_a_signed_record_and_badge_with_very_many_names_are_compared_soon() -> None:
    badge, record = copy.deepcopy(an_unsigned_badge()), copy.deepcopy(an_unsigned_record(a_badge()))
    for document, sign in ((badge, 1), (record, -1)):
        del document["credentialSubject"]["id"]
        document["credentialSubject"]["identifier"] = named_by(500, sign=sign)
    held = add_proof(badge, key=COLLEGE, created=NOW)
    record["credentialSubject"]["verifiableCredential"] = [held]
    signed = add_proof(record, key=COLLEGE, created=NOW)
    begun = time.process_time()
    report = reported(signed)
    assert time.process_time() - begun < 2
    assert all_signs(report) == "+++++? (+++++-)"


def test_several_threads_report_the_same_as_one() -> None:
    documents = [ENDORSED, RECORD, TOKEN, {**a_badge(), "name": "Another"}] * 10
    alone = [reported(document) for document in documents]
    with ThreadPoolExecutor(8) as threads:
        together = list(threads.map(reported, documents))
    assert together == alone


def test_verifying_changes_nothing_in_the_document() -> None:
    for document in (ENDORSED, RECORD):
        before = copy.deepcopy(document)
        reported(document)
        assert document == before
