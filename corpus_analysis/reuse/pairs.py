"""Which texts share copy: containment of word trigrams, found through an inverted index."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from .words import Words, hash_trigrams, hash_words

COPY = 0.5  # a text half of whose trigrams stand in another one is a copy of it (articles 001 and 002 share .82)
PARTIAL = 0.1  # below this two texts share stock phrases or a quotation
SHARED_TRIGRAMS = 8  # fewer than these, some ten words in a row, are no evidence at all
_WINDOW = 24  # a trigram of more texts than this links each of them to the next ones only: linear work, and stories stay whole
_COMMON = 0.05, 1000  # a trigram in more texts than this share and number is stock or page furniture: it proposes no pairs
_DOC_BITS = np.uint64(24)


@dataclass(frozen=True)
class Postings:
    """The inverted index: which trigram stands in which text, each once; ordered by trigram, then text.

    Attributes
    ----------
    key : uint64, 40 bits of the trigram's hash followed by 24 bits of the text's number.
    n_texts : int, number of texts indexed.
    """

    key: np.ndarray
    n_texts: int

    @property
    def doc(self) -> np.ndarray:
        return (self.key & ((np.uint64(1) << _DOC_BITS) - np.uint64(1))).astype(np.int64)

    @property
    def trigram(self) -> np.ndarray:
        return self.key >> _DOC_BITS


def index_trigrams(words: Words, numbers: np.ndarray) -> Postings:
    """Index the trigrams of one partition; *numbers* are those its texts have in the whole."""
    hashes, docs = hash_trigrams(words)
    inside = docs >= 0
    key = (hashes[inside] >> _DOC_BITS << _DOC_BITS) | numbers.astype(np.uint64)[docs[inside]]
    key.sort()
    return Postings(key[_is_first(key)], int(numbers.max(initial=-1)) + 1)


def merge_postings(parts: Sequence[Postings]) -> Postings:
    """Join the indexes of partitions."""
    key = np.concatenate([part.key for part in parts]) if parts else np.empty(0, np.uint64)
    key.sort()
    return Postings(key, max((part.n_texts for part in parts), default=0))


def find_pairs(texts: Sequence[str], at_least: float = PARTIAL) -> pd.DataFrame:
    """Find all pairs of texts of which one repeats a good part of the other.

    The measure is containment (Broder 1997): of the different word trigrams of a text, the share that stands in the
    other text too. It is taken both ways, since a short notice cut from a long report is a copy though their Jaccard
    index is low. Letters are folded and joiners dropped first.

    Parameters
    ----------
    texts : the texts, in any language.
    at_least : the smallest strength that is reported.

    Returns
    -------
    DataFrame with one row a pair, ``a < b``: a, b (positions in *texts*), containment_a (share of a found in b),
    containment_b, jaccard, shared (number of trigrams in common), strength: the containment in the shorter text, each trigram
    weighted by ``log(1 + N / n)`` (n texts of the N, at least 1000, have it), so that footers and stock phrases count little.

    Examples
    --------
    >>> story = "the minister said on friday that the talks in doha had ended without a result but would go on"
    >>> find_pairs([story, "something else altogether happened that day in another town", story + " next week"])[["a", "b"]].values.tolist()
    [[0, 2]]
    """
    return pair_up(index_trigrams(hash_words(texts), np.arange(len(texts))), at_least)


def pair_up(postings: Postings, at_least: float = PARTIAL) -> pd.DataFrame:
    """Find the pairs of an index; see `find_pairs`. Work and memory grow linearly with the number of trigrams."""
    trigram, doc = postings.trigram, postings.doc
    edges = np.append(np.flatnonzero(_is_first(trigram)), len(trigram))
    counts = np.diff(edges)
    weight = np.repeat(np.log1p(max(postings.n_texts, _COMMON[1]) / np.maximum(counts, 1)), counts).astype(np.float32)
    sizes = np.bincount(doc, minlength=postings.n_texts)
    weights = np.bincount(doc, weight, minlength=postings.n_texts)
    rare = np.repeat((counts > 1) & (counts <= max(_COMMON[1], _COMMON[0] * postings.n_texts)), counts)
    pairs, seen = _candidates(trigram[rare], doc[rare])
    a, b = (pairs >> _DOC_BITS).astype(np.int64), (pairs & ((np.uint64(1) << _DOC_BITS) - np.uint64(1))).astype(np.int64)
    # A trigram of many texts reaches only neighbours, so what was seen is a lower bound: half of what is asked is enough to look closer.
    likely = seen >= np.maximum(2, at_least * np.minimum(sizes[a], sizes[b]) / 2)
    a, b = a[likely], b[likely]
    repeated = np.repeat(counts > 1, counts)
    shared, weighed = _count_shared(trigram[repeated], doc[repeated], weight[repeated], a, b)
    strength = weighed / np.maximum(np.minimum(weights[a], weights[b]), 1e-9)
    table = pd.DataFrame({
        "a": a, "b": b, "containment_a": shared / np.maximum(sizes[a], 1), "containment_b": shared / np.maximum(sizes[b], 1),
        "jaccard": shared / np.maximum(sizes[a] + sizes[b] - shared, 1), "shared": shared, "strength": np.round(strength, 6),
    })  # fmt: skip
    # A very short text must be shared as a whole: three words out of ten are no copy.
    enough = np.minimum(SHARED_TRIGRAMS, np.maximum(2, np.minimum(sizes[a], sizes[b])))
    return table[(strength >= at_least) & (shared >= enough)].sort_values(["a", "b"], ignore_index=True)


def _candidates(trigram: np.ndarray, doc: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return every pair of texts that share a trigram, as one number, and how many trigrams they were seen to share."""
    found: list[np.ndarray] = []
    for step in range(1, _WINDOW + 1):
        same = np.flatnonzero(trigram[step:] == trigram[:-step])
        if not len(same):
            break
        found.append((doc[same].astype(np.uint64) << _DOC_BITS) | doc[same + step].astype(np.uint64))
    if not found:
        return np.empty(0, np.uint64), np.empty(0, np.int64)
    pairs = np.concatenate(found)
    pairs.sort()
    first = np.flatnonzero(_is_first(pairs))
    return pairs[first], np.diff(np.append(first, len(pairs)))


def _count_shared(trigram: np.ndarray, doc: np.ndarray, weight: np.ndarray, a: np.ndarray, b: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Count the trigrams each pair shares, exactly, and add up their weights."""
    order = np.argsort(doc, kind="stable")
    ordered, weights = trigram[order], weight[order]
    borders = np.searchsorted(doc[order], np.arange(int(doc.max(initial=0)) + 2))
    shared, weighed = np.empty(len(a), np.int64), np.empty(len(a))
    for row, (one, other) in enumerate(zip(a.tolist(), b.tolist(), strict=True)):
        if borders[one + 1] - borders[one] > borders[other + 1] - borders[other]:
            one, other = other, one
        left, right = ordered[borders[one] : borders[one + 1]], ordered[borders[other] : borders[other + 1]]
        found = right[np.minimum(np.searchsorted(right, left), len(right) - 1)] == left
        shared[row] = np.count_nonzero(found)
        weighed[row] = weights[borders[one] : borders[one + 1]][found].sum()
    return shared, weighed


def _is_first(values: np.ndarray) -> np.ndarray:
    return np.append(True, values[1:] != values[:-1]) if len(values) else np.empty(0, bool)
