"""Finding the browser that plays the stories: one that is installed, else Playwright's own, else Debian's."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

COMMANDS = (
    "chromium",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "chromium-browser",
    "microsoft-edge",
)
PLACES = (
    "/usr/lib/chromium/chromium",
    "/opt/google/chrome/chrome",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "~/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "~/Applications/Chromium.app/Contents/MacOS/Chromium",
)
# A story talks to three sites on this machine only: the browser's errands to its maker are noise and delay.
ARGUMENTS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
)


class NoBrowserError(Exception):
    """Raised when no browser can be had; its text is one sentence for the person."""


@dataclass(frozen=True)
class Browser:
    """A Chromium that Playwright can launch; without an executable it is Playwright's own."""

    name: str
    executable: Path | None = None

    def launch_options(self, *, headed: bool = False, slow: bool = False) -> dict[str, Any]:
        """Return the arguments of Playwright's `chromium.launch`, which adds --no-sandbox by default."""
        return {
            "executable_path": str(self.executable) if self.executable else None,
            "headless": not headed,
            "slow_mo": 700 if slow else 0,
            "args": list(ARGUMENTS),
        }


def find_browser(*, environ: Mapping[str, str] = os.environ) -> Browser | None:
    """Return a browser that is on this machine, the chosen one (WELLSPRING_BROWSER) first, or None."""
    chosen = environ.get("WELLSPRING_BROWSER")
    if chosen:
        found = shutil.which(chosen)
        if not found:
            raise NoBrowserError(
                f"WELLSPRING_BROWSER names {chosen}, which is not a program on this machine."
            )
        return Browser(Path(found).name, Path(found))
    installed = next((path for path in _candidates(environ) if not _is_snap(path)), None)
    if installed:
        return Browser(installed.name, installed)
    return Browser("Playwright's Chromium") if _playwright_has_its_own(environ) else None


def obtain_browser(*, environ: Mapping[str, str] = os.environ) -> Browser:
    """Return a browser, fetching one if there is none; raises NoBrowserError if every way fails."""
    for way in (None, _download, _install_from_debian):
        if way:
            way()
        browser = find_browser(environ=environ)
        if browser:
            return browser
    raise NoBrowserError(
        "The stories need a browser and none can be had here: install Chromium or Chrome, or set"
        " WELLSPRING_BROWSER to the path of one."
    )


def _candidates(environ: Mapping[str, str]) -> Iterable[Path]:
    for command in COMMANDS:
        found = shutil.which(command, path=environ.get("PATH", os.defpath))
        if found:
            yield Path(found)
    yield from (path for path in (Path(place).expanduser() for place in PLACES) if path.is_file())


def _is_snap(path: Path) -> bool:
    """Tell whether it is Ubuntu's snap, which cannot see the profile that Playwright makes in /tmp."""
    if "snap" in path.resolve().parts:
        return True
    with path.open("rb") as file:
        start = file.read(4096)
    return start.startswith(b"#!") and b"/snap/" in start


def _playwright_has_its_own(environ: Mapping[str, str]) -> bool:
    usual = "~/Library/Caches/ms-playwright" if sys.platform == "darwin" else "~/.cache/ms-playwright"
    folder = Path(environ.get("PLAYWRIGHT_BROWSERS_PATH") or usual).expanduser()
    return any(folder.glob("chromium*/INSTALLATION_COMPLETE"))


def _download() -> None:
    _try(sys.executable, "-m", "playwright", "install", "chromium")


def _install_from_debian() -> None:
    if shutil.which("apt-get") and os.geteuid() == 0:
        _try("apt-get", "update", "-qq")
        # Whoever else installs at this moment is waited for: perhaps another test, for the same browser.
        wait = ("-o", "DPkg::Lock::Timeout=240")
        _try("apt-get", *wait, "install", "-y", "-qq", "--no-install-recommends", "chromium")


def _try(*command: str) -> None:
    """Run a command whose failure only means that the next way is tried."""
    try:
        subprocess.run(  # noqa: S603
            command,
            capture_output=True,
            timeout=300,
            check=False,
            env=os.environ | {"DEBIAN_FRONTEND": "noninteractive"},
        )
    except (OSError, subprocess.TimeoutExpired):
        return
