"""The command that checks a score receipt: who signed it, and whether it comes out again."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from credentials.proofs.did_documents import did_document
from credentials.proofs.eddsa_jcs_2022 import add_proof
from credentials.proofs.keys import SigningKey
from scenarios.command import main
from skills.matching import match
from skills.recomputing import receipt_json
from tests.making import COLLEGE, COLLEGE_DID
from tests.skills.graphs import a_graph, asked, holding

JSON = dict[str, Any]
NOW = datetime(2026, 8, 17, 9, tzinfo=UTC)


def unsigned(**changes: Any) -> JSON:
    graph, pieces = a_graph((12, "isRelatedTo", 11)), [holding(12)]
    found = match([asked(11)], pieces, graph)
    written = receipt_json(found, pieces, graph, checks={}, digests={}, head={"issuer": COLLEGE_DID})
    return {**written, **changes}


def signed(key: SigningKey = COLLEGE, **changes: Any) -> JSON:
    return add_proof(unsigned(**changes), key=key, created=NOW)


def run(folder: Path, receipt: object, *more: str) -> int:
    file, document = folder / "receipt.json", folder / "did.json"
    file.write_text(receipt if isinstance(receipt, str) else json.dumps(receipt), encoding="utf-8")
    document.write_text(json.dumps(did_document(COLLEGE_DID, [COLLEGE])), encoding="utf-8")
    keyed = more or ("--did-document", str(document))
    return main(["recompute", str(file), *keyed])


def test_a_receipt_that_comes_out_again_is_told_with_who_signed_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tmp_path, signed()) == 0
    shown = capsys.readouterr()
    assert f"Signed by {COLLEGE_DID}, and unchanged since." in shown.out
    assert "Computed again: 50.00 of 100 (0.00 from exact links)." in shown.out
    assert shown.err == ""


CASES: dict[str, tuple[Callable[[], object], int, str]] = {
    "a score that was signed and is wrong": (
        lambda: signed(score="80.00"),
        3,
        "score: the receipt states '80.00', computed '50.00'",
    ),
    "a score changed after it was signed": (lambda: {**signed(), "score": "80.00"}, 4, "does not hold"),
    "a receipt without a signature": (unsigned, 4, "found no proof"),
    "a receipt signed by somebody else than it names": (
        lambda: signed(issuer="did:web:other.example"),
        4,
        "the receipt names 'did:web:other.example'",
    ),
    "another document": (lambda: {"type": "Invoice"}, 1, "found the type 'Invoice', expected ScoreReceipt"),
    "no JSON": (lambda: "{", 1, "is no JSON document"),
    "computed by other code": (
        lambda: signed(code={"name": "wellspring", "version": "9", "rules": "sha256:1"}, band="strong"),
        3,
        "computed by other code than this: wellspring 9",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_what_is_wrong_is_said_with_an_exit_code_of_its_own(
    case: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    receipt, status, told = CASES[case]
    assert run(tmp_path, receipt()) == status
    assert told in capsys.readouterr().err


def test_without_a_key_the_figures_are_computed_and_the_signature_is_said_to_be_unchecked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "receipt.json"
    file.write_text(json.dumps(signed()), encoding="utf-8")
    assert main(["recompute", str(file)]) == 5
    shown = capsys.readouterr()
    assert "The signature was not checked" in shown.err
    assert "Computed again: 50.00" in shown.out


def test_a_key_that_is_its_own_document_needs_none(tmp_path: Path) -> None:
    key = SigningKey.for_holder(bytes(32))
    file = tmp_path / "receipt.json"
    file.write_text(json.dumps(signed(key, issuer=key.controller)), encoding="utf-8")
    assert main(["recompute", str(file)]) == 0


def test_a_site_that_does_not_answer_leaves_the_signature_unchecked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    key = SigningKey(COLLEGE.seed, "did:web:localhost%3A9", "did:web:localhost%3A9#key-1")
    assert run(tmp_path, signed(key, issuer=key.controller), "--fetch") == 5
    assert "http://localhost:9/.well-known/did.json does not answer" in capsys.readouterr().err


def test_a_file_that_is_not_there_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["recompute", str(tmp_path / "none.json")]) == 1
    assert "cannot be read" in capsys.readouterr().err
