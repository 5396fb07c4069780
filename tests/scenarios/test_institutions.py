"""The sample institutions: every reference resolves, and the values of the story come out of the data."""

import shutil
from fractions import Fraction
from pathlib import Path

import pytest

from scenarios.institutions import rebase
from scenarios.institutions.arithmetic import two
from scenarios.institutions.check import nice_problems, schema_problems, value_problems
from scenarios.institutions.references import findings
from scenarios.institutions.sample import COLLEGE, EMPLOYER, FOLDERS, HERE, JSON, WALLET, Sample, read_json
from scenarios.institutions.story import FIVE, TWELVE, Story
from tests.official import OFFICIAL

SAMPLE = Sample()


def copy_of_the_sample(folder: Path) -> Path:
    return shutil.copytree(
        HERE, folder / "institutions", ignore=shutil.ignore_patterns("*.py", "__pycache__")
    )


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_every_reference_of_every_folder_resolves() -> None:
    assert findings(SAMPLE) == []


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_person_has_a_name_and_an_address_that_can_reach_nobody(folder: str) -> None:
    for person in SAMPLE.people[folder].values():
        assert person["name"].strip()
        assert person["email"].rpartition("@")[2].endswith(".example")
        assert set(person) <= {"id", "name", "role", "email", "about", "pronouns", "number"}


def test_each_site_is_one_folder_with_name_logo_people_and_colours() -> None:
    for folder in FOLDERS:
        institution = SAMPLE.file(folder, "institution.json")
        logo = (HERE / folder / "logo.svg").read_text(encoding="utf-8")
        assert 'viewBox="0 0 40 40"' in logo
        assert "currentColor" in logo
        assert not any(part in logo for part in ("#", "<rect", "<title"))
        assert contrast(institution["brand"], "#ffffff") >= 4.5
        assert contrast(institution["brandBright"], "#192128") >= 4.5


def contrast(one: str, other: str) -> float:
    """WCAG 2.2 contrast ratio of two colours."""

    def luminance(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_crosswalk_tells_over_http_who_confirmed_each_link() -> None:
    associations = SAMPLE.packages["crosswalk"]["CFAssociations"]
    assert len(associations) == 24
    for association in associations:
        assert association["uri"].startswith("http://localhost:8001/uri/")
        confirmers = association["extensions"]["confirmedBy"]
        assert [c["institution"] for c in confirmers] == [
            "Riverbend Community College",
            "Northgate Utilities",
        ]
        assert all(c["name"] and c["role"] and c["date"] <= "2026-09-18" for c in confirmers)


def test_the_values_of_the_story_come_out_of_the_data() -> None:
    assert value_problems(SAMPLE, Story(SAMPLE).values()) == []


def test_the_worked_values_promised_by_hand_come_out_of_the_data() -> None:
    story = Story(SAMPLE)
    noor, ana = story.score("noor", FIVE), story.score("ana", TWELVE)
    assert [ask["importance"] for ask in SAMPLE.jobs[FIVE]["requirements"]] == [3, 2, 2, 1, 1]
    assert [str(quality) for quality in noor.qualities.values()] == ["1", "1/2", "2/3", "0", "2/3"]
    assert (two(noor.score), two(noor.exact)) == ("66.67", "55.56")
    assert two(story.score("noor", FIVE, "after-gap").score) == "88.89"
    assert ([ana.count(band) for band in ("met", "partly", "missing")], ana.must_missing) == ([8, 2, 2], [])
    assert story.table["applicant-09"].score < Fraction(50)


BROKEN = {
    "a link of a package leads nowhere": (
        f"{COLLEGE}/frameworks/crosswalk.json",
        "8100b32d-ed0c-506b-8eea-478e994373ee",
        "8100b32d-ed0c-506b-8eea-478e994373ef",
        "link does not resolve",
    ),
    "a link names a confirmer who did not confirm": (
        f"{COLLEGE}/frameworks/crosswalk.json",
        "Joe Akande",
        "Somebody Else",
        "confirmers in the package",
    ),
    "an e-mail address could reach somebody": (
        f"{WALLET}/people.json",
        "ana.reyes@mail.example",
        "ana.reyes@mail.org",
        "e-mail",
    ),
    "a package of a partner is not there": (
        f"{EMPLOYER}/partners.json",
        "d597e199",
        "d597e198",
        "package of a partner",
    ),
    "an issuer is listed under an unknown DID": (
        f"{EMPLOYER}/trusted-issuers.json",
        "localhost%3A8001",
        "localhost%3A8009",
        "party",
    ),
    "a level belongs to another rubric": (
        f"{EMPLOYER}/jobs/{FIVE}.json",
        '"rank": 2',
        '"rank": 3',
        "level asked",
    ),
}


@pytest.mark.parametrize("sentence", BROKEN)
def test_the_check_finds_what_is_wrong(sentence: str, tmp_path: Path) -> None:
    file, old, new, word = BROKEN[sentence]
    root = copy_of_the_sample(tmp_path)
    change(root / file, old, new)
    assert any(word in problem for problem in findings(Sample(root)))


def test_a_changed_level_changes_the_values_and_is_noticed(tmp_path: Path) -> None:
    root = copy_of_the_sample(tmp_path)
    change(root / "expected.json", '"66.67"', '"66.66"')
    sample = Sample(root)
    assert any("noorBefore" in problem for problem in value_problems(sample, Story(sample).values()))


def test_a_file_that_repeats_a_key_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "twice.json"
    file.write_text('{"a": 1, "a": 2}')
    with pytest.raises(ValueError, match="repeats"):
        read_json(file)


def test_rebasing_moves_every_address_and_keeps_every_identifier(tmp_path: Path) -> None:
    origins = {"college": "https://college.test/", "employer": "http://localhost:8001"}
    rebase.copy(tmp_path / "out", origins)
    moved = Sample(tmp_path / "out")
    trusted: list[JSON] = moved.file(EMPLOYER, "trusted-issuers.json")["issuers"]
    assert [t["did"] for t in trusted] == ["did:web:college.test", "did:web:localhost%3A8001"]
    before = [uri.rpartition("/")[2] for uri in SAMPLE.things]
    assert [uri.rpartition("/")[2] for uri in moved.things] == before
    assert {uri.partition("/uri/")[0] for uri in moved.things} == {
        "https://college.test",
        "http://localhost:8001",
    }
    texts = [file.read_text(encoding="utf-8") for file in (tmp_path / "out").rglob("*.json")]
    assert not any("localhost:8003" in text or "\0" in text for text in texts)


@pytest.mark.skipif(OFFICIAL is None, reason="the official schemas are not beside the repository")
def test_every_package_is_valid_by_the_official_case_1_1_schema() -> None:
    assert OFFICIAL is not None
    pytest.importorskip("jsonschema")
    schema = OFFICIAL / "schemas" / "case" / "case_v1p1_cfpackage-jsonschema1.json"
    assert schema_problems(SAMPLE, schema) == []


@pytest.mark.skipif(OFFICIAL is None, reason="NIST's publication is not beside the repository")
def test_every_nice_identifier_cited_exists() -> None:
    assert OFFICIAL is not None
    assert nice_problems(SAMPLE, OFFICIAL / "frameworks" / "nice_cprt_SP_800_181_2_1_0.json") == []
