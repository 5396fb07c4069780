"""Fuzz the readers of strangers' documents, guided by coverage: `make fuzz MINUTES=30`.

The first byte of an input names the target, the rest is its text. An input fails that raises anything but
the errors of its room, that takes more than two seconds of processor time, or that passes as signed although
it was changed. What failed is kept in build/fuzz.
"""

from __future__ import annotations

import argparse
import sys
import time
from contextlib import suppress
from pathlib import Path
from random import Random

try:
    import atheris
except ModuleNotFoundError:
    sys.exit('atheris is not installed here: pip install "atheris>=3.0"')

with atheris.instrument_imports(include=["credentials", "exchange", "skills", "pyld"]):
    from fuzz import mutating, seeds
    from fuzz.targets import OWN_ERRORS, TARGETS

MOST_SECONDS = 2.0
LONGEST = 32_768
FOLDER = Path(__file__).resolve().parents[1] / "build" / "fuzz"


class OverrunError(AssertionError):
    """Raised when one input takes more time than anybody should have to wait for it."""


def one_input(octets: bytes) -> None:
    """Run one target on one text within its budget."""
    if not octets:
        return
    target = TARGETS[octets[0] % len(TARGETS)]
    text = octets[1:].decode(errors="surrogateescape")
    started = time.thread_time()
    with suppress(*OWN_ERRORS):
        target(text)
    if (spent := time.thread_time() - started) > MOST_SECONDS:
        raise OverrunError(f"found {spent:.1f} s for {target.__name__}, expected at most {MOST_SECONDS} s")


def change(octets: bytes, longest: int, seed: int) -> bytes:
    """Change an input: mostly by its structure, else by its bytes, and sometimes for another target."""
    random = Random(seed)  # noqa: S311  # no secret: the fuzzer repeats its runs by this seed
    first, text = octets[:1] or b"\0", octets[1:].decode(errors="surrogateescape")
    if random.random() < 0.1:
        first = bytes([random.randrange(len(TARGETS))])
    changed = mutating.mutate(text, random) if random.random() < 0.85 else None
    if changed is None or len(changed) >= longest:
        return first + bytes(atheris.Mutate(octets[1:], longest - 1))
    return (first + changed.encode(errors="surrogatepass"))[:longest]


def main() -> None:
    """Write the corpus and fuzz for the minutes asked for."""
    asked = argparse.ArgumentParser(prog="python -m fuzz")
    asked.add_argument("--minutes", type=float, default=1.0)
    asked.add_argument("again", nargs="*", help="inputs that failed, to be run once more")
    options = asked.parse_args()
    corpus = FOLDER / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    for number in range(len(TARGETS)):
        for place, text in enumerate(seeds.texts()):
            content = bytes([number]) + text.encode(errors="surrogateescape")
            (corpus / f"seed-{number:02}-{place:02}").write_bytes(content)
    flags = [f"-max_total_time={options.minutes * 60:.0f}", f"-max_len={LONGEST}", "-timeout=60"]
    flags += ["-rss_limit_mb=3000", "-print_final_stats=1", f"-artifact_prefix={FOLDER}/"]
    where = options.again or [str(corpus)]
    atheris.Setup([sys.argv[0], *flags, *where], one_input, custom_mutator=change)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
