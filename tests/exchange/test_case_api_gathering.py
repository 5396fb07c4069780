"""Items that a package leaves out, gathered along what its tree names."""

from typing import Any

import httpx
import pytest

from exchange.case_api import fetch_package
from exchange.errors import PeerError
from skills.case import read_package
from tests.exchange.case_servers import (
    DOCUMENT,
    ID,
    LIMITS,
    PACKAGE,
    V1P1,
    WELDING,
    a_server,
    at,
    document_of,
)
from tests.exchange.frameworks import entity, link, uuid

JSON = dict[str, Any]


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
