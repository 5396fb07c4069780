"""A seeded employer has what its folder says, once."""

from sqlmodel import func, select

import employer.seeding
from employer.employees import EmployeeRoster
from employer.records import Employee, Job, ListedIssuer, Requirement
from institution.records import PartnerPackage
from tests.employer.conftest import Northgate
from tests.employer.stand_in import NOW
from webapp.records import Account


def test_the_folder_is_brought_in_whole_and_only_once(northgate: Northgate) -> None:
    assert employer.seeding.seed(northgate.app, now=NOW) is False
    expected = {Job: 2, Requirement: 17, ListedIssuer: 2, PartnerPackage: 1, Employee: 1, Account: 4}
    with northgate.session() as session:
        found = {table: session.exec(select(func.count()).select_from(table)).one() for table in expected}
        assert found == expected


def test_the_roster_finds_employees_and_what_their_papers_say(northgate: Northgate) -> None:
    with northgate.session() as session:
        roster = EmployeeRoster(session)
        assert [one.name for one in roster.search("whit")] == ["Dale Whitman"]
        assert [one.name for one in roster.search("0471")] == ["Dale Whitman"]
        assert roster.search("%") == roster.search("")
        assert roster.search("nobody") == []
        assert roster.recipient("nobody") is None
        earned = roster.earned("dale")
        assert [one.achievement[:8] for one in earned] == ["bf93c2d9", "dfbd29d0", "7e71f314"]
        assert all(one.results[0]["achievedLevel"] for one in earned)
