"""The values of the story, recomputed from the sample; standard library only."""

from collections import Counter, defaultdict
from fractions import Fraction
from itertools import combinations
from typing import Any

from .arithmetic import Evidence, Rules, Score, two
from .sample import COLLEGE, EMPLOYER, JSON, SECOND_COLLEGE, Sample

FIVE, TWELVE = "junior-monitoring-technician", "soc-analyst-1"
SMALLEST_GROUP, FOUR_FIFTHS = 5, Fraction(4, 5)


class Story:
    """Compute from the sample the values that expected.json states."""

    def __init__(self, sample: Sample) -> None:
        self.sample, self.rules = sample, Rules(sample)
        self.held: dict[str, list[tuple[Evidence, str]]] = defaultdict(list)
        for record in sample.records:
            stated = {r["outcomeUri"]: r["rank"] for r in record["results"] if "rank" in r}
            for alignment in sample.achievements[record["achievement"]]["alignment"]:
                uri = alignment["targetUrl"]
                evidence = (uri, stated.get(uri), record["status"] == "active")
                self.held[record["person"]].append((evidence, record.get("phase", "initial")))
        self.answers: list[JSON] = sample.file("self-identification.json")["answers"]
        self.table = {a["applicant"]: self.score(a["applicant"], TWELVE) for a in self.answers}

    def evidence(self, who: str, *phases: str) -> list[Evidence]:
        """List what a person holds in the named phases of the story."""
        return [evidence for evidence, phase in self.held[who] if phase in phases]

    def score(self, who: str, job: str, *later: str) -> Score:
        """Score a person for a job when the story begins, or with what later phases add."""
        return self.rules.score(self.evidence(who, "initial", *later), self.sample.jobs[job])

    def values(self) -> JSON:
        """Return every value in the form of expected.json."""
        return {
            "noorBefore": written(self.score("noor", FIVE)),
            "noorAfter": written(self.score("noor", FIVE, "after-gap")),
            "anaTwelve": written(self.score("ana", TWELVE)),
            "gapAdvice": self.gap_advice(),
            "daleElsewhere": self.dale_elsewhere(),
            "shortlist": sorted(self.shortlist()),
            "scores": {who: two(score.score) for who, score in sorted(self.table.items())},
            "beforeRevocation": self.before_revocation(),
            "impact": {question: self.impact(question) for question in ("sex", "raceEthnicity", "ageBand")},
            "transfer": self.transfer(),
        }

    def gap_advice(self) -> JSON:
        """Find the two courses open to Noor that gain most, by trying every pair."""
        courses, job = self.sample.courses, self.sample.jobs[FIVE]
        records = [r for r in self.sample.transcripts if r["person"] == "noor" and r["phase"] == "initial"]
        have = {record["code"] for record in records}
        is_open = {c for c, course in courses.items() if c not in have and set(course["takeAfter"]) <= have}
        gains = []
        for pair in combinations(sorted(c for c in is_open if not c.startswith("NUA")), 2):
            taught = [self.sample.achievements[courses[code]["achievement"]]["alignment"] for code in pair]
            extra: list[Evidence] = [(a["targetUrl"], 2, True) for alignments in taught for a in alignments]
            gains.append((self.rules.score(self.evidence("noor", "initial") + extra, job).score, pair))
        gains.sort(key=lambda gain: (-gain[0], gain[1]))
        if gains[0][0] == gains[1][0]:
            raise ValueError(f"gap advice is a tie of {gains[0][1]} and {gains[1][1]}")
        return {"courses": list(gains[0][1]), "score": two(gains[0][0])}

    def dale_elsewhere(self) -> list[str]:
        """Say what Dale's badge is worth where other levels are asked."""
        asked = self.sample.file(EMPLOYER, "workplace.json")["askedElsewhere"]
        held = self.evidence("dale", "initial")
        ranks = [(ask["cfItemUri"], ask["levelAsked"]["rank"]) for ask in asked]
        return [str(self.rules.quality(held, uri, rank, exact_only=False)) for uri, rank in ranks]

    def shortlist(self) -> list[str]:
        """Pick whoever has every must-have, then the highest scores."""
        size = self.sample.jobs[TWELVE]["shortlistSize"]
        passed = [who for who, score in self.table.items() if not score.must_missing]
        passed.sort(key=lambda who: -self.table[who].score)
        if self.table[passed[size - 1]].score == self.table[passed[size]].score:
            raise ValueError(f"the shortlist of {size} would cut between equal scores")
        return passed[:size]

    def before_revocation(self) -> dict[str, str]:
        """Score whoever had an award revoked as if it still stood."""
        values = {}
        for who in {r["person"] for r in self.sample.transcripts if r["status"] == "revoked"}:
            still: list[Evidence] = [(uri, rank, True) for uri, rank, _ in self.evidence(who, "initial")]
            values[who] = two(self.rules.score(still, self.sample.jobs[TWELVE]).score)
        return values

    def impact(self, question: str) -> dict[str, Any]:
        """Compare the selection rates of the groups of one question."""
        chosen = set(self.shortlist())
        size = Counter(answer[question] for answer in self.answers)
        picked = Counter(answer[question] for answer in self.answers if answer["applicant"] in chosen)
        shown = {g for g, n in size.items() if g is not None and n >= SMALLEST_GROUP}
        best = max(Fraction(picked[group], size[group]) for group in shown)
        values: dict[str, Any] = {}
        for group in sorted(size, key=str):
            row: JSON = {"selected": picked[group], "applicants": size[group]}
            if group in shown:
                ratio = Fraction(picked[group], size[group]) / best
                row |= {"impactRatio": str(ratio), "flagged": ratio < FOUR_FIFTHS}
            else:  # a small group is not shown; those who gave no answer are counted and not compared
                row |= {"selected": None if group else picked[group], "shown": False}
            values[str(group)] = row
        return values

    def transfer(self) -> dict[str, int]:
        """Decide each course that Priya brings to the second college, and count the decisions."""
        articulation = self.sample.file(SECOND_COLLEGE, "articulation.json")
        earned = {r["code"]: r for r in self.sample.transcripts if r["person"] == articulation["learner"]}
        decisions: Counter[str] = Counter()
        for row in articulation["rows"]:
            decision = decide(row, earned[row["riverbendCourse"]])
            if decision != row["expectedDecision"]:
                raise ValueError(f"{row['riverbendCourse']}: {decision}, expected {row['expectedDecision']}")
            decisions[decision] += 1
        return dict(sorted(decisions.items()))

    def lines(self) -> list[str]:
        """Tell the values in a form for reading."""
        texts = []
        for who in sorted(self.table, key=lambda who: -self.table[who].score):
            score, person = self.table[who], self.sample.people[COLLEGE][who]["name"]
            counts = " ".join(f"{band} {score.count(band):>2}" for band in ("met", "partly", "missing"))
            missing = f"must-have missing {','.join(score.must_missing)}" if score.must_missing else ""
            mark = "shortlist" if who in self.shortlist() else ""
            texts.append(
                f"{who} {person:16} {two(score.score):>6} {two(score.exact):>6} {counts} {mark}{missing}"
            )
        return texts


def written(score: Score) -> JSON:
    """Write a score in the form of expected.json."""
    return {
        "score": two(score.score),
        "exact": two(score.exact),
        **{band: score.count(band) for band in ("met", "partly", "missing")},
        "mustHaveMissing": score.must_missing,
        "perRequirement": {ask: str(quality) for ask, quality in score.qualities.items()},
    }


def decide(row: JSON, record: JSON) -> str:
    """Decide one course by the articulation table."""
    grade = next(result["value"] for result in record["results"] if "value" in result)
    ranks = {result["outcomeUri"]: result["rank"] for result in record["results"] if "rank" in result}
    least = row.get("minimumLevel")
    low_grade = grade != "P" and "FDCBA".index(grade) < "FDCBA".index(row["minimumGrade"])
    if low_grade or (least and ranks.get(least["outcomeUri"], 0) < least["rank"]):
        return "not-recognized"
    return "pending-human" if row["needsHumanDecision"] else "recognized"
