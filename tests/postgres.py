"""A throw-away PostgreSQL cluster for the storage tests, where its programs are found."""

import getpass
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

PATIENCE = 120.0
LOG = "server.log"
UNPRIVILEGED = ("postgres", "nobody")
# The shell holds the server: when its standard input closes, however the tests end, both go with the folder.
KEEPER = '"$0" "$@" & server=$!; read -r _; kill -QUIT "$server"; wait "$server"; rm -rf "$PGDATA"'
FAST = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "shared_buffers=32MB",
    "max_connections=50",
)


def throwaway_cluster() -> Iterator[str]:
    """Yield the address of an empty database on a new cluster; skip with a reason where none can be made.

    The cluster listens on a socket in its own folder only, so it meets no other server.
    """
    programs = _programs()
    user = _user()
    folder = Path(tempfile.mkdtemp(prefix="wellspring-pg-", dir="/tmp"))
    try:
        owner = pwd.getpwnam(user)
        os.chown(folder, owner.pw_uid, owner.pw_gid)
        _make(programs, folder, user)
        with _server(programs, folder, user) as server:
            try:
                _wait_until_it_answers(folder, server)
                yield f"postgresql+psycopg://postgres@/postgres?host={folder}"
            finally:
                assert server.stdin is not None
                server.stdin.close()
                server.wait(PATIENCE)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _programs() -> Path:
    on_path = shutil.which("initdb")
    folders = [Path(on_path).resolve().parent] if on_path else []
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    folders += [
        Path("/usr/local/bin"),
        Path("/opt/homebrew/bin"),
        *Path("/opt/homebrew/opt").glob("postgresql*/bin"),
    ]
    for folder in folders:
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    pytest.skip("PostgreSQL's initdb and postgres are not on this machine")


def _user() -> str:
    """Return who runs the server: PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return getpass.getuser()
    for name in UNPRIVILEGED:
        try:
            return pwd.getpwnam(name).pw_name
        except KeyError:
            continue
    pytest.skip(f"PostgreSQL does not run as root, and none of the users {', '.join(UNPRIVILEGED)} exists")


def _as(user: str) -> dict[str, Any]:
    if os.geteuid() != 0:
        return {}
    owner = pwd.getpwnam(user)
    return {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}


def _make(programs: Path, folder: Path, user: str) -> None:
    subprocess.run(
        (
            *(str(programs / "initdb"), "--pgdata", str(folder), "--username", "postgres", "--auth", "trust"),
            *("--encoding", "UTF8", "--locale", "C", "--no-sync", "--no-instructions"),
        ),
        check=True,
        capture_output=True,
        cwd=folder,
        **_as(user),
    )


def _server(programs: Path, folder: Path, user: str) -> subprocess.Popen[bytes]:
    settings = [part for setting in FAST for part in ("-c", setting)]
    sockets = ("-c", "listen_addresses=", "-c", f"unix_socket_directories={folder}")
    with (folder / LOG).open("wb") as log:
        return subprocess.Popen(
            ("sh", "-c", KEEPER, str(programs / "postgres"), "-D", str(folder), *sockets, *settings),
            env=os.environ | {"PGDATA": str(folder)},
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=log,
            start_new_session=True,
            cwd=folder,
            **_as(user),
        )


def _wait_until_it_answers(folder: Path, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            psycopg.connect(host=str(folder), user="postgres", dbname="postgres").close()
        except psycopg.OperationalError as error:
            if server.poll() is not None or time.monotonic() > deadline:
                log = (folder / LOG).read_text(errors="replace")
                raise AssertionError(f"PostgreSQL did not start: {log[-2000:]}") from error
            time.sleep(0.05)
        else:
            return
