"""What the browser tests of the tree editor do again and again: sign in, open a draft, look at its tree."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Locator, Page, expect

from scenarios.stage import Stage

NURSING = "1c72b3cd-232e-5a9a-8096-eab565d5b529"
# Half a second passes before anything that changes the draft is sent.
SLOW_POSTS = """
const [open, send] = [XMLHttpRequest.prototype.open, XMLHttpRequest.prototype.send];
XMLHttpRequest.prototype.open = function (verb, ...rest) {
  this.slow = verb === "POST";
  return open.call(this, verb, ...rest);
};
XMLHttpRequest.prototype.send = function (...what) {
  if (this.slow) setTimeout(() => send.apply(this, what), 500); else send.apply(this, what);
};
"""


@contextmanager
def drafting(stage: Stage, person: str = "Joe Akande") -> Iterator[Page]:
    """Open a draft of the nursing framework, and throw it away in the end."""
    page = signed_in(stage, person)
    page.goto(f"{stage.origins['college']}/frameworks/{NURSING}")
    stage.inspect(page)
    page.get_by_role("button", name="Edit").click()
    expect(page.locator("#keys")).to_be_visible()  # the script is there
    try:
        yield page
    finally:
        page.goto(f"{stage.origins['college']}/frameworks/{NURSING}/draft")
        page.get_by_text("What was changed").click()
        page.get_by_label("Throw this draft away").check()
        page.get_by_role("button", name="Throw away").click()


def signed_in(stage: Stage, person: str) -> Page:
    """Sign in at the college."""
    page = stage.open_window()
    page.goto(f"{stage.origins['college']}/sign-in")
    page.get_by_role("button", name=f"Sign in as {person}", exact=True).click()
    return page


def row(page: Page, code: str) -> Locator:
    """Find the row of an item."""
    return page.locator(".twig").filter(has=page.locator(f".code:text-is('{code}')"))


def codes(page: Page) -> list[str]:
    """Read the tree from the top: the codes that are in it."""
    return [text.strip() for text in page.locator(".outline .code").all_inner_texts()]


def focused(page: Page) -> str:
    """Tell which item has the focus."""
    return str(page.evaluate("document.activeElement.querySelector('.code')?.textContent ?? ''"))


def press(page: Page, key: str, told: str) -> None:
    """Press a key in the tree and wait for what the page says of it."""
    page.wait_for_function("document.activeElement.closest('[role=treeitem]')")
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.keyboard.press(key)
    expect(page.locator("#told")).to_contain_text(told)
    expect(page.locator(".htmx-request, .htmx-swapping, .htmx-settling, .htmx-added")).to_have_count(0)


def goes(stage: Stage, page: Page, link: str) -> None:
    """Follow a link and inspect where it leads."""
    page.get_by_role("link", name=link).first.click()
    page.wait_for_load_state("load")
    stage.inspect(page)


def chooses(page: Page, code: str) -> None:
    """Choose an item with the mouse."""
    row(page, code).locator("a").click()
    expect(page.get_by_role("heading", name=code, exact=True)).to_be_visible()
