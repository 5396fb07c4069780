"""How the pages write dates, counts and roles."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

SPELT = ("it", "soc")


def spoken(role: str) -> str:
    """Write a role as a word of the page."""
    return " ".join(word.upper() if word in SPELT else word for word in role.split("-"))


def day(moment: date | datetime | str) -> str:
    """Write a day as "12 November 2026"."""
    if isinstance(moment, str):
        moment = datetime.fromisoformat(moment)
    return f"{moment.day} {moment:%B %Y}"


def moment(at: datetime | str) -> str:
    """Write a moment as "12 November 2026, 09:41 UTC"."""
    if isinstance(at, str):
        at = datetime.fromisoformat(at)
    return f"{day(at)}, {at:%H:%M} UTC"


def count(number: int, one: str, many: str | None = None) -> str:
    """Write a count with its noun: "1 link", "3 links"."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def without_sample(text: str) -> str:
    """Drop "(sample)" where the page's ribbon already says that the data are samples."""
    return text.replace(" (sample)", "")


FILTERS: dict[str, Callable[..., Any]] = {
    "day": day,
    "moment": moment,
    "count": count,
    "spoken": spoken,
    "without_sample": without_sample,
}
