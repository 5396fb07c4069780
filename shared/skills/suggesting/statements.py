"""What is compared: the statements of a framework, with what stands below each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from skills.case import Package, label
from skills.case.package import JSON

PART_OF = ("isChildOf", "isPartOf")


@dataclass(frozen=True)
class Statement:
    """Hold one statement; `below` names, by id, all that is a part of it at any depth."""

    id: str
    text: str
    code: str = ""
    uri: str = ""
    title: str = ""
    below: tuple[str, ...] = ()

    @property
    def bare(self) -> str:
        """Give the text without the title folded into it."""
        return self.text.removeprefix(f"{self.title}. ") if self.title else self.text


def statements(package: Package) -> tuple[Statement, ...]:
    """Give every item of a framework, inner ones and leaves alike, with its label folded into its text."""
    below = _below(package)
    identifiers = {item["uri"]: str(item["identifier"]) for item in package.items}
    return tuple(
        Statement(
            str(item["identifier"]),
            folded(label(item), str(item["fullStatement"])),
            str(item.get("humanCodingScheme", "")),
            str(item["uri"]),
            label(item) if item.get("abbreviatedStatement") else "",
            tuple(sorted(identifiers[uri] for uri in below[item["uri"]])),
        )
        for item in package.items
    )


def folded(title: str, text: str) -> str:
    """Put a title before a text that does not begin with it."""
    return text if not title or text.casefold().startswith(title.casefold()) else f"{title}. {text}"


def _below(package: Package) -> Mapping[str, frozenset[str]]:
    """Find for every item all that stands below it; a circle ends where it began."""
    parts: dict[str, list[str]] = defaultdict(list)
    for association in package.associations:
        if association["associationType"] in PART_OF:
            origin, destination = _ends(association)
            if origin in package.by_uri:
                parts[destination].append(origin)
    return {uri: frozenset(all_below(uri, parts)) for uri in package.by_uri}


def _ends(association: JSON) -> tuple[str, str]:
    return str(association["originNodeURI"]["uri"]), str(association["destinationNodeURI"]["uri"])


def all_below(uri: str, parts: Mapping[str, list[str]]) -> Iterable[str]:
    """Walk from something to its parts at any depth, each once."""
    seen, pending = {uri}, [uri]
    while pending:
        for part in parts.get(pending.pop(), ()):
            if part not in seen:
                seen.add(part)
                pending.append(part)
                yield part
