"""From a public framework to a crosswalk of one's own."""

import os
from pathlib import Path

from scenarios.cast import Company
from scenarios.sites import WorldError
from scenarios.stage import Stage

WHERE = "WELLSPRING_NICE"
OURS, NICE = "Cyber Defense A.A.S.", "NICE"
OUTCOMES = ("CYD210-3", "CYD225-3", "CYD230-4")


def nice_file() -> Path:
    """Give NIST's NICE Framework as its publisher has it; raises WorldError, saying where to get it."""
    file = Path(os.environ.get(WHERE, ""))
    if not file.is_file():
        raise WorldError(
            f"This story needs NIST's NICE Framework as JSON, from https://csrc.nist.gov/projects/cprt:"
            f" set {WHERE} to the file."
        )
    return file


def play(stage: Stage) -> None:
    """Play how the registrar brings NICE in, and the curriculum lead links outcomes to it under his own name."""
    cast = Company(stage)
    cast.marta.brings_in(nice_file(), items="946")
    cast.joe.begins_a_crosswalk(OURS, NICE)
    cast.joe.takes_what_is_suggested(OUTCOMES)
