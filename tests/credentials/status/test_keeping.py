"""A status list that was read before is not checked again, unless something is no longer as it was."""

from __future__ import annotations

from typing import Any

import pytest

from credentials.errors import MalformedDocumentError, StatusError, UnresolvableError
from credentials.proofs.did_documents import did_document
from credentials.proofs.dids import Resolve
from credentials.standards.vc import JSON
from credentials.status import bitstrings, keeping, status_list_jwt
from credentials.status.keeping import kept_bits, open_kept_list
from credentials.status.opening import open_list
from tests.making import COLLEGE, COLLEGE_DID, a_status_list, an_unsigned_status_list


class Openings:
    """Count how often a list is opened in earnest."""

    def __init__(self) -> None:
        self.count = 0

    def open_list(self, raw: bytes, resolve: Resolve) -> tuple[JSON, str]:
        self.count += 1
        return open_list(raw, resolve)


@pytest.fixture
def openings(monkeypatch: pytest.MonkeyPatch) -> Openings:
    made = Openings()
    monkeypatch.setattr(keeping, "open_list", made.open_list)
    monkeypatch.setattr(keeping, "_LISTS", keeping._Lists())
    return made


def the_college() -> JSON:
    return did_document(COLLEGE_DID, [COLLEGE])


def a_list_jwt() -> bytes:
    return status_list_jwt(an_unsigned_status_list(), COLLEGE).encode()


@pytest.mark.parametrize("raw", [a_status_list(7), a_list_jwt()], ids=["as JSON", "as JWT"])
def test_a_list_is_opened_once_however_often_it_is_asked_for(raw: bytes, openings: Openings) -> None:
    answers = [open_kept_list(bytes(bytearray(raw)), lambda _: the_college()) for _ in range(3)]
    assert answers == [open_list(raw, lambda _: the_college())] * 3
    assert openings.count == 1


def test_another_list_at_the_same_place_is_opened(openings: Openings) -> None:
    lists = [open_kept_list(raw, lambda _: the_college())[0] for raw in (a_status_list(), a_status_list(7))]
    assert openings.count == 2
    assert lists[0] != lists[1]


def test_a_list_counts_no_more_once_its_key_is_taken_away(openings: Openings) -> None:
    """The document is changed in place, as by a resolver that keeps what it gives."""
    document = the_college()
    open_kept_list(a_status_list(), lambda _: document)
    document["verificationMethod"] = did_document(COLLEGE_DID, [])["verificationMethod"]
    with pytest.raises(StatusError):
        open_kept_list(a_status_list(), lambda _: document)


def test_a_list_counts_again_once_its_signer_answers_again(openings: Openings) -> None:
    def unreachable(did: str) -> JSON:
        raise UnresolvableError(f"found no answer from {did}")

    open_kept_list(a_status_list(), lambda _: the_college())
    with pytest.raises(StatusError, match="found no key for the list"):
        open_kept_list(a_status_list(), unreachable)
    open_kept_list(a_status_list(), lambda _: the_college())
    assert openings.count == 2


def test_a_list_that_does_not_hold_is_not_kept(openings: Openings) -> None:
    forged = a_status_list().replace(b"u", b"v", 1)
    for _ in range(2):
        with pytest.raises(StatusError):
            open_kept_list(forged, lambda _: the_college())
    assert openings.count == 2


def test_only_the_last_lists_are_kept(openings: Openings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "MOST_LISTS", 3)
    lists = [a_status_list(place) for place in range(5)]
    for raw in (*lists, lists[4], lists[0]):
        open_kept_list(raw, lambda _: the_college())
        assert len(keeping._LISTS._kept) <= 3
    assert openings.count == 6


def test_bits_are_those_of_the_list() -> None:
    encoded = an_unsigned_status_list(7)["credentialSubject"]["encodedList"]
    assert kept_bits(encoded) == kept_bits(encoded) == bitstrings.decode_list(encoded)


@pytest.mark.parametrize("encoded", [None, 7, ["u"], {}, "u", "zzz"])
def test_what_is_no_list_is_refused_every_time(encoded: Any) -> None:
    for _ in range(2):
        with pytest.raises(MalformedDocumentError):
            kept_bits(encoded)
