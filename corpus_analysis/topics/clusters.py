"""Groups of texts by what they are about, not by the language they are in."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .encoder import encode, find_model
from .passages import content_order
from .vectors import spelling_vectors, unit_rows


def cluster_texts(texts: Sequence[str], languages: Sequence[str], k: int, random_state: int = 0, method: str = "auto") -> np.ndarray:
    """Group texts of one or several languages into *k* groups by subject.

    Parameters
    ----------
    texts, languages : as many languages ("ar", "fa", "en") as texts.
    k : number of groups; at least 1. With fewer than k different texts, each gets its own group.
    random_state : seed; the same texts give the same groups in any order.
    method : "meaning" (needs the optional extra), "spelling", or "auto".

    Returns
    -------
    numpy array of labels 0, 1, 2 ..., the biggest group first.
    """
    if k < 1:
        raise ValueError(f"k must be at least 1, got: {k}")
    if len(texts) != len(languages):
        raise ValueError(f"there are {len(texts)} texts, but {len(languages)} languages")
    if not len(texts):
        return np.zeros(0, dtype=int)
    order = content_order(texts, languages)
    vectors = text_vectors([texts[at] for at in order], [languages[at] for at in order], method)
    labels = np.empty(len(texts), dtype=int)
    labels[order] = group_vectors(vectors, k, random_state)
    return labels


def text_vectors(texts: Sequence[str], languages: Sequence[str], method: str = "auto") -> np.ndarray:
    """Return dense unit vectors from which the language has been taken out."""
    if method == "meaning" or (method == "auto" and find_model()):
        return remove_language(encode(texts).astype(float), languages)
    from sklearn.decomposition import TruncatedSVD

    vectors = spelling_vectors(texts, languages)
    size = min(100, min(vectors.shape) - 1)
    dense = TruncatedSVD(size, random_state=0).fit_transform(vectors) if size > 1 else vectors.toarray()
    return remove_language(unit_rows(dense), languages)


def remove_language(vectors: np.ndarray, languages: Sequence[str]) -> np.ndarray:
    """Move the languages onto each other: each one's mean is taken away."""
    tags = np.asarray(languages, dtype=object)
    result = np.array(vectors, dtype=float)
    for tag in set(languages):
        here = tags == tag
        result[here] -= result[here].mean(axis=0) if here.sum() > 2 else result.mean(axis=0)
    return unit_rows(result)


def group_vectors(vectors: np.ndarray, k: int, random_state: int = 0) -> np.ndarray:
    """Return k-means labels of unit vectors, the biggest group first."""
    from sklearn.cluster import KMeans

    different = len(np.unique(np.round(vectors, 9), axis=0))
    labels = KMeans(min(k, different), n_init=10, random_state=random_state).fit_predict(vectors)
    sizes = np.bincount(labels)
    rank = np.empty(len(sizes), dtype=int)
    rank[np.argsort(-sizes, kind="stable")] = np.arange(len(sizes))
    return rank[labels]
