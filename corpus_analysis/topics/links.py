"""Which text of one language tells the same thing as a text of the other."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .encoder import encode, find_model
from .induction import FEWEST_TEXTS, count_stems, learn_links
from .similarity import Parts, Product, survey
from .vectors import spelling_vectors, unit_rows

CURVES = {"meaning": (4.61, -0.19, 0.97), "spelling": (3.68, 1.08, -0.12)}  # weight of the lead, of the height, constant


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
    if not len(texts_a) or not len(texts_b):
        return np.full(len(texts_a), -1), np.zeros(len(texts_a))
    found = survey(compare(texts_a, texts_b, language_a, language_b, method))
    return found.best, probability(found.height, found.rival, found.spread, choose_method(method))


def compare(texts_a: Sequence[str], texts_b: Sequence[str], language_a: str, language_b: str, method: str = "auto") -> Parts:
    """Return the similarity of every text of a to every text of b, not yet corrected for hubs, as a sum of products."""
    if choose_method(method) == "meaning":
        a, b = (encode(texts, [tag] * len(texts)) for texts, tag in ((texts_a, language_a), (texts_b, language_b)))
        return [(1.0, Product(_centred(a), _centred(b)))]
    both = spelling_vectors([*texts_a, *texts_b], [language_a] * len(texts_a) + [language_b] * len(texts_b))
    similarity = Product(both[: len(texts_a)], both[len(texts_a) :])
    if language_a == language_b or min(similarity.shape) < FEWEST_TEXTS:
        return [(1.0, similarity)]
    return learn_links(similarity, count_stems(texts_a, language_a)[0], count_stems(texts_b, language_b)[0])


def choose_method(method: str) -> str:
    """Return "meaning" or "spelling"; "auto" means the first where the optional extra is installed."""
    if method not in {"auto", *CURVES}:
        raise ValueError(f'method must be "auto", "meaning" or "spelling", got: {method!r}')
    return ("meaning" if find_model() else "spelling") if method == "auto" else method


def _centred(vectors: np.ndarray) -> np.ndarray:
    return unit_rows(vectors - vectors.mean(axis=0)) if len(vectors) > 2 else vectors


def probability(height: np.ndarray, rival: np.ndarray, spread: float, method: str) -> np.ndarray:
    """Return the probability that a link is right, by a logistic curve over its height and its lead over the best rival.

    Both are taken in standard deviations of all pairs, so that they mean the same whatever the texts; where there is no rival, the
    lead is 0. The curves were fitted on the development half of NTREX (Arabic to Persian: sentences and groups of up to 5) with three
    in ten of the Persian texts taken away, so that many Arabic ones had no counterpart at all.
    """
    by_lead, by_height, base = CURVES[method]
    lead = np.where(np.isfinite(rival), height - rival, 0)
    return 1 / (1 + np.exp(-(by_lead * lead / spread + by_height * height / spread + base)))
