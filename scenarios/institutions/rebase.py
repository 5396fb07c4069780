"""Copy the sample institutions with other base addresses.

python -m scenarios.institutions.rebase OUT --college https://college.example --employer https://employer.example

Identifiers (UUIDs) stay the same; only the origin at the front of each address changes,
and each did:web made of it.
"""

import argparse
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote, urlsplit

HERE = Path(__file__).resolve().parent
ORIGINS = {
    "college": "http://localhost:8001",
    "wallet": "http://localhost:8002",
    "employer": "http://localhost:8003",
    "hilltop": "http://localhost:8005",
}


def did_web(origin: str) -> str:
    """Name the did:web of an origin."""
    return "did:web:" + quote(urlsplit(origin).netloc, safe="")


def rebased(text: str, origins: Mapping[str, str]) -> str:
    """Replace in a JSON text the origins of the sample by others, given by site name."""
    marks: dict[str, str] = {}
    for site, old in ORIGINS.items():
        new = origins.get(site, old).rstrip("/")
        mark = f"\0{site}\0"  # two steps, so that origins may be swapped among themselves
        text = text.replace(f'"{old}/', f'"{mark}/').replace(f'"{old}"', f'"{mark}"')
        text = text.replace(f'"{did_web(old)}"', f'"\0did{mark}"')
        marks |= {f"\0did{mark}": did_web(new), mark: new}
    for mark, new in marks.items():
        text = text.replace(mark, new)
    return text


def copy(out: Path, origins: Mapping[str, str]) -> int:
    """Copy every institution to a new folder and say how many files changed."""
    shutil.copytree(HERE, out, ignore=shutil.ignore_patterns("__pycache__", "*.py"))
    changed = 0
    for file in out.rglob("*.json"):
        before = file.read_text(encoding="utf-8")
        after = rebased(before, origins)
        if after != before:
            file.write_text(after, encoding="utf-8")
            changed += 1
    return changed


def main() -> None:
    """Read the command line and copy."""
    parser = argparse.ArgumentParser(prog="python -m scenarios.institutions.rebase")
    parser.add_argument("out", type=Path)
    for site in ORIGINS:
        parser.add_argument(f"--{site}")
    arguments = parser.parse_args()
    out: Path = arguments.out.resolve()
    if out.exists() or HERE in out.parents:
        sys.exit(f"{out} exists or lies inside the sample: choose a new folder outside it")
    origins = {site: value for site in ORIGINS if (value := getattr(arguments, site))}
    sys.stdout.write(f"{copy(out, origins)} files re-based\n")


if __name__ == "__main__":
    main()
