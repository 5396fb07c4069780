"""From CIP to SOC and O*NET: the tables, what they say together, and a draft from it."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from skills.case import FrameworkError, package_json, read_package
from skills.importing import Mint, Source, open_sources
from skills.occupations import LookupRow, Programme, cip_code, lookup_rows, programme, starting_package
from tests.official import OFFICIAL

NOW = datetime(2026, 11, 24, tzinfo=UTC)
CROSSWALK = (
    "CIP2020Code,CIP2020Title,SOC2018Code,SOC2018Title\n"
    "11.1003,Security.,15-1212,Information Security Analysts\n"
    "11.1003,Security.,15-1244,Administrators\n"
    "11.9999,Other.,99-9999,NO MATCH\n"
)
TASKS = (
    "O*NET-SOC Code\tTitle\tTask ID\tTask\tTask Type\n"
    "15-1212.00\tA\t2\tRest.\tSupplemental\n15-1212.00\tA\t1\tWatch.\tCore\n"
)
TOOLS = (
    "O*NET-SOC Code\tTitle\tExample\tCommodity Code\tCommodity Title\tHot Technology\tIn Demand\n"
    "15-1212.00\tA\tAwk\t43\tTools\tN\tN\n15-1212.00\tA\tZeek\t43\tTools\tY\tY\n"
)


def rows(*texts: str) -> list[LookupRow]:
    tables = [table for text in texts for table in open_sources([Source("t.csv", text.encode())]).tables]
    return [row for table in tables for row in lookup_rows(table)]


def security() -> Programme:
    found = programme("11.1003", [row for row in rows(CROSSWALK) if row.key == "11.1003"], rows(TASKS, TOOLS))
    assert found is not None
    return found


CODES = {"11.1003": "11.1003", "111003": "11.1003", '="11.1003"': "11.1003", "1.0000": "01.0000", "11": "11"}


@pytest.mark.parametrize(("text", "code"), CODES.items())
def test_a_code_is_written_as_the_table_does(text: str, code: str) -> None:
    assert cip_code(text) == code


@pytest.mark.parametrize("text", ["", "eleven", "11.10034", "1234", "11-1003", "\u0661\u0661"])
def test_what_is_no_code_gives_none(text: str) -> None:
    assert cip_code(text) is None


def test_core_tasks_and_technology_in_demand_come_first() -> None:
    analyst = security().occupations[0]
    assert (analyst.soc, analyst.codes) == ("15-1212", ("15-1212.00",))
    assert [task.words for task in analyst.tasks] == ["Watch.", "Rest."]
    assert [tool.name for tool in analyst.technology] == ["Zeek", "Awk"]
    assert security().occupations[1].tasks == ()


def test_a_programme_without_a_match_leads_nowhere_and_an_unknown_one_is_none() -> None:
    found = programme("11.9999", [row for row in rows(CROSSWALK) if row.key == "11.9999"], [])
    assert found is not None
    assert found.occupations == ()
    assert programme("99.9999", [], []) is None


def test_a_draft_holds_what_was_chosen_and_says_where_it_is_from() -> None:
    package = starting_package(
        security(),
        tasks=["1", "77"],
        technology=[("15-1212", "Zeek"), ("15-1244", "Zeek")],
        mint=Mint.of("urn:draft", base="https://a.test", now=NOW),
        title="Outcomes",
        creator="A college",
    )
    assert package.document["adoptionStatus"] == "Draft"
    assert [item["fullStatement"] for item in package.items] == [
        "Information Security Analysts",
        "Watch.",
        "Use Zeek",
    ]
    [onet] = [a for a in package.associations if a["associationType"] == "isRelatedTo"]
    assert onet["destinationNodeURI"]["identifier"] == "15-1212.00"
    assert read_package(package_json(package)).notices == ()


def test_a_crosswalk_with_a_broken_code_is_refused_with_its_row() -> None:
    with pytest.raises(FrameworkError, match="row 2: found 'eleven'"):
        rows(CROSSWALK.replace("11.1003", "eleven", 1))


def test_the_real_tables_lead_from_security_to_its_analysts() -> None:
    if OFFICIAL is None:
        pytest.skip("the public tables are not beside the repository")
    folder: Path = OFFICIAL / "occupations"
    names = ("cip2020_soc2018_crosswalk.csv", "onet_Task_Statements.xlsx", "onet_Technology_Skills.xlsx")
    found = [
        row
        for name in names
        for table in open_sources([Source(name, (folder / name).read_bytes())]).tables
        for row in lookup_rows(table)
    ]
    links = [row for row in found if row.key == "11.1003"]
    security = programme("11.1003", links, [row for row in found if row.kind != "crosswalk"])
    assert security is not None
    analyst = next(one for one in security.occupations if one.soc == "15-1212")
    assert len(security.occupations) == 7
    assert (len(analyst.tasks) > 10, len(analyst.technology) > 20) == (True, True)
