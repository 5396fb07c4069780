"""What is found missing of each kind of document, and how documents of any form are read in one."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from credentials.errors import CredentialError, MalformedDocumentError, StructureError
from credentials.presenting import present
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
from tests.making import ANA, COLLEGE_DID, NOW, a_badge, an_unsigned_status_list

EXTENSIONS = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"


def an_old_badge(version: str = "-3.0.1", **changes: Any) -> JSON:
    """Make a badge of version 1.1 of the data model, unsigned."""
    badge = a_full_badge(endorsement=None, valid_until=None)
    del badge["credentialSubject"]["achievement"]["endorsement"]
    badge["@context"] = [
        CREDENTIALS_V1,
        f"https://purl.imsglobal.org/spec/ob/v3p0/context{version}.json",
        EXTENSIONS,
    ]
    badge["issuanceDate"] = badge.pop("validFrom")
    return {name: value for name, value in {**badge, **changes}.items() if value is not None}


def a_plain_credential(**changes: Any) -> JSON:
    plain = {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "type": "VerifiableCredential",
        "issuer": COLLEGE_DID,
        "credentialSubject": [{"id": ANA.controller}, {}],
        "name": {"@value": "Plain", "@language": "en"},
    }
    return {name: value for name, value in {**plain, **changes}.items() if value is not None}


def a_presentation(**changes: Any) -> JSON:
    presentation = present(a_badge(), key=ANA, challenge="n-1", domain="d", now=NOW)
    return {name: value for name, value in {**presentation, **changes}.items() if value is not None}


COMPLETE: dict[str, Callable[[], JSON]] = {
    "a full badge": a_full_badge,
    "an old badge": an_old_badge,
    "an old badge with the oldest context": lambda: an_old_badge(""),
    "an old badge with a newer context": lambda: an_old_badge("-3.0.3"),
    "an old badge that ends": lambda: an_old_badge(expirationDate="2027-01-01T00:00:00Z"),
    "a badge with the context before the newest": lambda: {
        **a_badge(),
        "@context": [one.replace("3.0.3", "3.0.2") for one in a_badge()["@context"]],
    },
    "an endorsement": lambda: an_endorsement(of="urn:x"),
    "a learner record": a_record,
    "a status list": an_unsigned_status_list,
    "a presentation": a_presentation,
    "a presentation of nothing": lambda: a_presentation(verifiableCredential=None, holder=None),
    "a plain credential": a_plain_credential,
    "a plain credential with an issuer that says more": lambda: a_plain_credential(
        issuer={"id": COLLEGE_DID, "extra": 1}
    ),
}


@pytest.mark.parametrize("make", COMPLETE.values(), ids=COMPLETE.keys())
def test_complete(make: Callable[[], JSON]) -> None:
    assert structure_problems(make()) == []


def changed(make: Callable[[], JSON], place: str, value: Any) -> JSON:
    """Change one member of a document, or leave it out for None."""
    document = copy.deepcopy(make())
    *way, last = [int(step) if step.isdigit() else step for step in place.split("/")]
    node: Any = document
    for step in way:
        node = node[step]
    if value is None:
        del node[last]
    else:
        node[last] = value
    return document


def record_in_the_wrong_order() -> JSON:
    record = a_record()
    first, clr, badges, *others = record["@context"]
    return {**record, "@context": [first, badges, clr, *others]}


HELD = "credentialSubject/verifiableCredential"
INCOMPLETE: dict[str, tuple[JSON, str]] = {
    "a record with its contexts in the wrong order": (
        record_in_the_wrong_order(),
        "@context does not continue with the context of the Comprehensive Learner Record.",
    ),
    "a record without a name": (changed(a_record, "name", None), "name is missing."),
    "a record of an issuer by its address": (
        changed(a_record, "issuer", COLLEGE_DID),
        "issuer is not an object.",
    ),
    "a record that holds nothing": (
        changed(a_record, HELD, None),
        "credentialSubject.verifiableCredential is missing.",
    ),
    "a record that holds a token": (
        changed(a_record, f"{HELD}/0", "a.b.c"),
        "credentialSubject.verifiableCredential[0] is not an object.",
    ),
    "a record that holds an old badge": (
        changed(a_record, f"{HELD}/0", an_old_badge()),
        "credentialSubject.verifiableCredential[0].@context does not begin with",
    ),
    "a record that holds something without contexts": (
        changed(a_record, f"{HELD}/0/@context", None),
        "credentialSubject.verifiableCredential[0].@context is missing.",
    ),
    "a record that holds something without a date": (
        changed(a_record, f"{HELD}/0/validFrom", None),
        "credentialSubject.verifiableCredential[0].validFrom is missing.",
    ),
    "a record about nobody": (
        {**a_record(), "credentialSubject": {"type": "ClrSubject", "verifiableCredential": [a_badge()]}},
        "credentialSubject has neither an id nor an identifier.",
    ),
    "a link from something that is not there": (
        changed(a_record, "credentialSubject/association/0/sourceId", "urn:x"),
        "credentialSubject.association[0].sourceId names nothing in this record.",
    ),
    "a link to something that is not there": (
        changed(a_record, "credentialSubject/association/0/targetId", "urn:x"),
        "credentialSubject.association[0].targetId names nothing in this record.",
    ),
    "a link with a comment": (
        changed(a_record, "credentialSubject/association/0/comment", "x"),
        "credentialSubject.association[0].comment is not a member of Association.",
    ),
    "an endorsement without a name": (
        {name: value for name, value in an_endorsement(of="urn:x").items() if name != "name"},
        "name is missing.",
    ),
    "an endorsement of something without an id": (
        {**an_endorsement(of="urn:x"), "credentialSubject": {"type": ["EndorsementSubject"]}},
        "credentialSubject.id is missing.",
    ),
    "an endorsement inside that is incomplete": (
        changed(a_full_badge, "endorsement/0/name", None),
        "endorsement[0].name is missing.",
    ),
    "an endorsement inside that is no credential": (
        changed(a_full_badge, "endorsement/0/@context", ["https://www.w3.org/ns/credentials/v2"]),
        "endorsement[0].@context does not continue with the context of Open Badges 3.0.",
    ),
    "a token that is none": (
        changed(a_full_badge, "endorsementJwt", ["a.b"]),
        "endorsementJwt[0] is not a compact JWS.",
    ),
    "an old badge without a name": (an_old_badge(name=None), "name is missing."),
    "an old badge with the new dates": (
        an_old_badge(issuanceDate=None, validFrom="2026-01-01T00:00:00Z"),
        "issuanceDate is missing.",
    ),
    "an old badge that ends before it begins": (
        an_old_badge(expirationDate="2001-01-01T00:00:00Z"),
        "expirationDate lies before issuanceDate.",
    ),
    "a badge with a context that does not go with the first": (
        {**a_badge(), "@context": [one.replace("3.0.3", "3.0.1") for one in a_badge()["@context"]]},
        "@context continues with an Open Badges context that cannot be combined with the one before it.",
    ),
    "a badge that ends before it begins": (
        {**a_badge(), "validUntil": "2001-01-01T00:00:00Z"},
        "validUntil lies before validFrom.",
    ),
    "a status list without a purpose": (
        changed(an_unsigned_status_list, "credentialSubject/statusPurpose", None),
        "credentialSubject.statusPurpose is missing.",
    ),
    "a status list without its list": (
        changed(an_unsigned_status_list, "credentialSubject/encodedList", None),
        "credentialSubject.encodedList is missing.",
    ),
    "a status list in two parts": (
        changed(an_unsigned_status_list, "credentialSubject", [{}, {}]),
        "credentialSubject is not an object.",
    ),
    "a presentation with a short holder": (a_presentation(holder="ana"), "holder is not a full address."),
    "a presentation of an address": (
        a_presentation(verifiableCredential="urn:x"),
        "verifiableCredential is not an object.",
    ),
    "a plain credential without an issuer": (a_plain_credential(issuer=None), "issuer is missing."),
    "a plain credential with a nameless issuer": (
        a_plain_credential(issuer={"name": "X"}),
        "issuer.id is missing.",
    ),
    "a plain credential about nothing": (
        a_plain_credential(credentialSubject=None),
        "credentialSubject is missing.",
    ),
    "a plain credential with a status of no type": (
        a_plain_credential(credentialStatus=[{"id": "urn:x"}]),
        "credentialStatus[0].type is missing.",
    ),
    "a plain credential with a day for a time": (
        a_plain_credential(validFrom="2026-01-01"),
        "validFrom is not a date and time with a zone.",
    ),
}


@pytest.mark.parametrize(("document", "problem"), INCOMPLETE.values(), ids=INCOMPLETE.keys())
def test_incomplete(document: JSON, problem: str) -> None:
    assert problem in " ".join(structure_problems(document))


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


@settings(max_examples=400, deadline=None)
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
