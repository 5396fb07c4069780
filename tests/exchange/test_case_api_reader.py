"""Reading somebody else's CASE server over real sockets: what it gets wrong is told, never believed."""

import copy
import gzip
import json
import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from exchange.case_api import Limits, fetch_package, names_server, read_server
from exchange.errors import PeerError
from skills.case import read_package
from tests.exchange.case_servers import (
    V1P0,
    V1P1,
    WELDING,
    CaseServer,
    a_server,
    answering,
    cut_off,
    document_of,
    dripping,
    endless,
    packed,
    publishing,
    silent,
)
from tests.exchange.frameworks import HOST, PACKAGES, entity, link, uuid
from tests.official import OFFICIAL

JSON = dict[str, Any]
LIMITS = Limits(answer=200_000, seconds=2.0, redirects=3, calls=60, documents=500)
ID = uuid(100)
PACKAGE, DOCUMENT = f"{V1P1}/CFPackages/{ID}", f"{V1P1}/CFDocuments/{ID}"


@pytest.fixture
def http() -> Iterator[httpx.Client]:
    """A client that waits half a second for each byte."""
    with httpx.Client(timeout=0.5) as client:
        yield client


def at(server: CaseServer, body: object) -> Any:
    """Give what a server's answer says, with its own addresses."""
    return json.loads(json.dumps(body).replace(HOST, server.origin))


ADDRESSES = {
    "of its package": PACKAGE,
    "of its package, with a slash": f"{PACKAGE}/",
    "of its package, as a file": f"{PACKAGE}.json",
    "of its document": DOCUMENT,
    "of its document, with a query": f"{DOCUMENT}?a=b",
    "for good": f"/uri/{ID}",
    "of an item": f"{V1P1}/CFItems/{uuid(101)}",
    "of an item, for good": f"/uri/{uuid(101)}",
    "of an item with its associations": f"{V1P1}/CFItemAssociations/{uuid(101)}",
    "of a file": "/files/welding.json",
}


@pytest.mark.parametrize("address", ADDRESSES.values(), ids=ADDRESSES)
def test_a_framework_is_fetched_by_any_address(http: httpx.Client, address: str) -> None:
    source = {name: WELDING["CFDocument"][name] for name in ("title", "identifier", "uri")}
    item = {**WELDING["CFItems"][0], "CFDocumentURI": source}
    plays = publishing(WELDING) | {
        f"/uri/{ID}": answering(303, Location=DOCUMENT),
        f"/uri/{uuid(101)}": answering(303, Location=f"{HOST}{V1P1}/CFItems/{uuid(101)}"),
        f"{V1P1}/CFItems/{uuid(101)}": item,
        f"{V1P1}/CFItemAssociations/{uuid(101)}": {"CFItem": item, "CFAssociations": []},
        "/files/welding.json": WELDING,
    }
    with a_server(plays) as server:
        fetched = fetch_package(server.origin + address, http=http, limits=LIMITS)
        assert fetched.package == at(server, WELDING)
    told = [str(notice) for notice in fetched.notices]
    assert bool(told) == ("item" in address.lower() or uuid(101) in address)
    assert all("the whole framework was read" in one for one in told)


SERVERS = {
    "": True,
    "/": True,
    "/ims/case": True,
    "/ims/case/v1p1/": True,
    "/tenant/ims/case/v1p0": True,
    "/ims/case/v1p1/CFDocuments": True,
    "/ims/case/v1p1/CFDocuments?limit=5": True,
    DOCUMENT: False,
    f"/uri/{ID}": False,
    "/framework.json": False,
}


@pytest.mark.parametrize("path", SERVERS)
def test_the_address_of_a_server_is_told_from_that_of_a_framework(path: str) -> None:
    assert names_server(f"https://case.example{path}") is SERVERS[path]
    assert names_server(f"case.example{path}") is SERVERS[path]


@pytest.mark.parametrize("path", [path for path, is_server in SERVERS.items() if is_server])
def test_a_server_is_listed_by_any_of_its_addresses(http: httpx.Client, path: str) -> None:
    root = "/tenant" if path.startswith("/tenant") else ""
    version = V1P0 if "v1p0" in path else V1P1
    with a_server(
        {root + name: body for name, body in publishing(*PACKAGES, version=version).items()}
    ) as server:
        listing = read_server(server.origin + path, http=http, limits=LIMITS)
        assert listing.base == f"{server.origin}{root}{version}"
    assert [seen.title for seen in listing] == ["Welding", "Analysis", "Safety"]
    assert [seen.adoption_status for seen in listing] == ["", "Draft", "Implemented"]
    assert listing.documents[0].version == "2"


