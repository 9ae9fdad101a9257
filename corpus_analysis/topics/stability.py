"""How far a grouping can be trusted: would it come out again from other texts of the same kind, and more so than from noise?"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from .clusters import condense, k_means

RESAMPLES, NULLS, LEVEL, MARGIN, MOST = 6, 19, 0.05, 0.05, 1500


def measure_stability(vectors: np.ndarray, k: int, random_state: int = 0, resamples: int = RESAMPLES) -> float:
    """Return the mean agreement (adjusted Rand index) of pairs of groupings, each made from a random four fifths of the vectors.

    1 means that the same texts always end up together, 0 that this is as good as chance (Ben-Hur, Elisseeff & Guyon 2002).
    """
    from sklearn.metrics import adjusted_rand_score

    rng = np.random.default_rng(random_state)
    size = int(0.8 * len(vectors))
    scores = []
    for _ in range(resamples):
        one, two = (np.sort(rng.choice(len(vectors), size, replace=False)) for _ in range(2))
        both, at_one, at_two = np.intersect1d(one, two, return_indices=True)
        labels = [k_means(vectors[chosen], k, int(rng.integers(1 << 30)), starts=2) for chosen in (one, two)]
        scores.append(adjusted_rand_score(labels[0][at_one], labels[1][at_two]))
    return float(np.mean(scores)) if scores else 0.0


def permute(vectors: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Return vectors with each principal axis shuffled on its own: the same spread on every axis, and no groups."""
    centred = vectors - vectors.mean(axis=0)
    scores, strengths, axes = np.linalg.svd(centred, full_matrices=False)
    return rng.permuted(scores, axis=0) * strengths @ axes


def stability_curve(vectors: np.ndarray, ks: Sequence[int], random_state: int = 0) -> pd.DataFrame:
    """Return for every k how stable the grouping is, and how stable noise of the same shape would be.

    Parameters
    ----------
    vectors : language-corrected vectors, one row a passage, before they are condensed. At most 1,500 rows are used.
    ks : numbers of groups.

    Returns
    -------
    DataFrame : k, stability, null (mean over 19 shuffles), null_high (the largest of them), excess (stability - null), and
        p = (1 + shuffles at least as stable) / 20.
    """
    rng = np.random.default_rng(random_state)
    if len(vectors) > MOST:
        vectors = vectors[np.sort(rng.choice(len(vectors), MOST, replace=False))]
    ks = [k for k in ks if 2 <= k <= len(vectors) // 4]
    real = condense(vectors)
    shuffled = [condense(permute(vectors, rng)) for _ in range(NULLS)]
    rows = []
    for k in ks:
        stability = measure_stability(real, k, random_state)
        null = np.array([measure_stability(noise, k, random_state + number + 1, resamples=2) for number, noise in enumerate(shuffled)])
        p = (1 + int((null >= stability).sum())) / (1 + NULLS)
        rows.append((k, round(stability, 4), round(null.mean(), 4), round(null.max(), 4), round(stability - null.mean(), 4), p))
    return pd.DataFrame(rows, columns=["k", "stability", "null", "null_high", "excess", "p"])


def choose_k(curve: pd.DataFrame) -> int | None:
    """Return the k whose grouping exceeds noise most, or None where no k exceeds it clearly at all.

    Clearly: more stable than every one of the shuffles, by at least .05 (several k are tried, so the level alone is not enough).
    """
    sure = curve[(curve["p"] <= LEVEL) & (curve["stability"] - curve["null_high"] >= MARGIN)]
    return int(sure.loc[sure["excess"].idxmax(), "k"]) if len(sure) else None
