"""Write a match as a receipt that stands alone, and compute the match again from nothing but the receipt."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from typing import Any

from credentials.proofs.jcs import canonical_json
from skills.case import Package, package_json
from skills.case.package import JSON
from skills.errors import SkillsError
from skills.evidence import Evidence, Requirement
from skills.excerpts import TooMuchWorkError, between, excerpt_json, parts_of, read_excerpt, text_of
from skills.graph import Graph, Link
from skills.idling import FURTHER, OUTDONE, UNALIGNED, UNASKED, UNKNOWN, all_links
from skills.matching import Match, match
from skills.settings import Settings

TYPE = "ScoreReceipt"
RULES = (
    *("evidence.py", "graph.py", "idling.py", "matching.py", "reaching.py"),
    *("receipts.py", "scale.py", "settings.py"),
)
NEEDS_NO_LINK = (OUTDONE, UNALIGNED, UNASKED, UNKNOWN)
MAX_PACKAGE = 64 * 1024 * 1024
MOST_STEPS = 12
MISSING = object()
_FRACTION = re.compile(r"[0-9]{1,18}(/[0-9]{1,18})?")
_MALFORMED = (KeyError, TypeError, ValueError, AttributeError, ZeroDivisionError)


class ReceiptError(SkillsError):
    """Raised when a document is no receipt that a match can be computed from again."""


@dataclass(frozen=True)
class Difference:
    """Say where a receipt and the match computed from it differ."""

    place: str
    stated: object
    computed: object

    def __str__(self) -> str:
        return f"{self.place}: the receipt states {_shown(self.stated)}, computed {_shown(self.computed)}"


def receipt_json(
    found: Match,
    evidence: Sequence[Evidence],
    graph: Graph,
    *,
    checks: Mapping[str, JSON],
    digests: Mapping[str, str],
    head: JSON,
) -> JSON:
    """Write a match with all it rests on.

    `checks` says of each piece of evidence, by its id, what was presented and when it was checked; `digests`
    gives that of each framework by its URI. The same inputs give the same receipt.
    """
    asked = [row.requirement for row in found.requirements]
    return {
        "type": TYPE,
        **head,
        "code": code(),
        "evidence": [{**_evidence_json(piece), **checks.get(piece.id, {})} for piece in evidence],
        **found.to_json(),
        "frameworks": [{**one, "digest": digests.get(one["uri"], "")} for one in found.frameworks],
        "graph": excerpt_json(graph, asked, evidence, found.settings, _reasons(found, evidence, graph)),
    }


def _reasons(found: Match, evidence: Sequence[Evidence], graph: Graph) -> Iterator[Link]:
    """List the links without which a reason would not come out again: unconfirmed ones, and ways too long."""
    idle = {one.evidence: one.reason for one in found.idle if one.reason not in NEEDS_NO_LINK}
    held = [uri for piece in evidence if piece.id in idle for uri in piece.uris]
    asked = {row.requirement.uri for row in found.requirements}
    wanted = asked | parts_of(graph, asked)[0]
    most, loose = found.settings.most_steps, all_links(graph)
    if held:
        yield from between(graph, held, wanted, most + FURTHER)
    if held and loose is not None:
        yield from between(loose, held, wanted, most)


def digest_of(package: Package) -> str:
    """Give the SHA-256 of a framework as CASE 1.1 in canonical JSON."""
    return f"sha256:{sha256(canonical_json(package_json(package), max_bytes=MAX_PACKAGE)).hexdigest()}"


@cache
def code() -> JSON:
    """Say which code computes: its version, and one digest of the modules that hold the rules."""
    try:
        number = version("wellspring")
    except PackageNotFoundError:
        number = "not installed"
    texts = [files("skills").joinpath(name).read_bytes() for name in RULES]
    digest = sha256(b"".join(sha256(text).digest() for text in texts)).hexdigest()
    return {"name": "wellspring", "version": number, "rules": f"sha256:{digest}"}


def compute_again(receipt: JSON) -> Match:
    """Match anew what a receipt says was asked and presented, through the links that it prints."""
    if receipt.get("type") != TYPE:
        raise ReceiptError(f"found the type {receipt.get('type')!r:.60}, expected {TYPE}")
    try:
        asked = [_requirement(row) for row in receipt["requirements"]]
        held = [_evidence(row) for row in receipt["evidence"]]
        named = [{m: v for m, v in row.items() if m != "digest"} for row in receipt["frameworks"]]
        graph = read_excerpt(receipt["graph"], named)
        return match(asked, held, graph, _settings(receipt["settings"]))
    except TooMuchWorkError as error:
        raise ReceiptError(str(error)) from error
    except _MALFORMED as error:
        reason = f"{type(error).__name__}: {error}"
        raise ReceiptError(f"found a receipt without all that a match needs ({reason:.200})") from error


def recompute(receipt: JSON) -> list[Difference]:
    """List every figure and path of a receipt that does not come out again; raises ReceiptError."""
    computed = compute_again(receipt).to_json()
    frameworks = [{m: v for m, v in row.items() if m != "digest"} for row in receipt["frameworks"]]
    stated = {name: receipt.get(name, MISSING) for name in computed} | {"frameworks": frameworks}
    return list(_differences(stated, computed, ""))


def _differences(stated: Any, computed: Any, place: str) -> Iterator[Difference]:
    if isinstance(stated, dict) and isinstance(computed, dict):
        for name in dict.fromkeys((*computed, *stated)):
            at = f"{place}.{name}" if place else name
            yield from _differences(stated.get(name, MISSING), computed.get(name, MISSING), at)
    elif isinstance(stated, list) and isinstance(computed, list) and len(stated) == len(computed):
        for n, (one, other) in enumerate(zip(stated, computed, strict=True)):
            yield from _differences(one, other, f"{place}[{n}]")
    elif stated != computed or type(stated) is not type(computed):
        yield Difference(place, stated, computed)


def _shown(value: object) -> str:
    return "nothing" if value in (None, MISSING) else f"{value!r:.80}"


def _evidence_json(piece: Evidence) -> JSON:
    return {
        "id": piece.id,
        "label": piece.label,
        "items": dict(piece.uris),
        "counts": piece.valid,
        "reason": piece.reason,
        "ageDays": piece.age_days,
    }


def _evidence(row: JSON) -> Evidence:
    items = {str(uri): _rank(rank) for uri, rank in row["items"].items()}
    counts = _truth(row["counts"])
    return Evidence(
        text_of(row["id"]),
        items,
        counts,
        text_of(row["reason"]),
        text_of(row["label"]),
        _rank(row["ageDays"]),
    )


def _requirement(row: JSON) -> Requirement:
    return Requirement(
        text_of(row["id"]),
        text_of(row["uri"]),
        text_of(row["title"]),
        _fraction(row["importance"]),
        _truth(row["mustHave"]),
        _rank(row["levelAsked"]),
        text_of(row["levelName"]),
    )


def _settings(written: JSON) -> Settings:
    weights: dict[str, Any] = {name: _fraction(written[name]) for name in Settings().weights()}
    most_steps, oldest_days = _rank(written["most_steps"]), _rank(written["oldest_days"])
    if most_steps is None or most_steps > MOST_STEPS:
        raise ValueError(f"found most_steps {most_steps}, expected at most {MOST_STEPS}")
    return replace(Settings(most_steps=most_steps, oldest_days=oldest_days), **weights)


def _fraction(value: object) -> Fraction:
    if not isinstance(value, str) or not _FRACTION.fullmatch(value):
        raise ValueError(f"found {value!r:.60}, expected a fraction such as 2/3")
    return Fraction(value)


def _rank(value: object) -> int | None:
    if value is not None and (not isinstance(value, int) or isinstance(value, bool)):
        raise ValueError(f"found {value!r:.60}, expected a whole number or nothing")
    return value


def _truth(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError(f"found {value!r:.60}, expected true or false")
    return value
