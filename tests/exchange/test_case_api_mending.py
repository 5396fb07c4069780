"""What known CASE servers get wrong in a package: mended, and told once."""

import copy
import json
from typing import Any

import httpx
import pytest

from exchange.case_api import fetch_package
from skills.case import read_package
from tests.exchange.case_servers import LIMITS, PACKAGE, V1P0, WELDING, a_server, at, document_of
from tests.exchange.frameworks import HOST, link, uuid
from tests.official import OFFICIAL

JSON = dict[str, Any]


def changed(change: str, package: JSON) -> JSON:
    """Make one of the known deviations in a package."""
    package = copy.deepcopy(package)
    items, associations = package["CFItems"], package["CFAssociations"]
    match change:
        case "wrapped in CFPackage":
            return {"CFPackage": package}
        case "lists in containers":
            package["CFItemSet"] = {"CFItems": package.pop("CFItems")}
            package["CFAssociationSet"] = {"CFAssociations": package.pop("CFAssociations")}
        case "named by sourcedId":
            for thing in (package["CFDocument"], *items, *associations):
                thing["sourcedId"] = thing.pop("identifier")
        case "links as bare addresses":
            for one in associations:
                one["originNodeURI"] = one["originNodeURI"]["uri"]
                one["destinationNodeURI"] = one["destinationNodeURI"]["uri"]
            items[0]["licenseURI"] = "https://creativecommons.org/licenses/by/4.0/"
        case "links without identifier and title":
            for one in associations:
                one["originNodeURI"] = {"uri": one["originNodeURI"]["uri"]}
                one["destinationNodeURI"] = {"identifier": one["destinationNodeURI"]["identifier"]}
        case "members of the wrong place":
            package["CFDocument"]["CFPackageURI"] = document_of(package)["CFPackageURI"]
            for item in items:
                item["CFDocumentURI"] = link(100, "Welding")
        case "nulls":
            for item in items:
                item |= {"notes": None, "humanCodingScheme": None}
        case "times without a zone":
            items[0]["lastChangeDateTime"] = "2026-01-01T00:00:00"
        case "times with a space":
            items[0]["lastChangeDateTime"] = "2026-01-01 00:00:00+00:00"
        case "without times and addresses":
            for item in items:
                del item["lastChangeDateTime"]
            del associations[0]["uri"]
        case "addresses without a host":
            for thing in (*items, *associations):
                thing["uri"] = thing["uri"].removeprefix(HOST)
            for one in associations:
                one["originNodeURI"]["uri"] = one["originNodeURI"]["uri"].removeprefix(HOST)
                one["destinationNodeURI"]["uri"] = one["destinationNodeURI"]["uri"].removeprefix(HOST)
        case "ends by other addresses":
            associations[0]["originNodeURI"]["uri"] += "/"
            end = associations[1]["destinationNodeURI"]
            end["uri"] = f"http://elsewhere.example{V1P0}/CFItems/{end['identifier']}"
        case "written and empty":
            package["CFDocument"] |= {"officialSourceURL": "", "statusEndDate": ""}
            items[1] |= {"licenseURI": "", "CFItemTypeURI": {}}
        case "a source that is no address":
            package["CFDocument"]["officialSourceURL"] = "See the catalogue"
        case "definitions that are not whole":
            del package["CFDefinitions"]["CFSubjects"][0]["hierarchyCode"]
            package["CFDefinitions"]["CFLicenses"][0]["licenseText"] = None
        case "addresses at another host":
            return dict(json.loads(json.dumps(package).replace(HOST, "https://elsewhere.example")))
        case "an item of another document":
            items[0]["CFDocumentURI"] = link(200, "Analysis")
        case "members of OpenSALT":
            package["CFDocument"] |= {"_opensalt": {}, "updatedAt": "2026-01-01T00:00:00Z"}
    return package


DEVIATIONS = {
    "wrapped in CFPackage": "taken out",
    "lists in containers": "taken out",
    "named by sourcedId": "named by sourcedId",
    "links as bare addresses": "found a bare address",
    "links without identifier and title": "is missing in the link",
    "members of the wrong place": "not a member inside a package",
    "nulls": "found null",
    "times without a zone": "without a zone",
    "times with a space": "has a space",
    "without times and addresses": "is missing",
    "addresses without a host": "no whole address",
    "ends by other addresses": "another address than the thing itself has",
    "written and empty": "is written and empty",
    "a source that is no address": "is no web address",
    "definitions that are not whole": "stands in",
    "addresses at another host": "at elsewhere.example",
    "an item of another document": "belongs to another document",
    "members of OpenSALT": "is not a member of CFDocument",
}


@pytest.mark.parametrize("deviation", DEVIATIONS)
def test_a_known_deviation_is_mended_and_told(http: httpx.Client, deviation: str) -> None:
    with a_server({PACKAGE: changed(deviation, WELDING)}) as server:
        fetched = fetch_package(server.origin + PACKAGE, http=http, limits=LIMITS)
        package = read_package(fetched.package)
        expected = at(server, WELDING)
        assert server.asked == [PACKAGE]
    told = " ".join(map(str, (*fetched.notices, *package.notices)))
    assert DEVIATIONS[deviation] in told
    assert [item["fullStatement"] for item in package.items] == [
        i["fullStatement"] for i in WELDING["CFItems"]
    ]
    found = [
        (one["originNodeURI"]["identifier"], one["destinationNodeURI"]["identifier"])
        for one in package.associations
    ]
    assert found == [(uuid(101), uuid(100)), (uuid(102), uuid(101))]
    if "at another host" not in deviation and "without" not in deviation:
        assert [item["uri"] for item in package.items] == [item["uri"] for item in expected["CFItems"]]


def test_a_habit_is_told_once_with_how_often_it_was_seen(http: httpx.Client) -> None:
    with a_server({PACKAGE: changed("named by sourcedId", WELDING)}) as server:
        notices = fetch_package(server.origin + PACKAGE, http=http, limits=LIMITS).notices
    assert [str(notice) for notice in notices if "CFItems" in notice.place] == [
        "CFItems[0]: is named by sourcedId; read as its identifier (and 2 more like it)"
    ]


SAMPLES = sorted((OFFICIAL / "schemas" / "case" / "samples").glob("*.json")) if OFFICIAL else []


@pytest.mark.skipif(not SAMPLES, reason="the packages of OpenSALT are not on this machine")
def test_packages_as_opensalt_writes_them_are_read_whole(http: httpx.Client) -> None:
    for sample in SAMPLES:
        body = json.loads(sample.read_text())
        identifier = body["CFDocument"]["identifier"]
        with a_server({f"{V1P0}/CFPackages/{identifier}": body}) as server:
            fetched = fetch_package(f"{server.origin}{V1P0}/CFPackages/{identifier}", http=http)
        package = read_package(fetched.package)
        assert len(package.items) == len(body["CFItems"]), sample.name
        assert any("though 127.0.0.1" in str(notice) for notice in fetched.notices), sample.name
