"""Say in words what changed from one version of a framework to another."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from institution.frameworks import LAST, WITHIN
from institution.outcomes import in_order, link_words
from institution.records import says_more
from institution.versions.rewording import Rewording, rewordings
from institution.versions.rising import longest_rise
from skills.case import label, level_ended

JSON = dict[str, Any]
TOP = "the top"
MOST_MARKED = 500  # items whose words are compared one by one: more than any page shows
WORDED = {
    "fullStatement": "Statement",
    "abbreviatedStatement": "Short name",
    "humanCodingScheme": "Code",
    "alternativeLabel": "Other name",
    "notes": "Notes",
    "educationLevel": "Education level",
    "subject": "Subjects",
    "conceptKeywords": "Keywords",
    "language": "Language",
    "statusStartDate": "In use since",
    "listEnumeration": "Number in the list",
}
OF_THE_WHOLE = {
    "title": "Title",
    "description": "Description",
    "version": "Version",
    "adoptionStatus": "Status",
    "frameworkType": "Kind",
    "publisher": "Publisher",
    "creator": "Creator",
    "notes": "Notes",
    "subject": "Subjects",
    "statusEndDate": "Out of use since",
}


@dataclass(frozen=True)
class Entry:
    """An item by its name and address, with what is said of it."""

    identifier: str
    name: str
    rewordings: tuple[Rewording, ...] = ()
    told: tuple[str, ...] = ()


@dataclass(frozen=True)
class Comparison:
    """Everything that changed from one version to another, by its kind."""

    document: tuple[Rewording, ...]
    added: tuple[Entry, ...]
    removed: tuple[Entry, ...]
    back: tuple[Entry, ...]
    reworded: tuple[Entry, ...]
    retyped: tuple[Entry, ...]
    moved: tuple[Entry, ...]
    levels: tuple[Entry, ...]
    links: tuple[str, ...]

    @property
    def kinds(self) -> tuple[tuple[str, tuple[Entry, ...]], ...]:
        """List the kinds of change to items, each with the items."""
        return (
            ("Added", self.added),
            ("Taken out of use", self.removed),
            ("In use again", self.back),
            ("Reworded", self.reworded),
            ("Given another type", self.retyped),
            ("Moved", self.moved),
            ("Levels changed", self.levels),
        )

    @property
    def total(self) -> int:
        """Count the changes."""
        return sum(len(entries) for _, entries in self.kinds) + len(self.links) + len(self.document)


class _Side:
    """One of the two versions, with what the comparison looks up in it."""

    def __init__(self, package: JSON) -> None:
        self.document: JSON = package["CFDocument"]
        self.items: Mapping[str, JSON] = {item["uri"]: item for item in package.get("CFItems", ())}
        self.associations: Sequence[JSON] = package.get("CFAssociations", ())
        self.rubrics: Sequence[JSON] = package.get("CFRubrics", ())

    @cached_property
    def below(self) -> Mapping[str, list[str]]:
        """List the items below each parent in their order, by URI."""
        places: dict[str, list[tuple[int, int, str]]] = {}
        for number, one in enumerate(self.associations):
            origin, parent = one["originNodeURI"]["uri"], one["destinationNodeURI"]["uri"]
            known = parent in self.items or parent == self.document["uri"]
            if one["associationType"] in WITHIN and origin in self.items and known:
                places.setdefault(parent, []).append((one.get("sequenceNumber", LAST), number, origin))
        return {parent: [uri for *_, uri in sorted(found)] for parent, found in places.items()}

    @cached_property
    def parents(self) -> Mapping[str, frozenset[str]]:
        """Give the parents of each item, by URI; the document's for an item that stands below nothing."""
        found: dict[str, set[str]] = {}
        for parent, children in self.below.items():
            for child in children:
                found.setdefault(child, set()).add(parent)
        top = {self.document["uri"]}
        return {uri: frozenset(found.get(uri, top)) for uri in self.items}

    @cached_property
    def levels(self) -> Mapping[str, list[JSON]]:
        """List the levels of each item, by URI."""
        found: dict[str, list[JSON]] = {}
        for rubric in self.rubrics:
            for criterion in rubric.get("CFRubricCriteria", ()):
                if uri := criterion.get("CFItemURI", {}).get("uri"):
                    found[uri] = in_order(criterion.get("CFRubricCriterionLevels", ()))
        return found

    @cached_property
    def links(self) -> Mapping[str, JSON]:
        """Give the associations that are no places, by identifier."""
        return {
            one["identifier"]: one
            for one in self.associations
            if one["associationType"] not in WITHIN or one["originNodeURI"]["uri"] not in self.items
        }

    def name(self, uri: str) -> str:
        """Name an item or the top in few words."""
        item = self.items.get(uri)
        return _name(item) if item else TOP


def compare(old: JSON, new: JSON) -> Comparison:
    """Compare two CFPackages of one framework."""
    before, after = _Side(old), _Side(new)
    both = [uri for uri in after.items if uri in before.items]
    changed = [uri for uri in both if before.items[uri] != after.items[uri]]
    ended = {uri: _ended(before.items[uri]) != _ended(after.items[uri]) for uri in changed}
    gone = [uri for uri in before.items if uri not in after.items]
    return Comparison(
        document=rewordings(before.document, after.document, OF_THE_WHOLE),
        added=tuple(_added(after, uri) for uri in after.items if uri not in before.items),
        removed=tuple(
            _removed(after, uri, before)
            for uri in [*changed, *gone]
            if uri in gone or _out(ended, after, uri)
        ),
        back=tuple(_entry(after, uri) for uri in changed if ended[uri] and not _ended(after.items[uri])),
        reworded=tuple(
            _entry(after, uri, rewordings=found)
            for number, uri in enumerate(changed)
            if (found := rewordings(before.items[uri], after.items[uri], WORDED, mark=number < MOST_MARKED))
        ),
        retyped=tuple(_retyped(before, after, changed)),
        moved=tuple(_moved(before, after, both)),
        levels=tuple(_levelled(before, after, both)),
        links=tuple(_links(before, after)),
    )


