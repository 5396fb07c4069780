"""Keys are found in their controller's own document: https://www.w3.org/TR/cid-1.0/#verification-methods."""

from __future__ import annotations

import contextlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credentials.errors import (
    CredentialError,
    KeyNotFoundError,
    UnresolvableError,
    UnsupportedProofError,
)
from credentials.proofs.dids import check_published, did_document, make_resolver, verification_key
from credentials.proofs.keys import P256Key
from credentials.proofs.public_keys import PublicKey
from credentials.standards.vc import JSON
from tests.making import ANA, BEN, COLLEGE, COLLEGE_DID, EMPLOYER, NOW, resolving

COLLEGE_KEY = PublicKey("Ed25519", COLLEGE.public_key)
PIA = P256Key.for_holder(bytes(31) + b"\1")
ADDRESS = "https://college.example/issuers/1"


def found(document: JSON, name: object = COLLEGE.id) -> tuple[str, PublicKey]:
    """Look for a key in one document, whatever is asked for."""
    return verification_key(name, relationship="assertionMethod", resolve=lambda _: document)


def a_method(**changes: Any) -> JSON:
    """Make the description of the college's key; None leaves a member out."""
    method = {
        "id": COLLEGE.id,
        "type": "Multikey",
        "controller": COLLEGE_DID,
        "publicKeyMultibase": COLLEGE.public_multibase,
    }
    return {name: value for name, value in {**method, **changes}.items() if value is not None}


def a_document(*methods: Any, **changes: Any) -> JSON:
    """Make a document of the college that authorises its key by name."""
    return {"id": COLLEGE_DID, "assertionMethod": [COLLEGE.id], "verificationMethod": [*methods], **changes}


READ: dict[str, JSON] = {
    "as a Multikey": a_document(a_method()),
    "as an Ed25519VerificationKey2020": a_document(a_method(type="Ed25519VerificationKey2020")),
    "as a JsonWebKey": a_document(
        a_method(type="JsonWebKey", publicKeyMultibase=None, publicKeyJwk=COLLEGE.public_jwk())
    ),
    "as a JsonWebKey2020": a_document(
        a_method(type="JsonWebKey2020", publicKeyMultibase=None, publicKeyJwk=COLLEGE.public_jwk())
    ),
    "in the relationship itself": a_document(assertionMethod=[a_method()]),
    "in both places": a_document(a_method(), assertionMethod=[a_method()]),
    "without arrays": {
        "id": COLLEGE_DID,
        "assertionMethod": COLLEGE.id,
        "verificationMethod": a_method(),
    },
    "under a relative name": a_document(a_method(id="#key-1"), assertionMethod=["#key-1"]),
    "among others": a_document(
        None, 7, {"id": 7}, a_method(id=f"{COLLEGE_DID}#key-9", type="Unknown"), a_method()
    ),
}


@pytest.mark.parametrize("document", READ.values(), ids=READ.keys())
def test_a_key_is_read(document: JSON) -> None:
    assert found(document) == (COLLEGE_DID, COLLEGE_KEY)


