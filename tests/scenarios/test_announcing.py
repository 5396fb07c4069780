"""What the person at the keyboard is told once the sites are up."""

from pathlib import Path

import pytest

from institution import seeding
from scenarios.announcing import KEPT_RECORDS, announcement, has_display, people
from scenarios.sites import World


def test_the_table_names_every_site_and_whom_to_sign_in_as(tmp_path: Path) -> None:
    told = announcement(World(tmp_path, 9001))
    for line in (
        "College    http://localhost:9001   Riverbend Community College (sample)",
        "Employer   http://localhost:9003   Northgate Utilities (sample)",
        "Marta Lindqvist",
        str(tmp_path),
    ):
        assert line in told


def test_everyone_who_may_sign_in_stands_at_their_own_site(tmp_path: Path) -> None:
    shown = people(World(tmp_path))
    assert ("College", "Marta Lindqvist", "registrar") in shown
    assert ("Wallet", "Noor Haddad", "learner") in shown
    assert ("Employer", "Gwen Castillo", "learning lead") in shown
    assert "SOC supervisor" in [role for _, _, role in shown]
    assert not [role for _, _, role in shown if role in KEPT_RECORDS]


def test_whose_records_are_only_kept_is_said_as_the_institutions_say_it() -> None:
    assert seeding.KEPT_RECORDS == KEPT_RECORDS


@pytest.mark.parametrize(
    ("environ", "platform", "seen"),
    [
        ({}, "linux", False),
        ({"DISPLAY": ":0"}, "linux", True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", True),
        ({"DISPLAY": ":0", "CI": "true"}, "linux", False),
        ({}, "darwin", True),
        ({"SSH_CONNECTION": "1"}, "darwin", False),
    ],
)
def test_a_browser_opens_only_where_somebody_would_see_it(
    environ: dict[str, str], platform: str, seen: bool
) -> None:
    assert has_display(environ, platform) is seen
