"""Bring a framework in from a file or a live server: whole, or not at all with the places that are wrong."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import httpx
from skills.case import FrameworkError, Package
from skills.importing import read_framework
from sqlmodel import Session

from institution.frameworks import store
from institution.records import Framework
from webapp.errors import Refusal

MOST_BYTES = 8 * 1024 * 1024
MOST_SHOWN = 12


def read_source(source: str, *, http: httpx.Client) -> bytes:
    """Read a framework's text from a file or an address; raises Refusal."""
    if source.startswith(("http://", "https://")):
        try:
            answer = http.get(source, headers={"Accept": "application/json"})
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise Refusal("The address did not answer", f"{source}: {error}", code="unreachable") from error
        if answer.status_code != 200:
            raise Refusal(
                "The address has no framework", f"{source} answered {answer.status_code}, expected 200."
            )
        return answer.content
    try:
        return Path(source).read_bytes()
    except OSError as error:
        raise Refusal("The file cannot be read", f"{source}: {error.strerror}.", code="unreadable") from error


def import_framework(
    session: Session,
    text: bytes,
    *,
    source: str,
    base: str,
    by: str,
    now: datetime,
    own: Callable[[Package], bool] | None = None,
) -> Framework:
    """Read and store a framework; a package whose addresses are not ours is kept as a partner's copy."""
    if len(text) > MOST_BYTES:
        raise Refusal(
            "The framework is too large",
            f"Found {len(text):,} bytes, expected {MOST_BYTES:,} at most.",
            status=413,
        )
    try:
        package = read_framework(text, base=base, now=now)
    except FrameworkError as error:
        raise Refusal(
            "The framework cannot be brought in", shown_problems(error), code="framework"
        ) from error
    is_own = own(package) if own else str(package.document["uri"]).startswith(base + "/")
    return store(session, package, own=is_own, source=source, by=by, now=now)


def shown_problems(error: FrameworkError) -> str:
    """Write the places and reasons, the first dozen of them in full."""
    lines = [f"{problem.place}: {problem.reason}" for problem in error.problems[:MOST_SHOWN]]
    rest = len(error.problems) - MOST_SHOWN
    return "\n".join(lines + ([f"and {rest} more"] if rest > 0 else []))
