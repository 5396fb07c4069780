"""The board that tells whether this machine can run the demo, and what to do where it cannot."""

import importlib.util
import os
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from scenarios import keeping
from scenarios.browser import NoBrowserError, find_browser
from scenarios.launching import is_healthy, why_not_free
from scenarios.sites import World, WorldError
from scenarios.terminal import GREEN, RED, coloured, say, table

PACKAGES = ("flask", "sqlmodel", "alembic", "pyld", "nacl", "httpx", "waitress", "webapp")
CENTURY = 100 * 366 * 24 * 3600


@dataclass(frozen=True)
class Finding:
    """One line of the board."""

    subject: str
    is_well: bool
    sentence: str


def examine(world: World) -> list[Finding]:
    """Look at everything that the demo stands on; changes nothing but making the data folder."""
    looks: tuple[Callable[[World], Iterator[Finding]], ...] = (
        _python,
        _packages,
        _folder,
        _ports,
        _databases,
        _files,
        _clock,
        _browser,
    )
    return [finding for look in looks for finding in look(world)]


def show(findings: list[Finding]) -> bool:
    """Print the board; tell whether all of it is green."""
    rows = [
        (
            coloured(" well ", GREEN) if finding.is_well else coloured(" UNWELL ", RED),
            finding.subject,
            finding.sentence,
        )
        for finding in findings
    ]
    say(table(rows))
    unwell = sum(not finding.is_well for finding in findings)
    say(
        f"\n{coloured('All is well.', GREEN)}"
        if not unwell
        else f"\n{coloured(f'{unwell} of {len(findings)} need you.', RED)}"
    )
    return not unwell


def _python(_world: World) -> Iterator[Finding]:
    found = ".".join(str(part) for part in sys.version_info[:3])
    yield Finding(
        "Python", sys.version_info >= (3, 11), f"{found} ({sys.executable}), 3.11 or newer is needed"
    )


def _packages(_world: World) -> Iterator[Finding]:
    missing = [name for name in PACKAGES if importlib.util.find_spec(name) is None]
    sentence = (
        f"missing: {', '.join(missing)}; run `make demo` to install them" if missing else "all are installed"
    )
    yield Finding("Packages", not missing, sentence)


def _folder(world: World) -> Iterator[Finding]:
    try:
        keeping.prepare(world)
    except WorldError as error:
        yield Finding("Data folder", False, str(error))
    else:
        yield Finding("Data folder", True, f"{world.folder} can be written")


def _ports(world: World) -> Iterator[Finding]:
    for site in world.sites:
        reason = why_not_free(site.port)
        own = reason is not None and is_healthy(site)
        sentence = f"the {site.name} is running" if own else f"{reason or 'is free'} ({site.name})"
        yield Finding(f"Port {site.port}", own or reason is None, sentence)


def _databases(world: World) -> Iterator[Finding]:
    for site in world.sites:
        subject = f"Database ({site.name})"
        if not site.database.exists():
            yield Finding(subject, True, "none yet; the first start makes it")
            continue
        try:
            with closing(sqlite3.connect(f"{site.database.as_uri()}?mode=ro", uri=True)) as connection:
                answer = str(connection.execute("PRAGMA quick_check(1)").fetchone()[0])
        except sqlite3.Error as error:
            answer = str(error)
        sound = answer == "ok"
        yield Finding(
            subject, sound, "opens and is sound" if sound else f"{answer}; `wellspring reset` makes a new one"
        )


def _files(_world: World) -> Iterator[Finding]:
    for subject, package, pattern in (
        ("htmx", "js_lib_htmx", "static/**/htmx*.js"),
        ("Styles", "webapp", "static/**/*.css"),
    ):
        spec = importlib.util.find_spec(package)
        places = [Path(place) for place in (spec.submodule_search_locations or ())] if spec else []
        present = any(any(place.glob(pattern)) for place in places)
        yield Finding(
            subject, present, "present" if present else f"not in the package {package}; run `make demo` again"
        )


def _clock(_world: World) -> Iterator[Finding]:
    now, written = time.time(), Path(__file__).stat().st_mtime
    shown = datetime.fromtimestamp(now, UTC).strftime("%Y-%m-%d %H:%M UTC")
    sane = written - 60 <= now <= written + CENTURY
    yield Finding(
        "Clock", sane, shown if sane else f"{shown}, which is before this program was written; set the clock"
    )


def _browser(_world: World) -> Iterator[Finding]:
    try:
        browser = find_browser(environ=os.environ)
    except NoBrowserError as error:
        yield Finding("Browser", False, str(error))
        return
    sentence = (
        str(browser.executable or browser.name)
        if browser
        else ("none for the stories; install Chromium or Chrome, or let `make test` fetch one")
    )
    yield Finding("Browser", browser is not None, sentence)
