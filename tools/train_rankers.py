"""Fit the weights that choose between ways to split an Arabic word, and between lemmas; write them to the lexicons.

    CORPUS_ANALYSIS_DEVDATA=... python tools/train_rankers.py clitics lemmas_ar lemmas_fa

Reads the development splits of UD Arabic-PUD, Persian-PerDT and Persian-Seraji (CC BY-SA), nothing else, and prints accuracy
by ten-fold cross-validation over sentences (what to expect on new text) and on the fitted data itself.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from corpus_analysis.lexicon import LEXICONS
from corpus_analysis.text import clitics, lemmas
from evaluation import DEVDATA, read_jsonl

FOLDS, BLOCK = 10, 5
_RUN = re.compile("[\u0621-\u065f\u0670-\u06d3]+")
_MARKS = re.compile("[\u064b-\u065f\u0670\u0640]")
Case = tuple[int, str, frozenset[int]]


class Ranker:
    """A conditional logit over the candidates of each word: evidence is named, every name has one weight."""

    def __init__(self, evidence: dict[str, list[dict[str, float]]]) -> None:
        self.names = {name: at for at, name in enumerate(sorted({n for found in evidence.values() for one in found for n in one}))}
        self.tables = {word: np.array([[one.get(n, 0.0) for n in self.names] for one in found]) for word, found in evidence.items()}

    def fit(self, cases: list[Case], penalty: float) -> np.ndarray:
        """Return the weights that make the right candidates most likely; a word seen n times weighs ``n ** 0.6``."""
        counts = Counter((word, right) for _, word, right in cases if right and len(self.tables[word]) > 1)
        tables = [self.tables[word] for word, _ in counts]
        sizes = np.array([len(table) for table in tables])
        first = np.cumsum(sizes) - sizes
        matrix = np.concatenate(tables)
        gold = np.zeros(len(matrix), dtype=bool)
        for start, (_, right) in zip(first, counts, strict=True):
            gold[[start + at for at in right]] = True
        weight = np.array(list(counts.values()), dtype=float) ** 0.6

        def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
            score = matrix @ w
            top = np.repeat(np.maximum.reduceat(score, first), sizes)
            likely = np.exp(score - top)
            total, right = np.add.reduceat(likely, first), np.add.reduceat(likely * gold, first)
            pull = likely * np.repeat(weight / total, sizes) - likely * gold * np.repeat(weight / right, sizes)
            return float(-(weight * np.log(right / total)).sum() + penalty * w @ w / 2), matrix.T @ pull + penalty * w

        return minimize(loss, np.zeros(len(self.names)), jac=True, method="L-BFGS-B", options={"maxiter": 500}).x

    def best(self, weights: np.ndarray, word: str) -> int:
        """Return the candidate the weights choose."""
        return int(np.argmax(self.tables[word] @ weights))


def evaluate(
    name: str, evidence: dict, cases: list[Case], penalty: float, score: Callable[[Callable, list[Case]], float]
) -> dict[str, float]:
    """Print accuracy by folds and fitted; return the weights fitted to everything."""
    ranker, answers = Ranker(evidence), {}
    for fold in range(FOLDS):
        weights = ranker.fit([case for case in cases if case[0] // BLOCK % FOLDS != fold], penalty)
        answers |= {at: ranker.best(weights, case[1]) for at, case in enumerate(cases) if case[0] // BLOCK % FOLDS == fold}
    weights = ranker.fit(cases, penalty)
    folds, fitted = score(lambda at, _: answers[at], cases), score(lambda _, case: ranker.best(weights, case[1]), cases)
    print(f"{name}: {folds:.2f} by folds, {fitted:.2f} fitted, {len(cases)} words, {len(ranker.names)} kinds of evidence")
    return {key: round(float(weights[at]), 2) for key, at in ranker.names.items() if abs(weights[at]) >= 0.005}


def arabic_words() -> Iterator[tuple[int, str, list[str]]]:
    """Yield for every Arabic word of PUD: the sentence, the word and its parts, without vowel marks."""
    for number, row in enumerate(read_jsonl(DEVDATA / "data" / "ar_pud_dev.jsonl")):
        edges = {at for word in row["words"] for at in word[3:5]}
        for hit in _RUN.finditer(row["text"]):
            inner = [at for at in range(hit.start() + 1, hit.end()) if at in edges]
            cuts = [hit.start(), *inner, hit.end()]
            parts = [_MARKS.sub("", row["text"][a:b]) for a, b in zip(cuts, cuts[1:], strict=False)]
            yield number, "".join(parts), [part for part in parts if part]


def train_clitics() -> dict[str, float]:
    """Fit the weights of Arabic clitics; the score is F1 over the parts of Arabic words."""
    evidence, cases, spans = {}, [], []
    for number, word, parts in arabic_words():
        if word in clitics._lists()["fixed"] or len(word) < 2:
            continue
        found = list(clitics.ways(word))
        evidence.setdefault(word, [clitics.describe(way, word) for way in found])
        cases.append((number, word, frozenset(at for at, way in enumerate(found) if [p for p in way if p] == parts)))
        spans.append(_spans(parts))

    def score(choose: Callable, cases: list[Case]) -> float:
        right = found = expected = 0
        for at, case in enumerate(cases):
            mine = _spans([part for part in list(clitics.ways(case[1]))[choose(at, case)] if part])
            right, found, expected = right + len(mine & spans[at]), found + len(mine), expected + len(spans[at])
        return 200 * right / (found + expected)

    return evaluate("clitics", evidence, cases, 0.2, score)


def _spans(parts: list[str]) -> set[tuple[int, int]]:
    ends = np.cumsum([len(part) for part in parts]).tolist()
    return {(end - len(part), end) for end, part in zip(ends, parts, strict=True)}


def write_weights(path: Path, key: str, weights: dict[str, float]) -> None:
    """Replace what stands after ``key:`` at the end of a lexicon."""
    text = path.read_text(encoding="utf-8")
    head = text[: text.index(f"\n{key}:") + 1]
    tail = re.search(r"\n(?=#)", text[len(head) :])
    lines = "".join(f"  {name!r}: {weights[name]}\n".replace("'", '"') for name in sorted(weights))
    path.write_text(head + f"{key}:\n{lines}" + (text[len(head) :][tail.start() :] if tail else ""), encoding="utf-8")


def main(tasks: list[str]) -> None:
    """Fit what is asked for."""
    if "clitics" in tasks:
        write_weights(LEXICONS / "clitics.yaml", "weights", train_clitics())


if __name__ == "__main__":
    main(sys.argv[1:])
