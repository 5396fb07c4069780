"""The result of a match: a score that is never without its parts, and a part never without its path."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import Literal

from skills.case.package import JSON
from skills.evidence import NotCounted, Requirement
from skills.reaching import Step
from skills.settings import Settings

Outcome = Literal["met", "partly", "missing"]
Band = Literal["strong", "partial", "emerging"]
STRONG, PARTIAL = 80, 50


NO_LEVEL = "No level stated"


@dataclass(frozen=True)
class Way:
    """Hold how one wanted item is shown; steps lead from the wanted item back to what is held."""

    wanted: str
    wanted_title: str
    quality: Fraction = Fraction(0)
    evidence: str | None = None
    label: str = ""
    held: str | None = None
    held_title: str = ""
    steps: tuple[Step, ...] = ()
    level_note: str = ""
    level_factor: Fraction = Fraction(1)

    @property
    def states_level(self) -> bool:
        """Tell whether what is held states a level, where one is asked."""
        return not self.level_note.startswith(NO_LEVEL)

    def to_json(self) -> JSON:
        """Write the way."""
        return {
            "wanted": {"uri": self.wanted, "title": self.wanted_title},
            "quality": str(self.quality),
            "steps": [step.to_json() for step in self.steps],
            "held": {"uri": self.held, "title": self.held_title} if self.held else None,
            "evidence": self.evidence,
            "label": self.label,
            "level": self.level_note,
            "levelFactor": str(self.level_factor),
        }


@dataclass(frozen=True)
class RequirementMatch:
    """Hold what one requirement came to: one way, or one for each of its parts."""

    requirement: Requirement
    quality: Fraction
    exact_quality: Fraction
    ways: tuple[Way, ...]
    not_counted: tuple[NotCounted, ...]
    settings: Settings

    @property
    def outcome(self) -> Outcome:
        """Name the band of the quality."""
        if self.quality >= self.settings.met:
            return "met"
        return "partly" if self.quality >= self.settings.partly else "missing"

    @property
    def by_parts(self) -> bool:
        """Tell whether the quality is the mean over parts of what is required."""
        return any(way.wanted != self.requirement.uri for way in self.ways)

    @property
    def level_note(self) -> str:
        """Say how the level held compares with the level asked, where there is one way."""
        return "" if self.by_parts else self.ways[0].level_note

    @property
    def evidence(self) -> tuple[str, ...]:
        """List the evidence that the quality rests on."""
        return tuple(dict.fromkeys(way.evidence for way in self.ways if way.evidence is not None))

    def to_json(self) -> JSON:
        """Write what the requirement came to."""
        asked = self.requirement
        return {
            "id": asked.id,
            "uri": asked.uri,
            "title": asked.title,
            "importance": str(asked.importance),
            "mustHave": asked.must_have,
            "levelAsked": asked.level_asked,
            "levelName": asked.level_name,
            "outcome": self.outcome,
            "quality": str(self.quality),
            "exactQuality": str(self.exact_quality),
            "byParts": self.by_parts,
            "ways": [way.to_json() for way in self.ways],
            "notCounted": [reason.to_json() for reason in self.not_counted],
        }


@dataclass(frozen=True)
class Match:
    """Hold what a person's evidence came to for a job."""

    requirements: tuple[RequirementMatch, ...]
    not_counted: tuple[NotCounted, ...]
    settings: Settings
    frameworks: tuple[JSON, ...] = ()
    idle: tuple[NotCounted, ...] = ()  # valid, yet no requirement rests on it

    @property
    def score(self) -> Fraction:
        """Give the percentage as an exact fraction."""
        return self._percentage([row.quality for row in self.requirements])

    @property
    def exact_score(self) -> Fraction:
        """Give the percentage that exact matches and parts alone would give."""
        return self._percentage([row.exact_quality for row in self.requirements])

    def _percentage(self, qualities: list[Fraction]) -> Fraction:
        weights = [row.requirement.importance for row in self.requirements]
        pairs = list(zip(weights, qualities, strict=True))
        over = lcm(*(weight.denominator * quality.denominator for weight, quality in pairs))
        gained = sum(w.numerator * q.numerator * (over // (w.denominator * q.denominator)) for w, q in pairs)
        return Fraction(100 * gained, over) / sum(weights)

    def of(self, outcome: Outcome) -> tuple[RequirementMatch, ...]:
        """List the requirements of one outcome."""
        return tuple(row for row in self.requirements if row.outcome == outcome)

    @property
    def missing_must_haves(self) -> tuple[RequirementMatch, ...]:
        """List the must-haves that are not met; they stand beside the score and take nothing from it."""
        return tuple(row for row in self.requirements if row.requirement.must_have and row.outcome != "met")

    @property
    def band(self) -> Band:
        """Name the band of the score."""
        return band_of(self.score)

    def to_json(self) -> JSON:
        """Write the match as a receipt: rules, frameworks, scores and the path of every requirement."""
        return {
            "score": two_places(self.score),
            "scoreFraction": str(self.score),
            "exactScore": two_places(self.exact_score),
            "exactScoreFraction": str(self.exact_score),
            "band": self.band,
            "met": len(self.of("met")),
            "partly": len(self.of("partly")),
            "missing": len(self.of("missing")),
            "missingMustHaves": [row.requirement.id for row in self.missing_must_haves],
            "requirements": [row.to_json() for row in self.requirements],
            "notCounted": [reason.to_json() for reason in (*self.not_counted, *self.idle)],
            "settings": self.settings.to_json(),
            "frameworks": list(self.frameworks),
        }


def band_of(score: Fraction) -> Band:
    """Name the band of a score."""
    return "strong" if score >= STRONG else "partial" if score >= PARTIAL else "emerging"


def two_places(value: Fraction) -> str:
    """Write a fraction with two decimal places, rounding the exact value."""
    hundredths = round(value * 100)
    return f"{hundredths // 100}.{hundredths % 100:02d}"
