"""Presentations: who shows what, to whom, once: https://www.w3.org/TR/vc-data-model-2.0/."""

from __future__ import annotations

import copy
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from credentials.errors import PresentationError
from credentials.presenting import (
    MAX_PRESENTED,
    Presented,
    open_presentation,
    open_presentation_of_several,
    present,
)
from credentials.proofs.eddsa_rdfc_2022 import add_proof
from credentials.proofs.vc_jwt import secure
from credentials.standards.vc import JSON, timestamp
from tests.credentials.documents import a_record, a_second_badge
from tests.making import ANA, BEN, COLLEGE, NOW, a_badge, a_report, an_unsigned_badge, resolving

DOMAIN = "decentralized_identifier:did:web:localhost%3A8003"


def a_presentation(**changes: Any) -> JSON:
    usual: dict[str, Any] = {"key": ANA, "challenge": "n-1", "domain": DOMAIN, "now": NOW}
    return present(a_badge(), **{**usual, **changes})


def opened(presentation: Any) -> tuple[str, JSON]:
    return open_presentation(
        presentation, expected_challenge="n-1", expected_domain=DOMAIN, resolve=resolving()
    )


def test_a_presentation_gives_the_holder_and_the_credential_unchanged() -> None:
    assert opened(a_presentation()) == (ANA.controller, a_badge())


def test_a_key_that_has_ended_presents_nothing_however_old_the_proof_says_it_is() -> None:
    ended = NOW - timedelta(days=1)

    def resolve(did: str) -> JSON:
        document = copy.deepcopy(resolving(COLLEGE)(did))
        for method in document["verificationMethod"]:
            method["expires"] = timestamp(ended)
        return document

    dated_back = a_presentation(key=COLLEGE, now=NOW - timedelta(days=2))
    asked: dict[str, Any] = {"expected_challenge": "n-1", "expected_domain": DOMAIN, "resolve": resolve}
    assert open_presentation(dated_back, **asked, now=ended - timedelta(seconds=1))
    with pytest.raises(PresentationError, match="expire"):
        open_presentation(dated_back, **asked, now=NOW)


@pytest.mark.parametrize(
    "held", [[], [a_badge()] * (MAX_PRESENTED + 1), [{}], [{**a_badge(), "type": ["Badge"]}]]
)
def test_what_is_no_credential_is_not_presented(held: list[JSON]) -> None:
    with pytest.raises(PresentationError, match="found "):
        present(held, key=ANA, challenge="n-1", domain=DOMAIN, now=NOW)


def test_a_presentation_answers_one_question_of_one_verifier() -> None:
    proof = a_presentation()["proof"]
    assert (proof["proofPurpose"], proof["challenge"], proof["domain"]) == ("authentication", "n-1", DOMAIN)
    assert proof["verificationMethod"] == ANA.id


def changed(place: str, value: Any) -> Callable[[], JSON]:
    """Change one member of a signed presentation."""

    def make() -> JSON:
        presentation = copy.deepcopy(a_presentation())
        *way, last = [int(step) if step.isdigit() else step for step in place.split("/")]
        node: Any = presentation
        for step in way:
            node = node[step]
        node[last] = value
        return presentation

    return make


def by_hand(**changes: Any) -> Callable[[], JSON]:
    """Sign a presentation as a careless or hostile wallet could."""

    def make() -> JSON:
        document = {name: value for name, value in a_presentation().items() if name != "proof"}
        document = {name: value for name, value in {**document, **changes}.items() if value is not None}
        return add_proof(
            document, key=ANA, created=NOW, purpose="authentication", challenge="n-1", domain=DOMAIN
        )

    return make


REFUSED: dict[str, Callable[[], Any]] = {
    "an old question": lambda: a_presentation(challenge="n-0"),
    "another verifier": lambda: a_presentation(domain="decentralized_identifier:did:web:other.example"),
    "a verifier without its prefix": lambda: a_presentation(domain="did:web:localhost%3A8003"),
    "a verifier decoded": lambda: a_presentation(domain="decentralized_identifier:did:web:localhost:8003"),
    "a question changed later": changed("proof/challenge", "n-2"),
    "a holder changed later": changed("holder", BEN.controller),
    "a credential changed later": changed("verifiableCredential/0/name", "Security Operations II"),
    "a credential exchanged later": changed("verifiableCredential/0", {**a_badge(), "id": "urn:uuid:other"}),
    "a holder who is not the signer": by_hand(holder=BEN.controller),
    "no credential": by_hand(verifiableCredential=None),
    "two credentials": by_hand(verifiableCredential=[a_badge(), {**a_badge(), "id": "urn:uuid:other"}]),
    "an enveloped credential": changed(
        "verifiableCredential/0",
        {"id": "data:application/vc+jwt,e30", "type": "EnvelopedVerifiableCredential"},
    ),
    "a credential by its address": changed("verifiableCredential", "urn:uuid:other"),
    "not a presentation": a_badge,
    "not signed": changed("proof", []),
    "signed as an assertion": lambda: {
        **a_presentation(),
        "proof": add_proof(
            {name: value for name, value in a_presentation().items() if name != "proof"},
            key=ANA,
            created=NOW,
            challenge="n-1",
            domain=DOMAIN,
        )["proof"],
    },
    "a bell in it": changed("verifiableCredential/0/name", "\a"),
    "a list": lambda: [a_presentation()],
    "nothing": dict,
}


