"""Telling the person where the sites are and whom to sign in as."""

import json
import os
import sys
import webbrowser
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from scenarios.sites import Site, World
from scenarios.terminal import BOLD, coloured, table
from webapp.words import spoken

# People whose records an institution keeps without their signing in there: institution.seeding says so too,
# but loading it would bring the whole database layer into the demo's own process.
KEPT_RECORDS = frozenset({"student", "applicant", "employee"})


def announcement(world: World) -> str:
    """Return the one table: addresses, people, and where the data lies."""
    sites = [
        (site.name.capitalize(), site.origin, _read(site, "institution.json").get("name", ""))
        for site in world.sites
    ]
    parts = [
        coloured("Wellspring is running.", BOLD) + " Stop it with Ctrl-C.",
        table(sites),
        coloured("Sign in as", BOLD),
        table(people(world)),
        f"Data and logs are in {world.folder}; `wellspring reset` brings the first day back.",
    ]
    return "\n\n".join(parts) + "\n"


def people(world: World) -> list[tuple[str, str, str]]:
    """Return the site, the name and the role of everyone who may sign in somewhere."""
    return [
        (site.name.capitalize(), person["name"], spoken(person["role"]))
        for site in world.sites
        for person in _read(site, "people.json").get("people", [])
        if person["role"] not in KEPT_RECORDS
    ]


def open_browser(world: World) -> bool:
    """Open the college's first page where there is a screen; tell whether it was tried."""
    if not has_display(os.environ, sys.platform):
        return False
    try:
        return webbrowser.open(world.site("college").origin)
    except webbrowser.Error:
        return False


def has_display(environ: Mapping[str, str], platform: str) -> bool:
    """Tell whether a browser window could be seen by the person who started this."""
    if environ.get("CI") or environ.get("SSH_CONNECTION"):
        return False
    return platform in ("darwin", "win32") or bool(environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY"))


def _read(site: Site, name: str) -> dict[str, Any]:
    path: Path = site.institution / name
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    return content
