"""Counts shared copy once: which documents are one story, and what of the later ones only repeats the earlier."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from .stories import shared_passages, story_of

if TYPE_CHECKING:
    from ..corpus import Corpus


@dataclass(frozen=True)
class Collapsed:
    """The documents of a corpus with shared copy told apart.

    Attributes
    ----------
    unit : Series doc_id → doc_id of the earliest document of its story in its group; a document without shared copy is its own unit.
    passages : what two documents of one unit share, as `shared_passages` gives it; *a* is the earlier.
    """

    unit: pd.Series
    passages: pd.DataFrame

    def repeats(self, rows: pd.DataFrame, keys: Sequence[str]) -> pd.Series:
        """Return for every row (doc_id, start, end, *keys*) whether an earlier document of its unit has the same in the shared passage.

        Where an editor changed a passage, what he changed is no repetition: a row is one only as far as the passage of the earlier
        document holds as many rows with equal *keys*.
        """
        repeated = np.zeros(len(rows), bool)
        documents = sorted({*self.passages["doc_a"], *self.passages["doc_b"]})
        places = np.flatnonzero(rows["doc_id"].isin(documents).to_numpy())
        near = rows.iloc[places]
        key = near.groupby(list(keys), dropna=False, sort=False).ngroup().to_numpy()
        of_document = {doc_id: _Sorted(places[at], near.iloc[at], key[at]) for doc_id, at in near.groupby("doc_id").indices.items()}
        for doc_a, start_a, end_a, doc_b, start_b, end_b in zip(*(self.passages[c] for c in list(self.passages)[:6]), strict=True):
            if doc_a in of_document and doc_b in of_document:
                _, earlier = of_document[doc_a].between(start_a, end_a)
                at, later = of_document[doc_b].between(start_b, end_b)
                repeated[at[_held(earlier, later)]] = True
        return pd.Series(repeated, index=rows.index)


class _Sorted:
    """The rows of one document by position: their place in the table, and a number for their keys."""

    def __init__(self, places: np.ndarray, rows: pd.DataFrame, key: np.ndarray) -> None:
        start = rows["start"].to_numpy(np.int64)
        order = np.argsort(start, kind="stable")
        self.places, self.key = places[order], key[order]
        self.start, self.end = start[order], rows["end"].to_numpy(np.int64)[order]

    def between(self, start: int, end: int) -> tuple[np.ndarray, np.ndarray]:
        inside = np.flatnonzero((self.start >= start) & (self.end <= end))
        return self.places[inside], self.key[inside]


def _held(earlier: np.ndarray, later: np.ndarray) -> np.ndarray:
    """Say of each key in *later* whether it stands, so many times, in *earlier*."""
    left = pd.Series(earlier).value_counts()
    nth = pd.Series(later).groupby(later).cumcount().to_numpy()
    return nth < left.reindex(later, fill_value=0).to_numpy()


def collapse_copy(corpus: Corpus, groups: pd.Series) -> Collapsed:
    """Find what within each group is the same copy printed more than once.

    Shared copy counts once in each group: two articles of one outlet that print the same report are one choice of words; two outlets
    that print it have both chosen to, and a comparison between them must not depend on who is listed first.

    Parameters
    ----------
    corpus : Corpus. groups : the group of each document, indexed by doc_id.

    Returns
    -------
    Collapsed. The earliest document is the first by day of publication (those without one last), then by doc_id.
    """
    documents = corpus.documents
    days = pd.to_datetime(documents["published"], errors="coerce", utc=True) if "published" in documents else pd.NaT
    table = pd.DataFrame({"doc_id": documents["doc_id"], "day": days})
    table = table.sort_values(["day", "doc_id"], na_position="last", ignore_index=True)
    table["story"] = table["doc_id"].map(story_of(corpus))
    table["group"] = table["doc_id"].map(groups)
    together = table.groupby(["story", "group"], sort=False)["doc_id"]
    unit = pd.Series(together.transform("first").to_numpy(), index=pd.Index(table["doc_id"], name="doc_id"), name="unit")
    shared = shared_passages(corpus, list(_pairs(together)))
    return Collapsed(unit.reindex(list(documents["doc_id"])), shared[shared["kind"].isin(["same", "changed"])].reset_index(drop=True))


def _pairs(together: Any) -> Iterator[tuple[str, str]]:
    for _, doc_ids in together:
        yield from combinations(doc_ids.tolist(), 2)