REFUSED: dict[str, tuple[JSON, type[CredentialError]]] = {
    "the document of somebody else": (a_document(a_method(), id=EMPLOYER.controller), KeyNotFoundError),
    "no relationship": (a_document(a_method(), assertionMethod=None), KeyNotFoundError),
    "another relationship only": (
        a_document(a_method(), assertionMethod=[], authentication=[COLLEGE.id]),
        KeyNotFoundError,
    ),
    "no description": (a_document(), KeyNotFoundError),
    "two keys of one name": (
        a_document(a_method(), a_method(publicKeyMultibase=BEN.public_multibase)),
        KeyNotFoundError,
    ),
    "another key in the relationship": (
        a_document(a_method(), assertionMethod=[a_method(publicKeyMultibase=BEN.public_multibase)]),
        KeyNotFoundError,
    ),
    "the key of somebody else": (a_document(a_method(controller=EMPLOYER.controller)), KeyNotFoundError),
    "no controller": (a_document(a_method(controller=None)), KeyNotFoundError),
    "no type": (a_document(a_method(type=None)), UnsupportedProofError),
    "an unknown type": (
        a_document(a_method(type="EcdsaSecp256k1VerificationKey2019")),
        UnsupportedProofError,
    ),
    "no key": (a_document(a_method(publicKeyMultibase=None)), KeyNotFoundError),
    "two keys in one description": (
        a_document(a_method(publicKeyJwk=COLLEGE.public_jwk())),
        KeyNotFoundError,
    ),
    "a JWK in a Multikey": (
        a_document(a_method(publicKeyMultibase=None, publicKeyJwk=COLLEGE.public_jwk())),
        KeyNotFoundError,
    ),
    "a key that gives its secret away": (
        a_document(
            a_method(
                type="JsonWebKey", publicKeyMultibase=None, publicKeyJwk={**COLLEGE.public_jwk(), "d": "AA"}
            )
        ),
        KeyNotFoundError,
    ),
    "a P-256 key where Ed25519 is said": (
        a_document(a_method(type="Ed25519VerificationKey2020", publicKeyMultibase=PIA.public_multibase)),
        KeyNotFoundError,
    ),
    "a key of another kind": (
        a_document(a_method(publicKeyMultibase="zQ3shokFTS3brHcDQrn82RUDfCZESWL1ZdCEJwekUDPQiYBme")),
        UnsupportedProofError,
    ),
    "a JWK of another kind": (
        a_document(
            a_method(
                type="JsonWebKey",
                publicKeyMultibase=None,
                publicKeyJwk={"kty": "EC", "crv": "P-384", "x": "AA", "y": "AA"},
            )
        ),
        UnsupportedProofError,
    ),
    "half a key": (a_document(a_method(publicKeyMultibase="z6Mk")), KeyNotFoundError),
    "an end and no date of use": (a_document(a_method(revoked="2030-01-01T00:00:00Z")), KeyNotFoundError),
    "an end that cannot be read": (a_document(a_method(expires="soon")), KeyNotFoundError),
}


@pytest.mark.parametrize(("document", "error"), REFUSED.values(), ids=REFUSED.keys())
def test_a_key_is_refused(document: JSON, error: type[CredentialError]) -> None:
    with pytest.raises(error):
        found(document)


NAMES = {
    "only a fragment": "#key-1",
    "nothing": "",
    "null": None,
    "a number": 7,
    "no fragment": COLLEGE_DID,
    "a query": f"{COLLEGE_DID}?service=a#key-1",
    "a path": f"{COLLEGE_DID}/a#key-1",
    "no DID": "did:web#key-1",
    "a long name": f"did:web:{'a' * 3000}#key-1",
    "a space": "https://college.example/a b#key-1",
}


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES.keys())
def test_a_key_is_named_by_its_controller_and_a_fragment(name: object) -> None:
    with pytest.raises(KeyNotFoundError):
        verification_key(name, relationship="assertionMethod", resolve=resolving(COLLEGE))


@pytest.mark.parametrize("controller", [ANA.controller, COLLEGE_DID, ADDRESS])
def test_a_key_is_never_taken_from_the_fragment_of_its_name(controller: str) -> None:
    """The fragment spells a sound key, which the document of the controller does not know."""
    documents = {COLLEGE_DID: did_document(COLLEGE_DID, [COLLEGE]), ADDRESS: {"id": ADDRESS}}
    with pytest.raises(KeyNotFoundError):
        verification_key(
            f"{controller}#{BEN.public_multibase}",
            relationship="assertionMethod",
            resolve=documents.__getitem__,
        )


def test_a_document_that_does_not_answer_leaves_it_open() -> None:
    with pytest.raises(UnresolvableError):
        verification_key(f"{ADDRESS}#key-1", relationship="assertionMethod", resolve=resolving())


def test_a_controller_may_be_an_address() -> None:
    name = f"{ADDRESS}#key-1"
    document = a_document(a_method(id=name, controller=ADDRESS), id=ADDRESS, assertionMethod=[name])
    assert found(document, name) == (ADDRESS, COLLEGE_KEY)


