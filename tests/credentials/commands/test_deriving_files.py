"""What `credential derive` and `issue --jwt` write, and that it verifies."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from credentials.__main__ import main
from credentials.commands.key_files import private_jwk, read_key
from credentials.proofs.dids import did_document
from credentials.proofs.keys import P256Key
from tests.credentials.commands.test_making_files import AT, kept
from tests.making import COLLEGE, COLLEGE_DID, a_status_list, an_unsigned_badge


def test_a_badge_is_issued_as_jwt_and_verifies(tmp_path: Path) -> None:
    did = kept(tmp_path, "did.json", did_document(COLLEGE_DID, [COLLEGE]))
    key = kept(tmp_path, "key.json", private_jwk(COLLEGE))
    unsigned, token = (
        kept(tmp_path, "b.json", an_unsigned_badge(credentialStatus=None)),
        str(tmp_path / "b.jwt"),
    )
    assert main(["issue", unsigned, "--key", key, "--jwt", "--out", token]) == 0
    assert main(["show", token]) == 0
    assert main(["verify", token, "--did-document", did, *AT, "--trust", COLLEGE_DID]) == 0


def test_a_learner_lists_what_may_be_left_out_and_shows_the_rest(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    key, did, secured, part = (str(tmp_path / f"{name}.json") for name in ("key", "did", "secured", "part"))
    main(["keygen", key, "--type", "p256", "--did", COLLEGE_DID, "--name", "key-2", "--did-document", did])
    assert isinstance(read_key(key), P256Key)
    unsigned = kept(tmp_path, "b.json", an_unsigned_badge(validUntil="9999-12-31T23:59:59Z"))
    assert main(["issue", unsigned, "--key", key, *AT, "--out", secured]) == 0
    capsys.readouterr()
    assert main(["derive", secured]) == 0
    assert "/evidence/0" in capsys.readouterr().out
    assert main(["derive", secured, "--show", "/credentialSubject/result/0", "--out", part]) == 0
    shown = json.loads(Path(part).read_text())
    assert "evidence" not in shown
    assert shown["credentialSubject"]["result"][0]["value"] == "Proficient"
    (tmp_path / "list.json").write_bytes(a_status_list())
    arguments = ["verify", part, "--did-document", did, *AT, "--trust", COLLEGE_DID, "--json"]
    capsys.readouterr()
    main(arguments)
    outcomes = {one["name"]: one["outcome"] for one in json.loads(capsys.readouterr().out)["checks"]}
    assert {outcomes[name] for name in ("proof", "structure", "issuer", "validity")} == {"passed"}