@pytest.mark.parametrize("make", REFUSED.values(), ids=REFUSED.keys())
def test_refused(make: Callable[[], Any]) -> None:
    with pytest.raises(PresentationError):
        opened(make())


def test_a_holder_who_is_not_named_is_known_by_the_key() -> None:
    assert opened(by_hand(holder=None)())[0] == ANA.controller


def several_opened(presentation: Any) -> Presented:
    return open_presentation_of_several(
        presentation, expected_challenge="n-1", expected_domain=DOMAIN, resolve=resolving()
    )


def an_envelope(**changes: Any) -> JSON:
    """Put a credential that is a token into an envelope."""
    return {
        "@context": "https://www.w3.org/ns/credentials/v2",
        "id": f"data:application/vc+jwt,{A_TOKEN}",
        "type": "EnvelopedVerifiableCredential",
        **changes,
    }


A_TOKEN = secure(an_unsigned_badge(), key=COLLEGE)
SECOND = {"challenge": "n-1", "domain": DOMAIN, "now": NOW}


def test_several_credentials_are_presented_in_their_order() -> None:
    presentation = present([a_record(), a_badge(), a_second_badge()], key=ANA, **SECOND)
    assert several_opened(presentation) == Presented(
        ANA.controller, (a_record(), a_badge(), a_second_badge())
    )


def test_one_credential_is_one_of_several() -> None:
    assert several_opened(a_presentation()) == Presented(ANA.controller, (a_badge(),))


def test_a_token_is_taken_out_of_its_envelope() -> None:
    presentation = by_hand(verifiableCredential=[an_envelope(), a_badge()])()
    assert several_opened(presentation).credentials == (A_TOKEN, a_badge())


def test_what_was_presented_is_verified_credential_by_credential() -> None:
    presented = several_opened(by_hand(verifiableCredential=[an_envelope(), a_record()])())
    reports = [a_report(one, expected_holder=presented.holder) for one in presented.credentials]
    assert [report.all_passed for report in reports] == [True, True]


SEVERAL_REFUSED: dict[str, Callable[[], Any]] = {
    "none": by_hand(verifiableCredential=[]),
    "too many": by_hand(verifiableCredential=[a_badge()] * (MAX_PRESENTED + 1)),
    "one exchanged later": changed("verifiableCredential/0", a_second_badge()),
    "an envelope around another kind of token": by_hand(
        verifiableCredential=[an_envelope(id="data:application/vc+sd-jwt,e30.e30.e30")]
    ),
    "an envelope that is an address": by_hand(
        verifiableCredential=[an_envelope(id="https://college.example/badges/1")]
    ),
    "an envelope that says something": by_hand(verifiableCredential=[an_envelope(name="A")]),
    "the holder's own claims": changed("verifiableCredential/0", {"id": ANA.controller, "name": "Ana"}),
    "an address": changed("verifiableCredential/0", "urn:uuid:other"),
    "signed by somebody else": lambda: {**present([a_badge()], key=BEN, **SECOND), "holder": ANA.controller},
}


@pytest.mark.parametrize("make", SEVERAL_REFUSED.values(), ids=SEVERAL_REFUSED.keys())
def test_several_refused(make: Callable[[], Any]) -> None:
    presentation = make()
    with pytest.raises(PresentationError, match="found"):
        several_opened(presentation)


@pytest.mark.parametrize("make", REFUSED.values(), ids=REFUSED.keys())
def test_what_is_refused_of_one_is_refused_of_several(make: Callable[[], Any]) -> None:
    presentation = make()
    held = presentation.get("verifiableCredential") if isinstance(presentation, dict) else None
    if isinstance(held, list) and len(held) > 1:
        pytest.skip("several are allowed here")
    with pytest.raises(PresentationError):
        several_opened(presentation)
