"""Passages: the unit in which topics are counted and linked, each with its raw offsets; shared copy stands for itself once."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from ..corpus import Corpus

ROLES = ("body", "deck", "summary")
SHORTEST = 60
COPY = 0.8
SLICE = 2_000  # passages that are fingerprinted at a time: all of a part took 300 MB
COLUMNS = ("doc_id", "segment", "start", "end", "text", "outlet", "language", "copy_of")


def gather_passages(corpus: Corpus) -> tuple[pd.DataFrame, np.ndarray]:
    """Return the passages of a corpus, found part by part, and their rows in the order of their content (see `content_order`).

    In memory at a time: the texts of one part, and a number for each word trigram, by which shared copy is found in the whole. The
    column text is left out where the corpus lies in a store.
    """
    from ..reuse.pairs import Postings, index_trigrams, merge_postings, pair_up
    from ..reuse.words import hash_words

    keys: list[bytes] = []
    frames, indexes = [], []
    for part in corpus.parts():
        frame = passages(part.segments, part.raw, part.documents, collapse=False)
        texts = frame["text"].tolist()
        numbers = np.arange(len(keys), len(keys) + len(texts))
        for at in range(0, len(texts), SLICE):
            indexes.append(index_trigrams(hash_words(texts[at : at + SLICE]), numbers[at : at + SLICE]))
        keys += content_keys(texts, frame["doc_id"].tolist())
        frames.append(frame if isinstance(corpus.raw, dict) else frame.drop(columns="text"))
    table = pd.concat(frames, ignore_index=True)
    rows = np.argsort(pd.Index(corpus.documents["doc_id"]).get_indexer(table["doc_id"]), kind="stable")
    by_content = np.array(sorted(range(len(keys)), key=keys.__getitem__), dtype=int)
    rank, place = np.empty(len(keys), np.uint64), np.empty(len(keys), int)
    rank[by_content], place[rows] = np.arange(len(keys)), np.arange(len(keys))
    whole = merge_postings(indexes)
    low = np.uint64((1 << 24) - 1)
    index = Postings(np.sort((whole.key & ~low) | rank[whole.doc]), whole.n_texts)
    table, order = table.iloc[rows].reset_index(drop=True), place[by_content]
    table["copy_of"] = _settle_copies(pair_up(index), order, (table["end"] - table["start"]).to_numpy(), table["doc_id"].to_numpy())
    return table, order


def read_spans(table: pd.DataFrame, raw: Mapping[str, str]) -> list[str]:
    """Return the texts of passages."""
    return [raw[doc_id][start:end] for doc_id, start, end in zip(table["doc_id"], table["start"], table["end"], strict=True)]


def passages(segments: pd.DataFrame, raw: Mapping[str, str], documents: pd.DataFrame, collapse: bool = True) -> pd.DataFrame:
    """Return the paragraphs of the articles' own text, the unit of topics and links.

    A passage is a segment with the role body, deck or summary (a segment is a paragraph after re-joining wrapped lines). A segment
    with fewer than 60 characters is joined to the next segment of its document when that one follows at once, has the same role and
    the same language, else to the one before under the same conditions; a short segment that has no such neighbour is left out,
    unless its document would then have no passage at all.

    Parameters
    ----------
    segments : columns doc_id, segment, role, language, start, end (offsets in code points of the raw text).
    raw : the raw text of every document.
    documents : columns doc_id, outlet.
    collapse : look for shared copy, so that one wire story printed twice is not taken for a topic.

    Returns
    -------
    DataFrame : doc_id, segment (number of the first segment), start, end, text, outlet, language, and copy_of: the row of the passage
        that stands for this one, or -1 where it stands for itself.
    """
    rows: list[tuple] = []
    for doc_id, group in segments.groupby("doc_id", sort=False):
        rows += [(doc_id, *passage) for passage in _join_short(group)]
    table = pd.DataFrame(rows, columns=["doc_id", "segment", "start", "end", "language"])
    table["text"] = read_spans(table, raw)
    outlets = dict(zip(documents["doc_id"], documents["outlet"], strict=True)) if "outlet" in documents else {}
    table["outlet"] = [outlets.get(doc_id) for doc_id in table["doc_id"]]
    table["copy_of"] = find_copies(list(table["text"]), list(table["doc_id"])) if collapse else -1
    return table[list(COLUMNS)]


def _join_short(group: pd.DataFrame) -> list[tuple[int, int, int, str]]:
    """Return (segment, start, end, language) of the passages of one document."""
    numbers = group["segment"].tolist() if "segment" in group else list(range(len(group)))
    found: list[list] = []
    for number, role, language, start, end in zip(numbers, group["role"], group["language"], group["start"], group["end"], strict=True):
        if role not in ROLES:
            found.append([None, start, end, None, None])
            continue
        before = found[-1] if found else None
        fits = before is not None and before[0] is not None and before[3] == language and before[4] == role
        if fits and before is not None and (before[2] - before[1] < SHORTEST or end - start < SHORTEST):
            before[2] = end
        else:
            found.append([number, start, end, language, role])
    own = [(int(n), int(start), int(end), language) for n, start, end, language, _ in found if n is not None]
    return [passage for passage in own if passage[2] - passage[1] >= SHORTEST] or own


def content_order(texts: Sequence[str], tags: Sequence[str] | None = None) -> np.ndarray:
    """Return the positions of *texts* sorted by a hash of tag and text, so that no result depends on the order of input."""
    keys = content_keys(texts, tags if tags is not None else [""] * len(texts))
    return np.array(sorted(range(len(texts)), key=keys.__getitem__), dtype=int)


def content_keys(texts: Sequence[str], tags: Sequence[str]) -> list[bytes]:
    """Return a hash of each tag and text."""
    return [hashlib.sha256(f"{tag}\0{text}".encode("utf-8", "surrogatepass")).digest() for tag, text in zip(tags, texts, strict=True)]


def find_copies(texts: Sequence[str], doc_ids: Sequence[str]) -> np.ndarray:
    """Return for each text the position of the text that stands for it, or -1 where it stands for itself.

    Two texts of different documents are copies when four fifths of either one's word trigrams stand in the other; of a group of
    copies the longest text stands for all (ties: the smaller hash).
    """
    from ..reuse import find_pairs

    order = content_order(texts, doc_ids)
    return _settle_copies(find_pairs([texts[at] for at in order]), order, np.array([len(text) for text in texts]), np.asarray(doc_ids))


def _settle_copies(pairs: pd.DataFrame, order: np.ndarray, lengths: np.ndarray, doc_ids: np.ndarray) -> np.ndarray:
    """Return for each text the one that stands for it; *pairs* number the texts by their place in *order*."""
    close = pairs[pairs[["containment_a", "containment_b"]].max(axis=1) >= COPY]
    a, b = order[close["a"].to_numpy(int)], order[close["b"].to_numpy(int)]
    apart = doc_ids[a] != doc_ids[b]
    group = group_linked(list(zip(a[apart].tolist(), b[apart].tolist(), strict=True)), len(order))
    place = np.empty(len(order), int)
    place[order] = np.arange(len(order))
    members: dict[int, list[int]] = {}
    for at in np.flatnonzero(np.bincount(group, minlength=1)[group] > 1).tolist():
        members.setdefault(int(group[at]), []).append(at)
    result = np.full(len(order), -1)
    for some in members.values():
        best = min(some, key=lambda at: (-lengths[at], place[at]))
        result[[at for at in some if at != best]] = best
    return result


def group_linked(pairs: Sequence[tuple[int, int]], size: int) -> np.ndarray:
    """Return for each of *size* things the number of its group: those linked by pairs, directly or through others."""
    from scipy.sparse import csr_matrix
    from scipy.sparse.csgraph import connected_components

    one, other = np.array(pairs, dtype=int).reshape(-1, 2).T
    return connected_components(csr_matrix((np.ones(len(one)), (one, other)), shape=(size, size)), directed=False)[1]
