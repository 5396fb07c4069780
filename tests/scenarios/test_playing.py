"""Where a story is played, and what is said about it."""

from pathlib import Path

import pytest

from scenarios import playing
from scenarios.sites import World

ELSEWHERE = {name: f"http://{name}.example" for name in ("college", "wallet", "employer")}


def test_at_a_running_demo_it_is_said_that_the_story_adds_to_what_is_there(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(playing, "_running_demo", lambda: World(tmp_path, 9001))
    with playing.sites_for(None) as where:
        assert where["wallet"] == "http://localhost:9002"
    assert "`wellspring reset` brings the first day back" in capsys.readouterr().out


def test_at_sites_that_were_named_nothing_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    with playing.sites_for(ELSEWHERE) as where:
        assert where == ELSEWHERE
    assert capsys.readouterr().out == ""
