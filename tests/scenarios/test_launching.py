"""Raising three processes, waiting for them and ending them; stand-ins take the places of the sites."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from scenarios.keeping import prepare
from scenarios.launching import Launch, free_ports, is_healthy, raised, refuse_taken_ports, why_not_free
from scenarios.sites import World, WorldError

STAND_IN = "tests.scenarios.stand_in"
HOUSE = Path(__file__).resolve().parents[2]


@pytest.fixture
def world(tmp_path: Path) -> World:
    world = World(tmp_path / "data", free_ports())
    prepare(world)
    return world


def test_three_sites_are_healthy_inside_the_block_and_gone_after_it(world: World) -> None:
    with raised(world, program=STAND_IN):
        assert all(is_healthy(site) for site in world.sites)
    assert not any(why_not_free(site.port) for site in world.sites)


def test_a_site_that_cannot_start_is_told_in_its_own_sentence(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WELLSPRING_STAND_IN", "wallet falls")
    with pytest.raises(WorldError, match=r"^The wallet cannot stand\.$"):
        Launch(world, STAND_IN).start()
    assert not any(why_not_free(site.port) for site in world.sites)


def test_who_answers_under_another_name_is_not_healthy(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WELLSPRING_STAND_IN", "employer is another")
    with pytest.raises(WorldError, match="employer did not become healthy"):
        Launch(world, STAND_IN).start(patience=1.0)
    assert not any(why_not_free(site.port) for site in world.sites)


@pytest.mark.parametrize("address", ["127.0.0.1", "0.0.0.0"])
def test_a_taken_port_is_named_before_anything_starts(world: World, address: str) -> None:
    with socket.create_server((address, world.site("wallet").port)):
        with pytest.raises(WorldError, match=f"Port {world.first_port + 1} of the wallet is taken"):
            Launch(world, STAND_IN).start()
        assert not world.site("college").log.exists()


def test_the_sites_end_with_a_launcher_that_is_killed(world: World) -> None:
    demo = subprocess.Popen(
        (sys.executable, "-m", f"{STAND_IN}_demo", str(world.folder), str(world.first_port)),
        stdout=subprocess.PIPE,
        cwd=HOUSE,
    )
    with demo:
        assert demo.stdout is not None
        assert b"running" in demo.stdout.readline()
        os.kill(demo.pid, signal.SIGKILL)
    deadline = time.monotonic() + 60
    while any(why_not_free(site.port) for site in world.sites):
        assert time.monotonic() < deadline, "a site outlived its launcher"
        time.sleep(0.05)
    refuse_taken_ports(world)
