"""Which kind a document is of, and how documents of any form are read in one."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from credentials.errors import CredentialError, MalformedDocumentError, StructureError
from credentials.standards import openbadges
from credentials.standards.documents import (
    ENDORSEMENT,
    OPEN_BADGE,
    RECORD,
    kinds_of,
    read_document,
    structure_problems,
)
from credentials.standards.vc import CREDENTIALS_V1, JSON
from tests.credentials.documents import a_full_badge, a_record, an_endorsement, an_unsigned_record
from tests.credentials.standards.simple_documents import an_old_badge
from tests.making import a_badge, an_unsigned_status_list


def test_a_document_is_of_every_kind_it_says_it_is() -> None:
    assert kinds_of(a_badge()) == [OPEN_BADGE]
    assert kinds_of({"type": ["VerifiableCredential", "AchievementCredential"]}) == [OPEN_BADGE]
    assert kinds_of(a_record()) == [RECORD]
    assert kinds_of({"type": "Something"}) == kinds_of({}) == ["VerifiableCredential"]
    both = {**a_badge(), "type": ["VerifiableCredential", "OpenBadgeCredential", "EndorsementCredential"]}
    assert kinds_of(both) == [OPEN_BADGE, ENDORSEMENT]
    assert "credentialSubject.type does not include EndorsementSubject." in structure_problems(both)


def test_a_badge_of_any_form_is_read_in_one_and_keeps_what_is_unknown() -> None:
    badge = a_badge()
    subject = badge["credentialSubject"]
    subject["result"] = {**subject["result"][0], "type": "Result", "mood": "good"}
    subject["achievement"]["tag"] = "security"
    badge["issuer"] |= {"type": "Profile", "motto": ["Semper"]}
    before = copy.deepcopy(badge)
    seen = openbadges.read_badge(badge)
    assert badge == before
    assert seen["issuer"]["type"] == ["Profile"]
    assert seen["issuer"]["motto"] == ["Semper"]
    assert seen["credentialSubject"]["result"][0]["type"] == ["Result"]
    assert seen["credentialSubject"]["result"][0]["mood"] == "good"
    assert seen["credentialSubject"]["achievement"]["tag"] == ["security"]
    assert seen["proof"] == badge["proof"]


def test_a_badge_in_our_own_form_is_read_as_it_is() -> None:
    assert openbadges.read_badge(a_full_badge()) == a_full_badge()
    assert read_document(an_unsigned_record(), RECORD) == an_unsigned_record()
    assert read_document(an_old_badge(), OPEN_BADGE) == an_old_badge()


def test_an_incomplete_document_is_not_read() -> None:
    with pytest.raises(StructureError, match="no complete OpenBadgeCredential: issuer is missing"):
        openbadges.read_badge({name: value for name, value in a_badge().items() if name != "issuer"})


def in_depth(levels: int) -> JSON:
    """Nest a badge's issuer in thousands of parents."""
    org: JSON = {"id": "urn:x", "type": ["Profile"]}
    for _ in range(levels):
        org = {"id": "urn:x", "type": ["Profile"], "parentOrg": org}
    return {**a_badge(), "issuer": org}


def test_a_document_nested_without_end_is_reported_and_not_read() -> None:
    assert structure_problems(in_depth(100_000)) == ["It is nested too deep to be looked at."]
    with pytest.raises(MalformedDocumentError, match="nested too deep"):
        openbadges.read_badge(in_depth(100_000))


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Give the place of every value in a JSON value, its parts before itself."""
    members = (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    )
    return [*(place for name, one in members for place in places(one, (*path, name))), path]


def put(document: JSON, path: tuple[Any, ...], junk: Any) -> JSON:
    """Copy a document with junk at one place."""
    spoilt = copy.deepcopy(document)
    node: Any = spoilt
    for step in path[:-1]:
        node = node[step]
    node[path[-1]] = junk
    return spoilt


SPOILABLE = (
    a_full_badge(),
    a_record(),
    an_endorsement(of="urn:x"),
    an_unsigned_status_list(),
    an_old_badge(),
)
JUNK: st.SearchStrategy[Any] = st.sampled_from(
    [None, True, 0, -1.5, "", "x", "\ud83d", [], {}, [[]], [None], {"id": 7}, [{"type": [1]}]]
)


@settings(max_examples=400)
@given(data=st.data())
def test_whatever_stands_anywhere_is_told_in_words(data: st.DataObject) -> None:
    document = data.draw(st.sampled_from(SPOILABLE))
    place = data.draw(st.sampled_from(places(document)[:-1]))
    spoilt = put(document, place, data.draw(JUNK))
    for problem in structure_problems(spoilt):
        assert problem.endswith(".")
    for kind in (OPEN_BADGE, RECORD, ENDORSEMENT):
        try:
            read_document(spoilt, kind)
        except CredentialError as error:
            assert str(error).startswith("found ")


def test_a_presentation_of_the_first_version_is_read_like_one_of_the_second() -> None:
    presentation: JSON = {"@context": [CREDENTIALS_V1], "type": ["VerifiablePresentation"], "holder": "urn:x"}
    assert read_document(presentation, "VerifiablePresentation") == presentation
