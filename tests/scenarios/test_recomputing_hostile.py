"""A receipt that somebody meddled with never passes, whatever the place and whatever else is handed in."""

import copy
import http.server
import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from credentials.proofs.did_documents import did_document
from credentials.proofs.keys import SigningKey
from scenarios.command import main
from skills.recomputing import ReceiptError, recompute
from tests.making import COLLEGE, COLLEGE_DID
from tests.scenarios.test_recomputing import run, signed, unsigned

JSON = dict[str, Any]
Place = tuple[str | int, ...]
RECEIPT = signed()
OUTPUTS = ("score", "exactScore", "band", "met", "partly", "missing", "notCounted", "scoreFraction")
COMPUTED = ("outcome", "quality", "exactQuality", "byParts", "ways", "notCounted")


def leaves(value: Any, place: Place = ()) -> Iterator[Place]:
    """Give the place of every value that holds no others."""
    if isinstance(value, dict | list) and value:
        pairs = value.items() if isinstance(value, dict) else enumerate(value)
        for name, inner in pairs:
            yield from leaves(inner, (*place, name))
    else:
        yield place


def other(value: Any) -> Any:
    """Give another value of the same type."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    if isinstance(value, str):
        return "1/3" if value and value[0].isdigit() else f"{value}x"
    return "something" if value is None else type(value)([("x", 1)] if isinstance(value, dict) else ["x"])


def changed(receipt: JSON, place: Place, *, to: Any = None) -> JSON:
    """Change one leaf of a receipt."""
    meddled = copy.deepcopy(receipt)
    inner: Any = meddled
    for name in place[:-1]:
        inner = inner[name]
    inner[place[-1]] = other(inner[place[-1]]) if to is None else to
    return meddled


def shown(place: Place) -> str:
    return ".".join(map(str, place))


@pytest.mark.parametrize("place", [*leaves(RECEIPT)], ids=shown)
def test_no_leaf_can_be_changed_after_it_was_signed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], place: Place
) -> None:
    for meddled in (changed(RECEIPT, place), changed(RECEIPT, place, to=[1]), changed(RECEIPT, place, to="")):
        if meddled != RECEIPT:
            assert run(tmp_path, meddled) in (1, 4)
            assert capsys.readouterr().err


def results() -> Iterator[Place]:
    """Give the leaves that follow from the rest of a receipt."""
    for place in leaves(unsigned()):
        if place[0] in OUTPUTS or (place[0] == "requirements" and place[2] in COMPUTED):
            yield place


@pytest.mark.parametrize("place", [*results()], ids=shown)
def test_no_result_can_be_signed_that_does_not_follow(place: Place) -> None:
    meddled = changed(unsigned(), place)
    assert recompute(meddled) != []


def test_a_member_that_is_left_out_is_not_one_that_says_nothing() -> None:
    receipt = unsigned()
    way = receipt["requirements"][0]["ways"][0]
    del way["level"]
    assert [one.place for one in recompute(receipt)] == ["requirements[0].ways[0].level"]


@pytest.mark.parametrize("wrong", [None, 1, True, [], {}])
@pytest.mark.parametrize("member", ["id", "type", "origin", "destination", "source"])
def test_what_must_be_text_is_not_taken_for_text(member: str, wrong: object) -> None:
    receipt = unsigned()
    receipt["graph"]["links"][0][member] = wrong
    with pytest.raises(ReceiptError, match="expected text"):
        recompute(receipt)


def test_a_receipt_that_would_keep_a_machine_busy_for_hours_is_given_up() -> None:
    receipt = unsigned()
    items = [f"u:{n}" for n in range(60)]
    receipt["graph"]["items"] = [{"uri": u, "title": "", "code": "", "framework": ""} for u in items]
    link = receipt["graph"]["links"][0]
    receipt["graph"]["links"] = [
        {**link, "id": f"l{n}", "type": "exactMatchOf", "origin": items[n % 60], "destination": items[n % 59]}
        for n in range(20_000)
    ]
    receipt["evidence"][0]["items"] = dict.fromkeys(items)
    receipt["settings"]["most_steps"] = 12
    with pytest.raises(ReceiptError, match="more steps between its items than can be looked at"):
        recompute(receipt)


WHOLE = json.dumps(RECEIPT)
FILES = {
    "cut off": WHOLE[: len(WHOLE) // 2],
    "empty": "",
    "a list": "[]",
    "without end": WHOLE[:-1] + ',"x":"' + "x" * 4_200_000 + '"}',
    "nested without end": '{"type":' + "[" * 50_000,
    "a member twice": WHOLE[:-1] + ',"score":"100.00"}',
    "a number that is none": WHOLE[:-1] + ',"x":NaN}',
    "wrong types": json.dumps({**RECEIPT, "settings": []}),
    "a type in a list": json.dumps({**RECEIPT, "type": ["ScoreReceipt"]}),
}


@pytest.mark.parametrize("case", FILES)
def test_a_file_that_is_no_receipt_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], case: str
) -> None:
    assert run(tmp_path, FILES[case]) == 1
    assert len(capsys.readouterr().err) < 1_000


def test_an_older_code_that_came_to_the_same_is_told_and_is_no_failure(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = {"name": "wellspring", "version": "0.0.1", "rules": "sha256:0"}
    assert run(tmp_path, signed(code=code)) == 0
    assert "computed by other code than this: wellspring 0.0.1" in capsys.readouterr().out


OTHER_KEY = SigningKey(bytes(32), COLLEGE_DID, f"{COLLEGE_DID}#key-1")
DOCUMENTS: dict[str, tuple[JSON, int]] = {
    "the signer's": (did_document(COLLEGE_DID, [COLLEGE]), 0),
    "of somebody else": ({**did_document(COLLEGE_DID, [COLLEGE]), "id": "did:web:other.example"}, 4),
    "with another key": (did_document(COLLEGE_DID, [OTHER_KEY]), 4),
    "without any key": (did_document(COLLEGE_DID, []), 4),
    "with nothing in it": ({}, 4),
}


@pytest.mark.parametrize("case", DOCUMENTS)
def test_only_the_signers_own_document_will_do(tmp_path: Path, case: str) -> None:
    document, status = DOCUMENTS[case]
    (tmp_path / "other.json").write_text(json.dumps(document), encoding="utf-8")
    assert run(tmp_path, RECEIPT, "--did-document", str(tmp_path / "other.json")) == status


class Answering(http.server.BaseHTTPRequestHandler):
    """Answer every request the same."""

    answer: tuple[int, bytes] = (200, b"")

    def do_GET(self) -> None:
        """Answer one request."""
        self.send_response(self.answer[0])
        self.end_headers()
        self.wfile.write(self.answer[1])

    def log_message(self, *_: object) -> None:
        """Say nothing."""


ANSWERS: dict[str, tuple[int, bytes | None, int]] = {
    "its document": (200, None, 0),
    "a document that somebody else has": (200, json.dumps(did_document(COLLEGE_DID, [COLLEGE])).encode(), 4),
    "a page": (200, b"<!doctype html>", 5),
    "that there is nothing": (404, None, 5),
    "that it has moved": (302, None, 5),
    "without end": (200, b" " * 300_000, 5),
    "half": (200, b'{"id":', 5),
}


@pytest.mark.parametrize("case", ANSWERS)
def test_what_a_site_answers_decides_whether_the_signature_was_checked(tmp_path: Path, case: str) -> None:
    code, body, status = ANSWERS[case]
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answering) as server:
        did = f"did:web:localhost%3A{server.server_port}"
        key = SigningKey(bytes(32), did, f"{did}#key-1")
        own = json.dumps(did_document(did, [key])).encode()
        Answering.answer = (code, own if body is None else body)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        (tmp_path / "receipt.json").write_text(json.dumps(signed(key, issuer=did)), encoding="utf-8")
        try:
            assert main(["recompute", str(tmp_path / "receipt.json"), "--fetch"]) == status
        finally:
            server.shutdown()
