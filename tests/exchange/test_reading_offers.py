"""Offers of OpenID4VCI 1.0 as a holder reads them: every form, and every reason to refuse (section 4)."""

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import httpx
import pytest

from exchange.errors import PeerError, ProtocolError
from exchange.oid4vci import holder, issuer
from tests.exchange.learners import Learner
from tests.exchange.stand_ins import COLLEGE, NOW, StandInDesk, Tamper, answering

JSON = dict[str, Any]
METADATA = "/.well-known/openid-credential-issuer"
SERVER = "/.well-known/oauth-authorization-server"
OFFERS = "/oid4vci/offers/"
ANONYMOUS = "pre-authorized_grant_anonymous_access_supported"


@pytest.fixture
def learner() -> Iterator[Learner]:
    """A learner whose network is honest."""
    honest = Learner()
    yield honest
    honest.http.close()


def test_an_offer_is_read_in_every_form_it_may_come_in(learner: Learner) -> None:
    inline = json.dumps(issuer.read_offer(learner.desk, learner.offer.key, now=NOW))
    forms = [
        learner.offer.link,
        learner.offer.link_for("https://wallet.example"),
        learner.offer.uri,
        f"  {learner.offer.uri}\n",
        inline,
        f"openid-credential-offer://?credential_offer={quote(inline)}",
        f"https://wallet.example/credential_offer?credential_offer={quote(inline)}",
    ]
    seen = {json.dumps(learner.reads(form).to_json(), sort_keys=True) for form in forms}
    assert len(seen) == 1
    offer = learner.reads()
    assert (offer.issuer, offer.issuer_name, offer.tx_code) == (COLLEGE, "Example College", None)
    assert [(c.configuration_id, c.name) for c in offer.credentials] == [
        ("welding", "Welding Basics"),
        ("safety", "Safety at Work"),
    ]
    assert holder.SeenOffer.from_json(json.loads(json.dumps(offer.to_json()))) == offer


UNREADABLE = {
    "nothing": "",
    "words": "please issue",
    "another scheme": "ftp://college.test/offer",
    "a link with both parameters": "openid-credential-offer://?credential_offer=%7B%7D&credential_offer_uri=https%3A",
    "a link with neither": "openid-credential-offer://?a=b",
    "a parameter twice": "openid-credential-offer://?credential_offer=%7B%7D&credential_offer=%7B%7D",
    "http to a stranger": "openid-credential-offer://?credential_offer_uri=http%3A%2F%2Fother.example%2F1",
    "a host without end": "http://[::1/offer",
    "an empty object": "{}",
    "a member twice": '{"credential_issuer":"a","credential_issuer":"b"}',
    "no configuration": json.dumps({"credential_issuer": COLLEGE, "credential_configuration_ids": []}),
    "no grant": json.dumps({"credential_issuer": COLLEGE, "credential_configuration_ids": ["welding"]}),
    "too long": "{" + " " * 70_000 + "}",
}


@pytest.mark.parametrize("case", UNREADABLE)
def test_what_is_no_offer_is_refused_before_anybody_is_asked(learner: Learner, case: str) -> None:
    with pytest.raises(ProtocolError):
        learner.reads(UNREADABLE[case])
    assert learner.network.log == []


def a_configuration(**changes: Any) -> JSON:
    """Build the metadata member with the configuration of the offer, changed."""
    configurations = issuer.metadata(StandInDesk())["credential_configurations_supported"]
    return {
        "credential_configurations_supported": configurations
        | {"welding": configurations["welding"] | changes}
    }


METADATA_CHANGES: dict[str, tuple[Tamper, str]] = {
    "metadata of another issuer": (
        answering(METADATA, credential_issuer="https://other.example"),
        "belong to credential issuer https://other.example",
    ),
    "metadata with a slash": (answering(METADATA, credential_issuer=f"{COLLEGE}/"), "belong to credential"),
    "no configurations": (answering(METADATA, credential_configurations_supported=None), "Field required"),
    "configuration missing": (answering(METADATA, credential_configurations_supported={}), "its own offer"),
    "configuration in words": (
        answering(METADATA, credential_configurations_supported={"welding": "yes"}),
        "valid dictionary",
    ),
    "another format": (answering(METADATA, **a_configuration(format="dc+sd-jwt")), "expected ldp_vc"),
    "a format that is a number": (answering(METADATA, **a_configuration(format=1)), "not readable"),
    "no binding": (
        answering(METADATA, **a_configuration(cryptographic_binding_methods_supported=["jwk"])),
        "not bound to did:key",
    ),
    "no proof type we know": (answering(METADATA, **a_configuration(proof_types_supported={})), "JWT proof"),
    "no definition": (answering(METADATA, **a_configuration(credential_definition=None)), "credential_def"),
    "http endpoint": (answering(METADATA, credential_endpoint="http://other.example/c"), "may not be called"),
    "http nonce endpoint": (
        answering(METADATA, nonce_endpoint="http://other.test/n"),
        "may not be called",
    ),
    "endpoint that is a list": (answering(METADATA, credential_endpoint=[1]), "valid string"),
    "metadata answered by a redirect": (answering(METADATA, status=302), "answered a redirect"),
    "foreign authorization server": (answering(SERVER, issuer="https://other.example"), "belong to auth"),
    "http token endpoint": (answering(SERVER, token_endpoint="http://other.example/t"), "may not be called"),
    "server without the grant": (answering(SERVER, grant_types_supported=["implicit"]), "code grant"),
    "server that wants to know the wallet": (
        answering(SERVER, changes={ANONYMOUS: False}),
        "does not know",
    ),
    "server that says so in other words": (
        answering(SERVER, changes={ANONYMOUS: None}, anonymous_access=True),
        "does not know",
    ),
    "offer of somebody else": (
        answering(OFFERS, credential_issuer="https://other.example"),
        "nobody listens",
    ),
    "offer by a user name": (answering(OFFERS, credential_issuer="http://a@college.test"), "plain URL"),
    "offer of the same twice": (answering(OFFERS, credential_configuration_ids=["a", "a"]), "twice"),
    "offer of something unknown": (answering(OFFERS, credential_configuration_ids=["a"]), "its own offer"),
}


@pytest.mark.parametrize("case", METADATA_CHANGES)
def test_an_offer_whose_issuer_does_not_stand_behind_it_is_refused(case: str) -> None:
    tamper, said = METADATA_CHANGES[case]
    learner = Learner(tamper=tamper)
    with pytest.raises(ProtocolError, match=said):
        learner.reads()
    assert not any("token" in request.url.path for request, _ in learner.network.log)


def test_a_redirect_is_not_followed_even_to_a_good_answer(learner: Learner) -> None:
    def moved(request: httpx.Request, response: httpx.Response) -> httpx.Response:
        if request.url.path != "/moved":
            return response
        return httpx.Response(302, headers={"Location": learner.offer.uri})

    learner.network.tamper = moved
    with pytest.raises(PeerError, match="answered a redirect"):
        learner.reads(f"{COLLEGE}/moved")
    assert [request.url.path for request, _ in learner.network.log] == ["/moved"]
