"""Status lists: https://www.w3.org/TR/vc-bitstring-status-list/."""

from __future__ import annotations

import pytest

from credentials.errors import StatusError, UnresolvableError
from credentials.standards.vc import JSON
from credentials.status import (
    MAX_LIST_BYTES,
    StatusLists,
    StatusResult,
    check_status,
    set_bit,
    status_entry,
    status_list_jwt,
)
from tests.credentials.status.older_lists import REVOCATION_LIST_URL
from tests.making import (
    COLLEGE,
    COLLEGE_DID,
    EMPLOYER,
    NOW,
    STATUS_INDEX,
    STATUS_URL,
    a_status_list,
    an_unsigned_status_list,
    fetching,
    resolving,
)


def ask(entry: object, page: bytes) -> bool:
    """Ask a list that was just fetched."""
    result = check_status(
        entry,
        issuer=COLLEGE_DID,
        fetch=fetching({STATUS_URL: page}),
        resolve=resolving(COLLEGE, EMPLOYER),
        now=NOW,
    )
    assert (result.read_at, result.list_url) == (NOW, STATUS_URL)
    return result.revoked


@pytest.mark.parametrize("index", [0, 7, 8, STATUS_INDEX, 131_071])
def test_exactly_the_place_asked_for_is_read(index: int) -> None:
    entry = status_entry(STATUS_URL, index)
    neighbours = [place for place in (index - 1, index + 1) if 0 <= place < 131_072]
    assert ask(entry, a_status_list(index))
    assert not ask(entry, a_status_list(*neighbours))


def test_a_jwt_that_another_signed_is_refused() -> None:
    token = status_list_jwt(an_unsigned_status_list(), EMPLOYER).encode()
    with pytest.raises(StatusError, match="found a key of did:web:employer"):
        ask(status_entry(STATUS_URL, 1), token)


ENTRIES: dict[str, JSON] = {
    "a number as place": {"statusListIndex": 5},
    "a negative place": {"statusListIndex": "-5"},
    "a place with a sign": {"statusListIndex": "+5"},
    "a place in other digits": {"statusListIndex": "\u0665"},
    "a place with zeros before it": {"statusListIndex": "05"},
    "a place of a thousand digits": {"statusListIndex": "9" * 1_000},
    "no place": {"statusListIndex": None},
    "no list": {"statusListCredential": None},
    "several bits a place": {"statusSize": 2},
    "another kind": {"type": "StatusList2021Entry"},
    "another purpose": {"statusPurpose": "message"},
    "several purposes": {"statusPurpose": ["revocation", "suspension"]},
}


@pytest.mark.parametrize("change", ENTRIES.values(), ids=ENTRIES.keys())
def test_an_entry_that_is_not_understood_is_never_taken_for_good(change: JSON) -> None:
    with pytest.raises(StatusError) as refusal:
        ask({**status_entry(STATUS_URL, 5), **change}, a_status_list())
    assert refusal.value.reason.startswith("The status list ")


@pytest.mark.parametrize("entry", [None, [], "x", [status_entry(STATUS_URL, 5)]])
def test_what_is_no_entry_is_never_taken_for_good(entry: object) -> None:
    with pytest.raises(StatusError):
        ask(entry, a_status_list())


LISTS: dict[str, JSON] = {
    "another type": {"type": ["VerifiableCredential"]},
    "no dates": {"validFrom": None},
    "another purpose": {"credentialSubject": {"statusPurpose": "suspension"}},
    "another subject": {"credentialSubject": {"type": "Achievement"}},
    "no list": {"credentialSubject": {"encodedList": "uAAAA"}},
}


@pytest.mark.parametrize("change", LISTS.values(), ids=LISTS.keys())
def test_a_list_that_is_not_understood_is_never_taken_for_good(change: JSON) -> None:
    unsigned = an_unsigned_status_list()
    subject = {**unsigned["credentialSubject"], **change.get("credentialSubject", {})}
    claims = {**unsigned, **change, "credentialSubject": subject}
    token = COLLEGE.jws({name: value for name, value in claims.items() if value is not None}, typ="vc+jwt")
    with pytest.raises(StatusError):
        ask(status_entry(STATUS_URL, 5), token.encode())


