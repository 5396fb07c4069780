"""The map of the links: every link is a line, and the lines can be told apart."""

import re
from itertools import combinations

from tests.federation.linking import Side
from tests.sites import Federation

Line = tuple[float, float, str]


def drawn(federation: Federation, site: str) -> tuple[str, list[Line]]:
    """Give the page and its lines: where each begins and ends, and how it is drawn."""
    side = Side(federation, site)
    page = side.browser.get(f"{side.path}/map").get_data(as_text=True)
    figure = page.partition('class="xwalk"')[2].partition("</section>")[0]
    found = re.findall(r'<path class="(\w*)" d="M0 ([\d.]+)C5 [\d.]+ 5 ([\d.]+) ', figure)
    return page, [(float(start), float(end), kind) for kind, start, end in found]


def crossings(lines: list[Line]) -> int:
    """Count the pairs of lines that cross."""
    return sum((a[0] - b[0]) * (a[1] - b[1]) < 0 for a, b in combinations(lines, 2))


def test_every_link_is_a_line_as_thick_as_its_kind_says(federation: Federation) -> None:
    page, lines = drawn(federation, "college")
    assert "24 links agreed, 0 not yet" in page
    assert len(lines) == 24
    kinds = [kind for _, _, kind in lines]
    table = page.partition("The same links as a list")[2]
    assert kinds.count("same") == table.count(">same as<")
    assert kinds.count("") == 24 - table.count(">same as<") > 0


def test_the_other_side_is_ordered_so_that_few_lines_cross(federation: Federation) -> None:
    for site in ("college", "employer"):
        page, lines = drawn(federation, site)
        columns = page.partition('class="xwalk"')[2].split("<ol ")[1:]
        codes = [re.findall(r'class="code">([^<]+)<', column.partition("</ol>")[0]) for column in columns]
        ends = sorted({end for _, end, _ in lines})
        items = [code for code in codes[1] if re.search(r"\d\w?$", code)]
        at_home = dict(zip(ends, (sorted(items).index(code) for code in items), strict=True))
        untouched = [(start, float(at_home[end]), kind) for start, end, kind in lines]
        assert crossings(lines) < crossings(untouched) / 2
