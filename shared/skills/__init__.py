"""What people can do and how it is compared: frameworks of skills, the links between them, matches with jobs.

Plain Python: no network, no web, no tables. A framework is read whole or not at all; a match is a sum of
fractions that shows for every requirement the path it was found by, and never a bare number.

>>> asked = Requirement("R1", "https://work.example/uri/1", "Triage alerts", level_asked=3)
>>> held = Evidence("badge-1", {"https://work.example/uri/1": 2})
>>> match([asked], [held], Graph([])).score
Fraction(200, 3)
"""

from skills.advising import Advice, Course, advise
from skills.case import FrameworkError, Notice, Package, Problem, package_json, read_package
from skills.errors import SkillsError
from skills.graph import Graph, Link
from skills.importing import read_framework
from skills.matching import Evidence, Match, Requirement, Settings, match

__all__ = [
    "Advice",
    "Course",
    "Evidence",
    "FrameworkError",
    "Graph",
    "Link",
    "Match",
    "Notice",
    "Package",
    "Problem",
    "Requirement",
    "Settings",
    "SkillsError",
    "advise",
    "match",
    "package_json",
    "read_framework",
    "read_package",
]