def _name(item: JSON) -> str:
    code, short = item.get("humanCodingScheme", ""), label(item)
    return f"{code} {short}" if says_more(code, short) else short


def _entry(side: _Side, uri: str, *told: str, rewordings: tuple[Rewording, ...] = ()) -> Entry:
    item = side.items[uri]
    return Entry(item["identifier"], _name(item), rewordings, tuple(told))


def _ended(item: JSON) -> str:
    return str(item.get("statusEndDate", ""))


def _out(ended: Mapping[str, bool], after: _Side, uri: str) -> bool:
    return ended.get(uri, False) and bool(_ended(after.items[uri]))


def _added(after: _Side, uri: str) -> Entry:
    item = after.items[uri]
    above = sorted(after.name(parent) for parent in after.parents[uri])
    statement = [item["fullStatement"]] if item["fullStatement"] != label(item) else []
    where = f"Below {' and '.join(one for one in above if one != TOP)}" if above != [TOP] else "At the top"
    return _entry(after, uri, where, *statement)


def _removed(after: _Side, uri: str, before: _Side) -> Entry:
    if uri not in after.items:
        return _entry(before, uri, "It is no longer in the framework.")
    successors = [
        one["destinationNodeURI"]["title"]
        for one in after.links.values()
        if one["associationType"] == "replacedBy" and one["originNodeURI"]["uri"] == uri
    ]
    told = f"Replaced by {' and '.join(successors)}" if successors else "Nothing takes its place"
    return _entry(after, uri, told)


def _retyped(before: _Side, after: _Side, changed: Iterable[str]) -> Iterable[Entry]:
    for uri in changed:
        old, new = (side.items[uri].get("CFItemType", "") for side in (before, after))
        if old != new:
            yield _entry(after, uri, f"Was {old or 'without a type'}, is {new or 'without a type'}")


def _moved(before: _Side, after: _Side, both: Sequence[str]) -> Iterable[Entry]:
    reordered = _reordered(before, after)
    for uri in both:
        old, new = before.parents[uri], after.parents[uri]
        if old != new:
            was = " and ".join(sorted(before.name(parent) for parent in old))
            now = " and ".join(sorted(after.name(parent) for parent in new))
            yield _entry(after, uri, f"From {was} to {now}")
        elif uri in reordered:
            within = after.name(reordered[uri])
            place = "at the top" if within == TOP else f"within {within}"
            yield _entry(after, uri, f"To another place {place}")


def _reordered(before: _Side, after: _Side) -> Mapping[str, str]:
    """Find the fewest items that must move for the old order of each branch to become the new."""
    found: dict[str, str] = {}
    for parent, children in after.below.items():
        was = {uri: number for number, uri in enumerate(before.below.get(parent, ()))}
        common = [uri for uri in children if uri in was]
        staying = longest_rise([was[uri] for uri in common])
        found |= {uri: parent for number, uri in enumerate(common) if number not in staying}
    return found


def _levelled(before: _Side, after: _Side, both: Sequence[str]) -> Iterable[Entry]:
    for uri in both:
        old, new = before.levels.get(uri, []), after.levels.get(uri, [])
        if old == new:
            continue
        was = {level["identifier"]: level for level in old}
        told = [f"New level “{one.get('quality', '')}”" for one in new if one["identifier"] not in was]
        now = {level["identifier"]: level_ended(level) for level in new}
        told += [f"Level “{one.get('quality', '')}” is no longer in use" for one in old if _goes(one, now)]
        told += [f"Level “{one.get('quality', '')}” is in use again" for one in old if _comes(one, now)]
        common = [one["identifier"] for one in new if one["identifier"] in was]
        if common != [one["identifier"] for one in old if one["identifier"] in now]:
            told.append("In another order")
        found: list[Rewording] = []
        for level in new:
            if earlier := was.get(level["identifier"]):
                said = f"Level “{level.get('quality', '')}”"
                found += rewordings(earlier, level, {"quality": f"{said}, name", "description": said})
        if told or found:
            yield _entry(after, uri, *told, rewordings=tuple(found))


def _goes(level: JSON, now: Mapping[str, str]) -> bool:
    return not level_ended(level) and bool(now.get(level["identifier"], "gone"))


def _comes(level: JSON, now: Mapping[str, str]) -> bool:
    return bool(level_ended(level)) and not now.get(level["identifier"], "gone")


def _links(before: _Side, after: _Side) -> Iterable[str]:
    for said, ones, others in (("New", after, before), ("Gone", before, after)):
        for identifier, one in ones.links.items():
            if identifier not in others.links and one["associationType"] != "replacedBy":
                ends = one["originNodeURI"]["title"], one["destinationNodeURI"]["title"]
                yield f"{said}: {ends[0]}, {link_words(one['associationType']).lower()}, {ends[1]}"
