"""Fit the weights that choose between ways to split an Arabic word, and between lemmas; write them to the lexicons.

    CORPUS_ANALYSIS_DEVDATA=... python tools/train_rankers.py clitics lemmas_ar lemmas_fa

Reads the development splits of UD Arabic-PUD, Persian-PerDT and Persian-Seraji (CC BY-SA), nothing else, and prints accuracy
by five-fold cross-validation over sentences (what to expect on new text) and on the fitted data itself.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix, vstack

from corpus_analysis.lexicon import LEXICONS
from corpus_analysis.text import clitics, lemmas
from evaluation import DEVDATA, read_jsonl

FOLDS, BLOCK = 5, 5
_RUN = re.compile("[\u0621-\u065f\u0670-\u06d3]+")
_MARKS = re.compile("[\u064b-\u065f\u0670\u0640]")
Case = tuple[int, str, frozenset[int]]


class Ranker:
    """A conditional logit over the candidates of each word: evidence is named, every name has one weight."""

    def __init__(self, evidence: dict[str, list[dict[str, float]]]) -> None:
        self.names = {name: at for at, name in enumerate(sorted({n for found in evidence.values() for one in found for n in one}))}
        self.tables = {word: self._table(found) for word, found in evidence.items()}

    def _table(self, found: list[dict[str, float]]) -> csr_matrix:
        cells = [(row, self.names[name], strength) for row, one in enumerate(found) for name, strength in one.items()]
        rows, columns, values = zip(*cells, strict=True)
        return csr_matrix((values, (rows, columns)), shape=(len(found), len(self.names)))

    def fit(self, cases: list[Case], penalty: float) -> np.ndarray:
        """Return the weights that make the right candidates most likely; a word seen n times weighs ``n ** 0.6``."""
        counts = Counter((word, right) for _, word, right in cases if right and self.tables[word].shape[0] > 1)
        tables = [self.tables[word] for word, _ in counts]
        sizes = np.array([table.shape[0] for table in tables])
        first = np.cumsum(sizes) - sizes
        matrix = vstack(tables, format="csr")
        turned = matrix.T.tocsr()
        gold = np.zeros(matrix.shape[0], dtype=bool)
        for start, (_, right) in zip(first, counts, strict=True):
            gold[[start + at for at in right]] = True
        weight = np.array(list(counts.values()), dtype=float) ** 0.6

        def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
            score = matrix @ w
            top = np.repeat(np.maximum.reduceat(score, first), sizes)
            likely = np.exp(score - top)
            total, right = np.add.reduceat(likely, first), np.add.reduceat(likely * gold, first)
            pull = likely * np.repeat(weight / total, sizes) - likely * gold * np.repeat(weight / right, sizes)
            return float(-(weight * np.log(right / total)).sum() + penalty * w @ w / 2), turned @ pull + penalty * w

        return minimize(loss, np.zeros(len(self.names)), jac=True, method="L-BFGS-B", options={"maxiter": 150}).x

    def best(self, weights: np.ndarray, word: str) -> int:
        """Return the candidate the weights choose."""
        return int(np.argmax(self.tables[word] @ weights))


def evaluate(
    name: str, evidence: dict, cases: list[Case], penalty: float, score: Callable[[Callable, list[Case]], float]
) -> dict[str, float]:
    """Print accuracy by folds and fitted; return the weights fitted to everything."""
    answers: dict[int, int] = {}
    ranker = Ranker(evidence)
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
            parts = [_MARKS.sub("", row["text"][a:b]) for a, b in pairwise(cuts)]
            yield number, "".join(parts), [part for part in parts if part]


def train_clitics() -> dict[str, float]:
    """Fit the weights of Arabic clitics; the score is F1 over the parts of Arabic words."""
    evidence: dict[str, list[dict[str, float]]] = {}
    cases, spans = [], []
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


def fold_lemma(lemma: str, language: str) -> str:
    """Return a lemma as the comparison sees it: no vowel marks, no joiner, one form for each family of letters."""
    lemma = _MARKS.sub("", lemma.split("#")[0]).replace("ي", "ی").replace("ك", "ک").replace("ۀ", "ه").strip("\u200c")
    return re.sub("[أإآٱ]", "ا", lemma).replace("ى", "ی").replace("ة", "ه") if language == "ar" else lemma


def lemma_words(language: str) -> Iterator[tuple[int, str, str]]:
    """Yield the words whose lemma is asked for: sentence, word, lemma. Of an Arabic word with clitics, its one word of content."""
    number = 0
    for name in {"fa": ("fa_perdt", "fa_seraji"), "ar": ("ar_pud",)}[language]:
        for row in read_jsonl(DEVDATA / "data" / f"{name}_dev.jsonl"):
            number += 1
            groups: list[list] = []
            for word in row["words"]:
                attached = language == "ar" and groups and groups[-1][-1][4] == word[3] and _RUN.fullmatch(groups[-1][-1][0] + word[0])
                groups[-1].append(word) if attached else groups.append([word])
            wanted = {"NOUN", "VERB", "ADJ", "PROPN"} | ({"ADV", "AUX"} if language == "fa" else set())
            for group in groups:
                content = [word for word in group if word[2] in wanted and word[1] not in ("_", "") and not (language == "fa" and word[5])]
                if len(content) == 1:
                    surface = row["text"][group[0][3] : group[-1][4]] if language == "ar" else content[0][0]
                    yield number, _MARKS.sub("", surface), content[0][1]


def train_lemmas(language: str) -> dict[str, float]:
    """Fit the weights of lemmas; the score is the share of words whose lemma is right, over all words asked for."""
    evidence: dict[str, list[dict[str, float]]] = {}
    cases = []
    for number, word, gold in lemma_words(language):
        if len(word) < 2 or not "\u0620" <= word[0] <= "\u06d3":
            continue
        proposed = lemmas.candidates(word, language)
        evidence.setdefault(word, list(proposed.values()))
        wanted = fold_lemma(gold, language)
        cases.append((number, word, frozenset(at for at, lemma in enumerate(proposed) if fold_lemma(lemma, language) == wanted)))
    print(f"lemmas_{language}: a right lemma is proposed for {100 * np.mean([bool(case[2]) for case in cases]):.2f} % of words")

    def score(choose: Callable, cases: list[Case]) -> float:
        return 100 * float(np.mean([choose(at, case) in case[2] for at, case in enumerate(cases)]))

    return evaluate(f"lemmas_{language}", evidence, cases, 0.5, score)


def write_weights(path: Path, key: str, weights: dict[str, float]) -> None:
    """Replace what stands after ``key:`` at the end of a lexicon."""
    text = path.read_text(encoding="utf-8")
    head = text[: text.index(f"\n{key}:") + 1]
    tail = re.search(r"\n(?=[#a-z])", text[len(head) :])
    lines = "".join(f"  {name!r}: {weights[name]}\n".replace("'", '"') for name in sorted(weights))
    path.write_text(head + f"{key}:\n{lines}" + (text[len(head) :][tail.start() :] if tail else ""), encoding="utf-8")


def main(tasks: list[str]) -> None:
    """Fit what is asked for."""
    if "clitics" in tasks:
        write_weights(LEXICONS / "clitics.yaml", "weights", train_clitics())
    for language, key in (("fa", "persian"), ("ar", "arabic")):
        if f"lemmas_{language}" in tasks:
            write_weights(LEXICONS / "lemmas.yaml", key, train_lemmas(language))


if __name__ == "__main__":
    main(sys.argv[1:])
