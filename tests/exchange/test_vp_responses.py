"""Responses of OpenID4VP 1.0 that are refused, each as a whole (section 8.6)."""

from collections.abc import Callable
from typing import Any

import pytest

from exchange.errors import ProtocolError
from exchange.oid4vp import verifier
from tests.exchange.stand_ins import EMPLOYER_KEY, NOW, STRANGER, StandInCounter, a_secured_badge
from tests.exchange.talking import a_form, a_presentation, a_request_for

JSON = dict[str, Any]


def bare(payload: JSON) -> object:
    """Answer with a credential that nobody presents."""
    return {"badge": [a_secured_badge()]}


def unsigned(payload: JSON) -> object:
    """Answer with a presentation without its proof."""
    return {"badge": [{k: v for k, v in a_presentation(payload).items() if k != "proof"}]}


def changed(**changes: Any) -> Callable[[JSON], object]:
    """Answer with a presentation that was changed after it was signed."""
    return lambda payload: {"badge": [a_presentation(payload) | changes]}


RESPONSES: dict[str, Callable[[JSON], object]] = {
    "an old nonce": lambda p: {"badge": [a_presentation(p, challenge="old")]},
    "an old nonce beside a right one": lambda p: {
        "badge": [a_presentation(p), a_presentation(p, challenge="old")]
    },
    "another domain": lambda p: {"badge": [a_presentation(p, domain="https://other.example")]},
    "the domain without its prefix": lambda p: {"badge": [a_presentation(p, domain=EMPLOYER_KEY.controller)]},
    "the response_uri as domain": lambda p: {"badge": [a_presentation(p, domain=p["response_uri"])]},
    "a stranger presents": lambda p: {"badge": [a_presentation(p, key=STRANGER)]},
    "a badge about nobody": lambda p: {"badge": [a_presentation(p, a_secured_badge(credentialSubject={}))]},
    "another holder beside": lambda p: {
        "badge": [
            a_presentation(p),
            a_presentation(p, a_secured_badge(subject=STRANGER.controller), key=STRANGER),
        ]
    },
    "a bare credential": bare,
    "no proof": unsigned,
    "a changed holder": changed(holder=STRANGER.controller),
    "a changed credential": changed(verifiableCredential=[a_secured_badge(name="Other")]),
    "no credential": changed(verifiableCredential=[]),
    "two credentials in one presentation": changed(verifiableCredential=[a_secured_badge()] * 2),
    "a proof made of nothing": changed(proof={}),
    "several proofs": changed(proof=[{}, {}]),
    "a type that does not answer": lambda p: {
        "badge": [a_presentation(p, a_secured_badge(type=["VerifiableCredential"]))]
    },
    "an unknown query": lambda p: {"badge": [a_presentation(p)], "other": [a_presentation(p)]},
    "two without multiple": lambda p: {"badge": [a_presentation(p)], "single": [a_presentation(p)] * 2},
    "an empty optional array": lambda p: {"badge": [a_presentation(p)], "single": []},
    "only what is optional": lambda p: {"single": [a_presentation(p)]},
    "nothing": lambda p: {},
    "an array outside": lambda p: [a_presentation(p)],
    "no array inside": lambda p: {"badge": a_presentation(p)},
    "presentation as a string": lambda p: {"badge": ["eyJ"]},
    "presentation that is null": lambda p: {"badge": [None]},
    "no JSON": lambda p: "{",
    "a member twice": lambda p: '{"badge":[],"badge":[]}',
    "JSON without end": lambda p: "[" * 10_000,
    "too much": lambda p: '{"badge":["' + "a" * 1_100_000 + '"]}',
    "too many": lambda p: {"badge": [{"type": "VerifiablePresentation"}] * 65},
}


@pytest.mark.parametrize("case", RESPONSES)
def test_a_response_is_refused_as_a_whole_and_nothing_is_kept(case: str) -> None:
    counter = StandInCounter()
    request, payload = a_request_for(counter)
    form = a_form(payload, RESPONSES[case](payload))
    with pytest.raises(ProtocolError) as refusal:
        verifier.receive(counter, request.request_id, form, now=NOW)
    assert (refusal.value.code, refusal.value.status) == ("invalid_request", 400)
    assert counter.applications == [] and counter.refusals == []
    # The holder may still answer as it should be.
    right = a_form(payload, {"badge": [a_presentation(payload)]})
    assert verifier.receive(counter, request.request_id, right, now=NOW).answer


FORMS: dict[str, dict[str, str | None]] = {
    "no state": {"state": None},
    "another state": {"state": "x" * 43},
    "neither answer nor error": {"vp_token": None},
    "both answer and error": {"error": "access_denied"},
    "an encrypted answer, which was not asked": {"vp_token": None, "response": "eyJ"},
}


@pytest.mark.parametrize("case", FORMS)
def test_a_form_that_does_not_fit_is_refused(case: str) -> None:
    counter = StandInCounter()
    request, payload = a_request_for(counter)
    form: JSON = a_form(payload, {"badge": [a_presentation(payload)]}) | FORMS[case]
    with pytest.raises(ProtocolError, match="invalid_request"):
        verifier.receive(
            counter, request.request_id, {k: v for k, v in form.items() if v is not None}, now=NOW
        )
    assert counter.applications == [] and counter.refusals == []


def test_a_response_to_an_unknown_request_is_refused() -> None:
    counter = StandInCounter()
    with pytest.raises(ProtocolError, match="invalid_request"):
        verifier.receive(counter, "x" * 43, {"state": "x" * 43, "error": "access_denied"}, now=NOW)
    assert counter.refusals == []
