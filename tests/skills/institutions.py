"""The sample institutions as the matching sees them: packages, jobs and evidence."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from skills.case import Package, read_package
from skills.graph import Graph
from skills.matching import Evidence, Requirement

JSON = dict[str, Any]
INSTITUTIONS = Path(__file__).resolve().parents[2] / "scenarios" / "institutions"
COLLEGE, EMPLOYER = INSTITUTIONS / "riverbend-community-college", INSTITUTIONS / "northgate-utilities"


@cache
def read(file: Path) -> JSON:
    content: JSON = json.loads(file.read_text(encoding="utf-8"))
    return content


@cache
def packages() -> tuple[Package, ...]:
    files = sorted(INSTITUTIONS.glob("*/frameworks/*.json"))
    return tuple(read_package(json.loads(file.read_text(encoding="utf-8"))) for file in files)


@cache
def graph() -> Graph:
    return Graph(packages())


def uri_of(code: str) -> str:
    return next(uri for uri, node in graph().nodes.items() if node.code == code)


def requirements(job: str) -> list[Requirement]:
    asks = read(EMPLOYER / "jobs" / f"{job}.json")["requirements"]
    return [
        Requirement(
            ask["id"],
            ask["cfItemUri"],
            ask["title"],
            ask["importance"],
            ask["mustHave"],
            ask["levelAsked"]["rank"],
            ask["levelAsked"]["name"],
        )
        for ask in asks
    ]


def achievements() -> dict[str, JSON]:
    files = (read(COLLEGE / "courses.json"), read(EMPLOYER / "workplace.json"))
    return {achievement["id"]: achievement for file in files for achievement in file["achievements"]}


def evidence_from(record: JSON, *, revocations: bool = True) -> Evidence:
    """Read a credential as the employer does: its alignments, and the levels its results state."""
    levels = {
        r["outcomeUri"]: graph().levels[r["achievedLevel"]].rank for r in record["results"] if "rank" in r
    }
    alignments = achievements()[record["achievement"]]["alignment"]
    uris = {a["targetUrl"]: levels.get(a["targetUrl"]) for a in alignments}
    valid = record["status"] == "active" or not revocations
    reason = "" if valid else "Revoked by the issuer"
    return Evidence(record["id"], uris, valid, reason, record["code"])


def records_of(person: str, *phases: str) -> list[JSON]:
    college: list[JSON] = read(COLLEGE / "transcripts.json")["records"]
    awards: list[JSON] = read(EMPLOYER / "workplace.json")["awards"]
    wanted = {"initial", *phases}
    return [r for r in college + awards if r["person"] == person and r.get("phase", "initial") in wanted]


def evidence_of(person: str, *phases: str, revocations: bool = True) -> list[Evidence]:
    return [evidence_from(record, revocations=revocations) for record in records_of(person, *phases)]
