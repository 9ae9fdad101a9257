"""Counts words by document as a sparse matrix."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd

from ..reuse import Collapsed

if TYPE_CHECKING:
    from ..corpus import Corpus

TEXT_ROLES = ("headline", "deck", "summary", "body", "caption")
FEW_DOCUMENTS = 5


@dataclass(frozen=True)
class WordCounts:
    """How often each word stands in each document.

    Attributes
    ----------
    matrix : scipy CSR matrix of int32, documents x words. words, languages : one entry a column; a word is shown in its most
        frequent spelling. doc_ids : one entry a row.
    """

    matrix: Any
    words: np.ndarray
    languages: np.ndarray
    doc_ids: list[str]


def count_words(corpus: Corpus, roles: Sequence[str] | None = TEXT_ROLES, copy: Collapsed | None = None) -> WordCounts:
    """Count the words (not numbers, links, marks) of the segments of these *roles*; spellings with one match form are one word.

    With *copy*, the rows are its units and what only repeats an earlier document is not counted again.
    """
    from scipy.sparse import csr_matrix

    repeated = {} if copy is None else _repeated_tokens(corpus, copy)
    parts = [_count_part(part, roles, repeated) for part in corpus.parts()]
    spellings = pd.concat([part.spellings for part in parts], ignore_index=True)
    feature, kinds = pd.factorize(pd.MultiIndex.from_frame(spellings[["form", "language"]]))
    documents, words = (np.cumsum([0, *sizes]) for sizes in zip(*((len(part.doc_ids), len(part.spellings)) for part in parts), strict=True))
    rows = np.concatenate([part.row + first for part, first in zip(parts, documents[:-1], strict=True)])
    columns = feature[np.concatenate([part.spelling + first for part, first in zip(parts, words[:-1], strict=True)])]
    counts = np.concatenate([part.times for part in parts])
    order = pd.Index(corpus.documents["doc_id"])
    rows = order.get_indexer([doc_id for part in parts for doc_id in part.doc_ids])[rows]
    doc_ids = list(order)
    if copy is not None:
        row_of, kept = pd.factorize(copy.unit.reindex(doc_ids))
        rows, doc_ids = row_of[rows], list(kept)
    matrix = csr_matrix((counts, (rows, columns)), shape=(len(doc_ids), len(kinds)))
    best = spellings.assign(feature=feature).groupby(["feature", "surface"], as_index=False)["n"].sum()
    best = best.sort_values(["n", "surface"], ascending=[False, True]).drop_duplicates("feature").set_index("feature")["surface"]
    languages = np.asarray([language for _, language in kinds], dtype=object)
    return WordCounts(matrix, best.reindex(np.arange(len(kinds))).to_numpy(dtype=object), languages, doc_ids)


class _Part(NamedTuple):
    """The words of one part: every spelling and how often it stands there; and for each document and spelling the count."""

    doc_ids: list[str]
    spellings: pd.DataFrame
    row: np.ndarray
    spelling: np.ndarray
    times: np.ndarray


def _count_part(part: Corpus, roles: Sequence[str] | None, repeated: dict[str, np.ndarray]) -> _Part:
    tokens, vocabulary = part.tokens, part.tokens.vocabulary
    chosen = (vocabulary["kind"] == "word").to_numpy()[tokens.type]
    if roles is not None:
        wanted = np.append(part.segments["role"].isin(list(roles)).to_numpy(), False)
        chosen &= wanted[tokens.segment]
    for doc_id in repeated.keys() & set(tokens.doc_ids):
        chosen[tokens.of(doc_id)] &= ~repeated[doc_id]
    cells, count = np.unique(tokens.doc[chosen].astype(np.int64) * len(vocabulary) + tokens.type[chosen], return_counts=True)
    row, types = np.divmod(cells, max(len(vocabulary), 1))
    used, spelling = np.unique(types, return_inverse=True)
    spellings = vocabulary.iloc[used][["form", "language", "surface"]].assign(n=np.bincount(spelling, count, len(used)).astype(np.int64))
    return _Part(list(tokens.doc_ids), spellings, row, spelling, count.astype(np.int32))


def _repeated_tokens(corpus: Corpus, copy: Collapsed) -> dict[str, np.ndarray]:
    """Return for each document with shared copy which of its tokens only repeat an earlier document."""
    involved = {*copy.passages["doc_a"], *copy.passages["doc_b"]}
    frames = []
    for part in corpus.parts():
        tokens = part.tokens
        slices = [tokens.of(doc_id) for doc_id in tokens.doc_ids if doc_id in involved]
        at = np.concatenate([np.arange(one.start, one.stop) for one in slices]) if slices else np.zeros(0, int)
        words = tokens.vocabulary[["form", "language"]].iloc[tokens.type[at]].reset_index(drop=True)
        doc_id = np.asarray(tokens.doc_ids, dtype=object)[tokens.doc[at]]
        frames.append(words.assign(doc_id=doc_id, start=tokens.start[at], end=tokens.end[at]))
    rows = pd.concat(frames, ignore_index=True)
    repeated = copy.repeats(rows, ["form", "language"]).to_numpy()
    return {str(doc_id): repeated[at] for doc_id, at in rows.groupby("doc_id").indices.items()}


def collapse_terms(terms: pd.DataFrame, copy: Collapsed) -> pd.DataFrame:
    """Return the mentions without those that shared copy only repeats: same referent, name and voice; doc_id becomes the unit."""
    kept = terms[~copy.repeats(terms, ["referent", "name", "voice"])]
    return kept.assign(doc_id=kept["doc_id"].map(copy.unit).astype("str"))


def lexicon_attrs(corpus: Corpus) -> dict[str, Any]:
    """Return what a result says of the lexicon its terms were found with."""
    return dict(corpus.lexicon.attrs)
