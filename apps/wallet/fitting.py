"""Compare a learner's cards with an open position, and find the courses that close the gap.

All of it happens in the wallet, with what the employer and the colleges publish for everybody.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from skills.advising import Advice, advise, close_gap
from skills.badges import ranks_of
from skills.courses import Offered, offered_courses
from skills.evidence import Evidence
from skills.graph import Graph
from skills.matching import Match, RequirementMatch, match
from skills.positions import Position
from wallet.cards import Card
from wallet.publications import Reading
from webapp.words import without_sample

MOST_COURSES = 3
LESS = {
    "isRelatedTo": "it is related, not the same",
    "precedes": "it comes after what is asked",
    "isChildOf": "it names the whole of what is asked",
    "isPartOf": "it names the whole of what is asked",
}
STRONG = 80


@dataclass(frozen=True)
class Plan:
    """Courses that close the gap, or part of it, and what they are said to change."""

    advice: Advice
    offered: tuple[Offered, ...]
    must_haves_left: int

    @property
    def credits(self) -> float:
        """Give the credits of all the courses."""
        return float(sum(course.credits for course in self.advice.courses))

    @property
    def closes(self) -> bool:
        """Tell whether every must-have and a strong match come of it."""
        return not self.must_haves_left and self.advice.score_after >= STRONG


@dataclass(frozen=True)
class Fit:
    """How a learner's cards compare with a position, and what would help."""

    position: Position
    match: Match
    plans: tuple[Plan, ...]
    cards: dict[str, Card]
    remarks: tuple[str, ...]

    @property
    def closing(self) -> Plan | None:
        """Give the smallest plan that closes the gap, or the one that gains most."""
        whole = min(
            (plan for plan in self.plans if plan.closes), key=lambda one: len(one.offered), default=None
        )
        return whole or (self.plans[-1] if self.plans else None)

    @property
    def is_strong(self) -> bool:
        """Tell whether the cards show every must-have and a strong match today."""
        return not self.match.missing_must_haves and self.match.score >= STRONG

    def why_less(self, row: RequirementMatch) -> str:
        """Say in a few words why what shows a skill does not show all of it; empty where nothing does."""
        if row.by_parts:
            return f"{sum(way.evidence is not None for way in row.ways)} of {len(row.ways)} parts are shown"
        way = row.ways[0]
        reasons = [words for kind, words in LESS.items() if kind in {step.kind for step in way.steps}]
        if way.level_factor != 1:
            below = "the level is below the one asked"
            reasons.append(below if way.states_level else "no level is stated")
        return " and ".join(reasons)

    def taught_by(self, row: RequirementMatch) -> tuple[str, ...]:
        """Name the credentials that a requirement rests on."""
        return tuple(without_sample(self.cards[key].sheet.name) for key in row.evidence if key in self.cards)


def fit(address: str, cards: Sequence[Card], *, reading: Reading, colleges: Iterable[str]) -> Fit:
    """Read a position and all that it rests on, and compare; raises Refusal where it cannot be read.

    `colleges` are the origins of those who may teach what is missing; only the address that was given says
    where the position stands, whatever it says of itself.
    """
    position = reading.position(address)
    home = _origin(address)
    teaching = [origin for origin in colleges if origin != home]
    packages = reading.packages(home, position.frameworks)
    for origin in teaching:
        packages += reading.packages(origin)
    graph = Graph(packages)
    held = [evidence_of(card, graph) for card in cards]
    found = match(position.requirements, held, graph)
    offered = [
        course for origin in teaching for course in offered_courses(reading.achievements(origin), graph)
    ]
    plans = _plans(position, held, offered, graph)
    return Fit(position, found, plans, {card.id: card for card in cards}, tuple(reading.remarks))


def evidence_of(card: Card, graph: Graph) -> Evidence:
    """Say what a card speaks for, and why it does not count where it does not."""
    kind, words = card.standing
    reason = "" if kind == "pass" else f"its last check said: {words.lower()}."
    label = without_sample(card.sheet.name)
    return Evidence(card.id, ranks_of(card.credential, graph), not reason, reason, label)


def _plans(
    position: Position, held: Sequence[Evidence], offered: Sequence[Offered], graph: Graph
) -> tuple[Plan, ...]:
    """Give the best plan of one course, of two and of three, as long as each gains more than the last.

    Where fewer courses close the gap, or only more do, that plan is added.
    """
    counting = {uri for one in held if one.valid for uri in one.uris}
    taken = {one.course.code for one in offered if set(one.course.uris) <= counting}
    courses = [one.course for one in offered]
    plans: list[Plan] = []
    for most in range(1, MOST_COURSES + 1):
        advice = advise(position.requirements, held, courses, graph, taken=taken, most_courses=most)
        if advice.gain <= (plans[-1].advice.gain if plans else 0):
            break
        plans.append(_plan(advice, position, held, offered, graph))
    fewest = close_gap(position.requirements, held, courses, graph, taken=taken)
    if fewest is not None and fewest.courses:
        closing = [len(plan.offered) for plan in plans if plan.closes]
        if not closing or min(closing) > len(fewest.courses):
            plans.append(_plan(fewest, position, held, offered, graph))
    return tuple(plans)


def _plan(
    advice: Advice, position: Position, held: Sequence[Evidence], offered: Sequence[Offered], graph: Graph
) -> Plan:
    by_code = {one.course.code: one for one in offered}
    chosen = tuple(by_code[course.code] for course in advice.courses)
    extra = [Evidence(f"course:{one.course.code}", one.course.uris) for one in chosen]
    after = match(position.requirements, [*held, *extra], graph)
    return Plan(advice, chosen, len(after.missing_must_haves))


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"
