"""Reading somebody else's CASE server over real sockets, by whatever address somebody has."""

import json

import httpx
import pytest

from exchange.case_api import fetch_package, names_server, read_server
from exchange.errors import PeerError
from tests.exchange.case_servers import (
    DOCUMENT,
    ID,
    LIMITS,
    PACKAGE,
    V1P0,
    V1P1,
    WELDING,
    a_server,
    answering,
    at,
    document_of,
    publishing,
)
from tests.exchange.frameworks import HOST, PACKAGES, uuid

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


def test_what_is_not_case_is_given_back_as_it_came(http: httpx.Client) -> None:
    other = {"response": {"elements": {"documents": []}}}
    with a_server({"/nice.json": other}) as server:
        assert fetch_package(f"{server.origin}/nice.json", http=http) == (other, ())


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


def test_a_server_that_is_not_there_is_told(http: httpx.Client) -> None:
    with a_server({}) as server:
        origin = server.origin
        with pytest.raises(PeerError, match="no documents of CASE were found"):
            read_server(origin, http=http)
    with pytest.raises(PeerError, match="could not be read"):
        read_server(origin, http=http)
