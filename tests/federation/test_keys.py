"""The college rotates its keys while it runs, and removes one that somebody else may have."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from credentials.issuing import issue
from credentials.report import Report
from credentials.verifying import verify
from scenarios import key_keeping
from scenarios.sites import WorldError
from tests.federation.scene import COLLEGE, HOLDER, Scene, this_moment
from webapp.keys import Keyring
from webapp.site import Site

JSON = dict[str, Any]
DID = "did:web:localhost%3A8001"


def keyring(scene: Scene) -> Keyring:
    site: Site = scene.sites.college.extensions["wellspring"]
    return site.keyring


def report(scene: Scene, badge: JSON) -> Report:
    """Let the employer check a badge, asking the college anew."""
    peers = scene.sites.employer.extensions["wellspring"].peers
    return verify(
        badge,
        resolve=peers.resolve,
        fetch=peers.fetch,
        trusted_issuers={},
        now=this_moment(),
        expected_holder=HOLDER.controller,
    )


def key_of(badge: JSON) -> str:
    (proof,) = badge["proof"] if isinstance(badge["proof"], list) else [badge["proof"]]
    return str(proof["verificationMethod"])


def test_a_badge_outlives_the_rotation_of_the_key_it_was_signed_with_but_not_its_removal(
    scene: Scene,
) -> None:
    old = scene.badge()
    assert key_of(old) == f"{DID}#key-1"
    keyring(scene).rotate(now=this_moment())
    new = scene.badge()
    assert key_of(new) == f"{DID}#key-3"
    for badge in (old, new):
        found = report(scene, badge)
        assert (found.outcome("proof"), found.check("status").code) == ("passed", "status.clear")
    keyring(scene).remove("key-1")
    compromised = report(scene, old)
    assert compromised.check("proof").code == "proof.key-unpublished"
    assert "not one that its owner publishes" in compromised.check("proof").reason
    assert compromised.verdict[0] == "fail"
    assert report(scene, new).outcome("proof") == "passed"


def test_a_retired_key_is_published_for_what_it_signed_and_for_nothing_else(scene: Scene) -> None:
    keyring(scene).rotate(now=this_moment())
    document = scene.http.get(f"{COLLEGE}/.well-known/did.json").json()
    old, new = f"{DID}#key-1", f"{DID}#key-3"
    assert {method["id"] for method in document["verificationMethod"]} == {old, new}
    assert set(document["assertionMethod"]) == {old, new}
    assert document["authentication"] == [new]


def test_status_lists_are_signed_with_the_key_that_signs_now(scene: Scene) -> None:
    def signed_by(accept: str) -> str:
        return scene.http.get(f"{COLLEGE}/status/1", headers={"Accept": accept}).text

    assert key_of(json.loads(signed_by("application/vc"))) == f"{DID}#key-1"
    keyring(scene).rotate(now=this_moment())
    keyring(scene).remove("key-1")
    assert key_of(json.loads(signed_by("application/vc"))) == f"{DID}#key-3"


def test_who_has_a_removed_key_signs_nothing_that_holds(scene: Scene) -> None:
    stolen = keyring(scene).signing
    badge = scene.badge()
    keyring(scene).rotate(now=this_moment())
    keyring(scene).remove("key-1")
    unsigned = {name: value for name, value in badge.items() if name != "proof"}
    forged = issue({**unsigned, "id": "urn:uuid:forged"}, key=stolen, now=this_moment())
    assert report(scene, forged).check("proof").code == "proof.key-unpublished"


@pytest.fixture
def command(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Give the command, for the college of the scene."""
    monkeypatch.setattr(key_keeping, "open_site", lambda name: getattr(scene.sites, name))
    return key_keeping.keep_keys


def test_the_command_lists_rotates_and_removes(
    command: Callable[..., None], scene: Scene, capsys: pytest.CaptureFixture[str]
) -> None:
    command("college")
    assert capsys.readouterr().out.count("signs") == 1
    command("college", rotate=True)
    told = capsys.readouterr().out
    assert f"{DID}#key-3 signs from now on." in told
    assert told.splitlines()[1].endswith("only verifies what it signed")
    command("college", remove="key-1")
    assert f"{DID}#key-1 is removed" in capsys.readouterr().out
    assert [one.id for one in keyring(scene).known()] == [f"{DID}#key-3"]


def test_the_command_says_in_one_sentence_why_a_key_stays(command: Callable[..., None]) -> None:
    with pytest.raises(WorldError, match="Rotate first"):
        command("college", remove="key-1")
    with pytest.raises(WorldError, match="There is no such key"):
        command("college", remove="key-7")
