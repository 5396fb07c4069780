"""Bring a framework in as a registrar does, step by step."""

import io
from typing import Any

from sqlmodel import select
from werkzeug.test import TestResponse

from institution.bringing import PendingImport
from tests.institution.campus import Campus, page, words

TABLE = (
    "code,statement,parent,type,notes\n"
    "A,Guard a network all day,,Area,\n"
    "A-1,Read an alert well,A,Outcome,=1+1\n"
)


def bring(campus: Campus, text: str | bytes, *, name: str = "welding.csv", **form: Any) -> TestResponse:
    """Hand in a source."""
    content = text.encode() if isinstance(text, str) else text
    data = {"file": (io.BytesIO(content), name), **form}
    return campus.browser("college", "marta").post("/frameworks/import", data=data)


def look(campus: Campus, answer: TestResponse) -> str:
    """Open the page that an answer leads to, as words."""
    assert answer.status_code == 303, words(answer.get_data(as_text=True))
    return words(page(campus.browser("college", "marta"), answer.location))


def deed(campus: Campus, answer: TestResponse, name: str, **form: str) -> TestResponse:
    """Press one of its buttons."""
    return campus.browser("college", "marta").post(f"{answer.location}/{name}", data=form)


def waiting(campus: Campus) -> list[PendingImport]:
    """List what waits at a college."""
    with campus.session() as session:
        return list(session.exec(select(PendingImport)))
