"""Which text of one language tells the same thing as a text of the other."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .encoder import encode, find_model
from .vectors import spelling_vectors, unit_rows

NEIGHBOURS = 10


def link_texts(
    texts_a: Sequence[str], texts_b: Sequence[str], language_a: str, language_b: str, method: str = "auto"
) -> tuple[np.ndarray, np.ndarray]:
    """For each text of *texts_a*, find the text of *texts_b* that is closest in meaning.

    Parameters
    ----------
    texts_a, texts_b : sentences, passages or documents.
    language_a, language_b : "ar", "fa" or "en".
    method : "meaning" (needs the optional extra), "spelling" (shared words, names and numbers, no model), or "auto".

    Returns
    -------
    best, score : for each text of a the position of its best text in b (-1 where there is none), and a score between 0 and 1:
        the share of the competing texts, on both sides, that this pair beats, see `confidence`.

    Example
    -------
    >>> link_texts(["زار بوتين طهران عام 2022"], ["باران", "پوتین سال 2022 به تهران رفت"], "ar", "fa", method="spelling")[0]
    array([1])
    """
    similarity = compare(texts_a, texts_b, language_a, language_b, method)
    if not similarity.size:
        return np.full(len(texts_a), -1), np.zeros(len(texts_a))
    best = similarity.argmax(axis=1)
    return best, confidence(similarity)[np.arange(len(best)), best]


def compare(texts_a: Sequence[str], texts_b: Sequence[str], language_a: str, language_b: str, method: str = "auto") -> np.ndarray:
    """Return the similarity of every text of a to every text of b, corrected for texts that are close to everything (CSLS)."""
    if method not in {"auto", "meaning", "spelling"}:
        raise ValueError(f'method must be "auto", "meaning" or "spelling", got: {method!r}')
    if not len(texts_a) or not len(texts_b):
        return np.zeros((len(texts_a), len(texts_b)))
    if method == "meaning" or (method == "auto" and find_model()):
        a, b = (_centred(encode(texts)) for texts in (texts_a, texts_b))
        return correct_hubs(a @ b.T)
    both = spelling_vectors([*texts_a, *texts_b], [language_a] * len(texts_a) + [language_b] * len(texts_b))
    return correct_hubs((both[: len(texts_a)] @ both[len(texts_a) :].T).toarray())


def _centred(vectors: np.ndarray) -> np.ndarray:
    return unit_rows(vectors - vectors.mean(axis=0)) if len(vectors) > 2 else vectors


def correct_hubs(similarity: np.ndarray, neighbours: int = NEIGHBOURS) -> np.ndarray:
    """Return 2 s(a, b) - r(a) - r(b), where r is the mean similarity to the nearest texts of the other side.

    Cross-domain similarity local scaling: Conneau et al. 2018, "Word translation without parallel data", section 2.3.
    """
    across, down = (min(neighbours, size) for size in similarity.shape[::-1])
    row = np.partition(similarity, -across, axis=1)[:, -across:].mean(axis=1)
    column = np.partition(similarity, -down, axis=0)[-down:].mean(axis=0)
    return 2 * similarity - row[:, None] - column[None, :]


def confidence(similarity: np.ndarray) -> np.ndarray:
    """Return a probability for every pair: how clearly it stands out, on both sides, from the other pairs."""
    spread = similarity.std() or 1.0
    scaled = similarity / spread * 2
    row = np.exp(scaled - scaled.max(axis=1, keepdims=True))
    column = np.exp(scaled - scaled.max(axis=0, keepdims=True))
    return np.sqrt(row / row.sum(axis=1, keepdims=True) * column / column.sum(axis=0, keepdims=True))
