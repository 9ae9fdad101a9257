"""How far a grouping can be trusted: would it come out again from other texts of the same kind, and more so than from noise?"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from .clusters import k_means
from .space import map_texts
from .vectors import unit_rows

RESAMPLES, MOST = 6, 1500  # pairs of groupings compared; passages looked at
NULLS, LEVEL, MARGIN = 19, 0.05, 0.05  # 19 draws of noise: the least p there can be is the level
HALVES, PERMUTATIONS, SURE = 500, 199, 0.02  # 199 permutations: the least p is .005
STRATUM = 15  # texts of about one length


def measure_stability(
    vectors: np.ndarray, k: int, random_state: int = 0, resamples: int = RESAMPLES, strata: np.ndarray | None = None
) -> float:
    """Return the mean agreement of pairs of groupings, each made from a random four fifths of the vectors.

    1 means that the same texts always end up together, 0 that this is as good as chance (Ben-Hur, Elisseeff & Guyon 2002; the
    agreement is the adjusted Rand index). With *strata* only pairs of texts of one stratum are looked at: a grouping by language, or
    by length, agrees with itself perfectly and yet gets 0.
    """
    rng = np.random.default_rng(random_state)
    strata = np.zeros(len(vectors), dtype=int) if strata is None else strata
    size = int(0.8 * len(vectors))
    scores = []
    for _ in range(resamples):
        one, two = (np.sort(rng.choice(len(vectors), size, replace=False)) for _ in range(2))
        both, at_one, at_two = np.intersect1d(one, two, return_indices=True)
        labels = [k_means(vectors[chosen], k, int(rng.integers(1 << 30)), starts=2) for chosen in (one, two)]
        scores.append(agreement(labels[0][at_one], labels[1][at_two], strata[both]))
    return float(np.mean(scores)) if scores else 0.0


def agreement(one: np.ndarray, two: np.ndarray, strata: np.ndarray) -> float:
    """Return the adjusted Rand index of two groupings over the pairs of texts within a stratum (Hubert & Arabie 1985, pooled)."""
    wide = int(max(one.max(initial=0), two.max(initial=0))) + 1
    count = int(strata.max(initial=0)) + 1

    def pairs(cells: np.ndarray, width: int) -> np.ndarray:
        sizes = np.bincount(cells, minlength=count * width).reshape(count, width).astype(float)
        return (sizes * (sizes - 1)).sum(axis=1) / 2

    rows, columns = pairs(strata * wide + one, wide), pairs(strata * wide + two, wide)
    both = pairs((strata * wide + one) * wide + two, wide * wide)
    expected = rows * columns / np.maximum(pairs(strata, 1), 1)
    above, below = (both - expected).sum(), ((rows + columns) / 2 - expected).sum()
    return float(above / below) if below > 1e-9 else 0.0


def make_strata(languages: Sequence[str], lengths: Sequence[int]) -> np.ndarray:
    """Return the number of the stratum of each text: its language and, within it, some 15 texts of about its length."""
    names, language = np.unique(np.asarray(languages, dtype=str), return_inverse=True)
    sizes, strata = np.asarray(lengths), np.zeros(len(language), dtype=int)
    for number in range(len(names)):
        here = np.flatnonzero(language == number)
        parts = np.array_split(here[np.argsort(sizes[here], kind="stable")], max(1, len(here) // STRATUM))
        for part in parts:
            strata[part] = strata.max() + 1
    return strata


def compare_halves(texts: Sequence[str], languages: Sequence[str], ks: Sequence[int], method: str, random_state: int = 0) -> pd.DataFrame:
    """Return, for every k, whether the two halves of a passage end up in the same group more often than halves of different ones.

    A topic runs through a passage; chance patterns of words do not. Both halves of up to 500 passages are grouped together; their
    agreement (`agreement`, within strata of language and length) is compared with 199 permutations of the second halves within the
    strata. The p-value is corrected for the number of k tried by the largest standardised agreement of each permutation (Westfall &
    Young 1993).

    Returns
    -------
    DataFrame : k, halves (agreement), p_halves.
    """
    rng = np.random.default_rng(random_state)
    some = np.sort(rng.choice(len(texts), min(HALVES, len(texts)), replace=False))
    words = [texts[at].split() for at in some]
    spoken = [languages[at] for at in some]
    halves = [" ".join(part[: len(part) // 2]) for part in words] + [" ".join(part[len(part) // 2 :]) for part in words]
    near = map_texts(halves, spoken * 2, method)
    strata = make_strata(spoken, [len(" ".join(part)) for part in words])
    size, values = len(some), []
    shuffles = [_shuffle_within(strata, rng) for _ in range(PERMUTATIONS)]
    for k in ks:
        labels = k_means(near, k, random_state, starts=5)
        one, two = labels[:size], labels[size:]
        values.append([agreement(one, two, strata), *(agreement(one, two[order], strata) for order in shuffles)])
    scores = np.asarray(values).reshape(len(ks), PERMUTATIONS + 1)
    scaled = (scores - scores[:, 1:].mean(axis=1, keepdims=True)) / np.maximum(scores[:, 1:].std(axis=1, keepdims=True), 1e-9)
    highest = scaled[:, 1:].max(axis=0) if len(ks) else np.zeros(0)
    p = [(1 + int((highest >= value).sum())) / (1 + PERMUTATIONS) for value in scaled[:, 0]]
    return pd.DataFrame({"k": list(ks), "halves": np.round(scores[:, 0], 4), "p_halves": p})


def _shuffle_within(strata: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    order = np.arange(len(strata))
    for stratum in np.unique(strata):
        here = np.flatnonzero(strata == stratum)
        order[here] = rng.permutation(here)
    return order


def draw_noise(vectors: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Return as many unit vectors with the same mean and the same spread on every axis, and no groups (normally distributed).

    Shuffling the axes of the vectors themselves would not do: where there are groups, each single axis still falls into them.
    """
    centre = vectors.mean(axis=0)
    _, strengths, axes = np.linalg.svd(vectors - centre, full_matrices=False)
    drawn = rng.normal(size=(len(vectors), len(strengths))) * strengths / np.sqrt(len(vectors))
    return unit_rows(drawn @ axes + centre)