def test_a_server_of_case_1_0_alone_is_read_as_such_and_told(http: httpx.Client) -> None:
    with a_server(publishing(WELDING, version=V1P0)) as server:
        listing = read_server(server.origin, http=http, limits=LIMITS)
        package = fetch_package(listing.documents[0].package_address, http=http, limits=LIMITS).package
    assert "read as CASE 1.0" in str(listing.notices[0])
    assert package["CFDocument"]["identifier"] == ID


def test_the_only_framework_of_a_server_is_fetched_by_the_servers_address(http: httpx.Client) -> None:
    with a_server(publishing(WELDING)) as server:
        assert fetch_package(server.origin, http=http).package == at(server, WELDING)
    with a_server(publishing(*PACKAGES)) as server, pytest.raises(PeerError, match="has 3 documents"):
        fetch_package(server.origin, http=http)


def many(count: int) -> list[JSON]:
    """Make documents, each with an identifier of its own."""
    return [
        entity(n, title=f"No. {n}", creator="C", CFPackageURI=link(n, "P")) for n in range(1000, 1000 + count)
    ]


def pages(documents: list[JSON], *, size: int, total: bool, links: bool) -> JSON:
    """Play a server that gives pages of one size, whatever is asked for."""

    def play(handler: Any) -> None:
        query = httpx.URL(handler.path).params
        start = int(query.get("offset", 0))
        page = documents[start : start + size]
        headers = {"X_Total_Count": str(len(documents))} if total else {}
        if links and start + size < len(documents):
            headers["Link"] = f'<{V1P1}/CFDocuments?limit={size}&offset={start + size}>; rel="next"'
        handler.send(200 if page else 404, handler.text({"CFDocuments": page}), **headers)

    return {f"{V1P1}/CFDocuments": play}


PAGED: dict[str, JSON] = {
    "linked": {"size": 70, "total": False, "links": True},
    "counted": {"size": 70, "total": True, "links": False},
    "linked and counted": {"size": 100, "total": True, "links": True},
    "neither, pages full": {"size": 100, "total": False, "links": False},
    "all at once": {"size": 1000, "total": True, "links": False},
}


@pytest.mark.parametrize("paging", PAGED.values(), ids=PAGED)
def test_every_page_is_read_however_a_server_pages(http: httpx.Client, paging: JSON) -> None:
    with a_server(pages(many(230), **paging)) as server:
        assert len(read_server(server.origin, http=http, limits=LIMITS).documents) == 230


def test_a_server_that_gives_the_same_page_for_ever_is_left(http: httpx.Client) -> None:
    with a_server({f"{V1P1}/CFDocuments": {"CFDocuments": many(100)}}) as server:
        listing = read_server(server.origin, http=http, limits=LIMITS)
        assert (len(listing.documents), len(server.asked)) == (100, 2)
    assert "the same documents again" in str(listing.notices[-1])


def test_a_server_without_end_is_left(http: httpx.Client) -> None:
    def play(handler: Any) -> None:
        start = int(httpx.URL(handler.path).params["offset"])
        found = [entity(start + n, title="T", creator="C") for n in range(100)]
        handler.send(200, handler.text({"CFDocuments": found}))

    with a_server({f"{V1P1}/CFDocuments": play}) as server, pytest.raises(PeerError, match="more than 500"):
        read_server(server.origin, http=http, limits=LIMITS)


