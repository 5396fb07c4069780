"""What would end a credential, and whether its holder may have left it out."""

from __future__ import annotations

from typing import Any

import pytest

from credentials.errors import WithheldError
from credentials.proofs.ecdsa_sd_2023 import derive, verify
from credentials.proofs.linked_data import read_quads
from credentials.proofs.selective.lifecycle import LIFECYCLE, check_nothing_withheld
from credentials.standards.vc import JSON
from tests.credentials import documents
from tests.credentials.selective_cases import KEY, a_base, an_unsigned_record, proof_of, publishing
from tests.making import COLLEGE_DID, an_unsigned_badge

V1: JSON = {
    "@context": [
        "https://www.w3.org/2018/credentials/v1",
        "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json",
    ],
    "type": ["VerifiableCredential"],
    "issuer": COLLEGE_DID,
    "issuanceDate": "2026-01-01T00:00:00Z",
    "expirationDate": "9999-12-31T23:59:59Z",
    "credentialStatus": {"id": "https://college.example/status/1#7", "type": "1EdTechRevocationList"},
    "credentialSubject": {"id": "did:example:1"},
}


def a_part_by_choice(document: JSON, mandatory: list[str], chosen: list[str], **options: Any) -> str:
    """Check what is shown of a document of which only some members are mandatory."""
    base = a_base(document, mandatory_pointers=mandatory)
    part = derive(base, proof_of(base), pointers=chosen)
    return verify(part, proof_of(part), resolve=publishing(KEY), **options)


ALL = [f"/{member}" for member in LIFECYCLE]
NEEDED = ["/issuer", "/credentialSubject"]


def test_members_that_are_always_shown_count() -> None:
    assert a_part_by_choice(an_unsigned_record(), [*NEEDED, *ALL], []) == COLLEGE_DID


@pytest.mark.parametrize("member", LIFECYCLE)
def test_a_member_that_is_not_shown_may_be_hidden(member: str) -> None:
    shown = [one for one in ALL if one != f"/{member}"]
    with pytest.raises(WithheldError, match=f"found no {member}"):
        a_part_by_choice(an_unsigned_record(), [*NEEDED, *shown], [])
    assert a_part_by_choice(an_unsigned_record(), [*NEEDED, *shown], [], may_withhold=[member])


@pytest.mark.parametrize("member", LIFECYCLE)
def test_a_member_shown_by_choice_may_be_one_of_several(member: str) -> None:
    shown = [one for one in ALL if one != f"/{member}"]
    with pytest.raises(WithheldError, match=f"found a {member}"):
        a_part_by_choice(an_unsigned_record(), [*NEEDED, *shown], [f"/{member}"])


def test_no_part_of_a_status_may_be_left_out() -> None:
    mandatory = [*NEEDED, "/validFrom", "/validUntil", "/credentialStatus/statusPurpose"]
    with pytest.raises(WithheldError, match="found a credentialStatus"):
        a_part_by_choice(an_unsigned_record(), mandatory, ["/credentialStatus"])


def test_the_words_of_the_first_version_count_too() -> None:
    pointers = ["/issuer", "/issuanceDate", "/expirationDate", "/credentialStatus"]
    quads = read_quads(V1)
    check_nothing_withheld(V1, quads, set(quads), ())
    for pointer in pointers[1:]:
        less = {name: value for name, value in V1.items() if name != pointer[1:]}
        with pytest.raises(WithheldError):
            check_nothing_withheld(less, read_quads(less), set(read_quads(less)), ())


def test_a_credential_without_an_id_is_found_by_nothing_leading_to_it() -> None:
    unsigned = an_unsigned_record()
    del unsigned["id"]
    assert a_part_by_choice(unsigned, [*NEEDED, *ALL], []) == COLLEGE_DID
    with pytest.raises(WithheldError):
        a_part_by_choice(unsigned, NEEDED, ALL)


def test_the_end_of_a_credential_within_is_not_that_of_the_record() -> None:
    record = documents.an_unsigned_record(documents.a_second_badge(validUntil="9999-12-31T23:59:59Z"))
    assert "validUntil" in record["credentialSubject"]["verifiableCredential"][0]
    with pytest.raises(WithheldError, match="found no validUntil"):
        a_part_by_choice(record, [*NEEDED, "/validFrom", "/credentialStatus"], [])


def test_the_kept_contexts_all_give_these_words_the_same_address() -> None:
    vocabulary = "https://www.w3.org/2018/credentials#"
    for document in (
        an_unsigned_badge(validUntil="9999-12-31T23:59:59Z"),
        documents.an_unsigned_record(),
        V1,
    ):
        predicates = {quad[1] for quad in read_quads(document)}
        for word in {"validFrom", "validUntil", "credentialStatus", "issuanceDate", "expirationDate"}:
            assert (f"<{vocabulary}{word}>" in predicates) == (word in document)
