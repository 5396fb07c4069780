"""Both frameworks in one table: which group of outcomes answers which competencies, and what is left over."""

import hashlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from institution.crosswalks.standing import Pair, Standing
from institution.crosswalks.trees import Entry, Trees

DURABLE = "durable"


@dataclass(frozen=True)
class Asking:
    """Something that asks for competencies, such as a job of an employer."""

    id: str
    title: str
    uris: tuple[str, ...]


@dataclass(frozen=True)
class Column:
    """A group of competencies, or one requirement of a job."""

    title: str
    code: str
    uris: frozenset[str]
    durable: bool


@dataclass(frozen=True)
class Line:
    """A course, say, with its links to each column."""

    title: str
    code: str
    cells: tuple[tuple[Pair, ...], ...]

    @property
    def total(self) -> int:
        """Count its links."""
        return sum(map(len, self.cells))


@dataclass(frozen=True)
class Matrix:
    """The agreed links of a crosswalk as a table whose totals are counts of associations."""

    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    taught_not_asked: tuple[Entry, ...]
    asked_not_taught: tuple[Entry, ...]

    @property
    def totals(self) -> tuple[int, ...]:
        """Count the links of each column."""
        return tuple(sum(len(line.cells[n]) for line in self.lines) for n in range(len(self.columns)))

    @property
    def total(self) -> int:
        """Count all links of the table."""
        return sum(self.totals)


def integrate(
    standing: Standing, outcomes: Trees, competencies: Trees, *, asked: Collection[str] = ()
) -> Matrix:
    """Put the agreed links in a table; with `asked`, only those to these competencies, one column each."""
    agreed = standing.of("agreed")
    columns = _asked_columns(competencies, asked) if asked else _group_columns(competencies)
    wanted = {uri for column in columns for uri in column.uris}
    linked = [pair for pair in agreed if pair.destination["uri"] in wanted]
    taught = {pair.origin["uri"] for pair in linked}
    met = {pair.destination["uri"] for pair in linked}
    return Matrix(
        columns=columns,
        lines=tuple(_lines(linked, outcomes, columns)),
        taught_not_asked=tuple(
            one for one in outcomes.items.values() if one.uri not in taught and not one.parts & taught
        ),
        asked_not_taught=tuple(
            one
            for one in competencies.items.values()
            if one.uri in wanted and one.uri not in met and not one.parts & met
        ),
    )


def _group_columns(competencies: Trees) -> tuple[Column, ...]:
    """Give a column to each group, those of durable skills last."""
    columns = []
    seen: set[str] = set()
    for group in competencies.groups(""):
        uris = frozenset(leaf.item.uri for leaf in group.leaves) - seen
        seen |= uris
        title = group.item.label if group.item else "Items by themselves"
        durable = DURABLE in title.casefold()
        if uris:
            columns.append(Column(title, group.item.code if group.item else "", uris, durable))
    return tuple(sorted(columns, key=lambda column: column.durable))


def _asked_columns(competencies: Trees, asked: Collection[str]) -> tuple[Column, ...]:
    durable = {uri for column in _group_columns(competencies) if column.durable for uri in column.uris}
    found = [entry for entry in competencies.items.values() if entry.uri in asked]
    columns = [Column(one.label, one.code, frozenset([one.uri]), one.uri in durable) for one in found]
    return tuple(sorted(columns, key=lambda column: column.durable))


def _lines(linked: Sequence[Pair], outcomes: Trees, columns: Sequence[Column]) -> Iterable[Line]:
    seen: set[str] = set()
    for group in outcomes.groups(""):
        uris = {leaf.item.uri for leaf in group.leaves} - seen
        seen |= uris
        here = [pair for pair in linked if pair.origin["uri"] in uris]
        cells = tuple(
            tuple(pair for pair in here if pair.destination["uri"] in column.uris) for column in columns
        )
        if here:
            title = group.item.label if group.item else "Items by themselves"
            yield Line(title, group.item.code if group.item and group.item.shows_code else "", cells)


def digest_of_links(standing: Standing) -> str:
    """Give the sha256 of the agreed links, the same at both institutions while they agree."""
    lines = sorted(
        " ".join((pair.origin["uri"], pair.word, pair.destination["uri"])) for pair in standing.of("agreed")
    )
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
