"""Words that went and words that came, marked word by word."""

import pytest

from institution.versions.rewording import MOST_COMPARED, marked, rewordings

MARKED: dict[str, tuple[str, str, str]] = {
    "a word in the middle": ("Weld a seam", "Weld a long seam", "Weld a +long seam"),
    "a code is one word": ("CYD210-4", "CYD210-5", "-CYD210-4+CYD210-5"),
    "a version is one word": ("2026.1", "2027.1", "-2026.1+2027.1"),
    "a full stop is none": ("Weld.", "Weld", "Weld-."),
    "nothing before": ("", "Weld", "+Weld"),
    "nothing after": ("Weld", "", "-Weld"),
    "another sentence": (
        "Wash hands and use sanitizer at each moment.",
        "Take a pulse and write it down at once today",
        "-Wash hands and use sanitizer at each moment.+Take a pulse and write it down at once today",
    ),
    "the same": ("Weld", "Weld", "Weld"),
    "a space more": ("Weld it", "Weld  it", "Weld- +  it"),
}


@pytest.mark.parametrize(("old", "new", "expected"), MARKED.values(), ids=MARKED)
def test_words_are_marked(old: str, new: str, expected: str) -> None:
    signs = {"gone": "-", "new": "+", "same": ""}
    assert "".join(signs[piece.kind] + piece.text for piece in marked(old, new)) == expected


def test_texts_too_long_to_compare_are_shown_whole() -> None:
    old, new = ("a " * number for number in (MOST_COMPARED // 1000, 2000))
    assert [piece.kind for piece in marked(old, new)] == ["gone", "new"]


def test_lists_and_missing_values_are_compared_as_text() -> None:
    old, new = {"subject": ["A", "B"]}, {"subject": ["A"], "notes": "N"}
    found = rewordings(old, new, {"subject": "Subjects", "notes": "Notes", "title": "Title"}, mark=False)
    assert [(one.field, [piece.text for piece in one.pieces]) for one in found] == [
        ("Subjects", ["A, B", "A"]),
        ("Notes", ["N"]),
    ]
