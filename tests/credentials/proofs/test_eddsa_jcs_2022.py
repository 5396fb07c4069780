"""Proofs of the suite eddsa-jcs-2022: https://www.w3.org/TR/vc-di-eddsa/#eddsa-jcs-2022."""

from __future__ import annotations

import copy
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from base58 import b58decode, b58encode

from credentials.errors import (
    ContextError,
    CredentialError,
    InvalidProofError,
    MalformedDocumentError,
    MissingProofError,
    ProofPurposeError,
    UnknownContextError,
    UnsupportedProofError,
)
from credentials.proofs import contexts
from credentials.proofs.dids import Resolve, did_document
from credentials.proofs.eddsa_jcs_2022 import add_proof, hash_data, verify, verify_plain
from credentials.proofs.keys import P256Key, SigningKey
from credentials.standards.vc import JSON
from tests.making import COLLEGE, COLLEGE_DID, an_unsigned_badge, resolving

VECTORS = Path(__file__).parents[2] / "vectors" / "eddsa_jcs_2022"
EXAMPLES = "https://www.w3.org/ns/credentials/examples/v2"


def test_the_published_hashes_come_out() -> None:
    vector = json.loads((VECTORS / "hashes.json").read_text())
    hashed = hash_data(vector["document"], vector["options"])
    assert (hashed[:32].hex(), hashed[32:].hex()) == (vector["proofHash"], vector["documentHash"])


PUBLISHED_SECRET = "z3u2en7t5LR2WtQH5PfFqMqwVHBeXouLzo6haApm8XHqvjxq"


def test_signing_gives_the_published_document() -> None:
    """Appendix B.2: the seed follows the multicodec number 0x1300 of an Ed25519 secret key."""
    published = json.loads((VECTORS / "contexts-in-proof-ok.json").read_text())
    method = published["proof"]["verificationMethod"]
    secret = b58decode(PUBLISHED_SECRET[1:])
    assert secret[:2] == bytes.fromhex("8026")
    key = SigningKey(secret[2:], method.partition("#")[0], method)
    assert key.public_multibase == method.partition("#")[2]
    unsigned = {name: value for name, value in published.items() if name != "proof"}
    created = datetime.fromisoformat(published["proof"]["created"])
    assert add_proof(unsigned, key=key, created=created) == published


NOW = datetime(2026, 8, 17, 9, tzinfo=UTC)
PLAIN = {"type": "ScoreReceipt", "score": "66.67", "rows": [1, 2]}


def test_a_document_that_is_no_linked_data_holds_and_every_change_is_detected() -> None:
    signed = add_proof(PLAIN, key=COLLEGE, created=NOW)
    assert verify_plain(signed, resolve=resolving(COLLEGE)) == COLLEGE_DID
    changes: list[JSON] = [{"score": "66.68"}, {"rows": [2, 1]}, {"more": 1}]
    for change in changes:
        with pytest.raises(InvalidProofError):
            verify_plain({**signed, **change}, resolve=resolving(COLLEGE))


PLAIN_REFUSED: dict[str, tuple[JSON, type[CredentialError]]] = {
    "no proof": ({"proof": None}, MissingProofError),
    "two proofs": ({"proof": [{}, {}]}, MissingProofError),
    "linked data": ({"@context": "https://www.w3.org/ns/credentials/v2"}, ContextError),
}


@pytest.mark.parametrize(("change", "error"), PLAIN_REFUSED.values(), ids=PLAIN_REFUSED.keys())
def test_a_plain_document_is_refused(change: JSON, error: type[CredentialError]) -> None:
    with pytest.raises(error):
        verify_plain({**add_proof(PLAIN, key=COLLEGE, created=NOW), **change}, resolve=resolving(COLLEGE))


def test_a_proof_for_another_purpose_does_not_sign_a_document() -> None:
    signed = add_proof(PLAIN, key=COLLEGE, created=NOW, purpose="authentication")
    with pytest.raises(ProofPurposeError):
        verify_plain(signed, resolve=resolving(COLLEGE))


def test_nothing_is_signed_twice() -> None:
    with pytest.raises(ValueError, match="carries a proof already"):
        add_proof(add_proof(PLAIN, key=COLLEGE, created=NOW), key=COLLEGE, created=NOW)


def publishing(name: str) -> Resolve:
    """Publish the key that the name of a published verification method spells."""
    controller, _, key = name.partition("#")
    method = {"id": name, "type": "Multikey", "controller": controller, "publicKeyMultibase": key}
    return lambda _: {"id": controller, "assertionMethod": [name], "verificationMethod": [method]}


