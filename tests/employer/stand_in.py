"""A college as other sites see it: its DID, status list and frameworks at addresses, and badges it signed."""

import json
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

import httpx

from credentials.issuing import issue
from credentials.proofs.dids import did_document, did_web
from credentials.proofs.keys import SigningKey
from credentials.standards import openbadges
from credentials.status import new_list, set_bit, status_entry, status_list_credential
from tests.making import a_holder, a_key
from tests.sites import INSTITUTIONS

JSON = dict[str, Any]
FOLDER = INSTITUTIONS / "riverbend-community-college"
ORIGIN = "http://localhost:8001"
DID = did_web(ORIGIN)
KEY = a_key("college on this machine", DID)
NOW = datetime.now(UTC).replace(microsecond=0)  # when the tests began; the sites' own clock goes on
STATUS_URL = f"{ORIGIN}/status/1"


def this_moment() -> datetime:
    """Give the time by which wallets read requests, in whole seconds."""
    return datetime.now(UTC).replace(microsecond=0)


class StandInCollege(httpx.BaseTransport):
    """Answer what the employer asks of a college; `pages` may be changed, `down` lets it fall silent."""

    def __init__(self, origin: str = ORIGIN, key: SigningKey = KEY) -> None:
        self.origin, self.key = origin, key
        self.withdrawn: set[int] = set()
        self.down = False
        self.asked: list[str] = []
        self.pages: dict[str, bytes] = {
            f"/ims/case/v1p1/CFPackages/{json.loads(text)['CFDocument']['identifier']}": text
            for text in map(_framework, ("cyber-defense", "crosswalk"))
        }

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Answer one request."""
        path = request.url.path
        self.asked.append(path)
        if self.down:
            raise httpx.ConnectError(f"nobody listens at {self.origin}", request=request)
        if path == "/.well-known/did.json":
            return httpx.Response(200, json=did_document(self.key.controller, [self.key]))
        if path == "/status/1":
            return httpx.Response(200, json=self._status_list())
        page = self.pages.get(path)
        return httpx.Response(200 if page else 404, content=page or b"{}")

    def _status_list(self) -> JSON:
        bits = new_list()
        for index in self.withdrawn:
            bits = set_bit(bits, index)
        day = timedelta(days=1)
        unsigned = status_list_credential(
            url=f"{self.origin}/status/1",
            issuer=self.key.controller,
            bits=bits,
            valid_from=NOW - day,
            valid_until=NOW + day,
            ttl_ms=60_000,
        )
        return issue(unsigned, key=self.key, now=NOW)


@cache
def _framework(name: str) -> bytes:
    return (FOLDER / "frameworks" / f"{name}.json").read_bytes()


@cache
def _papers() -> tuple[dict[str, JSON], list[JSON]]:
    achievements = json.loads((FOLDER / "courses.json").read_text())["achievements"]
    records = json.loads((FOLDER / "transcripts.json").read_text())["records"]
    return {paper["id"]: paper for paper in achievements}, records


@cache
def badges_of(person: str, *phases: str, origin: str = ORIGIN, key: SigningKey = KEY) -> tuple[JSON, ...]:
    """Give a sample student's awards as signed badges, in the order of the transcript."""
    achievements, records = _papers()
    wanted = [r for r in records if r["person"] == person and r["phase"] in ("initial", *phases)]
    return tuple(
        badge_of(achievements[record["achievement"]], record, person=person, index=n, origin=origin, key=key)
        for n, record in enumerate(wanted)
    )


def badge_of(
    paper: JSON, record: JSON, *, person: str, index: int, origin: str, key: SigningKey, **changes: Any
) -> JSON:
    """Sign one award as a badge bound to the person's key; `index` is its place in the status list."""
    kept = ("id", "type", "achievementType", "name", "description", "criteria", "resultDescription")
    aligned = [{"type": ["Alignment"], **alignment} for alignment in paper["alignment"]]
    achievement = {name: paper[name] for name in kept if name in paper} | {"alignment": aligned}
    for description in achievement.get("resultDescription", []):
        if "alignment" in description:
            description["alignment"] = [{"type": ["Alignment"], **one} for one in description["alignment"]]
    names = ("resultDescription", "achievedLevel", "value")
    results = [
        {"type": ["Result"], **{name: result[name] for name in names if name in result}}
        for result in record["results"]
    ]
    unsigned = openbadges.open_badge(
        id=record["id"],
        name=paper["name"],
        issuer=openbadges.profile(id=key.controller, name="Riverbend Community College (sample)"),
        subject=openbadges.achievement_subject(
            id=a_holder(person).controller, achievement=achievement, result=results
        ),
        valid_from=NOW - timedelta(days=record["awardedDaysAgo"]),
        status=status_entry(f"{origin}/status/1", index),
    )
    return issue({**unsigned, **changes}, key=key, now=NOW)


def direct_badge(person: str, *, name: str = "Triage at work (sample)", index: int = 90_000) -> JSON:
    """Sign a badge that names a statement of the employer's own framework, without any level."""
    uri = "http://localhost:8003/uri/8cf224d1-3a0a-553e-9448-5a3a1ca0f386"
    paper = {
        "id": "http://localhost:8001/achievements/7d4a4a5c-25c8-4a53-8b0f-31d1a7c6a001",
        "type": ["Achievement"],
        "name": name,
        "description": "Sorted alerts.",
        "criteria": {"narrative": "Sort alerts."},
        "alignment": [{"targetName": "NG-MD-2 Triage alerts", "targetUrl": uri}],
    }
    record: JSON = {"id": "urn:uuid:7d4a4a5c-25c8-4a53-8b0f-31d1a7c6a002", "awardedDaysAgo": 9, "results": []}
    return badge_of(paper, record, person=person, index=index, origin=ORIGIN, key=KEY)
