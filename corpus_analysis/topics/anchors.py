"""Anchored topics: a few seed words a topic in three languages, and the texts that are closest to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from ..lexicon import LexiconError, read_yaml
from .encoder import encode
from .links import choose_method
from .vectors import spelling_vectors, unit_rows

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
    """Give each text the topic whose seed words it is closest to.

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
    score = anchor_scores(texts, languages, anchors, choose_method(method))
    two = np.sort(score, axis=1)[:, -2:]
    lead = two[:, -1] - two[:, 0] if len(names) > 1 else two[:, -1]
    return [names[row.argmax()] if row.max() > 0 else None for row in score], lead


def anchor_scores(texts: Sequence[str], languages: Sequence[str], anchors: Anchors, method: str) -> np.ndarray:
    """Return the closeness of every text (rows) to every topic (columns), language by language."""
    tags, names = np.asarray(languages, dtype=object), list(anchors)
    score = np.zeros((len(texts), len(names)))
    for language in sorted(set(languages)):
        here = np.flatnonzero(tags == language).tolist()
        chosen = [texts[at] for at in here]
        seeds = [list(anchors[name].get(language, [])) for name in names]
        if method == "meaning":
            score[here] = _by_meaning(chosen, anchors)
        else:
            phrases = [" ".join(words) for words in seeds]
            both = spelling_vectors([*chosen, *phrases], [language] * (len(chosen) + len(phrases)))
            score[here] = (both[: len(chosen)] @ both[len(chosen) :].T).toarray()
    return score


def _by_meaning(texts: Sequence[str], anchors: Anchors) -> np.ndarray:
    """Compare with the mean seed vector of each topic; what all topics of a language have in common is taken away first."""
    names = list(anchors)
    languages = sorted({language for seeds in anchors.values() for language in seeds})
    parts = []
    for language in languages:
        vectors = encode([", ".join(anchors[name].get(language, [])) for name in names]).astype(float)
        spoken = np.linalg.norm(vectors, axis=1, keepdims=True) > 0
        parts.append((vectors - vectors[spoken.ravel()].mean(axis=0)) * spoken)
    topic = unit_rows(np.sum(parts, axis=0))
    vectors = encode(texts).astype(float)
    return unit_rows(vectors - vectors.mean(axis=0) if len(vectors) >= 20 else vectors) @ topic.T
