"""Train the weights of `corpus_analysis.text.joiners` and write them to its data folder.

    python tools/train_joiners.py fa_perdt-ud-train.txt fa_seraji-ud-train.txt

The arguments are the raw texts (one sentence a line) of the *training* parts of UD Persian-PerDT and UD Persian-Seraji; no
other part is read. Joiners are taken out of the text, or turned into spaces, and the weights learn to put them back.
"""

from __future__ import annotations

import random
import re
import sys
from collections import Counter, defaultdict
from itertools import pairwise
from pathlib import Path

import numpy as np

from corpus_analysis.text import joiner_model
from corpus_analysis.text.joiners import ZWNJ, fold

_WORD = re.compile("[\u0620-\u064a\u066e-\u06d3\u200c]+")
_LOST = "\x01"
Counts = dict[tuple, list[float]]


def count_inner(lines: list[str]) -> tuple[Counts, Counts]:
    """Return how often each (letters, gap) holds a joiner, and how often a lost space would stand there."""
    joiner: Counts = defaultdict(lambda: [0.0, 0.0])
    space: Counts = defaultdict(lambda: [0.0, 0.0])
    lone: Counter[str] = Counter()
    for line in lines:
        words = [word.strip(ZWNJ) for word in _WORD.findall(line)]
        lone.update(word for word in words if len(word) > 1)
    for word, count in lone.items():
        parts = [part for part in word.split(ZWNJ) if part]
        letters, cuts = "".join(parts), set(np.cumsum([len(part) for part in parts])[:-1])
        for gap in range(1, len(letters)):
            joiner[letters, gap][gap in cuts] += count
            space[letters, gap][0] += count
    chance = random.Random(1)
    for line in lines:
        words = _WORD.findall(line.replace(ZWNJ, ""))
        for one, two in pairwise(words):
            if chance.random() < 0.15 and f"{one} {two}" in line and len(one) > 1 and len(two) > 1:
                for gap in range(1, len(one) + len(two)):
                    space[one + two, gap][gap == len(one)] += 0.5
    return joiner, space


def count_outer(lines: list[str]) -> Counts:
    """Return how often the gap between two words was a joiner, in text that lost its joiners to spaces, or in several ways."""
    pairs: Counts = defaultdict(lambda: [0.0, 0.0])
    chance = random.Random(2)
    ways = (lambda hit: _LOST, lambda hit: chance.choices(["", _LOST, ZWNJ], [0.7, 0.2, 0.1])[0])
    for line in lines:
        for way in ways:
            text = re.sub(ZWNJ, way, line)
            hits = list(_WORD.finditer(text))
            for one, two in pairwise(hits):
                between = text[one.end() : two.start()]
                if between in (" ", _LOST):
                    pairs[one.group(), two.group()][between == _LOST] += 1
    return pairs


def fit(features: np.ndarray, counts: np.ndarray, strength: float, power: float) -> tuple[np.ndarray, float]:
    """Fit a logistic regression; a case seen n times weighs ``n ** power``."""
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    weight = counts * (counts.sum(axis=1) ** (power - 1))[:, None]
    row, label = np.nonzero(weight)
    cells = features[row]
    offsets = np.arange(0, cells.size + 1, cells.shape[1])
    matrix = csr_matrix((np.ones(cells.size, dtype=np.float32), cells.ravel(), offsets), shape=(len(row), 1 << joiner_model.BITS))
    model = LogisticRegression(C=strength, max_iter=200).fit(matrix, label, sample_weight=weight[row, label])
    return model.coef_[0], float(model.intercept_[0])


def fit_inner(cases: Counts, strength: float, power: float) -> tuple[np.ndarray, float]:
    """Fit the weights of gaps inside words."""
    words = sorted({letters for letters, _ in cases})
    number = {letters: at for at, letters in enumerate(words)}
    owner = np.array([number[letters] for letters, _ in cases])
    gap = np.array([at for _, at in cases])
    return fit(joiner_model.inner_features(words, owner, gap), np.array(list(cases.values())), strength, power)


def fit_outer(cases: Counts, strength: float, power: float) -> tuple[np.ndarray, float]:
    """Fit the weights of gaps between words."""
    words = sorted({word for pair in cases for word in pair})
    number = {word: at for at, word in enumerate(words)}
    first, second = (np.array([number[pair[side]] for pair in cases]) for side in (0, 1))
    gaps = joiner_model.OuterGaps(words)
    features = np.hstack([gaps.before[first], gaps.after[second], gaps.pairs(first, second)])
    return fit(features, np.array(list(cases.values())), strength, power)


def main(paths: list[str]) -> None:
    """Train on the files and write the weights."""
    lines = [fold(line) for path in paths for line in Path(path).read_text(encoding="utf-8").splitlines()]
    joiner, space = count_inner(lines)
    fitted = {"inner": fit_inner(joiner, 0.5, 0.35), "outer": fit_outer(count_outer(lines), 0.7, 0.5), "space": fit_inner(space, 0.3, 0.35)}
    scale = np.array([np.abs(weights).max() / 127 for weights, _ in fitted.values()], dtype=np.float32)
    stored = {name: np.round(weights / step).astype(np.int8) for (name, (weights, _)), step in zip(fitted.items(), scale, strict=True)}
    bias = np.array([bias for _, bias in fitted.values()], dtype=np.float32)
    np.savez_compressed(joiner_model.MODEL, scale=scale, bias=bias, **stored)


if __name__ == "__main__":
    main(sys.argv[1:])
