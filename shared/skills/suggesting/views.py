"""How alike statements are: by words and their kin, by pieces of words, and by meaning where a model is.

scikit-learn and NumPy are loaded when something is compared, not when this module is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from skills.suggesting.statements import Statement
from skills.suggesting.words import kindred, pieces, stems, words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float32]

# Give for each text a vector; what is alike points alike.
Embed = Callable[[Sequence[str]], "Sequence[Sequence[float]] | Array"]
OF_MEANING = 3  # what a model counts, where words and pieces of words count one each
AT_ONCE = 500  # rows, so that what is in between stays small


class Views:
    """Compare statements of two sides; every view is a weight and a matrix whose rows have length one."""

    def __init__(
        self, origins: Sequence[Statement], destinations: Sequence[Statement], embed: Embed | None
    ) -> None:
        both = [*origins, *destinations]
        self._split = len(origins)
        self._views = [
            (1, _weighted([_by_words(one) for one in both])),
            (1, _weighted([_by_pieces(one) for one in both])),
        ]
        if embed is not None:
            self._views.append((OF_MEANING, _directions(embed([one.text for one in both]))))

    def alike(self) -> Array:
        """Give for every origin how alike it is to every destination, from 0 to 1."""
        import numpy as np

        alike = np.zeros((self._split, self._views[0][1].shape[0] - self._split), np.float32)
        whole = sum(weight for weight, _ in self._views)
        for start in range(0, self._split, AT_ONCE):
            rows = slice(start, min(start + AT_ONCE, self._split))
            for weight, view in self._views:
                product = view[rows] @ view[self._split :].T
                alike[rows] += (
                    weight / whole * (product.toarray() if hasattr(product, "toarray") else product)
                )
            np.clip(alike[rows], 0, 1, out=alike[rows])
        return alike


def _by_words(statement: Statement) -> list[str]:
    found = stems(statement.text)
    titled = stems(statement.title) if statement.title else []
    return [*found, *titled, *kindred(found)]


def _by_pieces(statement: Statement) -> list[str]:
    return pieces(words(statement.text))


def _weighted(features: Sequence[list[str]]) -> Any:
    """Weigh features as the logarithm of how often times how rare, over both sides together."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    if not any(features):
        features = [[""] for _ in features]
    return TfidfVectorizer(analyzer=list, sublinear_tf=True).fit_transform(features)


def _directions(vectors: Any) -> Any:
    import numpy as np

    found = np.asarray(vectors, dtype=np.float64)
    lengths = np.linalg.norm(found, axis=1, keepdims=True)
    return found / np.where(lengths == 0, 1, lengths)
