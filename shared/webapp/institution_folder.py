"""An institution as a folder: name, colours, logo, people and papers, re-based to where the sites stand."""

import json
from functools import cached_property
from typing import Any

from webapp import settings as defaults
from webapp.errors import StartError
from webapp.settings import Settings


class InstitutionFolder:
    """Read an institution's files; every address in them is moved to where the sites really stand."""

    def __init__(self, settings: Settings) -> None:
        self.path = settings.institution
        self._moves = {
            defaults.COLLEGE: settings.college,
            defaults.WALLET: settings.wallet,
            defaults.EMPLOYER: settings.employer,
        }
        own = self._read_plain("institution.json").get("baseUri")
        if own:
            self._moves[own] = settings.origin

    def _read_plain(self, name: str) -> Any:
        try:
            return json.loads((self.path / name).read_text(encoding="utf-8"))
        except OSError as error:
            raise StartError(f"The institution folder has no readable {self.path / name}.") from error
        except json.JSONDecodeError as error:
            raise StartError(f"{self.path / name} is not JSON: line {error.lineno}, {error.msg}.") from error

    def rebase(self, text: str) -> str:
        """Move the addresses in a text, in two steps so that sites may swap places."""
        marks = {old: f"\0{number}\0" for number, old in enumerate(self._moves)}
        for old, mark in marks.items():
            text = text.replace(old, mark).replace(_in_did(old), f"\1{mark}")
        for old, new in self._moves.items():
            text = text.replace(f"\1{marks[old]}", _in_did(new)).replace(marks[old], new)
        return text

    def has(self, name: str) -> bool:
        """Tell whether the folder holds a file."""
        return (self.path / name).is_file()

    def text(self, name: str) -> str:
        """Read a text file, re-based."""
        self._read_plain(name)
        return self.rebase((self.path / name).read_text(encoding="utf-8"))

    def json(self, name: str) -> Any:
        """Read a JSON file, re-based."""
        return json.loads(self.text(name))

    def names(self, subfolder: str) -> list[str]:
        """List the JSON files of a subfolder, in order of their names."""
        return sorted(f"{subfolder}/{path.name}" for path in (self.path / subfolder).glob("*.json"))

    @cached_property
    def profile(self) -> dict[str, Any]:
        """Give the institution's own description."""
        profile: dict[str, Any] = self.json("institution.json")
        return profile

    @cached_property
    def logo(self) -> str:
        """Give the logo as SVG text drawn in currentColor."""
        return (self.path / "logo.svg").read_text(encoding="utf-8")

    @property
    def people(self) -> list[dict[str, Any]]:
        """List the people of the folder."""
        people: list[dict[str, Any]] = self.json("people.json")["people"]
        return people


def _in_did(origin: str) -> str:
    """Write an origin as it stands inside a did:web."""
    return "did:web:" + origin.split("://", 1)[1].replace(":", "%3A")
