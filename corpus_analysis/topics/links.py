"""Which text of one language tells the same thing as a text of the other."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .encoder import encode, find_model
from .induction import FEWEST_TEXTS, count_stems, learn_links
from .vectors import spelling_vectors, unit_rows

NEIGHBOURS = 10
CURVES = {"meaning": (0.80, 2.74, -4.24), "spelling": (2.11, 0.31, -1.15)}  # weight of the lead, of the height, constant


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
    best, score : for each text of a the position of its best text in b (-1 where b is empty), and the probability (0 to 1) that the
        link is right, from how clearly the pair beats all its rivals, see `probability`. Nothing is left out: a text that has no
        counterpart gets a best text all the same, with a low score.

    Example
    -------
    >>> link_texts(["زار بوتين طهران عام 2022"], ["باران", "پوتین سال 2022 به تهران رفت"], "ar", "fa", method="spelling")[0]
    array([1])
    """
    similarity = compare(texts_a, texts_b, language_a, language_b, method)
    if not similarity.size:
        return np.full(len(texts_a), -1), np.zeros(len(texts_a))
    best, lead_by, height = lead(similarity)
    return best, probability(lead_by, height, choose_method(method))


def compare(texts_a: Sequence[str], texts_b: Sequence[str], language_a: str, language_b: str, method: str = "auto") -> np.ndarray:
    """Return the similarity of every text of a to every text of b, corrected for texts that are close to everything (CSLS)."""
    if not len(texts_a) or not len(texts_b):
        return np.zeros((len(texts_a), len(texts_b)))
    if choose_method(method) == "meaning":
        a, b = (_centred(encode(texts)) for texts in (texts_a, texts_b))
        return correct_hubs(a @ b.T)
    return correct_hubs(_compare_spelling(texts_a, texts_b, language_a, language_b))


def choose_method(method: str) -> str:
    """Return "meaning" or "spelling"; "auto" means the first where the optional extra is installed."""
    if method not in {"auto", *CURVES}:
        raise ValueError(f'method must be "auto", "meaning" or "spelling", got: {method!r}')
    return ("meaning" if find_model() else "spelling") if method == "auto" else method


def _compare_spelling(texts_a: Sequence[str], texts_b: Sequence[str], language_a: str, language_b: str) -> np.ndarray:
    both = spelling_vectors([*texts_a, *texts_b], [language_a] * len(texts_a) + [language_b] * len(texts_b))
    similarity = (both[: len(texts_a)] @ both[len(texts_a) :].T).toarray()
    if language_a == language_b or min(similarity.shape) < FEWEST_TEXTS:
        return similarity
    words_a, words_b = count_stems(texts_a, language_a)[0], count_stems(texts_b, language_b)[0]
    return learn_links(similarity, words_a, words_b, correct_hubs)


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


def lead(similarity: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """For each row: its best column, by how much that pair beats every other pair of its row and column, and its own height.

    Both are in standard deviations of all pairs, so that they mean the same whatever the method.
    """
    rows = np.arange(len(similarity))
    best = similarity.argmax(axis=1)
    height = similarity[rows, best]
    rivals = similarity.copy()
    rivals[rows, best] = -np.inf
    rival = np.maximum(rivals.max(axis=1), rivals.max(axis=0)[best])
    spread = similarity.std() or 1.0
    return best, np.where(np.isfinite(rival), height - rival, 0) / spread, height / spread


def probability(lead_by: np.ndarray, height: np.ndarray, method: str) -> np.ndarray:
    """Return the probability that a link is right, by a logistic curve.

    The curves were fitted on the development half of NTREX (Arabic to Persian: sentences, groups of 3 and of 5) with three in ten
    of the Persian texts taken away, so that many Arabic ones had no counterpart at all.
    """
    by_lead, by_height, base = CURVES[method]
    return 1 / (1 + np.exp(-(by_lead * lead_by + by_height * height + base)))
