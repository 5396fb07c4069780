"""Times, types and names of the data model: https://www.w3.org/TR/vc-data-model-2.0/."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from credentials.errors import MalformedDocumentError
from credentials.standards.vc import has_type, id_of, read_timestamp, timestamp, types_of


def test_a_moment_is_written_in_utc_with_whole_seconds() -> None:
    moment = datetime(2026, 11, 23, 10, 41, 7, 999_999, tzinfo=timezone(timedelta(hours=1)))
    assert timestamp(moment) == "2026-11-23T09:41:07Z"


def test_a_moment_without_a_zone_is_not_written() -> None:
    with pytest.raises(ValueError, match="without a zone"):
        timestamp(datetime(2026, 11, 23))  # noqa: DTZ001 - that is the case


@pytest.mark.parametrize(
    ("text", "micro"),
    [
        ("2026-11-23T09:41:07Z", 0),
        ("2026-11-23T10:41:07+01:00", 0),
        ("2026-11-23T09:41:07.5Z", 500_000),
        ("2026-11-23T09:41:07.123456789Z", 123_456),
    ],
)
def test_a_stated_time_is_read_with_its_zone(text: str, micro: int) -> None:
    assert read_timestamp(text) == datetime(2026, 11, 23, 9, 41, 7, micro, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-23",
        "2026-11-23T09:41:07",
        "2026-11-23 09:41:07Z",
        "2026-11-23T09:41Z",
        "2026-11-23T09:41:075Z",
        "2026-02-30T00:00:00Z",
        "2026-11-23T24:00:01Z",
        "2026-11-23T09:41:07+25:00",
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-14:00",
        "٢٠٢٦-11-23T09:41:07Z",
        "2026-11-23T09:41:07Z\n",
        "",
        None,
        1_700_000_000,
        ["2026-11-23T09:41:07Z"],
    ],
)
def test_what_is_no_time_with_a_zone_is_refused(text: object) -> None:
    with pytest.raises(MalformedDocumentError):
        read_timestamp(text)


def test_types_and_names_are_read_from_either_form() -> None:
    assert types_of({"type": "Profile"}) == types_of({"type": ["Profile", 7]}) == ["Profile"]
    assert types_of("Profile") == types_of({}) == []
    assert has_type({"type": ["A", "B"]}, ["B", "C"])
    assert not has_type(None, ["A"])
    assert id_of({"id": "urn:a"}) == id_of("urn:a") == "urn:a"
    assert id_of({"id": 7}) is id_of(None) is None
