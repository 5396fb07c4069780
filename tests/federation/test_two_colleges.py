"""Two colleges agree on what of the one answers what of the other, each at its own site."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlmodel import select

from institution.crosswalks import Crosswalk, Standing, look, publisher_of
from institution.importing import import_framework
from institution.partners import fetch, store_partners
from institution.records import Item, PartnerPackage
from tests.federation.linking import BASE, said
from tests.federation.scene import this_moment
from tests.institution.campus import CYBER_DEFENSE, Campus, close
from tests.sites import INSTITUTIONS, ORIGINS
from webapp.seeding import site_of

JSON = dict[str, Any]
HILLTOP = "http://localhost:8005"
SAME, RELATED, PART = "exactMatchOf", "isRelatedTo", "isPartOf"


class College:
    """One of the two, with the person who decides there."""

    def __init__(self, campus: Campus, app: Flask, person: str, origin: str) -> None:
        self.campus, self.app, self.origin = campus, app, origin
        self.browser = app.test_client()
        assert self.browser.post("/sign-in", data={"person": person}).status_code == 303

    def knows(self, name: str, url: str) -> None:
        """Name a partner, and read what it publishes."""
        with site_of(self.app).storage.session() as session:
            store_partners(session, [{"name": name, "packages": [url]}])
            session.commit()
        site = site_of(self.app)
        fetch(site.storage, url, http=site.peers.http, base=site.origin, now=this_moment())

    def begins(self, near: str, far: str) -> None:
        """Begin to link the two frameworks."""
        self.path = self.browser.post("/crosswalks", data={"near": near, "far": far}).location
        assert self.path.startswith("/crosswalks/")

    def stored(self) -> Crosswalk:
        """Give the crosswalk as it is stored now."""
        with site_of(self.app).storage.session() as session:
            return session.get_one(Crosswalk, self.path.rsplit("/", 1)[1])

    def decides(self, kind: str, ours: str, theirs: str) -> None:
        """Decide about a pair, our own item first."""
        with site_of(self.app).storage.session() as session:
            near, far = (session.exec(select(Item).where(Item.code == code)).one() for code in (ours, theirs))
        form = {"near": near.identifier, "far": far.identifier, "kind": kind, "show": "open"}
        assert self.browser.post(f"{self.path}/decisions", data=form).status_code == 303

    def looks(self) -> None:
        """Look what the other decided."""
        site = site_of(self.app)
        now, publisher = this_moment(), publisher_of(site)
        look(site.storage, self.stored().id, http=site.peers.http, publisher=publisher, now=now, pressed=True)
        assert self.stored().failure == ""

    def counts(self) -> dict[str, int]:
        """Count the pairs by how they stand."""
        with site_of(self.app).storage.session() as session:
            return dict(Standing(session, session.get_one(Crosswalk, self.stored().id)).counts)

    def signs(self) -> None:
        """Sign what both have in common."""
        text = self.browser.get(f"{self.path}/integrated").get_data(as_text=True)
        (links,) = re.findall(r'name="links" value="(\w+)"', text)
        assert self.browser.post(f"{self.path}/sign-off", data={"links": links}).status_code == 303

    def published(self, document: str) -> JSON:
        """Read one of the published documents as another machine does."""
        identifier = getattr(self.stored(), f"{document}_document")
        package: JSON = self.app.test_client().get(f"{BASE}/CFPackages/{identifier}").get_json()
        return package


@pytest.fixture
def colleges(tmp_path: Path) -> Iterator[tuple[College, College]]:
    """Raise Riverbend and Hilltop, each with a copy of what the other publishes."""
    campus = Campus(tmp_path)
    folder = INSTITUTIONS / "hilltop-state-college"
    app = campus.raise_site("college", origin=HILLTOP, institution=folder)
    outcomes = (folder / "outcomes.csv").read_bytes()
    with site_of(app).storage.session() as session:
        identifier = import_framework(
            session, outcomes, source="outcomes.csv", base=HILLTOP, by="Hana", now=this_moment()
        ).identifier
        session.commit()
    riverbend = College(campus, campus.college, "joe", ORIGINS["college"])
    hilltop = College(campus, app, "hana", HILLTOP)
    riverbend.knows("Hilltop State College", f"{HILLTOP}{BASE}/CFPackages/{identifier}")
    hilltop.knows("Riverbend Community College", f"{ORIGINS['college']}{BASE}/CFPackages/{CYBER_DEFENSE}")
    riverbend.begins(CYBER_DEFENSE, identifier)
    hilltop.begins(identifier, CYBER_DEFENSE)
    yield riverbend, hilltop
    campus.close()
    close(app)


def test_both_see_the_same_framework_first(colleges: tuple[College, College]) -> None:
    riverbend, hilltop = (one.stored() for one in colleges)
    assert riverbend.id == hilltop.id
    assert riverbend.origin["uri"] == hilltop.origin["uri"] < riverbend.destination["uri"]
    assert (riverbend.ours, hilltop.ours) == ("origin", "destination")
    assert (riverbend.partner, hilltop.partner) == ("Hilltop State College", "Riverbend Community College")


def test_each_learned_what_the_other_is(colleges: tuple[College, College]) -> None:
    for college in colleges:
        with site_of(college.app).storage.session() as session:
            kinds = {one.url[:21]: one.kind for one in session.exec(select(PartnerPackage))}
        other = next(one.origin for one in colleges if one is not college)
        assert kinds[other] == "college"


def test_what_one_proposes_the_other_confirms_and_both_publish_it(colleges: tuple[College, College]) -> None:
    riverbend, hilltop = colleges
    riverbend.decides(SAME, "CYD101-3", "HSC-IT-2")
    riverbend.decides(PART, "CYD115-1", "HSC-IT-3")
    hilltop.looks()
    assert hilltop.counts() == {"theirs": 2}
    hilltop.decides(SAME, "HSC-IT-2", "CYD101-3")
    hilltop.decides(PART, "HSC-IT-3", "CYD115-1")
    riverbend.looks()
    assert riverbend.counts() == hilltop.counts() == {"agreed": 2}
    links = [
        {
            (link["originNodeURI"]["uri"], link["associationType"], link["destinationNodeURI"]["uri"])
            for link in college.published("agreed")["CFAssociations"]
        }
        for college in colleges
    ]
    assert links[0] == links[1]
    people = riverbend.published("agreed")["CFAssociations"][0]["extensions"]["confirmedBy"]
    assert [one["name"] for one in people] == ["Joe Akande", "Hana Moreau"]


def test_a_conflict_is_settled_and_both_sign(colleges: tuple[College, College]) -> None:
    riverbend, hilltop = colleges
    riverbend.decides(SAME, "CYD101-3", "HSC-IT-2")
    hilltop.decides(RELATED, "HSC-IT-2", "CYD101-3")
    hilltop.looks()
    riverbend.looks()
    assert riverbend.counts() == hilltop.counts() == {"conflict": 1}
    hilltop.decides(SAME, "HSC-IT-2", "CYD101-3")
    riverbend.looks()
    assert riverbend.counts() == hilltop.counts() == {"agreed": 1}
    for college in colleges:
        college.signs()
    for college in colleges:
        college.looks()
        page = said(college.browser.get(f"{college.path}/integrated"))
        assert "Both institutions signed version 1 as it is now" in page
        assert "have in common" in page
        assert "Only in Riverbend Community College: Cyber Defense A.A.S. 59" in page
        assert "Asked, not taught" not in page
        assert "Taught in" not in page
        document = college.published("integrated")["CFDocument"]
        assert document["adoptionStatus"] == "Implemented"
        assert document["creator"] == "Riverbend Community College and Hilltop State College"
        compared = college.stored().countersigned
        assert compared is not None
        assert compared["state"] == "same", json.dumps(compared)
