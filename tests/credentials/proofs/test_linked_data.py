"""What is signed: the canonical form, and what is refused before it.

https://www.w3.org/TR/vc-data-integrity/#validating-contexts
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from credentials.errors import ContextError, CredentialError, UnknownContextError, UnsignedTermsError
from credentials.proofs import linked_data
from credentials.proofs.compiled_contexts import NotCompiledError
from credentials.proofs.linked_data import canonicalize
from credentials.proofs.rdfc_1_0 import Quad
from credentials.standards.vc import JSON
from tests.credentials.proofs.comparing import by_pyld
from tests.credentials.proofs.sample_documents import changed
from tests.making import a_badge, an_unsigned_badge

V1 = "https://www.w3.org/2018/credentials/v1"
V2 = "https://www.w3.org/ns/credentials/v2"
CLR = "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json"
OB_302 = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json"


def test_another_implementation_writes_a_badge_the_same() -> None:
    assert canonicalize(an_unsigned_badge()) == by_pyld(an_unsigned_badge())


def test_another_implementation_writes_a_presentation_of_a_badge_the_same() -> None:
    presentation = {"@context": [V2], "type": "VerifiablePresentation", "verifiableCredential": [a_badge()]}
    assert canonicalize(presentation) == by_pyld(presentation)


TAKEN: dict[str, Callable[[], JSON]] = {
    "a type by an address for which there is no word": changed(
        "type", ["https://example.org/#Type", "VerifiableCredential", "urn:x:Type", "OpenBadgeCredential"]
    ),
    "no type but an address": changed("evidence", [{"type": "https://example.org/#Proof", "name": "x"}]),
    "a name with its language": changed("name", {"@value": 'a "dog"\n', "@language": "en-US"}),
    "a name with its direction": changed("name", {"@value": "كلب", "@language": "ar", "@direction": "rtl"}),
    "a name with a direction only": changed("name", {"@value": "dog", "@direction": "ltr"}),
    "a name in several languages": changed(
        "name", ["dog", {"@value": "Hund", "@language": "de"}, {"@value": "chien", "@language": "fr"}]
    ),
}


@pytest.mark.parametrize("way", ["by compiled contexts", "by PyLD"])
@pytest.mark.parametrize("make", TAKEN.values(), ids=TAKEN.keys())
def test_another_implementation_writes_it_the_same(
    make: Callable[[], JSON], way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if way == "by PyLD":
        monkeypatch.setattr(linked_data, "compiled_quads", leave_to_pyld)
    assert canonicalize(make()) == by_pyld(make())


def test_a_name_keeps_its_language_and_direction_in_what_is_signed() -> None:
    written = canonicalize(changed("name", {"@value": "كلب", "@language": "ar", "@direction": "rtl"})())
    assert '"كلب"^^<https://www.w3.org/ns/i18n#ar_rtl>' in written
    assert '"Hund"@de' in canonicalize(changed("name", {"@value": "Hund", "@language": "DE"})())


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]) | st.sampled_from('\t\n\r"\\'))
NUMBERS = st.integers(-(2**53) + 1, 2**53 - 1) | st.decimals(-1000, 1000, places=2).map(float)


@settings(max_examples=100)
@given(WORDS, NUMBERS, st.lists(WORDS, max_size=4), st.lists(WORDS, max_size=3), st.booleans())
def test_another_implementation_writes_any_values_the_same(
    text: str, number: float, listed: list[str], tags: list[str], truth: bool
) -> None:
    badge = an_unsigned_badge(name=text)
    subject = badge["credentialSubject"]
    subject["creditsEarned"] = number
    subject["identifier"][0]["hashed"] = truth
    subject["achievement"]["tag"] = [
        tag for tag in tags if not tag.startswith(("cred:", "obi:", "sec:", "xsd:"))
    ]
    subject["achievement"]["resultDescription"][0]["allowedValue"] = listed
    assert canonicalize(badge) == by_pyld(badge)


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


def leave_to_pyld(document: JSON) -> list[Quad]:
    """Stand in for compiled contexts that know no word."""
    raise NotCompiledError


def test_a_document_with_a_word_that_is_not_compiled_goes_through_pyld(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seen: list[JSON] = []

    def pyld_quads(document: JSON) -> list[Quad]:
        seen.append(document)
        return []

    monkeypatch.setattr(linked_data, "pyld_quads", pyld_quads)
    schema = {"type": "JsonSchema", "jsonSchema": "x"}
    document = an_unsigned_badge(credentialSchema=[schema])
    canonicalize(document)
    canonicalize(an_unsigned_badge())
    assert seen == [document]


def test_a_document_is_too_much_for_pyld_before_it_is_begun(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(linked_data, "compiled_quads", leave_to_pyld)
    with pytest.raises(UnsignedTermsError, match="too much work"):
        canonicalize(changed("evidence", [{"type": "Evidence", "name": "x"}] * 2_000)())


def an_endorsement(subject: JSON) -> JSON:
    """Let the employer say something about a thing."""
    return {
        "@context": an_unsigned_badge()["@context"],
        "id": "urn:uuid:endorsement",
        "type": ["VerifiableCredential", "EndorsementCredential"],
        "issuer": {"id": "did:web:employer.example", "type": ["Profile"], "name": "Northgate"},
        "credentialSubject": subject,
    }


@pytest.mark.parametrize(
    "about", ["urn:uuid:6b1f4c1e-5c1c-4b6e-9a2b-7d1f0e2c9a02", "did:web:college.example"]
)
def test_an_endorsement_of_the_badge_or_its_issuer_is_taken(about: str) -> None:
    subject = {"id": about, "type": ["EndorsementSubject"], "endorsementComment": "We hire their graduates."}
    badge = an_unsigned_badge(endorsement=[an_endorsement(subject)])
    assert canonicalize(badge) == by_pyld(badge)


WORDS_FOR_MEMBERS = """
    id type name issuer proof credentialSubject achievement evidence criteria alignment endorsement
    verifiableCredential jsonSchema credentialStatus @context @graph @list @value
"""
MEMBERS = st.sampled_from(WORDS_FOR_MEMBERS.split())
VALUES = st.sampled_from(
    [None, True, 3, 2.5, "", "x", "urn:x", "_:x", V2, [V2], "Achievement", "Profile", ["AchievementSubject"]]
)
JSON_VALUES = st.recursive(
    VALUES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(MEMBERS, inner, max_size=5),
    max_leaves=20,
)


@settings(max_examples=300)
@given(st.dictionaries(MEMBERS, JSON_VALUES, max_size=4))
def test_any_json_is_written_as_by_another_implementation_or_refused(members: JSON) -> None:
    contexts = an_unsigned_badge()["@context"]
    document = {**members, "@context": contexts, "type": "VerifiableCredential"}
    try:
        written = canonicalize(document)
    except CredentialError:
        return
    assert written == by_pyld(document)
