"""The table at which two frameworks are linked: what is refused, and where a person is led."""

import html
import re
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlmodel import select

from institution.crosswalks import deciding
from institution.records import Framework, Item
from tests.federation.linking import Side, both, said
from tests.sites import Federation

SAME, RELATED, NO = "exactMatchOf", "isRelatedTo", "rejected"


@pytest.fixture(scope="module")
def reader(untouched: Federation) -> Side:
    """Give the college's side, where nothing is decided."""
    return Side(untouched, "college")


@pytest.fixture
def joe(federation: Federation) -> Side:
    """Give the college's side."""
    return Side(federation, "college")


def test_the_page_shows_both_trees_the_first_open_outcome_and_ten_suggestions_with_their_words(
    reader: Side,
) -> None:
    text = reader.browser.get(reader.path).get_data(as_text=True)
    page = said(reader.browser.get(reader.path))
    assert "Cyber Defense A.A.S." in page
    assert "Northgate Utilities: Security Operations Analyst I" in page
    assert text.count('<article class="pair"') == 10
    assert "<mark>" in text
    assert "Suggestion 1, score" in page
    assert "To link 36" in page


def test_rows_and_buttons_have_names_that_stay(reader: Side) -> None:
    text = reader.browser.get(f"{reader.path}?at={reader.item('CYD101-3').identifier}").get_data(as_text=True)
    (label,) = set(re.findall(r'<article class="pair"[^>]*aria-label="(NG-DS-3 [^"]*)"', text)) or {""}
    assert label == "" or f'Same as<span class="visually-hidden">: {label}</span>' in text
    names = re.findall(r'<article class="pair"[^>]*aria-label="([^"]+)"', text)
    for name in names:
        assert f'Same as<span class="visually-hidden">: {name}</span>' in text
        assert f'Reject<span class="visually-hidden">: {name}</span>' in text


def rows(joe: Side, query: str) -> list[str]:
    """Give the rows of a page by the identifier of the other item."""
    return re.findall(
        r'id="p-[\w-]+\.([\w-]+)"', joe.browser.get(f"{joe.path}{query}").get_data(as_text=True)
    )


def test_after_same_as_the_next_open_outcome_has_the_focus(joe: Side) -> None:
    first, third = joe.item("CYD101-1").identifier, joe.item("CYD101-3").identifier
    far = rows(joe, f"?at={first}")[0]
    form = {"near": first, "far": far, "kind": SAME, "show": "open", "at": first}
    led = joe.browser.post(f"{joe.path}/decisions", data=form)
    asked = parse_qs(urlsplit(led.location).query)
    assert asked == {"show": ["open"], "at": [third], "row": ["next"], "did": [f"{first}.{far}"]}
    text = joe.browser.get(led.location).get_data(as_text=True)
    assert text.count(" autofocus") == 1


def test_after_a_rejection_the_next_suggestion_of_the_outcome_has_the_focus(joe: Side) -> None:
    near = joe.item("CYD101-1").identifier
    first, second = rows(joe, f"?at={near}")[:2]
    form = {"near": near, "far": first, "kind": NO, "show": "open", "at": near}
    led = joe.browser.post(f"{joe.path}/decisions", data=form)
    assert parse_qs(urlsplit(led.location).query)["row"] == [f"{near}.{second}"]
    text = joe.browser.get(led.location).get_data(as_text=True)
    assert re.search(rf'id="p-{near}\.{second}"[^>]* autofocus', text)


def test_several_rows_are_decided_together_but_never_more_than_ten(joe: Side) -> None:
    near = joe.item("CYD101-1").identifier
    chosen = rows(joe, f"?at={near}")
    form = {"near": near, "far": chosen[:3], "kind": RELATED, "show": "open"}
    assert joe.browser.post(f"{joe.path}/decisions", data=form).status_code == 303
    assert "Waiting for them 3" in joe.page()
    with joe.session() as session:
        every = session.exec(
            select(Item.identifier).where(Item.framework == joe.crosswalk.far["identifier"])
        ).all()
    form["far"] = list(every[:11])
    answer = joe.browser.post(f"{joe.path}/decisions", data=form)
    assert answer.status_code == 422
    assert "expected 10 at most" in said(answer)
    assert "Waiting for them 3" in joe.page()


