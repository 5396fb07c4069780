"""What `credential keygen`, `issue` and `derive` write."""

from __future__ import annotations

import json
import stat
from pathlib import Path
from typing import Any

import pytest

from credentials.__main__ import main
from credentials.commands.key_files import private_jwk, read_key
from credentials.errors import MalformedDocumentError
from credentials.proofs.keys import SigningKey
from credentials.standards.vc import timestamp
from tests.making import COLLEGE, COLLEGE_DID, NOW, a_status_list, an_unsigned_badge

AT = ("--at", timestamp(NOW))


def kept(folder: Path, name: str, content: Any) -> str:
    (folder / name).write_text(json.dumps(content))
    return str(folder / name)


@pytest.mark.parametrize("kind", ["ed25519", "p256"])
def test_a_key_is_kept_for_its_owner_only_and_never_replaced(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    file = tmp_path / "key.json"
    assert main(["keygen", str(file), "--type", kind]) == 0
    said = capsys.readouterr().out
    assert said.startswith("did:key:z")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert read_key(str(file)).controller == said.strip()
    before = file.read_bytes()
    assert main(["keygen", str(file), "--type", kind]) == 64
    assert file.read_bytes() == before


def test_a_secret_is_never_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for options in ([], ["--json"]):
        file = tmp_path / f"key{len(options)}.json"
        main(["keygen", str(file), *options])
        assert json.loads(file.read_text())["d"] not in "".join(capsys.readouterr())


@pytest.mark.parametrize(
    "changes",
    [
        {"kty": "RSA"},
        {"kid": "x"},
        {"kid": None},
        {"d": "AAAA"},
        {"d": "!"},
        {"x": "AAAA"},
        {"crv": "X25519"},
    ],
)
def test_a_file_that_holds_no_key_is_refused(tmp_path: Path, changes: dict[str, Any]) -> None:
    file = kept(tmp_path, "key.json", {**private_jwk(COLLEGE), **changes})
    with pytest.raises((MalformedDocumentError, ValueError)):
        read_key(file)
    assert main(["issue", kept(tmp_path, "b.json", an_unsigned_badge()), "--key", file]) == 1


def test_a_new_key_issues_a_badge_that_verifies(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    key, did, secured = (str(tmp_path / name) for name in ("key.json", "did.json", "secured.json"))
    main(["keygen", key, "--did", COLLEGE_DID, "--did-document", did])
    unsigned = kept(tmp_path, "unsigned.json", an_unsigned_badge())
    assert main(["issue", unsigned, "--key", key, *AT, "--out", secured]) == 0
    main_key = read_key(key)
    assert isinstance(main_key, SigningKey)
    (tmp_path / "list.json").write_bytes(a_status_list(key=main_key))
    arguments = ["verify", secured, "--did-document", did, *AT, "--trust", COLLEGE_DID]
    assert main([*arguments, "--status-list", str(tmp_path / "list.json")]) == 0
    capsys.readouterr()
    assert main(["show", secured]) == 0
    assert "eddsa-rdfc-2022 by did:web:college.example#key-1" in capsys.readouterr().out


def test_nothing_is_issued_for_another_issuer_or_twice(tmp_path: Path) -> None:
    key = str(tmp_path / "key.json")
    main(["keygen", key])
    unsigned = kept(tmp_path, "unsigned.json", an_unsigned_badge())
    assert main(["issue", unsigned, "--key", key]) == 1
    college = kept(tmp_path, "college.json", private_jwk(COLLEGE))
    secured = str(tmp_path / "secured.json")
    assert main(["issue", unsigned, "--key", college, "--out", secured]) == 0
    assert main(["issue", secured, "--key", college]) == 1


def test_what_was_not_signed_for_it_is_not_derived(tmp_path: Path) -> None:
    for content in ({"proof": []}, an_unsigned_badge(credentialStatus=None)):
        assert main(["derive", kept(tmp_path, "b.json", content), "--show", "/name"]) == 1
