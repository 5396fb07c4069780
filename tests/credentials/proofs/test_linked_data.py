"""What is signed: the canonical form.

https://www.w3.org/TR/vc-data-integrity/#validating-contexts
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from credentials.errors import CredentialError
from credentials.proofs import linked_data
from credentials.proofs.linked_data import canonicalize
from credentials.proofs.rdfc_1_0 import Quad
from credentials.standards.vc import JSON
from tests.credentials.proofs.comparing import by_pyld, leave_to_pyld
from tests.credentials.proofs.sample_documents import changed
from tests.making import a_badge, an_unsigned_badge

V2 = "https://www.w3.org/ns/credentials/v2"


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
