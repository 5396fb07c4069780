"""The trust list: looked up before it is believed, added and removed by named people."""

import httpx
import pytest
from sqlmodel import select

from credentials.proofs.dids import did_document, did_web
from employer.records import ListedIssuer
from tests.employer.conftest import Northgate
from tests.employer.pages import HUGE, SCRIPT, is_inert, shown
from tests.employer.stand_in import StandInCollege
from tests.making import ANA, a_key

OTHER = "http://localhost:8009"
KEY = a_key("another college", did_web(OTHER))
DID = KEY.controller


def listed(northgate: Northgate) -> int:
    """Count the rows of the list."""
    with northgate.session() as session:
        return len(session.exec(select(ListedIssuer)).all())


def test_the_list_says_who_why_who_added_it_and_when(northgate: Northgate) -> None:
    page = shown(northgate.browser("lou").get("/issuers").get_data(as_text=True))
    assert "Riverbend Community College did:web:localhost%3A8001" in page
    assert "Accredited college, partner since 2026" in page
    assert "Lou Castellan, " in page


def test_an_issuer_is_looked_up_and_its_host_shown_before_it_is_listed(northgate: Northgate) -> None:
    northgate.network.at[OTHER] = StandInCollege(OTHER, KEY)
    answer = northgate.browser("lou").get("/issuers/new", query_string={"did": DID})
    page = shown(answer.get_data(as_text=True))
    assert "Do you know localhost:8009?" in page
    assert f"{DID}#key-1" in page
    assert listed(northgate) == 2


def test_an_issuer_is_added_with_name_reason_person_and_day(northgate: Northgate) -> None:
    northgate.network.at[OTHER] = StandInCollege(OTHER, KEY)
    lou = northgate.browser("lou")
    data = {"did": DID, "name": "Hilltop", "reason": SCRIPT}
    assert lou.post("/issuers", data=data).status_code == 303
    html = lou.get("/issuers").get_data(as_text=True)
    assert is_inert(html)
    with northgate.session() as session:
        entry = session.exec(select(ListedIssuer).where(ListedIssuer.did == DID)).one()
        assert (entry.name, entry.added_by) == ("Hilltop", "Lou Castellan")
    assert lou.post("/issuers", data=data).status_code == 409


def test_a_key_by_itself_can_be_listed_and_is_said_to_be_no_more(northgate: Northgate) -> None:
    answer = northgate.browser("lou").get("/issuers/new", query_string={"did": ANA.controller})
    assert "no address stands behind it" in answer.get_data(as_text=True)


UNFIT = {
    "nothing": ("", "Enter an identifier such as"),
    "no DID": ("riverbend", "expected one that starts with did:web: or did:key:"),
    "another method": ("did:ion:abc", "expected one that starts with did:web: or did:key:"),
    "a host that does not answer": ("did:web:localhost%3A8009", "The issuer could not be found"),
    "a private address": ("did:web:169.254.169.254", "could not be found"),
    "a path upwards": ("did:web:localhost%3A8001:..:x", "This is not the identifier of an issuer"),
    "a broken key": ("did:key:z6Mk", "This is not the identifier of an issuer"),
    "a huge one": (f"did:web:{HUGE}", "Use at most 500 characters."),
    "script": (f"did:web:{SCRIPT}", "This is not the identifier of an issuer"),
    "a null": ("did:web:a\0b", "Leave out control characters."),
}


@pytest.mark.parametrize(("did", "message"), UNFIT.values(), ids=UNFIT)
def test_an_identifier_that_leads_nowhere_is_refused_with_the_reason(
    northgate: Northgate, did: str, message: str
) -> None:
    lou = northgate.browser("lou")
    for answer in (
        lou.get("/issuers/new", query_string={"did": did}),
        lou.post("/issuers", data={"did": did, "name": "N", "reason": "R"}),
    ):
        assert answer.status_code == 422
        html = answer.get_data(as_text=True)
        assert message in shown(html)
        assert "<script>alert" not in html
    assert listed(northgate) == 2


DOCUMENTS = {
    "of somebody else": {**did_document(DID, [KEY]), "id": "did:web:elsewhere.example"},
    "without keys": {"id": DID},
    "that is a list": [],
}


@pytest.mark.parametrize("document", DOCUMENTS.values(), ids=DOCUMENTS)
def test_a_document_that_does_not_fit_is_refused(northgate: Northgate, document: object) -> None:
    northgate.network.at[OTHER] = httpx.MockTransport(lambda _: httpx.Response(200, json=document))
    answer = northgate.browser("lou").post("/issuers", data={"did": DID, "name": "N", "reason": "R"})
    assert answer.status_code == 422
    assert listed(northgate) == 2


@pytest.mark.parametrize(
    "data",
    [
        {"name": "", "reason": "R"},
        {"name": "N"},
        {"name": HUGE, "reason": "R"},
        {"name": "N", "reason": HUGE},
    ],
)
def test_name_and_reason_must_be_given(northgate: Northgate, data: dict[str, str]) -> None:
    northgate.network.at[OTHER] = StandInCollege(OTHER, KEY)
    answer = northgate.browser("lou").post("/issuers", data={"did": DID, **data})
    assert answer.status_code == 422
    assert listed(northgate) == 2


def test_a_removed_issuer_stays_to_be_read(northgate: Northgate) -> None:
    lou = northgate.browser("lou")
    assert lou.post("/issuers/1/removal").status_code == 303
    page = shown(lou.get("/issuers").get_data(as_text=True))
    assert "Removed earlier" in page
    assert "removed by Lou Castellan" in page
    assert lou.post("/issuers/1/removal").status_code == 404
    assert lou.post("/issuers/99/removal").status_code == 404
    assert lou.post(f"/issuers/{10**20}/removal").status_code == 404
