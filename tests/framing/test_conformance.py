"""Published and recomputed figures that the formulas must give; the long list lies outside the repository and is read where present."""

from __future__ import annotations

import json
import math
import os
from collections import Counter
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import yaml
from marking import terms_of

from corpus_analysis.framing import measures as m
from corpus_analysis.framing.dispersion import measure_dispersion

HERE = Path(__file__).resolve().parents[2]
FOLDER = Path(os.environ.get("CORPUS_ANALYSIS_CONFORMANCE", HERE.parent / "shared" / "conformance"))
LIST = FOLDER / "keyness.json"
CASES = {case["id"]: case for case in json.loads(LIST.read_text(encoding="utf-8"))} if LIST.is_file() else {}


def two(i):
    return i["count_target"], i["count_ref"], i["n_target"], i["n_ref"]


def cells(i):
    return i["o11"], i["o12"], i["o11"] + i["o21"], i["o12"] + i["o22"]


def pair(i):
    return i["f"], i["f1"], i["f2"], i["N"]


def documents(i):
    counts = [Counter(text.split()) for text in i["docs"]]
    target, rest = counts[i["target"]], sum((c for n, c in enumerate(counts) if n != i["target"]), Counter())
    return target[i["term"]], rest[i["term"]], target.total(), rest.total()


def order(i, measure):
    a, b = Counter(i["d1"].split()), Counter(i["d2"].split())
    words = sorted(set(a) | set(b))
    scores = {w: float(measure(a[w], b[w], a.total(), b.total())) for w in words}
    return sorted(words, key=lambda w: (-round(scores[w], 10), w))


def with_p(value):
    from scipy.stats import chi2

    return [float(value), float(chi2.sf(value, 1))]


def lambda_of(tokens_of_texts, wanted):
    bigrams = [pair for text in tokens_of_texts for pair in pairwise(text)]
    n11 = sum(b == wanted for b in bigrams)
    n12 = sum(b[0] == wanted[0] and b[1] != wanted[1] for b in bigrams)
    n21 = sum(b[0] != wanted[0] and b[1] == wanted[1] for b in bigrams)
    return m.pair_lambda(n11, n12, n21, len(bigrams) - n11 - n12 - n21)


def sentences(texts):
    import re

    return [part.split() for text in texts for part in re.split(r"[.!]", text.lower()) if part.strip()]


def shares(case, name):
    v, s = case.get("v"), case.get("sizes")
    if v is None:
        v, s = [p.split().count(case["term"]) for p in case["parts"]], [len(p.split()) for p in case["parts"]]
    return measure_dispersion(v, s)[name]


def words_z(i, prior=None):
    words = sorted(set(i["counts1"]) | set(i["counts2"]))
    a, b = ([i[side].get(w, 0) for w in words] for side in ("counts1", "counts2"))
    alpha = [i["prior_counts"][w] + i["alpha_floor"] for w in words] if prior else i["alpha"]
    return dict(zip(words, m.log_odds_z(a, b, alpha), strict=True))


def tidylo(i):
    rows = i["rows[word,group,n]"]
    words, groups = sorted({r[0] for r in rows}), sorted({r[1] for r in rows})
    counts = np.zeros((len(groups), len(words)))
    for word, group, n in rows:
        counts[groups.index(group), words.index(word)] = n
    weighted = m.weighted_log_odds(counts)
    return [float(weighted[groups.index(group), words.index(word)]) for word, group, _ in rows]


def evert(formula, i):
    return np.asarray(formula(np.asarray(i["f"]), i["f1"], np.asarray(i["f2"]), i["N"]))


def lookup(i, tmp_path, across=False):
    dictionary = i["dictionary"]
    names = {key: {"label": key, "names": {"all": {"stance": "plain", "en": forms}}} for key, forms in dictionary.items()}
    data = {"version": "1", "languages": ["en"], "stances": {"plain": "plain"}, "referents": names}
    path = tmp_path / "dictionary.yaml"
    path.write_text(yaml.safe_dump(data), encoding="utf-8")
    result = []
    for text in i.get("texts", [i.get("text")]):
        terms = terms_of(text, "en", lexicon=path)
        result.append(list(terms[~terms["nested"]]["referent"] if across else terms["referent"]))
    return result


def rank_sum(i):
    from scipy.stats import rankdata

    return float(rankdata(i["x"] + i["y"])[: len(i["x"])].sum())


