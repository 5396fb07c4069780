"""What a partner publishes about a crosswalk is taken only when it is its own word about these frameworks."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

from tests.federation.linking import BASE, ORIGINS, Side, both
from tests.sites import Federation

JSON = dict[str, Any]


class Meddling(httpx.BaseTransport):
    """Stand before the college and change one answer."""

    def __init__(
        self, inner: httpx.BaseTransport, change: Callable[[httpx.Response], httpx.Response]
    ) -> None:
        self.inner, self.change = inner, change

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Answer as the college does, but for packages of decisions."""
        answer = self.inner.handle_request(request)
        answer.read()
        is_decisions = (
            request.url.path.startswith(f"{BASE}/CFPackages/") and b"Crosswalk decisions" in answer.content
        )
        return (
            self.change(answer)
            if is_decisions
            else httpx.Response(
                answer.status_code, content=answer.content, headers={"Content-Type": "application/json"}
            )
        )


def changed(change: Callable[[JSON], None]) -> Callable[[httpx.Response], httpx.Response]:
    """Change the package."""

    def answered(answer: httpx.Response) -> httpx.Response:
        package = json.loads(answer.content)
        change(package)
        return httpx.Response(200, json=package)

    return answered


def raw(content: bytes, status: int = 200) -> Callable[[httpx.Response], httpx.Response]:
    """Answer something else."""
    return lambda answer: httpx.Response(status, content=content)


def elsewhere(package: JSON) -> None:
    package["CFDocument"]["uri"] = "http://localhost:8009/uri/" + package["CFDocument"]["identifier"]


def no_address(package: JSON) -> None:
    package["CFDocument"]["uri"] = "http://[::1/uri/x"


def link_without_address(package: JSON) -> None:
    package["CFAssociations"][0]["uri"] = "http://["


def foreign_link(package: JSON) -> None:
    package["CFAssociations"][0]["uri"] = "http://localhost:8009/uri/1"


def other_frameworks(package: JSON) -> None:
    package["CFDocument"]["extensions"]["crosswalk"]["destination"]["uri"] = "http://localhost:8003/uri/x"


def not_decisions(package: JSON) -> None:
    package["CFDocument"]["frameworkType"] = "Crosswalk"
    package["CFDocument"]["title"] = "Crosswalk decisions"


def too_many(package: JSON) -> None:
    first = package["CFAssociations"][0]
    package["CFAssociations"] = [
        first
        | {
            "identifier": f"00000000-0000-4000-8000-{number:012}",
            "uri": f"http://localhost:8001/uri/00000000-0000-4000-8000-{number:012}",
        }
        for number in range(5_001)
    ]


WRONG: dict[str, Callable[[httpx.Response], httpx.Response]] = {
    "at another origin": changed(elsewhere),
    "at no address": changed(no_address),
    "with a link at no address": changed(link_without_address),
    "with a link of somebody else": changed(foreign_link),
    "about other frameworks": changed(other_frameworks),
    "of another type": changed(not_decisions),
    "with too many links": changed(too_many),
    "no JSON": raw(b"<html>"),
    "cut off": lambda answer: httpx.Response(200, content=answer.content[:500]),
    "huge": raw(b" " * (5 * 1024 * 1024)),
    "an error": raw(b"{}", 500),
    "led elsewhere": lambda answer: httpx.Response(302, headers={"Location": "http://localhost:8009/"}),
    "a list": raw(b"[]"),
}


@pytest.fixture(scope="module")
def proposed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Side, Side]]:
    """Let the college propose a link that the employer never comes to read."""
    raised = Federation(tmp_path_factory.mktemp("proposed"))
    joe, carl = both(raised)
    carl.looks()
    joe.decides("exactMatchOf")
    yield joe, carl
    raised.close()


@pytest.mark.parametrize("change", WRONG.values(), ids=WRONG)
def test_a_wrong_document_of_decisions_is_refused_and_the_last_copy_stays(
    proposed: tuple[Side, Side],
    change: Callable[[httpx.Response], httpx.Response],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    _, carl = proposed
    carl.forgets_the_failure()
    at = carl.federation.network.at
    monkeypatch.setitem(at, ORIGINS["college"], Meddling(at[ORIGINS["college"]], change))
    carl.looks()
    assert carl.stored().failure != ""
    assert carl.state() == "nothing"
    assert len(carl.published("agreed")["CFAssociations"]) == 24
    assert "Riverbend Community College does not answer" in carl.page()


def nobody(package: JSON) -> None:
    for link in package["CFAssociations"]:
        link["extensions"] = {"confirmedBy": []}


def no_day(package: JSON) -> None:
    for link in package["CFAssociations"]:
        link["extensions"]["confirmedBy"][0]["date"] = "soon"


def unknown_items(package: JSON) -> None:
    for link in package["CFAssociations"]:
        link["originNodeURI"]["uri"] = "http://localhost:8001/uri/00000000-0000-4000-8000-000000000009"
        link["originNodeURI"]["identifier"] = "00000000-0000-4000-8000-000000000009"


def meaningless(package: JSON) -> None:
    for link in package["CFAssociations"]:
        link["associationType"] = "ext:isBetterThan"


EMPTY = {
    "names nobody": nobody,
    "says no day": no_day,
    "names unknown items": unknown_items,
    "says nothing known": meaningless,
}


@pytest.mark.parametrize("change", EMPTY.values(), ids=EMPTY)
def test_a_link_without_a_name_or_an_item_or_a_meaning_counts_for_nothing(
    federation: Federation, change: Callable[[JSON], None]
) -> None:
    joe, carl = both(federation)
    joe.decides("exactMatchOf")
    federation.network.at[ORIGINS["college"]] = Meddling(
        federation.network.at[ORIGINS["college"]], changed(change)
    )
    carl.looks()
    assert carl.stored().failure == ""
    assert carl.state() == "nothing"
    assert carl.published("agreed").get("CFAssociations", []) == []


def test_a_partner_cannot_name_our_items_otherwise_nor_speak_for_others(federation: Federation) -> None:
    joe, carl = both(federation)
    joe.decides("exactMatchOf")

    def lie(package: JSON) -> None:
        for link in package["CFAssociations"]:
            link["destinationNodeURI"]["title"] = "<script>alert(1)</script>"
            link["notes"] = "<img src=x onerror=alert(1)>"
            link["extensions"]["confirmedBy"] = [
                {
                    "name": "<b>Mallory</b>",
                    "role": "R" * 9_000,
                    "institution": "Northgate Utilities",
                    "date": "2026-09-01",
                }
            ]

    federation.network.at[ORIGINS["college"]] = Meddling(
        federation.network.at[ORIGINS["college"]], changed(lie)
    )
    carl.looks()
    html = carl.browser.get(f"{carl.path}?show=theirs").get_data(as_text=True)
    assert "<script>alert" not in html
    assert "<img src=x" not in html
    assert "&lt;b&gt;Mallory" in html
    assert "R" * 501 not in html
    assert "NG-DS-3" in html
    people = [link["extensions"]["confirmedBy"] for link in carl.published("agreed")["CFAssociations"]]
    assert {one["institution"] for pair in people for one in pair} == {
        "Northgate Utilities",
        "Riverbend Community College",
    }
