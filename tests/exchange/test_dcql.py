"""The query language of OpenID4VP 1.0, sections 6 and 7: what is asked, what answers it, what is refused."""

from typing import Any

import pytest

from exchange.errors import ProtocolError
from exchange.oid4vp.dcql import (
    expanded_types,
    is_answered,
    read_dcql,
    satisfies,
    select,
)
from exchange.oid4vp.holder import matching
from tests.exchange.stand_ins import a_badge

JSON = dict[str, Any]

W3C = "https://www.w3.org/2018/credentials#VerifiableCredential"
BADGE = "https://purl.imsglobal.org/spec/vc/ob/vocab.html#OpenBadgeCredential"
CLR = "https://purl.imsglobal.org/spec/vc/clr/vocab.html#ClrCredential"
NAME = {"path": ["credentialSubject", "achievement", "name"]}
ALIGNED: JSON = {
    "name": "Example",
    "alignment": [
        {"targetUrl": "https://a.example/1", "targetName": "One"},
        {"targetUrl": "https://a.example/2"},
    ],
    "credits": 3,
    "graded": True,
}


def a_query(**changes: Any) -> JSON:
    """Build a credential query for badges."""
    return {"id": "badge", "format": "ldp_vc", "meta": {"type_values": [[W3C, BADGE]]}} | changes


def a_dcql(*queries: JSON, **members: Any) -> JSON:
    """Build a whole query."""
    return {"credentials": list(queries) or [a_query()]} | members


def answers(credential: JSON, **changes: Any) -> bool:
    """Tell whether a credential answers a query that is changed like this."""
    return satisfies(credential, read_dcql(a_dcql(a_query(**changes))).credentials[0])


def test_both_names_of_an_open_badge_expand_to_one_type() -> None:
    for name in ("OpenBadgeCredential", "AchievementCredential"):
        badge = a_badge(type=["VerifiableCredential", name])
        assert expanded_types(badge) == {W3C, BADGE}
        assert answers(badge)


TYPES: dict[str, tuple[list[list[str]], bool]] = {
    "both types in any order": ([[BADGE, W3C]], True),
    "one of several alternatives": ([[CLR], [BADGE]], True),
    "a type it does not have": ([[W3C, CLR]], False),
    "a compact name, which is no expanded type": ([["OpenBadgeCredential"]], False),
    "an empty string": ([[""]], False),
}


@pytest.mark.parametrize("case", TYPES)
def test_types_are_compared_expanded(case: str) -> None:
    type_values, expected = TYPES[case]
    assert answers(a_badge(), meta={"type_values": type_values}) is expected


def test_a_type_that_is_unknown_here_counts_only_as_an_absolute_iri() -> None:
    badge = a_badge(type=["VerifiableCredential", "Homemade", "https://b.example/Licence"])
    assert expanded_types(badge) == {W3C, "https://b.example/Licence"}


PATHS: dict[str, tuple[list[str | int | None], list[Any]]] = {
    "a member": (["credentialSubject", "achievement", "name"], ["Example"]),
    "an element": (
        ["credentialSubject", "achievement", "alignment", 1, "targetUrl"],
        ["https://a.example/2"],
    ),
    "all elements": (
        ["credentialSubject", "achievement", "alignment", None, "targetUrl"],
        ["https://a.example/1", "https://a.example/2"],
    ),
    "all elements that have it": (
        ["credentialSubject", "achievement", "alignment", None, "targetName"],
        ["One"],
    ),
    "a member that is not there": (["credentialSubject", "achievement", "image"], []),
    "an element beyond the end": (["credentialSubject", "achievement", "alignment", 2], []),
    "an index of an object": (["credentialSubject", 0], []),
    "every element of an object": (["credentialSubject", None], []),
    "a member of an array": (["credentialSubject", "achievement", "alignment", "targetUrl"], []),
    "a member of a text": (["name", "length"], []),
    "below what is not there": (["nothing", "name"], []),
}


@pytest.mark.parametrize("case", PATHS)
def test_a_claims_path_selects(case: str) -> None:
    path, expected = PATHS[case]
    assert select(a_badge(credentialSubject={"achievement": ALIGNED}), path) == expected


VALUES: dict[str, tuple[str, list[Any], bool]] = {
    "the same text": ("name", ["Other", "Example"], True),
    "text in other letters": ("name", ["example"], False),
    "the same number": ("credits", [3], True),
    "a number as text": ("credits", ["3"], False),
    "true is true": ("graded", [True], True),
    "true is not one": ("graded", [1], False),
    "three is not true": ("credits", [True], False),
}


@pytest.mark.parametrize("case", VALUES)
def test_a_value_must_be_equal_in_type_and_value(case: str) -> None:
    name, values, expected = VALUES[case]
    badge = a_badge(credentialSubject={"achievement": ALIGNED})
    claim = {"path": ["credentialSubject", "achievement", name], "values": values}
    assert answers(badge, claims=[claim]) is expected


def test_all_claims_are_needed_or_all_of_one_set() -> None:
    badge = a_badge(credentialSubject={"achievement": ALIGNED})
    there = NAME | {"id": "n"}
    missing = {"id": "i", "path": ["credentialSubject", "achievement", "image"]}
    assert answers(badge, claims=[there])
    assert not answers(badge, claims=[there, missing])
    assert answers(badge, claims=[there, missing], claim_sets=[["n", "i"], ["n"]])
    assert not answers(badge, claims=[there, missing], claim_sets=[["n", "i"], ["i"]])


