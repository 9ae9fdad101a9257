"""What the formulas must keep to on any counts: scipy's own figures, symmetry, bounds."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse
from scipy.stats import chi2_contingency, false_discovery_control

from corpus_analysis.framing import measures as m
from corpus_analysis.framing.dispersion import measure_dispersion
from corpus_analysis.framing.keyness import compare_groups, permute_documents

COUNTS = st.tuples(st.integers(0, 40), st.integers(0, 40), st.integers(50, 3_000), st.integers(50, 3_000)).filter(lambda c: c[0] + c[1])
P_VALUES = st.lists(st.floats(0, 1), min_size=1, max_size=30)


@given(COUNTS)
def test_g2_and_chi2_are_those_of_scipy_and_change_their_sign_with_the_sides(counts):
    a, b, n_a, n_b = counts
    table = [[a, b], [n_a - a, n_b - b]]
    for ours, theirs in ((m.g2, "log-likelihood"), (m.chi2, "pearson")):
        assert float(ours(a, b, n_a, n_b)) == pytest.approx(chi2_contingency(table, correction=False, lambda_=theirs).statistic, abs=1e-8)
    for signed in (m.signed_g2, m.signed_chi2, m.log_ratio, m.difference_coefficient):
        assert float(signed(a, b, n_a, n_b)) == pytest.approx(-float(signed(b, a, n_b, n_a)), abs=1e-9)


@given(P_VALUES, st.randoms(use_true_random=False))
def test_adjusted_p_are_those_of_scipy_in_any_order(p, random):
    adjusted = m.adjust_p(p)
    assert adjusted == pytest.approx(false_discovery_control(p))
    order = list(range(len(p)))
    random.shuffle(order)
    assert m.adjust_p(np.asarray(p)[order]) == pytest.approx(adjusted[order])


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), min_size=2, max_size=20), st.floats(0.01, 5))
def test_log_odds_change_their_sign_with_the_sides_and_are_nought_for_equal_counts(pairs, prior):
    a, b = np.transpose(pairs)
    assert m.log_odds_z(a, b, prior) == pytest.approx(-m.log_odds_z(b, a, prior))
    assert m.log_odds_z(a, a, prior) == pytest.approx(0)


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(10, 500)), min_size=2, max_size=12).filter(lambda parts: sum(v for v, _ in parts)))
def test_dispersion_keeps_within_its_bounds_and_is_even_where_rates_are_equal(parts):
    counts, sizes = np.transpose(parts)
    found = measure_dispersion(counts, sizes)
    for name in ("dp", "dp_norm", "juilland_d", "carroll_d2", "rosengren_s"):
        assert -1e-9 <= found[name] <= 1 + 1e-9, name
    assert found["kl"] >= -1e-9 and found["range"] == (counts > 0).sum()
    even = measure_dispersion(sizes, sizes)
    assert [even[name] for name in ("dp", "juilland_d", "carroll_d2", "rosengren_s", "kl")] == pytest.approx([0, 1, 1, 1, 0], abs=1e-9)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 5), st.integers(20, 60)), min_size=4, max_size=8), st.integers(1, 3))
def test_the_exact_permutation_counts_every_split_the_real_one_among_them(documents, drawn):
    counts, sizes = (np.asarray(one, float) for one in zip(*documents, strict=True))
    target = np.arange(len(counts)) < drawn
    residual = counts - counts.sum() / sizes.sum() * sizes
    reached = [abs(residual[list(split)].sum()) for split in combinations(range(len(counts)), drawn)]
    expected = np.mean(np.asarray(reached) >= reached[0] * (1 - 1e-6) - 1e-9)
    assert permute_documents(sparse.csr_matrix(counts[:, None]), sizes, target)[0] == pytest.approx(expected)
    assert expected > 0


def test_the_normal_limit_is_near_what_dealing_the_documents_gives():
    rng = np.random.default_rng(3)
    counts, sizes = rng.poisson(1.5, 40).astype(float), rng.integers(80, 120, 40).astype(float)
    target = np.arange(40) < 15
    counts[target] += rng.poisson(0.6, 15)
    residual = counts - counts.sum() / sizes.sum() * sizes
    dealt = np.array([abs(residual[rng.permutation(40)[:15]].sum()) for _ in range(20_000)])
    exact = (1 + (dealt >= abs(residual[target].sum())).sum()) / 20_001
    assert permute_documents(sparse.csr_matrix(counts[:, None]), sizes, target)[0] == pytest.approx(exact, rel=0.25)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(st.integers(0, 4), min_size=3, max_size=3), min_size=10, max_size=24), st.integers(5, 9))
def test_no_p_is_nought_and_intervals_hold_their_log_ratio(rows, side):
    matrix = np.asarray(rows)
    target = np.arange(len(matrix)) < min(side, len(matrix) - 5)
    table = compare_groups(sparse.csr_matrix(matrix), matrix.sum(axis=1).astype(float), target)
    p = table["p"].dropna()
    assert ((p > 0) & (p <= 1)).all() and (table["q"].dropna() >= p - 1e-12).all()
    known = table[table["low"].notna()]
    assert (known["low"] <= known["log_ratio"]).all() and (known["log_ratio"] <= known["high"]).all()
