"""Bring a framework in from a file or a live server: whole, or not at all with the places that are wrong."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

import httpx
from sqlmodel import Session

from credentials.errors import MalformedDocumentError
from credentials.parsing import check_json
from exchange.case_api import Limits, Listing, fetch_package, names_server, read_server
from exchange.errors import PeerError
from institution.claiming import refuse_claimed_document, without_ours
from institution.records import Framework
from institution.storing import store
from skills.case import FrameworkError, Notice, Package, Problem, package_json, read_package
from skills.importing import CASE, MAX_CASE_BYTES, Context, Opened, Source, open_sources
from webapp.errors import Refusal

LIMITS = Limits(answer=MAX_CASE_BYTES, seconds=120.0)  # of a live server, read in the background
MOST_MADE = 256 * 1024 * 1024  # of what is made from tables, whose rows are short for what they say
MOST_SHOWN = 12


class FrameworkRefusal(Refusal):
    """Raised when a text is no framework that can be read whole; `problems` has every place and reason."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("The framework cannot be brought in", shown_problems(problems), code="framework")
        self.problems = tuple(problems)


@dataclass(frozen=True)
class Found:
    """The files of a source, and what reading them from a live server had to mend."""

    sources: list[Source]
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True)
class Brought:
    """A framework that was brought in, and what reading it had to mend."""

    framework: Framework
    notices: tuple[Notice, ...]


def read_address(address: str, *, http: httpx.Client) -> bytes:
    """Read a framework's text from a web address; raises Refusal."""
    try:
        answer = http.get(address, headers={"Accept": "application/json"})
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise Refusal("The address did not answer", f"{address}: {error}", code="unreachable") from error
    if answer.status_code != 200:
        raise Refusal(
            "The address has no framework", f"{address} answered {answer.status_code}, expected 200."
        )
    return answer.content


def find_sources(named: Sequence[str], *, http: httpx.Client, origin: str) -> Found:
    """Read files, or what a CASE server or another web address gives to us at `origin`; raises Refusal."""
    if len(named) == 1 and named[0].startswith(("http://", "https://")) and not is_table_address(named[0]):
        return find_published(named[0], http=http, origin=origin)
    return Found([Source(_name(name), read_source(name, http=http)) for name in named])


def list_server(address: str, *, http: httpx.Client) -> Listing | None:
    """List the frameworks of a server; None where the address names one framework; raises Refusal."""
    try:
        is_server = not is_table_address(address) and names_server(address)
        return read_server(address, http=http) if is_server else None
    except PeerError as error:
        raise Refusal("The address gave no framework", error.description, code="unreachable") from error


def find_published(address: str, *, http: httpx.Client, origin: str) -> Found:
    """Read what a CASE server gives at an address; raises Refusal."""
    try:
        fetched = fetch_package(address, http=http, limits=LIMITS)
    except PeerError as error:
        raise Refusal("The address gave no framework", error.description, code="unreachable") from error
    refuse_claimed_document(fetched.package, address=address, origin=origin)
    notices = tuple(Notice(note.place, note.reason) for note in fetched.notices)
    return Found([Source(_name(address), json.dumps(fetched.package).encode())], notices)


def _name(source: str) -> str:
    return source.rsplit("/", 1)[-1][:100] or "framework"


def is_table_address(address: str) -> bool:
    """Tell an address of a table or of Turtle, which no CASE server answers with, by its ending."""
    path = urlsplit(address).path.lower()
    return path.endswith((".csv", ".tsv", ".txt", ".xlsx", ".ttl"))


def read_source(source: str, *, http: httpx.Client) -> bytes:
    """Read a framework's text from a file or an address; raises Refusal."""
    if source.startswith(("http://", "https://")):
        return read_address(source, http=http)
    try:
        return Path(source).read_bytes()
    except OSError as error:
        raise Refusal("The file cannot be read", f"{source}: {error.strerror}.", code="unreadable") from error


def checked(opened: Opened, context: Context) -> Package:
    """Read a source, and hold what was made of it to the rules of CASE too; raises FrameworkError."""
    package = opened.read(context)
    if opened.form == CASE:
        return package
    context.tell("Checking every part", 0, 0)
    whole = package_json(package)
    try:
        check_json(whole, max_bytes=MOST_MADE)
    except MalformedDocumentError as error:
        raise FrameworkError([Problem("", str(error))]) from error
    return replace(read_package(whole), notices=package.notices)


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
    return bring_in(session, text, source=source, base=base, by=by, now=now, own=own).framework


def bring_in(
    session: Session,
    text: bytes,
    *,
    source: str,
    base: str,
    by: str,
    now: datetime,
    own: Callable[[Package], bool] | None = None,
) -> Brought:
    """Read and store a framework of one text; raises Refusal with nothing written."""
    found = Found([Source(_name(source), text)])
    return bring_in_sources(session, found, source=source, base=base, by=by, now=now, own=own)


def bring_in_sources(
    session: Session,
    found: Found,
    *,
    source: str,
    base: str,
    by: str,
    now: datetime,
    creator: str = "Not stated",
    own: Callable[[Package], bool] | None = None,
) -> Brought:
    """Read and store a framework, and tell what had to be mended; raises Refusal with nothing written."""
    try:
        package = checked(open_sources(found.sources), Context(base, now, creator))
    except FrameworkError as error:
        raise FrameworkRefusal(error.problems) from error
    is_own = own(package) if own else package.uri.startswith(base + "/")
    if not is_own:
        package = without_ours(session, package, origin=base)
    framework = store(session, package, own=is_own, source=source, by=by, now=now)
    return Brought(framework, (*found.notices, *package.notices))


def shown_problems(problems: Sequence[Problem]) -> str:
    """Write the places and reasons, the first dozen of them in full."""
    lines = [str(problem) for problem in problems[:MOST_SHOWN]]
    rest = len(problems) - MOST_SHOWN
    return "\n".join(lines + ([f"and {rest} more"] if rest > 0 else []))
