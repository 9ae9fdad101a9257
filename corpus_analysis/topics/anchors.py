"""Anchored topics: a few seed words a topic in three languages, and the texts that are closest to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from scipy import sparse

from ..lexicon import LexiconError, read_yaml
from .encoder import encode
from .links import choose_method
from .space import Space, split_sample
from .vectors import Speller, hide_phrases, stems, unit_rows

FEWEST, STEPS = 20, 3  # texts from which on their neighbours are asked; how many steps away
LEAST = 1e-9  # nothing but rounding is left below
Anchors = Mapping[str, Mapping[str, Sequence[str]]]


def read_anchors(path: str | Path = "topics.yaml") -> dict[str, dict[str, list[str]]]:
    """Read a file of seed words (*path*, or the name of one of the package's): topic -> language -> words or phrases.

    Raises
    ------
    LexiconError : (a ValueError) where a topic has no list of words a language.
    """
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

    More than 5,000 texts: neighbours are those in a random part of that many, so that time grows no faster than their number.

    Parameters
    ----------
    texts, languages : one language a text. anchors : as `read_anchors` returns them. method : as in `topics`.

    Returns
    -------
    names, lead : the topic of each text, None where not one of the topics has anything to say for it; and by how much it leads the
        second topic, as a cosine.

    Example
    -------
    >>> anchor_texts(["ارتفع سعر النفط"], ["ar"], {"oil": {"ar": ["نفط"]}, "war": {"ar": ["حرب"]}}, method="spelling")[0]
    ['oil']
    """
    if not len(texts) or not anchors:
        return [None] * len(texts), np.zeros(len(texts))
    chosen, *others = split_sample(len(texts))

    def take(some: np.ndarray) -> tuple[list[str], list[str]]:
        return [texts[at] for at in some], [languages[at] for at in some]

    space = Space(*take(chosen), method)
    anchored = Anchored(*take(chosen), anchors, method, space)
    names, lead = np.full(len(texts), None, dtype=object), np.zeros(len(texts))
    names[chosen], lead[chosen] = anchored.names, anchored.lead
    for some in others:
        names[some], lead[some] = anchored.name(*take(some), space.find_near(*take(some)))
    return names.tolist(), lead


class Anchored:
    """The topics of some texts (``names``, ``lead``), and by them those of others.

    A text hears what its nearest texts, and theirs, are close to: a text on oil need not say the word (label propagation). What all
    texts of a language have in common is taken away first. Counted is the mean of the own closeness and of 1, 2, 3 steps.

    Parameters
    ----------
    space : in which the texts have neighbours; fewer than 20 are not heard.
    sure : a topic that leads by less is not given.
    """

    def __init__(
        self, texts: Sequence[str], languages: Sequence[str], anchors: Anchors, method: str, space: Space | None, sure: float = -1.0
    ) -> None:
        self._sure = sure
        self._names = np.array([*anchors, None], dtype=object)
        tags = np.asarray(languages, dtype=str)
        self._scores = {
            tag: _Scores([texts[at] for at in np.flatnonzero(tags == tag).tolist()], tag, anchors, choose_method(method))
            for tag in np.unique(tags).tolist()
        }
        score = self._score(texts, tags)
        self._usual = {tag: score[tags == tag].mean(axis=0) for tag in self._scores}
        self._heard = np.zeros_like(score)
        if space is not None and len(texts) >= FEWEST:
            walk = sparse.csr_matrix(sparse.diags_array(1 / np.asarray(space.graph.sum(axis=1)).ravel()) @ space.graph)
            step = self._own(score, tags)
            for _ in range(STEPS):
                self._heard = self._heard + step
                step = walk @ step
            self.names, self.lead = self._choose(texts, score, (self._heard + step) / (1 + STEPS))
        else:
            self.names, self.lead = self._choose(texts, score, np.zeros_like(score))

    def name(self, texts: Sequence[str], languages: Sequence[str], near: sparse.csr_matrix, _: Any = None) -> tuple[np.ndarray, np.ndarray]:
        """Return the topics of other texts and by how much they lead; *near* as in `Space.find_near`."""
        tags = np.asarray(languages, dtype=str)
        score = self._score(texts, tags)
        return self._choose(texts, score, (self._own(score, tags) + near @ self._heard) / (1 + STEPS))

    def _score(self, texts: Sequence[str], tags: np.ndarray) -> np.ndarray:
        score = np.zeros((len(texts), len(self._names) - 1))
        for tag, scores in self._scores.items():
            here = np.flatnonzero(tags == tag)
            if len(here):
                score[here] = scores.read([texts[at] for at in here.tolist()])
        return score

    def _own(self, score: np.ndarray, tags: np.ndarray) -> np.ndarray:
        own = score.copy()
        for tag, usual in self._usual.items():
            own[tags == tag] -= usual
        return own

    def _choose(self, texts: Sequence[str], score: np.ndarray, shared: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        heard = shared.max(axis=1, keepdims=True) > LEAST  # none where all texts say the same: each then speaks for itself
        score = np.where(heard, shared, score)
        two = np.sort(np.pad(score, ((0, 0), (1, 0))) if score.shape[1] < 2 else score, axis=1)[:, -2:]
        known = np.array([any(letter.isalnum() for letter in text) for text in texts], dtype=bool)
        lead = two[:, -1] - two[:, 0]
        return self._names[np.where(known & (score.max(axis=1) > 0) & (lead >= self._sure), score.argmax(axis=1), -1)], lead


class _Scores:
    """The closeness of texts of one language to every topic, by spelling or by meaning; words inside a proper name do not count."""

    def __init__(self, texts: Sequence[str], language: str, anchors: Anchors, method: str) -> None:
        self._language, self._meaning = language, method == "meaning"
        seeds = [f" {stems(seed, language)} " for words in anchors.values() for seed in words.get(language, [])]
        names = {stems(name, language) for name in read_yaml("proper_names.yaml").get(language, [])}
        self._names = {name for name in names if not any(f" {name} " in seed for seed in seeds)}
        texts = self._hide_names(texts)
        if self._meaning:
            read = encode(texts, [language] * len(texts)).astype(float)
            self._middle = read.mean(axis=0) if len(read) >= FEWEST else np.zeros(read.shape[1])
            self._axes = _read_seeds(anchors)
        else:
            phrases = [" ".join(seeds.get(language, [])) for seeds in anchors.values()]
            self._speller = Speller([*texts, *phrases], [language] * (len(texts) + len(phrases)))
            self._phrases = self._speller.read(phrases, [language] * len(phrases)).T

    def read(self, texts: Sequence[str]) -> np.ndarray:
        texts, tags = self._hide_names(texts), [self._language] * len(texts)
        if self._meaning:
            return unit_rows(encode(texts, tags).astype(float) - self._middle) @ self._axes.T
        return (self._speller.read(texts, tags) @ self._phrases).toarray()

    def _hide_names(self, texts: Sequence[str]) -> list[str]:
        return [hide_phrases(text, self._language, self._names) for text in texts]


def _read_seeds(anchors: Anchors) -> np.ndarray:
    """Return the mean vector of each topic's seeds; what all topics of a language have in common is taken away first."""
    every = [(word, spoken) for seeds in anchors.values() for spoken, words in seeds.items() for word in words]
    encode([word for word, _ in every], [spoken for _, spoken in every])  # kept: one call costs little more than a topic alone does
    parts = []
    for spoken in sorted({tag for seeds in anchors.values() for tag in seeds}):
        vectors = [encode(seeds[spoken], [spoken] * len(seeds[spoken])).mean(axis=0) for seeds in anchors.values() if spoken in seeds]
        filled = np.zeros((len(anchors), len(vectors[0])))
        filled[[spoken in seeds for seeds in anchors.values()]] = np.asarray(vectors) - np.mean(vectors, axis=0)
        parts.append(filled)
    return unit_rows(np.sum(parts, axis=0))
