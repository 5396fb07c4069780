"""A framework is written by one person and published by another, from its first item to its end."""

from playwright.sync_api import Page, expect

from scenarios.drafting import goes, row, signed_in
from scenarios.stage import Stage


def test_a_framework_lives_from_its_first_item_to_its_retirement(stage: Stage) -> None:
    joe = signed_in(stage, "Joe Akande")
    marta = signed_in(stage, "Marta Lindqvist")
    begins_to_bake(stage, joe)
    asks(stage, joe, "1", "The first version")
    joe.get_by_role("button", name="Take the request back").click()
    expect(joe.get_by_text("The request is taken back.")).to_be_visible()
    joe.get_by_label("Later, when it is adopted").check()
    joe.get_by_role("button", name="Ask the registrar to publish").click()
    opens_what_waits(stage, marta)
    marta.get_by_label("Reason").fill("Say how soft the dough is")
    marta.get_by_role("button", name="Send it back").click()
    expect(marta.get_by_text("The draft is back with Joe Akande.")).to_be_visible()
    joe.goto(stage.origins["college"])
    stage.inspect(joe)
    expect(joe.get_by_text("Say how soft the dough is")).to_be_visible()
    goes(stage, joe, "Go on writing")
    rewords(joe, "BB-1-1", "Knead a soft dough")
    asks(stage, joe, "1", "The first version")
    opens_what_waits(stage, marta)
    publishes(stage, marta, "1")
    expect(marta.get_by_text("Pending Implementation")).to_be_visible()
    marta.get_by_role("button", name="Adopt it").click()
    joe.goto(marta.url)
    joe.get_by_role("button", name="Edit").click()
    rewords(joe, "BB-1-1", "Knead a very soft dough")
    retires_the_level(stage, joe)
    asks(stage, joe, "2", "Softer")
    opens_what_waits(stage, marta)
    expect(marta.locator("ins").last).to_contain_text("very")
    expect(marta.get_by_text("Level “Working” is no longer in use")).to_be_visible()
    publishes(stage, marta, "2")
    goes(stage, marta, "3 versions")
    goes(stage, marta, "With the one before")
    expect(marta.locator("ins").last).to_contain_text("very")
    marta.go_back()
    marta.go_back()
    goes(stage, marta, "Retire it")
    marta.get_by_label("Reason").fill("Nobody bakes any more")
    marta.get_by_role("button", name="Retire it").click()
    expect(marta.get_by_text("No longer in use since")).to_be_visible()
    stage.inspect(marta)


def begins_to_bake(stage: Stage, page: Page) -> None:
    """Write a framework of two items, one with a level."""
    page.goto(f"{stage.origins['college']}/frameworks")
    goes(stage, page, "Write a framework")
    page.get_by_label("Title").fill("Bread baking")
    page.get_by_role("button", name="Begin the draft").click()
    stage.inspect(page)
    page.get_by_role("link", name="Add an item").click()
    page.get_by_label("Statement").fill("Bake a loaf that keeps for three days")
    page.get_by_label("Code").fill("BB-1")
    page.get_by_role("button", name="Add it").click()
    expect(row(page, "BB-1").locator("..")).to_be_focused()
    page.keyboard.press("b")
    expect(page.get_by_role("heading", name="New item")).to_be_visible()
    page.get_by_label("Statement").fill("Knead a dough")
    page.get_by_label("Code").fill("BB-1-1")
    page.get_by_role("button", name="Add it").click()
    expect(row(page, "BB-1").locator("..")).to_have_attribute("aria-expanded", "true")
    expect(row(page, "BB-1-1").locator("..")).to_be_focused()
    goes(stage, page, "Describe levels")
    page.get_by_role("button", name="Add a level").click()
    page.get_by_label("Level 1, name").fill("Working")
    page.get_by_role("button", name="Save the levels").click()
    expect(row(page, "BB-1-1")).to_contain_text("1 level")


def rewords(page: Page, code: str, words: str) -> None:
    """Write a statement anew."""
    row(page, code).locator("a").click()
    expect(page.get_by_role("heading", name=code)).to_be_visible()
    page.get_by_label("Statement").fill(words)
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#told")).to_contain_text(f"Reworded {code}")


def retires_the_level(stage: Stage, page: Page) -> None:
    """Take the only level out of use."""
    goes(stage, page, "1 level")
    page.get_by_role("button", name="Take out of use").click()
    expect(page.get_by_text("Goes out of use with the next publishing")).to_be_visible()
    stage.inspect(page)
    page.get_by_role("button", name="Save the levels").click()
    expect(row(page, "BB-1-1")).not_to_contain_text("level")


def asks(stage: Stage, page: Page, version: str, note: str) -> None:
    """Ask the registrar to publish the draft."""
    goes(stage, page, "Check and publish")
    page.get_by_label("Name of the version").fill(version)
    page.get_by_label("What is new").fill(note)
    page.get_by_label("Message to the registrar").fill("The board agreed")
    page.get_by_role("button", name="Ask the registrar to publish").click()
    expect(page.get_by_text("The registrar is asked to publish it.")).to_be_visible()
    stage.inspect(page)


def opens_what_waits(stage: Stage, page: Page) -> None:
    """Find on the front page what waits, and open it."""
    page.goto(stage.origins["college"])
    stage.inspect(page)
    expect(page.get_by_text("Joe Akande asks you to publish “Bread baking”.")).to_be_visible()
    goes(stage, page, "Look at the changes and decide")


def publishes(stage: Stage, page: Page, version: str) -> None:
    """Publish the draft as it was proposed."""
    expect(page.get_by_label("Name of the version")).to_have_value(version)
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_text(f"Version {version} is published.")).to_be_visible()
    stage.inspect(page)
