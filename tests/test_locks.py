"""The lock files pin everything with hashes and say nothing about where it was fetched."""

import re
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parents[1]
LOCKS = ("requirements.lock", "requirements-dev.lock")
PIN = re.compile(r"^([a-z0-9][a-z0-9.-]*)==(\S+)(?: ;[^\\]*)? \\$")


def pins(name: str) -> dict[str, str]:
    lines = (HOUSE / name).read_text().splitlines()
    return {pin[1]: pin[2] for line in lines if (pin := PIN.match(line))}


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_holds_nothing_but_pins_and_their_hashes(name: str) -> None:
    strange = [
        line
        for line in (HOUSE / name).read_text().splitlines()
        if not (
            line.startswith("#")
            or PIN.match(line)
            or re.match(r"^    --hash=sha256:[0-9a-f]{64}( \\)?$", line)
        )
    ]
    assert strange == []


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_names_no_address_and_no_folder(name: str) -> None:
    assert not re.search(r"https?:|file:|/\w+/|index|find-links", (HOUSE / name).read_text())


def test_what_runs_is_pinned_alike_where_it_is_developed() -> None:
    running, developing = pins("requirements.lock"), pins("requirements-dev.lock")
    assert running.items() < developing.items()
    assert "playwright" in developing
    assert "playwright" not in running