@pytest.mark.parametrize("path", sorted(VECTORS.glob("*-ok.json")), ids=lambda path: path.stem)
def test_a_published_document_holds(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    document = json.loads(path.read_text())
    resolve = publishing(document["proof"]["verificationMethod"])
    with pytest.raises(UnknownContextError, match="examples"):
        verify(document, document["proof"], resolve=resolve)
    monkeypatch.setattr(contexts, "KNOWN", contexts.KNOWN | {EXAMPLES})
    assert verify(document, document["proof"], resolve=resolve) == document["issuer"]


def secured(document: JSON, **options: object) -> JSON:
    """Sign a document of the college with options of any kind; None leaves an option out."""
    proof: JSON = {
        "type": "DataIntegrityProof",
        "cryptosuite": "eddsa-jcs-2022",
        "created": "2026-05-07T09:41:00Z",
        "verificationMethod": COLLEGE.id,
        "proofPurpose": "assertionMethod",
        "@context": document.get("@context"),
        **options,
    }
    proof = {name: value for name, value in proof.items() if value is not None}
    signature = COLLEGE.sign(hash_data(document, proof))
    return {**document, "proof": {**proof, "proofValue": "z" + b58encode(signature).decode()}}


def checked(document: JSON) -> str:
    """Check the one proof of a document of the college."""
    return verify(document, document["proof"], resolve=resolving(COLLEGE))


def test_a_badge_holds_with_and_without_contexts_in_its_proof() -> None:
    assert checked(secured(an_unsigned_badge())) == COLLEGE_DID
    assert checked(secured(an_unsigned_badge(), **{"@context": None})) == COLLEGE_DID


def test_the_order_of_members_is_not_signed_but_that_of_lists_is() -> None:
    badge = secured(an_unsigned_badge())
    assert checked({name: badge[name] for name in reversed(badge)}) == COLLEGE_DID
    badge["type"].reverse()
    with pytest.raises(InvalidProofError):
        checked(badge)


def leaves(value: object, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Give the path of every leaf of a document."""
    if isinstance(value, dict):
        return [found for name, one in value.items() for found in leaves(one, (*path, name))]
    if isinstance(value, list):
        return [found for place, one in enumerate(value) for found in leaves(one, (*path, place))]
    return [path]


def test_every_changed_or_missing_leaf_is_detected() -> None:
    badge = secured(an_unsigned_badge())
    found = leaves(badge)
    assert len(found) > 60
    for path in found:
        for change in ("another", None):
            changed = copy.deepcopy(badge)
            inner = changed
            for step in path[:-1]:
                inner = inner[step]
            if change is None:
                del inner[path[-1]]
            else:
                inner[path[-1]] = change
            with pytest.raises(CredentialError):
                checked(changed)


def with_contexts(*more: object) -> JSON:
    """Make a signed badge whose contexts are added to without its proof knowing."""
    badge = secured(an_unsigned_badge())
    return {**badge, "@context": [*badge["@context"], *more]}


def without_value() -> JSON:
    """Make a badge whose proof holds no signature."""
    badge = secured(an_unsigned_badge())
    return {**badge, "proof": {**badge["proof"], "proofValue": 7}}


REFUSED: dict[str, tuple[JSON, type[CredentialError]]] = {
    "no contexts": (secured({"type": "VerifiableCredential"}), ContextError),
    "a context written inside": (
        secured(an_unsigned_badge(**{"@context": [{"name": "https://a.example/"}]})),
        ContextError,
    ),
    "a context written inside, further in": (
        secured(an_unsigned_badge(evidence=[{"@context": {}, "type": ["Evidence"]}])),
        ContextError,
    ),
    "an unknown context": (
        secured(an_unsigned_badge(**{"@context": ["https://a.example/"]})),
        UnknownContextError,
    ),
    "more contexts than were signed": (
        with_contexts("https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json"),
        InvalidProofError,
    ),
    "other contexts in the proof": (
        secured(an_unsigned_badge(), **{"@context": ["https://www.w3.org/ns/credentials/v2"]}),
        InvalidProofError,
    ),
    "another suite": (secured(an_unsigned_badge(), cryptosuite="eddsa-rdfc-2022"), UnsupportedProofError),
    "another type": (secured(an_unsigned_badge(), type="Ed25519Signature2020"), UnsupportedProofError),
    "a chain": (secured(an_unsigned_badge(), previousProof="urn:uuid:1"), UnsupportedProofError),
    "no value": (
        {**an_unsigned_badge(), "proof": secured(an_unsigned_badge())["proof"] | {"proofValue": 7}},
        InvalidProofError,
    ),
    "a time that is none": (secured(an_unsigned_badge(), created="soon"), MalformedDocumentError),
    "a number that another reader rounds": (
        {**secured(an_unsigned_badge()), "score": 2**60},
        MalformedDocumentError,
    ),
}


@pytest.mark.parametrize(("document", "error"), REFUSED.values(), ids=REFUSED.keys())
def test_a_document_is_refused(document: JSON, error: type[CredentialError]) -> None:
    with pytest.raises(error):
        checked(document)


def test_a_key_of_another_kind_is_refused() -> None:
    key = P256Key(bytes(31) + b"\2", COLLEGE_DID, COLLEGE.id)
    badge = secured(an_unsigned_badge())
    with pytest.raises(InvalidProofError, match="P-256"):
        verify(badge, badge["proof"], resolve=lambda _: did_document(COLLEGE_DID, [key]))