def stability_curve(
    vectors: np.ndarray, texts: Sequence[str], languages: Sequence[str], ks: Sequence[int], method: str = "auto", random_state: int = 0
) -> pd.DataFrame:
    """Return for every k how stable the grouping is, how stable noise of the same shape would be, and whether halves agree.

    Agreement that language or length alone explains is not counted (see `make_strata`).

    Parameters
    ----------
    vectors : one row a passage, see `space.map_texts`. At most 1,500 rows are used.
    texts, languages : of the same passages.
    ks : numbers of groups; those above a quarter of the passages are left out.

    Returns
    -------
    DataFrame : k, stability, null (mean over 19 draws of noise), null_high (the largest of them), excess (stability - null),
        p = (1 + draws at least as stable) / 20, halves and p_halves (see `compare_halves`).
    """
    columns = ["k", "stability", "null", "null_high", "excess", "p", "halves", "p_halves"]
    ks = [k for k in ks if 2 <= k <= len(vectors) // 4]
    if not ks:
        return pd.DataFrame(columns=columns, dtype=float)
    checked = compare_halves(texts, languages, ks, method, random_state)
    strata = make_strata(languages, [len(text) for text in texts])
    rng = np.random.default_rng(random_state)
    if len(vectors) > MOST:
        some = np.sort(rng.choice(len(vectors), MOST, replace=False))
        vectors, strata = vectors[some], strata[some]
    noises = [draw_noise(vectors, rng) for _ in range(NULLS)]
    rows = []
    for k in ks:
        stability = measure_stability(vectors, k, random_state, strata=strata)
        null = np.array([measure_stability(noise, k, random_state + at + 1, 1, strata) for at, noise in enumerate(noises)])
        p = (1 + int((null >= stability).sum())) / (1 + NULLS)
        rows.append((k, round(stability, 4), round(null.mean(), 4), round(null.max(), 4), round(stability - null.mean(), 4), p))
    curve = pd.DataFrame(rows, columns=columns[:6])
    return curve.assign(halves=checked["halves"], p_halves=checked["p_halves"])


def choose_k(curve: pd.DataFrame) -> int | None:
    """Return the k whose grouping exceeds noise most, or None where no k can be trusted.

    Trusted: more stable than every draw of noise, by .05 or more than their mean, and the halves of passages agree (p at most .02).
    """
    sure = curve[(curve["p"] <= LEVEL) & (curve["excess"] >= MARGIN) & (curve["p_halves"] <= SURE)]
    return int(sure["k"].to_numpy()[sure["excess"].to_numpy().argmax()]) if len(sure) else None
