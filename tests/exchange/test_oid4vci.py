"""The issuer's side of OpenID4VCI 1.0, message by message."""

import json
from datetime import timedelta
from typing import Any

import pytest

from credentials.standards.openbadges import CONTEXTS
from exchange.errors import ProtocolError
from exchange.oid4vci import issuer
from tests.exchange.stand_ins import COLLEGE, LEARNER, NOW, StandInDesk
from tests.exchange.talking import GRANT, a_request, a_token, an_offer, ask

JSON = dict[str, Any]
CODES = {"oid4vci_offer", "oid4vci_code"}


def test_metadata_are_those_of_the_final_specification() -> None:
    found = issuer.metadata(StandInDesk())
    assert found["credential_issuer"] == COLLEGE
    assert found["credential_endpoint"] == f"{COLLEGE}/oid4vci/credential"
    assert found["nonce_endpoint"] == f"{COLLEGE}/oid4vci/nonce"
    assert not {"authorization_servers", "batch_credential_issuance"} & set(found)
    assert found["credential_configurations_supported"]["welding"] == {
        "format": "ldp_vc",
        "cryptographic_binding_methods_supported": ["did:key"],
        "credential_signing_alg_values_supported": ["eddsa-rdfc-2022"],
        "proof_types_supported": {"jwt": {"proof_signing_alg_values_supported": ["EdDSA", "Ed25519"]}},
        "credential_definition": {
            "@context": list(CONTEXTS),
            "type": ["VerifiableCredential", "OpenBadgeCredential"],
        },
        "credential_metadata": {
            "display": [{"name": "Welding Basics", "locale": "en", "description": "Two-week course"}]
        },
    }


def test_the_authorization_server_is_the_issuer_and_takes_wallets_it_does_not_know() -> None:
    found = issuer.authorization_server_metadata(StandInDesk())
    assert found["issuer"] == COLLEGE
    assert found["grant_types_supported"] == [GRANT]
    assert found["pre-authorized_grant_anonymous_access_supported"] is True


def test_an_offer_names_its_configurations_and_asks_for_a_code_only_if_there_is_one() -> None:
    desk = StandInDesk()
    plain = issuer.make_offer(desk, awards={"welding": "a", "safety": "b"}, tx_code=None, now=NOW)
    guarded = issuer.make_offer(
        desk, awards={"welding": "a"}, tx_code="493536", tx_code_hint="In your e-mail", now=NOW
    )
    assert plain.uri == f"{COLLEGE}/oid4vci/offers/{plain.key}"
    assert len(plain.key) >= 43
    found = issuer.read_offer(desk, plain.key, now=NOW)
    assert found["credential_issuer"] == COLLEGE
    assert found["credential_configuration_ids"] == ["welding", "safety"]
    assert set(found["grants"][GRANT]) == {"pre-authorized_code"}
    asked = issuer.read_offer(desk, guarded.key, now=NOW)["grants"][GRANT]["tx_code"]
    assert asked == {"input_mode": "numeric", "length": 6, "description": "In your e-mail"}
    assert "493536" not in json.dumps(issuer.read_offer(desk, guarded.key, now=NOW))


def test_an_offer_of_something_unknown_or_of_nothing_is_not_made() -> None:
    desk = StandInDesk()
    for awards in ({"cooking": "a"}, {}):
        with pytest.raises(ValueError, match="expected one or more"):
            issuer.make_offer(desk, awards=awards, tx_code=None, now=NOW)
    assert desk.tickets.kept == {}


def test_a_credential_is_issued_to_the_key_that_was_proven() -> None:
    desk = StandInDesk()
    offer, form = an_offer(desk)
    assert issuer.offer_state(desk, offer.key, now=NOW) == "waiting"
    token = issuer.exchange_code(desk, form, now=NOW)
    assert token | {"access_token": ""} == {"access_token": "", "token_type": "Bearer", "expires_in": 300}
    answer = ask(desk, f"Bearer {token['access_token']}", a_request(desk))
    [entry] = answer["credentials"]
    assert list(answer) == ["credentials"] and list(entry) == ["credential"]
    assert entry["credential"]["credentialSubject"]["id"] == LEARNER.controller
    assert desk.issued == [("award-1", LEARNER.controller)]
    assert issuer.offer_state(desk, offer.key, now=NOW) == "used"


def test_a_lost_answer_may_be_asked_for_again_with_the_same_token_and_a_new_nonce() -> None:
    desk = StandInDesk()
    token = a_token(desk)
    ask(desk, token, a_request(desk))
    ask(desk, token, a_request(desk))
    assert desk.issued == [("award-1", LEARNER.controller)] * 2


def test_one_token_opens_every_configuration_of_its_offer() -> None:
    desk = StandInDesk()
    token = a_token(desk, welding="a", safety="b")
    ask(desk, token, a_request(desk, "safety"))
    ask(desk, token, a_request(desk, "welding"))
    assert [award for award, _ in desk.issued] == ["b", "a"]


