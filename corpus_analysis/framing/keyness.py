"""Which words set one group of documents apart from the others, and whether the difference is more than chance between documents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from math import comb
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from ..groups import UNKNOWN, read_groups
from ..reuse import collapse_copy
from .counting import FEW_DOCUMENTS, TEXT_ROLES, WordCounts, count_words, lexicon_attrs
from .measures import KEYNESS, adjust_p, log_odds_z, log_ratio

if TYPE_CHECKING:
    from ..corpus import Corpus

MOST_SPLITS = 4_000  # up to 7 against 7 documents every split is tried
PRIOR_FLOOR = 0.01  # keeps the prior of a word above nothing
CHUNK = 2_000  # words permuted at a time, which bounds the memory


def keyness(
    corpus: Corpus,
    by: str = "outlet",
    within: str | None = "language",
    *,
    measure: str = "monroe_z",
    roles: Sequence[str] | None = TEXT_ROLES,
    least: int = 3,
    alpha: float = 0.05,
    collapse: bool = False,
) -> pd.DataFrame:
    """Rank the words that set each group of documents apart from the others, and certify those that hold between documents.

    Parameters
    ----------
    by : column of ``corpus.documents`` that names the groups; each is compared with all others together. Documents of which it says
        nothing (missing, or "unknown") are no group and are left out.
    within : column whose values are compared apart; by default languages never mix. None compares all documents and is refused
        where they are of several languages.
    measure : what `score` shows and the rows are ranked by: "monroe_z" or a name of `measures.KEYNESS` (of these percent_difference,
        odds_ratio and pmi are infinite for a word that one side does not have).
    roles : of the segments counted in. least : leave out words that occur less often on both sides together.
    alpha : false discovery rate of `key`.
    collapse : count stories instead of documents: copy that documents of one group and stratum share counts once, and so does its
        evidence (see `reuse.collapse_copy`); copy that two groups share is still counted in both.

    Returns
    -------
    DataFrame, one row a stratum, group and word: count_target, count_reference, documents_target, documents_reference (documents
    with the word), score, log_ratio with low and high (document-robust interval), p (between documents), q (adjusted by Benjamini
    and Hochberg within the comparison) and key (q below *alpha*). With fewer than five documents on a side there are counts and
    scores, but no interval, no p and no verdict. ``.attrs`` names the methods.

    Raises
    ------
    KeyError, ValueError : for an unknown column or measure, and where languages would be mixed.
    """
    if measure != "monroe_z" and measure not in KEYNESS:
        raise ValueError(f"`measure` must be one of {['monroe_z', *KEYNESS]}, got: {measure!r}.")
    if by == within:
        raise ValueError(f"`by` and `within` are both {by!r}: within one {by} there is nothing to compare. Choose another column.")
    groups = read_groups(corpus, by)
    strata = read_groups(corpus, within) if within else pd.Series("all", index=groups.index)
    mixed = read_groups(corpus, "language").groupby(strata).nunique()
    if (mixed > 1).any():
        raise ValueError(
            f"{sorted(mixed.index[mixed > 1])} hold documents of several languages: a word cannot be compared with another language's. "
            'Use within="language", or select the documents of one language first.'
        )
    words = count_words(corpus, roles, collapse_copy(corpus, groups + "\n" + strata) if collapse else None)
    told = groups != UNKNOWN
    parts = list(_comparisons(words, groups, strata, measure, least, alpha))
    fixed = {"stratum": within or "stratum", "group": by}
    table = (pd.concat(parts, ignore_index=True) if parts else _empty()).rename(columns=fixed)
    table.attrs = {
        "method": f"each group against the others; ranked by {measure}" + ("; documents are stories" if collapse else ""),
        "monroe_z": f"log-odds ratio with informative Dirichlet prior: counts of the stratum + {PRIOR_FLOOR} (Monroe et al. 2008)",
        "p": "the larger of two tests over documents: permutation of the documents (every split where there are at most "
        f"{MOST_SPLITS}, else its normal limit, corrected for continuity) and Welch's t of the rates, errors clustered by document",
        "q": "Benjamini and Hochberg (1995) within each comparison",
        "note": f"no interval and no p where a side has fewer than {FEW_DOCUMENTS} documents"
        + ("" if told.all() else f"; documents whose {by} is not known are left out: {int((~told).sum())} of {len(told)}"),
        **lexicon_attrs(corpus),
    }  # fmt: skip
    return table


def _comparisons(words: WordCounts, groups: pd.Series, strata: pd.Series, measure: str, least: int, alpha: float) -> Iterator[pd.DataFrame]:
    group_of, stratum_of = groups.reindex(words.doc_ids).to_numpy(), strata.reindex(words.doc_ids).to_numpy()
    for stratum in sorted(set(stratum_of)):
        rows = np.flatnonzero((stratum_of == stratum) & (group_of != UNKNOWN))
        part = words.matrix[rows]
        kept = np.flatnonzero(np.asarray(part.sum(axis=0)).ravel() >= max(1, least))
        names = sorted(set(group_of[rows]))
        if len(names) < 2 or not len(kept):
            continue
        sizes = np.asarray(part.sum(axis=1)).ravel().astype(float)
        for group in names:
            table = compare_groups(part[:, kept], sizes, group_of[rows] == group, measure=measure, alpha=alpha)
            table.insert(0, "word", words.words[kept])
            table.insert(0, "group", group)
            table.insert(0, "stratum", stratum)
            yield table.sort_values(["score", "word"], ascending=[False, True], ignore_index=True)


def _empty() -> pd.DataFrame:
    columns = ("stratum", "group", "word", *_COLUMNS)
    return pd.DataFrame({name: pd.Series(dtype="float64" if name in _COLUMNS else "str") for name in columns})


_COLUMNS = (
    "count_target",
    "count_reference",
    "documents_target",
    "documents_reference",
    "score",
    "log_ratio",
    "low",
    "high",
    "p",
    "q",
    "key",
)


def compare_groups(matrix: Any, sizes: np.ndarray, target: np.ndarray, *, measure: str = "monroe_z", alpha: float = 0.05) -> pd.DataFrame:
    """Compare two groups of documents word by word; nothing of the size documents x words is ever dense.

    Parameters
    ----------
    matrix : sparse counts, documents x words. sizes : words of each document. target : boolean, which documents are the first group.
    measure, alpha : as in `keyness`.

    Returns
    -------
    DataFrame, one row a word (a column of *matrix*), with the columns of `keyness`.
    """
    matrix = matrix.tocsr()
    a_side, b_side = matrix[target], matrix[~target]
    a, b = (np.asarray(side.sum(axis=0)).ravel().astype(float) for side in (a_side, b_side))
    n_a, n_b = float(sizes[target].sum()), float(sizes[~target].sum())
    with np.errstate(divide="ignore", invalid="ignore"):  # a word that one side lacks is infinitely far by some measures
        score = log_odds_z(a, b, a + b + PRIOR_FLOOR) if measure == "monroe_z" else KEYNESS[measure](a, b, max(n_a, 1), max(n_b, 1))
    ratio = log_ratio(a, b, max(n_a, 1.0), max(n_b, 1.0))
    table = pd.DataFrame({
        "count_target": a.astype(int), "count_reference": b.astype(int),
        "documents_target": a_side.getnnz(axis=0), "documents_reference": b_side.getnnz(axis=0),
        "score": score, "log_ratio": ratio, "low": np.nan, "high": np.nan, "p": np.nan,
    })  # fmt: skip
    if min(int(target.sum()), int((~target).sum())) >= FEW_DOCUMENTS and n_a > 0 and n_b > 0:
        se, p_rates = _between_documents(a_side, b_side, sizes[target], sizes[~target], a / n_a, b / n_b)
        both = (a > 0) & (b > 0)
        table["low"], table["high"] = np.where(both, ratio - se, np.nan), np.where(both, ratio + se, np.nan)
        table["p"] = np.maximum(p_rates, permute_documents(matrix, sizes, target))
    table["q"] = adjust_p(table["p"])
    table["key"] = table["q"] < alpha
    return table


def _cluster_variance(side: Any, sizes: np.ndarray, rate: np.ndarray) -> np.ndarray:
    """Return the variance of a rate over documents: sum of squared (count - rate x size), linearised ratio estimator."""
    squares = np.asarray(side.multiply(side).sum(axis=0)).ravel()
    cross = np.asarray(side.multiply(sizes[:, None]).sum(axis=0)).ravel()
    residual = squares - 2 * rate * cross + rate**2 * (sizes**2).sum()
    documents = len(sizes)
    return np.maximum(residual, 0) * documents / (documents - 1) / sizes.sum() ** 2


def _between_documents(
    a_side: Any, b_side: Any, sizes_a: np.ndarray, sizes_b: np.ndarray, rate_a: np.ndarray, rate_b: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return the half-width of the 95 % interval of the log ratio (base 2) and the two-sided p of Welch's t of the rates."""
    from scipy.stats import t

    var_a, var_b = _cluster_variance(a_side, sizes_a, rate_a), _cluster_variance(b_side, sizes_b, rate_b)
    both = var_a + var_b
    with np.errstate(divide="ignore", invalid="ignore"):
        freedom = both**2 / (var_a**2 / (len(sizes_a) - 1) + var_b**2 / (len(sizes_b) - 1))
        freedom = np.where(both > 0, freedom, 1.0)
        p = 2 * t.sf(np.abs(rate_a - rate_b) / np.sqrt(both), freedom)
        se = np.sqrt(var_a / rate_a**2 + var_b / rate_b**2) / np.log(2)
        width = se * t.ppf(0.975, freedom)
    return width, np.where(both > 0, p, np.where(rate_a == rate_b, 1.0, 0.0))


