"""The commands that bring frameworks and tables in: what they say, and that nothing half comes in."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.skills.test_occupations import CROSSWALK, TASKS

TABLE = "code,statement,parent\nA,Guard a network,\nA-1,Read an alert,A\n"


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own, for it sets up the environment of one site."""
    bare = {name: value for name, value in os.environ.items() if not name.startswith("WELLSPRING")}
    command = [
        sys.executable,
        "-m",
        "scenarios.command",
        *arguments,
        "--data",
        str(folder),
        "--base-port",
        "8471",
    ]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=bare, timeout=120)


def test_a_table_comes_in_by_the_command(tmp_path: Path) -> None:
    source = tmp_path / "welding.csv"
    source.write_text(TABLE)
    done = run(tmp_path / "data", "import-framework", str(source), "--site", "employer")
    assert (done.returncode, done.stderr) == (0, "")
    assert "“Welding” is now at the employer" in done.stdout


def test_occupations_come_in_by_the_command(tmp_path: Path) -> None:
    crosswalk, tasks = tmp_path / "cip.csv", tmp_path / "tasks.txt"
    crosswalk.write_text(CROSSWALK)
    tasks.write_text(TASKS)
    done = run(tmp_path / "data", "import-occupations", str(crosswalk), str(tasks))
    assert (done.returncode, done.stderr) == (0, "")
    assert "The college can now look up: crosswalk, tasks." in done.stdout


BAD = {
    "a wrong row": ("import-framework", TABLE + "A,Other,\n", "row 4, column A (code): repeats the code A"),
    "prose": ("import-framework", "Dear all,\nplease read.\n", "found no row that names columns"),
    "a table of something else": ("import-occupations", TABLE, "There is no table to look up in"),
    "a broken table": ("import-occupations", CROSSWALK + '"', "ends inside a quoted cell"),
}


@pytest.mark.parametrize(("command", "text", "reason"), BAD.values(), ids=BAD)
def test_what_cannot_come_in_is_told_and_nothing_is_kept(
    tmp_path: Path, command: str, text: str, reason: str
) -> None:
    source = tmp_path / "source.csv"
    source.write_text(text)
    more = ("--site", "college") if command == "import-framework" else ()
    done = run(tmp_path / "data", command, str(source), *more)
    assert (done.returncode, done.stdout) == (1, "")
    assert reason in done.stderr
    assert "Traceback" not in done.stderr
