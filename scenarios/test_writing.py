"""A framework is written in the browser: wholly by keyboard, by mouse, and by two people at once."""

from playwright.sync_api import Position, expect

from scenarios.drafting import codes, drafting, focused, press, row, signed_in
from scenarios.stage import Stage


def test_a_framework_is_written_by_keyboard_alone(stage: Stage) -> None:
    with drafting(stage) as page:
        before = codes(page)
        expect(page.locator("#keys")).to_be_visible()
        stage.inspect(page)
        page.get_by_role("treeitem").first.focus()
        expect(row(page, "RBCC-NUA-CRT").locator("..")).to_be_focused()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowRight")
        first, second = before[2], before[3]
        expect(row(page, first).locator("..")).to_be_focused()
        press(page, "Alt+ArrowDown", f"Moved {first}")
        expect(row(page, first).locator("..")).to_be_focused()
        assert codes(page)[2:4] == [second, first]
        press(page, "Alt+ArrowRight", "Moved")
        assert codes(page)[2:4] == [second, first]
        expect(row(page, second).locator("..")).to_have_attribute("aria-expanded", "true")
        page.keyboard.press("ArrowLeft")
        expect(row(page, second).locator("..")).to_be_focused()
        page.keyboard.press("ArrowLeft")
        expect(row(page, first)).to_be_hidden()
        page.keyboard.press("ArrowRight")
        page.keyboard.press("ArrowRight")
        press(page, "Alt+ArrowLeft", "Moved")
        press(page, "Alt+ArrowUp", "Moved")
        assert codes(page) == before
        for _ in range(4):
            press(page, "Control+z", "Taken back")
        assert codes(page) == before
        press(page, "Control+y", "Made again")
        assert codes(page)[2:4] == [second, first]
        press(page, "Control+z", "Taken back")
        for _ in range(3):
            page.keyboard.press("Alt+ArrowDown")
        expect(page.locator("#undo")).to_contain_text(f"Moved {first}")
        page.wait_for_function(
            "code => [...document.querySelectorAll('.outline .code')][5].textContent === code", arg=first
        )
        expect(row(page, first).locator("..")).to_be_focused()
        assert codes(page)[2:6] == [*before[3:6], first], "none of three quick moves is lost"
        for _ in range(3):
            press(page, "Control+z", "Taken back")
        assert codes(page) == before
        page.keyboard.press("n")
        expect(page.get_by_label("Statement")).to_be_focused()
        page.keyboard.type("Read a pulse and write it down")
        page.keyboard.press("Tab")
        page.keyboard.type("NEW-1")
        page.keyboard.press("Escape")
        expect(row(page, first).locator("..")).to_be_focused()
        page.keyboard.press("n")
        expect(page.get_by_label("Statement")).to_be_focused()
        expect(page.get_by_label("Statement")).to_have_value("Read a pulse and write it down")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.locator("#told")).to_contain_text("Added NEW-1")
        expect(row(page, "NEW-1").locator("..")).to_be_focused()
        assert codes(page).index("NEW-1") == 3
        stage.inspect(page)
        page.keyboard.press("Enter")
        expect(page.get_by_label("Statement")).to_have_value("Read a pulse and write it down")
        expect(page.get_by_label("Statement")).to_be_focused()
        page.keyboard.press("Control+a")
        page.keyboard.type("Read a pulse, delete nothing")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.locator("#told")).to_contain_text("Reworded NEW-1")
        expect(row(page, "NEW-1")).to_contain_text("delete nothing")
        expect(row(page, "NEW-1").locator("..")).to_be_focused()
        press(page, "Delete", "Took out NEW-1")
        expect(row(page, "NEW-1")).to_have_count(0)
        expect(row(page, second).locator("..")).to_be_focused()
        page.keyboard.press("End")
        last = focused(page)
        press(page, "Delete", f"Took {last}")
        expect(row(page, last)).to_contain_text("Goes out of use")
        page.keyboard.press("Home")
        expect(row(page, "RBCC-NUA-CRT").locator("..")).to_be_focused()
        page.reload()
        page.locator("#undo").click()
        expect(row(page, last)).not_to_contain_text("Goes out of use")


