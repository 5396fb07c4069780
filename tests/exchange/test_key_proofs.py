"""Key proofs of OpenID4VCI 1.0, appendix F.1: everything but a perfect one is refused."""

from collections.abc import Callable
from typing import Any

import pytest

from credentials.proofs.keys import SigningKey
from exchange.errors import ProtocolError
from exchange.oid4vci import issuer
from tests.exchange.stand_ins import COLLEGE, COLLEGE_KEY, LEARNER, NOW, STRANGER, StandInDesk, a_jws
from tests.exchange.talking import a_token, ask

JSON = dict[str, Any]
Change = Callable[[JSON, JSON], object]

IAT = int(NOW.timestamp())


def send(header: JSON, payload: JSON, *, key: SigningKey | None, desk: StandInDesk, token: str) -> JSON:
    """Send a credential request with this proof."""
    proofs = {"jwt": [a_jws(header, payload, key=key)]}
    return ask(desk, token, {"credential_configuration_id": "welding", "proofs": proofs})


def a_proof(desk: StandInDesk) -> tuple[JSON, JSON]:
    """Build header and payload of a proof that is as it should be."""
    nonce = issuer.make_nonce(desk, now=NOW)["c_nonce"]
    header = {"typ": "openid4vci-proof+jwt", "alg": "EdDSA", "kid": LEARNER.id}
    return header, {"aud": COLLEGE, "iat": IAT, "nonce": nonce}


ACCEPTED: dict[str, Change] = {
    "as it should be": lambda header, payload: None,
    "the fully specified name of the algorithm": lambda header, payload: header.update(alg="Ed25519"),
    "made five minutes ago": lambda header, payload: payload.update(iat=IAT - 300),
    "a clock that is a minute ahead": lambda header, payload: payload.update(iat=IAT + 60),
    "members that nobody knows": lambda header, payload: (header.update(x=1), payload.update(y=2)),
}

REFUSED: dict[str, tuple[Change, str]] = {
    "typ of an ordinary JWT": (lambda h, p: h.update(typ="JWT"), "invalid_proof"),
    "no typ": (lambda h, p: h.pop("typ"), "invalid_proof"),
    "alg none": (lambda h, p: h.update(alg="none"), "invalid_proof"),
    "a MAC": (lambda h, p: h.update(alg="HS256"), "invalid_proof"),
    "another curve": (lambda h, p: h.update(alg="ES256"), "invalid_proof"),
    "alg that is a list": (lambda h, p: h.update(alg=["EdDSA"]), "invalid_proof"),
    "a critical extension": (lambda h, p: h.update(crit=["b64"], b64=False), "invalid_proof"),
    "no key": (lambda h, p: h.pop("kid"), "invalid_proof"),
    "kid and jwk together": (lambda h, p: h.update(jwk=LEARNER.public_jwk()), "invalid_proof"),
    "jwk, which binds to no DID": (
        lambda h, p: (h.pop("kid"), h.update(jwk=LEARNER.public_jwk())),
        "invalid_proof",
    ),
    "a private key in jwk": (
        lambda h, p: (h.pop("kid"), h.update(jwk=LEARNER.public_jwk() | {"d": "AAAA"})),
        "invalid_proof",
    ),
    "a certificate chain": (lambda h, p: (h.pop("kid"), h.update(x5c=["AAAA"])), "invalid_proof"),
    "kid without a fragment": (lambda h, p: h.update(kid=LEARNER.controller), "invalid_proof"),
    "kid that is only a fragment": (lambda h, p: h.update(kid="#key-1"), "invalid_proof"),
    "kid with a foreign fragment": (
        lambda h, p: h.update(kid=f"{LEARNER.controller}#key-1"),
        "invalid_proof",
    ),
    "kid of another holder": (lambda h, p: h.update(kid=STRANGER.id), "invalid_proof"),
    "kid of a method not offered": (lambda h, p: h.update(kid=COLLEGE_KEY.id), "invalid_proof"),
    "kid that is a number": (lambda h, p: h.update(kid=7), "invalid_proof"),
    "kid without end": (lambda h, p: h.update(kid=f"did:key:z{'6' * 7000}#z"), "invalid_proof"),
    "audience of another issuer": (lambda h, p: p.update(aud="https://other.example"), "invalid_proof"),
    "audience with a slash": (lambda h, p: p.update(aud=f"{COLLEGE}/"), "invalid_proof"),
    "audience that is an endpoint": (
        lambda h, p: p.update(aud=f"{COLLEGE}/credential"),
        "invalid_proof",
    ),
    "several audiences": (lambda h, p: p.update(aud=[COLLEGE]), "invalid_proof"),
    "no audience": (lambda h, p: p.pop("aud"), "invalid_proof"),
    "made too long ago": (lambda h, p: p.update(iat=IAT - 301), "invalid_proof"),
    "made in the future": (lambda h, p: p.update(iat=IAT + 61), "invalid_proof"),
    "no time": (lambda h, p: p.pop("iat"), "invalid_proof"),
    "time in words": (lambda h, p: p.update(iat=str(IAT)), "invalid_proof"),
    "time that is true": (lambda h, p: p.update(iat=True), "invalid_proof"),
    "an issuer after anonymous access": (lambda h, p: p.update(iss=LEARNER.controller), "invalid_proof"),
    "no nonce": (lambda h, p: p.pop("nonce"), "invalid_proof"),
    "an empty nonce": (lambda h, p: p.update(nonce=""), "invalid_proof"),
    "nonce that is a number": (lambda h, p: p.update(nonce=5), "invalid_proof"),
    "a nonce that nobody gave": (lambda h, p: p.update(nonce="guess"), "invalid_nonce"),
}