BAD = {
    "no row": ({"far": []}, 422, "Choose at least one row"),
    "an unknown kind": ({"kind": "replacedBy"}, 422, "Choose a kind of link"),
    "no kind": ({"kind": ""}, 422, "Choose a kind of link"),
    "a script as kind": ({"kind": "<script>alert(1)</script>"}, 422, "Choose a kind of link"),
    "an unknown item": ({"far": ["nope"]}, 404, "There is no such"),
    "an item of ours on the other side": ({"far": ["own"]}, 404, "There is no such"),
    "a note as long as a book": ({"note": "x" * 501}, 422, "The note is too long"),
    "nothing to keep": ({"kind": "keep"}, 409, "There is nothing to keep"),
}


@pytest.mark.parametrize(("change", "status", "words"), BAD.values(), ids=BAD)
def test_a_wrong_form_is_refused_with_a_reason_and_nothing_is_written(
    reader: Side, change: dict[str, object], status: int, words: str
) -> None:
    near = reader.item("CYD101-1").identifier
    form = {"near": near, "far": rows(reader, f"?at={near}")[:1], "kind": SAME, "show": "open"} | change
    if form["far"] == ["own"]:
        form["far"] = [reader.item("CYD101-3").identifier]
    answer = reader.browser.post(f"{reader.path}/decisions", data=form)
    assert answer.status_code == status
    assert words in said(answer)
    assert "<script>alert" not in answer.get_data(as_text=True)
    assert "Waiting for them 0" in reader.page()
    assert reader.stored().version == 1


def test_a_note_with_script_is_shown_inert(joe: Side) -> None:
    joe.decides(SAME, note="<script>alert('x')</script>")
    text = joe.browser.get(f"{joe.path}?show=ours").get_data(as_text=True)
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert" in text


def test_of_two_who_decide_at_the_same_moment_one_is_told(joe: Side, monkeypatch: pytest.MonkeyPatch) -> None:
    joe.decides(SAME)
    monkeypatch.setattr(deciding, "live", lambda *_: None)  # as if the other decision came after the look
    answer = joe.decides(RELATED)
    assert answer.status_code == 409
    assert "Somebody else decided about this pair just now" in said(answer)
    assert joe.state() == "ours"
    assert [link["associationType"] for link in joe.links("decisions")] == [SAME]


def test_taking_back_twice_says_so(joe: Side) -> None:
    joe.decides(SAME)
    assert joe.takes_back().status_code == 303
    answer = joe.takes_back()
    assert answer.status_code == 409
    assert "There is nothing to take back" in said(answer)


def test_starting_over_is_asked_twice_and_takes_back_everything_of_ours(joe: Side) -> None:
    asked = joe.browser.get(f"{joe.path}/start-over")
    assert "24 links, 24 of them agreed" in said(asked)
    assert "8 rejections" in said(asked)
    assert joe.browser.post(f"{joe.path}/start-over").status_code == 422
    assert "Agreed 24" in joe.page()
    done = joe.browser.post(f"{joe.path}/start-over", data={"sure": "yes"}, follow_redirects=True)
    assert "32 decisions were taken back" in said(done)
    assert "Agreed 0" in joe.page()
    assert "Waiting for us 24" in joe.page()
    assert joe.published("agreed")["CFAssociations"] == []


def test_a_fragment_answers_htmx_and_a_whole_page_everybody_else(reader: Side) -> None:
    whole = reader.browser.get(reader.path).get_data(as_text=True)
    part = reader.browser.get(reader.path, headers={"HX-Request": "true"}).get_data(as_text=True)
    assert "<html" in whole
    assert "<html" not in part
    assert 'id="work"' in part


