"""How often topics are claimed where there are none, where there are some, and where there are too few texts to tell.

A shuffled corpus keeps the words of each language and loses what its texts are about: by spelling every word is dealt out anew among
the texts; by meaning it is pieces of five words, so that a piece is read once and not once a corpus (a text has the mean of the
vectors of its pieces, as it has, nearly, of its words).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from . import SEEDS, Row

LANGUAGES = ("ar", "fa", "en")
SIZE, FEW, PIECE, PIECES = 110, (1, 2, 3, 5, 49), 5, 4
Corpus = tuple[list[str], list[str]]  # texts, languages


def rows(items: list[dict] | None, method: str, runs: int, variable: str) -> Iterator[Row]:
    """Yield claims in shuffled corpora and in a tenth as many with planted topics; *variable* sets the runs."""
    from corpus_analysis.topics.encoder import encode

    data = "SIB-200 dev, its words"
    if items is None:
        yield Row("topics", f"topics claimed in shuffled texts, {method}", data, None, "development data absent", "<= .05")
        return
    deal, plant = (_deal_words, _plant_topics) if method == "spelling" else (_deal_pieces, _plant_pieces)
    if method == "meaning":
        for language in LANGUAGES:
            pieces = _cut(items, language)
            encode(pieces, [language] * len(pieces))
    false = sum(_claims_topics(deal, items, seed, method) for seed in range(runs))
    counts = f"{false}/{runs} ({variable}=200 for all)"
    yield Row("topics", f"topics claimed in shuffled texts, {method}", data, false / runs, counts, "<= .05")
    planted = max(1, runs // 10)
    found = sum(_claims_topics(plant, items, seed, method) for seed in range(planted))
    yield Row("topics", f"topics claimed where four are planted, {method}", data, found / planted, f"{found}/{planted}", ">= .90")


def _claims_topics(make: Callable[[list[dict], np.random.Generator], Corpus], items: list[dict], seed: int, method: str) -> bool:
    """Whether `topics` would claim any; the costly half of its check is left out where the other half has refused already."""
    from corpus_analysis.topics.encoder import KNOWN
    from corpus_analysis.topics.model import CURVE
    from corpus_analysis.topics.space import map_texts
    from corpus_analysis.topics.stability import SURE, choose_k, compare_halves, stability_curve

    before = dict(KNOWN)
    texts, languages = make(items, np.random.default_rng(seed))
    claimed = False
    if compare_halves(texts, languages, CURVE, method, seed)["p_halves"].min() <= SURE:
        vectors = map_texts(texts, languages, method)
        claimed = choose_k(stability_curve(vectors, texts, languages, CURVE, method, seed)) is not None
    KNOWN.clear()  # the vectors of made-up texts are not worth their room
    KNOWN.update(before)
    return claimed


def _deal_words(items: list[dict], rng: np.random.Generator) -> Corpus:
    texts: list[str] = []
    for language in LANGUAGES:
        words = [items[at][language].split() for at in rng.choice(len(items), SIZE, replace=False)]
        dealt = iter(rng.permutation([word for text in words for word in text]).tolist())
        texts += [" ".join(next(dealt) for _ in text) for text in words]
    return texts, [language for language in LANGUAGES for _ in range(SIZE)]


def _plant_topics(items: list[dict], rng: np.random.Generator, count: int = 4) -> Corpus:
    """Texts of 20 words of one language: every third word is one of the 40 of its topic, the others are dealt out to all."""
    language = str(rng.choice(LANGUAGES))
    common = [word for item in items for word in item[language].split()]
    own = np.array_split(rng.choice(sorted(set(common)), 40 * count, replace=False), count)
    texts = [
        " ".join(str(rng.choice(own[number % count] if place % 3 == 0 else common)) for place in rng.permutation(20))
        for number in range(3 * SIZE)
    ]
    return texts, [language] * len(texts)


def _deal_pieces(items: list[dict], rng: np.random.Generator) -> Corpus:
    texts = [text for language in LANGUAGES for text in _join_pieces(_cut(items, language), language, SIZE, rng)]
    return texts, [language for language in LANGUAGES for _ in range(SIZE)]


def _plant_pieces(items: list[dict], rng: np.random.Generator, count: int = 4) -> Corpus:
    """Texts of one language: each of pieces from texts with one of four labels."""
    language = str(rng.choice(LANGUAGES))
    labels = rng.permutation(sorted({item["label"] for item in items}))[:count]
    size = 3 * SIZE // count
    made = [_join_pieces(_cut([i for i in items if i["label"] == label], language), language, size, rng) for label in labels]
    texts = [text for part in made for text in part]
    return texts, [language] * len(texts)


def _cut(items: list[dict], language: str) -> list[str]:
    words = (item[language].split() for item in items)
    return [" ".join(text[at : at + PIECE]) for text in words for at in range(0, len(text) - PIECE + 1, PIECE)]


def _join_pieces(pieces: list[str], language: str, size: int, rng: np.random.Generator) -> list[str]:
    """Return *size* texts of four pieces drawn at random, no piece twice while they last; their halves' and their own vectors are kept."""
    from corpus_analysis.topics.encoder import encode, remember
    from corpus_analysis.topics.vectors import unit_rows

    drawn = np.concatenate([rng.permutation(len(pieces)) for _ in range(1 + PIECES * size // len(pieces))])[: PIECES * size]
    read = encode([pieces[at] for at in drawn], [language] * len(drawn)).reshape(size, 2, PIECES // 2, -1)
    halves = np.array([" ".join(pieces[at] for at in pair) for pair in drawn.reshape(-1, PIECES // 2)]).reshape(size, 2)
    texts = [" ".join(pair) for pair in halves.tolist()]
    remember(halves.ravel().tolist(), [language] * halves.size, unit_rows(read.mean(axis=2).reshape(halves.size, -1)))
    remember(texts, [language] * size, unit_rows(read.mean(axis=(1, 2))))
    return texts


def few_documents(items: list[dict] | None) -> Iterator[Row]:
    """Yield whether few documents get a refusal, and no crash; beyond the seeds their texts are planted ones."""
    import pandas as pd

    from corpus_analysis import load_corpus
    from corpus_analysis.topics import topics

    names = sorted(SEEDS.glob("*.txt"))
    right, tried = 0, 0
    for count in FEW:
        corpus: Any = load_corpus(names[:count])
        if count > len(names):
            if not items:
                continue
            texts, languages = _plant_topics(items, np.random.default_rng(count))
            with TemporaryDirectory() as folder:
                table = pd.DataFrame({"text": texts[:count], "language": languages[:count]})
                table.to_json(f"{folder}/t.jsonl", orient="records", lines=True)
                corpus = load_corpus(f"{folder}/t.jsonl")
        found = topics(corpus, method="spelling")
        tried += 1
        right += found.kind != "clusters" and found.k is None and "too few" in found.verdict
    counts = f"{right}/{tried} of {', '.join(map(str, FEW))} documents"
    yield Row("topics", "few documents refused, and no crash", "seeds, planted", right / tried, counts, "1")
