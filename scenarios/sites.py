"""The three sites of a world: their ports, origins, folders and settings."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

NAMES = ("college", "wallet", "employer")
FIRST_PORT = 8001
# Ports above the first one where stories raise a second college, and a stranger's copy of the first.
SECOND_COLLEGE, STRANGER = 4, 8
INSTITUTIONS = Path(__file__).parent / "institutions"
INSTITUTION_FOLDERS = {
    "college": "riverbend-community-college",
    "wallet": "wellspring-wallet",
    "employer": "northgate-utilities",
}


class WorldError(Exception):
    """Raised when a world cannot be raised, kept or reset; its text is one sentence for the person."""


@dataclass(frozen=True)
class Site:
    """One site: what it is called and where it lives."""

    name: str
    port: int
    folder: Path

    @property
    def origin(self) -> str:
        """Return the origin that browsers, peers and signed documents know the site by."""
        return f"http://localhost:{self.port}"

    @property
    def log(self) -> Path:
        """Return the file that takes what the site's process prints."""
        return self.folder.with_suffix(".log")

    @property
    def database(self) -> Path:
        """Return the site's SQLite file."""
        return self.folder / f"{self.name}.sqlite"

    @property
    def institution(self) -> Path:
        """Return the folder of the sample institution that the site plays."""
        return INSTITUTIONS / INSTITUTION_FOLDERS[self.name]


@dataclass(frozen=True)
class World:
    """A data folder and the three sites that keep their data in it."""

    folder: Path
    first_port: int = FIRST_PORT

    @property
    def sites(self) -> tuple[Site, ...]:
        """Return college, wallet and employer in that order, on consecutive ports."""
        return tuple(self._site(number, name) for number, name in enumerate(NAMES))

    def site(self, name: str) -> Site:
        """Return the site of that name."""
        return self._site(NAMES.index(name), name)

    def _site(self, number: int, name: str) -> Site:
        return Site(name, self.first_port + number, self.folder / name)

    def settings(self, name: str) -> dict[str, str]:
        """Return the environment variables that make a process this site of this world."""
        site = self.site(name)
        return {
            "WELLSPRING_SITE": name,
            "WELLSPRING_ORIGIN": site.origin,
            "WELLSPRING_HOST": "127.0.0.1",
            "WELLSPRING_PORT": str(site.port),
            "WELLSPRING_DATA": str(site.folder),
            "WELLSPRING_INSTITUTION": str(site.institution),
            "WELLSPRING_PEERS": ",".join(
                f"http://localhost:{self.first_port + above}" for above in (SECOND_COLLEGE, STRANGER)
            ),
            "WELLSPRING_DEMO": "1",
        } | {f"WELLSPRING_{peer.name.upper()}": peer.origin for peer in self.sites}

    def environment(self, name: str, environ: Mapping[str, str] = os.environ) -> dict[str, str]:
        """Return a whole environment for that site's process.

        DATABASE_URL names one database, which cannot hold three sites, so a world goes without it.
        """
        inherited = {key: value for key, value in environ.items() if key != "DATABASE_URL"}
        return inherited | self.settings(name) | {"PYTHONUNBUFFERED": "1"}
