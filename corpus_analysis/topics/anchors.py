"""Anchored topics: a few seed words a topic in three languages, and the texts that are closest to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from scipy import sparse

from ..lexicon import LexiconError, read_yaml
from .encoder import encode
from .links import choose_method
from .space import LARGE, join_nearest
from .vectors import spelling_vectors, unit_rows

FEWEST, STEPS = 20, 3  # texts from which on their neighbours are asked; how many steps away
LEAST = 1e-9  # nothing but rounding is left below
Anchors = Mapping[str, Mapping[str, Sequence[str]]]


def read_anchors(path: str | Path = "topics.yaml") -> dict[str, dict[str, list[str]]]:
    """Read a file of seed words: topic -> language -> words or phrases."""
    data = read_yaml(path)
    for topic, seeds in data.items() if isinstance(data, dict) else [("?", None)]:
        if not isinstance(seeds, dict) or not all(isinstance(words, list) and words for words in seeds.values()):
            name = Path(path).name
            raise LexiconError(f"{name}: the topic {topic!r} needs a list of seed words a language: 'ar: [نفط, غاز]'.")
    return data


def anchor_texts(
    texts: Sequence[str], languages: Sequence[str], anchors: Anchors, method: str = "auto"
) -> tuple[list[str | None], np.ndarray]:
    """Give each text the topic whose seed words it is closest to, and its neighbours with it.

    More than 5,000 texts: neighbours are looked for in random parts of up to that many, so that time grows no faster than their number.

    Returns
    -------
    names, lead : the topic of each text, None where not one of the topics has anything to say for it; and by how much it leads the
        second topic, as a cosine.

    Example
    -------
    >>> anchor_texts(["ارتفع سعر النفط"], ["ar"], {"oil": {"ar": ["نفط"]}, "war": {"ar": ["حرب"]}}, method="spelling")[0]
    ['oil']
    """
    names = list(anchors)
    if not len(texts) or not names:
        return [None] * len(texts), np.zeros(len(texts))
    method = choose_method(method)
    score = anchor_scores(texts, languages, anchors, method)
    known = np.array([any(letter.isalnum() for letter in text) for text in texts])
    if len(texts) >= FEWEST:
        mixed = np.random.default_rng(0).permutation(len(texts))
        for part in np.array_split(mixed, -(-len(texts) // LARGE)):
            some = np.sort(part).tolist()
            shared = _share_scores(score[some], [texts[at] for at in some], [languages[at] for at in some], method)
            heard = shared.max(axis=1, keepdims=True) > LEAST  # none where all texts say the same: each then speaks for itself
            score[some] = np.where(heard, shared, score[some])
    two = np.sort(score, axis=1)[:, -2:]
    lead = two[:, -1] - two[:, 0] if len(names) > 1 else two[:, -1]
    found = known & (score.max(axis=1) > 0)
    return [names[row.argmax()] if has else None for row, has in zip(score, found, strict=True)], lead


def _share_scores(score: np.ndarray, texts: Sequence[str], languages: Sequence[str], method: str) -> np.ndarray:
    """Let each text hear what its nearest texts, and theirs, are close to: a text on oil need not say the word (label propagation).

    What all texts of a language have in common is taken away first. The result is the mean of the own score and of 1, 2, 3 steps.
    """
    tags = np.asarray(languages, dtype=str)
    step = score - sum(np.outer(tags == tag, score[tags == tag].mean(axis=0)) for tag in np.unique(tags))
    graph = join_nearest(texts, languages, method)
    walk = sparse.csr_matrix(sparse.diags_array(1 / np.asarray(graph.sum(axis=1)).ravel()) @ graph)
    total = step
    for _ in range(STEPS):
        step = walk @ step
        total = total + step
    return total / (1 + STEPS)


def anchor_scores(texts: Sequence[str], languages: Sequence[str], anchors: Anchors, method: str) -> np.ndarray:
    """Return the closeness of every text (rows) to every topic (columns), language by language."""
    tags, names = np.asarray(languages, dtype=object), list(anchors)
    score = np.zeros((len(texts), len(names)))
    for language in sorted(set(languages)):
        here = np.flatnonzero(tags == language).tolist()
        chosen = [texts[at] for at in here]
        seeds = [list(anchors[name].get(language, [])) for name in names]
        if method == "meaning":
            score[here] = _by_meaning(chosen, language, anchors)
        else:
            phrases = [" ".join(words) for words in seeds]
            both = spelling_vectors([*chosen, *phrases], [language] * (len(chosen) + len(phrases)))
            score[here] = (both[: len(chosen)] @ both[len(chosen) :].T).toarray()
    return score


def _by_meaning(texts: Sequence[str], language: str, anchors: Anchors) -> np.ndarray:
    """Compare with the mean vector of each topic's seeds; what all topics of a language have in common is taken away first."""
    parts = []
    every = [(word, spoken) for seeds in anchors.values() for spoken, words in seeds.items() for word in words]
    encode([word for word, _ in every], [spoken for _, spoken in every])  # kept: one call costs little more than a topic alone does
    for spoken in sorted({tag for seeds in anchors.values() for tag in seeds}):
        vectors = [encode(seeds[spoken], [spoken] * len(seeds[spoken])).mean(axis=0) for seeds in anchors.values() if spoken in seeds]
        filled = np.zeros((len(anchors), len(vectors[0])))
        filled[[spoken in seeds for seeds in anchors.values()]] = np.asarray(vectors) - np.mean(vectors, axis=0)
        parts.append(filled)
    read = encode(texts, [language] * len(texts)).astype(float)
    return unit_rows(read - read.mean(axis=0) if len(read) >= FEWEST else read) @ unit_rows(np.sum(parts, axis=0)).T
