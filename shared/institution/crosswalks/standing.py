"""How each pair of a crosswalk stands, from what both sides' people decided."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from sqlmodel import Session, col, select

from institution.crosswalks.records import Crosswalk, LinkDecision, TheirDecision

State = Literal["suggested", "ours", "theirs", "agreed", "conflict", "rejected"]

KINDS = ("exactMatchOf", "isRelatedTo", "isPartOf")
PART_OF = ("isPartOf", "isChildOf")
RELATED = "isRelatedTo"
REJECTED = "rejected"
NOT_RELATED = "ext:isNotRelatedTo"

# What we and they decided: "yes" is a kind of link, "no" a rejection, nothing is no decision.
STATES: Mapping[tuple[str, str], State] = {
    ("", ""): "suggested",
    ("", "yes"): "theirs",
    ("", "no"): "suggested",
    ("yes", ""): "ours",
    ("yes", "no"): "conflict",
    ("no", ""): "rejected",
    ("no", "yes"): "conflict",
    ("no", "no"): "rejected",
}


@dataclass(frozen=True)
class Pair:
    """Two items that somebody decided about."""

    origin: Mapping[str, Any]
    destination: Mapping[str, Any]
    ours: LinkDecision | None = None
    theirs: TheirDecision | None = None
    alone: bool = False
    """No other institution takes part, so that what our people decide is agreed."""

    @property
    def state(self) -> State:
        """Tell how the pair stands."""
        ours, theirs = answer(self.ours), answer(self.theirs)
        if self.alone and ours == "yes":
            return "agreed"
        if (ours, theirs) == ("yes", "yes"):
            return "agreed" if self._same_kind else "conflict"
        return STATES[ours, theirs]

    @property
    def _same_kind(self) -> bool:
        kinds = {one.kind for one in (self.ours, self.theirs) if one is not None}
        return len(kinds) == 1 or kinds <= set(PART_OF)

    @property
    def kind(self) -> str:
        """Give the kind of link that counts or is proposed: ours where there is one."""
        for one in (self.ours, self.theirs):
            if one is not None and one.kind != REJECTED:
                return one.kind
        return ""

    @property
    def word(self) -> str:
        """Give the kind in the one word for it that both sides would use."""
        return "isPartOf" if self.kind in PART_OF else self.kind

    @property
    def people(self) -> list[tuple[str, str]]:
        """Name who decided, ours first, each with the day."""
        ours = [(self.ours.decided_by, self.ours.decided_at.date().isoformat())] if self.ours else []
        return [*ours, *([(self.theirs.decided_by, self.theirs.date)] if self.theirs else [])]


def share(kind: str) -> int:
    """Give how much of an item a link covers, in percent: half where the two are only related."""
    return 50 if kind == RELATED else 100


def answer(decision: LinkDecision | TheirDecision | None) -> str:
    """Give a decision as yes, no, or nothing."""
    return "" if decision is None else "no" if decision.kind == REJECTED else "yes"


class Standing:
    """Every pair of one crosswalk that somebody decided about, as it stands now."""

    def __init__(self, session: Session, crosswalk: Crosswalk) -> None:
        self.crosswalk = crosswalk
        # Read anew, whatever this session saw before somebody else changed it.
        ours = session.exec(
            select(LinkDecision)
            .where(LinkDecision.crosswalk == crosswalk.id, col(LinkDecision.ended_at).is_(None))
            .order_by(col(LinkDecision.id))
            .execution_options(populate_existing=True)
        )
        theirs = session.exec(select(TheirDecision).where(TheirDecision.crosswalk == crosswalk.id))
        both: dict[tuple[str, str], dict[str, Any]] = {}
        for side, decisions in (("ours", ours), ("theirs", theirs)):
            for one in decisions:
                both.setdefault((one.origin_uri, one.destination_uri), {})[side] = one
        alone = not crosswalk.partner
        self.pairs = {
            ends: Pair(one.origin, one.destination, sides.get("ours"), sides.get("theirs"), alone)
            for ends, sides in both.items()
            for one in [next(iter(sides.values()))]
        }

    def pair(self, origin: str, destination: str) -> Pair | None:
        """Give a pair that somebody decided about."""
        return self.pairs.get((origin, destination))

    def between(self, near: str, far: str) -> Pair | None:
        """Give a pair by its item of ours and the other."""
        return self.pair(near, far) if self.crosswalk.ours == "origin" else self.pair(far, near)

    def of(self, *states: State) -> list[Pair]:
        """List the pairs that stand so, in the order of the outcomes' names."""
        found = [pair for pair in self.pairs.values() if pair.state in states]
        return sorted(found, key=lambda pair: (pair.origin["title"], pair.destination["title"]))

    @property
    def counts(self) -> Mapping[str, int]:
        """Count the pairs by how they stand."""
        return Counter(pair.state for pair in self.pairs.values())

    def by_item(self, side: str) -> Mapping[str, Mapping[str, int]]:
        """Count for each item of a side, origin or destination, its pairs by how they stand.

        Those agreed to be only related are counted once more, as such.
        """
        agreed = [pair for pair in self.pairs.values() if pair.state == "agreed" and pair.kind == RELATED]
        entries = [(pair, pair.state) for pair in self.pairs.values()] + [(pair, RELATED) for pair in agreed]
        return tally((getattr(pair, side)["uri"], state) for pair, state in entries)


def tally(entries: Iterable[tuple[str, str]]) -> Mapping[str, Mapping[str, int]]:
    """Count states by item."""
    counted: dict[str, Counter[str]] = {}
    for uri, state in entries:
        counted.setdefault(uri, Counter())[state] += 1
    return counted
