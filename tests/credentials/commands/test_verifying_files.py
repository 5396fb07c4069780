"""What `credential verify` answers about valid, tampered, revoked and foreign files."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from credentials.__main__ import main
from credentials.proofs.dids import did_document
from credentials.standards.vc import JSON, timestamp
from tests.making import (
    ANA,
    BEN,
    COLLEGE,
    COLLEGE_DID,
    COLLEGE_NAME,
    COPYCAT,
    NOW,
    STATUS_INDEX,
    a_badge,
    a_status_list,
)

AT = timestamp(NOW)


@dataclass(frozen=True)
class Desk:
    """A folder with the college's DID document and its status list, asked on one day."""

    folder: Path

    def keep(self, name: str, content: JSON | bytes) -> str:
        """Write a file, and give its name."""
        octets = content if isinstance(content, bytes) else json.dumps(content).encode()
        (self.folder / name).write_bytes(octets)
        return str(self.folder / name)

    def verify(self, credential: Any, *options: str, withdrawn: tuple[int, ...] = ()) -> int:
        """Verify a file with everything at hand that it needs."""
        return main(
            [
                "verify",
                self.keep("credential.json", credential),
                *("--did-document", self.keep("did.json", did_document(COLLEGE_DID, [COLLEGE]))),
                *("--status-list", self.keep("list.json", a_status_list(*withdrawn))),
                *("--at", AT),
                *options,
            ]
        )


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Open a desk in an empty folder."""
    return Desk(tmp_path)


TRUST = ("--trust", f"{COLLEGE_DID}={COLLEGE_NAME}")


def test_a_valid_file_of_a_trusted_issuer_is_answered_with_0(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    assert desk.verify(a_badge(), *TRUST) == 0
    said = capsys.readouterr().out
    assert said.startswith("Yes. Whose it is was not asked.\n")
    assert said.count("Passed") == 5
    assert "\x1b" not in said


def test_who_holds_it_counts_once_it_is_asked(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    assert desk.verify(a_badge(), *TRUST, "--holder", ANA.controller) == 0
    assert capsys.readouterr().out.startswith("Yes. All six checks passed.\n")
    assert desk.verify(a_badge(), *TRUST, "--holder", BEN.controller) == 1


def test_a_tampered_file_is_answered_with_1(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    assert desk.verify({**a_badge(), "name": "A better badge"}, *TRUST) == 1
    assert capsys.readouterr().out.startswith("No. It was changed after it was signed.\n")


def test_a_revoked_file_is_answered_with_1(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    assert desk.verify(a_badge(), *TRUST, withdrawn=(STATUS_INDEX,)) == 1
    assert capsys.readouterr().out.startswith("No. The issuer withdrew it.\n")


def test_a_file_of_an_issuer_that_is_not_trusted_is_answered_with_2(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    assert desk.verify(a_badge()) == 2
    assert "Not on your list" in capsys.readouterr().out


def test_a_foreign_file_whose_keys_are_not_at_hand_is_answered_with_2_and_nothing_is_fetched(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    assert desk.verify(a_badge(key=COPYCAT), *TRUST) == 2
    told = capsys.readouterr().out
    assert told.startswith("Not sure yet. Not all that it names is here: name files of it, or add --fetch.\n")
    assert "was not fetched, expected a file of it or --fetch" in told
    assert "Try again" not in told


def test_a_file_without_its_status_list_is_not_wholly_checked(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["verify", desk.keep("b.json", a_badge()), "--at", AT, *TRUST]
    arguments += ["--did-document", desk.keep("did.json", did_document(COLLEGE_DID, [COLLEGE]))]
    assert main(arguments) == 2
    assert "Try again" not in capsys.readouterr().out


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff\xfe", b"a.b.c", b'{"a": 1, "a": 2}'])
def test_what_is_no_credential_is_answered_with_1(desk: Desk, content: bytes) -> None:
    assert desk.verify(content, *TRUST) == 1


def test_the_report_can_be_had_as_json(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    assert desk.verify(a_badge(), "--json") == 2
    report = json.loads(capsys.readouterr().out)
    assert [check["outcome"] for check in report["checks"]] == [
        *("passed", "passed", "unknown", "passed", "passed", "unknown")
    ]


def test_text_of_a_stranger_does_not_steer_the_terminal(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    named = desk.keep("b.json", {**a_badge(), "name": "A\u202ebadge\u2028\u009bbell"})
    assert main(["show", named]) == 0
    said = capsys.readouterr().out
    assert "A badge  bell" in said
    assert "Nothing of this was checked." in said


class Terminal(io.StringIO):
    """Standard output as a person sees it."""

    def isatty(self) -> bool:
        return True


def test_colours_are_for_terminals_and_for_those_who_want_them(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setattr(sys, "stdout", terminal := Terminal())
    desk.verify(a_badge(), *TRUST)
    assert "\x1b[32mPassed" in terminal.getvalue()
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setattr(sys, "stdout", terminal := Terminal())
    desk.verify(a_badge(), *TRUST)
    assert "\x1b" not in terminal.getvalue()


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["unheard"],
        ["verify"],
        ["verify", "x", "--at", "yesterday"],
        ["verify", "x", "--trust", "Riverbend"],
        ["verify", "/nowhere/at/all.json"],
        ["verify", "/"],
        ["issue", "/nowhere/at/all.json", "--key", "/nowhere/key.json"],
    ],
)
def test_what_cannot_be_carried_out_is_answered_with_64(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    try:
        code: object = main(arguments)
    except SystemExit as left:
        code = left.code
    assert code == 64
    assert "Traceback" not in capsys.readouterr().err


def test_a_credential_comes_from_standard_input_of_a_process_of_its_own(desk: Desk) -> None:
    did = desk.keep("did.json", did_document(COLLEGE_DID, [COLLEGE]))
    done = subprocess.run(
        [sys.executable, "-m", "credentials", "verify", "-", "--did-document", did, "--at", AT],
        input=json.dumps(a_badge()),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (2, "")
    assert done.stdout.startswith("Not sure yet. We know the key, not who stands behind it.\n")
