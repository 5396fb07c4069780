"""The list of CFDocuments as a client may ask for it: sorted, filtered, paged, with chosen fields."""

from collections.abc import Iterator

import httpx
import pytest

from exchange.case_api import fetch_package, read_server
from exchange.case_api.listing import list_documents
from exchange.case_api.versions import V1P1
from tests.exchange.case_clients import BASE, JSON, SCHEMAS, a_client, problems
from tests.exchange.frameworks import HOST, PACKAGES, uuid


@pytest.fixture
def http() -> Iterator[httpx.Client]:
    """A client of a site that publishes three frameworks."""
    with a_client(PACKAGES) as client:
        yield client


ALL = ["Welding", "Analysis", "Safety"]
LISTS: dict[str, tuple[JSON, list[str]]] = {
    "all": ({}, ["Welding", "Analysis", "Safety"]),
    "the first page": ({"limit": 2}, ["Welding", "Analysis"]),
    "the last page": ({"limit": 2, "offset": 2}, ["Safety"]),
    "sorted": ({"sort": "title"}, ["Analysis", "Safety", "Welding"]),
    "sorted backwards": ({"sort": "title", "orderBy": "desc"}, ["Welding", "Safety", "Analysis"]),
    "sorted by what not all have": ({"sort": "version"}, ["Safety", "Welding", "Analysis"]),
    "sorted by what does not exist": ({"sort": "colour"}, ["Welding", "Analysis", "Safety"]),
    "equal": ({"filter": "title='welding'"}, ["Welding"]),
    "different": ({"filter": "title!='Welding'"}, ["Analysis", "Safety"]),
    "containing": ({"filter": "title~'AL'"}, ["Analysis"]),
    "at least": ({"filter": "version>='2'"}, ["Welding"]),
    "less than": ({"filter": "version<'2'"}, ["Safety"]),
    "a list as a whole": ({"filter": "subject='metal,work'"}, ["Welding"]),
    "a list in another order": ({"filter": "subject='work,metal'"}, ["Welding"]),
    "part of a list contained": ({"filter": "subject~'work'"}, ["Welding"]),
    "one of several contained": ({"filter": "subject~'wood,metal'"}, ["Welding"]),
    "other than a list": ({"filter": "subject!='metal,work,wood'"}, ["Welding"]),
    "numbers as numbers": ({"filter": "version<'10'"}, ["Welding", "Safety"]),
    "moments in another zone": ({"filter": "lastChangeDateTime='2026-01-01T01:00:00+01:00'"}, ALL),
    "moments by their day": ({"filter": "lastChangeDateTime>='2026-01-01'"}, ALL),
    "sorted by a list": ({"sort": "subject", "orderBy": "desc"}, ALL),
    "sorted by part of a link": ({"sort": "CFPackageURI.title"}, ["Analysis", "Safety", "Welding"]),
    "the whole title, accents apart": ({"filter": "description='U\u0308NI\u0308CODE'"}, ["Welding"]),
    "in a link": ({"filter": "CFPackageURI.title='Safety'"}, ["Safety"]),
    "both": ({"filter": "language='en' AND title~'a'"}, ["Analysis", "Safety"]),
    "either": ({"filter": "title='Safety' OR adoptionStatus='draft'"}, ["Analysis", "Safety"]),
    "a quotation mark in the value": ({"filter": "title!='it's'"}, ["Welding", "Analysis", "Safety"]),
    "a filter and a page": ({"filter": "language='en'", "limit": 1, "offset": 1}, ["Analysis"]),
}


@pytest.mark.parametrize("case", LISTS)
def test_documents_are_listed_as_asked(http: httpx.Client, case: str) -> None:
    asked, titles = LISTS[case]
    answer = http.get("/CFDocuments", params=asked)
    assert [each["title"] for each in answer.json()["CFDocuments"]] == titles


def test_pages_say_how_many_there_are_and_where_the_others_are(http: httpx.Client) -> None:
    answer = http.get("/CFDocuments", params={"limit": 1, "offset": 1, "filter": "language='en'"})
    assert answer.headers["X-Total-Count"] == "3"
    pages = {rel: httpx.URL(link["url"]) for rel, link in answer.links.items()}
    assert {str(page.copy_with(query=None)) for page in pages.values()} == {
        f"{HOST}/ims/case/v1p1/CFDocuments"
    }
    assert {page.params["filter"] for page in pages.values()} == {"language='en'"}
    assert {rel: (page.params["limit"], page.params["offset"]) for rel, page in pages.items()} == {
        "first": ("1", "0"),
        "prev": ("1", "0"),
        "next": ("1", "2"),
        "last": ("1", "2"),
    }
    first = http.get("/CFDocuments")
    assert set(first.links) == {"first", "last"}


