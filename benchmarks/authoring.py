"""How long a writer of a framework of 3,000 items waits: `python -m benchmarks.authoring`.

The site of the college answers in this process, on SQLite; only the network is left out.
"""

from __future__ import annotations

import argparse
import gc
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from flask.testing import FlaskClient
from sqlalchemy import text

from college.app import create_app
from college.seeding import seed
from institution.storing import store
from skills.case import read_package
from webapp.seeding import site_of
from webapp.settings import COLLEGE, Settings

FOLDER = Path(__file__).resolve().parents[1] / "scenarios" / "institutions" / "riverbend-community-college"
GOAL = 0.3
SCRIPTED = {"HX-Request": "true"}
JSON = dict[str, Any]
# How the items branch, then the codes of the first, of one in the middle and of one that is taken out.
SHAPES: dict[str, tuple[tuple[int, ...], str, str, str]] = {
    "Tree": ((15, 19, 10), "T1", "T7-9-5", "T3"),
    "List": ((3000,), "L1", "L1500", "L2000"),
}


class Times:
    """What took how long, by name; on a busy machine only the processor's time is counted."""

    def __init__(self, *, busy: bool = False) -> None:
        self.taken: dict[str, list[float]] = {}
        self._clock = time.process_time if busy else time.perf_counter

    @contextmanager
    def over(self, what: str) -> Iterator[None]:
        """Add the seconds that the block takes."""
        before = self._clock()
        yield
        self.taken.setdefault(what, []).append(self._clock() - before)

    @property
    def worst(self) -> float:
        """Give the longest median."""
        return max(statistics.median(seconds) for seconds in self.taken.values())

    def lines(self) -> list[str]:
        """Write the table."""
        width = max(map(len, self.taken))
        head = f"{'milliseconds':{width}}   median    worst"
        rows = [
            f"{what:{width}}  {statistics.median(seconds) * 1000:7.0f}  {max(seconds) * 1000:7.0f}"
            for what, seconds in self.taken.items()
        ]
        return [head, "-" * len(head), *rows]


def framework(name: str, shape: tuple[int, ...]) -> JSON:
    """Make a package whose items branch as told: (3000,) is one long list, (15, 20, 10) a tree."""
    moment = "2026-08-17T09:00:00Z"

    def named(key: str) -> JSON:
        identifier = str(uuid5(NAMESPACE_URL, f"{name} {key}"))
        return {"identifier": identifier, "uri": f"{COLLEGE}/uri/{identifier}"}

    document = {**named(""), "title": name, "creator": "A college", "lastChangeDateTime": moment}
    items: list[JSON] = []
    associations: list[JSON] = []

    def grow(parent: JSON, key: str, rest: tuple[int, ...]) -> None:
        for number in range(1, rest[0] + 1):
            code = f"{key}-{number}" if key else f"{name[0]}{number}"
            statement = f"Describe, plan and carry out task {code} safely, and say why each step is needed."
            item = {**named(code), "fullStatement": statement, "humanCodingScheme": code}
            short = f"Carry out task {code}"
            item |= {"abbreviatedStatement": short, "CFItemType": "Outcome", "lastChangeDateTime": moment}
            items.append(item)
            link = {"title": f"{code} {short}", "identifier": item["identifier"], "uri": item["uri"]}
            associations.append(
                {
                    **named(f"{code} place"),
                    "associationType": "isChildOf",
                    "originNodeURI": link,
                    "destinationNodeURI": parent,
                    "sequenceNumber": number,
                    "lastChangeDateTime": moment,
                }
            )
            if rest[1:]:
                grow(link, code, rest[1:])

    grow({**named(""), "title": name}, "", shape)
    return {"CFDocument": document, "CFItems": items, "CFAssociations": associations}


