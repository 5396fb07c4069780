"""Every story, played by the browser and kept as an album."""

import inspect
from collections.abc import Mapping

import pytest

from scenarios.playing import STORIES, staged, story_named


@pytest.mark.parametrize("name", STORIES)
def test_the_story_goes_as_told(name: str, origins: Mapping[str, str]) -> None:
    with staged(name, origins) as stage:
        story_named(name).play(stage)
    assert stage.album.steps
    assert not any(step.failed for step in stage.album.steps)
    assert (stage.album.folder / "index.html").stat().st_size > 1000


@pytest.mark.parametrize("name", STORIES)
def test_a_story_is_told_in_at_most_twenty_lines(name: str) -> None:
    lines = inspect.getsource(story_named(name).play).splitlines()[1:]
    told = [line for line in lines if line.strip() and not line.strip().startswith(('"""', "#"))]
    assert 1 <= len(told) <= 20