def test_the_pages_of_503_documents_are_those_of_the_bindings_own_example() -> None:
    """3.1: "Consider the requests for the example where 503 document resources exist"."""
    documents = [{"identifier": str(n)} for n in range(503)]
    asked = {"limit": "10", "offset": "10"}
    page = list_documents(documents, asked, fields=V1P1.fields, address="https://a.example/CFDocuments")
    assert page.total == 503 and len(page.documents) == 10
    assert page.links == (
        '<https://a.example/CFDocuments?limit=10&offset=20>; rel="next", '
        '<https://a.example/CFDocuments?limit=3&offset=500>; rel="last", '
        '<https://a.example/CFDocuments?limit=10&offset=0>; rel="first", '
        '<https://a.example/CFDocuments?limit=10&offset=0>; rel="prev"'
    )


def test_only_chosen_fields_are_sent_unless_one_does_not_exist(http: httpx.Client) -> None:
    chosen = http.get("/CFDocuments", params={"fields": "title, version"}).json()["CFDocuments"]
    assert chosen[:2] == [{"title": "Welding", "version": "2"}, {"title": "Analysis"}]
    repeated = http.get("/CFDocuments", params={"fields": ["title", "version"]}).json()["CFDocuments"]
    assert repeated == chosen
    unknown = http.get("/CFDocuments", params={"fields": "title,colour"}).json()["CFDocuments"]
    assert unknown == http.get("/CFDocuments").json()["CFDocuments"]


BAD_LISTS: dict[str, tuple[str, int, str]] = {
    "no fields": ("fields=", 400, "invalid_selection_field"),
    "only commas": ("fields=,,", 400, "invalid_selection_field"),
    "limit of nothing": ("limit=0", 400, "invalid_selection_field"),
    "negative offset": ("offset=-1", 400, "invalid_selection_field"),
    "limit in words": ("limit=many", 400, "invalid_selection_field"),
    "limit in other digits": ("limit=%D9%A3", 400, "invalid_selection_field"),
    "limit beyond all numbers": ("limit=" + "9" * 5000, 400, "invalid_selection_field"),
    "another order": ("sort=title&orderBy=up", 400, "invalid_sort_field"),
    "a filter without comparison": ("filter=title", 400, "invalid_selection_field"),
    "part of a list": ("filter=subject='work'", 404, "unknownobject"),
    "a filter by what does not exist": ("filter=colour='red'", 400, "invalid_selection_field"),
    "three comparisons": ("filter=title='a' AND title='b' OR title='c'", 400, "invalid_selection_field"),
    "a filter without end": ("filter=title='" + "'" * 5000, 400, "invalid_selection_field"),
    "no answer": ("filter=title='Cooking'", 404, "unknownobject"),
    "beyond the last page": ("offset=3", 404, "unknownobject"),
}


@pytest.mark.parametrize("case", BAD_LISTS)
def test_a_list_that_cannot_be_given_is_refused(http: httpx.Client, case: str) -> None:
    query, status, minor = BAD_LISTS[case]
    answer = http.get(f"/CFDocuments?{query}")
    assert answer.status_code == status
    found = answer.json()
    assert found["imsx_codeMinor"]["imsx_codeMinorField"][0]["imsx_codeMinorFieldValue"] == minor
    if SCHEMAS:
        assert problems(found, "imsx_statusinfo") == []


def test_a_library_of_nothing_has_no_documents() -> None:
    with a_client([]) as http:
        assert http.get("/CFDocuments").status_code == 404


def test_our_own_reader_finds_nothing_odd_about_what_is_served(http: httpx.Client) -> None:
    listing = read_server("http://college.test", http=http)
    assert [seen.title for seen in listing] == ["Welding", "Analysis", "Safety"]
    fetched = fetch_package(f"{BASE}/CFItems/{uuid(101)}", http=http)
    assert fetched.package == PACKAGES[0]
    assert listing.notices == ()
    assert [notice.reason for notice in fetched.notices] == [
        "is a part of a framework; the whole framework was read"
    ]