@pytest.mark.parametrize("case", ACCEPTED)
def test_a_proof_is_accepted(case: str) -> None:
    desk = StandInDesk()
    token = a_token(desk)
    header, payload = a_proof(desk)
    ACCEPTED[case](header, payload)
    assert send(header, payload, key=LEARNER, desk=desk, token=token)["credentials"]
    assert desk.issued == [("award-1", LEARNER.controller)]


@pytest.mark.parametrize("case", REFUSED)
def test_a_proof_is_refused_and_burns_no_nonce(case: str) -> None:
    change, code = REFUSED[case]
    desk = StandInDesk()
    token = a_token(desk)
    header, payload = a_proof(desk)
    right = dict(header), dict(payload)
    change(header, payload)
    with pytest.raises(ProtocolError) as refusal:
        send(header, payload, key=LEARNER, desk=desk, token=token)
    assert (refusal.value.code, refusal.value.status) == (code, 400)
    assert desk.issued == []
    assert send(*right, key=LEARNER, desk=desk, token=token)["credentials"]


UNREADABLE = {
    "a number": 7,
    "no JWS": "proof",
    "five parts": "a.b.c.d.e",
    "three parts of nothing": "..",
    "not base64url": "ä.ö.ü",
    "header that is no JSON": "AAAA.AAAA.AAAA",
    "too long": f"{'a' * 9000}.a.a",
}


@pytest.mark.parametrize("case", UNREADABLE)
def test_a_proof_that_is_no_token_is_refused(case: str) -> None:
    desk = StandInDesk()
    request = {"credential_configuration_id": "welding", "proofs": {"jwt": [UNREADABLE[case]]}}
    with pytest.raises(ProtocolError, match="invalid_proof"):
        ask(desk, a_token(desk), request)
    assert desk.issued == []


def test_an_unsigned_proof_is_refused_whatever_its_algorithm_says() -> None:
    for algorithm in ("none", "EdDSA"):
        desk = StandInDesk()
        token = a_token(desk)
        header, payload = a_proof(desk)
        with pytest.raises(ProtocolError, match="invalid_proof"):
            send(header | {"alg": algorithm}, payload, key=None, desk=desk, token=token)
        assert desk.issued == []


def test_a_key_of_a_method_that_is_not_offered_gets_no_credential_though_it_signs_well() -> None:
    desk = StandInDesk()
    token = a_token(desk)
    header, payload = a_proof(desk)
    with pytest.raises(ProtocolError, match="invalid_proof"):
        send(header | {"kid": COLLEGE_KEY.id}, payload, key=COLLEGE_KEY, desk=desk, token=token)
    assert desk.issued == []
