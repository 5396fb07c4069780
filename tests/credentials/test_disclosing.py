"""What a learner may leave out of a credential, and the credential without it."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from credentials.disclosing import always_shown, choices, disclose
from credentials.errors import (
    CredentialError,
    InvalidProofError,
    MalformedDocumentError,
    MissingProofError,
    PresentationError,
    StructureError,
    UnsupportedProofError,
)
from credentials.issuing import issue
from credentials.presenting import open_presentation, present
from credentials.proofs.ecdsa_sd_2023 import verify, verify_base
from credentials.proofs.eddsa_rdfc_2022 import verify_proof
from credentials.standards.documents import structure_problems
from credentials.standards.vc import JSON
from tests.credentials import documents
from tests.credentials.selective_cases import (
    EVIDENCE,
    KEY,
    RESULT,
    a_base,
    an_unsigned_record,
    proof_of,
    publishing,
)
from tests.making import ANA, COLLEGE, COLLEGE_DID, NOW, a_badge, an_unsigned_badge, resolving

NO_END = "9999-12-31T23:59:59Z"
SUBJECT = "/credentialSubject"
ACHIEVEMENT = f"{SUBJECT}/achievement"


def shown(document: JSON, *show: str) -> JSON:
    """Show parts of a document, and have them checked."""
    part = disclose(a_base(document), show=show)
    assert verify(part, proof_of(part), resolve=publishing(KEY)) == COLLEGE_DID
    return part


def test_a_learner_reads_in_plain_words_what_may_be_left_out() -> None:
    told = {choice.pointer: (choice.what, choice.says) for choice in choices(a_base())}
    assert told == {
        "/awardedDate": ("day of the award", "2026-05-06T09:41:00Z"),
        EVIDENCE: ("evidence", "Shift log"),
        f"{SUBJECT}/creditsEarned": ("credits earned", "3.5"),
        f"{SUBJECT}/identifier/0": ("identity", "emailAddress"),
        RESULT: ("result", "Proficient"),
        f"{ACHIEVEMENT}/achievementType": ("achievement type", "Course"),
        f"{ACHIEVEMENT}/alignment/0": ("alignment", "Triage alerts and state their impact"),
        f"{ACHIEVEMENT}/creator": ("creator", "Riverbend Community College"),
        f"{ACHIEVEMENT}/creditsAvailable": ("credits to be had", "4"),
        f"{ACHIEVEMENT}/humanCode": ("code", "CYB 243"),
        f"{ACHIEVEMENT}/inLanguage": ("language", "en"),
        f"{ACHIEVEMENT}/resultDescription/0": ("description of a result", "Level reached"),
        f"{ACHIEVEMENT}/tag": ("keywords", "security, operations"),
    }


def test_whom_what_and_how_long_are_always_shown() -> None:
    pointers = set(always_shown(an_unsigned_record()))
    assert pointers >= {
        "/issuer",
        "/name",
        "/validFrom",
        "/validUntil",
        "/credentialStatus",
        "/credentialSchema",
        f"{SUBJECT}/type",
        f"{ACHIEVEMENT}/name",
        f"{ACHIEVEMENT}/description",
        f"{ACHIEVEMENT}/criteria",
    }
    part = shown(an_unsigned_record())
    assert part["type"] == ["VerifiableCredential", "OpenBadgeCredential"]
    assert part[SUBJECT[1:]]["id"] == an_unsigned_record()[SUBJECT[1:]]["id"]
    assert not {"awardedDate", "evidence"} & part.keys()


def test_whoever_has_no_id_is_shown_by_the_identity() -> None:
    unsigned = an_unsigned_record()
    del unsigned["credentialSubject"]["id"]
    assert f"{SUBJECT}/identifier" in always_shown(unsigned)
    assert shown(unsigned)["credentialSubject"]["identifier"] == unsigned["credentialSubject"]["identifier"]


def full_badges() -> dict[str, JSON]:
    """Give badges and records of every form that are built here, unsigned."""
    full = {name: value for name, value in documents.a_full_badge().items() if name != "proof"}
    return {
        "a badge": an_unsigned_record(),
        "a badge with everything": {**full, "validUntil": NO_END},
        "a record": documents.an_unsigned_record(valid_until=NOW),
        "an endorsement": {
            **documents.an_unsigned_endorsement(of="urn:x", key=COLLEGE),
            "validUntil": NO_END,
            "credentialStatus": an_unsigned_badge()["credentialStatus"],
        },
    }


@pytest.mark.parametrize("document", full_badges().values(), ids=full_badges().keys())
def test_whatever_is_left_out_the_rest_is_complete(document: JSON) -> None:
    assert structure_problems(document) == []
    pointers = [choice.pointer for choice in choices(document)]
    associations = [pointer for pointer in pointers if "/association/" in pointer]
    whole = shown(document, *pointers)
    assert {name: value for name, value in whole.items() if name != "proof"} == document
    for pointer in pointers:
        if pointer not in associations:
            rest = [one for one in pointers if one != pointer and one not in associations]
            assert structure_problems(shown(document, *rest)) == []


def test_a_result_is_shown_with_what_it_means() -> None:
    part = shown(an_unsigned_record(), RESULT)
    (described,) = part["credentialSubject"]["achievement"]["resultDescription"]
    assert described["allowedValue"] == ["Developing", "Proficient", "Mastery"]
    assert "resultDescription" not in shown(an_unsigned_record())["credentialSubject"]["achievement"]


def test_a_level_is_shown_with_the_rubric_it_is_of() -> None:
    unsigned = an_unsigned_record()
    del unsigned["credentialSubject"]["result"][0]["resultDescription"]
    assert "resultDescription" in shown(unsigned, RESULT)["credentialSubject"]["achievement"]


def test_what_the_issuer_always_shows_is_no_choice() -> None:
    base = a_base(mandatory_pointers=["/awardedDate", "/evidence", f"{ACHIEVEMENT}"])
    pointers = {choice.pointer for choice in choices(base)}
    assert pointers == {f"{SUBJECT}/creditsEarned", f"{SUBJECT}/identifier/0", RESULT}


def test_what_is_required_is_shown_even_if_its_issuer_does_not_ask_for_it() -> None:
    base = a_base(mandatory_pointers=["/issuer"])
    part = disclose(base, show=[EVIDENCE])
    assert structure_problems(part) == []


def test_a_record_is_shown_with_one_of_its_credentials() -> None:
    record = documents.an_unsigned_record(valid_until=NOW)
    part = shown(record, f"{SUBJECT}/verifiableCredential/1")
    (held,) = part["credentialSubject"]["verifiableCredential"]
    assert held["name"] == "Networks"
    assert verify_proof(held, resolve=resolving(COLLEGE)) == COLLEGE_DID
    assert part["partial"] is True


def test_a_record_is_not_shown_without_any_credential() -> None:
    record = documents.an_unsigned_record(valid_until=NOW)
    with pytest.raises(StructureError):
        shown(record)


def test_an_association_is_not_shown_without_its_ends() -> None:
    record = documents.an_unsigned_record(valid_until=NOW)
    held = [f"{SUBJECT}/verifiableCredential/{place}" for place in (0, 1)]
    assert shown(record, f"{SUBJECT}/association/0", *held)
    with pytest.raises(StructureError):
        shown(record, f"{SUBJECT}/association/0", held[0])


def test_a_badge_is_issued_so_that_parts_of_it_count() -> None:
    badge = issue(an_unsigned_record(), key=KEY, now=NOW)
    assert verify_base(badge, proof_of(badge), resolve=publishing(KEY)) == COLLEGE_DID
    part = disclose(badge, show=[RESULT])
    assert verify(part, proof_of(part), resolve=publishing(KEY)) == COLLEGE_DID


@pytest.mark.parametrize("member", ["validUntil", "credentialStatus"])
def test_a_badge_whose_parts_would_not_count_is_not_issued(member: str) -> None:
    unsigned = {name: value for name, value in an_unsigned_record().items() if name != member}
    with pytest.raises(StructureError, match=f"found no {member}"):
        issue(unsigned, key=KEY, now=NOW)


def test_the_proof_for_the_holder_is_never_presented() -> None:
    badge = issue(an_unsigned_record(), key=KEY, now=NOW)
    with pytest.raises(PresentationError, match="for its holder"):
        present(badge, key=ANA, challenge="1", domain="employer.example", now=NOW)
    part = disclose(badge, show=[])
    shown_to = {"challenge": "1", "domain": "employer.example"}
    presentation = present(part, key=ANA, now=NOW, **shown_to)
    holder, credential = open_presentation(
        presentation, expected_challenge="1", expected_domain="employer.example", resolve=resolving()
    )
    assert (holder, credential) == (ANA.controller, part)


def test_any_credential_can_be_shown_in_part() -> None:
    unsigned: JSON = {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "type": ["VerifiableCredential"],
        "issuer": COLLEGE_DID,
        "validUntil": NO_END,
        "validFrom": "2026-01-01T00:00:00Z",
        "credentialStatus": an_unsigned_badge()["credentialStatus"],
        "credentialSubject": [{"id": "did:example:1"}, {"id": "did:example:2", "description": "Two"}],
        "description": "Something",
    }
    assert [choice.pointer for choice in choices(unsigned)] == [
        "/credentialSubject/1/description",
        "/description",
    ]
    part = shown(unsigned)
    assert part["credentialSubject"] == [{"id": "did:example:1"}, {"id": "did:example:2"}]
    assert "description" not in part


def test_a_document_with_another_proof_beside_can_be_shown_in_part() -> None:
    base = a_base()
    base["proof"].append(a_badge()["proof"][0])
    part = disclose(base, show=[])
    assert verify(part, proof_of(part), resolve=publishing(KEY)) == COLLEGE_DID


REFUSED: dict[str, tuple[JSON, type[CredentialError]]] = {
    "has no proof": (an_unsigned_record(), MissingProofError),
    "has only a proof of the whole": (a_badge(), MissingProofError),
    "has two proofs for the holder": ({**a_base(), "proof": a_base()["proof"] * 2}, UnsupportedProofError),
    "is a part already": (disclose(a_base(), show=[]), InvalidProofError),
    "has a proof without a value": (
        {**a_base(), "proof": {"type": "DataIntegrityProof", "cryptosuite": "ecdsa-sd-2023"}},
        InvalidProofError,
    ),
    "has another end than was signed": (
        {name: value for name, value in a_base().items() if name != "validUntil"},
        InvalidProofError,
    ),
}


@pytest.mark.parametrize(("document", "error"), REFUSED.values(), ids=REFUSED.keys())
def test_nothing_is_shown_of_a_document_that(document: JSON, error: type[CredentialError]) -> None:
    with pytest.raises(error):
        disclose(document, show=[])


@pytest.mark.parametrize("pointer", ["/nothing", "evidence", "/evidence/9", "/proof", "/credentialSubject/0"])
def test_a_pointer_that_does_not_fit_is_refused(pointer: str) -> None:
    with pytest.raises(MalformedDocumentError):
        disclose(a_base(), show=[pointer])


@pytest.mark.parametrize(
    "value", [None, 7, "x", [], {}, [[]], [None], {"type": 7}, {"id": []}, [{"id": {}}]], ids=repr
)
@pytest.mark.parametrize("member", ["credentialSubject", "issuer", "evidence", "@context", "type", "proof"])
def test_a_document_that_makes_no_sense_raises_only_own_errors(member: str, value: Any) -> None:
    document = {**copy.deepcopy(a_base()), member: value}
    for look in (choices, lambda one: disclose(one, show=[])):
        try:
            look(document)
        except CredentialError:
            continue


@pytest.mark.parametrize("kind", ["VerifiablePresentation", "BitstringStatusListCredential", "ClrCredential"])
def test_a_document_of_the_older_data_model_is_looked_at_as_any_other(kind: str) -> None:
    assert choices({"@context": ["https://www.w3.org/2018/credentials/v1"], "type": kind}) == ()


def test_a_document_of_a_thousand_levels_is_refused() -> None:
    document = a_base()
    node = document
    for _ in range(5_000):
        node["evidence"] = {"name": "x"}
        node = node["evidence"]
    with pytest.raises(CredentialError):
        choices(document)
    with pytest.raises(CredentialError):
        disclose(document, show=["/evidence"])
