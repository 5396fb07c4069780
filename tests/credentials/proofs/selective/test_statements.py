"""The statements of documents and of their parts, before the published algorithm carried out by PyLD."""

from __future__ import annotations

import copy

import pytest

from credentials.disclosing import always_shown, choices
from credentials.errors import CredentialError, InvalidProofError, UnsignedTermsError
from credentials.proofs.selective.naming import NamedDocument
from credentials.proofs.selective.statements import LabelledDocument, lines_by_map
from credentials.standards.vc import JSON
from tests.credentials import documents
from tests.credentials.proofs.selective.as_specified import grouped
from tests.credentials.selective_cases import HMAC_KEY, an_unsigned_record
from tests.making import COLLEGE, an_unsigned_badge


def without_lists(badge: JSON) -> JSON:
    """Take the ordered lists out of a badge."""
    for description in badge["credentialSubject"]["achievement"].get("resultDescription", []):
        description.pop("allowedValue", None)
    return badge


def documents_without_lists() -> dict[str, JSON]:
    """Give badges and endorsements of every form that is built here."""
    full = without_lists(documents.a_full_badge())
    del full["issuer"]["address"]["geo"]
    for member in ("proof", "endorsement"):
        full.pop(member, None)
        full["credentialSubject"]["achievement"].pop(member, None)
    no_id = an_unsigned_badge()
    del no_id["id"]
    return {
        "a badge": an_unsigned_badge(),
        "a badge without an id": no_id,
        "a badge with nearly everything": full,
        "an endorsement": documents.an_unsigned_endorsement(of="urn:x", key=COLLEGE),
        "a badge with evidence that is alike": an_unsigned_badge(evidence=[{"type": ["Evidence"]}] * 4),
    }


PLAIN = documents_without_lists()


@pytest.mark.parametrize("document", PLAIN.values(), ids=PLAIN.keys())
def test_each_part_has_the_lines_that_the_specification_gives_it(document: JSON) -> None:
    always, optional = list(always_shown(document)), [choice.pointer for choice in choices(document)]
    labelled = LabelledDocument(document, HMAC_KEY)
    for pointers in (always, [*always, *optional], *([pointer] for pointer in optional[:12])):
        matching, others = grouped(document, pointers, HMAC_KEY)
        assert labelled.lines_at(pointers) == matching
        assert [line for line in labelled.lines() if line not in set(matching)] == others


def test_the_reader_of_a_part_finds_the_lines_that_were_signed() -> None:
    labelled = LabelledDocument(an_unsigned_record(), HMAC_KEY)
    lines, label_map = labelled.shown_at([""])
    assert list(lines_by_map(an_unsigned_record(), label_map)) == lines == labelled.lines()
    assert set(label_map) == set(range(len(label_map)))


def test_a_map_of_another_size_is_refused() -> None:
    with pytest.raises(InvalidProofError, match="found 1 labels"):
        lines_by_map(an_unsigned_record(), {0: bytes(32)})


def test_every_blank_node_keeps_its_name_in_every_part() -> None:
    record = {**documents.an_unsigned_record(), "endorsement": documents.a_full_badge()["endorsement"]}
    named = NamedDocument(record)
    assert any(quad[3].startswith("_:graph") for quad in named.statements)
    for choice in choices(record):
        part = named.statements_at([choice.pointer])
        assert part and set(part) < set(named.statements)
    assert set(named.statements_at([""])) == set(named.statements)


def test_names_do_not_depend_on_what_stands_beside() -> None:
    described = an_unsigned_record()
    first = described["credentialSubject"]["achievement"]["resultDescription"][0]
    again = {**copy.deepcopy(first), "id": "urn:again", "rubricCriterionLevel": []}
    described["credentialSubject"]["achievement"]["resultDescription"].append(again)
    place = "/credentialSubject/achievement/resultDescription/1"
    part = NamedDocument(described).statements_at([place])
    assert sum(quad[1].endswith("#first>") for quad in part) == 3


def test_two_ordered_lists_at_one_member_are_not_confused() -> None:
    """One thing described at two places has each of its lists twice, as different blank nodes."""
    document = documents.an_unsigned_record()
    held = document["credentialSubject"]["verifiableCredential"]
    lists = [
        one["credentialSubject"]["achievement"]["resultDescription"][0] | {"allowedValue": ["A", "B"]}
        for one in held
    ]
    for one, described in zip(held, lists, strict=True):
        one["credentialSubject"]["achievement"]["resultDescription"] = [{**described, "id": "urn:same"}]
    with pytest.raises(UnsignedTermsError, match="cannot be told"):
        NamedDocument(document)


UNSAFE: list[JSON] = [{"@context": []}, {"grade": "A"}, {"id": ""}, {"id": 7}, {"id": None}]


@pytest.mark.parametrize("change", UNSAFE, ids=repr)
def test_a_document_that_is_not_safe_has_no_statements(change: JSON) -> None:
    with pytest.raises(CredentialError):
        NamedDocument({**an_unsigned_record(), **change})
