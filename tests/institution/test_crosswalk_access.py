"""Who may look at a crosswalk, who may link, and what nobody finds."""

import pytest

from tests.federation.linking import Side, said
from tests.sites import Federation

SAME = "exactMatchOf"


READERS = {"college": {"joe", "marta"}, "employer": {"renee", "carl", "gwen", "lou"}}
LINKERS = {"college": {"joe", "marta"}, "employer": {"renee", "carl", "gwen"}}


@pytest.mark.parametrize("site", ["college", "employer"])
def test_who_links_and_who_only_looks(untouched: Federation, site: str) -> None:
    path = Side(untouched, site).path
    for person in READERS[site]:
        browser = untouched.browser(site, person)
        for page in ("/crosswalks", path):
            assert browser.get(page).status_code == 200, f"{person} at {page}"
        may = person in LINKERS[site]
        assert browser.get(f"{path}/start-over").status_code == (200 if may else 403)
        for deed in ("decisions", "take-back", "suggestions"):
            refused = browser.post(f"{path}/{deed}", data={}).status_code == 403
            assert refused != may, f"{person} at {deed}"
        assert ("Ticked rows" in said(browser.get(path))) == may
    visitor = untouched.anonymous(site)
    assert visitor.get(path).location.startswith("/sign-in")
    assert visitor.post(f"{path}/decisions").location.startswith("/sign-in")
    assert visitor.get(f"{path}/agreement").status_code == 200


def test_deeds_need_their_token(federation: Federation) -> None:
    joe = Side(federation, "college")
    federation.college.config["WTF_CSRF_ENABLED"] = True
    assert joe.decides(SAME).status_code == 400
    assert joe.state() == "nothing"


WRONG_PATHS = (
    "/crosswalks/nope",
    "/crosswalks/nope/start-over",
    "/crosswalks/nope/news",
    "/crosswalks/nope/agreement",
    "/crosswalks/nope/integrated/signature",
)


@pytest.mark.parametrize("path", WRONG_PATHS)
def test_wrong_addresses_find_nothing(untouched: Federation, path: str) -> None:
    assert untouched.browser("college", "joe").get(path).status_code == 404
