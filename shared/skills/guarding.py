"""The rules that the associations of a framework or crosswalk keep to: read and published alike.

This is the fast way through thousands of links. The same rules stand as SHACL shapes in `shapes.ttl`, and
`skills.shapes` must find the same breaches in every package.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from skills.case import Notice, Package, Problem, declared
from skills.case.members import ASSOCIATION_TYPES
from skills.case.package import JSON
from skills.case.values import EXTENSION
from skills.graph import COUNTING, PART_OF, Link, Status, links_of

REASONS = {
    "ends_resolve": "leads to an item that no framework here holds",
    "known_type": "is of a type that CASE does not have",
    "not_itself": "links an item to itself",
    "match_across": "says that two items of one framework are the same",
    "match_or_part": "makes, with another link, one item both the same as another and a part of it",
    "no_circle_of_parts": "closes a circle of parts",
    "no_circle_of_order": "closes a circle of what comes first",
    "confirmed_by_name": "names nobody who confirmed it and when",
    "no_suggestion": "is a suggestion or was rejected, which is never published",
}
# What is told of a framework of somebody else, and forbids publishing one of our own.
TOLD = ("ends_resolve", "match_across", "confirmed_by_name")
DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
UNDECIDED: tuple[Status, ...] = ("suggested", "rejected")


@dataclass(frozen=True)
class Checked:
    """Hold a package with what is known beside it, as every rule looks at it."""

    package: Package
    others: tuple[Package, ...] = ()

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """List the links of the package itself, with the status that it states for each."""
        links = zip(self.package.associations, links_of(self.package), strict=True)
        return tuple(replace(link, status=stated_status(association)) for association, link in links)

    @cached_property
    def frameworks(self) -> Mapping[str, str]:
        """Find for every item which framework holds it."""
        return {uri: one.uri for one in (*self.others, self.package) for uri in one.by_uri}

    @cached_property
    def known(self) -> frozenset[str]:
        """List the addresses of all that is declared here."""
        return frozenset(thing["uri"] for one in (*self.others, self.package) for _, thing in declared(one))

    @cached_property
    def edges(self) -> frozenset[tuple[str, str, str]]:
        """List kind, origin and destination of the package's links and of others' that count."""
        beside = (link for one in self.others for link in links_of(one) if link.status in COUNTING)
        return frozenset((link.kind, link.origin, link.destination) for link in (*self.links, *beside))

    def across(self, link: Link) -> bool:
        """Tell whether a link leaves the package."""
        own = {self.package.uri, *self.package.by_uri}
        return not {link.origin, link.destination} <= own


def stated_status(association: JSON) -> Status:
    """Read what an association says of itself: suggested, rejected, or else that it holds."""
    stated = association.get("extensions", {}).get("status")
    return next((status for status in UNDECIDED if status == stated), "confirmed")


def problems(package: Package, others: Iterable[Package] = (), *, published: bool = True) -> list[Problem]:
    """List what associations break, in the order of the package.

    Of a package that is not ours to publish, what only its publisher can mend is told as notices.
    """
    checked = Checked(package, tuple(others))
    return as_problems(checked, breaches(checked), published=published)


def as_problems(checked: Checked, found: Iterable[tuple[int, str]], *, published: bool) -> list[Problem]:
    """Put breaches, each the place of a link and a rule, into words."""
    names = list(REASONS)
    told: list[Problem] = []
    for place, rule in sorted(set(found), key=lambda one: (one[0], names.index(one[1]))):
        link = checked.links[place]
        words = f"{REASONS[rule]} ({link.origin} {link.kind} {link.destination})"
        kind = Notice if rule in TOLD and not published else Problem
        told.append(kind(f"CFAssociations[{place}]", words))
    return told


def breaches(checked: Checked) -> Iterator[tuple[int, str]]:
    """Find every place of a link with the name of a rule that it breaks."""
    kinds = _kinds_between(checked)
    parts, order = (_circles(checked, kinds) for kinds in (PART_OF, ("precedes",)))
    for place, link in enumerate(checked.links):
        for rule, broken in (
            ("ends_resolve", not {link.origin, link.destination} <= checked.known),
            ("known_type", link.kind not in ASSOCIATION_TYPES and not EXTENSION.fullmatch(link.kind)),
            ("not_itself", link.origin == link.destination),
            ("match_across", _matches_within(checked, link)),
            ("match_or_part", _contradicts(link, kinds)),
            ("no_circle_of_parts", link.kind in PART_OF and _in_circle(link, parts)),
            ("no_circle_of_order", link.kind == "precedes" and _in_circle(link, order)),
            ("confirmed_by_name", checked.across(link) and not _is_confirmed(link)),
            ("no_suggestion", link.status in UNDECIDED),
        ):
            if broken:
                yield place, rule


def _matches_within(checked: Checked, link: Link) -> bool:
    one, other = (checked.frameworks.get(uri) for uri in (link.origin, link.destination))
    return (
        link.kind == "exactMatchOf" and link.origin != link.destination and one is not None and one == other
    )


def _is_confirmed(link: Link) -> bool:
    return bool(link.confirmed_by) and all(one.name and DATE.match(one.date) for one in link.confirmed_by)


def _kinds_between(checked: Checked) -> Mapping[frozenset[str], set[str]]:
    kinds: dict[frozenset[str], set[str]] = defaultdict(set)
    for kind, origin, destination in checked.edges:
        kinds[frozenset((origin, destination))].add(kind)
    return kinds


def _contradicts(link: Link, kinds: Mapping[frozenset[str], set[str]]) -> bool:
    between = kinds[frozenset((link.origin, link.destination))]
    concerned = link.kind in (*PART_OF, "exactMatchOf") and link.origin != link.destination
    return concerned and "exactMatchOf" in between and not between.isdisjoint(PART_OF)


def _in_circle(link: Link, circles: Mapping[str, int]) -> bool:
    one, other = circles.get(link.origin), circles.get(link.destination)
    return link.origin != link.destination and one is not None and one == other


def _circles(checked: Checked, kinds: Sequence[str]) -> Mapping[str, int]:
    """Number the circles of some kinds of links, and find for every item on one which it is.

    Items are on one circle if each leads to the other: Kosaraju's way, without recursion.
    """
    ahead: dict[str, list[str]] = defaultdict(list)
    behind: dict[str, list[str]] = defaultdict(list)
    for kind, origin, destination in checked.edges:
        if kind in kinds and origin != destination:
            ahead[origin].append(destination)
            behind[destination].append(origin)
    last_first: list[str] = []
    seen: set[str] = set()
    for start in ahead:
        last_first += _finished(start, ahead, seen)
    found: dict[str, int] = {}
    seen = set()
    for number, start in enumerate(reversed(last_first)):
        group = _finished(start, behind, seen)
        if len(group) > 1:
            found |= dict.fromkeys(group, number)
    return found


def _finished(start: str, ahead: Mapping[str, list[str]], seen: set[str]) -> list[str]:
    """Walk from a start to all that was not seen yet, and list it in the order in which it is left."""
    if start in seen:
        return []
    seen.add(start)
    done: list[str] = []
    pending = [(start, iter(ahead.get(start, ())))]
    while pending:
        uri, following = pending[-1]
        further = next((one for one in following if one not in seen), None)
        if further is None:
            done.append(uri)
            pending.pop()
        else:
            seen.add(further)
            pending.append((further, iter(ahead.get(further, ()))))
    return done
