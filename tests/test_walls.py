"""The walls of the house: who imports whom, and who may enter where."""

import subprocess
import sys
from pathlib import Path

import pytest
from werkzeug.routing import IntegerConverter

from tests.sites import ORIGINS, Federation
from webapp.sign_in import access_of

ROOT = Path(__file__).resolve().parents[1]


def test_the_import_contracts_hold() -> None:
    done = subprocess.run(
        [str(Path(sys.executable).parent / "lint-imports")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("site", sorted(ORIGINS))
def test_every_route_says_who_may_enter(federation: Federation, site: str) -> None:
    app = getattr(federation, site)
    silent = [
        f"{rule.endpoint} {rule.rule}"
        for rule in app.url_map.iter_rules()
        if access_of(app, rule.endpoint) is None
    ]
    assert silent == []


@pytest.mark.parametrize("site", sorted(ORIGINS))
def test_no_service_endpoint_exists_without_a_token(federation: Federation, site: str) -> None:
    app = getattr(federation, site)
    assert app.extensions["wellspring"].settings.vc_api_token is None
    rules = {rule.rule for rule in app.url_map.iter_rules()}
    assert not {rule for rule in rules if rule.startswith(("/credentials/", "/presentations/"))}
    for path in ("/credentials/issue", "/credentials/verify", "/credentials/derive", "/presentations/verify"):
        assert federation.anonymous(site).post(path, json={}).status_code == 404


@pytest.mark.parametrize("site", sorted(ORIGINS))
def test_every_closed_route_refuses_a_visitor(federation: Federation, site: str) -> None:
    app = getattr(federation, site)
    visitor = federation.anonymous(site)
    for rule in app.url_map.iter_rules():
        if access_of(app, rule.endpoint) == "open":
            continue
        numbers = {name for name, kind in rule._converters.items() if isinstance(kind, IntegerConverter)}
        values = {name: 1 if name in numbers else "x" for name in rule.arguments}
        for method in rule.methods - {"HEAD", "OPTIONS"}:
            with app.test_request_context():
                path = app.url_for(rule.endpoint, **values)
            answer = visitor.open(path, method=method)
            assert answer.status_code == 303, f"{method} {path} answered {answer.status_code}"
            assert answer.location.startswith("/sign-in"), f"{method} {path} led to {answer.location}"


@pytest.mark.parametrize(
    "template", sorted(ROOT.glob("*/*/templates/*/*.html")), ids=lambda path: "/".join(path.parts[-2:])
)
def test_every_page_stands_on_the_layout(template: Path) -> None:
    text = template.read_text()
    if template.name.startswith("_") or template.name in ("layout.html", "parts.html"):
        return
    assert text.startswith("{% extends 'webapp/layout.html' %}")


def test_no_python_file_grew_too_large() -> None:
    large = {
        str(path.relative_to(ROOT)): lines
        for folder in ("apps", "shared", "scenarios")
        for path in (ROOT / folder).rglob("*.py")
        if (lines := len(path.read_text().splitlines())) > 300
    }
    assert large == {}
