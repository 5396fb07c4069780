"""Whoever hurries in the tree editor, while the site is slow, loses no word, no choice and no step."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Dialog, Page, expect

from scenarios.drafting import SLOW_POSTS, chooses, codes, drafting, press, row
from scenarios.stage import Stage


@pytest.fixture
def page(stage: Stage) -> Iterator[Page]:
    """Open a draft at a site that takes half a second for every change."""
    with drafting(stage) as page:
        page.add_init_script(SLOW_POSTS)
        page.reload()
        yield page


def test_a_late_answer_leaves_another_choice_and_its_words_alone(page: Page) -> None:
    first, second = codes(page)[2:4]
    chooses(page, first)
    page.get_by_label("Statement").fill("As it shall be")
    page.get_by_role("button", name="Save").click()
    chooses(page, second)
    page.get_by_label("Statement").fill("Being written")
    expect(page.locator("#told")).to_contain_text(f"Reworded {first}")
    expect(page.get_by_role("heading", name=second, exact=True)).to_be_visible()
    expect(page.get_by_label("Statement")).to_have_value("Being written")
    expect(page.get_by_label("Statement")).to_be_focused()
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#told")).to_contain_text(f"Reworded {second}")
    chooses(page, first)
    expect(page.get_by_label("Statement")).to_have_value("As it shall be")


def test_words_typed_while_saving_stay_in_their_field(page: Page) -> None:
    first = codes(page)[2]
    chooses(page, first)
    page.get_by_label("Statement").fill("Once")
    page.get_by_role("button", name="Save").click()
    page.get_by_label("Statement").press_sequentially(" upon a time")
    expect(page.locator("#told")).to_contain_text(f"Reworded {first}")
    expect(page.get_by_label("Statement")).to_have_value("Once upon a time")
    expect(page.get_by_label("Statement")).to_be_focused()
    page.get_by_role("button", name="Save").click()
    expect(row(page, first).locator("..")).to_be_focused()
    page.reload()
    chooses(page, first)
    expect(page.get_by_label("Statement")).to_have_value("Once upon a time")


def test_a_form_sent_twice_counts_once_and_every_step_counts(page: Page) -> None:
    before = codes(page)
    page.get_by_role("link", name="Add at the end").click()
    page.get_by_label("Statement").fill("Weld a seam")
    page.get_by_label("Code").fill("ONCE")
    page.get_by_role("button", name="Add it").dblclick()
    expect(row(page, "ONCE").locator("..")).to_be_focused()
    page.wait_for_timeout(1200)
    assert codes(page) == [*before, "ONCE"]
    chooses(page, before[2])
    for _ in range(2):
        page.get_by_role("button", name="Down", exact=True).click()
    expect(page.locator("#undo")).to_contain_text(f"Moved {before[2]}")
    page.wait_for_function(
        "code => document.querySelectorAll('.outline .code')[4].textContent === code", arg=before[2]
    )
    assert codes(page)[2:5] == [*before[3:5], before[2]]


def test_undo_takes_back_the_step_that_is_still_on_its_way(page: Page) -> None:
    before = codes(page)
    row(page, before[2]).locator("..").focus()
    press(page, "Alt+ArrowDown", "Moved")
    page.keyboard.press("Alt+ArrowDown")
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    expect(page.locator("#bar")).to_contain_text("Nothing is changed yet")
    assert codes(page) == before
    expect(row(page, before[2]).locator("..")).to_be_focused()


def test_words_that_were_not_saved_wait_for_their_writer(page: Page) -> None:
    first, second = codes(page)[2:4]
    chooses(page, first)
    page.get_by_label("Statement").fill("Not saved")
    chooses(page, second)
    row(page, second).locator("..").focus()
    press(page, "Alt+ArrowDown", "Moved")
    chooses(page, first)
    expect(page.get_by_label("Statement")).to_have_value("Not saved")
    expect(page.locator("#told")).to_contain_text("not saved yet")
    row(page, second).locator("..").focus()
    press(page, "Alt+ArrowUp", "Moved")
    expect(page.get_by_label("Statement")).to_have_value("Not saved")
    expect(row(page, second).locator("..")).to_be_focused()
    page.get_by_role("button", name="Down", exact=True).click()
    expect(page.locator("#told")).to_contain_text(f"Moved {first}")
    expect(page.get_by_label("Statement")).to_have_value("Not saved")


def test_a_refusal_that_comes_late_takes_nothing_away(page: Page) -> None:
    first, second = codes(page)[2:4]
    chooses(page, first)
    page.get_by_label("Statement").fill("Good")
    page.evaluate("document.querySelector('#code').removeAttribute('maxlength')")
    page.get_by_label("Code").fill("x" * 81)
    page.get_by_role("button", name="Save").click()
    chooses(page, second)
    page.get_by_label("Statement").fill("Being written")
    expect(page.locator("#told")).to_contain_text("Your last change was not taken.")
    expect(page.get_by_label("Statement")).to_have_value("Being written")
    chooses(page, first)
    expect(page.get_by_label("Statement")).to_have_value("Good")
    page.get_by_role("button", name="Save").click()
    page.get_by_label("Code").fill("SHORT")
    expect(page.get_by_role("alert")).to_contain_text("Use at most 80 characters.")
    expect(page.get_by_label("Code")).to_have_value("SHORT")


def test_the_item_that_was_chosen_last_is_shown_however_its_answer_comes(page: Page) -> None:
    first, second = codes(page)[2:4]
    page.evaluate(
        """code => { const send = XMLHttpRequest.prototype.send;
        XMLHttpRequest.prototype.send = function (...what) {
            XMLHttpRequest.prototype.send = send; setTimeout(() => send.apply(this, what), 600); }; }""",
        first,
    )
    row(page, first).locator("a").click()
    row(page, second).locator("a").click()
    expect(page.get_by_role("heading", name=second, exact=True)).to_be_visible()
    page.wait_for_timeout(900)
    expect(page.get_by_role("heading", name=second, exact=True)).to_be_visible()


def test_whoever_leaves_with_words_that_are_not_saved_is_asked(page: Page) -> None:
    chooses(page, codes(page)[2])
    page.get_by_label("Statement").fill("Not saved")
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.once("dialog", stay)
    page.get_by_role("link", name="Check and publish").click(no_wait_after=True)
    expect(page.get_by_label("Statement")).to_have_value("Not saved")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#told")).to_contain_text("Reworded")
    page.get_by_role("link", name="Check and publish").click()
    expect(page.get_by_role("heading", name="Check and publish")).to_be_visible()
    assert asked == ["beforeunload"]