def test_news_are_told_once_and_the_asking_ends(federation: Federation) -> None:
    joe, carl = both(federation)
    joe.looks()
    carl.decides(SAME)
    with joe.session() as session:
        joe.crosswalk = session.merge(joe.crosswalk)
        session.refresh(joe.crosswalk)
        joe.crosswalk.tried_at = None
        session.commit()
    seen = joe.stored().changes
    first = joe.browser.get(f"{joe.path}/news?seen={seen}")
    assert "Northgate Utilities proposed 1 link just now." in said(first)
    assert first.headers["HX-Trigger"] == "crosswalkChanged"
    again = joe.browser.get(f"{joe.path}/news?seen={seen + 1}")
    assert "just now" not in said(again)
    assert "HX-Trigger" not in again.headers
    assert "every 5s" in again.get_data(as_text=True)
    assert "every 5s" not in joe.browser.get(f"{joe.path}/news?seen=1&tries=120").get_data(as_text=True)


def test_a_wrong_place_on_the_table_shows_the_table(reader: Side) -> None:
    for query in (
        "?show=nope",
        "?at=nope",
        "?at=nope&row=nope&far=nope&branch=nope",
        "?q=%00",
        "?q=zzz",
        "?show=agreed",
    ):
        assert reader.browser.get(f"{reader.path}{query}").status_code == 200, query


def test_an_item_found_by_words_can_be_linked_by_hand(reader: Side) -> None:
    at = reader.item("CYD101-3").identifier
    text = reader.browser.get(f"{reader.path}?at={at}&q=lockout").get_data(as_text=True)
    link = re.search(rf'href="([^"]*at={at}&amp;far=[^"]*)"', text)
    assert link is not None
    page = reader.browser.get(html.unescape(link[1])).get_data(as_text=True)
    assert re.search(r'<article class="pair"[^>]*aria-label="NG-SN-5[^"]*"[^>]* autofocus', page)


def test_two_frameworks_of_one_site_need_one_confirmation_and_the_document_says_so(joe: Side) -> None:
    ours = joe.crosswalk.near["identifier"]
    with joe.session() as session:
        nursing = session.exec(select(Framework).where(Framework.title.contains("Nursing"))).one()  # type: ignore[attr-defined]
    led = joe.browser.post("/crosswalks", data={"near": ours, "far": nursing.identifier})
    assert led.status_code == 303
    assert (
        joe.browser.post("/crosswalks", data={"near": ours, "far": nursing.identifier}).location
        == led.location
    )
    near = joe.item("CYD101-1").identifier
    found = re.findall(
        rf'id="p-{near}\.([\w-]+)"', joe.browser.get(f"{led.location}?at={near}").get_data(as_text=True)
    )
    joe.browser.post(f"{led.location}/decisions", data={"near": near, "far": found[0], "kind": SAME})
    page = said(joe.browser.get(led.location))
    assert "Agreed 1" in page
    link = re.search(
        r'href="/frameworks/([\w-]+)"[^>]*>who confirmed',
        joe.browser.get(led.location).get_data(as_text=True),
    )
    assert link is not None
    document = joe.federation.anonymous("college").get(f"/ims/case/v1p1/CFDocuments/{link[1]}").get_json()
    assert "alone, under their own names" in document["description"]


CHOICES = {
    "one side only": {"near": "ours", "far": ""},
    "the same twice": {"near": "ours", "far": "ours"},
    "none of ours": {"near": "theirs", "far": "ours"},
}


@pytest.mark.parametrize("choice", CHOICES.values(), ids=CHOICES)
def test_two_frameworks_that_cannot_be_linked_are_refused(reader: Side, choice: dict[str, str]) -> None:
    known = {
        "ours": reader.crosswalk.near["identifier"],
        "theirs": reader.crosswalk.far["identifier"],
        "": "",
    }
    answer = reader.browser.post("/crosswalks", data={side: known[one] for side, one in choice.items()})
    assert answer.status_code == 422
    assert "One thing needs your attention" in said(answer)