def test_odd_lists_are_read_and_told(http: httpx.Client) -> None:
    entries = [
        {"sourcedId": uuid(1), "title": "By sourcedId"},
        {"identifier": "7", "title": "No UUID"},
        "a text",
        {"identifier": uuid(2), "CFPackageURI": f"{HOST}/p/2"},
        {"identifier": uuid(3), "CFPackageURI": {"uri": "https://elsewhere.example/p/3"}},
    ]
    for body in ({"CFDocumentSet": {"CFDocuments": entries}}, {"CFDocuments": entries}, entries):
        with a_server({f"{V1P1}/CFDocuments": body}) as server:
            listing = read_server(server.origin, http=http, limits=LIMITS)
            found = [(seen.title, seen.package_address.removeprefix(server.origin)) for seen in listing]
        assert found == [
            ("By sourcedId", f"{V1P1}/CFPackages/{uuid(1)}"),
            (uuid(2), "/p/2"),
            (uuid(3), f"{V1P1}/CFPackages/{uuid(3)}"),
        ]
        told = " ".join(map(str, listing.notices))
        for words in ("no identifier", "is missing", "a bare address", "at elsewhere.example"):
            assert words in told


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


def pair(number: int) -> JSON:
    """Give an item with its associations, as a server does that has no whole packages."""
    item = next(item for item in WELDING["CFItems"] if item["identifier"] == uuid(number))
    around = [
        one
        for one in WELDING["CFAssociations"]
        if uuid(number) in (one["originNodeURI"]["identifier"], one["destinationNodeURI"]["identifier"])
    ]
    return {"CFItem": {**item, "CFDocumentURI": link(100, "Welding")}, "CFAssociations": around}


ITEMS = {f"{V1P1}/CFItemAssociations/{uuid(number)}": pair(number) for number in (101, 102)}


def test_items_that_a_package_leaves_out_are_gathered_one_by_one(http: httpx.Client) -> None:
    bare = {name: WELDING[name] for name in ("CFDocument", "CFAssociations")}
    with a_server({PACKAGE: bare} | ITEMS) as server:
        fetched = fetch_package(server.origin + PACKAGE, http=http, limits=LIMITS)
    assert [item["identifier"] for item in fetched.package["CFItems"]] == [uuid(101), uuid(102)]
    assert "lacked 2 items" in str(fetched.notices[0])
    read_package(fetched.package)


def test_items_are_gathered_along_the_packages_own_associations_too(http: httpx.Client) -> None:
    bare = {name: WELDING[name] for name in ("CFDocument", "CFAssociations")}
    alone = {f"{V1P1}/CFItems/{uuid(number)}": pair(number)["CFItem"] for number in (101, 102)}
    with a_server({PACKAGE: bare} | alone) as server:
        fetched = fetch_package(server.origin + PACKAGE, http=http, limits=LIMITS)
    again = {PACKAGE: {**bare, "CFItems": WELDING["CFItems"][1:]}} | alone
    with a_server(again) as server:
        mended = fetch_package(server.origin + PACKAGE, http=http, limits=LIMITS)
    for found in (fetched, mended):
        assert {uuid(101), uuid(102)} <= {item["identifier"] for item in found.package["CFItems"]}
        read_package(found.package)


def test_a_framework_without_any_package_is_gathered_from_its_document(http: httpx.Client) -> None:
    top = f"{V1P1}/CFItemAssociations/{ID}"
    start = {"CFItem": {"identifier": ID}, "CFAssociations": WELDING["CFAssociations"][:1]}
    for asked in (PACKAGE, DOCUMENT):
        with a_server({DOCUMENT: document_of(WELDING), top: start} | ITEMS) as server:
            fetched = fetch_package(server.origin + asked, http=http, limits=LIMITS)
        assert [item["identifier"] for item in fetched.package["CFItems"]] == [uuid(101), uuid(102)]
        read_package(fetched.package)


def test_a_crosswalk_has_no_items_and_none_are_looked_for(http: httpx.Client) -> None:
    crosswalk = {"CFDocument": WELDING["CFDocument"], "CFAssociations": WELDING["CFAssociations"][1:]}
    with a_server({PACKAGE: crosswalk}) as server:
        assert fetch_package(server.origin + PACKAGE, http=http).package == at(server, crosswalk)
        assert server.asked == [PACKAGE]


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


def test_what_is_not_case_is_given_back_as_it_came(http: httpx.Client) -> None:
    other = {"response": {"elements": {"documents": []}}}
    with a_server({"/nice.json": other}) as server:
        assert fetch_package(f"{server.origin}/nice.json", http=http) == (other, ())


