"""What every site answers, and how it fails."""

import json
import re

import pytest

from tests.sites import ORIGINS, Federation
from webapp.sign_in import open_to_all

SITES = sorted(ORIGINS)


@pytest.mark.parametrize("site", SITES)
def test_a_site_says_that_it_is_healthy_and_who_it_is(federation: Federation, site: str) -> None:
    answer = federation.anonymous(site).get("/health")
    port = ORIGINS[site].rsplit(":", 1)[1]
    assert answer.json == {"status": "ok", "site": site, "did": f"did:web:localhost%3A{port}"}


@pytest.mark.parametrize("site", SITES)
def test_a_site_publishes_its_own_key_and_no_secret(federation: Federation, site: str) -> None:
    document = json.loads(federation.anonymous(site).get("/.well-known/did.json").data)
    assert document["id"].startswith("did:web:localhost%3A")
    assert document["assertionMethod"] == [document["verificationMethod"][0]["id"]]
    assert "private" not in json.dumps(document).lower()
    assert '"d"' not in json.dumps(document)


def test_three_sites_have_three_keys(federation: Federation) -> None:
    keys = {
        json.loads(federation.anonymous(site).get("/.well-known/did.json").data)["verificationMethod"][0][
            "publicKeyMultibase"
        ]
        for site in SITES
    }
    assert len(keys) == 3


@pytest.mark.parametrize("site", SITES)
def test_pages_let_nothing_in_from_elsewhere(federation: Federation, site: str) -> None:
    answer = federation.anonymous(site).get("/")
    assert answer.status_code == 200
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe-eval" not in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    text = answer.get_data(as_text=True)
    assert "<script>" not in text
    assert "cdn" not in text


@pytest.mark.parametrize("site", SITES)
@pytest.mark.parametrize(
    "path",
    ["/nothing-here", "/static/../records.py", "/static/nothing.css", "/uri/%00", "/%2e%2e/etc/passwd"],
)
def test_an_unknown_address_is_a_plain_page(federation: Federation, site: str, path: str) -> None:
    answer = federation.anonymous(site).get(path)
    assert answer.status_code == 404
    assert "<h1" in answer.get_data(as_text=True)


@pytest.mark.parametrize("site", SITES)
def test_ten_megabytes_are_too_large(federation: Federation, site: str) -> None:
    answer = federation.anonymous(site).post("/sign-in", data={"email": "x" * 10_000_000})
    assert answer.status_code == 413


def test_an_error_of_ours_changes_nothing_and_says_so(federation: Federation) -> None:
    app = federation.college
    app.config["PROPAGATE_EXCEPTIONS"] = False

    @open_to_all
    def broken() -> float:
        return 1 / 0

    app.view_functions["frame.health"] = broken
    answer = federation.anonymous("college").get("/health", headers={"Accept": "text/html"})
    assert answer.status_code == 500
    assert "It was not your doing. Nothing was changed." in answer.get_data(as_text=True)


@pytest.mark.parametrize(
    ("site", "path"),
    [("college", "/oid4vci/token"), ("college", "/oid4vci/credential"), ("employer", "/oid4vp/response/x")],
)
def test_a_protocols_address_asked_the_wrong_way_answers_machines(
    federation: Federation, site: str, path: str
) -> None:
    answer = federation.anonymous(site).get(path, headers={"Accept": "*/*"})
    assert (answer.status_code, answer.mimetype) == (405, "application/json")
    assert answer.get_json()["error"] == "invalid_request"


BELONGS = {
    ("employer", "renee", "/jobs"): "Jobs",
    ("employer", "renee", "/jobs/72aa7b50-ed3c-57fd-bc8a-b7a0b60d7b90"): "Jobs",
    ("employer", "renee", "/jobs/72aa7b50-ed3c-57fd-bc8a-b7a0b60d7b90/applications"): "Applications",
    ("employer", "renee", "/applications"): "Applications",
    ("employer", "renee", "/"): None,
    ("college", "marta", "/people/ellen"): "Students",
    ("college", "marta", "/awards/new"): "Awards",
    ("wallet", "ana", "/"): "Cards",
    ("wallet", "ana", "/history"): "History",
}


def test_the_navigation_marks_what_a_page_belongs_to(federation: Federation) -> None:
    for (site, person, path), label in BELONGS.items():
        page = federation.browser(site, person).get(path)
        assert page.status_code == 200, path
        navigation = page.get_data(as_text=True).partition("<nav")[2].partition("</nav>")[0]
        marked = re.findall(r'aria-current="page">([^<]*)<', navigation)
        assert marked == ([label] if label else []), path
