"""What belongs to each topic: shares of each outlet's passages, words of each language, names, and what else could explain it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import pandas as pd

from ..text.normalize import match_form
from .passages import group_linked
from .vectors import stem

RESAMPLES, INTERVAL, WORDS = 1000, 95, 10
PRIOR = 0.1  # of the word's count in the language; less than keyness takes, since passages are few
FEWEST_STORIES = 5  # below which a group has no interval
_FAR = 1 << 40  # farther than any document is long: one number tells document and place
_LETTERS = re.compile(r"[^\W\d_]{2,}(?:\u200c[^\W\d_]+)*")


def count_prevalence(table: pd.DataFrame, groups: pd.Series, random_state: int = 0) -> pd.DataFrame:
    """Return the share of each group's passages that each topic has, with a 95 % interval over stories.

    Shares are of all passages of the group, with those that have no topic. A story is a document together with all documents that share
    copy with it: it is drawn whole in the bootstrap, since its passages are not independent. A group of fewer than five stories has no
    interval.

    Parameters
    ----------
    table : columns doc_id, topic (None: none), copy_of. groups : the group of each row.

    Returns
    -------
    DataFrame : topic, group, passages (number), share (0 to 1), low, high, stories (number in the group).
    """
    table = table.assign(story=find_stories(table), topic=table["topic"].fillna(""))
    rng = np.random.default_rng(random_state)
    rows = []
    for group, part in table.groupby(groups, sort=True, dropna=False):
        counts = pd.crosstab(part["story"], part["topic"])
        low, high = _draw_stories(counts.to_numpy(), rng) if len(counts) >= FEWEST_STORIES else np.full((2, counts.shape[1]), np.nan)
        for at, topic in enumerate(counts.columns):
            if topic:
                number = int(counts[topic].sum())
                rows.append((topic, group, number, number / len(part), low[at], high[at], len(counts)))
    frame = pd.DataFrame(rows, columns=["topic", "group", "passages", "share", "low", "high", "stories"])
    return frame.astype({"topic": "str", "passages": "int64", "share": float, "low": float, "high": float, "stories": "int64"})


def _draw_stories(counts: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Return the ends of the interval of each column's share, from 1,000 drawings of as many stories (rows), with replacement."""
    size, shares = len(counts), np.empty((RESAMPLES, counts.shape[1]))
    for at in range(RESAMPLES):
        drawn = np.bincount(rng.integers(size, size=size), minlength=size) @ counts
        shares[at] = drawn / drawn.sum()
    edge = (100 - INTERVAL) / 2
    return np.percentile(shares, [edge, 100 - edge], axis=0)


def find_stories(table: pd.DataFrame) -> list[int]:
    """Return the story number of every passage: documents that share copy are one story."""
    document, _ = pd.factorize(table["doc_id"])
    leader = table["copy_of"].to_numpy()
    copies = np.flatnonzero(leader >= 0)
    pairs = list(zip(document[copies], document[leader[copies]], strict=True))
    return group_linked(pairs, int(document.max(initial=-1)) + 1)[document].tolist()


class TopicWords:
    """The words that set a topic apart from the other topics *in the same language*, counted batch by batch.

    Words are counted by their stem, once a passage, and shown in their commonest spelling.
    """

    def __init__(self) -> None:
        self._spellings: dict[str, dict[str, Counter]] = {}
        self._counts: dict[str, dict[str, Counter]] = {}

    def add(self, topics: Iterable[str | None], languages: Sequence[str], texts: Sequence[str]) -> None:
        """Count the words of some passages; copies are to be left out."""
        for topic, language, text in zip(topics, languages, texts, strict=True):
            if topic is None:
                continue
            spellings, counts = self._spellings.setdefault(language, {}), self._counts.setdefault(language, {})
            seen: dict[str, str] = {}
            for hit in _LETTERS.finditer(text):
                form = match_form(hit.group(), language)
                if len(form) > 2:
                    seen.setdefault(stem(form, language), hit.group())
            counts.setdefault(topic, Counter()).update(seen.keys())
            for key, surface in seen.items():
                spellings.setdefault(key, Counter())[surface] += 1

    def rank(self, count: int = WORDS) -> pd.DataFrame:
        """Return topic, language, word, score, passages (of the topic with the word).

        The score is the z-value of the log-odds with an informative Dirichlet prior (Monroe, Colaresi & Quinn 2008, eq. 22).
        """
        rows = []
        for language, counts in sorted(self._counts.items()):
            spellings = self._spellings[language]
            rows += [
                (topic, language, max(sorted(spellings[word]), key=spellings[word].__getitem__), round(score, 2), number)
                for topic, word, score, number in _rank_words(counts, count)
            ]
        return pd.DataFrame(rows, columns=["topic", "language", "word", "score", "passages"])


