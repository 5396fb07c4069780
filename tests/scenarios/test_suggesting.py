"""The command that ranks links between two frameworks in files."""

import csv
import json
from pathlib import Path

import pytest

from scenarios.command import main
from tests.official import OFFICIAL
from tests.skills.institutions import COLLEGE, EMPLOYER

OURS = [{"id": "a", "text": "Weld steel pipes", "code": "1.1"}, {"id": 2, "text": "Bake bread"}]
THEIRS = [{"id": "b1", "text": "Bake rolls", "code": "1.1"}, {"id": "b2", "text": "Weld pipes"}]


def write(folder: Path, name: str, content: object) -> str:
    path = folder / name
    path.write_text(json.dumps(content), encoding="utf-8")
    return str(path)


def test_two_plain_lists_are_ranked_by_their_texts_alone(tmp_path: Path) -> None:
    ours, theirs = write(tmp_path, "a.json", OURS), write(tmp_path, "b.json", THEIRS)
    out = tmp_path / "s.csv"
    given = ["suggest", "--from", ours, "--to", theirs, "--top", "1", "--out", str(out), "--without-model"]
    assert main(given) == 0
    rows = list(csv.reader(out.read_text(encoding="utf-8").splitlines()))
    assert rows[0] == ["origin id", "destination id", "rank", "score"]
    assert [row[:3] for row in rows[1:]] == [["a", "b2", "1"], ["2", "b1", "1"]]
    assert all(0 < float(row[3]) < 1 for row in rows[1:])
    assert [file.name for file in tmp_path.iterdir() if "partial" in file.name] == []


def test_frameworks_are_named_by_the_identifiers_of_their_items(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    college = COLLEGE / "frameworks" / "cyber-defense.json"
    employer = EMPLOYER / "frameworks" / "security-operations-analyst.json"
    given = ["--from", str(college), "--to", str(employer), "--top", "3", "--without-model"]
    assert main(["suggest", *given]) == 0
    rows = list(csv.DictReader(capsys.readouterr().out.splitlines()))
    known = {item["identifier"] for item in json.loads(college.read_text(encoding="utf-8"))["CFItems"]}
    assert {row["origin id"] for row in rows} == known
    assert len(rows) == 3 * len(known)


@pytest.mark.skipif(OFFICIAL is None, reason="the public frameworks are not on this machine")
@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("nice_cprt_SP_800_181_2_1_0.json", "PD-WRL-003"),
        ("digcomp3_data_supplement_2025-11-24.jsonld", "LO1.1.01"),
    ],
)
def test_public_frameworks_keep_their_own_codes_or_names(
    name: str, known: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert OFFICIAL is not None
    theirs = write(tmp_path, "b.json", [{"id": "b", "text": "Respond to incidents; search for information"}])
    source = str(OFFICIAL / "frameworks" / name)
    assert main(["suggest", "--from", source, "--to", theirs, "--without-model"]) == 0
    assert f"\n{known}," in capsys.readouterr().out


WRONG = {
    "no file": (None, "cannot be read: No such file"),
    "no JSON": ("[{", "is no framework"),
    "an empty list": ([], "found an empty list, expected statements"),
    "a number for a text": ([{"id": "a", "text": 3}], "[0].text: found a number, expected a text"),
    "an id twice": ([*OURS, {"id": "a", "text": "x"}], "[2].id: repeats the id of another row: a"),
    "no object": (["a"], "[0]: found 'a', expected an object"),
    "something else": ({"rows": []}, "neither a CASE package nor"),
    "a row without a text": ({"items": [{"id": "a"}]}, "[0].text: found None, expected a text"),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_file_that_cannot_be_read_whole_is_told_and_nothing_is_written(
    case: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content, told = WRONG[case]
    ours = tmp_path / "a.json"
    if content is not None:
        ours.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    out = tmp_path / "s.csv"
    given = ["--from", str(ours), "--to", write(tmp_path, "b.json", THEIRS), "--out", str(out)]
    assert main(["suggest", *given]) == 1
    shown = capsys.readouterr().err
    assert told in shown
    assert "a.json" in shown
    assert not out.exists()


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ours, theirs = write(tmp_path, "a.json", OURS), write(tmp_path, "b.json", THEIRS)
    out = tmp_path / "nowhere" / "s.csv"
    assert main(["suggest", "--from", ours, "--to", theirs, "--out", str(out), "--without-model"]) == 1
    assert "cannot be written" in capsys.readouterr().err


def test_a_number_of_links_below_one_is_not_understood(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["suggest", "--from", "a", "--to", "b", "--top", "0"])
    assert ended.value.code == 2
    assert "found 0, expected at least 1" in capsys.readouterr().err


def test_a_package_that_breaks_rules_is_read_for_its_texts_and_the_rule_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(role: str, *parts: str) -> object:
        items = [{"identifier": "r", "fullStatement": role}]
        items += [{"identifier": f"p{n}", "fullStatement": text} for n, text in enumerate(parts)]
        links = [
            {
                "associationType": "isChildOf",
                "originNodeURI": {"identifier": f"p{n}"},
                "destinationNodeURI": {"identifier": "r"},
            }
            for n in range(len(parts))
        ]
        return {"CFDocument": {"title": "T"}, "CFItems": items, "CFAssociations": links}

    ours = write(tmp_path, "a.json", broken("Role A", "Weld pipes", "Cut steel", "Read plans"))
    theirs = write(tmp_path, "b.json", broken("Job B", "Weld steel pipes", "Cut steel plates", "Read a plan"))
    assert main(["suggest", "--from", ours, "--to", theirs, "--top", "1", "--without-model"]) == 0
    shown = capsys.readouterr()
    assert shown.err.count("breaks rules of CASE and is read for its texts all the same") == 2
    pairs = {tuple(row[:2]) for row in csv.reader(shown.out.splitlines()[1:])}
    assert pairs == {("r", "r"), ("p0", "p0"), ("p1", "p1"), ("p2", "p2")}


def test_rows_may_name_their_members_as_case_does(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ours = write(tmp_path, "a.json", {"statements": [{"code": "X-1", "statement": "Weld pipes"}]})
    theirs = write(tmp_path, "b.json", [{"uri": "https://a.example/1", "fullStatement": "Weld a pipe"}])
    assert main(["suggest", "--from", ours, "--to", theirs, "--without-model"]) == 0
    assert "\nX-1,https://a.example/1,1," in capsys.readouterr().out
