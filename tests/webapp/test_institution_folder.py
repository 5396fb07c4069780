"""An institution is a folder, and its addresses follow the sites wherever they stand."""

import json
from pathlib import Path

import pytest

from tests.sites import INSTITUTIONS, copy_institution
from tests.webapp.test_vault import settings
from webapp.errors import StartError
from webapp.institution_folder import InstitutionFolder


def test_addresses_move_to_where_the_sites_stand(tmp_path: Path) -> None:
    moved = InstitutionFolder(
        settings(tmp_path, origin="https://college.example", college="https://college.example")
    )
    text = moved.text("courses.json")
    assert "http://localhost:8001" not in text
    assert "https://college.example/achievements/" in text


def test_dids_move_as_well(tmp_path: Path) -> None:
    moved = InstitutionFolder(
        settings(
            tmp_path,
            institution=INSTITUTIONS / "northgate-utilities",
            origin="http://localhost:9003",
            college="http://localhost:9001",
            employer="http://localhost:9003",
        )
    )
    dids = [issuer["did"] for issuer in moved.json("trusted-issuers.json")["issuers"]]
    assert dids == ["did:web:localhost%3A9001", "did:web:localhost%3A9003"]


def test_sites_may_swap_their_places(tmp_path: Path) -> None:
    swapped = InstitutionFolder(
        settings(
            tmp_path,
            origin="http://localhost:8003",
            college="http://localhost:8003",
            employer="http://localhost:8001",
        )
    )
    assert swapped.rebase("http://localhost:8001 http://localhost:8003") == (
        "http://localhost:8003 http://localhost:8001"
    )


def test_a_missing_file_is_one_clear_sentence(tmp_path: Path) -> None:
    with pytest.raises(StartError, match="has no readable"):
        InstitutionFolder(settings(tmp_path, institution=tmp_path / "nowhere"))


def test_a_broken_file_names_its_line(tmp_path: Path) -> None:
    folder = copy_institution("wellspring-wallet", tmp_path / "copy")
    profile = json.loads((folder / "institution.json").read_text())
    (folder / "institution.json").write_text(json.dumps(profile, indent=1)[:-1])
    with pytest.raises(StartError, match="is not JSON: line"):
        InstitutionFolder(settings(tmp_path, institution=folder))