def _rank_words(counts: dict[str, Counter], count: int) -> list[tuple[str, str, float, int]]:
    """Return (topic, word, z, passages) of the words that are typical of each topic: in two passages at least, z above 1."""
    from ..framing.measures import log_odds_z

    whole = sum(counts.values(), Counter())
    words = sorted(whole)
    total = np.array([whole[word] for word in words], float)
    ranked = []
    for topic in sorted(counts):
        here = np.array([counts[topic][word] for word in words], float)
        with np.errstate(divide="ignore", invalid="ignore"):  # a language of one word: its odds are no number
            z = log_odds_z(here, total - here, PRIOR * total)
        order = np.lexsort((words, -z))[:count]
        ranked += [(topic, words[at], float(z[at]), int(here[at])) for at in order if here[at] >= 2 and z[at] > 1]
    return ranked


def find_names(table: pd.DataFrame, parts: Iterable[Any]) -> pd.DataFrame:
    """Return who is cited in the passages of each topic: topic, source_id, mentions (from the sources of the corpus's *parts*)."""
    topical = table[table["topic"].notna()]
    documents = pd.Index(topical["doc_id"].unique())
    document = documents.get_indexer(topical["doc_id"])
    order = np.argsort(document * _FAR + topical["start"].to_numpy(), kind="stable")
    starts, ends = ((document * _FAR + topical[edge].to_numpy())[order] for edge in ("start", "end"))
    labels = topical["topic"].to_numpy(object)[order]
    rows: Counter = Counter()
    for part in parts if len(topical) else ():
        sources = getattr(part, "sources", None)
        if sources is None or not len(sources) or "source_id" not in sources:
            continue
        cited = sources[sources["source_id"].notna() & sources["doc_id"].isin(documents)]
        place = documents.get_indexer(cited["doc_id"]) * _FAR + cited["start"].to_numpy(np.int64)
        at = np.searchsorted(starts, place, side="right") - 1  # passages do not overlap: the last one that begins before it, or none
        inside = (at >= 0) & (place < ends[at])
        rows.update(zip(labels[at[inside]], cited["source_id"].to_numpy(object)[inside], strict=True))
    ordered = sorted(((topic, name, number) for (topic, name), number in rows.items()), key=lambda row: (row[0], -row[2], row[1]))
    return pd.DataFrame(ordered, columns=["topic", "source_id", "mentions"])


def find_confounds(table: pd.DataFrame) -> pd.DataFrame:
    """Return how much of the grouping language, outlet or document alone would explain.

    Normalised mutual information: 0 none, 1 all. `expected` is its mean over 50 shuffles: with few passages it is not 0 by chance.
    """
    part = table[table["topic"].notna()]
    rng = np.random.default_rng(0)
    rows = []
    for name, column in (("language", "language"), ("outlet", "outlet"), ("document", "doc_id")):
        values = pd.factorize(part[column].fillna("unknown").astype(str), sort=True)[0]
        groups = pd.factorize(part["topic"].astype(str), sort=True)[0]
        found = mutual_information(values, groups) if len(part) else np.nan
        chance = [mutual_information(values, rng.permutation(groups)) for _ in range(50)] if len(part) else [np.nan]
        rows.append((name, round(float(found), 3), round(float(np.mean(chance)), 3)))
    return pd.DataFrame(rows, columns=["confound", "nmi", "expected"])


def mutual_information(one: np.ndarray, two: np.ndarray) -> float:
    """Return the mutual information of two groupings (numbers from 0), divided by the mean of their entropies; 1 where both are one group.

    Danon et al. 2005. The same as in scikit-learn, whose start-up costs more than all that is computed here for a few articles.
    """
    table = np.zeros((one.max() + 1, two.max() + 1))
    np.add.at(table, (one, two), 1 / len(one))

    def entropy(shares: np.ndarray) -> float:
        return float(-(shares[shares > 0] * np.log(shares[shares > 0])).sum())

    alone = entropy(table.sum(axis=1)) + entropy(table.sum(axis=0))
    return max(0.0, 2 * (alone - entropy(table)) / alone) if alone > 1e-12 else 1.0
