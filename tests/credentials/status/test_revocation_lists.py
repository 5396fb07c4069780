"""The older revocation lists of 1EdTech, which are read and never written."""

from __future__ import annotations

import pytest

from credentials.errors import StatusError
from credentials.standards.vc import JSON
from credentials.status import (
    StatusResult,
    check_status,
)
from tests.credentials.status.older_lists import REVOCATION_LIST_URL, a_revocation_list, revocation_list_entry
from tests.making import (
    COLLEGE_DID,
    NOW,
    fetching,
    resolving,
)


def answer(entry: object, page: bytes, *, credential_id: str | None = "urn:uuid:1") -> StatusResult:
    """Ask a list that was just fetched about a credential."""
    return check_status(
        entry,
        issuer=COLLEGE_DID,
        fetch=fetching({REVOCATION_LIST_URL: page}),
        resolve=resolving(),
        now=NOW,
        credential_id=credential_id,
    )


OLDER_LISTS: dict[str, tuple[JSON, bool]] = {
    "named with true": ({"revokedCredential": [{"id": "urn:uuid:1", "revoked": True}]}, True),
    "named without more": ({"revokedCredential": [{"id": "urn:uuid:1"}]}, True),
    "named alone": ({"revokedCredential": {"id": "urn:uuid:1", "revocationReason": "Error"}}, True),
    "named by text alone": ({"revokedCredential": ["urn:uuid:1"]}, True),
    "named in the other spelling": ({"revokedCredentials": [{"id": "urn:uuid:1"}]}, True),
    "named in code": ({"revokedCredential": [{"id": " urn%3Auuid%3A1 "}]}, True),
    "named as not withdrawn": ({"revokedCredential": [{"id": "urn:uuid:1", "revoked": False}]}, False),
    "named with something else than a truth value": (
        {"revokedCredential": [{"id": "urn:uuid:1", "revoked": "no"}]},
        True,
    ),
    "another one named": ({"revokedCredential": [{"id": "urn:uuid:10"}]}, False),
    "nobody named": ({"revokedCredential": []}, False),
}


@pytest.mark.parametrize(("change", "expected"), OLDER_LISTS.values(), ids=OLDER_LISTS.keys())
def test_the_older_list_names_whom_it_withdraws(change: JSON, expected: bool) -> None:
    result = answer(revocation_list_entry(), a_revocation_list(**change))
    assert (result.revoked, result.index, result.list_url) == (expected, None, REVOCATION_LIST_URL)


OLDER_LISTS_REFUSED: dict[str, bytes] = {
    "of another issuer": a_revocation_list(issuer="did:web:other.example"),
    "of no issuer": a_revocation_list(issuer=None),
    "of another address": a_revocation_list(id="https://college.example/other"),
    "without the list": a_revocation_list(revokedCredential=None),
    "with a number in the list": a_revocation_list(revokedCredential=[7]),
    "a web page": b"<html>",
    "a list": b"[]",
    "broken": b'{"issuer": ',
}


@pytest.mark.parametrize("page", OLDER_LISTS_REFUSED.values(), ids=OLDER_LISTS_REFUSED.keys())
def test_an_older_list_that_is_not_understood_is_never_taken_for_good(page: bytes) -> None:
    with pytest.raises(StatusError) as refusal:
        answer(revocation_list_entry(), page)
    assert refusal.value.reason.startswith("The status list ")


def test_an_older_list_cannot_tell_about_a_credential_without_an_id() -> None:
    with pytest.raises(StatusError, match="without an id"):
        answer(revocation_list_entry(), a_revocation_list(), credential_id=None)
    with pytest.raises(StatusError, match="expected an address"):
        answer(revocation_list_entry(id=None), a_revocation_list())


def test_an_older_list_that_does_not_answer_is_never_taken_for_good() -> None:
    entry = revocation_list_entry(id="https://college.example/none")
    with pytest.raises(StatusError) as refusal:
        answer(entry, a_revocation_list())
    assert refusal.value.reason == "The status list did not answer."
