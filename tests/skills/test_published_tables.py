"""Tables that others publish: O*NET, DigComp 3.0, the Skills A to Z."""

import json
from collections import Counter

import jsonschema
import pytest

from skills.case import FrameworkError, Package, levels, package_json, read_package
from skills.importing import Context, Source, open_sources
from tests.official import OFFICIAL
from tests.skills.tables import BASE, NOW, read

ONET_TASKS = "O*NET-SOC Code\tTitle\tTask ID\tTask\tTask Type\n15-1212.00\tAnalysts\t1\tWatch.\tCore\n"
ONET_TOOLS = (
    "O*NET-SOC Code\tTitle\tExample\tCommodity Code\tCommodity Title\n15-1212.00\tAnalysts\tGo\t43\tTools\n"
)


def test_several_onet_tables_are_one_framework() -> None:
    package = open_sources([Source("a.txt", ONET_TASKS.encode()), Source("b.txt", ONET_TOOLS.encode())]).read(
        Context(BASE, NOW)
    )
    assert Counter(item["CFItemType"] for item in package.items) == {
        "Occupation": 1,
        "Task": 1,
        "Technology skill": 1,
    }
    assert read_package(package_json(package)).notices == ()


BAD_ONET = {
    "a task twice": (ONET_TASKS + ONET_TASKS.splitlines()[1], "row 3: repeats task 1"),
    "a task without words": (ONET_TASKS.replace("Watch.", ""), "row 2, column D (Task): is empty"),
    "a header alone": (ONET_TASKS.splitlines()[0], "has a header, but no rows"),
}


@pytest.mark.parametrize(("text", "reason"), BAD_ONET.values(), ids=BAD_ONET)
def test_onet_is_refused_with(text: str, reason: str) -> None:
    with pytest.raises(FrameworkError) as caught:
        read(text, "tasks.txt")
    assert reason in str(caught.value)


def official(*names: str) -> Package:
    if OFFICIAL is None:
        pytest.skip("the publications are not beside the repository")
    sources = [Source(name, (OFFICIAL / name).read_bytes()) for name in names]
    return open_sources(sources).read(Context(BASE, NOW))


def kinds(package: Package) -> dict[str, int]:
    return dict(Counter(item["CFItemType"] for item in package.items))


def test_digcomp_3_gives_every_outcome_with_its_level() -> None:
    package = official("frameworks/digcomp3_data_supplement_2025-11-24.jsonld")
    assert kinds(package) == {
        "Competence area": 5,
        "Competence": 21,
        "Competence statement": 362,
        "Learning outcome": 523,
        "Proficiency level": 4,
    }
    assert Counter(a["associationType"] for a in package.associations)["hasSkillLevel"] == 362 + 523
    assert read_package(package_json(package)).notices == ()


def test_the_skills_a_to_z_have_four_levels_and_the_roles_that_ask_them() -> None:
    package = official("frameworks/uk_ddat_skills_az.csv")
    assert kinds(package)["Skill"] == 189
    names = Counter(level.name for level in levels([package]).values())
    assert set(names) == {"Awareness", "Working", "Practitioner", "Expert"}
    assert read_package(package_json(package)).notices == ()


@pytest.mark.parametrize(
    "name",
    [
        "frameworks/digcomp3_data_supplement_2025-11-24.jsonld",
        "frameworks/uk_ddat_skills_az.csv",
        "occupations/onet_DWA_Reference.xlsx",
    ],
)
def test_what_is_made_is_valid_by_the_official_case_1_1_schema(name: str) -> None:
    made = package_json(official(name))
    assert OFFICIAL is not None
    schema = OFFICIAL / "schemas" / "case" / "case_v1p1_cfpackage-jsonschema1.json"
    checker = jsonschema.Draft201909Validator.FORMAT_CHECKER
    validator = jsonschema.Draft201909Validator(json.loads(schema.read_text()), format_checker=checker)
    assert [error.message for error in validator.iter_errors(made)] == []


def test_onet_gives_every_occupation_and_task() -> None:
    package = official("occupations/onet_Occupation_Data.xlsx", "occupations/onet_Task_Statements.xlsx")
    assert kinds(package) == {"Occupation": 1016, "Task": 18796}