RIGHT = {
    "q_chi2_yates": lambda i: m.chi2(*two(i), correction="yates_if_small"),
    "q_chi2_none": lambda i: m.chi2(*two(i)),
    "q_chi2_3rows_yates": lambda i: m.chi2(*documents(i), correction="yates_if_small"),
    "q_chi2_3rows_none": lambda i: m.chi2(*documents(i)),
    "q_exact": lambda i: list(m.fisher(*two(i))),
    "q_lr_none": lambda i: with_p(m.g2(*two(i))),
    "q_lr_williams": lambda i: with_p(m.g2(*two(i), williams=True)),
    "q_pmi_a": lambda i: m.pmi_keyness(*documents({"docs": [i["d1"], i["d2"]], "target": 0, "term": i["term"]})),
    "q_order_chi2": lambda i: order(i, lambda *t: m.signed_chi2(*t, correction="yates_if_small")),
    "q_order_lr": lambda i: order(i, m.signed_g2),
    "small_2x2_uncorrected": lambda i: m.chi2(*two(i)),
    "war_expected": lambda i: list(m.expected(*two(i))),
    "war_ll": lambda i: m.log_likelihood(*two(i)),
    "war_log_ratio": lambda i: m.log_ratio(*two(i)),
    "war_simple_maths": lambda i: m.simple_maths(*two(i), k=100),
    "war_pct_diff": lambda i: m.percent_difference(*two(i)),
    "war_chi2": lambda i: m.chi2(*two(i)),
    "rayson_12000": lambda i: [m.log_likelihood(*two(i)), m.g2(*two(i))],
    "ll_10_2": lambda i: m.log_likelihood(*two(i)),
    "lr_10_2": lambda i: m.log_ratio(*two(i)),
    "log_ratio_zero_ref": lambda i: m.log_ratio(*two(i), floor=i["floor"]),
    "shard_simple_maths": lambda i: m.simple_maths(*two(i), k=1),
    "pct_diff_gabrielatos": lambda i: m.percent_difference(*two(i)),
    "odds_ratio_pojanapunya": lambda i: m.odds_ratio(*two(i)),
    "diff_coeff": lambda i: m.difference_coefficient(*two(i)),
    "dunning_llr": lambda i: m.g2(*cells(i)),
    "dunning_chi2": lambda i: m.chi2(*cells(i)),
    "pedersen_fisher": lambda i: [m.fisher(*cells(i), alternative=side)[1] for side in ("two-sided", "less", "greater")],
    "pedersen_yates": lambda i: with_p(m.chi2(*cells(i), correction="yates")),
    "kilgarriff_mwu": rank_sum,
    "nltk_t1": lambda i: m.t_score(*pair(i)),
    "nltk_t2": lambda i: m.t_score(*pair(i)),
    "nltk_chi1": lambda i: m.association_chi2(*pair(i)),
    "nltk_chi2": lambda i: m.association_chi2(*pair(i)),
    "nltk_lr1": lambda i: m.association_g2(*pair(i)),
    "nltk_lr2": lambda i: m.association_g2(*pair(i)),
    "nltk_pmi1": lambda i: m.pmi(*pair(i)),
    "nltk_pmi2": lambda i: m.pmi(*pair(i)),
    "church_pmi": lambda i: m.pmi(*pair(i)),
    "gries_deltap": lambda i: list(m.delta_p(i["o11"], i["o11"] + i["o12"], i["o11"] + i["o21"], sum(i.values()))),
    "min_sens": lambda i: m.minimum_sensitivity(i["o11"], i["o11"] + i["o12"], i["o11"] + i["o21"]),
    "npmi_bouma": lambda i: [m.normalised_pmi(a, a + b, a + c, a + b + c + d) for a, b, c, d in i["tables"]],
    "logdice_def": lambda i: [m.log_dice(*case) for case in i["cases"]],
    "q_lambda_icecream": lambda i: list(lambda_of(sentences(i["texts"]), ("good", "ice"))),
    "q_lambda_gf": lambda i: lambda_of([i["tokens"]], tuple(i["pair"]))[0],
    "evert_log_likelihood": lambda i: evert(m.association_g2, i),
    "evert_z_score": lambda i: evert(m.z_score, i),
    "evert_t_score": lambda i: evert(m.t_score, i),
    "evert_dice": lambda i: evert(m.dice, i),
    "evert_log_ratio": lambda i: evert(m.association_log_ratio, i),
    "evert_mutual_information": lambda i: evert(m.mutual_information, i),
    "evert_local_mutual_information": lambda i: evert(m.local_mutual_information, i),
    "evert_simple_ll": lambda i: evert(m.simple_log_likelihood, i),
    "evert_min_sensitivity": lambda i: evert(m.minimum_sensitivity, i),
    "evert_liddell": lambda i: evert(m.liddell, i),
    "evert_lrc": lambda i: [
        m.conservative_log_ratio(a, r1, c1 - a, n - r1, alpha=i["alpha"], tests=i["m"]) for _, a, r1, c1, n in i["rows[lemma,O11,R1,C1,N]"]
    ],
    **{f"gries_{t}": lambda i, e: {name: shares(i, name) for name in e} for t in "biqxa"},
    "carroll_d2": lambda i: shares(i, "carroll_d2"),
    "juilland_d": lambda i: shares(i, "juilland_d"),
    "rosengren_eq": lambda i: shares(i, "rosengren_s"),
    "dpnorm_lg": lambda i: [measure_dispersion(i["v"][0])["dp"], measure_dispersion(i["v"][1])["dp_norm"]],
    "tlda_dp": lambda i: [shares(i, "dp"), shares(i, "dp_norm"), shares(i, "dp_norm")],
    "monroe_uninf": lambda i: words_z(i),
    "monroe_inf": lambda i: words_z(i, prior=True),
    "monroe_symmetry": lambda i: words_z({"counts1": Counter(i["text1"].split()), "counts2": Counter(i["text2"].split()), **i}),
    "tidylo_informative": tidylo,
    "bh_1995": lambda i: [int((m.adjust_p(i["p"]) < 0.05).sum()), int((np.asarray(i["p"]) * len(i["p"]) < 0.05).sum())],
    "bh_adjusted": lambda i: list(m.adjust_p(i["p"])),
    "dict_nested_local": lambda i, folder: lookup(i, folder),
    "dict_nested_global": lambda i, folder: lookup(i, folder, across=True),
    "dict_longest": lambda i, folder: lookup(i, folder)[0],
}  # fmt: skip


