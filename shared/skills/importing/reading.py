"""Tell by its content what a file of somebody else is, and read it as one framework."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import PurePath

from skills.case import Package, read_package
from skills.case.package import JSON
from skills.errors import FrameworkError, Problem
from skills.importing import ddat, onet
from skills.importing.case_tables import is_case_table, read_case_table
from skills.importing.cip_soc import is_crosswalk
from skills.importing.columns import Mapping, guess
from skills.importing.digcomp import is_digcomp, read_digcomp
from skills.importing.json_ld import is_json_ld, read_json_ld
from skills.importing.json_text import BOM, MAX_BYTES, MAX_CASE_BYTES, parse, refusal
from skills.importing.mapped import read_mapped
from skills.importing.nice import is_nice, read_nice
from skills.importing.tables import Table, Tell, read_text_table, tell_nobody
from skills.importing.turtle import is_turtle, read_turtle
from skills.importing.workbooks import is_workbook, read_workbook

CASE = "CASE package"
CROSSWALK = "CIP to SOC crosswalk"
ONET = "O*NET tables"
OWN_TABLE = "Table with columns of its own"


@dataclass(frozen=True)
class Source:
    """Hold a file with its name."""

    name: str
    content: bytes

    @property
    def stem(self) -> str:
        """Give the name without folder and ending, as a title."""
        bare = re.sub(r"[\s_]+", " ", PurePath(self.name).stem or self.name).strip()
        return bare[:1].upper() + bare[1:]


@dataclass(frozen=True)
class Context:
    """Say for whom a source is read: `base` mints addresses, `creator` stands where it names none."""

    base: str
    now: datetime
    creator: str = "Not stated"
    mapping: Mapping | None = None
    tell: Tell = tell_nobody


@dataclass(frozen=True)
class Opened:
    """Hold a source that was recognised: its form in words, and how it becomes a framework."""

    form: str
    read: Callable[[Context], Package]
    tables: tuple[Table, ...] = ()
    guessed: Mapping | None = None  # only a table with columns of its own can be mapped


def open_sources(sources: Sequence[Source], *, tell: Tell = tell_nobody, title: str = "") -> Opened:
    """Recognise one file, or several O*NET tables; raises FrameworkError with the place."""
    for source in sources:
        may_be_case = len(sources) == 1 and _is_json(source.content)
        _check_size(source, MAX_CASE_BYTES if may_be_case else MAX_BYTES, _of(sources, source))
    if len(sources) == 1:
        if is_turtle(_start(sources[0].content)):
            return Opened("CASE in Turtle", lambda _: read_turtle(sources[0].content))
        if _is_json(sources[0].content):
            document = parse(sources[0].content)
            if "CFDocument" not in document:
                _check_size(sources[0], MAX_BYTES, "")
            return _open_json(document)
    tables: list[Table] = []
    for source in sources:
        try:
            found = _tables(source, tell)
            if len(sources) > 1 and not any(map(_lookup_kind, found)):
                raise refusal("is no O*NET table, and only those come in together: choose this file alone")
            tables += found
        except FrameworkError as error:
            if len(sources) == 1:
                raise
            raise FrameworkError(
                Problem(f"{source.name}, {one.place}".rstrip(", "), one.reason) for one in error.problems
            ) from error
    return _open_tables(tuple(tables), title or sources[0].stem)


def _check_size(source: Source, most: int, place: str) -> None:
    """Refuse what is too large: a CASE package may be larger, for it is read as it is."""
    if len(source.content) > most:
        reason = f"found {len(source.content):,} bytes, expected at most {most:,}"
        if most != MAX_CASE_BYTES:
            reason += f"; only a CASE package in JSON may have up to {MAX_CASE_BYTES:,}"
        raise refusal(reason, place)


def read_framework(text: bytes, *, base: str, now: datetime, name: str = "framework") -> Package:
    """Read a framework in any known form: CASE, NICE, DigComp, O*NET, tables, and what this library exports.

    `base` is the origin that mints addresses for a source without any, and `now` dates what is minted.
    Raises FrameworkError with every problem and its place.
    """
    opened = open_sources([Source(name, text)])
    return opened.read(Context(base, now))


def _start(content: bytes) -> str:
    return content[:4096].removeprefix(BOM).decode("utf-8", "replace").lstrip()


def _is_json(content: bytes) -> bool:
    """Tell JSON, and what was surely meant to be JSON, from tables: those are refused in words of JSON."""
    start = (
        content[:4096]
        .removeprefix(BOM)
        .replace(b"\0", b"")
        .removeprefix(b"\xff\xfe")
        .removeprefix(b"\xfe\xff")
    )
    return start.lstrip()[:1] in (b"{", b"[", b"<", b"")


def _open_json(document: JSON) -> Opened:
    if is_nice(document):
        return Opened("NIST NICE Framework", lambda c: read_nice(document, base=c.base, now=c.now))
    if is_digcomp(document):
        return Opened("DigComp", lambda c: read_digcomp(document, base=c.base, now=c.now))
    if is_json_ld(document):
        return Opened("CASE in JSON-LD", lambda _: read_json_ld(document))
    if "CFDocument" in document:
        return Opened(CASE, lambda _: read_package(document))
    names = ", ".join(list(document)[:8]) or "none"
    hint = ""
    if {"identifier", "creator", "title"} <= document.keys():
        hint = "; this looks like a CFDocument alone, expected its CFPackage"
    elif "CFDocuments" in document:
        hint = "; this is a list of CFDocuments, expected the CFPackage of one of them"
    raise refusal(
        f"this is neither a CASE package nor NIST's NICE JSON nor DigComp: found the members {names}{hint}"
    )


def _tables(source: Source, tell: Tell) -> tuple[Table, ...]:
    if is_workbook(source.content):
        return read_workbook(source.content, source.stem, tell=tell)
    return (read_text_table(source.content, source.stem),)


def _open_tables(tables: tuple[Table, ...], title: str) -> Opened:
    known = [(table, _lookup_kind(table)) for table in tables]
    kinds = [kind for _, kind in known if kind]
    if kinds:
        tables = tuple(table for table, kind in known if kind)  # a workbook may have a sheet of explanations
        if set(kinds) == {"crosswalk"}:
            return Opened(CROSSWALK, _no_framework, tables)
        if "crosswalk" in kinds:
            return Opened(f"{ONET} and {CROSSWALK}", _no_framework, tables)
        return Opened(ONET, lambda c: onet.read_onet(tables, base=c.base, now=c.now, tell=c.tell), tables)
    if is_case_table(tables[0]):
        return Opened("CASE as a table", lambda _: read_case_table(tables[0]), tables)
    if ddat.is_ddat(tables[0]):
        return Opened(
            "UK Government skills A to Z", lambda c: ddat.read_ddat(tables[0], base=c.base, now=c.now)
        )
    guessed = guess(tables[0], title=title)

    def read(context: Context) -> Package:
        if context.mapping is None and not guessed.header:
            raise refusal("found no row that names columns (code, statement): no framework known here")
        mapping = context.mapping or guessed
        table = tables[min(mapping.sheet, len(tables) - 1)]
        titled = replace(mapping, title=mapping.title or title)
        return read_mapped(
            table, titled, base=context.base, creator=context.creator, now=context.now, tell=context.tell
        )

    return Opened(OWN_TABLE, read, tables, guessed)


def _lookup_kind(table: Table) -> str:
    return onet.kind_of(table) or ("crosswalk" if is_crosswalk(table) else "")


def _no_framework(_: Context) -> Package:
    raise refusal("is a table for looking up occupations, not a framework")


def _of(sources: Sequence[Source], source: Source) -> str:
    return source.name if len(sources) > 1 else ""
