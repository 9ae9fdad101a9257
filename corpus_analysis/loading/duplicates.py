"""Which texts stand in a corpus twice: word for word, or in most of their paragraphs. Works on marks of the texts, not on the texts."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np

from .problems import Problem

LONG_PARAGRAPH = 60  # characters
MOST = 0.8


class Marks(NamedTuple):
    """What is kept of the texts to compare them: a number for each whole text, and for each of its long paragraphs."""

    whole: np.ndarray
    doc: np.ndarray
    paragraph: np.ndarray
    length: np.ndarray


def hash_text(text: str) -> int:
    """Return a number for a text that is the same in every run (Python's own hash is not)."""
    return int.from_bytes(_digest(text), "big")


def _digest(text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=8).digest()


def mark_texts(texts: Sequence[str]) -> Marks:
    """Return the marks of some texts; `doc` is the position in *texts*."""
    count: list[int] = []
    paragraphs: list[str] = []
    for text in texts:
        long = dict.fromkeys(line for line in map(str.strip, text.splitlines()) if len(line) >= LONG_PARAGRAPH)
        count.append(len(long))
        paragraphs += long
    doc = np.repeat(np.arange(len(texts)), np.array(count, np.int64))
    return Marks(_hash(map(str.strip, texts)), doc, _hash(paragraphs), np.array([*map(len, paragraphs)], np.int64))


def _hash(texts: Iterable[str]) -> np.ndarray:
    return np.frombuffer(b"".join(map(_digest, texts)), ">u8").astype(np.uint64)


def find_duplicates(paths: Sequence[str], doc_ids: Sequence[str], marks: Marks) -> list[Problem]:
    """Report every text that another article before it (by path) has, word for word or in most of its paragraphs."""
    order = sorted(range(len(paths)), key=lambda at: (paths[at], doc_ids[at]))
    rank = np.empty(len(order), np.int64)
    rank[order] = np.arange(len(order))
    _, first, same = np.unique(marks.whole[order], return_index=True, return_inverse=True)
    earliest = first[same]
    found = []
    for at in np.flatnonzero(earliest < np.arange(len(order))).tolist():
        article, other = order[at], order[earliest[at]]
        remedy = "Drop one of them if both come from the same outlet."
        message = f"the same text as {doc_ids[other]}"
        found.append(Problem(paths[article], "duplicate_content", "warning", message, remedy, doc_ids[article]))
    for at, other, share in _overlaps(rank[marks.doc], marks.paragraph, marks.length, earliest, [doc_ids[at] for at in order]):
        message = f"{share} % of its paragraphs stand in {doc_ids[order[other]]} too"
        article = order[at]
        found.append(Problem(paths[article], "duplicate_content", "info", message, "Compare the two.", doc_ids[article]))
    return found


def _overlaps(
    doc: np.ndarray, paragraph: np.ndarray, length: np.ndarray, earliest: np.ndarray, names: Sequence[str]
) -> list[tuple[int, int, int]]:
    """Return (text, the earlier text that holds most of it, per cent) for texts most of which stood in another before."""
    own = earliest[doc] == doc
    doc, paragraph, length = doc[own], paragraph[own], length[own]
    order = np.lexsort((doc, paragraph))
    doc, paragraph, length = doc[order], paragraph[order], length[order]
    new = np.append(True, paragraph[1:] != paragraph[:-1]) if len(doc) else np.empty(0, bool)
    owner = doc[new][np.cumsum(new) - 1]
    total = np.bincount(doc, length, minlength=len(names))
    shared = owner != doc
    pairs, pair = np.unique(doc[shared] * len(names) + owner[shared], return_inverse=True)
    sums = np.bincount(pair, length[shared], minlength=len(pairs))
    best: dict[int, tuple[float, str, int]] = {}
    for at, other, size in zip(*np.divmod(pairs, max(len(names), 1)), sums.tolist(), strict=True):
        if size > MOST * total[at]:
            best[int(at)] = max(best.get(int(at), (0.0, "", 0)), (size, names[other], int(other)))
    return [(at, other, round(100 * size / total[at])) for at, (size, _, other) in best.items()]