KEY_ADDRESS = "https://keys.example/1"


def asked(method: JSON, document: JSON) -> tuple[str, PublicKey]:
    """Look for a key that is a document by itself."""
    documents = {KEY_ADDRESS: method, ADDRESS: document}
    return verification_key(KEY_ADDRESS, relationship="assertionMethod", resolve=documents.__getitem__)


def test_a_key_at_its_own_address_is_believed_when_its_controller_names_it() -> None:
    method = a_method(id=KEY_ADDRESS, controller=ADDRESS)
    assert asked(method, {"id": ADDRESS, "assertionMethod": [KEY_ADDRESS]}) == (ADDRESS, COLLEGE_KEY)


@pytest.mark.parametrize(
    ("change", "document"),
    [
        ({}, {"id": ADDRESS, "assertionMethod": []}),
        ({}, {"id": ADDRESS, "authentication": [KEY_ADDRESS]}),
        ({}, {"id": "https://elsewhere.example/", "assertionMethod": [KEY_ADDRESS]}),
        ({"id": ADDRESS}, {"id": ADDRESS, "assertionMethod": [KEY_ADDRESS]}),
        ({"controller": None}, {"id": ADDRESS, "assertionMethod": [KEY_ADDRESS]}),
        ({"controller": "nobody"}, {"id": ADDRESS, "assertionMethod": [KEY_ADDRESS]}),
    ],
)
def test_a_key_at_its_own_address_that_its_controller_does_not_name_is_refused(
    change: JSON, document: JSON
) -> None:
    with pytest.raises(KeyNotFoundError):
        asked(a_method(**{"id": KEY_ADDRESS, "controller": ADDRESS, **change}), document)


def test_a_key_without_a_name_is_looked_for_among_all() -> None:
    other = P256Key(bytes(31) + b"\2", COLLEGE_DID, f"{COLLEGE_DID}#key-2")
    document = did_document(COLLEGE_DID, [other, COLLEGE])
    document["verificationMethod"].insert(0, a_method(id=f"{COLLEGE_DID}#key-9", type="Unknown"))
    document["assertionMethod"].insert(0, f"{COLLEGE_DID}#key-9")

    def check(key: PublicKey) -> None:
        check_published(key, COLLEGE_DID, relationship="assertionMethod", resolve=lambda _: document, at=NOW)

    check(COLLEGE_KEY)
    check(other.public_key)
    with pytest.raises(KeyNotFoundError):
        check(PublicKey("Ed25519", BEN.public_key))
    document["assertionMethod"].remove(COLLEGE.id)
    with pytest.raises(KeyNotFoundError):
        check(COLLEGE_KEY)


JSON_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=20)
    | st.sampled_from([COLLEGE.id, COLLEGE_DID]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                [
                    "id",
                    "type",
                    "controller",
                    "publicKeyJwk",
                    "publicKeyMultibase",
                    "revoked",
                    "kty",
                    "crv",
                    "x",
                ]
            ),
            inner,
            max_size=6,
        )
    ),
    max_leaves=12,
)


@given(
    st.dictionaries(st.sampled_from(["assertionMethod", "verificationMethod", "authentication"]), JSON_VALUES)
)
def test_no_document_makes_it_raise_anything_else(members: JSON) -> None:
    with contextlib.suppress(CredentialError):
        found({"id": COLLEGE_DID, **members})
    with contextlib.suppress(CredentialError):
        found(a_document(a_method(), **members))


@given(st.text(max_size=200) | JSON_VALUES | st.from_regex(r"did:(key|jwk|web):[A-Za-z0-9_-]{0,60}#?\w?"))
def test_no_name_makes_it_raise_anything_else(name: object) -> None:
    def http_get(url: str) -> bytes:
        raise UnresolvableError(url)

    with contextlib.suppress(CredentialError):
        verification_key(name, relationship="assertionMethod", resolve=make_resolver(http_get))
