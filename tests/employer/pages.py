"""Read pages as people do, and write text as nobody should."""

import re
from html import unescape

SCRIPT = "<script>alert('x')</script><img src=x onerror=alert(1)>"
HUGE = "x" * 100_000


def shown(html: str) -> str:
    """Give what a page says, in one line."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", html))).strip()


def is_inert(html: str) -> bool:
    """Tell whether the script that was typed stands on the page as text and as nothing else."""
    return "<script>alert" not in html and "<img src=x" not in html and "&lt;script&gt;" in html
