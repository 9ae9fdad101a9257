"""The groups and periods that comparisons are made by, read from the columns of the documents."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from .corpus import Corpus

UNKNOWN = "unknown"  # the group of documents of which the column tells nothing
RESERVED = frozenset((
    "after", "articles", "before", "carroll_d2", "characters", "chi2", "count", "count_reference", "count_target", "credit",
    "credits", "delta_p", "dice", "direct", "distancing", "documents", "documents_reference", "documents_target", "dp", "dp_norm",
    "end", "endorsing", "expected", "first", "frequency", "g2", "high", "indirect", "juilland_d", "key", "kl", "lambda", "level",
    "liddell", "log_dice", "log_ratio", "low", "measure", "mentions", "mi", "minimum_sensitivity", "mixed", "mode", "more_spans",
    "name", "neutral", "note", "npmi", "of_documents", "p", "q", "range", "referent", "rosengren_s", "score", "share",
    "simple_log_likelihood", "source_id", "source_name", "source_type", "sources", "speaker", "speaker_name", "stance", "start",
    "t_score", "total", "value", "vc", "via", "via_name", "voice", "voice_share", "word", "z_score",
))  # fmt: skip
"""What results are counted from, and are called: a column of the documents of that name could not be told from theirs."""
PERIODS = {"day": "D", "week": "W", "month": "M", "quarter": "Q", "year": "Y"}


def suggest(word: str, known: Iterable[str]) -> str:
    """Return a question to put behind an error about an unknown word: which of the known ones was meant; "" where none is like it."""
    known = [str(one) for one in known]
    near = [one for one in known if one.endswith(f"/{word}")] or get_close_matches(str(word), known, 1)
    return f" Did you mean {near[0]!r}?" if near else ""


def check_article(corpus: Corpus, doc_id: str) -> None:
    """Raise KeyError where the corpus has no such article; the message says which was meant."""
    known = corpus.documents["doc_id"].tolist()
    if doc_id not in known:
        meant = suggest(str(doc_id).rpartition(".")[0] or doc_id, known)  # a file's name without its ending
        raise KeyError(f"no article {doc_id!r} in this corpus.{meant} There are {len(known):,}: {known[:20]}")


def check_columns(corpus: Corpus, by: str | Sequence[str]) -> list[str]:
    """Return the columns of ``corpus.documents`` to group by; raises KeyError where one is not there, ValueError for a name of results."""
    keys = [by] if isinstance(by, str) else list(by)
    missing = [name for name in keys if name not in corpus.documents]
    if missing:
        known = list(corpus.documents.columns)
        raise KeyError(f"there is no column {missing} in corpus.documents.{suggest(missing[0], known)} Columns: {known}")
    taken = sorted(RESERVED.intersection(keys))
    if taken:
        raise ValueError(f"by={taken[0]!r}: results have a column of that name. Call the column otherwise, as in my_{taken[0]}.")
    return keys


def read_groups(corpus: Corpus, by: str) -> pd.Series:
    """Return the group of each document, indexed by doc_id; raises KeyError where the column is not there, TypeError for several."""
    if not isinstance(by, str):
        raise TypeError(f"`by` is one column of corpus.documents, got: {by!r}. For two, make a column of both in the manifest.")
    check_columns(corpus, by)
    groups = corpus.documents.set_index("doc_id", drop=False)[by]
    return groups.astype(object).where(groups.notna(), UNKNOWN).astype(str)


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