def permute_documents(matrix: Any, sizes: np.ndarray, target: np.ndarray) -> np.ndarray:
    """Return the two-sided p of each word if the documents were dealt to the two groups by chance.

    The statistic is the target's count less what its share of the words would make it. Every split is tried where there are few
    documents; otherwise the permutation distribution's normal limit serves, never below what the number of splits allows.
    """
    from scipy.stats import norm

    documents, drawn = len(target), int(target.sum())
    splits = comb(documents, drawn)
    totals = np.asarray(matrix.sum(axis=0)).ravel()
    rate = totals / sizes.sum()
    if splits <= MOST_SPLITS:
        return _every_split(matrix, sizes, target, rate)
    observed = np.asarray(matrix[target].sum(axis=0)).ravel() - rate * sizes[target].sum()
    squares = np.asarray(matrix.multiply(matrix).sum(axis=0)).ravel()
    cross = np.asarray(matrix.multiply(sizes[:, None]).sum(axis=0)).ravel()
    residual = squares - 2 * rate * cross + rate**2 * (sizes**2).sum()
    variance = np.maximum(residual, 0) * drawn * (documents - drawn) / (documents * (documents - 1))
    with np.errstate(divide="ignore", invalid="ignore"):
        reached = np.maximum(np.abs(observed) - _half_step(matrix, residual), 0) / np.sqrt(variance)
    return np.maximum(np.where(variance > 0, np.minimum(2 * norm.sf(reached), 1), 1.0), 2 / splits)


