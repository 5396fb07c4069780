"""The bench of authoring does what it says, to frameworks of the size that it says."""

from pathlib import Path

import pytest

from benchmarks import authoring


@pytest.mark.parametrize(("shape", "items"), [((3000,), 3000), ((15, 19, 10), 3150)])
def test_the_frameworks_have_the_size_that_is_said(shape: tuple[int, ...], items: int) -> None:
    package = authoring.framework("Tree", shape)
    assert len(package["CFItems"]) == len(package["CFAssociations"]) == items


def test_every_page_and_deed_is_timed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(authoring, "SHAPES", {"Tree": ((2, 2, 2), "T1", "T1-2-2", "T2")})
    times = authoring.measure(tmp_path, rounds=1)
    named = {what.removeprefix("Tree: ") for what in times.taken}
    assert {"editor page", "reword", "drag to the far end", "take out a branch", "compare versions"} <= named
    assert "Tree, all of it new: publish" in times.taken
    assert any(line.startswith("Tree: publish ") for line in times.lines())
    assert times.worst > 0
