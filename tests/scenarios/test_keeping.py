"""A data folder belongs to one world, keeps its ports, and is only ever emptied when it bears the mark."""

from pathlib import Path

import pytest

from scenarios.keeping import MARK, WorldInUseError, empty, in_use, prepare, using, world_in
from scenarios.sites import World, WorldError


def test_a_folder_keeps_the_ports_that_it_was_made_for(tmp_path: Path) -> None:
    prepare(world_in(tmp_path / "data", first_port=9001))
    assert world_in(tmp_path / "data").first_port == 9001
    with pytest.raises(WorldError, match="made for ports 9001 to 9003, not 8001 to 8003"):
        world_in(tmp_path / "data", first_port=8001)


def test_a_folder_that_cannot_be_written_is_told_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file in the way")
    with pytest.raises(WorldError, match=r"data cannot be written \(File exists\): choose another"):
        prepare(World(tmp_path / "data"))


def test_someone_elses_folder_is_neither_taken_nor_emptied(tmp_path: Path) -> None:
    (tmp_path / "college").mkdir()
    (tmp_path / "college" / "thesis.txt").write_text("years of work")
    with pytest.raises(WorldError, match="college is there already and is not this demo's"):
        prepare(World(tmp_path))
    with pytest.raises(WorldError, match="does not bear the mark"):
        empty(World(tmp_path))
    assert (tmp_path / "college" / "thesis.txt").exists()


def test_emptying_leaves_whatever_else_is_in_the_folder(tmp_path: Path) -> None:
    world = World(tmp_path)
    prepare(world)
    world.site("wallet").folder.mkdir()
    (tmp_path / "notes.txt").write_text("kept")
    empty(world)
    assert not world.site("wallet").folder.exists()
    assert (tmp_path / "notes.txt").exists()


def test_a_damaged_mark_is_told(tmp_path: Path) -> None:
    (tmp_path / MARK).write_text("{}")
    with pytest.raises(WorldError, match="should hold the demo's first port"):
        world_in(tmp_path)


def test_a_folder_is_used_by_one_demo_at_a_time(tmp_path: Path) -> None:
    world = World(tmp_path)
    prepare(world)
    assert not in_use(world)
    with using(world):
        assert in_use(world)
        with pytest.raises(WorldInUseError, match="A demo is already running"), using(world):
            pass
    assert not in_use(world)
