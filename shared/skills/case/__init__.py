"""CASE 1.0 and 1.1: a framework as a value, read whole or not at all, and written as 1.1.

>>> link = {"identifier": "d0000000-0000-4000-8000-000000000000", "uri": "https://a.example/uri/d"}
>>> document = {**link, "creator": "A", "title": "T", "lastChangeDateTime": "2026-08-17T09:00:00Z"}
>>> read_package({"CFDocument": document}).title
'T'
"""

from skills.case.package import Package, declared, label, package_json, rebase
from skills.case.reading import read_package
from skills.case.rubrics import Level, level_ended, levels
from skills.errors import FrameworkError, Notice, Problem

__all__ = [
    "FrameworkError",
    "Level",
    "Notice",
    "Package",
    "Problem",
    "declared",
    "label",
    "level_ended",
    "levels",
    "package_json",
    "read_package",
    "rebase",
]
