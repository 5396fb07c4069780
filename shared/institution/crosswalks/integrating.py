"""Both frameworks in one table: which group of outcomes answers which competencies, and what is left over."""

import hashlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from institution.crosswalks.standing import Pair, Standing, share
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
    uri: str = ""
    """The address of the group or requirement itself."""
    met: int = 0
    """How many of its competencies are taught."""
    share: int = 0
    """How much of them is taught, in percent; of one that is only related, half."""


@dataclass(frozen=True)
class Line:
    """A course, say, with its links to each column."""

    title: str
    code: str
    cells: tuple[tuple[Pair, ...], ...]
    outcomes: int
    """How many outcomes it has."""

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """List its links."""
        return tuple(pair for cell in self.cells for pair in cell)

    @property
    def asked(self) -> int:
        """Count its outcomes that are asked for."""
        return len({pair.origin["uri"] for pair in self.pairs})

    @property
    def share(self) -> int:
        """Give how much of its outcomes is asked for, in percent; of one that is only related, half."""
        return _share(self.pairs, "origin", self.outcomes)

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
    def pairs(self) -> tuple[Pair, ...]:
        """List the links of the table, line by line."""
        return tuple(pair for line in self.lines for pair in line.pairs)

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
        columns=tuple(_met(column, linked) for column in columns),
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


def _met(column: Column, linked: Sequence[Pair]) -> Column:
    """Tell of a column how much of it is taught."""
    here = [pair for pair in linked if pair.destination["uri"] in column.uris]
    met = len({pair.destination["uri"] for pair in here})
    return replace(column, met=met, share=_share(here, "destination", len(column.uris)))


def _share(pairs: Iterable[Pair], side: str, number: int) -> int:
    best: dict[str, int] = {}
    for pair in pairs:
        uri = getattr(pair, side)["uri"]
        best[uri] = max(best.get(uri, 0), share(pair.kind))
    return sum(best.values()) // number


def _group_columns(competencies: Trees) -> tuple[Column, ...]:
    """Give a column to each group, those of durable skills last."""
    columns = []
    seen: set[str] = set()
    for group in competencies.groups(""):
        uris = frozenset(leaf.item.uri for leaf in group.leaves) - seen
        seen |= uris
        head = group.item
        title = head.label if head else "Items by themselves"
        if uris:
            durable = DURABLE in title.casefold()
            columns.append(Column(title, head.code if head else "", uris, durable, head.uri if head else ""))
    return tuple(sorted(columns, key=lambda column: column.durable))


def _asked_columns(competencies: Trees, asked: Collection[str]) -> tuple[Column, ...]:
    durable = {uri for column in _group_columns(competencies) if column.durable for uri in column.uris}
    found = [entry for entry in competencies.items.values() if entry.uri in asked]
    columns = [
        Column(one.label, one.code, frozenset([one.uri]), one.uri in durable, one.uri) for one in found
    ]
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
            yield Line(
                title, group.item.code if group.item and group.item.shows_code else "", cells, len(uris)
            )


def digest_of_links(standing: Standing) -> str:
    """Give the sha256 of the agreed links, the same at both institutions while they agree."""
    lines = sorted(
        " ".join((pair.origin["uri"], pair.word, pair.destination["uri"])) for pair in standing.of("agreed")
    )
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
