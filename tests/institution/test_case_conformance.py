"""Every object that the seeded college and employer publish, at every endpoint, by the official schemas."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import httpx
import jsonschema
import pytest
from flask.testing import FlaskClient

from exchange.case_api import fetch_package, read_server
from exchange.case_api.versions import V1P0, V1P1, VERSIONS, Version
from tests.exchange.test_case_versions import official_description, schema_of
from tests.federation.linking import both, both_sign
from tests.official import OFFICIAL
from tests.sites import ORIGINS, Federation

JSON = dict[str, Any]
SETS = {
    "CFDocuments": "cfdocument",
    "CFPackages": "cfpackage",
    "CFItems": "cfitem",
    "CFItemAssociations": "cfassociationset",
    "CFAssociations": "cfassociation",
    "CFAssociationGroupings": "cfassociationgrouping",
    "CFConcepts": "cfconceptset",
    "CFSubjects": "cfsubjectset",
    "CFItemTypes": "cfitemtypeset",
    "CFLicenses": "cflicense",
    "CFRubrics": "cfrubric",
}
FORMATS = jsonschema.FormatChecker()
FEWEST = {"college": 400, "employer": 160}  # of answers that are looked at, in either version

pytestmark = pytest.mark.skipif(OFFICIAL is None, reason="the official CASE schemas are not on this machine")


@pytest.fixture(scope="module")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Federation]:
    """Raise the sites, seeded and with their integrated framework signed, that no test here changes."""
    raised = Federation(tmp_path_factory.mktemp("seeded"))
    both_sign(*both(raised))
    yield raised
    raised.close()


@cache
def validator(version: Version, kind: str) -> Any:
    """Prepare the official schema of a kind of answer."""
    if version is V1P0:
        path = "/CFDocuments" if kind == "CFDocumentSet" else f"/{kind}/x"
        schema = schema_of(version, official_description(version), path)
        return jsonschema.Draft4Validator(schema, format_checker=FORMATS)
    assert OFFICIAL
    name = SETS.get(kind, "cfdocumentset")
    text = (Path(OFFICIAL) / "schemas" / "case" / f"case_v1p1_{name}-jsonschema1.json").read_text()
    return jsonschema.Draft201909Validator(json.loads(text), format_checker=FORMATS)


def answers(visitor: FlaskClient, version: Version) -> Iterator[tuple[str, str, JSON]]:
    """Ask for everything that there is: kind, path, answer."""
    path = f"{version.base}/CFDocuments"
    listed = visitor.get(path).get_json()
    yield "CFDocumentSet", path, listed
    for document in listed["CFDocuments"]:
        package = visitor.get(f"{version.base}/CFPackages/{document['identifier']}").get_json()
        things = {name: package.get(name, []) for name in ("CFItems", "CFAssociations", "CFRubrics")}
        things |= {"CFDocuments": [document], "CFPackages": [document], **package.get("CFDefinitions", {})}
        things["CFItemAssociations"] = things["CFItems"]
        for kind, entries in things.items():
            for entry in entries if isinstance(entries, list) else ():
                path = f"{version.base}/{kind}/{entry['identifier']}"
                answer = visitor.get(path)
                if kind == "CFItemAssociations" and answer.status_code == 404:
                    continue
                assert answer.status_code == 200, path
                yield kind, path, answer.get_json()


@pytest.mark.parametrize("site", FEWEST)
@pytest.mark.parametrize("version", VERSIONS, ids=lambda version: version.number)
def test_every_answer_passes_the_official_schema(seeded: Federation, site: str, version: Version) -> None:
    looked_at = 0
    for kind, path, body in answers(seeded.anonymous(site), version):
        found = [
            f"{path} {error.json_path}: {error.message}"
            for error in validator(version, kind).iter_errors(body)
        ]
        assert found == []
        looked_at += 1
    assert looked_at >= FEWEST[site]


@pytest.mark.parametrize("site", FEWEST)
def test_our_own_reader_finds_nothing_odd_about_a_site(seeded: Federation, site: str) -> None:
    with httpx.Client(transport=seeded.network) as http:
        listing = read_server(ORIGINS[site], http=http)
        assert listing.notices == ()
        for seen in listing:
            assert fetch_package(seen.package_address, http=http).notices == ()
            assert fetch_package(seen.uri, http=http).package["CFDocument"]["identifier"] == seen.identifier


@pytest.mark.parametrize("version", VERSIONS, ids=lambda version: version.number)
def test_each_site_describes_itself(seeded: Federation, version: Version) -> None:
    for site in FEWEST:
        answer = seeded.anonymous(site).get(version.discovery)
        assert answer.get_json()["info"]["version"] == version.number


def test_the_newer_version_alone_tells_who_confirmed_a_link(seeded: Federation) -> None:
    told = {}
    for version in (V1P1, V1P0):
        texts = [
            json.dumps(body)
            for kind, _, body in answers(seeded.anonymous("college"), version)
            if kind == "CFPackages"
        ]
        told[version] = any("confirmedBy" in text for text in texts)
    assert told == {V1P1: True, V1P0: False}
