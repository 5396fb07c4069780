"""Listing the documents of a CASE server, however it pages."""

from typing import Any

import httpx
import pytest

from exchange.case_api import read_server
from exchange.errors import PeerError
from tests.exchange.case_servers import LIMITS, V1P1, a_server
from tests.exchange.frameworks import HOST, entity, link, uuid

JSON = dict[str, Any]


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
