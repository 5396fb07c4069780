"""Read what two institutions published as one framework."""

from typing import Any

from sqlmodel import Session

from institution.frameworks import all_frameworks, package_of
from tests.federation.linking import Side

JSON = dict[str, Any]
TAUGHT, ASKED = "CYD101-2", "NG-SN-1"  # agreed in the samples, each linked with nothing else


def items(package: JSON) -> dict[str, JSON]:
    """Find the items of a package by their addresses."""
    return {item["uri"]: item for item in package["CFItems"]}


def ties(package: JSON) -> list[JSON]:
    """List the links of outcomes with items of a package."""
    own = items(package)
    return [
        link
        for link in package["CFAssociations"]
        if link["destinationNodeURI"]["uri"] in own and link["originNodeURI"]["uri"] not in own
    ]


def status(side: Side) -> str:
    """Tell whether the framework is in force at a side."""
    return str(side.published("integrated")["CFDocument"]["adoptionStatus"])


def packages(session: Session) -> dict[str, Any]:
    """Put every framework of a site together again."""
    return {one.identifier: package_of(session, one) for one in all_frameworks(session)}
