"""The doctor's board: one green or red line per thing that the demo stands on."""

import os
import socket
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest

from scenarios import doctor
from scenarios.doctor import Finding, examine, show
from scenarios.launching import free_ports
from scenarios.sites import World


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path / "data", free_ports())


def found(world: World, subject: str) -> Finding:
    return next(finding for finding in examine(world) if finding.subject == subject)


def test_a_new_machine_is_examined_without_a_complaint_of_its_own(world: World) -> None:
    findings = {finding.subject: finding for finding in examine(world) if finding.subject != "Browser"}
    assert len(findings) == 12
    assert [finding for finding in findings.values() if not finding.is_well] == []


def test_a_taken_port_is_red(world: World) -> None:
    with socket.create_server(("127.0.0.1", world.first_port)):
        finding = found(world, f"Port {world.first_port}")
    assert (finding.is_well, finding.sentence) == (False, "is taken by another program (college)")


def test_a_folder_that_cannot_be_written_is_red(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file in the way")
    assert not found(World(tmp_path / "data", free_ports()), "Data folder").is_well


def test_a_sound_database_is_green_and_a_broken_one_is_red(world: World) -> None:
    for name in ("college", "wallet"):
        world.site(name).folder.mkdir(parents=True)
    (world.folder / "wellspring.json").write_text(f'{{"first_port": {world.first_port}}}')
    with closing(sqlite3.connect(world.site("college").database)) as connection:
        connection.execute("CREATE TABLE badge (name TEXT)")
    world.site("wallet").database.write_bytes(b"not a database" * 100)
    assert found(world, "Database (college)").is_well
    broken = found(world, "Database (wallet)")
    assert (broken.is_well, broken.sentence) == (
        False,
        "file is not a database; `wellspring reset` makes a new one",
    )
    assert found(world, "Database (employer)").is_well


def test_a_clock_before_the_program_was_written_is_red(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "time", lambda: 86_400.0)
    finding = found(world, "Clock")
    assert (finding.is_well, finding.sentence[:20]) == (False, "1970-01-02 00:00 UTC")


def test_a_browser_that_is_not_there_is_red(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WELLSPRING_BROWSER", "/nowhere/chromium")
    finding = found(world, "Browser")
    assert (finding.is_well, "/nowhere/chromium" in finding.sentence) == (False, True)
    monkeypatch.delenv("WELLSPRING_BROWSER")
    monkeypatch.setattr(doctor, "find_browser", lambda environ=os.environ: None)
    assert "install Chromium or Chrome" in found(world, "Browser").sentence


def test_the_board_is_green_only_when_every_line_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert show([Finding("Python", True, "3.11")])
    assert "All is well." in capsys.readouterr().out
    assert not show([Finding("Python", True, "3.11"), Finding("Clock", False, "stopped")])
    assert "UNWELL" in (board := capsys.readouterr().out)
    assert "1 of 2 need you." in board
