"""Groups of texts by what they are about, not by the language they are in."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy import sparse

from .encoder import encode
from .links import choose_method
from .passages import content_order
from .similarity import correct_hubs
from .vectors import spelling_vectors, unit_rows

EXACT = 2_000  # up to so many texts the table of all pairs is cheaper than an approximation
LARGE = 20_000  # from here on: mini-batches, and no table of all neighbours
DIMENSIONS, NEIGHBOURS, SAMPLE, FEWEST_PAIRS = 20, 20, 2000, 10


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
        vectors = text_vectors([texts[at] for at in order], [languages[at] for at in order], method)
        labels[order] = group_vectors(condense(vectors), k, random_state)
    return labels


def text_vectors(texts: Sequence[str], languages: Sequence[str], method: str = "auto") -> np.ndarray:
    """Return dense unit vectors (one row a text) from which the language has been taken out."""
    if choose_method(method) == "meaning":
        return remove_language(encode(texts), languages)
    return remove_language(unit_rows(_shorten(spelling_vectors(texts, languages))), languages)


def _shorten(vectors: sparse.csr_matrix) -> np.ndarray:
    """Return the first 100 principal components of sparse vectors (latent semantic analysis): exactly, where there are few texts."""
    size = min(100, min(vectors.shape) - 1)
    if size < 2:
        return vectors.toarray()
    if vectors.shape[0] > EXACT:
        from sklearn.decomposition import TruncatedSVD

        return TruncatedSVD(size, random_state=0).fit_transform(vectors)
    values, axes = np.linalg.eigh((vectors @ vectors.T).toarray())
    return axes[:, -size:] * np.sqrt(np.maximum(values[-size:], 0))


def remove_language(vectors: np.ndarray, languages: Sequence[str]) -> np.ndarray:
    """Move the languages onto each other and return unit vectors around their common mean.

    How far a language is away is read off texts that tell nearly the same in both: mutual nearest neighbours after the correction
    for hubs (CSLS). Taking each language's own mean away instead would also take away that one language writes more about war, say;
    it is only the fallback where fewer than 10 such pairs are found.
    """
    tags = np.asarray(languages, dtype=object)
    names, sizes = np.unique(tags.astype(str), return_counts=True)
    result = np.array(vectors, dtype=float)
    main = result[tags == names[sizes.argmax()]]
    for name in names[names != names[sizes.argmax()]]:
        here = tags == name
        result[here] -= _language_offset(result[here], main)
    return unit_rows(result - result.mean(axis=0)) if len(result) > 1 else unit_rows(result)


def _language_offset(vectors: np.ndarray, main: np.ndarray) -> np.ndarray:
    rng = np.random.default_rng(0)
    a, b = (part[rng.choice(len(part), SAMPLE, replace=False)] if len(part) > SAMPLE else part for part in (vectors, main))
    offset = a.mean(axis=0) - b.mean(axis=0)
    for _ in range(3):
        similarity = correct_hubs(unit_rows(a - offset - b.mean(axis=0)) @ unit_rows(b - b.mean(axis=0)).T)
        best = similarity.argmax(axis=1)
        mutual = np.flatnonzero(similarity.argmax(axis=0)[best] == np.arange(len(best)))
        strength = similarity[mutual, best[mutual]]
        mutual = mutual[strength >= np.median(strength)] if len(mutual) else mutual
        if len(mutual) < FEWEST_PAIRS:
            break
        offset = (a[mutual] - b[best[mutual]]).mean(axis=0)
    return offset


def condense(vectors: np.ndarray) -> np.ndarray:
    """Return the vectors in 20 whitened dimensions, each drawn half-way to its 20 nearest neighbours.

    The first principal axes of sentence vectors hold length and style; whitening keeps them from deciding alone, the neighbours
    take out what is peculiar to one text. Fewer texts get fewer dimensions, so that noise is not whitened into a signal.
    """
    size = min(DIMENSIONS, len(vectors) // 10)
    if size < 2:
        return vectors
    centred = vectors - vectors.mean(axis=0)
    values, axes = np.linalg.eigh(centred.T @ centred)
    kept = values[::-1][:size] > 1e-9 * max(values[-1], 1e-12)
    axes = axes[:, ::-1][:, :size][:, kept] / np.sqrt(values[::-1][:size][kept])
    axes *= np.sign(axes[np.abs(axes).argmax(axis=0), np.arange(axes.shape[1])])
    white = unit_rows(centred @ axes)
    return white if len(white) > LARGE else _draw_together(white)


def _draw_together(vectors: np.ndarray) -> np.ndarray:
    count = min(NEIGHBOURS, len(vectors) // 5)
    if count < 1:
        return vectors
    means = np.empty_like(vectors)
    for at in range(0, len(vectors), 1000):
        similarity = vectors[at : at + 1000] @ vectors.T
        similarity[np.arange(len(similarity)), np.arange(at, at + len(similarity))] = -2
        means[at : at + 1000] = vectors[np.argpartition(-similarity, count, axis=1)[:, :count]].mean(axis=1)
    return unit_rows(vectors + unit_rows(means))


def group_vectors(vectors: np.ndarray, k: int, random_state: int = 0, runs: int = 10) -> np.ndarray:
    """Return the consensus of *runs* k-means runs as labels, the biggest group first.

    Each run is described by its label indicators; k-means over all indicators side by side is the consensus (a cluster ensemble in
    the sense of Strehl & Ghosh 2002). More than 20,000 vectors are clustered by mini-batches.
    """
    k = min(k, len(np.unique(np.round(vectors, 9), axis=0)))
    if k == 1:
        return np.zeros(len(vectors), dtype=int)
    votes = [k_means(vectors, k, random_state * 1000 + run) for run in range(runs)]
    together = np.hstack([np.eye(k)[labels] for labels in votes]) if len(vectors) <= LARGE else vectors
    labels = k_means(together, k, random_state, starts=5)
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
