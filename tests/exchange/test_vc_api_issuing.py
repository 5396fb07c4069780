"""What the issuer's service endpoints sign, refuse and withdraw."""

from __future__ import annotations

from typing import Any

import pytest

from credentials.standards.vc import JSON
from exchange.vc_api.issuer import issue_credential
from exchange.vc_api.problems import GENERATION, MALFORMED, PARSING, UNKNOWN_OPTION, RefusedError
from exchange.vc_api.status import create_status_list, update_status
from tests.exchange.vc_api import OneDesk, a_place, a_plain_credential, posted
from tests.exchange.vc_api_cases import INVALID, STRICTER, VALID
from tests.making import COLLEGE_DID, NOW, a_report, an_unsigned_badge


def issued(credential: JSON, **options: Any) -> JSON:
    answer = issue_credential(OneDesk(), posted(credential=credential, options=options), now=NOW)
    secured: JSON = answer["verifiableCredential"]
    return secured


def refusal(body: bytes) -> RefusedError:
    with pytest.raises(RefusedError) as refused:
        issue_credential(OneDesk(), body, now=NOW)
    return refused.value


@pytest.mark.parametrize("credential", VALID.values(), ids=VALID)
def test_what_the_suites_call_valid_is_signed(credential: JSON) -> None:
    secured = issued(credential)
    kept = {name: value for name, value in credential.items() if name != "issuer"}
    assert {name: secured[name] for name in kept} == kept
    assert a_report(secured).outcome("proof") == "passed"


@pytest.mark.parametrize("credential", INVALID.values(), ids=INVALID)
def test_what_the_suites_call_invalid_is_refused_with_400(credential: JSON) -> None:
    refused = refusal(posted(credential=credential))
    assert refused.status == 400
    assert refused.problem.type in (MALFORMED, GENERATION)


@pytest.mark.parametrize("credential", STRICTER.values(), ids=STRICTER)
def test_what_is_valid_but_could_be_read_in_two_ways_is_refused_too(credential: JSON) -> None:
    assert refusal(posted(credential=credential)).status == 400


def test_a_badge_is_signed_and_verifies_in_all_that_can_be_known() -> None:
    secured = issued(an_unsigned_badge())
    assert a_report(secured).all_passed


def test_the_issuer_is_filled_in_and_nobody_else_is_signed_for() -> None:
    assert issued(a_plain_credential())["issuer"] == COLLEGE_DID
    assert issued(a_plain_credential(issuer={"name": "Riverbend"}))["issuer"]["id"] == COLLEGE_DID
    assert (
        "did:web:other.example"
        in refusal(posted(credential=a_plain_credential(issuer="did:web:other.example"))).problem.detail
    )


def test_a_credential_without_a_status_gets_a_place_under_the_name_it_is_referred_to_by() -> None:
    desk = OneDesk()
    first = posted(credential=a_plain_credential(id="urn:uuid:1"))
    secured = issue_credential(desk, first, now=NOW)["verifiableCredential"]
    assert [entry["statusPurpose"] for entry in secured["credentialStatus"]] == ["revocation", "suspension"]
    assert secured["credentialStatus"][0]["statusListIndex"] == "1"
    issue_credential(desk, posted(credential=a_plain_credential(), options={"credentialId": "x"}), now=NOW)
    assert desk.issued == ["urn:uuid:1", "x"]


def test_a_pointer_to_nothing_is_refused() -> None:
    body = posted(
        credential=a_plain_credential(), options={"mandatoryPointers": ["/issuer", "/non/existent/path"]}
    )
    assert refusal(body).problem.type == GENERATION


def test_a_status_that_is_given_is_kept() -> None:
    assert issued(a_plain_credential(credentialStatus=a_place()))["credentialStatus"] == a_place()


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"", PARSING),
        (b"[]", PARSING),
        (b'{"credential": {}, "credential": {}}', PARSING),
        (b"{}", MALFORMED),
        (posted(credential="x"), MALFORMED),
        (posted(credential=a_plain_credential(), options={"unheard": True}), UNKNOWN_OPTION),
        (posted(credential=a_plain_credential(), options=[]), MALFORMED),
    ],
)
def test_a_request_that_cannot_be_understood_is_refused(body: bytes, kind: str) -> None:
    refused = refusal(body)
    assert (refused.status, refused.problem.type) == (400, kind)


def asked(**changes: Any) -> bytes:
    entry = {"type": "BitstringStatusListEntry", "statusPurpose": "revocation"}
    return posted(**{"credentialId": "urn:uuid:1", "credentialStatus": entry, "status": True, **changes})


def test_what_was_issued_can_be_withdrawn() -> None:
    desk = OneDesk()
    desk.issued.append("urn:uuid:1")
    assert update_status(desk, asked(indexAllocator="urn:uuid:2"), now=NOW) == {}
    assert desk.set == [("urn:uuid:1", "revocation")]


def test_what_was_issued_can_be_suspended_and_counts_again() -> None:
    desk = OneDesk()
    desk.issued.append("urn:uuid:1")
    suspension = {"type": "BitstringStatusListEntry", "statusPurpose": "suspension"}
    assert update_status(desk, asked(credentialStatus=suspension), now=NOW) == {}
    assert desk.set == [("urn:uuid:1", "suspension")]
    assert update_status(desk, asked(credentialStatus=suspension, status=False), now=NOW) == {}
    assert desk.set == []


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"credentialId": "urn:uuid:2"}, 404),
        ({"status": False}, 400),
        ({"status": "true"}, 400),
        ({"credentialStatus": {"type": "Unheard", "statusPurpose": "revocation"}}, 400),
        ({"credentialStatus": {"type": "BitstringStatusListEntry", "statusPurpose": "refresh"}}, 400),
        ({"credentialStatus": {"type": "BitstringStatusListEntry"}}, 400),
        ({"credentialStatus": {"type": "BitstringStatusListEntry", "statusPurpose": ["revocation"]}}, 400),
        ({"credentialStatus": "x"}, 400),
    ],
)
def test_a_status_that_cannot_be_set_is_refused(changes: JSON, status: int) -> None:
    desk = OneDesk()
    desk.issued.append("urn:uuid:1")
    with pytest.raises(RefusedError) as refused:
        update_status(desk, asked(**changes), now=NOW)
    assert refused.value.status == status
    assert desk.set == []


def test_a_list_is_made_for_a_purpose() -> None:
    made = create_status_list(OneDesk(), posted(statusPurpose="suspension", options={}), now=NOW)
    assert made.keys() == {"id", "verifiableCredential"}
    assert made["verifiableCredential"]["credentialSubject"]["statusPurpose"] == "suspension"


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"statusPurpose": "refresh"},
        {"statusPurpose": 1},
        {"statusPurpose": "revocation", "id": "https://college.example/l"},
        {"statusPurpose": "revocation", "options": {"length": 8}},
    ],
    ids=str,
)
def test_a_list_that_cannot_be_made_is_refused(body: JSON) -> None:
    with pytest.raises(RefusedError) as refused:
        create_status_list(OneDesk(), posted(**body), now=NOW)
    assert refused.value.status == 400
