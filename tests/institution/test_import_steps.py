"""Looking before a framework comes in: columns, duplicates, and what would change."""

import io
from pathlib import Path

import pytest

from tests.institution.bringing import TABLE, bring, deed, look, waiting
from tests.institution.campus import SCRIPT, Campus, page
from tests.institution.test_imports import upload
from tests.official import OFFICIAL
from tests.sites import Federation

HILLTOP = (
    Path(__file__).resolve().parents[2]
    / "scenarios"
    / "institutions"
    / "hilltop-state-college"
    / "outcomes.csv"
)


def test_a_table_is_shown_as_a_tree_with_its_columns_before_it_comes_in(campus: Campus) -> None:
    answer = bring(campus, TABLE)
    said = look(campus, answer)
    assert "Welding Table with columns of its own, from welding.csv. Nothing is kept yet." in said
    assert "A Guard a network all day Area A-1 Read an alert well Outcome" in said
    assert "row 3, column E begins like a formula; kept as plain text" in said
    assert "No statement stands twice in it, and none is here in another framework." in said
    assert len(campus.frameworks()) == 3
    done = deed(campus, answer, "confirm")
    assert done.status_code == 303
    assert "A-1" in page(campus.browser("college", "marta"), done.location)
    assert waiting(campus) == []


def test_a_table_can_begin_a_draft_that_nobody_else_sees(campus: Campus) -> None:
    done = deed(campus, bring(campus, TABLE), "confirm", purpose="draft")
    assert (done.status_code, done.location.endswith("/draft")) == (303, True)
    assert len(campus.frameworks()) == 3
    assert "Read an alert well" in page(campus.browser("college", "marta"), done.location)


@pytest.mark.parametrize("purpose", ["lookup", "<script>", ""])
def test_a_purpose_that_was_not_offered_is_not_taken(campus: Campus, purpose: str) -> None:
    answer = bring(campus, TABLE)
    done = deed(campus, answer, "confirm", purpose=purpose)
    assert (done.status_code, done.location) == (303, answer.location)
    assert len(campus.frameworks()) == 3


def test_rows_can_be_pasted(campus: Campus) -> None:
    form = {"paste": TABLE.replace(",", "\t"), "title": "Welding by hand"}
    answer = campus.browser("college", "marta").post("/frameworks/import", data=form)
    assert deed(campus, answer, "confirm").status_code == 303
    assert "Welding by hand" in {one.title for one in campus.frameworks()}


def test_what_the_columns_hold_can_be_changed(campus: Campus) -> None:
    answer = bring(campus, "ref,wording,remark\nA,Guard a network,see B\n")
    assert "ref wording" in look(campus, answer)
    form = {"header": "1", "role-0": "code", "role-1": "statement", "role-2": "notes", "title": "Guarding"}
    assert deed(campus, answer, "columns", **form).status_code == 303
    said = look(campus, answer)
    assert "Guarding Table" in said
    assert "A Guard a network" in said
    assert deed(campus, answer, "confirm").status_code == 303
    assert "Guarding" in {one.title for one in campus.frameworks()}


BAD_COLUMNS = {
    "a role that is none": {"role-0": "<script>", "role-1": "statement"},
    "a sheet that is not there": {"sheet": "99"},
    "a header that is no number": {"header": "x"},
    "no statement": {"role-0": "", "role-1": "", "role-2": "", "role-3": "", "role-4": ""},
}


@pytest.mark.parametrize("form", BAD_COLUMNS.values(), ids=BAD_COLUMNS)
def test_a_bad_choice_of_columns_breaks_nothing(campus: Campus, form: dict[str, str]) -> None:
    answer = bring(campus, TABLE)
    assert deed(campus, answer, "columns", **form).status_code == 303
    look(campus, answer)
    assert len(campus.frameworks()) == 3


def test_wrong_rows_are_named_and_nothing_can_be_confirmed(campus: Campus) -> None:
    answer = bring(campus, TABLE + "A,Other words here,Z,,\n,,,,\nB,,,,\n")
    said = look(campus, answer)
    assert "2 places need a change in the source" in said
    assert "row 4, column A (code) repeats the code A of row 2 with other words" in said
    assert "row 6, column B (statement) is empty, expected words" in said
    assert deed(campus, answer, "confirm").status_code == 303
    assert len(campus.frameworks()) == 3


