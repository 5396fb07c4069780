"""Run all contests and print the table."""

from __future__ import annotations

import argparse
import os
import platform
import sys
from concurrent.futures import Executor, ProcessPoolExecutor
from importlib.metadata import version
from multiprocessing import get_context

from benchmarks import by_others, by_us
from benchmarks.rounds import Contest, play

US, PYLD, OTHER = "this library", "PyLD", "openbadgeslib"


def main() -> None:
    """Measure as told on the command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5, help="how often each way has its turn")
    parser.add_argument("--seconds", type=float, default=1.0, help="how long a turn takes")
    parser.add_argument("--busy", action="store_true", help="count processor time where one process works")
    given = parser.parse_args()
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as executor:
        contests = make_contests(executor)
        play(contests, rounds=given.rounds, seconds=given.seconds, told=_tell, busy=given.busy)
    _tell("\n".join(table(contests)))


def make_contests(executor: Executor) -> list[Contest]:
    """Set up what is measured, with the goals of the project in documents a second."""
    return [
        Contest(
            "verify an Open Badge",
            1_000,
            {
                US: by_us.verifying_a_badge(),
                PYLD: by_others.verifying_badges_by_pyld(),
                OTHER: by_others.verifying_badges_by_openbadgeslib(),
            },
        ),
        Contest(
            "... its proof alone",
            None,
            {
                US: by_us.verifying_a_proof(),
                PYLD: by_others.verifying_badges_by_pyld(),
                OTHER: by_others.verifying_proofs_by_openbadgeslib(),
            },
        ),
        Contest(
            "sign an Open Badge",
            1_500,
            {
                US: by_us.signing(),
                PYLD: by_others.signing_by_pyld(),
                OTHER: by_others.signing_by_openbadgeslib(),
            },
        ),
        Contest(
            "verify a record of 20 badges",
            40,
            {
                US: by_us.verifying_a_record(),
                PYLD: by_others.verifying_a_record_by_pyld(),
                OTHER: by_others.verifying_a_record_by_openbadgeslib(),
            },
        ),
        Contest(
            "issue a batch, two processes",
            6_000,
            {
                US: by_us.issuing_from_a_template(executor),
                PYLD: by_others.issuing_by_pyld(executor),
                OTHER: by_others.issuing_by_openbadgeslib(executor),
            },
            elsewhere=True,
        ),
        Contest("... by one process", None, {US: by_us.issuing_from_a_template(None)}),
        Contest(
            "verify a badge as VC-JWT",
            4_000,
            {US: by_us.verifying_a_token(), OTHER: by_others.verifying_tokens_by_openbadgeslib()},
        ),
    ]


def table(contests: list[Contest]) -> list[str]:
    """Give the lines of the table: documents a second, and how many times those of another way."""
    ways = list(contests[0].ways)
    head = ["documents a second", "goal", *ways]
    rows = [
        head,
        *([contest.name, _goal(contest), *map(contest.shown, ways)] for contest in contests),
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(len(head))]
    lines = [
        "  ".join(
            cell.ljust(width) if not column else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in rows
    ]
    used = ", ".join(f"{package} {version(package)}" for package in ("PyLD", "openbadgeslib", "PyNaCl"))
    machine = f"{platform.python_implementation()} {platform.python_version()}, {os.cpu_count()} processors"
    return [lines[0], "-" * len(lines[0]), *lines[1:], "", f"{machine}; {used}", NOTES]


def _goal(contest: Contest) -> str:
    return "" if contest.goal is None else f"{contest.goal:,.0f}"


NOTES = """\
Medians of the rounds; (n x) is how many times as fast this library is. Nothing is fetched: keys and the
status list come from memory. This library does all that verifying and signing are: six checks of a badge, and
of each badge in a record; form and safety before signing. Of a VC-JWT both check signature and claims. PyLD
makes and checks proofs and nothing else. So does openbadgeslib, but that verifying a badge includes dates,
recipient and status."""


def _tell(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