@pytest.mark.skipif(not CASES, reason="the list of conformance figures is not here; CORPUS_ANALYSIS_CONFORMANCE names its folder")
@pytest.mark.parametrize("name", sorted(CASES) or ["absent"])
def test_a_listed_figure_is_met(name, tmp_path):
    case = CASES[name]
    extra = (
        (case["expected"],) if name.startswith("gries_") and "parts" in case["inputs"] else (tmp_path,) if name.startswith("dict_") else ()
    )
    assert_like(RIGHT[name](case["inputs"], *extra), case["expected"], case["tolerance"])


def assert_like(value, expected, tolerance):
    if isinstance(expected, dict):
        for key, one in expected.items():
            assert_like(value[key], one, tolerance)
    elif isinstance(expected, list) and not (expected and isinstance(expected[0], str | list)):
        assert len(value) == len(expected)
        for one, other in zip(value, expected, strict=True):
            assert_like(one, other, tolerance)
    elif isinstance(expected, int | float):
        assert math.isclose(float(value), expected, rel_tol=0, abs_tol=max(tolerance, 1e-12)), (float(value), expected)
    else:
        assert value == expected


@pytest.mark.skipif(not CASES, reason="the list of conformance figures is not here")
def test_every_listed_figure_is_asked_for():
    assert set(RIGHT) == set(CASES)


def test_dunning_1993_gives_the_ratio_of_the_full_table():
    assert m.g2(110, 2442, 110 + 111, 2442 + 29114) == pytest.approx(270.72, abs=0.01)


def test_rayson_counts_two_cells_and_dunning_four():
    assert m.log_likelihood(12000, 10000, 1e6, 1e6) == pytest.approx(182.0695, abs=1e-4)
    assert m.g2(12000, 10000, 1e6, 1e6) == pytest.approx(184.0917, abs=1e-4)


def test_benjamini_and_hochberg_1995_reject_four_of_fifteen():
    p = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528, 0.759, 1.0]
    assert (m.adjust_p(p) < 0.05).sum() == 4


def test_missing_p_values_do_not_count_as_tests():
    assert list(m.adjust_p([0.01, np.nan, 0.02])[[0, 2]]) == pytest.approx([0.02, 0.02])


def test_gries_2008_dispersion_of_equal_parts():
    spread = measure_dispersion([1, 2, 3, 4, 5], [9, 10, 10, 10, 11])
    assert (spread["dp"], spread["dp_norm"]) == (pytest.approx(0.18), pytest.approx(0.2195, abs=1e-4))


def test_what_never_occurs_has_no_dispersion():
    assert math.isnan(measure_dispersion([0, 0, 0])["dp"])
