"""Counts words by document as a sparse matrix, and reads the groups a comparison is made by."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

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


def count_words(corpus: Corpus, roles: Sequence[str] | None = TEXT_ROLES) -> WordCounts:
    """Count the words (not numbers, links, marks) of the segments of these *roles*; spellings with one match form are one word."""
    from scipy.sparse import coo_matrix

    tokens, vocabulary = corpus.tokens, corpus.tokens.vocabulary
    chosen = (vocabulary["kind"] == "word").to_numpy()[tokens.type]
    if roles is not None:
        wanted = np.append(corpus.segments["role"].isin(list(roles)).to_numpy(), False)
        chosen &= wanted[tokens.segment]
    feature, spellings = pd.factorize(pd.MultiIndex.from_arrays([vocabulary["form"], vocabulary["language"]]))
    types, docs = tokens.type[chosen], tokens.doc[chosen]
    shape = (len(tokens.doc_ids), len(spellings))
    matrix = coo_matrix((np.ones(len(types), dtype=np.int32), (docs, feature[types])), shape=shape).tocsr()
    frequent = pd.DataFrame({"feature": feature, "surface": vocabulary["surface"], "n": np.bincount(types, minlength=len(vocabulary))})
    best = frequent.sort_values(["n", "surface"], ascending=[False, True]).drop_duplicates("feature").set_index("feature")
    used = np.flatnonzero(np.asarray(matrix.sum(axis=0)).ravel())
    words = best["surface"].reindex(used).to_numpy(dtype=object)
    languages = np.asarray([language for _, language in spellings], dtype=object)[used]
    return WordCounts(matrix[:, used], words, languages, list(tokens.doc_ids))


def read_groups(corpus: Corpus, by: str) -> pd.Series:
    """Return the group of each document, indexed by doc_id; raises KeyError where the column is not there."""
    if by not in corpus.documents:
        raise KeyError(f"there is no column {by!r} in corpus.documents. Columns: {list(corpus.documents.columns)}")
    groups = corpus.documents.set_index("doc_id")[by]
    return groups.astype(object).where(groups.notna(), "unknown").astype(str)


def lexicon_attrs(corpus: Corpus) -> dict[str, Any]:
    """Return what a result says of the lexicon its terms were found with."""
    return dict(corpus.lexicon.attrs)
