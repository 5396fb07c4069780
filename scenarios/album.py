"""The album of a story: per step the words, a picture, and the messages that passed between the sites."""

import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape


@dataclass(frozen=True)
class AlbumStep:
    """One step of a story as it was seen."""

    number: int
    who: str
    narration: str
    url: str
    picture: str
    messages: tuple[dict[str, Any], ...]
    failed: bool


class Album:
    """Collect steps and write them as a page that also prints well."""

    def __init__(self, folder: Path, *, story: str, title: str) -> None:
        self.folder = folder
        self._story = story
        self._title = title
        self._steps: list[AlbumStep] = []
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)

    def add(
        self,
        who: str,
        narration: str,
        url: str,
        picture: bytes,
        messages: list[dict[str, Any]],
        *,
        failed: bool,
    ) -> None:
        """Add a step."""
        number = len(self._steps) + 1
        name = f"step-{number:02d}.png"
        (self.folder / name).write_bytes(picture)
        self._steps.append(AlbumStep(number, who, narration, url, name, tuple(messages), failed))

    @property
    def steps(self) -> tuple[AlbumStep, ...]:
        """Give the steps so far."""
        return tuple(self._steps)

    def write(self) -> Path:
        """Write the album's page beside its pictures."""
        environment = Environment(
            loader=PackageLoader("scenarios"),
            autoescape=select_autoescape(),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        page = environment.get_template("album.html").render(
            title=self._title, story=self._story, steps=self._steps, at=datetime.now(UTC)
        )
        for name in ("site.css", "icons.svg"):
            with as_file(files("webapp") / "static" / name) as source:
                shutil.copyfile(source, self.folder / name)
        path = self.folder / "index.html"
        path.write_text(page, encoding="utf-8")
        return path