LIAR = {**WELDING, "CFDocument": {**WELDING["CFDocument"], "identifier": uuid(200)}}
PACKED = gzip.compress(json.dumps(WELDING).encode())
BOMB = gzip.compress(json.dumps({"CFDocument": {"title": "x" * 3_000_000}}).encode())
HOSTILE: dict[str, tuple[JSON, str]] = {
    "silence": ({PACKAGE: silent}, "could not be read"),
    "a drip": ({PACKAGE: dripping(WELDING, pause=0.05)}, "not done within 1 seconds"),
    "without end": ({PACKAGE: endless}, "more than 200,000 bytes"),
    "packed small": ({PACKAGE: packed(BOMB, Content_Encoding="gzip")}, "more than 200,000 bytes"),
    "packed and broken": ({PACKAGE: packed(PACKED[:-20], Content_Encoding="gzip")}, "ends in the middle"),
    "packed and no pack": ({PACKAGE: packed(b"{}", Content_Encoding="gzip")}, "is broken"),
    "packed otherwise": ({PACKAGE: packed(b"{}", Content_Encoding="br")}, "packed as br"),
    "cut off": ({PACKAGE: cut_off(WELDING)}, "could not be read"),
    "half of it": ({PACKAGE: json.dumps(WELDING)[:900]}, "may have been cut off"),
    "nothing": ({PACKAGE: answering(200)}, "did not answer JSON"),
    "a page": ({PACKAGE: answering(200, "<!doctype html>", Content_Type="text/html")}, "a web page"),
    "a page said to be JSON": ({PACKAGE: answering(200, "\n<html>")}, "a web page"),
    "a text": ({PACKAGE: '"a text"'}, "did not answer JSON"),
    "a deep hole": ({PACKAGE: '{"a":' * 5000}, "did not answer JSON"),
    "two of one name": ({PACKAGE: '{"CFDocument": {}, "CFDocument": {}}'}, "did not answer JSON"),
    "another framework": ({PACKAGE: LIAR}, f"asked for {ID} and answered {uuid(200)}"),
    "another document": ({DOCUMENT: document_of(LIAR)}, f"asked for {ID} and answered {uuid(200)}"),
    "circles": ({PACKAGE: answering(302, Location=PACKAGE)}, "leads on and on"),
    "nowhere": ({PACKAGE: answering(302)}, "leads to nowhere"),
    "a file": ({PACKAGE: answering(302, Location="file:///etc/passwd")}, "expected a web address"),
    "busy": ({PACKAGE: answering(429, Retry_After="120")}, "busy (429) and asks to come back in 120 seconds"),
    "closed until": (
        {PACKAGE: answering(503, Retry_After="Wed, 25 Nov 2026 07:28:00 GMT")},
        "after Wed, 25 Nov",
    ),
    "busy without more": ({PACKAGE: answering(503)}, "is busy (503)"),
    "locked": ({PACKAGE: answering(401)}, "only open servers"),
    "broken": (
        {PACKAGE: answering(500, {"imsx_description": "disk\nfull"})},
        'answered 500, expected 200: it says "disk full"',
    ),
    "an item alone": ({PACKAGE: {"fullStatement": "x", "identifier": ID}}, "names no document"),
    "an item of nothing": (
        {PACKAGE: {"fullStatement": "x", "identifier": ID, "CFDocumentURI": "?"}},
        "expected a UUID",
    ),
}


@pytest.mark.parametrize("hostile", HOSTILE)
def test_a_hostile_answer_ends_soon_with_its_place_and_reason(http: httpx.Client, hostile: str) -> None:
    plays, reason = HOSTILE[hostile]
    limits = Limits(answer=200_000, seconds=1.0, redirects=3, calls=20)
    with a_server(plays) as server:
        started = time.monotonic()
        address = server.origin + next(iter(plays))
        with pytest.raises(PeerError) as refused:
            fetch_package(address, http=http, limits=limits)
        assert time.monotonic() - started < 2.5
    assert reason in refused.value.description
    assert server.origin in refused.value.description


def test_an_item_that_lies_about_its_identifier_stops_the_gathering(http: httpx.Client) -> None:
    bare = {name: WELDING[name] for name in ("CFDocument", "CFAssociations")}
    lie = {f"{V1P1}/CFItemAssociations/{uuid(101)}": pair(102)}
    with (
        a_server({PACKAGE: bare} | lie) as server,
        pytest.raises(PeerError, match=f"asked for {uuid(101)} and answered {uuid(102)}"),
    ):
        fetch_package(server.origin + PACKAGE, http=http, limits=LIMITS)


