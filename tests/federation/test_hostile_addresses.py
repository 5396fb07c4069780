"""No address, query or field makes a site fail: unstorable text and numbers are refused like any other."""

from collections.abc import Iterator

import pytest
from werkzeug.routing import AnyConverter, BaseConverter, IntegerConverter

from tests.conftest import new_database
from tests.sites import ORIGINS, Federation
from webapp.sign_in import access_of

STRANGE = {
    "a NUL": "x\0y",
    "markup": "<script>alert(1)</script>",
    "a quote and a semicolon": "'; DROP TABLE account; --",
    "a template": "{{7*7}}",
    "ten thousand letters": "x" * 10_000,
    "a lone surrogate": "\ud800",
    "right-to-left marks": "\u202eabc",
}
HUGE = 10**30


def value_for(kind: BaseConverter, strange: str) -> object:
    """Give a value for a part of an address: the strange text, wherever the route takes text."""
    if isinstance(kind, IntegerConverter):
        return HUGE
    if isinstance(kind, AnyConverter):
        return sorted(kind.items)[0]
    return strange.replace("/", "").replace("\ud800", "?")


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def sites(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Federation]:
    databases = None
    if request.param == "postgresql":
        cluster = request.getfixturevalue("postgres")
        databases = {site: new_database(cluster) for site in ORIGINS}
    raised = Federation(tmp_path_factory.mktemp("strange"), databases=databases)
    yield raised
    raised.close()


@pytest.mark.parametrize("strange", STRANGE.values(), ids=STRANGE)
@pytest.mark.parametrize(("site", "person"), [("college", "marta"), ("wallet", "ana"), ("employer", "renee")])
def test_no_strange_text_makes_a_site_fail(sites: Federation, site: str, person: str, strange: str) -> None:
    app = getattr(sites, site)
    app.config["PROPAGATE_EXCEPTIONS"] = False
    browser = sites.browser(site, person)
    for rule in list(app.url_map.iter_rules()):
        if access_of(app, rule.endpoint) is None or rule.endpoint.startswith("sign_in.sign_out"):
            continue
        with app.test_request_context():
            values = {name: value_for(kind, strange) for name, kind in rule._converters.items()}
            path = app.url_for(rule.endpoint, **values)
        fields = dict.fromkeys(
            (
                "q",
                "text",
                "reason",
                "name",
                "email",
                "person",
                "achievement",
                "did",
                "state",
                "answer",
                "related",
            ),
            strange.encode("utf-8", "surrogatepass"),
        )
        for method in sorted(rule.methods - {"HEAD", "OPTIONS"}):
            sent = {"query_string": fields} if method == "GET" else {"data": fields}
            answer = browser.open(path, method=method, **sent)
            assert answer.status_code < 500, f"{method} {path[:120]} answered {answer.status_code}"
            if answer.mimetype == "text/html":
                assert "<script>alert(1)" not in answer.get_data(as_text=True)
                assert ">49<" not in answer.get_data(as_text=True)
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
