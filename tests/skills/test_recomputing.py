"""A receipt stands alone: from nothing but what it prints, the same match comes out again."""

import copy
import json
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skills.evidence import Evidence, Requirement
from skills.graph import Graph
from skills.matching import match
from skills.recomputing import ReceiptError, compute_again, digest_of, receipt_json, recompute
from skills.settings import Settings
from tests.skills.graphs import a_graph, asked, holding, uri
from tests.skills.institutions import packages
from tests.skills.test_witnesses import HELD, ITEMS, RANKS, links
from tests.skills.test_witnesses import packages as linked
from tests.skills.test_witnesses import uri as item

GRAPH = a_graph((12, "isRelatedTo", 11), (12, "precedes", 13), (14, "isChildOf", 15), (16, "isChildOf", 15))
PIECES = [holding(13, rank=2), Evidence("lost", {uri(16): None}, False, "it was withdrawn.", "Lost")]
ASKED = [asked(11, level_asked=3), Requirement("R2", uri(15), "A whole", 3, True)]


def receipt(chosen: Settings | None = None, graph: Graph = GRAPH) -> dict[str, Any]:
    found = match(ASKED, PIECES, graph, chosen or Settings())
    checks = {"badge": {"digest": "sha256:00", "checkedAt": "2026-08-17T09:00:00Z"}}
    head = {"at": "2026-08-17T09:00:00Z", "seed": "4f1a"}
    written = receipt_json(found, PIECES, graph, checks=checks, digests={}, head=head)
    return json.loads(json.dumps(written))  # type: ignore[no-any-return]


@pytest.mark.parametrize("chosen", [Settings(), Settings(related=Fraction(0), most_steps=1, oldest_days=30)])
def test_a_match_comes_out_again_from_the_receipt_alone(chosen: Settings) -> None:
    written = receipt(chosen)
    assert recompute(written) == []
    assert compute_again(written).to_json()["score"] == written["score"]


def test_a_receipt_says_what_was_put_in_and_which_code_computed() -> None:
    written = receipt()
    assert written["evidence"][0] | {"items": 0} == {
        "id": "badge",
        "label": "A badge",
        "items": 0,
        "counts": True,
        "reason": "",
        "ageDays": None,
        "digest": "sha256:00",
        "checkedAt": "2026-08-17T09:00:00Z",
    }
    assert written["code"]["name"] == "wellspring"
    assert written["code"]["rules"].startswith("sha256:")
    assert written["seed"] == "4f1a"
    assert {link["type"] for link in written["graph"]["links"]} == {"isRelatedTo", "precedes", "isChildOf"}


def test_the_same_inputs_give_the_same_receipt() -> None:
    assert json.dumps(receipt()) == json.dumps(receipt())


def test_links_that_lead_nowhere_are_not_printed() -> None:
    further = a_graph(
        (12, "isRelatedTo", 11),
        (12, "precedes", 13),
        (14, "isChildOf", 15),
        (16, "isChildOf", 15),
        (21, "exactMatchOf", 31),
        (13, "isRelatedTo", 33),
    )
    assert receipt(graph=further)["graph"] == receipt()["graph"]


CHANGES = {
    "a score": (lambda r: r.update(score="99.00"), "score: the receipt states '99.00', computed"),
    "a quality": (lambda r: r["requirements"][0].update(quality="1"), "requirements[0].quality"),
    "an importance": (lambda r: r["requirements"][0].update(importance="5"), "score"),
    "a level that is held": (lambda r: r["evidence"][0]["items"].update({uri(13): 3}), "score"),
    "a refusal taken back": (lambda r: r["evidence"][1].update(counts=True), "score"),
    "a weight": (lambda r: r["settings"].update(related="1"), "score"),
    "a link left out": (lambda r: r["graph"]["links"].clear(), "score"),
    "who confirmed a link": (
        lambda r: r["graph"]["links"][0].update(source="Another"),
        "steps[",
    ),
    "a link that is only suggested": (
        lambda r: [link.update(status="suggested") for link in r["graph"]["links"]],
        "score",
    ),
    "a path": (lambda r: r["requirements"][0]["ways"][0]["steps"].reverse(), "ways[0].steps[0]"),
    "a requirement added": (lambda r: r["requirements"][0].update(mustHave=True), "missingMustHaves"),
    "a figure left out": (lambda r: r.pop("band"), "band: the receipt states nothing, computed"),
}


@pytest.mark.parametrize("case", CHANGES)
def test_whatever_is_changed_is_told_with_its_place(case: str) -> None:
    change, told = CHANGES[case]
    written = receipt()
    change(written)
    assert any(told in str(one) for one in recompute(written)), [str(one) for one in recompute(written)]


BROKEN = {
    "another document": lambda r: r.update(type="Invoice"),
    "no requirements": lambda r: r.update(requirements=[]),
    "no evidence": lambda r: r.pop("evidence"),
    "a level in words": lambda r: r["evidence"][0]["items"].update({uri(13): "high"}),
    "a weight in words": lambda r: r["settings"].update(related="half"),
    "a weight without end": lambda r: r["settings"].update(related="1e999999999"),
    "steps without end": lambda r: r["settings"].update(most_steps=10**9),
    "a status that there is not": lambda r: r["graph"]["links"][0].update(status="agreed"),
    "a list for an object": lambda r: r.update(graph=[]),
    "half a truth": lambda r: r["evidence"][0].update(counts="yes"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_what_cannot_be_computed_is_refused(case: str) -> None:
    written = receipt()
    BROKEN[case](written)
    with pytest.raises(ReceiptError, match="found"):
        recompute(written)


@settings(max_examples=60)
@given(rows=links(), held=HELD, wanted=st.lists(st.sampled_from(ITEMS), min_size=1, max_size=3), level=RANKS)
def test_any_match_comes_out_again(
    rows: list[tuple[int, str, int]],
    held: list[tuple[int, int | None, bool]],
    wanted: list[int],
    level: int | None,
) -> None:
    graph = Graph(linked(rows))
    asks = [Requirement(f"R{n}", item(number), "", level_asked=level) for n, number in enumerate(wanted)]
    pieces = [Evidence(f"e{n}", {item(i): rank}, valid) for n, (i, rank, valid) in enumerate(held)]
    found = match(asks, pieces, graph)
    written = receipt_json(found, pieces, graph, checks={}, digests={}, head={})
    assert recompute(json.loads(json.dumps(written))) == []


def test_a_framework_has_one_digest_whatever_the_order_of_its_members() -> None:
    package = packages()[0]
    turned = copy.deepcopy(package)
    object.__setattr__(turned, "document", dict(reversed(package.document.items())))
    assert digest_of(turned) == digest_of(package)
    assert digest_of(packages()[1]) != digest_of(package)


def test_valid_evidence_that_shows_nothing_asked_is_told_and_so_is_what_is_outdone() -> None:
    graph = a_graph((12, "isRelatedTo", 11))
    pieces = [
        Evidence("best", {uri(11): None}),
        Evidence("weaker", {uri(12): None}, label="Weaker"),
        Evidence("other", {uri(16): None}, label="Other"),
    ]
    found = match([asked(11)], pieces, graph)
    assert [(one.evidence, one.reason) for one in found.idle] == [
        ("weaker", "other credentials show the same at least as well."),
        ("other", "it speaks for nothing this job asks."),
    ]
    assert found.not_counted == ()
    assert [one["evidence"] for one in found.to_json()["notCounted"]] == ["weaker", "other"]