class Writer:
    """Somebody at the college who writes one framework, with a watch."""

    def __init__(self, browser: FlaskClient, identifier: str, times: Times, *, of: str) -> None:
        self._browser = browser
        self._times = times
        self._of = of
        self.page = f"/frameworks/{identifier}"
        self.draft = f"{self.page}/draft"

    def gets(self, what: str, path: str, *, scripted: bool = False) -> str:
        """Get a page or a piece of one."""
        with self._times.over(f"{self._of}: {what}"):
            answer = self._browser.get(path, headers=SCRIPTED if scripted else None)
        return self._checked(answer, what)

    def posts(self, what: str, path: str, *, plain: bool = False, **form: str) -> str:
        """Do a deed as the page's script does it, or as a plain form."""
        with self._times.over(f"{self._of}: {what}"):
            answer = self._browser.post(path, data=form, headers=None if plain else SCRIPTED)
        return self._checked(answer, what)

    @staticmethod
    def _checked(answer: Any, what: str) -> str:
        if answer.status_code not in (200, 303):
            raise RuntimeError(f"{what} answered {answer.status_code}, expected 200 or 303")
        return str(answer.get_data(as_text=True))

    def place(self, code: str) -> tuple[str, str, str]:
        """Find an item's place, its stamp and its identifier."""
        found = re.search(r"\?at=([0-9a-f-]+)#p-", self.gets("search", f"{self.draft}?q={code}"))
        if found is None:
            raise RuntimeError(f"{code} was not found")
        html = str(self._browser.get(f"{self.draft}?at={found[1]}").get_data(as_text=True))
        row = re.search(rf'data-place="{found[1]}" data-item="([^"]+)".*?data-stamp="(\d+)"', html, re.S)
        if row is None:
            raise RuntimeError(f"{code} is not in the tree")
        return found[1], row[2], row[1]

    def writes(self, first: str, middle: str, branch: str, *, version: str) -> None:
        """Go through everything once, and publish."""
        self.gets("framework page", self.page)
        self.posts("begin a draft", self.draft, plain=True)
        self.gets("editor page", self.draft)
        place, _, item = self.place(middle)
        self.gets("editor page at an item", f"{self.draft}?at={place}")
        self.gets("choose an item", f"{self.draft}?at={place}", scripted=True)
        self._browser.get(f"{self.draft}/below?item=")
        self.gets("the next hundred", f"{self.draft}/below?item=&after=1024", scripted=True)
        self.posts(
            "reword",
            f"{self.draft}/items/{item}",
            statement=f"Anew for {version}",
            code=middle,
            seen=self._item_stamp(place),
        )
        self.posts("add after", f"{self.draft}/items", statement="Weld", code=f"N{version}", after=place)
        for way in ("down", "up", "in", "out"):
            place, stamp, _ = self.place(middle)
            self.posts(f"move {way}", f"{self.draft}/places/{place}/step", way=way, seen=stamp)
        place, stamp, _ = self.place(middle)
        target, *_ = self.place(first)
        self.posts("drag to the far end", f"{self.draft}/places/{place}/move", before=target, seen=stamp)
        self._takes_back("undo")
        place, stamp, _ = self.place(branch)
        self.posts("take out a branch", f"{self.draft}/places/{place}/take-out", seen=stamp)
        self._takes_back("undo a branch")
        levels = f"{self.draft}/items/{item}/levels"
        self.gets("levels", levels)
        self.gets("check and publish, page", f"{self.draft}/publish")
        self.publishes(version)
        self.gets("versions", f"{self.page}/versions")
        for form in ("json", "csv", "ttl", "jsonld"):
            self.gets(f"export as {form}", f"{self.page}/export.{form}")
        number = int(version)
        self.gets("compare versions", f"{self.page}/versions/compare?old={number - 1}&new={number}")

    def publishes(self, version: str) -> None:
        """Publish what the draft says now."""
        html = str(self._browser.get(f"{self.draft}/publish").get_data(as_text=True))
        seen = re.findall(r'name="seen" value="(\d+)"', html)[-1]
        path = f"{self.draft}/publish"
        self.posts("publish", path, plain=True, version=version, note="New", adopted="yes", seen=seen)

    def _item_stamp(self, place: str) -> str:
        html = str(self._browser.get(f"{self.draft}?at={place}", headers=SCRIPTED).get_data(as_text=True))
        return str(re.findall(r'name="seen" value="(\d+)"', html)[0])

    def _takes_back(self, what: str) -> None:
        html = str(self._browser.get(self.draft).get_data(as_text=True))
        number = re.findall(r'name="number" value="(\d+)"', html)[0]
        self.posts(what, f"{self.draft}/undo", number=number)


def measure(folder: Path, *, rounds: int, busy: bool = False) -> Times:
    """Write a tree and a long list of 3,000 items each, as often as told."""
    settings = Settings.model_validate(
        {"site": "college", "origin": COLLEGE, "data": folder, "institution": FOLDER, "demo": True}
    )
    app = create_app(settings)
    app.config["WTF_CSRF_ENABLED"] = False
    now = datetime.now(UTC)
    seed(app, now=now)
    gc.freeze()  # as serving does
    browser = app.test_client()
    browser.post("/sign-in", data={"person": "marta"})
    times = Times(busy=busy)
    for name, (shape, *codes) in SHAPES.items():
        package = read_package(framework(name, shape))
        with site_of(app).storage.session() as session:
            store(session, package, own=True, source="made up", by="Nobody", now=now)
            session.commit()
        writer = Writer(browser, package.identifier, times, of=name)
        for number in range(2, rounds + 2):
            writer.writes(*codes, version=str(number))
        browser.post(writer.draft)
        _unpublish(app, package.identifier)
        Writer(browser, package.identifier, times, of=f"{name}, all of it new").publishes("1")
    site_of(app).storage.engine.dispose()
    gc.unfreeze()
    return times


def _unpublish(app: Any, identifier: str) -> None:
    """Make a draft look as if nothing of it had been published yet."""
    with site_of(app).storage.session() as session:
        for statement in (
            "DELETE FROM framework WHERE identifier = :it",
            "DELETE FROM framework_version WHERE framework = :it",
            "UPDATE framework_draft SET based_on = 0, revision = 1 WHERE framework = :it",
            "UPDATE draft_item SET published = FALSE, stamp = 1 WHERE framework = :it",
            "UPDATE draft_association SET published = FALSE, stamp = 1 WHERE framework = :it",
        ):
            session.execute(text(statement), {"it": identifier})
        session.commit()


def main(tell: Callable[[str], object] = sys.stdout.write) -> None:
    """Measure, print the table, and say how the longest wait stands to the goal."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.authoring", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5, help="how often each is done")
    parser.add_argument("--busy", action="store_true", help="count the processor's time, not the clock's")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        times = measure(Path(folder), rounds=given.rounds, busy=given.busy)
    tell("\n".join([*times.lines(), ""]) + "\n")
    tell(f"The longest median is {times.worst * 1000:.0f} ms; the goal is {GOAL * 1000:.0f} ms.\n")


if __name__ == "__main__":
    main()
