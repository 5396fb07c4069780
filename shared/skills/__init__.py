"""What people can do and how it is compared: frameworks of skills, the links between them, matches with jobs.

Plain Python: no network, no web, no tables. A framework is read whole or not at all; a match is a sum of
fractions that shows for every requirement the path it was found by, and never a bare number.
"""

from skills.case import FrameworkError, Notice, Package, Problem, package_json, read_package
from skills.errors import SkillsError
from skills.importing import read_framework

__all__ = [
    "FrameworkError",
    "Notice",
    "Package",
    "Problem",
    "SkillsError",
    "package_json",
    "read_framework",
    "read_package",
]
