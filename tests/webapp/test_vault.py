"""The vault keeps private keys unreadable at rest."""

import stat
from pathlib import Path

import pytest

from tests.sites import INSTITUTIONS
from webapp.errors import StartError
from webapp.settings import Settings
from webapp.vault import SECRET_FILE, Vault, open_vault


def settings(folder: Path, **changes: object) -> Settings:
    """Build a college's settings in a folder."""
    values = {
        "site": "college",
        "origin": "http://localhost:8001",
        "data": folder,
        "institution": INSTITUTIONS / "riverbend-community-college",
    }
    return Settings.model_validate({**values, **changes})


def test_a_sealed_secret_opens_again_and_does_not_show() -> None:
    vault = Vault("s" * 40)
    sealed = vault.seal(b"seed of a key")
    assert vault.open(sealed) == b"seed of a key"
    assert b"seed" not in sealed


def test_another_secret_does_not_open_it() -> None:
    with pytest.raises(StartError, match="sealed under another secret"):
        Vault("t" * 40).open(Vault("s" * 40).seal(b"seed"))


def test_each_purpose_has_its_own_key() -> None:
    vault = Vault("s" * 40)
    assert vault.derive("session cookies") != vault.derive("keys at rest")


def test_the_first_start_makes_a_file_that_only_its_owner_reads(tmp_path: Path) -> None:
    first = open_vault(settings(tmp_path)).seal(b"x")
    path = tmp_path / SECRET_FILE
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert open_vault(settings(tmp_path)).open(first) == b"x"


def test_a_file_that_others_can_read_is_refused(tmp_path: Path) -> None:
    open_vault(settings(tmp_path))
    (tmp_path / SECRET_FILE).chmod(0o644)
    with pytest.raises(StartError, match="found mode 644, expected 600"):
        open_vault(settings(tmp_path))


def test_a_short_secret_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StartError, match="has 5 characters, expected at least 32"):
        open_vault(settings(tmp_path, secret="short"))


def test_an_unwritable_folder_is_one_clear_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StartError, match="cannot be written"):
        open_vault(settings(tmp_path / "file" / "below"))
