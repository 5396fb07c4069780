"""The demo from start to end, in a process of its own with stand-in sites."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from scenarios.launching import free_ports, is_healthy, why_not_free
from scenarios.resetting import REQUEST, reset
from scenarios.sites import World, WorldError

STAND_IN = "tests.scenarios.stand_in"
HOUSE = Path(__file__).resolve().parents[2]


class Demo:
    """A demo that a person has started and looks at."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.process = subprocess.Popen(
            (sys.executable, "-m", f"{STAND_IN}_demo", str(world.folder), str(world.first_port)),
            cwd=HOUSE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdout is not None
        self.first_line = self.process.stdout.readline()

    def end(self, number: int | None = None) -> tuple[int, str, str]:
        if number is not None:
            self.process.send_signal(number)
        output, errors = self.process.communicate(timeout=60)
        return self.process.returncode, output, errors


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[Demo]:
    demo = Demo(World(tmp_path / "data", free_ports()))
    yield demo
    demo.process.kill()
    demo.process.communicate()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_an_interrupt_ends_all_three_sites_in_good_order(demo: Demo, number: int) -> None:
    assert "Wellspring is running" in demo.first_line
    code, output, errors = demo.end(number)
    assert (code, errors) == (0, "")
    assert output.endswith("All three sites are stopped.\n")
    assert not any(why_not_free(site.port) for site in demo.world.sites)


def test_a_site_that_falls_ends_the_demo_with_its_name_and_last_words(demo: Demo) -> None:
    (demo.world.site("employer").folder / "fall").touch()
    code, _, errors = demo.end()
    assert code == 1
    assert errors.startswith("The employer stopped (exit code 3).\n")
    assert "the employer lost its footing" in errors
    assert not any(why_not_free(site.port) for site in demo.world.sites)


def test_a_second_demo_on_the_same_data_is_refused_in_one_sentence(demo: Demo) -> None:
    code, _, errors = Demo(World(demo.world.folder, demo.world.first_port)).end()
    assert code == 1
    assert f"A demo is already running from {demo.world.folder} (process {demo.process.pid})" in errors
    assert errors.count("\n") == 1


def test_a_reset_renews_the_data_of_a_running_demo(demo: Demo) -> None:
    before = {site.name: site.database.read_text() for site in demo.world.sites}
    reset(demo.world, program=STAND_IN)
    after = {site.name: site.database.read_text() for site in demo.world.sites}
    assert all(before[name] != after[name] for name in before)
    assert all(is_healthy(site) for site in demo.world.sites)
    assert demo.end(signal.SIGINT)[0] == 0


def test_a_second_start_keeps_the_data(demo: Demo) -> None:
    before = {site.name: site.database.read_text() for site in demo.world.sites}
    demo.end(signal.SIGINT)
    again = Demo(demo.world)
    assert {site.name: site.database.read_text() for site in demo.world.sites} == before
    assert again.end(signal.SIGINT)[0] == 0


def test_a_request_that_outlived_its_demo_is_dropped(demo: Demo) -> None:
    demo.end(signal.SIGINT)
    before = demo.world.site("wallet").database.read_text()
    (demo.world.folder / REQUEST).write_text("long ago")
    again = Demo(demo.world)
    assert again.end(signal.SIGINT)[0] == 0
    assert demo.world.site("wallet").database.read_text() == before


def test_a_reset_without_a_running_demo_seeds_anew(demo: Demo) -> None:
    demo.end(signal.SIGINT)
    before = demo.world.site("college").database.read_text()
    reset(demo.world, program=STAND_IN)
    assert demo.world.site("college").database.read_text() != before


def test_a_reset_that_cannot_seed_says_which_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WELLSPRING_STAND_IN", "college falls")
    with pytest.raises(WorldError, match=r"^The college cannot stand"):
        reset(World(tmp_path / "data"), program=STAND_IN)
