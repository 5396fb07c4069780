"""Write the next migration of a site: `python -m scenarios.migrating college "Add a table"`."""

import importlib
import sys
import tempfile
from pathlib import Path

from webapp.records import Record
from webapp.storage import Storage


def write_migration(site: str, message: str) -> None:
    """Compare the site's tables with its migrations and write what is missing."""
    app = importlib.import_module(f"{site}.app")
    versions = Path(str(app.__file__)).parent / "migrations"
    versions.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        storage = Storage(
            f"sqlite:///{folder}/empty.sqlite", versions=versions, metadata=[Record.metadata, *app.TABLES]
        )
        storage.upgrade()
        storage.write_migration(message)


if __name__ == "__main__":
    write_migration(sys.argv[1], sys.argv[2])
