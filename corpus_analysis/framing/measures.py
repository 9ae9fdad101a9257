"""Formulas of keyness, association and shrinkage, named; all work on arrays and on single numbers.

A comparison of two corpora is written ``a, b, n_a, n_b``: how often a word occurs in the target and in the reference, and how many
words these have. An association of two words is written ``f, f_a, f_b, n``: how often they occur together, each of them, and how
many pairs there are. Sources are named in each docstring.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

Number = Any  # a number or an array of numbers; all formulas broadcast


def expected(a: Number, b: Number, n_a: Number, n_b: Number) -> tuple[Number, Number]:
    """Return the counts that would be expected if both corpora used the word alike."""
    rate = (np.asarray(a, float) + b) / (np.asarray(n_a, float) + n_b)
    return n_a * rate, n_b * rate


def _table(a: Number, b: Number, n_a: Number, n_b: Number) -> tuple[np.ndarray, np.ndarray]:
    """Return observed and expected counts of the four cells, stacked on the first axis."""
    a, b = np.asarray(a, float), np.asarray(b, float)
    observed = np.stack(np.broadcast_arrays(a, b, n_a - a, n_b - b))
    n = np.asarray(n_a, float) + n_b
    rows, columns = (a + b, n - a - b), (n_a, n_b)
    wanted = np.stack(np.broadcast_arrays(*[row * column / n for row in rows for column in columns]))
    return observed, wanted


def _sign(a: Number, b: Number, n_a: Number, n_b: Number) -> np.ndarray:
    return np.sign(np.asarray(a, float) / n_a - np.asarray(b, float) / n_b)


def chi2(a: Number, b: Number, n_a: Number, n_b: Number, *, correction: str = "none") -> Number:
    """Return Pearson's chi-squared of the 2x2 table.

    *correction* is "none", "yates", or "yates_if_small": Yates where an expected count is below 5 and the difference is large
    enough for it (the default of R's quanteda).
    """
    observed, wanted = _table(a, b, n_a, n_b)
    gap = np.abs(observed - wanted)
    n = observed.sum(0)
    corrected = (np.maximum(gap - 0.5, 0) ** 2 / wanted).sum(0)
    plain = (gap**2 / wanted).sum(0)
    if correction == "yates":
        return corrected
    if correction == "yates_if_small":
        cross = np.abs(observed[0] * observed[3] - observed[1] * observed[2])
        return np.where((wanted.min(0) < 5) & (cross >= n / 2), corrected, plain)
    return plain


def signed_chi2(a: Number, b: Number, n_a: Number, n_b: Number, *, correction: str = "none") -> Number:
    """Return `chi2` with a minus where the reference uses the word more."""
    return _sign(a, b, n_a, n_b) * chi2(a, b, n_a, n_b, correction=correction)


def g2(a: Number, b: Number, n_a: Number, n_b: Number, *, williams: bool = False) -> Number:
    """Return the log-likelihood ratio of the full 2x2 table, four cells (Dunning 1993), optionally with Williams' correction."""
    observed, wanted = _table(a, b, n_a, n_b)
    value = 2 * _xlogx(observed, wanted).sum(0)
    if williams:
        n = observed.sum(0)
        rows = n / (observed[0] + observed[1]) + n / (observed[2] + observed[3]) - 1
        columns = n / (observed[0] + observed[2]) + n / (observed[1] + observed[3]) - 1
        value = value / (1 + rows * columns / (6 * n))
    return value


def signed_g2(a: Number, b: Number, n_a: Number, n_b: Number) -> Number:
    """Return `g2` with a minus where the reference uses the word more."""
    return _sign(a, b, n_a, n_b) * g2(a, b, n_a, n_b)


def log_likelihood(a: Number, b: Number, n_a: Number, n_b: Number) -> Number:
    """Return the log-likelihood of the word's two cells only (Rayson and Garside 2000); not the same figure as `g2`."""
    want_a, want_b = expected(a, b, n_a, n_b)
    return 2 * (_xlogx(np.asarray(a, float), want_a) + _xlogx(np.asarray(b, float), want_b))


def _xlogx(observed: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    ratio = np.where(observed > 0, observed / np.where(wanted > 0, wanted, 1), 1.0)
    return observed * np.log(ratio)


def log_ratio(a: Number, b: Number, n_a: Number, n_b: Number, *, floor: float = 0.5) -> Number:
    """Return the binary logarithm of the ratio of the two rates (Hardie 2014); a count of nothing is taken as *floor*."""
    a, b = np.asarray(a, float), np.asarray(b, float)
    return np.log2((np.where(a > 0, a, floor) / n_a) / (np.where(b > 0, b, floor) / n_b))


def percent_difference(a: Number, b: Number, n_a: Number, n_b: Number) -> Number:
    """Return %DIFF, the difference of the rates in per cent of the reference rate (Gabrielatos and Marchi 2011)."""
    rate_b = np.asarray(b, float) / n_b
    return 100 * (np.asarray(a, float) / n_a - rate_b) / rate_b


def simple_maths(a: Number, b: Number, n_a: Number, n_b: Number, *, k: float = 100.0) -> Number:
    """Return the ratio of the rates per million, each raised by *k* (Kilgarriff 2009)."""
    return (1e6 * np.asarray(a, float) / n_a + k) / (1e6 * np.asarray(b, float) / n_b + k)


def odds_ratio(a: Number, b: Number, n_a: Number, n_b: Number) -> Number:
    """Return the ratio of the odds of the word in target and reference (Pojanapunya and Todd 2018)."""
    a, b = np.asarray(a, float), np.asarray(b, float)
    return (a / (n_a - a)) / (b / (n_b - b))


def difference_coefficient(a: Number, b: Number, n_a: Number, n_b: Number) -> Number:
    """Return the difference of the rates over their sum (Hofland and Johansson 1982), between -1 and 1."""
    rate_a, rate_b = np.asarray(a, float) / n_a, np.asarray(b, float) / n_b
    return (rate_a - rate_b) / (rate_a + rate_b)


def pmi_keyness(a: Number, b: Number, n_a: Number, n_b: Number) -> Number:
    """Return the natural logarithm of observed over expected count in the target."""
    return np.log(np.asarray(a, float) / expected(a, b, n_a, n_b)[0])


def conservative_log_ratio(a: Number, n_a: Number, b: Number, n_b: Number, *, alpha: float = 0.05, tests: int = 1) -> Number:
    """Return LRC, the end nearest zero of the interval of the log ratio (Evert 2022), corrected for the number of *tests*.

    The ratio of two Poisson rates is bounded by the Clopper-Pearson interval of the share a / (a + b).
    """
    from scipy.stats import beta

    a, b = np.asarray(a, float), np.asarray(b, float)
    tail = alpha / tests / 2
    low = np.where(a > 0, beta.ppf(tail, a, b + 1), 0.0)
    high = np.where(b > 0, beta.ppf(1 - tail, a + 1, b), 1.0)
    with np.errstate(divide="ignore"):
        lower = np.log2(low / (1 - low) * n_b / n_a)
        upper = np.log2(high / (1 - high) * n_b / n_a)
    return np.where(lower > 0, lower, np.where(upper < 0, upper, 0.0))


def fisher(a: int, b: int, n_a: int, n_b: int, *, alternative: str = "two-sided") -> tuple[float, float]:
    """Return the conditional maximum-likelihood odds ratio and the p of Fisher's exact test, as R gives them."""
    from scipy.stats import fisher_exact
    from scipy.stats.contingency import odds_ratio as conditional

    table = [[int(a), int(b)], [int(n_a - a), int(n_b - b)]]
    return float(conditional(table).statistic), float(fisher_exact(table, alternative=alternative)[1])


def log_odds_z(counts_a: Number, counts_b: Number, prior: Number) -> np.ndarray:
    """Return z of the log-odds ratio with a Dirichlet prior (Monroe, Colaresi and Quinn 2008, equations 16, 20 and 22).

    *prior* is the pseudo-count of each word: one small number for all (uninformative), or the counts of a background (informative).
    """
    a, b = np.asarray(counts_a, float), np.asarray(counts_b, float)
    alpha = np.broadcast_to(np.asarray(prior, float), a.shape)
    total_a, total_b, total = a.sum(), b.sum(), alpha.sum()
    delta = np.log((a + alpha) / (total_a + total - a - alpha)) - np.log((b + alpha) / (total_b + total - b - alpha))
    return delta / np.sqrt(1 / (a + alpha) + 1 / (b + alpha))


def weighted_log_odds(counts: np.ndarray) -> np.ndarray:
    """Return weighted log odds of each group (row) against all groups together, prior = overall counts (R's tidylo).

    Unlike `log_odds_z` the reference holds the group itself, and a cell without a count gets no prior and no value (NaN).
    """
    y = np.asarray(counts, float)
    y_group = np.where(y > 0, y + y.sum(0), 0.0)
    y_all, totals = y_group.sum(0), y_group.sum(1, keepdims=True)
    with np.errstate(divide="ignore", invalid="ignore"):
        odds = np.log(y_group / (totals - y_group)) - np.log(y_all / (y_all.sum() - y_all))
        weighted = odds / np.sqrt(1 / y_group + 1 / y_all)
    return np.where(y > 0, weighted, np.nan)


def adjust_p(p: Number) -> np.ndarray:
    """Return p adjusted by Benjamini and Hochberg (1995), in the order given; NaN stays NaN and is not counted."""
    p = np.asarray(p, float)
    adjusted = np.full(p.shape, np.nan)
    known = np.flatnonzero(~np.isnan(p))
    order = known[np.argsort(p[known], kind="stable")]
    ranked = p[order] * len(order) / np.arange(1, len(order) + 1)
    adjusted[order] = np.minimum(np.minimum.accumulate(ranked[::-1])[::-1], 1.0)
    return adjusted


# -- association of two words ---------------------------------------------------------------------------------------------------


def pmi(f: Number, f_a: Number, f_b: Number, n: Number) -> Number:
    """Return pointwise mutual information, base 2 (Church and Hanks 1990)."""
    return np.log2(np.asarray(f, float) * n / (np.asarray(f_a, float) * f_b))


def normalised_pmi(f: Number, f_a: Number, f_b: Number, n: Number) -> Number:
    """Return PMI over its largest possible value (Bouma 2009): 1 for words that only occur together, 0 for independent ones."""
    return pmi(f, f_a, f_b, n) / -np.log2(np.asarray(f, float) / n)


def log_dice(f: Number, f_a: Number, f_b: Number, n: Number = None) -> Number:
    """Return logDice (Rychlý 2008): 14 + log2 of twice the joint count over the sum of the counts; at most 14."""
    return 14 + np.log2(2 * np.asarray(f, float) / (np.asarray(f_a, float) + f_b))


def dice(f: Number, f_a: Number, f_b: Number, n: Number = None) -> Number:
    """Return Dice's coefficient."""
    return 2 * np.asarray(f, float) / (np.asarray(f_a, float) + f_b)


def t_score(f: Number, f_a: Number, f_b: Number, n: Number) -> Number:
    """Return the t-score (Church et al. 1991)."""
    f = np.asarray(f, float)
    return (f - np.asarray(f_a, float) * f_b / n) / np.sqrt(f)


def z_score(f: Number, f_a: Number, f_b: Number, n: Number) -> Number:
    """Return the z-score (Dennis 1965)."""
    want = np.asarray(f_a, float) * f_b / n
    return (np.asarray(f, float) - want) / np.sqrt(want)


def delta_p(f: Number, f_a: Number, f_b: Number, n: Number) -> tuple[Number, Number]:
    """Return how much the first word raises the chance of the second, and the second that of the first (Gries 2013)."""
    f, f_a, f_b = np.asarray(f, float), np.asarray(f_a, float), np.asarray(f_b, float)
    return f / f_a - (f_b - f) / (n - f_a), f / f_b - (f_a - f) / (n - f_b)


def minimum_sensitivity(f: Number, f_a: Number, f_b: Number, n: Number = None) -> Number:
    """Return the smaller of the two conditional chances (Pedersen 1998)."""
    return np.minimum(np.asarray(f, float) / f_a, np.asarray(f, float) / f_b)


def liddell(f: Number, f_a: Number, f_b: Number, n: Number) -> Number:
    """Return Liddell's difference of proportions (1976)."""
    f_b = np.asarray(f_b, float)
    return (n * np.asarray(f, float) - np.asarray(f_a, float) * f_b) / (f_b * (n - f_b))


def mutual_information(f: Number, f_a: Number, f_b: Number, n: Number) -> Number:
    """Return MI as Evert (2005) writes it: log10 of observed over expected."""
    return np.log10(np.asarray(f, float) * n / (np.asarray(f_a, float) * f_b))


def local_mutual_information(f: Number, f_a: Number, f_b: Number, n: Number) -> Number:
    """Return observed count times `mutual_information`."""
    return np.asarray(f, float) * mutual_information(f, f_a, f_b, n)


def simple_log_likelihood(f: Number, f_a: Number, f_b: Number, n: Number) -> Number:
    """Return the signed log-likelihood of the joint cell alone (Evert 2008)."""
    f = np.asarray(f, float)
    want = np.asarray(f_a, float) * f_b / n
    return np.sign(f - want) * 2 * (_xlogx(f, want) - (f - want))


def association_g2(f: Number, f_a: Number, f_b: Number, n: Number) -> Number:
    """Return the signed log-likelihood ratio of the full table of a pair (Dunning 1993)."""
    f, f_a, f_b = np.asarray(f, float), np.asarray(f_a, float), np.asarray(f_b, float)
    return signed_g2(f, f_b - f, f_a, n - f_a)


def association_chi2(f: Number, f_a: Number, f_b: Number, n: Number) -> Number:
    """Return Pearson's chi-squared of the full table of a pair."""
    f, f_a, f_b = np.asarray(f, float), np.asarray(f_a, float), np.asarray(f_b, float)
    return chi2(f, f_b - f, f_a, n - f_a)


def association_log_ratio(f: Number, f_a: Number, f_b: Number, n: Number) -> Number:
    """Return `log_ratio` of the second word beside the first and elsewhere (after Hardie 2014)."""
    f, f_a, f_b = np.asarray(f, float), np.asarray(f_a, float), np.asarray(f_b, float)
    return log_ratio(f, f_b - f, f_a, n - f_a)


def pair_lambda(o11: Number, o12: Number, o21: Number, o22: Number, *, smoothing: float = 0.5) -> tuple[Number, Number]:
    """Return lambda and z of a pair: the interaction of the saturated log-linear model (Blaheta and Johnson 2001)."""
    cells = [np.asarray(o, float) + smoothing for o in (o11, o12, o21, o22)]
    value = np.log(cells[0]) - np.log(cells[1]) - np.log(cells[2]) + np.log(cells[3])
    return value, value / np.sqrt(sum(1 / cell for cell in cells))


KEYNESS: dict[str, Callable[..., Number]] = {
    "g2": signed_g2, "log_likelihood": log_likelihood, "chi2": signed_chi2, "log_ratio": log_ratio,
    "percent_difference": percent_difference, "simple_maths": simple_maths, "odds_ratio": odds_ratio,
    "difference_coefficient": difference_coefficient, "pmi": pmi_keyness,
}  # fmt: skip
ASSOCIATION: dict[str, Callable[..., Number]] = {
    "log_dice": log_dice, "mi": pmi, "npmi": normalised_pmi, "t_score": t_score, "z_score": z_score, "g2": association_g2,
    "chi2": association_chi2, "minimum_sensitivity": minimum_sensitivity, "dice": dice, "log_ratio": association_log_ratio,
    "liddell": liddell, "simple_log_likelihood": simple_log_likelihood,
}  # fmt: skip
