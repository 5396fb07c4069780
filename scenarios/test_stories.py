"""Every story, played by the browser and kept as an album."""

import inspect
import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from scenarios.playing import STORIES, WITH_A_DOWNLOAD, staged, story_named
from scenarios.sites import WorldError
from scenarios.stories import link_to_nice

PUBLISHED = Path(__file__).resolve().parents[1].parent / "shared" / "data" / "frameworks"
NICE = Path(os.environ.get(link_to_nice.WHERE) or PUBLISHED / "nice_cprt_SP_800_181_2_1_0.json")


@pytest.mark.parametrize("name", STORIES)
def test_the_story_goes_as_told(name: str, origins: Mapping[str, str]) -> None:
    with staged(name, origins) as stage:
        story_named(name).play(stage)
    assert stage.album.steps
    assert not any(step.failed for step in stage.album.steps)
    assert (stage.album.folder / "index.html").stat().st_size > 1000


@pytest.mark.skipif(not NICE.is_file(), reason="NIST's NICE Framework is not on this machine")
def test_a_public_framework_is_brought_in_and_linked(
    origins: Mapping[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(link_to_nice.WHERE, str(NICE))
    test_the_story_goes_as_told("link-to-nice", origins)


def test_a_story_without_its_framework_says_where_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(link_to_nice.WHERE, "/nowhere.json")
    with pytest.raises(WorldError, match=r"csrc\.nist\.gov"):
        link_to_nice.nice_file()


@pytest.mark.parametrize("name", (*STORIES, *WITH_A_DOWNLOAD))
def test_a_story_is_told_in_at_most_twenty_lines(name: str) -> None:
    lines = inspect.getsource(story_named(name).play).splitlines()[1:]
    told = [line for line in lines if line.strip() and not line.strip().startswith(('"""', "#"))]
    assert 1 <= len(told) <= 20
