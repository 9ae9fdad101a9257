"""Groups of texts by what they are about, not by the language they are in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from .passages import content_order
from .space import map_texts

LARGE, STARTS = 20_000, 30  # more vectors than the first: mini-batches


def cluster_texts(texts: Sequence[str], languages: Sequence[str], k: int, random_state: int = 0, method: str = "auto") -> np.ndarray:
    """Group texts of one or several languages into *k* groups by subject.

    Parameters
    ----------
    texts, languages : as many languages ("ar", "fa", "en") as texts.
    k : number of groups, at least 1; never more groups than different texts.
    random_state : seed. The same texts give the same groups in any order.
    method : "meaning" (needs the optional extra), "spelling", or "auto".

    Returns
    -------
    numpy array of labels 0, 1, 2 ..., the biggest group first.

    Raises
    ------
    ValueError : k below 1, or not as many languages as texts.

    Example
    -------
    >>> cluster_texts(["فاز الفريق", "فاز الفريق بالمباراة", "ارتفع سعر النفط"], ["ar"] * 3, k=2, method="spelling").tolist()
    [0, 0, 1]
    """
    if k < 1:
        raise ValueError(f"k must be at least 1, got: {k}")
    if len(texts) != len(languages):
        raise ValueError(f"there are {len(texts)} texts, but {len(languages)} languages; give one language a text")
    labels = np.zeros(len(texts), dtype=int)
    if len(texts):
        order = content_order(texts, languages)
        points = map_texts([texts[at] for at in order], [languages[at] for at in order], method)
        labels[order] = group_vectors(points, k, random_state)
    return labels


class Grouped:
    """Points in k groups: ``names`` ("topic 1" is the biggest), ``lead`` (how much nearer the own centre is, as a cosine)."""

    def __init__(self, points: np.ndarray, k: int, random_state: int = 0) -> None:
        labels = group_vectors(points, k, random_state)
        count = int(labels.max()) + 1
        self._centres = np.vstack([points[labels == label].mean(axis=0) for label in range(count)])
        self._names = np.array([f"topic {label + 1:0{len(str(count))}}" for label in range(count)], dtype=object)
        self.names, self.lead = self._names[labels], self._leads(points)

    def name(self, texts: Sequence[str], languages: Sequence[str], near: Any, points: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return the groups of other points, by the nearest centre, and their lead."""
        return self._names[(points @ self._centres.T).argmax(axis=1)], self._leads(points)

    def _leads(self, points: np.ndarray) -> np.ndarray:
        two = np.sort(points @ self._centres.T, axis=1)[:, -2:]
        return two[:, -1] - two[:, 0]


def group_vectors(vectors: np.ndarray, k: int, random_state: int = 0) -> np.ndarray:
    """Return the labels of the best of 30 k-means runs from different seeds, the biggest group first.

    That many seeds nearly always end in the same grouping; a consensus of runs came out no better and depended more on the seeds.
    """
    k = min(k, len(np.unique(np.round(vectors, 9), axis=0)))
    if k == 1:
        return np.zeros(len(vectors), dtype=int)
    labels = k_means(vectors, k, random_state, starts=STARTS)
    sizes = np.bincount(labels, minlength=k)
    rank = np.empty(k, dtype=int)
    rank[np.argsort(-sizes, kind="stable")] = np.arange(k)
    return rank[labels]


def k_means(vectors: np.ndarray, k: int, random_state: int, starts: int = 1) -> np.ndarray:
    """Return the labels of the best of *starts* k-means runs (Lloyd, seeded by k-means++; mini-batches for large input).

    Written out here because scikit-learn's start-up, a thread pool for each call, costs more than the work on a few hundred rows.
    """
    if len(vectors) > LARGE:
        from sklearn.cluster import MiniBatchKMeans

        return MiniBatchKMeans(k, n_init=max(3, starts), batch_size=4096, random_state=random_state).fit_predict(vectors)
    rng = np.random.default_rng(random_state)
    squares = np.einsum("ij,ij->i", vectors, vectors)
    best, least = np.zeros(len(vectors), dtype=int), np.inf
    for _ in range(starts):
        labels, loss = _lloyd(vectors, squares, _spread_seeds(vectors, squares, k, rng))
        if loss < least - 1e-9:
            best, least = labels, loss
    return best


def _spread_seeds(vectors: np.ndarray, squares: np.ndarray, k: int, rng: np.random.Generator) -> np.ndarray:
    """Return k rows far from each other (k-means++, Arthur & Vassilvitskii 2007)."""
    chosen = [int(rng.integers(len(vectors)))]
    distance = np.full(len(vectors), np.inf)
    while len(chosen) < k:
        last = chosen[-1]
        distance = np.minimum(distance, np.maximum(squares + squares[last] - 2 * vectors @ vectors[last], 0))
        total = distance.cumsum()
        drawn = np.searchsorted(total, rng.random() * total[-1], side="right") if total[-1] > 0 else rng.integers(len(vectors))
        chosen.append(min(int(drawn), len(vectors) - 1))
    return vectors[chosen]


def _lloyd(vectors: np.ndarray, squares: np.ndarray, centres: np.ndarray, rounds: int = 50) -> tuple[np.ndarray, float]:
    k, labels = len(centres), np.full(len(vectors), -1)
    rows = np.arange(len(vectors))
    for _ in range(rounds):
        distance = np.einsum("ij,ij->i", centres, centres) - 2 * vectors @ centres.T
        nearest = distance.argmin(axis=1)
        if np.array_equal(nearest, labels):
            break
        labels = nearest
        members = np.zeros((k, len(vectors)))
        members[labels, rows] = 1
        sizes = members.sum(axis=1, keepdims=True)
        centres = np.where(sizes > 0, members @ vectors / np.maximum(sizes, 1), centres)
    return labels, float((squares + distance.min(axis=1)).sum())