WIDE = "\uff14\uff19\uff13\uff15\uff13\uff16"
TOKEN_REQUESTS: dict[str, tuple[str | None, JSON, str]] = {
    "no grant type": (None, {"grant_type": None}, "invalid_request"),
    "another grant type": (None, {"grant_type": "authorization_code"}, "unsupported_grant_type"),
    "no code": (None, {"pre-authorized_code": None}, "invalid_request"),
    "unknown code": (None, {"pre-authorized_code": "guess"}, "invalid_grant"),
    "transaction code where none is expected": (None, {"tx_code": "1"}, "invalid_request"),
    "no transaction code where one is expected": ("493536", {}, "invalid_request"),
    "wrong transaction code": ("493536", {"tx_code": "493537"}, "invalid_grant"),
    "transaction code in other digits": (
        "493536",
        {"tx_code": WIDE},
        "invalid_grant",
    ),
    "authorization details": (None, {"authorization_details": "[]"}, "invalid_authorization_details"),
}


@pytest.mark.parametrize("case", TOKEN_REQUESTS)
def test_a_token_is_refused_without_spending_the_code(case: str) -> None:
    tx_code, changes, code = TOKEN_REQUESTS[case]
    desk = StandInDesk()
    offer, form = an_offer(desk, tx_code)
    changed = {name: value for name, value in (form | changes).items() if value is not None}
    with pytest.raises(ProtocolError) as refusal:
        issuer.exchange_code(desk, changed, now=NOW)
    assert (refusal.value.code, refusal.value.status) == (code, 400)
    assert {kind for kind, _ in desk.tickets.kept} == CODES
    right = form | ({"tx_code": tx_code} if tx_code else {})
    assert issuer.exchange_code(desk, right, now=NOW)["access_token"]
    assert issuer.offer_state(desk, offer.key, now=NOW) == "used"


def test_a_code_is_used_once() -> None:
    desk = StandInDesk()
    _, form = an_offer(desk)
    issuer.exchange_code(desk, form, now=NOW)
    with pytest.raises(ProtocolError, match="invalid_grant"):
        issuer.exchange_code(desk, form, now=NOW)
    assert sum(kind == "oid4vci_token" for kind, _ in desk.tickets.kept) == 1


def test_five_wrong_transaction_codes_end_the_offer_even_for_the_right_one() -> None:
    desk = StandInDesk()
    offer, form = an_offer(desk, "493536")
    for _ in range(5):
        with pytest.raises(ProtocolError, match="invalid_grant"):
            issuer.exchange_code(desk, form | {"tx_code": "000000"}, now=NOW)
    with pytest.raises(ProtocolError, match="invalid_grant"):
        issuer.exchange_code(desk, form | {"tx_code": "493536"}, now=NOW)
    assert issuer.offer_state(desk, offer.key, now=NOW) == "withdrawn"
    assert not any(kind in ("oid4vci_token", "oid4vci_code") for kind, _ in desk.tickets.kept)


def test_forgetting_the_transaction_code_does_not_count_as_a_wrong_one() -> None:
    desk = StandInDesk()
    _, form = an_offer(desk, "493536")
    for _ in range(7):
        with pytest.raises(ProtocolError, match="invalid_request"):
            issuer.exchange_code(desk, form, now=NOW)
    assert issuer.exchange_code(desk, form | {"tx_code": "493536"}, now=NOW)


def test_an_offer_ends_with_its_time() -> None:
    desk = StandInDesk()
    offer, form = an_offer(desk)
    later = NOW + timedelta(days=7)
    assert issuer.offer_state(desk, offer.key, now=later) == "expired"
    with pytest.raises(ProtocolError) as refusal:
        issuer.read_offer(desk, offer.key, now=later)
    assert refusal.value.status == 404
    with pytest.raises(ProtocolError, match="invalid_grant"):
        issuer.exchange_code(desk, form, now=later)


def test_a_withdrawn_offer_is_gone_and_a_used_one_cannot_be_withdrawn() -> None:
    desk = StandInDesk()
    offer, form = an_offer(desk)
    assert issuer.withdraw_offer(desk, offer.key, now=NOW) is True
    assert issuer.withdraw_offer(desk, offer.key, now=NOW) is False
    assert issuer.offer_state(desk, offer.key, now=NOW) == "withdrawn"
    with pytest.raises(ProtocolError) as refusal:
        issuer.read_offer(desk, offer.key, now=NOW)
    assert refusal.value.status == 410
    with pytest.raises(ProtocolError, match="invalid_grant"):
        issuer.exchange_code(desk, form, now=NOW)
    used, form = an_offer(desk)
    issuer.exchange_code(desk, form, now=NOW)
    assert issuer.withdraw_offer(desk, used.key, now=NOW) is False
    assert issuer.offer_state(desk, used.key, now=NOW) == "used"
