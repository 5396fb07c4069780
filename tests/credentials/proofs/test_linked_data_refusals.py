"""What is refused before anything is signed, by compiled contexts and by PyLD alike.

https://www.w3.org/TR/vc-data-integrity/#validating-contexts
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from credentials.errors import ContextError, CredentialError, UnknownContextError, UnsignedTermsError
from credentials.proofs import linked_data
from credentials.proofs.linked_data import canonicalize
from credentials.standards.vc import JSON
from tests.credentials.proofs.comparing import leave_to_pyld
from tests.credentials.proofs.sample_documents import changed
from tests.making import an_unsigned_badge

V1 = "https://www.w3.org/2018/credentials/v1"
V2 = "https://www.w3.org/ns/credentials/v2"
CLR = "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json"
OB_302 = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json"


def with_contexts(*contexts: object) -> Callable[[], JSON]:
    return lambda: an_unsigned_badge(**{"@context": [*an_unsigned_badge()["@context"], *contexts]})


def that_endorses_itself() -> JSON:
    """Hide the status of a badge in what somebody says about it."""
    badge = an_unsigned_badge()
    status = badge.pop("credentialStatus")
    about = {
        "id": badge["id"],
        "type": ["EndorsementSubject", "VerifiableCredential"],
        "credentialStatus": status,
    }
    endorsement = {"id": "urn:uuid:1", "type": ["VerifiableCredential", "EndorsementCredential"]}
    badge["endorsement"] = [{**endorsement, "@context": badge["@context"], "credentialSubject": about}]
    return badge


def in_a_record() -> JSON:
    """Describe a record once more inside a badge that it holds."""
    badge = {**an_unsigned_badge(), "id": "urn:uuid:record"}
    subject = {"id": "urn:x", "type": "ClrSubject", "verifiableCredential": [badge]}
    kinds = ["VerifiableCredential", "ClrCredential"]
    return {"@context": [V2, CLR], "id": "urn:uuid:record", "type": kinds, "credentialSubject": subject}


SUBJECT, ACHIEVEMENT = "credentialSubject", "credentialSubject/achievement"
REFUSED: dict[str, tuple[Callable[[], Any], type[Exception]]] = {
    "no context": (lambda: an_unsigned_badge(**{"@context": None}), ContextError),
    "an empty list of contexts": (lambda: an_unsigned_badge(**{"@context": []}), ContextError),
    "an unknown context": (with_contexts("https://example.org/c"), UnknownContextError),
    "a context inside the document": (with_contexts({"name": "https://schema.org/name"}), ContextError),
    "a context that forgets all others": (with_contexts([None]), ContextError),
    "a context that imports": (with_contexts({"@import": V2}), ContextError),
    "a context twice": (with_contexts(V2), ContextError),
    "both versions of the credentials context": (with_contexts(V1), ContextError),
    "both versions of the badge context": (with_contexts(OB_302), ContextError),
    "another context first": (lambda: an_unsigned_badge(**{"@context": [OB_302, V2]}), ContextError),
    "a context in the subject": (changed(f"{SUBJECT}/@context", V2), ContextError),
    "a word that nobody defines": (changed("grade", "A"), UnsignedTermsError),
    "a word of another class": (changed(f"{SUBJECT}/targetUrl", "urn:x"), UnsignedTermsError),
    "a type that nobody defines": (
        changed(f"{ACHIEVEMENT}/type", ["Achievement", "Degree"]),
        UnsignedTermsError,
    ),
    "a type by its address": (
        changed(
            "type",
            ["VerifiableCredential", "https://purl.imsglobal.org/spec/vc/ob/vocab.html#OpenBadgeCredential"],
        ),
        UnsignedTermsError,
    ),
    "a type twice": (changed("type", ["VerifiableCredential"] * 2), UnsignedTermsError),
    "a hundred types": (changed("type", [f"Type{number}" for number in range(100)]), UnsignedTermsError),
    "a type that is no text": (changed("type", [1]), UnsignedTermsError),
    "no type": (changed("type", []), UnsignedTermsError),
    "a member by its address": (
        lambda: an_unsigned_badge(**{"https://schema.org/name": "x"}),
        UnsignedTermsError,
    ),
    "a member by a short address": (changed("cred:validUntil", "x"), UnsignedTermsError),
    "an empty member": (changed("", "x"), UnsignedTermsError),
    "a keyword": (changed("@included", [{"id": "urn:x", "name": "x"}]), UnsignedTermsError),
    "a graph": (changed("@graph", [{"id": "urn:x", "name": "x"}]), UnsignedTermsError),
    "a reversed member": (changed("@reverse", {"name": {"id": "urn:x"}}), UnsignedTermsError),
    "a name by a keyword": (changed("@id", "urn:x"), UnsignedTermsError),
    "a type by a word and its address in another context": (
        changed("type", ["VerifiableCredential", "https://w3id.org/security#Ed25519Signature2020"]),
        UnsignedTermsError,
    ),
    "a type by a short address": (changed("type", ["VerifiableCredential", "sec:Key"]), UnsignedTermsError),
    "a type by an address with a space": (
        changed("type", ["VerifiableCredential", "urn:a b"]),
        UnsignedTermsError,
    ),
    "a value by a keyword": (changed("name", {"@value": "x"}), UnsignedTermsError),
    "a number by a keyword": (changed("name", {"@value": 1, "@language": "en"}), UnsignedTermsError),
    "a value with a datatype": (changed("name", {"@value": "x", "@type": "urn:x"}), UnsignedTermsError),
    "a text with a name": (
        changed("name", {"@value": "x", "@language": "en", "id": "urn:x"}),
        UnsignedTermsError,
    ),
    "a language that is none": (changed("name", {"@value": "x", "@language": "en us"}), UnsignedTermsError),
    "a language that is null": (changed("name", {"@value": "x", "@language": None}), UnsignedTermsError),
    "a direction that is none": (changed("name", {"@value": "x", "@direction": "up"}), UnsignedTermsError),
    "a date with a language": (
        changed("validFrom", {"@value": "2026-01-15T10:00:00Z", "@language": "en"}),
        UnsignedTermsError,
    ),
    "a list by a keyword": (changed("name", {"@list": ["x"]}), UnsignedTermsError),
    "a type in place of a member": (changed("Achievement", "x"), UnsignedTermsError),
    "selective disclosure": (changed("_sd", ["x"]), UnsignedTermsError),
    "JSON as a value": (changed("cnf", {"jwk": {"kty": "OKP"}}), UnsignedTermsError),
    "null": (changed("description", None), UnsignedTermsError),
    "null in a list": (changed(f"{ACHIEVEMENT}/tag", ["a", None]), UnsignedTermsError),
    "a list in a list": (changed(f"{ACHIEVEMENT}/tag", [["a"]]), UnsignedTermsError),
    "a blank node": (changed(f"{SUBJECT}/id", "_:b0"), UnsignedTermsError),
    "a relative address": (changed(f"{SUBJECT}/id", "ana"), UnsignedTermsError),
    "an empty address": (changed(f"{SUBJECT}/id", ""), UnsignedTermsError),
    "an address with a space": (changed(f"{SUBJECT}/id", "urn:a b"), UnsignedTermsError),
    "an address that would end its line": (changed(f"{SUBJECT}/id", "urn:a> .\n<urn:b"), UnsignedTermsError),
    "an address in short": (changed(f"{SUBJECT}/id", "sec:ana"), UnsignedTermsError),
    "two names": (changed(f"{SUBJECT}/id", ["urn:a", "urn:b"]), UnsignedTermsError),
    "a relative address as a value": (changed("issuer", "college"), UnsignedTermsError),
    "a number where text belongs": (changed("validFrom", 2026), UnsignedTermsError),
    "text where a number belongs": (changed(f"{SUBJECT}/creditsEarned", "3"), UnsignedTermsError),
    "text where a truth value belongs": (
        changed(f"{SUBJECT}/identifier/0/hashed", "true"),
        UnsignedTermsError,
    ),
    "a number of too many digits": (
        changed(f"{SUBJECT}/creditsEarned", 0.12345678901234566),
        UnsignedTermsError,
    ),
    "two descriptions of one thing": (
        changed(f"{ACHIEVEMENT}/criteria/id", "https://college.example/achievements/2430"),
        UnsignedTermsError,
    ),
    "the badge described in what is said about it": (that_endorses_itself, UnsignedTermsError),
    "a record described in what it holds": (in_a_record, UnsignedTermsError),
    "only a proof's address": (
        lambda: {"@context": [V2], "type": "VerifiableCredential", "proof": "urn:x"},
        UnsignedTermsError,
    ),
    "a proof that is only named": (changed("proof", {"id": "urn:x"}), UnsignedTermsError),
    "a proof that says nothing": (changed("proof", [{}]), UnsignedTermsError),
    "a proof that is a number": (changed("proof", 1), UnsignedTermsError),
    "a bell": (changed("name", "\a"), CredentialError),
    "nothing but a context": (lambda: {"@context": [V2]}, UnsignedTermsError),
    "nothing but an address": (lambda: {"@context": [V2], "id": "urn:x"}, CredentialError),
}


@pytest.mark.parametrize("way", ["by compiled contexts", "by PyLD"])
@pytest.mark.parametrize(("make", "error"), REFUSED.values(), ids=REFUSED.keys())
def test_refused(
    make: Callable[[], Any], error: type[Exception], way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if way == "by PyLD":
        monkeypatch.setattr(linked_data, "compiled_quads", leave_to_pyld)
    with pytest.raises(error):
        canonicalize(make())


def test_a_document_is_too_much_for_pyld_before_it_is_begun(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(linked_data, "compiled_quads", leave_to_pyld)
    with pytest.raises(UnsignedTermsError, match="too much work"):
        canonicalize(changed("evidence", [{"type": "Evidence", "name": "x"}] * 2_000)())