def test_a_tree_that_grows_as_one_asks_is_left(http: httpx.Client) -> None:
    def play(handler: Any) -> None:
        number = int(handler.path[-6:])
        item = entity(number, fullStatement="S", CFDocumentURI=link(100, "Welding"))
        below = entity(
            500_000 + number,
            associationType="isChildOf",
            originNodeURI=link(number + 1, "next"),
            destinationNodeURI=link(number, "this"),
        )
        handler.send(200, handler.text({"CFItem": item, "CFAssociations": [below]}))

    plays = {f"{V1P1}/CFItemAssociations/{uuid(n)}": play for n in range(101, 300)}
    bare = {name: WELDING[name] for name in ("CFDocument", "CFAssociations")}
    with a_server({PACKAGE: bare} | plays) as server, pytest.raises(PeerError, match="more than 60 calls"):
        fetch_package(server.origin + PACKAGE, http=http, limits=LIMITS)


def test_a_redirect_from_https_to_http_is_not_followed() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        return httpx.Response(302, headers={"Location": "http://case.example/elsewhere"})

    with httpx.Client(transport=httpx.MockTransport(answer)) as http, pytest.raises(PeerError) as refused:
        fetch_package(f"https://other.example{PACKAGE}", http=http)
    assert "which anybody could change" in refused.value.description


def test_a_server_that_names_itself_without_https_is_asked_with_it() -> None:
    asked = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(str(request.url))
        body = WELDING if "CFPackages" in str(request.url) else document_of(WELDING)
        return httpx.Response(200, json=json.loads(json.dumps(body).replace(HOST, "http://case.example")))

    with httpx.Client(transport=httpx.MockTransport(answer)) as http:
        fetch_package(f"https://case.example{DOCUMENT}", http=http)
    assert asked == [f"https://case.example{DOCUMENT}", f"https://case.example{PACKAGE}"]


@pytest.mark.parametrize("address", ["", PACKAGE])
def test_a_server_that_cannot_be_asked_by_http_is_asked_by_https_and_told(address: str) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.scheme == "http":
            raise httpx.ConnectError("found http://case.example, expected https", request=request)
        path = request.url.path
        body = {"CFDocuments": [document_of(WELDING)]} if path.endswith("CFDocuments") else WELDING
        return httpx.Response(200, json=json.loads(json.dumps(body).replace(HOST, "http://case.example")))

    with httpx.Client(transport=httpx.MockTransport(answer)) as http:
        fetched = fetch_package(f"http://case.example{address}", http=http)
        listed = read_server("http://case.example", http=http)
    for notices in (fetched.notices, listed.notices):
        assert "asked by https instead" in " ".join(map(str, notices))


CLAIMS = {
    "a document": lambda package: package["CFDocument"],
    "an item": lambda package: package["CFItems"][2],
    "an association": lambda package: package["CFAssociations"][1],
}


@pytest.mark.parametrize("claim", CLAIMS)
def test_nobody_else_may_claim_an_address_of_ours(http: httpx.Client, claim: str) -> None:
    package = copy.deepcopy(WELDING)
    CLAIMS[claim](package)["uri"] = "https://us.example/uri/1"
    with a_server({PACKAGE: package}) as server:
        address = server.origin + PACKAGE
        with pytest.raises(PeerError, match=r"claims an address of https://us\.example as its own"):
            fetch_package(address, http=http, ours="https://us.example")
        assert fetch_package(address, http=http, ours=server.origin).package["CFItems"]
        assert fetch_package(address, http=http, ours="https://them.example").package["CFItems"]


@pytest.mark.parametrize(
    "address", ["", "ftp://x.example/a", "https://", "https://u:p@x.example", "https://[", "x" * 3000]
)
def test_what_is_no_web_address_is_refused_before_anybody_is_asked(http: httpx.Client, address: str) -> None:
    for read in (read_server, fetch_package):
        with pytest.raises(PeerError):
            read(address, http=http)


def test_a_server_that_is_not_there_is_told(http: httpx.Client) -> None:
    with a_server({}) as server:
        origin = server.origin
        with pytest.raises(PeerError, match="no documents of CASE were found"):
            read_server(origin, http=http)
    with pytest.raises(PeerError, match="could not be read"):
        read_server(origin, http=http)
