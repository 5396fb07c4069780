"""Say what a framework that was read holds, and what bringing it in would change, before anything is kept."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlmodel import Session, col, select

from institution.frameworks import package_of
from institution.records import Framework, Item
from skills.case import Package, label
from skills.importing import ROLES, Opened, headers
from skills.importing import Mapping as Columns

JSON = dict[str, Any]
MOST_ROWS = 40
MOST_BELOW = 5
MOST_NAMED = 20
MOST_PROBLEMS = 200
MOST_SAMPLES = 3
AT_ONCE = 400
LONGEST = 300
SHORTEST_COMPARED = 12  # a shorter statement says too little to be called a duplicate


def preview(session: Session, package: Package, older: Framework | None, *, own: bool) -> JSON:
    """Describe a framework: counts, first rows, duplicates, and changes to the version that is here."""
    rows = list(_rows(package))
    return {
        "title": package.title,
        "publisher": str(package.document.get("publisher") or package.document.get("creator") or ""),
        "uri": package.uri,
        "identifier": package.identifier.lower(),
        "own": own,
        "counts": _counts(package),
        "links": len(package.associations),
        "rows": rows[:MOST_ROWS],
        "more_rows": max(0, len(package.items) - MOST_ROWS),
        "notices": [[notice.place, notice.reason] for notice in package.notices[:MOST_NAMED]],
        "more_notices": max(0, len(package.notices) - MOST_NAMED),
        "twice": _twice(package),
        "here": _here(session, package),
        "changes": _changes(package, package_of(session, older)) if older else None,
        "older": _older(older) if older else None,
    }


def columns_of(opened: Opened, mapping: Columns) -> JSON:
    """Describe the columns of a table, so that what they hold can be shown and changed."""
    table = opened.tables[min(mapping.sheet, len(opened.tables) - 1)]
    rows = [row for row in table.rows if row.number > mapping.header][:MOST_SAMPLES]
    names = headers(table, mapping)
    roles = [*mapping.roles, *[""] * len(names)][: len(names)]
    return {
        "columns": [
            {"name": name[:80], "role": roles[n], "samples": [row.cell(n)[:80] for row in rows]}
            for n, name in enumerate(names)
        ],
        "roles": [[role, words] for role, words in ROLES.items()],
        "header": mapping.header,
        "sheets": [one.name for one in opened.tables],
        "sheet": mapping.sheet,
        "title": mapping.title,
        "first_rows": [
            [row.number, " | ".join(cell for cell in row.cells if cell)[:80]] for row in table.rows[:10]
        ],
    }


def _counts(package: Package) -> list[list[object]]:
    kinds = Counter(str(item.get("CFItemType") or "Item") for item in package.items)
    levels = sum(
        len(criterion.get("CFRubricCriterionLevels", ()))
        for rubric in package.rubrics
        for criterion in rubric.get("CFRubricCriteria", ())
    )
    counted: list[list[object]] = [[kind, number] for kind, number in kinds.most_common(12)]
    return counted + ([["Described level", levels]] if levels else [])


def _rows(package: Package) -> Iterator[list[object]]:
    """Walk the first rows as a tree: depth, code, words and type of each."""
    below: Mapping[str, Sequence[JSON]] = {
        uri: (*package.children.get(uri, ()), *package.parts.get(uri, ()))
        for uri in {*package.children, *package.parts}
    }
    shown: set[str] = set()
    waiting = [(0, item) for item in reversed(below.get(package.uri, ()))]
    while waiting and len(shown) < MOST_ROWS:
        depth, item = waiting.pop()
        if item["uri"] in shown:
            continue
        shown.add(item["uri"])
        if "more" in item:
            yield [min(depth, 6), "", f"and {item['more']:,} more", ""]
            continue
        yield _row(depth, item)
        children = below.get(item["uri"], ())
        if len(children) > MOST_BELOW:
            waiting.append((depth + 1, {"uri": f"more of {item['uri']}", "more": len(children) - MOST_BELOW}))
        waiting += [(depth + 1, child) for child in reversed(children[:MOST_BELOW])]
    placed = {uri for uri in below if uri == package.uri}
    if not placed:
        for item in package.items[:MOST_ROWS]:
            if item["uri"] not in shown:
                yield _row(0, item)


def _row(depth: int, item: JSON) -> list[object]:
    words = label(item)[:LONGEST]
    return [min(depth, 6), str(item.get("humanCodingScheme", "")), words, str(item.get("CFItemType", ""))]


def _plain(words: str) -> str:
    return re.sub(r"\W+", " ", words).strip().lower()


def _twice(package: Package) -> JSON:
    """Find the statements that stand in the source more than once under the same type."""
    found: dict[tuple[str, str], list[JSON]] = defaultdict(list)
    for item in package.items:
        if len(item["fullStatement"]) >= SHORTEST_COMPARED:
            found[(str(item.get("CFItemType", "")), _plain(item["fullStatement"]))].append(item)
    several = [items for items in found.values() if len(items) > 1]
    named = [
        [
            items[0]["fullStatement"][:LONGEST],
            [str(i.get("humanCodingScheme") or i["identifier"]) for i in items[:6]],
        ]
        for items in several[:MOST_NAMED]
    ]
    return {"count": len(several), "named": named}


def _here(session: Session, package: Package) -> JSON:
    """Find the items whose words stand in another framework that is here."""
    words = sorted(
        {i["fullStatement"] for i in package.items if len(i["fullStatement"]) >= SHORTEST_COMPARED}
    )
    named: list[list[str]] = []
    count = 0
    for start in range(0, len(words), AT_ONCE):
        query = (
            select(Item.code, Item.label, Framework.title)
            .join(Framework, col(Framework.identifier) == col(Item.framework))
            .where(
                col(Item.statement).in_(words[start : start + AT_ONCE]),
                col(Item.framework) != package.identifier.lower(),
            )
        )
        for code, words_here, title in session.exec(query):
            count += 1
            if len(named) < MOST_NAMED:
                named.append([code, words_here[:LONGEST], title])
    return {"count": count, "named": named}


def _older(older: Framework) -> JSON:
    return {
        "title": older.title,
        "version": str(older.document.get("version", "")),
        "by": older.brought_by,
        "at": older.brought_at.isoformat(),
    }


def _changes(new: Package, old: Package) -> JSON:
    before = {item["identifier"].lower(): item for item in old.items}
    after = {item["identifier"].lower(): item for item in new.items}
    changed = [
        (item, sorted(_different(before[identifier], item)))
        for identifier, item in after.items()
        if identifier in before and _different(before[identifier], item)
    ]
    added = [item for identifier, item in after.items() if identifier not in before]
    removed = [item for identifier, item in before.items() if identifier not in after]
    links = [_links(package) for package in (old, new)]
    whole = sorted(_different(old.document, new.document))
    others = old.rubrics != new.rubrics or _undated(old.definitions) != _undated(new.definitions)
    return {
        "added": [len(added), [_named(item) for item in added[:MOST_NAMED]]],
        "removed": [len(removed), [_named(item) for item in removed[:MOST_NAMED]]],
        "changed": [len(changed), [[*_named(item), ", ".join(told)] for item, told in changed[:MOST_NAMED]]],
        "links": [len(links[1] - links[0]), len(links[0] - links[1])],
        "document": whole,
        "none": not (added or removed or changed or links[0] ^ links[1] or whole or others),
    }


def _named(item: JSON) -> list[str]:
    return [str(item.get("humanCodingScheme", "")), label(item)[:LONGEST]]


def _links(package: Package) -> set[tuple[str, str, str]]:
    return {
        (a["associationType"], a["originNodeURI"]["uri"], a["destinationNodeURI"]["uri"])
        for a in package.associations
    }


def _different(old: JSON, new: JSON) -> set[str]:
    names = {*old, *new} - {"lastChangeDateTime"}
    return {name for name in names if old.get(name) != new.get(name)}


def _undated(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _undated(part) for name, part in value.items() if name != "lastChangeDateTime"}
    return [_undated(part) for part in value] if isinstance(value, list) else value