def answer(entry: object, page: bytes, *, issuer: str = COLLEGE_DID) -> StatusResult:
    """Give all that a list says."""
    fetch = fetching({STATUS_URL: page, REVOCATION_LIST_URL: page})
    return check_status(
        entry,
        issuer=issuer,
        fetch=fetch,
        resolve=resolving(COLLEGE, EMPLOYER),
        now=NOW,
        credential_id="urn:uuid:1",
    )


def test_a_suspension_is_told_from_a_withdrawal() -> None:
    entry = status_entry(STATUS_URL, 5, "suspension")
    result = answer(entry, a_status_list(5, purpose="suspension"))
    assert (result.suspended, result.revoked, result.purpose) == (True, False, "suspension")
    result = answer(entry, a_status_list(purpose="suspension"))
    assert (result.suspended, result.revoked) == (False, False)


def test_one_list_may_serve_several_purposes() -> None:
    unsigned = an_unsigned_status_list(5)
    unsigned["credentialSubject"]["statusPurpose"] = ["revocation", "suspension"]
    page = status_list_jwt(unsigned, COLLEGE).encode()
    assert answer(status_entry(STATUS_URL, 5), page).revoked
    assert answer(status_entry(STATUS_URL, 5, "suspension"), page).suspended


def a_list_of(length: int, *places: int) -> bytes:
    """Sign a list of any length."""
    bits = bytes(length // 8)
    for place in places:
        bits = set_bit(bits, place)
    return a_status_list(bits=bits)


@pytest.mark.parametrize("length", [131_072, 131_080, 1_000_000, 8 * MAX_LIST_BYTES])
def test_a_list_of_any_length_from_the_shortest_allowed_is_read(length: int) -> None:
    page = a_list_of(length, length - 1)
    assert answer(status_entry(STATUS_URL, length - 1), page).revoked
    result = answer(status_entry(STATUS_URL, length - 2), page)
    assert (result.revoked, result.length) == (False, length)
    with pytest.raises(StatusError, match=f"expected place {length}"):
        answer(status_entry(STATUS_URL, length), page)


@pytest.mark.parametrize("length", [8, 131_064])
def test_a_short_list_is_reported_in_words_and_still_withdraws(length: int) -> None:
    page = a_list_of(length, 5)
    assert answer(status_entry(STATUS_URL, 5), page).revoked
    with pytest.raises(StatusError, match=f"list of {length} places") as refusal:
        answer(status_entry(STATUS_URL, 6), page)
    assert "shorter than the 131,072 places" in refusal.value.reason


def test_an_empty_list_has_no_place_for_anybody() -> None:
    with pytest.raises(StatusError, match="list of 0 places"):
        answer(status_entry(STATUS_URL, 0), a_list_of(0))


def test_places_of_several_bits_are_refused_in_words() -> None:
    entry = {**status_entry(STATUS_URL, 5, "revocation"), "statusSize": 2}
    with pytest.raises(StatusError, match="places of 2 bits") as refusal:
        answer(entry, a_status_list())
    assert "several bits" in refusal.value.reason


def test_several_questions_fetch_each_list_once() -> None:
    asked: list[str] = []

    def fetch(url: str) -> bytes:
        asked.append(url)
        if url != STATUS_URL:
            raise UnresolvableError("found no answer")
        return a_status_list(5)

    lists = StatusLists(fetch=fetch, resolve=resolving(COLLEGE), now=NOW)
    entries = [status_entry(STATUS_URL, 5), status_entry(STATUS_URL, 6)] * 2
    results = [lists.ask(entry, issuer=COLLEGE_DID).revoked for entry in entries]
    for _ in range(2):
        with pytest.raises(StatusError):
            lists.ask(status_entry("https://college.example/none", 5), issuer=COLLEGE_DID)
        with pytest.raises(StatusError, match="expected did:web:other"):
            lists.ask(status_entry(STATUS_URL, 5), issuer="did:web:other.example")
    assert results == [True, False, True, False]
    assert asked == [STATUS_URL, "https://college.example/none"]
