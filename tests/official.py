"""Where the official schemas, contexts and publications lie, if this machine has them."""

from pathlib import Path

_BESIDE = Path(__file__).resolve().parents[1].parent / "shared" / "data"

OFFICIAL: Path | None = _BESIDE if _BESIDE.is_dir() else None
