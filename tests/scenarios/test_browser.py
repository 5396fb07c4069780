"""Which browser plays the stories, on machines that have one, several, or none."""

from pathlib import Path

import pytest

from scenarios import browser as finding
from scenarios.browser import Browser, NoBrowserError, find_browser, obtain_browser


@pytest.fixture(autouse=True)
def nothing_installed_elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(finding, "PLACES", ())
    monkeypatch.setenv("HOME", str(tmp_path / "home"))


def machine(tmp_path: Path, **programs: str) -> dict[str, str]:
    folder = tmp_path / "bin"
    folder.mkdir(exist_ok=True)
    for name, text in programs.items():
        (folder / name.replace("_", "-")).write_text(text)
        (folder / name.replace("_", "-")).chmod(0o755)
    return {"PATH": str(folder), "PLAYWRIGHT_BROWSERS_PATH": str(tmp_path / "playwright")}


def test_an_installed_chromium_is_taken(tmp_path: Path) -> None:
    found = find_browser(environ=machine(tmp_path, chromium="\x7fELF", google_chrome="\x7fELF"))
    assert found == Browser("chromium", tmp_path / "bin" / "chromium")


def test_the_snap_of_ubuntu_is_passed_over(tmp_path: Path) -> None:
    snap = '#!/bin/sh\nexec /snap/bin/chromium "$@"\n'
    assert find_browser(environ=machine(tmp_path, chromium_browser=snap)) is None
    found = find_browser(environ=machine(tmp_path, chromium_browser=snap, google_chrome="\x7fELF"))
    assert found == Browser("google-chrome", tmp_path / "bin" / "google-chrome")


def test_playwrights_own_is_taken_where_none_is_installed(tmp_path: Path) -> None:
    environ = machine(tmp_path)
    own = tmp_path / "playwright" / "chromium-1200"
    own.mkdir(parents=True)
    assert find_browser(environ=environ) is None, "an unfinished download is no browser"
    (own / "INSTALLATION_COMPLETE").touch()
    found = find_browser(environ=environ)
    assert found is not None
    assert found.launch_options()["executable_path"] is None


def test_the_chosen_browser_comes_first_and_must_exist(tmp_path: Path) -> None:
    environ = machine(tmp_path, chromium="\x7fELF", brave="\x7fELF")
    found = find_browser(environ=environ | {"WELLSPRING_BROWSER": str(tmp_path / "bin" / "brave")})
    assert found == Browser("brave", tmp_path / "bin" / "brave")
    with pytest.raises(NoBrowserError, match="names /nowhere/chrome, which is not a program"):
        find_browser(environ=environ | {"WELLSPRING_BROWSER": "/nowhere/chrome"})


def test_a_browser_is_fetched_where_there_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    environ = machine(tmp_path)
    tried: list[str] = []

    def fetch(*command: str) -> None:
        tried.append(" ".join(command[-2:]))
        if "apt-get" in command:
            machine(tmp_path, chromium="\x7fELF")

    monkeypatch.setattr(finding, "_try", fetch)
    monkeypatch.setattr(finding.shutil, "which", lambda name, path=None: _which(name, environ))
    monkeypatch.setattr(finding.os, "geteuid", lambda: 0)
    assert obtain_browser(environ=environ).name == "chromium"
    assert tried[0] == "install chromium"


def test_no_browser_to_be_had_is_one_clear_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding, "_try", lambda *command: None)
    with pytest.raises(NoBrowserError, match="install Chromium or Chrome, or set WELLSPRING_BROWSER"):
        obtain_browser(environ=machine(tmp_path))


def _which(name: str, environ: dict[str, str]) -> str | None:
    if name == "apt-get":
        return "/usr/bin/apt-get"
    path = Path(environ["PATH"]) / name
    return str(path) if path.exists() else None
