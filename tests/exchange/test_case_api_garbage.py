"""Nothing that comes in breaks CASE: packages with garbage anywhere in them, and queries of any text."""

import copy
import json
from random import Random
from typing import Any

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exchange.case_api import Limits, fetch_package, read_server
from exchange.case_api.listing import list_documents
from exchange.case_api.versions import V1P1
from exchange.errors import PeerError, ProtocolError
from skills.case import FrameworkError, read_package
from tests.exchange.case_servers import V1P1 as API
from tests.exchange.case_servers import WELDING, document_of
from tests.exchange.frameworks import HOST, PACKAGES, link, uuid
from tests.exchange.test_case_versions import newest

JSON = dict[str, Any]
ROUNDS = 250
GARBAGE: list[Any] = [
    *(
        None,
        "",
        " ",
        0,
        -1,
        2.5,
        True,
        [],
        {},
        [[]],
        [None],
        "x",
        "é" * 300,
        "\ud83d\ude00",
        "//",
        "http://[",
        "/",
    ),
    *("https://elsewhere.example/x", uuid(1), [uuid(1)], {"uri": {}}, {"identifier": []}, {"title": 1}),
    *(
        {"uri": "http://[", "identifier": uuid(101)},
        [link(101, "a")],
        {"CFItems": []},
        "2026-13-01",
        "isChildOf",
    ),
]


def places(node: Any, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """List the places of every value in a document."""
    inner = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    return [found for name, value in inner for found in [(*at, name), *places(value, (*at, name))]]


def spoilt(document: JSON, random: Random) -> JSON:
    """Put garbage at one to three places of a document, or take something out there."""
    document = copy.deepcopy(document)
    for _ in range(random.randint(1, 3)):
        *way, last = random.choice(places(document) or [("CFItems",)])
        node: Any = document
        for step in way:
            node = node[step]
        if isinstance(node, dict) and last in node and random.random() < 0.3:
            del node[last]
        else:
            node[last] = copy.deepcopy(random.choice(GARBAGE))
    return document


@pytest.mark.parametrize("seed", range(4))
def test_garbage_in_an_answer_is_mended_or_refused_and_breaks_nothing(seed: int) -> None:
    random, outcomes = Random(seed), {"read": 0, "refused": 0}
    bodies: dict[str, JSON] = {}

    def answer(request: httpx.Request) -> httpx.Response:
        body = bodies.get(request.url.path)
        return httpx.Response(404) if body is None else httpx.Response(200, content=json.dumps(body))

    item = {**WELDING["CFItems"][0], "CFDocumentURI": link(100, "Welding")}
    with httpx.Client(transport=httpx.MockTransport(answer)) as http:
        for _ in range(ROUNDS):
            bodies |= {
                f"{API}/CFPackages/{uuid(100)}": spoilt(newest(), random),
                f"{API}/CFDocuments/{uuid(100)}": spoilt(document_of(WELDING), random),
                f"{API}/CFItems/{uuid(101)}": spoilt(item, random),
                f"{API}/CFDocuments": spoilt(
                    {"CFDocuments": [document_of(each) for each in PACKAGES]}, random
                ),
            }
            path = random.choice(sorted(bodies))
            try:
                fetched = fetch_package(HOST + path, http=http, limits=Limits(calls=50))
                read_package(fetched.package)
                outcomes["read"] += 1
            except (PeerError, FrameworkError) as error:
                assert str(error)
                outcomes["refused"] += 1
            try:
                read_server(HOST, http=http)
            except PeerError as error:
                assert HOST in error.description
    assert min(outcomes.values()) > ROUNDS // 20, outcomes


FIELDS = st.sampled_from(
    ["title", "subject", "CFPackageURI.title", "lastChangeDateTime", "version", "x", ".", "a..b"]
)
TEXTS = st.text(max_size=40)
FILTERS = st.one_of(
    TEXTS,
    st.builds(
        lambda field, predicate, value, rest: f"{field}{predicate}'{value}'{rest}",
        FIELDS,
        st.sampled_from(["=", "!=", "<", ">=", "~", "=="]),
        st.one_of(TEXTS, st.sampled_from(["2026-01-01", "2026-01-01T00:00:00", "-1", "9" * 40, "1e400"])),
        st.sampled_from(["", " AND title='x'", " OR ", " OR version>'1'"]),
    ),
)


@settings(max_examples=400)
@given(
    st.fixed_dictionaries(
        {},
        optional={
            "filter": FILTERS,
            "sort": st.one_of(FIELDS, TEXTS),
            "orderBy": st.one_of(st.sampled_from(["asc", "desc"]), TEXTS),
            "limit": st.one_of(st.integers().map(str), TEXTS),
            "offset": st.one_of(st.integers().map(str), TEXTS),
            "fields": TEXTS,
        },
    )
)
def test_any_query_is_answered_or_refused(asked: dict[str, str]) -> None:
    documents = [document_of(package) for package in PACKAGES]
    try:
        page = list_documents(documents, asked, fields=V1P1.fields, address="https://a.example")
    except ProtocolError as error:
        assert error.code in ("invalid_selection_field", "invalid_sort_field", "unknownobject")
    else:
        assert 0 < len(page.documents) <= page.total <= len(documents)
