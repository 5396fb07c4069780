"""Check that an Open Badge has all that the specification requires, and each thing in its form."""

from __future__ import annotations

from credentials.standards.documents import problems_as
from credentials.standards.openbadges.badges import TYPE
from credentials.standards.vc import JSON


def structure_problems(document: JSON) -> list[str]:
    """Say in plain words what keeps a document from being a complete Open Badges 3.0 credential.

    https://www.imsglobal.org/spec/ob/v3p0#achievementcredential
    """
    return problems_as(TYPE, document)