def test_what_cannot_be_honoured_is_answered_by_nothing() -> None:
    assert not answers(a_badge(), format="jwt_vc_json")
    assert not answers(a_badge(), require_cryptographic_holder_binding=False)
    assert not answers(a_badge(), trusted_authorities=[{"type": "aki", "values": ["x"]}])


def test_matching_lists_what_answers_each_query() -> None:
    held = {
        "one": a_badge(name="One"),
        "two": a_badge(name="Two"),
        "clr": a_badge(type=["VerifiableCredential", "ClrCredential"]),
    }
    record = a_query(id="record", meta={"type_values": [[CLR]]})
    assert matching(a_dcql(a_query(multiple=True), record), held) == {
        "badge": ["one", "two"],
        "record": ["clr"],
    }


def test_nothing_matches_if_a_required_credential_is_missing() -> None:
    held = {"one": a_badge()}
    record = a_query(id="record", meta={"type_values": [[CLR]]})
    assert matching(a_dcql(a_query(), record), held) == {}
    optional = [{"options": [["badge"]]}, {"options": [["record"]], "required": False}]
    assert matching(a_dcql(a_query(), record, credential_sets=optional), held) == {"badge": ["one"]}
    either = [{"options": [["record"], ["badge"]]}]
    assert matching(a_dcql(a_query(), record, credential_sets=either), held) == {"badge": ["one"]}
    both = [{"options": [["record", "badge"]]}]
    assert matching(a_dcql(a_query(), record, credential_sets=both), held) == {}
    assert matching(a_dcql(), {}) == {}


def test_only_required_sets_must_be_answered() -> None:
    sets = [{"options": [["badge"], ["record"]]}, {"options": [["licence"]], "required": False}]
    queries = [a_query(id=name) for name in ("badge", "record", "licence")]
    dcql = read_dcql(a_dcql(*queries, credential_sets=sets))
    assert is_answered(dcql, ["record"]) and not is_answered(dcql, ["licence"])


MALFORMED: dict[str, object] = {
    "no object": [],
    "no credentials": {},
    "empty credentials": {"credentials": []},
    "a query that is a text": {"credentials": ["badge"]},
    "no id": a_dcql({"format": "ldp_vc", "meta": {"type_values": [[W3C]]}}),
    "id with a space": a_dcql(a_query(id="a badge")),
    "id with a line break": a_dcql(a_query(id="badge\n")),
    "the same id twice": a_dcql(a_query(), a_query()),
    "no meta": a_dcql({"id": "a", "format": "ldp_vc"}),
    "no types": a_dcql(a_query(meta={})),
    "flat types": a_dcql(a_query(meta={"type_values": [BADGE]})),
    "no alternative": a_dcql(a_query(meta={"type_values": []})),
    "an empty alternative": a_dcql(a_query(meta={"type_values": [[]]})),
    "types that are numbers": a_dcql(a_query(meta={"type_values": [[1]]})),
    "empty claims": a_dcql(a_query(claims=[])),
    "claim without a path": a_dcql(a_query(claims=[{"id": "n"}])),
    "empty path": a_dcql(a_query(claims=[{"path": []}])),
    "path as JSONPath": a_dcql(a_query(claims=[{"path": "$.name"}])),
    "negative index": a_dcql(a_query(claims=[{"path": ["a", -1]}])),
    "index that is true": a_dcql(a_query(claims=[{"path": ["a", True]}])),
    "broken index": a_dcql(a_query(claims=[{"path": ["a", 1.0]}])),
    "endless path": a_dcql(a_query(claims=[{"path": ["a"] * 100}])),
    "the same claim twice": a_dcql(a_query(claims=[NAME, NAME])),
    "empty values": a_dcql(a_query(claims=[NAME | {"values": []}])),
    "values that are objects": a_dcql(a_query(claims=[NAME | {"values": [{}]}])),
    "claim sets without claims": a_dcql(a_query(claim_sets=[["n"]])),
    "claim sets over claims without an id": a_dcql(a_query(claims=[NAME], claim_sets=[["n"]])),
    "claim set of an unknown claim": a_dcql(a_query(claims=[NAME | {"id": "n"}], claim_sets=[["x"]])),
    "multiple in words": a_dcql(a_query(multiple="yes")),
    "credential set of an unknown query": a_dcql(credential_sets=[{"options": [["other"]]}]),
    "credential set without options": a_dcql(credential_sets=[{"options": []}]),
    "empty option": a_dcql(credential_sets=[{"options": [[]]}]),
}


@pytest.mark.parametrize("case", MALFORMED)
def test_a_query_that_is_malformed_is_refused(case: str) -> None:
    with pytest.raises(ProtocolError) as refusal:
        read_dcql(MALFORMED[case])
    assert (refusal.value.code, refusal.value.status) == ("invalid_request", 400)
    assert refusal.value.body()["error_description"].isascii()


def test_members_that_are_unknown_are_ignored() -> None:
    assert read_dcql(a_dcql(a_query(purpose="gone since draft 26"), extra=1)).query("badge")
