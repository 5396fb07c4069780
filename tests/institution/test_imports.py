"""Bringing a framework in: by file or address, whole or not at all, by those who may."""

import io
import json
from typing import Any

import httpx
import pytest
from werkzeug.test import TestResponse

from tests.institution.campus import COLLEGE, SCRIPT, Campus, page, words
from tests.institution.packages import a_package, an_item

PARTNER = "https://frameworks.example"
ADDRESS = f"{PARTNER}/ims/case/v1p1/CFPackages/1"


class Server(httpx.BaseTransport):
    """A live CASE server that answers everything alike."""

    def __init__(self, status: int, content: bytes) -> None:
        self.status, self.content = status, content

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Answer."""
        return httpx.Response(self.status, content=self.content)


def upload(campus: Campus, text: bytes, *, person: str | None = "marta") -> TestResponse:
    """Upload a file; the form is written by hand, for the test client leaves large ones open on the disk."""
    browser = campus.browser("college", person) if person else campus.anonymous("college")
    head = b'--edge\r\nContent-Disposition: form-data; name="file"; filename="framework.json"\r\n'
    body = head + b"Content-Type: application/json\r\n\r\n" + text + b"\r\n--edge--\r\n"
    return browser.post("/frameworks/import", data=body, content_type="multipart/form-data; boundary=edge")


def confirmed(campus: Campus, answer: TestResponse, *, person: str = "marta", **form: str) -> TestResponse:
    """Look at what was read, and confirm it."""
    assert answer.status_code == 303, words(answer.get_data(as_text=True))
    browser = campus.browser("college", person)
    looked = browser.get(answer.location)
    assert looked.status_code == 200
    assert "Nothing is kept yet." in words(looked.get_data(as_text=True))
    return browser.post(f"{answer.location}/confirm", data=form)


def test_a_file_comes_in_whole_once_it_is_confirmed_and_says_who_brought_it(campus: Campus) -> None:
    looked = upload(campus, json.dumps(a_package(COLLEGE)).encode())
    assert len(campus.frameworks()) == 3
    answer = confirmed(campus, looked)
    assert answer.status_code == 303
    html = page(campus.browser("college", "marta"), answer.location)
    assert "Marta Lindqvist, 2" in html
    assert "P-1" in html
    [stored] = [one for one in campus.frameworks() if one.title == "Welding"]
    assert (stored.own, stored.source, stored.brought_by) == (True, "framework.json", "Marta Lindqvist")


def test_an_address_is_asked_and_its_framework_is_kept_as_a_copy(campus: Campus) -> None:
    campus.network.at[PARTNER] = Server(200, json.dumps(a_package(PARTNER)).encode())
    answer = campus.browser("college", "marta").post("/frameworks/import", data={"address": ADDRESS})
    assert confirmed(campus, answer).status_code == 303
    [stored] = [one for one in campus.frameworks() if one.title == "Welding"]
    assert (stored.own, stored.source) == (False, ADDRESS)


def test_a_server_lists_what_can_be_chosen(campus: Campus) -> None:
    document = a_package(PARTNER)["CFDocument"]
    link = {"title": "Welding", "identifier": document["identifier"], "uri": f"{PARTNER}/p"}
    listed = {"CFDocuments": [{**document, "CFPackageURI": link}]}
    campus.network.at[PARTNER] = Server(200, json.dumps(listed).encode())
    marta = campus.browser("college", "marta")
    answer = marta.post("/frameworks/import", data={"address": PARTNER})
    assert answer.status_code == 303
    said = words(page(marta, answer.location))
    assert "1 framework at" in said
    assert "Welding A college" in said


def test_what_reading_mended_is_told(campus: Campus) -> None:
    package = a_package(COLLEGE)
    package["CFItems"][0]["subject"] = "one text"
    answer = upload(campus, json.dumps(package).encode())
    said = words(page(campus.browser("college", "marta"), answer.location))
    assert "CFItems[0].subject found one text" in said


def test_every_wrong_place_is_listed_with_its_reason_and_nothing_is_kept(campus: Campus) -> None:
    package = a_package(COLLEGE)
    package["CFItems"][1]["uri"] = "javascript:alert(1)"
    del package["CFItems"][2]["fullStatement"]
    package["CFDocument"]["title"] = SCRIPT
    package["CFAssociations"][0]["associationType"] = SCRIPT
    answer = upload(campus, json.dumps(package).encode())
    html = answer.get_data(as_text=True)
    assert answer.status_code == 422
    said = words(html)
    assert "3 places need a change in the source" in said
    assert "CFItems[1].uri found 'javascript:alert(1)'" in said
    assert "CFItems[2].fullStatement is missing, and CASE requires it" in said
    assert "<script>alert" not in html
    assert len(campus.frameworks()) == 3


BAD_FILES: dict[str, tuple[bytes, str]] = {
    "an empty file": (b"", "the file is empty, expected JSON"),
    "a page": (b"<!doctype html>", "expected JSON"),
    "cut off": (b'{"CFDocument": {', "was it cut off?"),
    "a list": (b"[]", "found"),
    "NaN": (b'{"CFDocument": NaN}', "NaN"),
    "twice the same member": (b'{"CFDocument": {}, "CFDocument": {}}', "twice"),
    "deep": (b'{"a":' * 60 + b"1" + b"}" * 60, "deep"),
    "another JSON": (b'{"a": 1}', "neither a CASE package nor NIST"),
    "a NUL": (b'{"a": "\\u0000"}', "U+0000"),
    "UTF-16": ('{"CFDocument": {}}'.encode("utf-16"), "UTF-16"),
}


@pytest.mark.parametrize(("text", "reason"), BAD_FILES.values(), ids=BAD_FILES)
def test_a_bad_file_says_why_and_nothing_is_kept(campus: Campus, text: bytes, reason: str) -> None:
    answer = upload(campus, text)
    assert answer.status_code == 422
    assert reason in words(answer.get_data(as_text=True))
    assert len(campus.frameworks()) == 3


BAD_FORMS: dict[str, tuple[dict[str, Any], str]] = {
    "nothing": ({}, "one of the three"),
    "both": ({"address": ADDRESS, "file": (io.BytesIO(b"{}"), "f.json")}, "one of the three"),
    "a file of this machine": ({"address": "/etc/passwd"}, "starts with https://"),
    "a file address": ({"address": "file:///etc/passwd"}, "starts with https://"),
    "a script": ({"address": "javascript:alert(1)"}, "starts with https://"),
    "plain http elsewhere": ({"address": "http://frameworks.example/x"}, "gave no framework"),
    "nobody there": ({"address": "https://nobody.example/x"}, "gave no framework"),
    "no address": ({"address": "https://"}, "gave no framework"),
    "a name and password": ({"address": "https://a:b@frameworks.example/"}, "gave no framework"),
    "a huge address": ({"address": "https://" + "x" * 3000}, "shorter address"),
}


@pytest.mark.parametrize(("form", "reason"), BAD_FORMS.values(), ids=BAD_FORMS)
def test_a_bad_address_says_why_and_nothing_is_kept(
    campus: Campus, form: dict[str, Any], reason: str
) -> None:
    answer = campus.browser("college", "marta").post("/frameworks/import", data=form)
    assert answer.status_code == 422
    assert reason in words(answer.get_data(as_text=True))
    assert len(campus.frameworks()) == 3


@pytest.mark.parametrize(
    ("status", "reason"),
    [(404, "is not there (404)"), (302, "leads to nowhere"), (200, "did not answer JSON")],
)
def test_an_address_without_a_framework_says_so(campus: Campus, status: int, reason: str) -> None:
    campus.network.at[PARTNER] = Server(status, b"")
    answer = campus.browser("college", "marta").post("/frameworks/import", data={"address": ADDRESS})
    assert answer.status_code == 422
    assert reason in words(answer.get_data(as_text=True))


def test_a_case_package_may_be_large_and_what_is_read_row_by_row_may_not(campus: Campus) -> None:
    large = an_item("P-1", COLLEGE, notes="x" * (12 * 1024 * 1024))
    text = json.dumps(a_package(COLLEGE, items=[large], associations=[])).encode()
    assert confirmed(campus, upload(campus, text)).status_code == 303
    answer = upload(campus, b"x" * (10 * 1024 * 1024))
    assert answer.status_code == 422
    assert "expected at most 8,388,608" in words(answer.get_data(as_text=True))
    assert upload(campus, b"x" * (65 * 1024 * 1024)).status_code == 413


def test_who_may_not_bring_frameworks_in_may_not_send_eight_megabytes_either(campus: Campus) -> None:
    text = b"x" * (2 * 1024 * 1024)
    assert upload(campus, text, person=None).status_code in (303, 413)
    assert upload(campus, b"{}", person=None).status_code == 303
    assert len(campus.frameworks()) == 3


def test_a_form_from_elsewhere_is_refused(campus: Campus) -> None:
    marta = campus.browser("college", "marta")
    campus.college.config["WTF_CSRF_ENABLED"] = True
    text = json.dumps(a_package(COLLEGE)).encode()
    answer = marta.post("/frameworks/import", data={"file": (io.BytesIO(text), "f.json")})
    assert answer.status_code == 400
    assert "The form is out of date" in answer.get_data(as_text=True)
    assert len(campus.frameworks()) == 3


def test_the_curriculum_lead_brings_in_drafts_and_copies_and_publishes_nothing(campus: Campus) -> None:
    joe = campus.browser("college", "joe")
    looked = upload(campus, json.dumps(a_package(COLLEGE)).encode(), person="joe")
    said = words(page(joe, looked.location))
    assert "You bring it in as a draft. The registrar publishes it when you ask for it." in said
    refused = joe.post(f"{looked.location}/confirm", data={"purpose": "framework"})
    assert (refused.status_code, refused.location) == (303, looked.location)
    assert len(campus.frameworks()) == 3
    assert joe.post(f"{looked.location}/confirm").location.endswith("/draft")
    marta = upload(campus, json.dumps(a_package(COLLEGE)).encode())
    confirmed(campus, marta)
    newer = a_package(COLLEGE)
    newer["CFItems"][0]["fullStatement"] = "Other words"
    looked = upload(campus, json.dumps(newer).encode(), person="joe")
    html = page(joe, looked.location)
    assert "A version of it is published here." in words(html)
    assert ">Bring it in</button>" not in html
    copied = upload(campus, json.dumps(a_package(PARTNER)).encode(), person="joe")
    assert confirmed(campus, copied, person="joe").status_code == 303
