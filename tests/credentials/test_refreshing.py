"""The newest form of a credential, as its refresh service gives it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from credentials.errors import UnresolvableError
from credentials.issuing import issue
from credentials.proofs.eddsa_rdfc_2022 import add_proof
from credentials.proofs.vc_jwt import secure
from credentials.refreshing import Newest, verify_newest
from credentials.standards import openbadges
from credentials.standards.services import refresh_service
from credentials.standards.vc import JSON, timestamp
from tests.credentials.reports import signs
from tests.making import (
    A_DAY,
    ANA,
    BEN,
    COLLEGE,
    COPYCAT,
    EMPLOYER,
    NOW,
    ON_THE_LIST,
    STATUS_INDEX,
    STATUS_URL,
    a_badge,
    a_status_list,
    an_unsigned_badge,
    resolving,
)

URL = "https://college.example/refresh/1"


def an_old_badge(**changes: Any) -> JSON:
    return a_badge(refreshService=refresh_service(URL), **changes)


def a_newer_badge(key: Any = COLLEGE, **changes: Any) -> JSON:
    """Make the form of the same badge that was issued a hundred days later, with a longer name."""
    usual = {"name": "Security Operations I (revised)", "validFrom": timestamp(NOW - 100 * A_DAY)}
    unsigned = an_unsigned_badge(**{**usual, **changes})
    return add_proof(unsigned, key=key, created=NOW - 100 * A_DAY)


def newest(badge: JSON | str, answer: object, *, asked: list[str] | None = None, **ports: Any) -> Newest:
    """Verify a badge whose refresh service gives this answer, or none."""

    def fetch(url: str) -> bytes:
        if asked is not None:
            asked.append(url)
        if url == STATUS_URL:
            return a_status_list()
        if answer is None or url != URL:
            raise UnresolvableError(f"found no answer at {url}")
        if isinstance(answer, bytes):
            return answer
        return (answer if isinstance(answer, str) else json.dumps(answer)).encode()

    usual: dict[str, Any] = {
        "resolve": resolving(COLLEGE, EMPLOYER, COPYCAT),
        "fetch": fetch,
        "trusted_issuers": ON_THE_LIST,
        "now": NOW,
        "expected_holder": ANA.controller,
    }
    return verify_newest(badge, **{**usual, **ports})


def test_a_newer_form_takes_the_place_of_the_old_one() -> None:
    seen = newest(an_old_badge(), a_newer_badge())
    assert seen.is_refreshed
    assert isinstance(seen.credential, str)
    assert json.loads(seen.credential) == a_newer_badge()
    assert signs(seen.report) == "++++++"
    assert dict(seen.report.check("validity").evidence)["Newer form"] == (
        "Refreshed from college.example/refresh/1 on 23 November 2026, 09:41 UTC"
    )


def test_a_newer_form_may_be_a_token_and_the_old_one_too() -> None:
    token = secure(an_unsigned_badge(name="Another"), key=COLLEGE)
    old = secure(an_unsigned_badge(refreshService=refresh_service(URL)), key=COLLEGE)
    for badge in (an_old_badge(), old, json.dumps(an_old_badge())):
        seen = newest(badge, f"{token}\n")
        assert (seen.is_refreshed, signs(seen.report)) == (True, "++++++")


def test_a_newer_form_that_was_withdrawn_withdraws_the_old_one() -> None:
    withdrawn = a_newer_badge(credentialStatus={**an_unsigned_badge()["credentialStatus"]})

    def fetch(url: str) -> bytes:
        return json.dumps(withdrawn).encode() if url == URL else a_status_list(STATUS_INDEX)

    seen = newest(an_old_badge(credentialStatus=None), None, fetch=fetch)
    assert (seen.is_refreshed, signs(seen.report)) == (True, "++++-+")


def test_a_newer_form_that_ended_ends_the_old_one() -> None:
    seen = newest(an_old_badge(), a_newer_badge(validUntil=timestamp(NOW - A_DAY)))
    assert (seen.is_refreshed, signs(seen.report)) == (True, "+++-++")


def test_an_id_is_the_same_in_another_spelling() -> None:
    old = an_old_badge(id="https://college.example/badges/a-b")
    assert newest(old, a_newer_badge(id="https://college.example/badges/a%2Db")).is_refreshed
    assert not newest(old, a_newer_badge(id="https://college.example/badges/a%252Db")).is_refreshed


def about(**changes: Any) -> JSON:
    unsigned = an_unsigned_badge()
    subject = {**unsigned["credentialSubject"], **changes}
    return {name: value for name, value in subject.items() if value is not None}


NOT_BETTER: dict[str, Callable[[], object]] = {
    "no answer": lambda: None,
    "a page": lambda: "<html>Not found</html>",
    "bytes that are no text": lambda: b"\xff\xfe\x00",
    "an empty answer": lambda: b"",
    "broken JSON": lambda: '{"id": ',
    "a list": lambda: "[]",
    "another badge of the same issuer": lambda: a_newer_badge(id="urn:uuid:other"),
    "the badge of another issuer": lambda: a_newer_badge(
        COPYCAT, issuer=openbadges.profile(id=COPYCAT.controller), credentialStatus=None
    ),
    "signed by another": lambda: a_newer_badge(EMPLOYER),
    "not signed": an_unsigned_badge,
    "changed": lambda: {**a_newer_badge(), "name": "Another"},
    "of somebody else": lambda: a_newer_badge(credentialSubject=about(id=BEN.controller)),
    "of a hashed name": lambda: a_newer_badge(credentialSubject=about(id=None)),
    "incomplete": lambda: a_newer_badge(name="x", credentialSubject=about(achievement=None)),
    "older": lambda: a_newer_badge(validFrom=timestamp(NOW - 300 * A_DAY)),
    "one megabyte": lambda: " " * 1_000_000,
}


@pytest.mark.parametrize("make", NOT_BETTER.values(), ids=NOT_BETTER.keys())
def test_the_original_counts_if_the_service_gives(make: Callable[[], object]) -> None:
    seen = newest(an_old_badge(), make())
    assert (seen.is_refreshed, seen.credential) == (False, an_old_badge())
    assert (signs(seen.report), seen.report.verdict[1]) == ("++++++", "Yes. All six checks passed.")
    assert seen.note.startswith("The refresh service gave nothing newer: ")
    assert "Newer form" in dict(seen.report.check("validity").evidence)


def test_the_service_is_asked_once_even_if_the_newer_form_names_one() -> None:
    asked: list[str] = []
    seen = newest(an_old_badge(), a_newer_badge(refreshService=refresh_service(f"{URL}?again")), asked=asked)
    assert seen.is_refreshed
    assert [url for url in asked if url != STATUS_URL] == [URL]


def by_hand() -> JSON:
    """Sign an old badge with the key of somebody else, who names an own refresh service."""
    unsigned = an_unsigned_badge(refreshService=refresh_service(URL))
    return add_proof(unsigned, key=EMPLOYER, created=NOW - A_DAY)


NOBODY_ASKED: dict[str, Callable[[], JSON]] = {
    "one that names no service": a_badge,
    "one that names another kind of service": lambda: issue(
        an_unsigned_badge(refreshService={"id": URL, "type": "1EdTechRevocationList"}), key=COLLEGE, now=NOW
    ),
    "one that was changed": lambda: {**an_old_badge(), "name": "Another"},
    "one whose service was exchanged": lambda: {**an_old_badge(), "refreshService": refresh_service("urn:x")},
    "one that the issuer did not sign": by_hand,
}


@pytest.mark.parametrize("make", NOBODY_ASKED.values(), ids=NOBODY_ASKED.keys())
def test_nobody_is_asked_for_a_newer_form_of(make: Callable[[], JSON]) -> None:
    asked: list[str] = []
    seen = newest(make(), a_newer_badge(), asked=asked)
    assert (seen.is_refreshed, seen.note) == (False, "")
    assert set(asked) <= {STATUS_URL}


@pytest.mark.parametrize("junk", ["", "Hello.", "{", "[]", {}, {"refreshService": 7}])
def test_what_is_no_credential_is_reported_and_asks_nobody(junk: Any) -> None:
    asked: list[str] = []
    assert newest(junk, None, asked=asked).report.conclusion == "fatal"
    assert asked == []
