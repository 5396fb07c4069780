"""What is found missing of each kind of document."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest

from credentials.standards.documents import structure_problems
from credentials.standards.vc import CREDENTIALS_V1, JSON
from tests.credentials.documents import a_full_badge, a_record, an_endorsement
from tests.credentials.standards.simple_documents import a_plain_credential, a_presentation, an_old_badge
from tests.making import COLLEGE_DID, a_badge, an_unsigned_status_list

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
    "a plain credential about a text": (
        a_plain_credential(credentialSubject="did:example:ana"),
        "credentialSubject is not an object.",
    ),
    "a plain credential about several, one of them a text": (
        a_plain_credential(credentialSubject=[{"id": "urn:x"}, "urn:y"]),
        "credentialSubject[1] is not an object.",
    ),
    "an old plain credential about a text": (
        a_plain_credential(
            **{"@context": [CREDENTIALS_V1]}, issuanceDate="2026-01-01T00:00:00Z", credentialSubject="urn:x"
        ),
        "credentialSubject is not an object.",
    ),
    "a record that holds something about a text": (
        changed(a_record, f"{HELD}/0/credentialSubject", "did:example:ana"),
        "credentialSubject.verifiableCredential[0].credentialSubject is not an object.",
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
