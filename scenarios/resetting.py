"""Bringing the seeded world back, whether the demo is running or not.

A running demo owns its data: it is asked through a file in the data folder, starts its sites anew on fresh
data and answers through another file.
"""

import json
import secrets
import time

from scenarios import keeping
from scenarios.launching import PROGRAM, Launch
from scenarios.sites import World, WorldError

REQUEST = "reset.request"
ANSWER = "reset.answer"
PATIENCE = 90.0


def reset(world: World, *, program: str = PROGRAM) -> None:
    """Remove the world's data and seed it again."""
    keeping.prepare(world)
    try:
        with keeping.using(world):
            keeping.empty(world)
            Launch(world, program).seed()
    except keeping.WorldInUseError:
        _ask_the_running_demo(world)


def requested(world: World) -> str | None:
    """Take the request that lies in the folder, if any."""
    try:
        token = (world.folder / REQUEST).read_text()
    except FileNotFoundError:
        return None
    (world.folder / REQUEST).unlink(missing_ok=True)
    return token


def forget_requests(world: World) -> None:
    """Drop a request that outlived the demo that it was meant for."""
    (world.folder / REQUEST).unlink(missing_ok=True)


def answer_request(token: str, launch: Launch) -> None:
    """Restart the sites for whoever asked, and tell them how it went."""
    problem = ""
    try:
        restart(launch)
    except WorldError as error:
        problem = str(error)
        raise
    finally:
        _write_whole(launch.world, ANSWER, json.dumps({"token": token, "problem": problem}))


def restart(launch: Launch) -> None:
    """Start the sites anew on fresh data."""
    launch.stop()
    keeping.empty(launch.world)
    launch.start()


def _ask_the_running_demo(world: World) -> None:
    token = secrets.token_hex(8)
    _write_whole(world, REQUEST, token)
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and keeping.in_use(world):
        problem = _answered(world, token)
        if problem == "":
            return
        if problem:
            raise WorldError(f"The running demo could not be reset: {problem}")
        time.sleep(0.05)
    (world.folder / REQUEST).unlink(missing_ok=True)
    raise WorldError(
        f"The demo running from {world.folder} did not answer: stop it with Ctrl-C and try again."
    )


def _answered(world: World, token: str) -> str | None:
    try:
        answer = json.loads((world.folder / ANSWER).read_text())
    except FileNotFoundError:
        return None
    return str(answer["problem"]) if answer["token"] == token else None


def _write_whole(world: World, name: str, text: str) -> None:
    """Write through a second name, so that a reader finds all of it or nothing."""
    part = world.folder / f"{name}.part"
    part.write_text(text)
    part.replace(world.folder / name)
