"""What is suggested, in which order and why."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence

import pytest

from skills.suggesting import Statement, Suggestion, packaged_model, statements, suggest
from tests.skills.institutions import packages

TRIAGE = Statement("O1", "Triage alerts and state their urgency", code="CYD-7", uri="https://a.example/1")
REPORTS = Statement("R1", "Write reports for readers without training")
ALERTS = Statement("R2", "Decide how urgent an alert is and triage it")


def order(found: Sequence[Suggestion], origin: str) -> list[str]:
    return [one.destination for one in found if one.origin == origin]


def test_what_shares_words_comes_first_and_says_which() -> None:
    first = suggest([TRIAGE], [REPORTS, ALERTS])[0]
    assert (first.destination, first.rank, first.reason) == ("R2", 1, "similar words")
    assert set(first.shared_words) == {"triage", "alerts"}
    assert 0 < first.score < 1


def test_different_words_for_much_the_same_are_known() -> None:
    first = suggest([Statement("O", "Observe the plant")], [REPORTS, Statement("R", "Monitor machines")])[0]
    assert (first.destination, first.reason, first.shared_words) == ("R", "related words", ("observe",))


def test_words_that_only_together_mean_much_the_same_are_known() -> None:
    theirs = [REPORTS, Statement("R", "Practise ethical hacking")]
    first = suggest([Statement("O", "Run a penetration test")], theirs)[0]
    assert (first.destination, first.reason) == ("R", "related words")


SAME = {
    "the same address": (Statement("R3", "Weld pipes", uri=TRIAGE.uri), "same address"),
    "the same code, with words in common": (Statement("R3", "Sort the alerts", code="cyd-7"), "same code"),
    "the same words, written otherwise": (
        Statement("R3", "TRIAGE alerts, and state their  urgency."),
        "same words",
    ),
}


@pytest.mark.parametrize("case", SAME)
def test_what_is_the_same_comes_before_what_is_alike(case: str) -> None:
    same, reason = SAME[case]
    first = suggest([TRIAGE], [ALERTS, REPORTS, same])[0]
    assert (first.destination, first.reason, first.score) == ("R3", reason, 1.0)


def test_two_frameworks_that_both_number_their_items_are_not_taken_as_the_same() -> None:
    ours = [Statement("O1", "Weld steel pipes", code="1.1"), Statement("O2", "Bake bread", code="1.2")]
    theirs = [Statement("R1", "Bake rolls and bread", code="1.1"), Statement("R2", "Weld pipes", code="1.2")]
    found = suggest(ours, theirs, top=1)
    assert [(one.origin, one.destination) for one in found] == [("O1", "R2"), ("O2", "R1")]
    assert {one.reason for one in found} == {"similar words"}


def test_what_has_nothing_in_common_is_not_suggested() -> None:
    assert suggest([Statement("O", "xyzzy")], [Statement("R", "Bake bread")]) == []


@pytest.mark.parametrize("text", ["", " ", "!?", "the of and", "技能", "\N{COMBINING ACUTE ACCENT}"])
def test_texts_without_words_of_their_own_do_no_harm(text: str) -> None:
    assert isinstance(suggest([Statement("O", text), TRIAGE], [Statement("R", text), ALERTS]), list)


def test_nothing_comes_of_nothing() -> None:
    assert suggest([], [ALERTS]) == suggest([TRIAGE], []) == suggest([TRIAGE], [ALERTS], top=0) == []


def test_of_equal_ones_the_earlier_comes_first_and_only_so_many_come() -> None:
    theirs = [Statement(f"R{n}", "Triage alerts") for n in range(30)]
    assert order(suggest([TRIAGE], theirs, top=4), "O1") == ["R0", "R1", "R2", "R3"]


def test_roles_are_compared_by_what_they_are_made_of() -> None:
    def framework(name: str, *roles: tuple[str, ...]) -> list[Statement]:
        parts = [
            Statement(f"{name}{n}.{m}", text) for n, role in enumerate(roles) for m, text in enumerate(role)
        ]
        wholes = [
            Statement(
                f"{name}{n}", f"Role {name}{n}", below=tuple(f"{name}{n}.{m}" for m in range(len(role)))
            )
            for n, role in enumerate(roles)
        ]
        return [*wholes, *parts]

    ours = framework(
        "a", ("Bake bread", "Mix dough", "Clean ovens"), ("Weld pipes", "Cut steel", "Read plans")
    )
    theirs = framework(
        "b", ("Cut steel sheets", "Weld steel pipes", "Read plans"), ("Mix cake dough", "Bake rolls")
    )
    found = suggest(ours, theirs)
    assert order(found, "a0")[0] == "b1"
    assert order(found, "a1")[0] == "b0"
    assert next(one for one in found if one.origin == "a1").reason == "similar parts"


def test_of_two_roles_that_cover_another_the_one_with_less_beside_it_comes_first() -> None:
    texts = (
        "Bake bread",
        "Mix dough",
        "Clean ovens",
        "Weld pipes",
        "Cut steel",
        "Read plans",
        "Drive trucks",
    )
    parts = [Statement(f"p{n}", text) for n, text in enumerate(texts)]
    names = tuple(part.id for part in parts)
    ours = [Statement("baker", "One", below=names[:3]), *parts]
    theirs = [Statement("all", "Many", below=names), Statement("bakery", "Some", below=names[:3]), *parts]
    assert order(suggest(ours, theirs), "baker")[:2] == ["bakery", "all"]


def test_a_model_of_meaning_finds_what_shares_no_word() -> None:
    def embed(texts: Sequence[str]) -> list[list[float]]:
        return [[1.0, 0.0] if "urgency" in text or "haste" in text else [0.0, 1.0] for text in texts]

    found = suggest([TRIAGE], [REPORTS, Statement("R9", "Know what needs haste")], embed=embed)
    assert (found[0].destination, found[0].reason, found[0].shared_words) == ("R9", "similar meaning", ())


def test_the_statements_of_a_framework_are_its_items_with_label_and_what_is_below() -> None:
    college = next(package for package in packages() if "Cyber Defense A.A.S." in package.title)
    found = {one.code: one for one in statements(college)}
    assert len(found) == len(college.items)
    outcome = found["CYD225-1"]
    assert outcome.text.startswith("Monitor and acknowledge alerts. Monitor an alert queue")
    assert outcome.id == college.by_uri[outcome.uri]["identifier"]
    assert outcome.id in found["CYD225"].below
    assert outcome.below == ()


def test_the_confirmed_links_of_the_sample_stand_among_the_first() -> None:
    by_title = {package.title.split(":")[0]: package for package in packages() if package.items}
    college = next(package for package in packages() if "Cyber Defense A.A.S." in package.title)
    crosswalk = next(package for package in packages() if "crosswalk" in package.title)
    found = suggest(statements(college), statements(by_title["Northgate Utilities"]))
    ranks = {(one.origin, one.destination): one.rank for one in found}
    gold = [
        ranks.get((link["originNodeURI"]["identifier"], link["destinationNodeURI"]["identifier"]), 99)
        for link in crosswalk.associations
    ]
    assert len(gold) == 24
    assert max(gold) <= 10
    assert sum(1 / rank for rank in gold) / 24 > 0.9


def test_the_same_statements_give_the_same_suggestions_in_another_process() -> None:
    code = (
        "import json; from skills.suggesting import Statement, suggest;"
        "texts = ['Mend a pump', 'Pump water', 'Mend roofs', 'Water plants'];"
        "print(json.dumps([[s.origin, s.destination, s.score, s.shared_words] for s in suggest("
        "[Statement(f'a{n}', t) for n, t in enumerate(texts)], [Statement(f'b{n}', t + ' daily') for n, t in"
        " enumerate(texts)])]))"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1
    assert json.loads(outputs.pop())


def test_the_library_of_comparing_is_not_loaded_before_it_is_needed() -> None:
    code = "import sys, skills.suggesting;print({'sklearn', 'scipy', 'snowballstemmer'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


@pytest.mark.skipif(packaged_model() is None, reason="the extra `embeddings` is not installed")
def test_the_packaged_model_knows_what_means_the_same() -> None:
    theirs = [Statement("R1", "Bake bread"), Statement("R2", "Hush a wailing newborn")]
    found = suggest([Statement("O1", "Soothe babies that weep")], theirs, embed=packaged_model())
    assert (found[0].destination, found[0].reason) == ("R2", "similar meaning")