def test_a_framework_is_rearranged_by_mouse(stage: Stage) -> None:
    with drafting(stage) as page:
        before = codes(page)
        first, second, third = before[2:5]
        top = Position(x=90, y=3)
        row(page, third).locator("a").drag_to(row(page, first), target_position=top)
        expect(page.locator("#told")).to_contain_text(f"Moved {third}")
        expect(row(page, third).locator("..")).to_be_focused()
        assert codes(page)[2:5] == [third, first, second]
        height = row(page, first).bounding_box()
        assert height
        row(page, third).locator("a").drag_to(
            row(page, first), target_position=Position(x=90, y=height["height"] / 2)
        )
        expect(page.locator("#told")).to_contain_text(f"below {first}")
        expect(row(page, first).locator("..")).to_have_attribute("aria-expanded", "true")
        # Only then the move is done: the page opens what is around the item, shows it and gives it the focus.
        expect(row(page, third).locator("..")).to_be_focused()
        row(page, before[1]).locator("a").drag_to(row(page, first), target_position=top)
        assert codes(page)[1] == before[1], "nothing is dropped into itself"
        row(page, first).locator(".twist").click()
        expect(row(page, third)).to_be_hidden()
        row(page, second).locator("a").click()
        expect(page.get_by_role("heading", name=second)).to_be_visible()
        page.get_by_role("button", name="Up", exact=True).click()
        expect(page.locator("#told")).to_contain_text(f"Moved {second}")
        assert [code for code in codes(page) if code in (first, second)] == [second, first]
        page.get_by_text("Move below another").click()
        page.get_by_label("Which one").fill("no such thing")
        page.get_by_role("button", name="Move it there").click()
        expect(page.get_by_text("No item fits “no such thing”.")).to_be_visible()


def test_a_second_writer_is_told_and_overwrites_nothing(stage: Stage) -> None:
    with drafting(stage) as page:
        code = codes(page)[2]
        row(page, code).locator("a").click()
        expect(page.get_by_role("heading", name=code)).to_be_visible()
        other = signed_in(stage, "Marta Lindqvist")
        other.goto(page.url)
        row(other, code).locator("a").click()
        expect(other.get_by_role("heading", name=code)).to_be_visible()
        other.get_by_label("Statement").fill("As Marta has it")
        other.get_by_role("button", name="Save").click()
        expect(other.locator("#told")).to_contain_text(f"Reworded {code}")
        page.get_by_label("Statement").fill("As Joe has it")
        page.get_by_role("button", name="Save").click()
        expect(page.get_by_role("alert")).to_contain_text("changed in the meantime")
        expect(page.get_by_role("alert")).to_contain_text("As Marta has it")
        expect(page.get_by_label("Statement")).to_have_value("As Joe has it")
        stage.inspect(page)
        row(page, code).locator("..").focus()
        press(page, "Alt+ArrowDown", "Moved")
        row(other, code).locator("..").focus()
        press(other, "Alt+ArrowDown", "changed in the meantime")


def test_the_field_has_the_focus_as_soon_as_its_form_is_there(stage: Stage) -> None:
    # Later, the focus would take away what a quick writer types into the next field.
    with drafting(stage) as page:
        page.get_by_role("treeitem").first.focus()
        page.evaluate("""() => { window.focused = new Promise((found) => new MutationObserver(() => {
            const title = document.querySelector("#item h2")?.textContent;
            if (title === "New item") found(document.activeElement.name);
        }).observe(document.body, { childList: true, subtree: true })); }""")
        page.keyboard.press("b")
        assert page.evaluate("window.focused") == "statement"
