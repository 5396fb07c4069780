"""Credential requests of OpenID4VCI 1.0: tokens, bodies and nonces that are refused (sections 7 and 8)."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from exchange.errors import BearerError, ProtocolError
from exchange.oid4vci import issuer
from tests.exchange.stand_ins import COLLEGE, LEARNER, NOW, StandInDesk, a_jws
from tests.exchange.talking import a_request, a_token, an_offer, ask

JSON = dict[str, Any]

BAD_TOKENS = {
    "no header": (None, ""),
    "no scheme": ("secret", ""),
    "another scheme": ("Basic YTpi", ""),
    "empty token": ("Bearer ", ""),
    "unknown token": ("Bearer guess", "invalid_token"),
}


@pytest.mark.parametrize("case", BAD_TOKENS)
def test_a_credential_is_refused_without_a_token_that_is_ours(case: str) -> None:
    authorization, code = BAD_TOKENS[case]
    desk = StandInDesk()
    with pytest.raises(BearerError) as refusal:
        ask(desk, authorization, a_request(desk))
    assert (refusal.value.code, refusal.value.status) == (code, 401)
    assert refusal.value.challenge.startswith(f'Bearer error="{code}"' if code else "Bearer")
    assert desk.issued == []


def test_a_token_opens_nothing_after_its_five_minutes() -> None:
    desk = StandInDesk()
    token = a_token(desk)
    with pytest.raises(BearerError) as refusal:
        ask(desk, token, a_request(desk), now=NOW + timedelta(seconds=300))
    assert (refusal.value.code, refusal.value.status) == ("invalid_token", 401)
    assert desk.issued == []


REQUESTS: dict[str, tuple[Callable[[JSON], object], str, int]] = {
    "both identifiers": (lambda r: r | {"credential_identifier": "x"}, "invalid_credential_request", 400),
    "no identifier": (lambda r: {"proofs": r["proofs"]}, "invalid_credential_request", 400),
    "an identifier that was never given": (
        lambda r: {"proofs": r["proofs"], "credential_identifier": "x"},
        "unknown_credential_identifier",
        400,
    ),
    "identifier that is a number": (
        lambda r: r | {"credential_configuration_id": 7},
        "invalid_credential_request",
        400,
    ),
    "unknown configuration": (
        lambda r: r | {"credential_configuration_id": "cooking"},
        "unknown_credential_configuration",
        400,
    ),
    "configuration of another offer": (
        lambda r: r | {"credential_configuration_id": "wiring"},
        "insufficient_scope",
        403,
    ),
    "encrypted response": (
        lambda r: r | {"credential_response_encryption": {"jwk": {}}},
        "invalid_encryption_parameters",
        400,
    ),
    "encryption that is a word": (
        lambda r: r | {"credential_response_encryption": "yes"},
        "invalid_credential_request",
        400,
    ),
    "no proofs": (lambda r: {"credential_configuration_id": "welding"}, "invalid_proof", 400),
    "proofs that are a list": (lambda r: r | {"proofs": r["proofs"]["jwt"]}, "invalid_proof", 400),
    "two proof types": (lambda r: r | {"proofs": r["proofs"] | {"di_vp": [{}]}}, "invalid_proof", 400),
    "no proof type": (lambda r: r | {"proofs": {}}, "invalid_proof", 400),
    "proof type not offered": (lambda r: r | {"proofs": {"di_vp": [{}]}}, "invalid_proof", 400),
    "empty list of proofs": (lambda r: r | {"proofs": {"jwt": []}}, "invalid_proof", 400),
    "batch with the same key twice": (
        lambda r: r | {"proofs": {"jwt": r["proofs"]["jwt"] * 2}},
        "invalid_proof",
        400,
    ),
    "a proof outside of its list": (
        lambda r: r | {"proofs": {"jwt": r["proofs"]["jwt"][0]}},
        "invalid_proof",
        400,
    ),
    "draft-shaped proof": (
        lambda r: {"credential_configuration_id": "welding", "proof": {"proof_type": "jwt", "jwt": "x"}},
        "invalid_proof",
        400,
    ),
    "body that is no JSON": (lambda r: b"{", "invalid_credential_request", 400),
    "body that is a list": (lambda r: [r], "invalid_credential_request", 400),
    "body that is no UTF-8": (lambda r: b'{"a":"\xff"}', "invalid_credential_request", 400),
    "member twice": (
        lambda r: b'{"proofs":{},"proofs":{}}',
        "invalid_credential_request",
        400,
    ),
    "body nested without end": (lambda r: b"[" * 50_000, "invalid_credential_request", 400),
    "body too large": (lambda r: b" " * 70_000, "invalid_credential_request", 400),
}


@pytest.mark.parametrize("case", REQUESTS)
def test_a_credential_request_is_refused_by_its_own_code(case: str) -> None:
    change, code, status = REQUESTS[case]
    desk = StandInDesk()
    token = a_token(desk)
    request = a_request(desk)
    with pytest.raises(ProtocolError) as refusal:
        ask(desk, token, change(request))
    assert (refusal.value.code, refusal.value.status) == (code, status)
    assert desk.issued == []
    # Neither the token nor the nonce was spent by that.
    assert ask(desk, token, request)["credentials"]


def test_a_credential_request_must_be_json() -> None:
    desk = StandInDesk()
    with pytest.raises(ProtocolError, match="invalid_credential_request"):
        ask(desk, a_token(desk), a_request(desk), media_type="text/plain")
    assert desk.issued == []


def test_an_award_that_was_withdrawn_meanwhile_is_finally_denied() -> None:
    desk = StandInDesk()
    token = a_token(desk)
    desk.withdrawn.add("award-1")
    with pytest.raises(ProtocolError, match="credential_request_denied"):
        ask(desk, token, a_request(desk))
    assert desk.issued == []


def test_a_nonce_serves_one_request_and_ends_after_five_minutes() -> None:
    desk = StandInDesk()
    token = a_token(desk)
    request = a_request(desk)
    ask(desk, token, request)
    with pytest.raises(ProtocolError, match="invalid_nonce"):
        ask(desk, token, request)
    late = a_request(desk)
    desk.tickets.kept = {
        place: (value, NOW if place[0] == "oid4vci_nonce" else expires)
        for place, (value, expires) in desk.tickets.kept.items()
    }
    with pytest.raises(ProtocolError, match="invalid_nonce"):
        ask(desk, token, late)
    assert len(desk.issued) == 1


def test_a_proof_without_a_valid_signature_does_not_burn_the_nonce() -> None:
    desk = StandInDesk()
    token = a_token(desk)
    request = a_request(desk)
    forged = request | {"proofs": {"jwt": [request["proofs"]["jwt"][0][:-6] + "AAAAAA"]}}
    with pytest.raises(ProtocolError, match="invalid_proof"):
        ask(desk, token, forged)
    assert ask(desk, token, request)["credentials"]


def test_a_proof_may_name_its_client_only_if_the_token_request_did() -> None:
    desk = StandInDesk()
    _, form = an_offer(desk)
    token = issuer.exchange_code(desk, form | {"client_id": "a-wallet"}, now=NOW)["access_token"]
    header = {"typ": "openid4vci-proof+jwt", "alg": "EdDSA", "kid": LEARNER.id}
    for client_id, accepted in (("another", False), ("a-wallet", True)):
        nonce = issuer.make_nonce(desk, now=NOW)["c_nonce"]
        payload = {"aud": COLLEGE, "iat": int(NOW.timestamp()), "nonce": nonce, "iss": client_id}
        proofs = {"jwt": [a_jws(header, payload, key=LEARNER)]}
        request = {"credential_configuration_id": "welding", "proofs": proofs}
        if accepted:
            assert ask(desk, f"Bearer {token}", request)["credentials"]
        else:
            with pytest.raises(ProtocolError, match="invalid_proof"):
                ask(desk, f"Bearer {token}", request)
    assert len(desk.issued) == 1
