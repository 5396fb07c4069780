"""What `credential bake` and `unbake` write, and that a baked picture is verified like any other file."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from PIL import Image

from credentials.__main__ import main
from credentials.proofs.dids import did_document
from tests.credentials.commands.test_making_files import AT, kept
from tests.making import COLLEGE, COLLEGE_DID, a_badge

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"><rect width="8" height="8"/></svg>'


def a_png() -> bytes:
    drawn = io.BytesIO()
    Image.new("RGB", (8, 8), "navy").save(drawn, "PNG")
    return drawn.getvalue()


@pytest.mark.parametrize(("name", "picture"), [("badge.png", a_png()), ("badge.svg", SVG)])
def test_a_badge_goes_into_a_picture_and_comes_out_as_it_was(
    tmp_path: Path, name: str, picture: bytes
) -> None:
    (tmp_path / name).write_bytes(picture)
    badge, baked, out = (
        kept(tmp_path, "b.json", a_badge()),
        str(tmp_path / f"baked-{name}"),
        tmp_path / "out.json",
    )
    assert main(["bake", str(tmp_path / name), badge, "--out", baked]) == 0
    assert main(["unbake", baked, "--out", str(out)]) == 0
    assert json.loads(out.read_text()) == a_badge()
    did = kept(tmp_path, "did.json", did_document(COLLEGE_DID, [COLLEGE]))
    assert main(["verify", baked, "--did-document", did, *AT, "--trust", COLLEGE_DID]) == 2
    assert main(["bake", baked, badge, "--out", str(tmp_path / "twice")]) == 1


def test_a_picture_without_a_badge_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "plain.png").write_bytes(a_png())
    assert main(["unbake", str(tmp_path / "plain.png")]) == 1
    assert main(["verify", str(tmp_path / "plain.png")]) == 1
    assert "found 0 credentials in the picture" in capsys.readouterr().err


def test_an_unsigned_badge_is_not_baked(tmp_path: Path) -> None:
    (tmp_path / "plain.svg").write_bytes(SVG)
    unsigned = kept(tmp_path, "b.json", {**a_badge(), "proof": []})
    assert main(["bake", str(tmp_path / "plain.svg"), unsigned, "--out", str(tmp_path / "x.svg")]) == 1
