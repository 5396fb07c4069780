"""A crosswalk on a framework of more than two thousand items: nobody waits, and no page grows without end."""

import re
from html import unescape

import pytest

from institution.crosswalks import crosswalk_with, suggestions
from institution.importing import import_framework
from tests.federation.linking import Side, said
from tests.federation.scene import this_moment
from tests.official import OFFICIAL
from tests.sites import Federation
from webapp.seeding import site_of


@pytest.fixture
def nice(federation: Federation) -> tuple[Side, str]:
    """Bring the NICE Framework into the college, and begin to link the outcomes with it."""
    if OFFICIAL is None:
        pytest.skip("the official data are not beside the repository")
    joe = Side(federation, "college")
    text = (OFFICIAL / "frameworks" / "nice_cprt_SP_800_181_2_1_0.json").read_bytes()
    site = site_of(joe.app)
    with site.storage.session() as session:
        framework = import_framework(
            session, text, source="nice", base=site.origin, by="Joe Akande", now=this_moment()
        )
        session.commit()
    answer = joe.browser.post(
        "/crosswalks", data={"near": joe.crosswalk.near["identifier"], "far": framework.identifier}
    )
    assert answer.status_code == 303
    return joe, answer.location


def test_pages_stay_small_and_deeds_are_done(nice: tuple[Side, str]) -> None:
    joe, path = nice
    text = joe.browser.get(path).get_data(as_text=True)
    assert len(text) < 200_000
    assert text.count('<article class="pair"') == 10
    near = re.findall(r'id="p-([\w-]+)\.([\w-]+)"', text)
    for one, other in near[:5]:
        form = {"near": one, "far": other, "kind": "isRelatedTo", "show": "open"}
        assert joe.browser.post(f"{path}/decisions", data=form).status_code == 303
    assert "Agreed 5" in said(joe.browser.get(path))
    assert joe.browser.get(f"{path}/map").status_code == 200
    assert joe.browser.get(f"{path}/integrated").status_code == 200


def test_a_branch_of_many_sends_those_around_the_chosen_one(nice: tuple[Side, str]) -> None:
    joe, path = nice
    branches = re.findall(r'href="([^"]*branch=[^"]*)"', joe.browser.get(path).get_data(as_text=True))
    assert len(branches) > 10
    cut = 0
    for branch in branches:
        text = joe.browser.get(unescape(branch)).get_data(as_text=True)
        assert len(text) < 250_000
        cut += "are shown. Use Find for the others." in text
    assert cut


def test_new_versions_that_are_large_are_compared_when_somebody_asks(nice: tuple[Side, str]) -> None:
    joe, path = nice
    identifier = path.rsplit("/", 1)[1]
    with joe.session() as session:
        stored = crosswalk_with(session, identifier)
        assert suggestions.are_current(session, stored)
        assert not suggestions.are_quick(session, stored)
        stored.suggested_for = "earlier versions"
        session.commit()
    assert "Find suggestions" in said(joe.browser.get(path))
    assert joe.browser.post(f"{path}/suggestions").status_code == 303
    assert "Find suggestions" not in said(joe.browser.get(path))
