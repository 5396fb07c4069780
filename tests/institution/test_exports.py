"""A framework taken along from its page, and brought in again somewhere else."""

import csv
import io
import json
from datetime import UTC, datetime

import pytest

from institution.frameworks import framework_with, package_of
from skills.case import package_json
from skills.importing import read_framework
from tests.institution.campus import CROSSWALK, CYBER_DEFENSE, Campus, page
from tests.institution.packages import a_package
from tests.institution.test_imports import confirmed, upload

NOW = datetime(2026, 11, 24, tzinfo=UTC)
FORMS = {"json": "application/json", "csv": "text/csv", "ttl": "text/turtle", "jsonld": "application/ld+json"}


@pytest.mark.parametrize("framework", [CYBER_DEFENSE, CROSSWALK])
@pytest.mark.parametrize("form", FORMS)
def test_what_is_taken_along_is_all_of_it(looked_at: Campus, framework: str, form: str) -> None:
    answer = looked_at.anonymous("college").get(f"/frameworks/{framework}/export.{form}")
    assert answer.status_code == 200
    assert answer.mimetype == FORMS[form]
    assert f'.{form}"' in answer.headers["Content-Disposition"]
    with looked_at.session() as session:
        kept = package_of(session, framework_with(session, framework))
    read = read_framework(answer.data, base="https://elsewhere.test", now=NOW)
    assert package_json(read) == package_json(kept)


def test_the_page_of_a_framework_offers_every_form(looked_at: Campus) -> None:
    html = page(looked_at.anonymous("college"), f"/frameworks/{CYBER_DEFENSE}")
    for form in FORMS:
        assert f"/frameworks/{CYBER_DEFENSE}/export.{form}" in html


def test_an_unknown_form_or_framework_is_not_there(looked_at: Campus) -> None:
    visitor = looked_at.anonymous("college")
    assert visitor.get(f"/frameworks/{CYBER_DEFENSE}/export.exe").status_code == 404
    assert visitor.get("/frameworks/nobody/export.json").status_code == 404


def test_a_partner_s_copy_is_for_the_people_of_the_house(campus: Campus) -> None:
    answer = confirmed(campus, upload(campus, json.dumps(a_package("https://partner.example")).encode()))
    path = f"{answer.location}/export.json"
    assert campus.anonymous("college").get(path).status_code == 303
    assert campus.browser("college", "joe").get(path).status_code == 200


def test_no_cell_of_the_table_runs_in_a_spreadsheet(campus: Campus) -> None:
    package = a_package("http://localhost:8001")
    package["CFItems"][0]["fullStatement"] = '=HYPERLINK("http://evil.example")'
    answer = confirmed(campus, upload(campus, json.dumps(package).encode()))
    table = campus.anonymous("college").get(f"{answer.location}/export.csv").data.decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(table, newline="")) for cell in row]
    assert '\'=HYPERLINK("http://evil.example")' in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
