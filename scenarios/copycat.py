"""A fourth site for a story: a college of somebody else, with the name and logo of the first one copied."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from scenarios.launching import is_healthy, last_lines
from scenarios.sites import INSTITUTIONS, STRANGER, Site, WorldError

PATIENCE = 60.0


@contextmanager
def copycat_college(origins: Mapping[str, str]) -> Iterator[str]:
    """Raise the copy beside the college, with a database and a key of its own, and give its origin."""
    port = (urlsplit(origins["college"]).port or 8001) + STRANGER
    with tempfile.TemporaryDirectory(prefix="wellspring-copycat-") as folder:
        site = Site("college", port, Path(folder) / "college")
        site.folder.mkdir()
        copied = Path(shutil.copytree(INSTITUTIONS / "riverbend-community-college", Path(folder) / "copied"))
        with site.log.open("wb") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "scenarios.command", "serve", "college"],
                env=_environment(site, copied, origins),
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        try:
            _wait(site, process)
            yield site.origin
        finally:
            process.terminate()
            process.wait(10)


def _environment(site: Site, copied: Path, origins: Mapping[str, str]) -> dict[str, str]:
    inherited = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return inherited | {
        "WELLSPRING_SITE": "college",
        "WELLSPRING_ORIGIN": site.origin,
        "WELLSPRING_HOST": "127.0.0.1",
        "WELLSPRING_PORT": str(site.port),
        "WELLSPRING_DATA": str(site.folder),
        "WELLSPRING_INSTITUTION": str(copied),
        "WELLSPRING_DEMO": "1",
        **{f"WELLSPRING_{name.upper()}": origin for name, origin in origins.items()},
    }


def _wait(site: Site, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not is_healthy(site):
        if process.poll() is not None or time.monotonic() > deadline:
            raise WorldError(f"The copied college did not start.\n{last_lines(site)}")
        time.sleep(0.1)