def test_duplicates_are_shown_in_the_source_and_here(campus: Campus) -> None:
    assert deed(campus, bring(campus, TABLE), "confirm").status_code == 303
    again = TABLE.replace("A-1,", "B-1,").replace(
        ",A,Outcome,=1+1", ",A,Outcome,\nB-2,Read an alert well,A,Outcome,"
    )
    said = look(campus, bring(campus, again, name="other.csv"))
    assert "Twice in the source: 1" in said
    assert "Here already, elsewhere: 2" in said
    assert "in Welding" in said


def test_a_second_time_shows_what_would_change_and_the_same_changes_nothing(campus: Campus) -> None:
    assert deed(campus, bring(campus, TABLE), "confirm").status_code == 303
    assert "Everything in it is here already, word for word." in look(campus, bring(campus, TABLE))
    newer = TABLE.replace("Read an alert well", "Read an alert fast") + "A-2,Close an alert,A,Outcome,\n"
    answer = bring(campus, newer)
    said = look(campus, answer)
    assert "New items: 1" in said
    assert "Items with other words: 1 A-1 Read an alert fast (fullStatement)" in said
    assert deed(campus, answer, "confirm").status_code == 303
    assert len(campus.frameworks()) == 4


def test_a_version_that_drops_published_items_is_refused_before_it_is_confirmed(campus: Campus) -> None:
    assert deed(campus, bring(campus, TABLE), "confirm").status_code == 303
    answer = bring(campus, "\n".join(TABLE.splitlines()[:2]) + "\n")
    said = look(campus, answer)
    assert "Published outcomes would lose their address" in said
    assert "Items that would go: 1" in said
    assert deed(campus, answer, "confirm").status_code == 303
    assert "A-1" in page(campus.browser("college", "marta"), f"/frameworks/{stored_id(campus, 'Welding')}")


def stored_id(campus: Campus, title: str) -> str:
    return next(one.identifier for one in campus.frameworks() if one.title == title)


ODD_NAMES = {"a NUL": "wel\0ding", "an escape": "wel\x1b[2Jding", "a line": "wel\nding"}


@pytest.mark.parametrize("name", ODD_NAMES.values(), ids=ODD_NAMES)
def test_an_odd_name_is_cleaned_or_refused_with_a_reason(campus: Campus, name: str) -> None:
    marta = campus.browser("college", "marta")
    answer = marta.post("/frameworks/import", data={"paste": TABLE, "title": name})
    assert answer.status_code == 303
    shown = page(marta, answer.location)
    assert "wel" in shown
    assert not set(name) & set("\0\x1b") & set(shown)


def test_script_in_every_cell_comes_out_inert(campus: Campus) -> None:
    quoted = f'"{SCRIPT}"'
    answer = bring(
        campus, f"code,statement,type,notes,{quoted}\n{quoted},{quoted},{quoted},{quoted},{quoted}\n"
    )
    html = page(campus.browser("college", "marta"), answer.location)
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert" in html


def test_an_employer_keeps_no_tables_to_look_programmes_up_in(
    federation: Federation,
) -> None:
    renee = federation.browser("employer", "renee")
    table = "CIP2020Code,CIP2020Title,SOC2018Code,SOC2018Title\n11.1003,Security,15-1212,Analysts\n"
    answer = renee.post("/frameworks/import", data={"file": (io.BytesIO(table.encode()), "cip.csv")})
    html = page(renee, answer.location)
    assert "Nothing here looks occupations up" in html
    assert ">Bring it in</button>" not in html
    done = renee.post(f"{answer.location}/confirm", data={"purpose": "lookup"})
    assert (done.status_code, done.location) == (303, answer.location)


def test_hilltop_s_outcomes_come_in_below_their_courses(campus: Campus) -> None:
    answer = bring(campus, HILLTOP.read_bytes(), name="outcomes.csv")
    assert "IT 105 Course HSC-IT-1 Describe the parts of a computer network" in look(campus, answer)


def test_nice_comes_in_through_the_page(campus: Campus) -> None:
    if OFFICIAL is None:
        pytest.skip("NIST's publication is not beside the repository")
    text = (OFFICIAL / "frameworks" / "nice_cprt_SP_800_181_2_1_0.json").read_bytes()
    answer = upload(campus, text)
    said = look(campus, answer)
    for counted in ("Task 946", "Knowledge 662", "Skill 540", "Work role 41", "Competency area 11"):
        assert counted in said
    assert deed(campus, answer, "confirm").status_code == 303
    assert "NICE Framework" in " ".join(one.title for one in campus.frameworks())
