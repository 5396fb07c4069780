"""The command line: quick to ask, one sentence when something is wrong."""

import subprocess
import sys
from pathlib import Path

import pytest

from scenarios.command import main


def test_asking_for_help_loads_none_of_the_sites() -> None:
    ask = (
        "import sys; from scenarios.command import _parser; _parser().format_help();"
        " print([name for name in ('flask', 'sqlmodel', 'pydantic', 'http.client') if name in sys.modules])"
    )
    assert subprocess.check_output((sys.executable, "-c", ask), text=True) == "[]\n"


def test_a_problem_is_one_sentence_and_exit_code_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "data").write_text("a file in the way")
    assert main(["demo", "--data", str(tmp_path / "data"), "--no-browser"]) == 1
    shown = capsys.readouterr()
    assert shown.err.count("\n") == 1
    assert "cannot be written" in shown.err


def test_the_data_folder_comes_from_the_environment_where_none_is_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("WELLSPRING_DATA", str(tmp_path / "elsewhere"))
    main(["doctor", "--base-port", "18001"])
    assert f"{tmp_path / 'elsewhere'} can be written" in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments", [["--college", "http://localhost:1"], ["--wallet", "a", "--employer", "b"]]
)
def test_a_story_is_played_at_three_sites_or_at_its_own(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["play", "course-to-job", *arguments]) == 1
    assert "give --college, --wallet and --employer, or none of them" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments", [[], ["serve", "library"], ["demo", "--base-port", "65534"], ["dance"], ["keys"]]
)
def test_what_is_not_understood_is_told_with_exit_code_2(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert "usage: wellspring" in capsys.readouterr().err


def test_a_reset_inside_one_sites_environment_is_refused(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("WELLSPRING_SITE", "college")
    assert main(["reset"]) == 1
    assert "one site's" in capsys.readouterr().err


def test_a_site_is_not_served_in_another_sites_environment(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("WELLSPRING_SITE", "college")
    assert main(["serve", "wallet"]) == 1
    assert "sets up the site 'college' (WELLSPRING_SITE), expected 'wallet'" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("setting", "value", "told"),
    [
        ("WELLSPRING_PORT", "eighty", "WELLSPRING_PORT"),
        ("WELLSPRING_ORIGIN", "college.example", "WELLSPRING_ORIGIN"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(
    setting: str, value: str, told: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    usual = {
        "SITE": "college",
        "ORIGIN": "http://localhost:8001",
        "DATA": "/nowhere",
        "INSTITUTION": "/nowhere",
    }
    for name, usual_value in usual.items():
        monkeypatch.setenv(f"WELLSPRING_{name}", usual_value)
    monkeypatch.setenv(setting, value)
    assert main(["serve", "college"]) == 1
    assert f"The setting {told} cannot be used" in capsys.readouterr().err


def test_a_sites_keys_are_listed_and_rotated(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ask = (sys.executable, "-m", "scenarios.command", "keys", "wallet", "--data", str(tmp_path))
    assert "#key-1  made" in subprocess.check_output(ask, text=True)
    told = subprocess.check_output((*ask, "--rotate"), text=True).splitlines()
    assert told[0].endswith("#key-3 signs from now on.")
    assert told[1].endswith("only verifies what it signed")
    refused = subprocess.run((*ask, "--remove", "key-3"), capture_output=True, text=True, check=False)
    assert (refused.returncode, refused.stderr.count("\n")) == (1, 1)
    assert "Rotate first" in refused.stderr
