"""Keeping a world's data folder: whose it is, who uses it now, and emptying it."""

import fcntl
import json
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from scenarios.sites import FIRST_PORT, World, WorldError

MARK = "wellspring.json"
LOCK = "demo.lock"


class WorldInUseError(WorldError):
    """Raised when another process is running the demo of this data folder."""


def world_in(folder: Path, *, first_port: int | None = None) -> World:
    """Return the world that a folder holds, or a new one on the given or usual ports.

    The ports are part of every identifier in the data, so a world keeps those that it was made for.
    """
    folder = folder.expanduser().absolute()
    made_for = _first_port(folder)
    if made_for and first_port and made_for != first_port:
        raise WorldError(
            f"The data in {folder} was made for ports {made_for} to {made_for + 2}, not {first_port} to"
            f" {first_port + 2}: leave --base-port out, or choose another folder with --data."
        )
    return World(folder, made_for or first_port or FIRST_PORT)


def prepare(world: World) -> None:
    """Make the folder ready to be written and mark it, so that only a marked one is ever emptied."""
    folder = world.folder
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise WorldError(
            f"The data folder {folder} cannot be written ({error.strerror}): choose another with --data."
        ) from error
    if (folder / MARK).exists():
        return
    for site in world.sites:
        if site.folder.exists():
            raise WorldError(
                f"{site.folder} is there already and is not this demo's: choose another folder with --data."
            )
    (folder / MARK).write_text(json.dumps({"first_port": world.first_port}) + "\n")


def empty(world: World) -> None:
    """Remove what the three sites keep; the folder, its mark and the logs stay."""
    if not (world.folder / MARK).exists():
        raise WorldError(f"{world.folder} does not bear the mark of a demo, so nothing in it was removed.")
    for site in world.sites:
        try:
            if site.folder.exists():
                shutil.rmtree(site.folder)
        except OSError as error:
            raise WorldError(f"{site.folder} cannot be removed ({error.strerror}).") from error


@contextmanager
def using(world: World) -> Iterator[None]:
    """Hold the folder for this process alone; the system lets go of it however the process ends."""
    with (world.folder / LOCK).open("a+") as lock:
        if not _lock(lock):
            lock.seek(0)
            raise WorldInUseError(
                f"A demo is already running from {world.folder} (process {lock.read().strip() or 'unknown'}):"
                " stop it with Ctrl-C, or choose another folder with --data and other ports with --base-port."
            )
        lock.truncate(0)
        lock.write(f"{os.getpid()}\n")
        lock.flush()
        yield


def in_use(world: World) -> bool:
    """Tell whether a demo is running from the folder."""
    try:
        with (world.folder / LOCK).open("a+") as lock:
            return not _lock(lock)
    except OSError:
        return False


def _lock(file: TextIO) -> bool:
    # Whoever merely asks holds the lock for a moment: a second look tells them from a running demo.
    for pause in (0.05, 0.1, 0):
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            time.sleep(pause)
        else:
            return True
    return False


def _first_port(folder: Path) -> int | None:
    try:
        return int(json.loads((folder / MARK).read_text())["first_port"])
    except OSError:
        return None
    except (ValueError, KeyError, TypeError) as error:
        raise WorldError(
            f"{folder / MARK} should hold the demo's first port and does not: remove the folder."
        ) from error