def _half_step(matrix: Any, residual: np.ndarray) -> np.ndarray:
    """Return the continuity correction: half of what one document more or less changes the statistic by.

    A word that stands in a share p of the documents, equally often in each, has residuals of p (1 - p) step² on average.
    """
    documents = matrix.shape[0]
    share = np.asarray(matrix.getnnz(axis=0), float) / documents
    spread = np.where(share < 0.5, share * (1 - share), 0.25)
    return 0.5 * np.sqrt(np.maximum(residual, 0) / np.maximum(documents * spread, 1e-9))


def _every_split(matrix: Any, sizes: np.ndarray, target: np.ndarray, rate: np.ndarray) -> np.ndarray:
    documents, drawn = len(target), int(target.sum())
    chosen = np.fromiter((i for split in combinations(range(documents), drawn) for i in split), dtype=np.int64)
    deals = np.zeros((len(chosen) // drawn, documents), dtype=np.float32)
    deals[np.repeat(np.arange(len(deals)), drawn), chosen] = 1
    p = np.empty(matrix.shape[1])
    columns = matrix.tocsc()
    for start in range(0, matrix.shape[1], CHUNK):
        block = columns[:, start : start + CHUNK].toarray() - np.outer(sizes, rate[start : start + CHUNK])
        observed = np.abs(target.astype(float) @ block)
        reached = np.zeros(block.shape[1])
        for part in np.array_split(deals, max(1, len(deals) // 1000)):
            reached += (np.abs(part @ block) >= observed - 1e-9 - 1e-6 * observed).sum(axis=0)
        p[start : start + CHUNK] = reached / len(deals)
    return p


def self_check(
    corpus: Corpus,
    *,
    within: str = "language",
    splits: int = 100,
    alpha: float = 0.05,
    roles: Sequence[str] | None = TEXT_ROLES,
    random_state: int = 0,
) -> pd.DataFrame:
    """Compare random halves of your own corpus, where every "key" word is a false alarm.

    Parameters
    ----------
    within : column of ``corpus.documents`` whose values are halved apart. splits : random halves compared, drawn by *random_state*.
    alpha, roles : as in `keyness`.

    Returns
    -------
    DataFrame, one row a stratum with at least ten documents: documents, splits (random halves compared), words (tested on average),
    false_words (share of them called key after correction), false_splits (share of comparisons with at least one), false_g2 (share
    of words a plain G² test at *alpha* would call key). ``.attrs`` names the method.
    """
    from scipy.stats import chi2 as chi2_distribution

    words, strata = count_words(corpus, roles), read_groups(corpus, within)
    stratum_of = strata.reindex(words.doc_ids).to_numpy()
    rng = np.random.default_rng(random_state)
    rows = []
    for stratum in sorted(set(stratum_of)):
        members = np.flatnonzero(stratum_of == stratum)
        if len(members) < 2 * FEW_DOCUMENTS:
            continue
        part = words.matrix[members]
        sizes = np.asarray(part.sum(axis=1)).ravel().astype(float)
        part = part[:, np.flatnonzero(np.asarray(part.sum(axis=0)).ravel() >= 3)]
        found = []
        for _ in range(splits):
            target = rng.permutation(len(members)) < len(members) // 2
            table = compare_groups(part, sizes, target, measure="g2", alpha=alpha)
            plain = table["score"].abs() > chi2_distribution.isf(alpha, 1)
            found.append([float(table["key"].mean()), float(table["key"].any()), float(plain.mean())])
        false = np.mean(found, axis=0)
        rows.append((stratum, len(members), splits, part.shape[1], *false))
    columns = [within, "documents", "splits", "words", "false_words", "false_splits", "false_g2"]
    table = pd.DataFrame(rows, columns=columns)
    table.attrs = {"method": "random halves of the documents of a stratum, compared as `keyness` does", **lexicon_attrs(corpus)}
    return table
