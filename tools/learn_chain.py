"""Learn the weights of `corpus_analysis.loading.chain` and write them to ``lexicons/chain.json``.

    python tools/learn_chain.py FOLDER=2 FOLDER=0.3 ...

Each folder holds, for each page, ``NAME.txt`` (all that the page shows) and ``NAME.gold`` (the article's own text), as
`tools/dump_pages.py` writes them; the number is how much its pages count. What is learned from must not be what is measured: the
weights that are stored were learned from the halves that `tools/dump_pages.py` calls read, of

- scrapinghub/article-extraction-benchmark and the English pages of flairNLP/fundus (2 each), its other pages (0.5),
- the articles of the development part of the Web Content eXtraction Benchmark (CC BY 4.0; 0.2),
- the pages of MSVCode/ir-research-data and the English pages of the DAnIEL corpus in rundimeco/waddle (0.5 each),
- Persian pages of one broadcaster, two Arabic ones (0.5, 1), and pages made of those of the first line, with Arabic and Persian
  articles, headlines and menus in the place of the English ones (0.5).

Learning is that of a conditional random field with a margin: a path that gets more characters wrong has to lie further behind the
right one (Gimpel & Smith, Softmax-margin CRFs, 2010).
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from corpus_analysis.lexicon import LEXICONS
from corpus_analysis.loading import roles
from corpus_analysis.loading.chain import FIRST, LAST, STATES, STEPS, describe_lines
from corpus_analysis.loading.lines import Block
from corpus_analysis.loading.rules import Rules, load_rules
from corpus_analysis.loading.segments import segment_text

ARTICLE = STATES.index("article")
MARGIN, REGULAR, ROUNDS = 5.0, 2.0, 110
SELDOM, MOST_LINES, MOST_CHARS, LEAST_CHARS = 5, 500, 1500, 200
RUN = 4  # words in a row by which a line is found in the article
NEVER = -1e4


@dataclass
class Page:
    features: list[Counter[str]]
    states: np.ndarray
    chars: np.ndarray  # share of the article that each line is as long as
    weight: float


def read_pages(folder: Path, weight: float) -> list[Page]:
    """Read pages with their articles; pages on which the chain is never asked, and very long ones, teach nothing."""
    pages = []
    for path in sorted(folder.glob("*.txt")):
        gold = path.with_suffix(".gold").read_text(encoding="utf-8")
        met: list[tuple[list[Block], list[str]]] = []

        def keep(blocks: list[Block], told: list[str], rules: Rules, met: list = met) -> None:
            met.append(([*blocks], told))

        roles.look_again = keep  # the roles as the rules leave them
        segment_text(path.read_text(encoding="utf-8"), load_rules())
        if not met or not gold.strip() or len(met[0][0]) > MOST_LINES:
            continue
        blocks, told = met[0]
        inside = find_article([block.text for block in blocks], gold)
        lengths = np.array([min(len(block.text), MOST_CHARS) for block in blocks], float)
        described = [Counter(names) for names in describe_lines(blocks, told, load_rules())]
        pages.append(Page(described, to_states(inside), lengths / max(LEAST_CHARS, lengths[inside].sum()), weight))
    return pages


def find_article(lines: list[str], gold: str) -> np.ndarray:
    """Tell of each line whether the article holds more than half of it."""
    known = set(_runs(gold))
    short = {" ".join(_words(line)) for line in gold.split("\n")}
    held = []
    for line in lines:
        words = _words(line)
        if len(words) < RUN:
            held.append(bool(words) and " ".join(words) in short)
            continue
        runs = Counter(_runs(line))
        held.append(sum(size(run) * n for run, n in runs.items() if run in known) > 0.5 * sum(size(run) * n for run, n in runs.items()))
    return np.array(held, bool)


def size(run: tuple[str, ...]) -> int:
    return sum(map(len, run))


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower().replace("\u200c", ""))


def _runs(text: str) -> list[tuple[str, ...]]:
    words = _words(text)
    return [tuple(words[at : at + RUN]) for at in range(max(1, len(words) - RUN + 1))]


def to_states(inside: np.ndarray) -> np.ndarray:
    places = np.flatnonzero(inside)
    if not len(places):
        return np.zeros(len(inside), np.int64)
    states = np.where(inside, ARTICLE, ARTICLE + 1)
    states[: places[0]], states[places[-1] + 1 :] = 0, len(STATES) - 1
    return states


def _sum_exp(values: np.ndarray, axis: int) -> np.ndarray:
    most = values.max(axis=axis, keepdims=True)
    return (most + np.log(np.exp(values - most).sum(axis=axis, keepdims=True))).squeeze(axis)


def learn(pages: list[Page]) -> tuple[list[str], np.ndarray, np.ndarray]:
    """Return the names of the features, their weights, and the weights of the steps; all pages go forwards and backwards together."""
    pages = sorted(pages, key=lambda page: -len(page.states))
    counted = Counter(name for page in pages for features in page.features for name in features)
    names = sorted(name for name, count in counted.items() if count >= SELDOM)
    place = {name: at for at, name in enumerate(names)}
    cells = [
        (row, place[name], count)
        for row, features in enumerate(features for page in pages for features in page.features)
        for name, count in features.items()
        if name in place
    ]
    lengths = np.array([len(page.states) for page in pages])
    states, n = np.concatenate([page.states for page in pages]), len(STATES)
    rows, columns, values = map(np.array, zip(*cells, strict=True))
    table = csr_matrix((values.astype(float), (rows, columns)), shape=(len(states), len(names)))
    turned = table.T.tocsr()
    begins = np.concatenate([[0], np.cumsum(lengths)[:-1]])
    at_step = [begins[: int((lengths > step).sum())] + step for step in range(lengths[0])]
    weight = np.array([page.weight for page in pages])
    of_line = np.repeat(weight, lengths)
    right = np.eye(n)[states]
    wrong = (right[:, [ARTICLE]] != np.eye(n)[ARTICLE]) * np.concatenate([page.chars for page in pages])[:, None] * MARGIN
    later = np.ones(len(states), bool)
    later[begins] = False
    steps = np.zeros((n, n))
    np.add.at(steps, (states[:-1][later[1:]], states[1:][later[1:]]), of_line[1:][later[1:]])
    allowed = np.zeros((n, n), bool)
    allowed[tuple(np.array(STEPS).T)] = True
    first, last = (np.where(np.isin(np.arange(n), some), 0.0, NEVER) for some in (FIRST, LAST))

    def loss(parameters: np.ndarray) -> tuple[float, np.ndarray]:
        weights, moves = parameters[: -n * n].reshape(-1, n), np.where(allowed, parameters[-n * n :].reshape(n, n), NEVER)
        scores = table @ weights
        fits = scores + wrong
        before, after = np.zeros_like(fits), np.zeros_like(fits)
        before[at_step[0]] = fits[at_step[0]] + first
        for here, next_ in pairwise(at_step):
            before[next_] = fits[next_] + _sum_exp(before[here[: len(next_)]][:, :, None] + moves, 1)
        total = _sum_exp(before[begins + lengths - 1] + last, 1)
        expected = np.zeros((n, n))
        after[at_step[-1]] = last
        for here, next_ in zip(at_step[-2::-1], at_step[:0:-1], strict=True):
            beyond = moves + (fits[next_] + after[next_])[:, None, :]
            after[here[: len(next_)]], after[here[len(next_) :]] = _sum_exp(beyond, 2), last
            likely = np.exp(before[here[: len(next_)]][:, :, None] + beyond - total[: len(next_), None, None])
            expected += (likely * weight[: len(next_), None, None]).sum(0)
        chances = np.exp(before + after - np.repeat(total, lengths)[:, None])
        value = weight @ total - (of_line * (scores * right).sum(1)).sum() - (steps * np.where(allowed, moves, 0)).sum()
        slope = [(turned @ ((chances - right) * of_line[:, None])).ravel(), np.where(allowed, expected - steps, 0).ravel()]
        return value + REGULAR / 2 * (parameters @ parameters), np.concatenate(slope) + REGULAR * parameters

    found = minimize(loss, np.zeros(len(names) * n + n * n), jac=True, method="L-BFGS-B", options={"maxiter": ROUNDS}).x
    return names, found[: -n * n].reshape(-1, n), found[-n * n :].reshape(n, n)


def write(names: list[str], weights: np.ndarray, moves: np.ndarray) -> None:
    """Write the weights with two digits; a feature that says the same of all states, to these digits, is left out."""
    rounded = np.round(weights - weights.mean(axis=1, keepdims=True), 2)
    lines = [
        f"{json.dumps(name, ensure_ascii=False)}: {json.dumps(row)}"
        for name, row in zip(names, rounded.tolist(), strict=True)
        if any(abs(value) >= 0.05 for value in row)
    ]
    steps = json.dumps([round(float(moves[step]), 2) for step in STEPS])
    text = f'{{"steps": {steps},\n"features": {{\n' + ",\n".join(lines) + "\n}}\n"
    (LEXICONS / "chain.json").write_text(text, encoding="utf-8")


def main() -> None:
    pages: list[Page] = []
    for argument in sys.argv[1:]:
        folder, _, weight = argument.partition("=")
        pages += read_pages(Path(folder), float(weight or 1))
    write(*learn(pages))


if __name__ == "__main__":
    main()
