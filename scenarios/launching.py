"""Raising the three sites as processes of their own, waiting until they are healthy, and ending them.

What all sites stand on is loaded once, in a process that each site's process is then forked from; on macOS,
whose own libraries do not survive a fork, each starts from nothing.
"""

import errno
import http.client
import json
import multiprocessing
import os
import secrets
import signal
import socket
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from multiprocessing.context import ForkServerContext, SpawnContext
from multiprocessing.process import BaseProcess

from scenarios.sites import NAMES, Site, World, WorldError

PATIENCE = 60.0
GRACE = 5.0
LINES_SHOWN = 12

PROGRAM = "scenarios.serving"
"""The module whose `serve(name)` and `seed(name)` run in a site's process."""


_CONTEXT: SpawnContext | ForkServerContext = (
    multiprocessing.get_context("spawn")
    if sys.platform == "darwin"
    else multiprocessing.get_context("forkserver")
)


class Launch:
    """Three running sites; they end with this process, however it ends."""

    def __init__(self, world: World, program: str = PROGRAM) -> None:
        self.world = world
        self._program = program
        self._processes: dict[str, BaseProcess] = {}

    def start(self, *, patience: float = PATIENCE) -> None:
        """Start all three and wait until each answers for itself; raises WorldError if one does not."""
        refuse_taken_ports(self.world)
        try:
            self._run("serve")
            self._wait_until_healthy(time.monotonic() + patience)
        except BaseException:
            self.stop()
            raise

    def seed(self) -> None:
        """Fill the sites' databases without serving them; raises WorldError if one cannot be filled."""
        self._run("seed")
        for process in self._processes.values():
            process.join()
        failed = [(name, code) for name, process in self._processes.items() if (code := process.exitcode)]
        self.stop()
        for name, code in failed:
            raise WorldError(_last_words(self.world.site(name), code))

    def _run(self, deed: str) -> None:
        _CONTEXT.set_forkserver_preload([self._program])
        for site in self.world.sites:
            self._processes[site.name] = process = _CONTEXT.Process(
                target=_live,
                args=(self._program, deed, site, self.world.environment(site.name)),
                daemon=True,
            )
            process.start()

    def _wait_until_healthy(self, deadline: float) -> None:
        waiting = list(self.world.sites)
        while waiting:
            self.complain_of_the_fallen()
            waiting = [site for site in waiting if not is_healthy(site)]
            if waiting and time.monotonic() > deadline:
                names = " and ".join(site.name for site in waiting)
                raise WorldError(f"The {names} did not become healthy.\n{last_lines(waiting[0])}")
            time.sleep(0.05 if waiting else 0)

    def complain_of_the_fallen(self) -> None:
        """Raise WorldError for the first site whose process has ended by itself."""
        for name, process in self._processes.items():
            if process.exitcode is not None:
                raise WorldError(_last_words(self.world.site(name), process.exitcode))

    def stop(self) -> None:
        """End all three, politely first."""
        for process in self._processes.values():
            process.terminate()
        deadline = time.monotonic() + GRACE
        for process in self._processes.values():
            process.join(max(0.0, deadline - time.monotonic()))
            if process.exitcode is None:
                process.kill()
                process.join()
            process.close()
        self._processes.clear()


@contextmanager
def raised(world: World, *, program: str = PROGRAM) -> Iterator[Launch]:
    """Raise the sites for as long as the block lasts."""
    launch = Launch(world, program)
    try:
        launch.start()
        yield launch
    finally:
        launch.stop()


def _live(program: str, deed: str, site: Site, environment: dict[str, str]) -> None:
    """Be a site's process: its own session, its own environment, everything printed kept in its log."""
    os.setsid()
    with site.log.open("wb", buffering=0) as log:
        for stream in (sys.stdout, sys.stderr):
            os.dup2(log.fileno(), stream.fileno())
    os.environ.clear()
    os.environ.update(environment)
    threading.Thread(target=_end_with_the_launcher, daemon=True).start()
    try:
        getattr(import_module(program), deed)(site.name)
    except WorldError as error:
        sys.exit(str(error))


def _end_with_the_launcher() -> None:
    launcher = multiprocessing.parent_process()
    if launcher:
        launcher.join()
        os.kill(os.getpid(), signal.SIGTERM)


def refuse_taken_ports(world: World) -> None:
    """Raise WorldError when another program listens on a port of the world."""
    for site in world.sites:
        reason = why_not_free(site.port)
        if reason:
            raise WorldError(
                f"Port {site.port} of the {site.name} {reason}: stop that program, or choose other ports with"
                " --base-port (and then another folder with --data)."
            )


def why_not_free(port: int) -> str | None:
    """Say why the port cannot be used, or None when it can."""
    for family, address in ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")):
        with socket.socket(family) as probe:
            probe.settimeout(0.5)
            # A connection also finds those who listen on every address, whom binding misses on macOS.
            if probe.connect_ex((address, port)) == 0:
                return "is taken by another program"
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            return (
                "is taken by another program"
                if error.errno == errno.EADDRINUSE
                else f"is refused ({error.strerror})"
            )
    return None


def free_ports() -> int:
    """Return the first of as many free neighbouring ports as there are sites."""
    for _ in range(50):
        # Below those that a system gives to whoever asks for any: none is taken before a site listens.
        first = 12_000 + secrets.randbelow(20_000)
        if not any(why_not_free(first + number) for number in range(len(NAMES))):
            return first
    raise WorldError("No three free neighbouring ports were found on this machine.")


def is_healthy(site: Site) -> bool:
    """Ask the site whether it is well; whoever else answers on its port does not count."""
    connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=5)
    try:
        connection.request("GET", "/health", headers={"Host": f"localhost:{site.port}"})
        answer = connection.getresponse()
        return answer.status == 200 and json.loads(answer.read(4096)).get("site") == site.name
    except (OSError, http.client.HTTPException, ValueError, AttributeError):
        return False
    finally:
        connection.close()


def last_lines(site: Site, *, count: int = LINES_SHOWN) -> str:
    """Return the end of the site's log, with its place."""
    try:
        lines = site.log.read_text(errors="replace").splitlines()[-count:]
    except OSError:
        lines = []
    return "\n".join((f"{site.log} ends:", *(f"  {line}" for line in lines or ["(nothing was printed)"])))


def _last_words(site: Site, code: int) -> str:
    """Return the sentence of a site that could not start, else how it ended and what it printed."""
    printed = site.log.read_text(errors="replace").strip()
    if code == 1 and printed and "\n" not in printed:
        return printed
    how = f"signal {-code}" if code < 0 else f"exit code {code}"
    return f"The {site.name} stopped ({how}).\n{last_lines(site)}"
