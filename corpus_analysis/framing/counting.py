"""Counts words by document as a sparse matrix, and reads the groups a comparison is made by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from ..reuse import Collapsed

if TYPE_CHECKING:
    from ..corpus import Corpus

TEXT_ROLES = ("headline", "deck", "summary", "body", "caption")
FEW_DOCUMENTS = 5
PERIODS = {"day": "D", "week": "W", "month": "M", "quarter": "Q", "year": "Y"}


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
    from scipy.sparse import coo_matrix

    tokens, vocabulary = corpus.tokens, corpus.tokens.vocabulary
    chosen = (vocabulary["kind"] == "word").to_numpy()[tokens.type]
    if roles is not None:
        wanted = np.append(corpus.segments["role"].isin(list(roles)).to_numpy(), False)
        chosen &= wanted[tokens.segment]
    feature, spellings = pd.factorize(pd.MultiIndex.from_arrays([vocabulary["form"], vocabulary["language"]]))
    doc_ids, row_of = list(tokens.doc_ids), np.arange(len(tokens.doc_ids))
    if copy is not None:
        chosen &= ~_repeated_tokens(corpus, feature, copy)
        units = copy.unit.reindex(doc_ids)
        row_of, kept = pd.factorize(units)
        doc_ids = list(kept)
    types, docs = tokens.type[chosen], row_of[tokens.doc[chosen]]
    shape = (len(doc_ids), len(spellings))
    matrix = coo_matrix((np.ones(len(types), dtype=np.int32), (docs, feature[types])), shape=shape).tocsr()
    frequent = pd.DataFrame({"feature": feature, "surface": vocabulary["surface"], "n": np.bincount(types, minlength=len(vocabulary))})
    best = frequent.sort_values(["n", "surface"], ascending=[False, True]).drop_duplicates("feature").set_index("feature")
    used = np.flatnonzero(np.asarray(matrix.sum(axis=0)).ravel())
    words = best["surface"].reindex(used).to_numpy(dtype=object)
    languages = np.asarray([language for _, language in spellings], dtype=object)[used]
    return WordCounts(matrix[:, used], words, languages, doc_ids)


def _repeated_tokens(corpus: Corpus, feature: np.ndarray, copy: Collapsed) -> np.ndarray:
    tokens = corpus.tokens
    repeated = np.zeros(len(tokens), bool)
    slices = [tokens.of(doc_id) for doc_id in sorted({*copy.passages["doc_a"], *copy.passages["doc_b"]})]
    at = np.concatenate([np.arange(one.start, one.stop) for one in slices]) if slices else np.zeros(0, int)
    rows = pd.DataFrame({
        "doc_id": np.asarray(tokens.doc_ids, dtype=object)[tokens.doc[at]],
        "start": tokens.start[at], "end": tokens.end[at], "word": feature[tokens.type[at]],
    })  # fmt: skip
    repeated[at] = copy.repeats(rows, ["word"]).to_numpy()
    return repeated


def collapse_terms(terms: pd.DataFrame, copy: Collapsed) -> pd.DataFrame:
    """Return the mentions without those that shared copy only repeats: same referent, name and voice; doc_id becomes the unit."""
    kept = terms[~copy.repeats(terms, ["referent", "name", "voice"])]
    return kept.assign(doc_id=kept["doc_id"].map(copy.unit).astype("str"))


def read_groups(corpus: Corpus, by: str) -> pd.Series:
    """Return the group of each document, indexed by doc_id; raises KeyError where the column is not there."""
    if by not in corpus.documents:
        raise KeyError(f"there is no column {by!r} in corpus.documents. Columns: {list(corpus.documents.columns)}")
    groups = corpus.documents.set_index("doc_id")[by]
    return groups.astype(object).where(groups.notna(), "unknown").astype(str)


def read_periods(corpus: Corpus, over: str) -> pd.Series:
    """Return the first day of the day, week, month, quarter or year each document appeared in (NaT without a date), by doc_id."""
    if over not in PERIODS:
        raise ValueError(f"`over` must be one of {list(PERIODS)}, got: {over!r}.")
    dated = pd.to_datetime(corpus.documents.set_index("doc_id")["published"], errors="coerce", utc=True).dt.tz_localize(None)
    if dated.isna().all():
        raise ValueError(
            "no document has a date of publication, so nothing can be counted over time. Give dates in the column `published` of a "
            'manifest: load_corpus(path, metadata="manifest.csv").'
        )
    return dated.dt.to_period(PERIODS[over]).dt.start_time


def lexicon_attrs(corpus: Corpus) -> dict[str, Any]:
    """Return what a result says of the lexicon its terms were found with."""
    return dict(corpus.lexicon.attrs)
