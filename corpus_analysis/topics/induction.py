"""A word list between two languages, learned from the very texts that are being linked.

Texts that are surely linked (each is the other's best, by names, numbers and shared spelling) are taken as translations of each
other; words that keep turning up on both sides become a word list; with it more texts can be linked, and so on. No model, no
dictionary. Word association: Dice's coefficient, discounted by one pair (Melamed 2000, "Models of translational equivalence").
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from scipy import sparse

from ..text.normalize import match_form
from .similarity import Parts, Product, Survey, survey
from .vectors import rarity, stem, unit_rows

ROUNDS, FEWEST_TEXTS, FEWEST_PAIRS, WEAKEST = 4, 40, 1.6, 0.1
SHARE, HALF_AT = 3.0, 300  # a word list learned from few texts is trusted less
_LETTERS = re.compile(r"[^\W\d_]{2,}")


def learn_links(similarity: Product, words_a: sparse.csr_matrix, words_b: sparse.csr_matrix) -> Parts:
    """Return *similarity* (a x b) with the evidence of a word list learned from its own surest links beside it.

    Parameters
    ----------
    similarity : by spelling, not yet corrected for hubs.
    words_a, words_b : texts x stems, zeros and ones, see `count_stems`.
    """
    base = (1 / similarity.spread(), similarity)
    current: Parts = [base]
    rare_a, rare_b = (unit_rows(sparse.csr_matrix(words @ sparse.diags_array(rarity(words)))) for words in (words_a, words_b))
    share = SHARE * min(similarity.shape) / (min(similarity.shape) + HALF_AT)
    for _ in range(ROUNDS):
        rows, columns, sureness = surest_links(survey(current))
        if len(rows) < 2:
            return current
        evidence = Product(rare_a @ associate_words(words_a[rows], words_b[columns], sureness), rare_b)
        current = [base, (share / evidence.spread(), evidence)]
    return current


def surest_links(found: Survey) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return rows, columns and sureness (0 to 1, by the lead over the best rival) of pairs that are each other's best."""
    rows = np.flatnonzero(found.best_down[found.best] == np.arange(len(found.best)))
    lead = found.height[rows] - found.rival[rows]
    return rows, found.best[rows], np.minimum(1, lead / (np.median(lead) or 1.0)) if len(rows) else lead


def associate_words(words_a: sparse.csr_matrix, words_b: sparse.csr_matrix, sureness: np.ndarray) -> sparse.csr_matrix:
    """Return a matrix of words of a x words of b: Dice's coefficient over linked rows, where it is not down to chance."""
    weighted_a, weighted_b = (sparse.csr_matrix(sparse.diags_array(sureness) @ words) for words in (words_a, words_b))
    together = sparse.coo_matrix(weighted_a.T @ words_b)
    alone = np.asarray(weighted_a.sum(axis=0)).ravel()[together.row] + np.asarray(weighted_b.sum(axis=0)).ravel()[together.col]
    dice = 2 * np.maximum(0, together.data - 0.9) / alone
    keep = (together.data >= FEWEST_PAIRS) & (dice > WEAKEST)
    return sparse.csr_matrix((dice[keep], (together.row[keep], together.col[keep])), shape=together.shape)


def count_stems(texts: Sequence[str], language: str) -> tuple[sparse.csr_matrix, list[str]]:
    """Return which stems each text has (texts x stems, zeros and ones), and the stems."""
    vocabulary: dict[str, int] = {}
    columns: list[int] = []
    bounds = [0]
    for text in texts:
        found = {stem(form, language) for form in (match_form(hit.group(), language) for hit in _LETTERS.finditer(text)) if len(form) > 2}
        columns += [vocabulary.setdefault(word, len(vocabulary)) for word in sorted(found)]
        bounds.append(len(columns))
    shape = (len(texts), len(vocabulary))
    return sparse.csr_matrix((np.ones(len(columns)), np.asarray(columns, np.int32), bounds), shape=shape), list(vocabulary)
