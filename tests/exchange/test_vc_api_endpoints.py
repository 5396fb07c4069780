"""The service endpoints on the real sites: closed without the token, and one suite run in small."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from credentials.presenting import present
from credentials.proofs.eddsa_rdfc_2022 import add_proof
from credentials.standards.vc import JSON
from credentials.status import status_entry
from tests.exchange.vc_api import a_plain_credential
from tests.making import ANA, NOW, a_badge, an_unsigned_badge
from tests.sites import ORIGINS, Federation

TOKEN = "a token that only the suite knows"
ISSUER = ("/credentials/issue", "/credentials/status", "/status-lists")
VERIFIER = ("/credentials/verify", "/presentations/verify", "/challenges")


@pytest.fixture
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Federation]:
    """Raise the three sites with their service endpoints."""
    monkeypatch.setenv("WELLSPRING_VC_API_TOKEN", TOKEN)
    raised = Federation(tmp_path)
    yield raised
    raised.close()


def post(site: FlaskClient, path: str, *, token: str | None = TOKEN, **body: Any) -> tuple[int, JSON]:
    headers = {} if token is None else {"Authorization": f"Bearer {token}"}
    answer = site.post(path, json=body, headers=headers)
    found: JSON = answer.get_json()
    return answer.status_code, found


@pytest.mark.parametrize("site", ["college", "employer"])
def test_an_institution_issues_verifies_and_withdraws(opened: Federation, site: str) -> None:
    client = opened.anonymous(site)
    unsigned = a_plain_credential(id="urn:uuid:0b0d2c1e-6a77-4c3b-9c52-0d8f0d3a6f11")
    status, answer = post(client, "/credentials/issue", credential=unsigned, options={})
    assert status == 201
    issued = answer["verifiableCredential"]
    again = post(client, "/credentials/issue", credential=unsigned)[1]["verifiableCredential"]
    assert again["credentialStatus"] == issued["credentialStatus"]
    elsewhere = opened.anonymous("wallet")
    assert post(elsewhere, "/credentials/verify", verifiableCredential=issued)[1]["warnings"] == []
    entry = {"type": "BitstringStatusListEntry", "statusPurpose": "revocation"}
    asked = {"credentialId": unsigned["id"], "credentialStatus": entry, "status": True}
    assert post(client, "/credentials/status", **asked) == (200, {})
    status, answer = post(elsewhere, "/credentials/verify", verifiableCredential=issued)
    assert (status, answer["verified"]) == (200, True)
    assert answer["warnings"][0]["title"] == "Withdrawn by the issuer."


def test_a_credential_without_an_id_is_withdrawn_by_its_place(opened: Federation) -> None:
    client = opened.anonymous("college")
    issued = post(client, "/credentials/issue", credential=a_plain_credential())[1]["verifiableCredential"]
    entry = issued["credentialStatus"][0]
    asked = {"credentialId": entry["id"], "credentialStatus": entry, "status": True}
    assert post(client, "/credentials/status", **asked)[0] == 200
    assert post(client, "/credentials/verify", verifiableCredential=issued)[1]["warnings"]


def the_status(site: FlaskClient, credential: JSON) -> str:
    """Ask a verifier, and give the code of its check of the status."""
    options = {"returnResults": True}
    answer = post(site, "/credentials/verify", verifiableCredential=credential, options=options)[1]
    (code,) = (one["code"] for one in answer["results"]["credential"]["checks"] if one["name"] == "status")
    return str(code)


def setting(credential_id: str, entry: JSON, *, status: bool) -> JSON:
    """Write a request to set or clear a status."""
    return {"credentialId": credential_id, "credentialStatus": entry, "status": status}


def test_a_credential_is_suspended_counts_again_and_is_withdrawn_for_good(opened: Federation) -> None:
    college, employer = opened.anonymous("college"), opened.anonymous("employer")
    unsigned = a_plain_credential(id="urn:uuid:1")
    issued = post(college, "/credentials/issue", credential=unsigned)[1]["verifiableCredential"]
    withdrawal, suspension = issued["credentialStatus"]
    assert the_status(employer, issued) == "status.clear"
    plain = {"type": "BitstringStatusListEntry", "statusPurpose": "suspension"}
    for entry in (plain, suspension):
        assert post(college, "/credentials/status", **setting("urn:uuid:1", entry, status=True))[0] == 200
        assert the_status(employer, issued) == "status.suspended"
        assert post(college, "/credentials/status", **setting("urn:uuid:1", entry, status=False))[0] == 200
        assert the_status(employer, issued) == "status.clear"
    elsewhere = {**suspension, "statusListIndex": "0", "id": "urn:x"}
    assert post(college, "/credentials/status", **setting("urn:uuid:1", elsewhere, status=True))[0] == 400
    assert post(college, "/credentials/status", **setting("urn:uuid:1", withdrawal, status=True))[0] == 200
    assert post(college, "/credentials/status", **setting("urn:uuid:1", withdrawal, status=False))[0] == 400
    assert the_status(employer, issued) == "status.revoked"


def test_a_badge_has_a_place_for_withdrawal_only(opened: Federation) -> None:
    college = opened.anonymous("college")
    did = "did:web:localhost%3A8001"
    unsigned = {name: value for name, value in an_unsigned_badge().items() if name != "credentialStatus"}
    unsigned["issuer"] = {**unsigned["issuer"], "id": did}
    issued = post(college, "/credentials/issue", credential=unsigned)[1]["verifiableCredential"]
    assert issued["credentialStatus"]["statusPurpose"] == "revocation"
    plain = {"type": "BitstringStatusListEntry", "statusPurpose": "suspension"}
    assert post(college, "/credentials/status", **setting(issued["id"], plain, status=True))[0] == 404


def test_a_list_that_was_asked_for_is_published_and_its_places_are_given_out_once(opened: Federation) -> None:
    college, employer = opened.anonymous("college"), opened.anonymous("employer")
    made = {}
    for purpose in ("revocation", "suspension", "suspension"):
        status, answer = post(college, "/status-lists", statusPurpose=purpose)
        assert status == 201
        assert answer["verifiableCredential"]["credentialSubject"]["statusPurpose"] == purpose
        published = college.get(answer["id"].removeprefix(ORIGINS["college"]))
        assert published.get_json(force=True)["id"] == answer["id"]
        made[answer["id"]] = purpose
    assert len(made) == 3
    entry = status_entry(answer["id"], 7, "suspension")
    unsigned = a_plain_credential(id="urn:uuid:1", credentialStatus=entry)
    issued = post(college, "/credentials/issue", credential=unsigned)[1]["verifiableCredential"]
    assert post(college, "/credentials/issue", credential=unsigned)[0] == 201
    assert post(college, "/credentials/issue", credential={**unsigned, "id": "urn:uuid:2"})[0] == 400
    assert the_status(employer, issued) == "status.clear"
    assert post(college, "/credentials/status", **setting("urn:uuid:2", entry, status=True))[0] == 404
    assert post(college, "/credentials/status", **setting("urn:uuid:1", entry, status=True))[0] == 200
    assert the_status(employer, issued) == "status.suspended"
    for wrong in ({"statusPurpose": "revocation"}, {"statusListIndex": "131072"}, {"statusSize": 2}):
        changed = {**entry, "statusListIndex": "8", **wrong}
        refused = a_plain_credential(id="urn:uuid:3", credentialStatus=changed)
        assert post(college, "/credentials/issue", credential=refused)[0] == 400, wrong


def test_lists_are_found_at_their_own_addresses_only(opened: Federation) -> None:
    college = opened.anonymous("college")
    post(college, "/credentials/issue", credential=a_plain_credential())
    post(college, "/status-lists", statusPurpose="revocation")
    found = {path: college.get(path).status_code for path in ("/status/2", "/status/3", "/status-lists/4")}
    assert set(found.values()) == {200}
    for path in ("/status/4", "/status-lists/2", "/status-lists/6", "/status-lists/x"):
        assert college.get(path).status_code == 404, path


def test_nobody_names_a_credential_like_a_place_in_a_list(opened: Federation) -> None:
    college = opened.anonymous("college")
    taken = a_plain_credential(id=f"{ORIGINS['college']}/status/3#7")
    assert post(college, "/credentials/issue", credential=taken)[0] == 400


@pytest.mark.parametrize("site", ["college", "employer", "wallet"])
def test_a_challenge_is_answered_once(opened: Federation, site: str) -> None:
    client = opened.anonymous(site)
    status, answer = post(client, "/challenges")
    assert (status, set(answer)) == (200, {"challenge"})
    challenge = answer["challenge"]
    presented = present(a_badge(), key=ANA, challenge=challenge, domain="d", now=NOW)
    unsigned = {**presented, "verifiableCredential": []}
    unsigned.pop("proof")
    signed = add_proof(unsigned, key=ANA, created=NOW, purpose="authentication", challenge=challenge)
    asked = {"verifiablePresentation": signed, "options": {"challenge": challenge}}
    assert post(client, "/presentations/verify", **asked)[1]["verified"]
    again = post(client, "/presentations/verify", **asked)[1]
    assert not again["verified"]
    assert "was used" in again["errors"][0]["title"]
    assert post(client, "/challenges")[1]["challenge"] != challenge


def test_a_credential_is_issued_for_selection_derived_and_verified(opened: Federation) -> None:
    college, wallet = opened.anonymous("college"), opened.anonymous("wallet")
    unsigned = a_plain_credential(
        id="urn:uuid:1",
        name="A name to leave out",
        description="A description to show",
        validFrom="2025-01-01T00:00:00Z",
    )
    options = {"mandatoryPointers": ["/issuer", "/validFrom", "/credentialStatus", "/credentialSubject"]}
    answer = post(college, "/credentials/issue", credential=unsigned, options=options)[1]
    base = answer["verifiableCredential"]
    chosen = {"selectivePointers": ["/description"]}
    status, answer = post(wallet, "/credentials/derive", verifiableCredential=base, options=chosen)
    assert status == 201
    part = answer["verifiableCredential"]
    assert "name" not in part
    assert part["description"] == "A description to show"
    status, answer = post(college, "/credentials/verify", verifiableCredential=part)
    assert (status, answer["verified"], answer["errors"]) == (200, True, [])
    assert "leave out what would end it" in answer["warnings"][0]["title"]
    assert post(college, "/credentials/verify", verifiableCredential={**part, "name": "x"})[0] == 400


def test_what_was_not_signed_for_selection_is_not_derived(opened: Federation) -> None:
    wallet = opened.anonymous("wallet")
    for secured in (a_badge(), {"proof": [{"cryptosuite": "ecdsa-sd-2023", "proofValue": "u"}]}, {}):
        assert post(wallet, "/credentials/derive", verifiableCredential=secured)[0] == 400


@pytest.mark.parametrize("site", ["college", "employer", "wallet"])
def test_nobody_gets_in_without_the_token(opened: Federation, site: str) -> None:
    client = opened.anonymous(site)
    for path in (*VERIFIER, "/credentials/derive") if site == "wallet" else (*ISSUER, *VERIFIER):
        for token in (None, "", "a token that only the suite know"):
            status, answer = post(client, path, token=token)
            assert (status, answer["title"]) == (401, "The token is missing or wrong"), path
    assert client.post("/credentials/verify").headers["WWW-Authenticate"] == "Bearer"


def test_the_wallet_issues_nothing(opened: Federation) -> None:
    client = opened.anonymous("wallet")
    assert {client.post(path, json={}).status_code for path in ISSUER} == {404}


def test_a_refusal_says_what_was_found(opened: Federation) -> None:
    client = opened.anonymous("college")
    status, answer = post(client, "/credentials/issue", credential=a_plain_credential(id="x"))
    assert status == 400
    assert set(answer) == {"type", "title", "detail", "status"}
    status, answer = post(client, "/credentials/issue", credential=a_plain_credential(name="x" * 600_000))
    assert status == 413
    long = {"credentialId": "x" * 1_001}
    assert post(client, "/credentials/issue", credential=a_plain_credential(), options=long)[0] == 400


@pytest.mark.parametrize("site", sorted(ORIGINS))
def test_the_endpoints_do_not_exist_unless_a_token_is_set(federation: Federation, site: str) -> None:
    client = federation.anonymous(site)
    for path in (*ISSUER, *VERIFIER, "/credentials/derive"):
        assert client.post(path, json={}, headers={"Authorization": f"Bearer {TOKEN}"}).status_code == 404
        assert client.get(path).status_code == 404
