"""Raising the three sites as processes of their own, waiting until they are healthy, and ending them."""

import errno
import http.client
import json
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from scenarios.sites import NAMES, Site, World, WorldError

PATIENCE = 30.0
GRACE = 5.0
LINES_SHOWN = 12

Command = Callable[[str], Sequence[str]]


def serve_command(name: str) -> Sequence[str]:
    """Return the command that runs one site and ends when its standard input is closed."""
    return (sys.executable, "-m", "scenarios.command", "serve", name, "--tied")


class Launch:
    """Three running sites; each is held by a pipe, so they end with this process however it ends."""

    def __init__(self, world: World, command: Command = serve_command) -> None:
        self.world = world
        self._command = command
        self._processes: dict[str, subprocess.Popen[bytes]] = {}

    def start(self, *, patience: float = PATIENCE) -> None:
        """Start all three and wait until each answers for itself; raises WorldError if one does not."""
        refuse_taken_ports(self.world)
        for site in self.world.sites:
            with site.log.open("wb") as log:
                self._processes[site.name] = subprocess.Popen(  # noqa: S603
                    self._command(site.name),
                    env=self.world.environment(site.name),
                    stdin=subprocess.PIPE,
                    stdout=log,
                    stderr=subprocess.STDOUT,
                    start_new_session=True,
                )
        try:
            self._wait_until_healthy(time.monotonic() + patience)
        except WorldError:
            self.stop()
            raise

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
            if process.poll() is not None:
                site = self.world.site(name)
                raise WorldError(f"The {name} stopped ({_ending(process.returncode)}).\n{last_lines(site)}")

    def stop(self) -> None:
        """End all three, politely first."""
        for process in self._processes.values():
            process.terminate()
        deadline = time.monotonic() + GRACE
        for process in self._processes.values():
            try:
                process.wait(max(0.0, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            if process.stdin:
                process.stdin.close()
        self._processes.clear()


@contextmanager
def raised(world: World, *, command: Command = serve_command) -> Iterator[Launch]:
    """Raise the sites for as long as the block lasts."""
    launch = Launch(world, command)
    try:
        launch.start()
        yield launch
    finally:
        launch.stop()


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
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            first: int = probe.getsockname()[1]
        if first + len(NAMES) < 65_536 and not any(
            why_not_free(first + number) for number in range(len(NAMES))
        ):
            return first
    raise WorldError("No three free neighbouring ports were found on this machine.")


def is_healthy(site: Site) -> bool:
    """Ask the site whether it is well; whoever else answers on its port does not count."""
    connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=2)
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


def _ending(code: int) -> str:
    return f"signal {-code}" if code < 0 else f"exit code {code}"
