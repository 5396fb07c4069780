"""Say in words how a requirement was met: the links followed, who confirmed them, and the levels."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from employer.matching import Appraisal
from skills.reaching import Step
from skills.receipts import RequirementMatch, Way
from webapp.words import day, without_sample

LINKS = {
    "exactMatchOf": "same as",
    "isTranslationOf": "translation of",
    "replacedBy": "newer wording of",
    "isRelatedTo": "related to",
    "precedes": "comes after",
    "isChildOf": "contains it",
    "isPartOf": "contains it",
}
NOTES: Mapping[str, str] = {
    "isRelatedTo": "A related link counts {share} at the present setting.",
    "precedes": "A later course counts {share} for an earlier one at the present setting.",
    "isChildOf": "The whole counts {share} for one of its parts at the present setting.",
    "isPartOf": "The whole counts {share} for one of its parts at the present setting.",
}
SHARES = {
    "1/2": "half",
    "1/4": "a quarter",
    "3/4": "three quarters",
    "1/3": "a third",
    "2/3": "two thirds",
    "1": "in full",
}


@dataclass(frozen=True)
class Chain:
    """One way from a requirement, or a part of it, to the credential that shows it."""

    part: str
    links: tuple[tuple[str, str], ...]
    result: str
    credential: str
    number: int
    issuer: str
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Row:
    """A requirement as the match page shows it."""

    number: int
    match: RequirementMatch
    statement: str
    level: str
    chains: tuple[Chain, ...]
    parts_missing: tuple[str, ...]
    parts: int
    not_counted: tuple[tuple[str, int], ...]

    @property
    def word(self) -> str:
        """Give the outcome as the page writes it."""
        return self.match.outcome.capitalize()

    @property
    def counts_as(self) -> str:
        """Give the quality with two places."""
        return f"{float(self.match.quality):.2f}"


def rows_of(appraisal: Appraisal) -> list[Row]:
    """Give every requirement with its ways in words."""
    rows = []
    for number, (found, asked) in enumerate(
        zip(appraisal.match.requirements, appraisal.asked, strict=True), start=1
    ):
        shown = [way for way in found.ways if way.evidence is not None and way.quality]
        missing = [way.wanted_title for way in found.ways if way not in shown] if found.by_parts else []
        rows.append(
            Row(
                number=number,
                match=found,
                statement=asked.statement,
                level=asked.level_name,
                chains=tuple(_chain(way, found, appraisal) for way in shown),
                parts_missing=tuple(missing),
                parts=len(found.ways) if found.by_parts else 0,
                not_counted=tuple(
                    (one.reason, appraisal.credential(one.evidence).number) for one in found.not_counted
                ),
            )
        )
    return rows


def _chain(way: Way, found: RequirementMatch, appraisal: Appraisal) -> Chain:
    evidence = way.evidence or ""
    level = f". {way.level_note.split(':')[0]}" if way.level_note else ""
    notes = (*(_note(step) for step in way.steps if step.kind in NOTES), *_level_notes(way))
    return Chain(
        part=way.wanted_title if found.by_parts else "",
        links=tuple(_link(step, appraisal) for step in way.steps)
        or (("Same statement", "The credential names it directly"),),
        result=f"{appraisal.mask(way.held_title)}{level}",
        credential=way.label,
        number=appraisal.credential(evidence).number,
        issuer=_issuer(appraisal.listed_reason(evidence)),
        notes=notes,
    )


def _issuer(reason: str) -> str:
    return f"{reason}, on your list" if reason else "On your list"


def _link(step: Step, appraisal: Appraisal) -> tuple[str, str]:
    kind = f"Link, {LINKS[step.kind]}"
    if not step.confirmed_by:
        source = "" if appraisal.mask.hides else without_sample(step.source)
        return kind, f"As {source or 'a kept framework'} says"
    names = [confirmation.name for confirmation in step.confirmed_by]
    dates = sorted(confirmation.date for confirmation in step.confirmed_by if confirmation.date)
    when = f", {_day(dates[-1])}" if dates else ""
    return kind, f"{_listed(names)} confirmed it{when}"


def _note(step: Step) -> str:
    return NOTES[step.kind].format(share=_share(step.weight))


def _level_notes(way: Way) -> Iterator[str]:
    if way.level_factor != 1:
        below = "The level is below the one asked"
        why = below if way.states_level else "The credential states no level"
        yield f"{why}: it counts {_share(way.level_factor)}."


def _share(weight: Fraction) -> str:
    return SHARES.get(str(weight), f"{float(100 * weight):.0f} percent")


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _day(date: str) -> str:
    try:
        return day(date)
    except ValueError:
        return date[:20]


def notes_on(appraisal: Appraisal) -> dict[int, str]:
    """Say of every credential that does not count why not, by its number."""
    found = appraisal.match
    return {
        appraisal.credential(one.evidence).number: one.reason for one in (*found.not_counted, *found.idle)
    }
