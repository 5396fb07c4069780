"""What is issued from a template is what would have been issued without one."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from random import Random
from typing import Any

import pytest

from credentials.errors import CredentialError, MalformedDocumentError, UnsignedTermsError
from credentials.issuing import issue
from credentials.proofs import compiled_templates
from credentials.standards.vc import JSON
from credentials.templating import Template, issue_all
from tests.credentials.documents import a_full_badge, an_unsigned_record
from tests.credentials.proofs.generated_documents import TEXTS
from tests.making import A_DAY, ANA, COLLEGE, NOW, a_badge, a_report, an_unsigned_badge

HOLES = {
    "credential": "/id",
    "learner": "/credentialSubject/id",
    "hash": "/credentialSubject/identifier/0/identityHash",
    "grade": "/credentialSubject/result/0/value",
    "log": "/evidence/0/narrative",
    "place": "/credentialStatus/statusListIndex",
    "awarded": "/awardedDate",
    "name": ["/name", "/credentialSubject/achievement/name"],
}


def a_row(number: int, **texts: str) -> dict[str, str]:
    usual = {
        "credential": f"urn:uuid:{number:032x}",
        "learner": f"did:key:z6Mk{number}",
        "hash": f"sha256${number:064x}",
        "grade": f"{number} %",
        "log": f'Shift {number}.\nSigned "off".',
        "place": str(number),
        "awarded": f"2026-05-06T00:00:{number % 60:02}Z",
        "name": f"Course {number}",
    }
    return {**usual, **texts}


def by_hand(unsigned: JSON, row: dict[str, str], holes: Any) -> JSON:
    """Fill the holes of a copy, one after the other."""
    filled = copy.deepcopy(unsigned)
    for name, pointers in holes.items():
        for pointer in [pointers] if isinstance(pointers, str) else pointers:
            *way, last = [int(step) if step.isdigit() else step for step in pointer.split("/")[1:]]
            node: Any = filled
            for step in way:
                node = node[step]
            node[last] = row[name]
    return filled


def test_a_credential_from_a_template_passes_all_checks() -> None:
    template = Template(an_unsigned_badge(), holes=HOLES, key=COLLEGE)
    badge = template.issue(a_row(7, learner=ANA.controller), now=NOW)
    assert a_report(badge).verdict == ("pass", "Yes. All six checks passed.")
    assert a_report({**badge, "name": "Another"}).outcome("proof") == "failed"


def test_a_template_takes_the_fast_way(monkeypatch: pytest.MonkeyPatch) -> None:
    template = Template(an_unsigned_badge(), holes=HOLES, key=COLLEGE)
    expected = issue(by_hand(an_unsigned_badge(), a_row(1), HOLES), key=COLLEGE, now=NOW)
    monkeypatch.setattr(compiled_templates, "canonical_nquads", None)
    monkeypatch.setattr("credentials.templating.issue", None)
    assert template.issue(a_row(1), now=NOW) == expected


def test_many_rows_come_out_as_they_would_without_a_template() -> None:
    """Texts of all kinds, so that blank nodes change their order and fall together."""
    unsigned, random = a_full_badge(), Random(1)
    holes = {
        "credential": "/id",
        "learner": "/credentialSubject/id",
        "value": "/credentialSubject/result/1/value",
        "grades": [
            f"/credentialSubject/achievement/resultDescription/1/allowedValue/{place}" for place in (0, 2)
        ],
        "grade": "/credentialSubject/achievement/resultDescription/1/allowedValue/3",
        "code": "/credentialSubject/achievement/humanCode",
        "issuer": "/issuer/name",
        "log": "/evidence/0/narrative",
    }
    template = Template(unsigned, holes=holes, key=COLLEGE)
    for number in range(300):
        ids = {
            "credential": f"urn:uuid:{number}",
            "learner": random.choice(("urn:x", "did:key:z6", unsigned["id"])),
        }
        row = {**{name: random.choice(TEXTS) for name in holes}, **ids}
        assert template.issue(row, now=NOW) == issue(by_hand(unsigned, row, holes), key=COLLEGE, now=NOW)


def a_credential_with(evidence: list[JSON]) -> JSON:
    """Make a credential of no known kind, for only in such a one may the audience be several texts."""
    record = an_unsigned_record(a_badge(), partial=None, subject={"identifier": None})
    return {**record, "type": ["VerifiableCredential"], "evidence": evidence}


ALIKE = [{"type": ["Evidence"], "narrative": text, "audience": [text, "All"]} for text in "ab"]
ALIKE_HOLES = {
    f"{member} {number}": f"/evidence/{number}/{member}{'/0' if member == 'audience' else ''}"
    for number in (0, 1)
    for member in ("narrative", "audience")
}


@pytest.mark.parametrize("audience", ["All", "Some"])
@pytest.mark.parametrize("texts", ["aa", *(f"a{other}" for other in "bcdefghijk")])
def test_nodes_that_become_alike_come_out_the_same(texts: str, audience: str) -> None:
    """By equal texts two blank nodes cannot be told apart, or one says the same thing twice."""
    unsigned = a_credential_with(ALIKE)
    template = Template(unsigned, holes=ALIKE_HOLES, key=COLLEGE)
    row = {f"narrative {number}": text for number, text in enumerate(texts)}
    row |= {"audience 0": audience, "audience 1": "All" if texts == "aa" else "Few"}
    assert template.issue(row, now=NOW) == issue(by_hand(unsigned, row, ALIKE_HOLES), key=COLLEGE, now=NOW)


def test_nodes_that_are_alike_in_all_rows_come_out_the_same() -> None:
    unsigned = a_credential_with([ALIKE[0], ALIKE[0]])
    holes = {"name": "/name", "learner": "/credentialSubject/id"}
    template = Template(unsigned, holes=holes, key=COLLEGE)
    row = {"name": "Transcript of Ana", "learner": ANA.controller}
    assert template.issue(row, now=NOW) == issue(by_hand(unsigned, row, holes), key=COLLEGE, now=NOW)


def test_each_credential_bears_the_time_of_its_signing() -> None:
    template = Template(an_unsigned_badge(), holes=HOLES, key=COLLEGE)
    for now in (NOW, NOW + A_DAY, NOW):
        expected = issue(by_hand(an_unsigned_badge(), a_row(1), HOLES), key=COLLEGE, now=now)
        assert template.issue(a_row(1), now=now) == expected


BAD_ROWS: dict[str, dict[str, str]] = {
    "an id that is no address": {"learner": "ana"},
    "an id with a space": {"learner": "urn:a b"},
    "a blank node": {"learner": "_:b"},
    "an address in short": {"log": "cred:x"},
    "a bell": {"log": "\a"},
    "half a character": {"log": "\ud800"},
    "a text of more than all": {"log": "x" * 300_000},
    "the learner named as the achievement": {"learner": "https://college.example/achievements/2430"},
    "the learner named as the badge": {"learner": a_row(1)["credential"]},
    "a credential id that is no address": {"credential": "7"},
}


@pytest.mark.parametrize("change", BAD_ROWS.values(), ids=BAD_ROWS.keys())
def test_a_row_is_refused_as_it_would_be_without_a_template(change: dict[str, str]) -> None:
    row = a_row(1, **change)
    with pytest.raises(CredentialError) as usual:
        issue(by_hand(an_unsigned_badge(), row, HOLES), key=COLLEGE, now=NOW)
    template = Template(an_unsigned_badge(), holes=HOLES, key=COLLEGE)
    with pytest.raises(type(usual.value)):
        template.issue(row, now=NOW)


BAD_TEMPLATES: dict[str, tuple[Any, type[Exception]]] = {
    "a hole for a number": ({"credits": "/credentialSubject/creditsEarned"}, ValueError),
    "a hole for an object": ({"issuer": "/issuer"}, ValueError),
    "a hole for everything": ({"all": ""}, ValueError),
    "a hole at no place": ({"grade": "/credentialSubject/grade"}, KeyError),
    "a hole for a type": ({"kind": "/type/1"}, UnsignedTermsError),
    "a hole for a context": ({"context": "/@context/1"}, CredentialError),
    "two holes at one place": ({"one": "/name", "other": "/name"}, ValueError),
}


@pytest.mark.parametrize(("holes", "error"), BAD_TEMPLATES.values(), ids=BAD_TEMPLATES.keys())
def test_a_template_that_cannot_be_filled_is_refused(holes: Any, error: type[Exception]) -> None:
    with pytest.raises(error):
        Template(an_unsigned_badge(), holes=holes, key=COLLEGE)


def without_a_name(unsigned: JSON) -> JSON:
    del unsigned["credentialSubject"]["achievement"]["name"]
    return unsigned


def of_somebody_else(unsigned: JSON) -> JSON:
    return {**unsigned, "issuer": {**unsigned["issuer"], "id": "did:web:other.example"}}


@pytest.mark.parametrize(
    ("change", "error"), [(without_a_name, MalformedDocumentError), (of_somebody_else, ValueError)]
)
def test_nothing_incomplete_or_foreign_is_signed(
    change: Callable[[JSON], JSON], error: type[Exception]
) -> None:
    template = Template(change(an_unsigned_badge()), holes={"id": "/id"}, key=COLLEGE)
    with pytest.raises(error):
        template.issue({"id": "urn:uuid:1"}, now=NOW)


@pytest.mark.parametrize("row", [{}, {"id": "urn:x", "more": "x"}])
def test_a_row_fills_exactly_the_holes(row: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="expected \\['id'\\]"):
        Template(an_unsigned_badge(), holes={"id": "/id"}, key=COLLEGE).issue(row, now=NOW)


def test_a_template_is_not_changed_by_issuing_nor_by_its_maker() -> None:
    unsigned = an_unsigned_badge()
    template = Template(unsigned, holes=HOLES, key=COLLEGE)
    unsigned["name"] = "Another"
    first = template.issue(a_row(1), now=NOW)
    second = template.issue(a_row(2), now=NOW)
    assert first["credentialSubject"]["id"] != second["credentialSubject"]["id"]
    assert template.issue(a_row(1), now=NOW) == first


def test_two_processes_issue_all_rows_in_their_order() -> None:
    template = Template(an_unsigned_badge(), holes=HOLES, key=COLLEGE)
    rows = [a_row(number) for number in range(520)]
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as executor:
        found = [json.loads(text) for text in issue_all(template, rows, now=NOW, executor=executor)]
    assert found == [template.issue(row, now=NOW) for row in rows]
    assert found == [json.loads(text) for text in issue_all(template, rows, now=NOW)]
