"""The stages in their order, over one partition of documents."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from .framing import find_terms
from .lexicon import Lexicon
from .loading import describe_documents, find_gaps, find_segments, repeated_lines
from .sources import find_sources
from .text import TokenIndex, index_tokens
from .text.tokens import join_tokens

if TYPE_CHECKING:
    from .corpus import Corpus

BATCH = 500_000  # characters the stages work on at a time
PROBLEMS = {**dict.fromkeys(("path", "doc_id", "code", "stage", "severity", "message", "remedy"), "str"), "start": "Int64", "end": "Int64"}


@dataclass(frozen=True)
class Tables:
    """What the stages make of a partition; `problems` has a row for every document that a stage could not digest."""

    documents: pd.DataFrame
    segments: pd.DataFrame
    tokens: TokenIndex
    sources: pd.DataFrame
    terms: pd.DataFrame
    problems: pd.DataFrame


def process_partition(
    documents: pd.DataFrame, raw: Mapping[str, str], lexicon: Lexicon | None = None, repeated: frozenset[str] | set[str] | None = None
) -> Tables:
    """Run every stage over some documents. A document on which a stage fails is set aside and named in `problems`.

    Parameters
    ----------
    documents : one row a document, as `loading.read_documents` returns it.
    raw : decoded text by doc_id.
    lexicon : the naming lexicon; None means the one that comes with the package.
    repeated : lines that stand on many pages of the whole corpus, as `loading.repeated_lines` returns them; None: look in *raw*.
    """
    if repeated is None:
        repeated = repeated_lines(raw)
    return _join([_isolate(documents.iloc[rows], raw, lexicon, repeated) for rows in _batches(documents, raw)])


def _batches(documents: pd.DataFrame, raw: Mapping[str, str]) -> list[slice]:
    """Divide the documents into runs of about BATCH characters: what the stages need for a while is needed for one run at a time."""
    number = np.cumsum([len(raw[doc_id]) for doc_id in documents["doc_id"]]) // BATCH
    bounds = [0, *(np.flatnonzero(np.diff(number)) + 1).tolist(), len(documents)]
    return [slice(first, last) for first, last in pairwise(bounds)]


def _isolate(documents: pd.DataFrame, raw: Mapping[str, str], lexicon: Lexicon | None, repeated: frozenset[str] | set[str]) -> Tables:
    """Run the stages over a batch; if one raises that has no table of its own, document by document, a failing one as if it were empty."""
    try:
        return _process(documents, raw, lexicon, repeated)
    except Exception as error:
        if len(documents) > 1:
            return _join([_isolate(documents.iloc[[at]], raw, lexicon, repeated) for at in range(len(documents))])
        if documents.empty or not raw[documents["doc_id"].iloc[0]]:
            raise
        row = failure(documents.iloc[0].to_dict(), "analysing", "stage_failed", f"{type(error).__name__}: {error}")
    return replace(_process(documents, {row["doc_id"]: ""}, lexicon, repeated), problems=pd.DataFrame([row]))


def _process(documents: pd.DataFrame, raw: Mapping[str, str], lexicon: Lexicon | None, repeated: frozenset[str] | set[str]) -> Tables:
    failures: list[dict] = []
    segments = _stage("segments", lambda some: find_segments(some, raw, repeated), documents, failures)
    documents = describe_documents(documents, segments, raw)
    tokens = index_tokens(documents, segments, raw)
    documents = documents.assign(n_tokens=np.bincount(tokens.doc, minlength=len(documents)))

    def parts(some: pd.DataFrame) -> tuple[pd.DataFrame, TokenIndex]:
        if len(some) == len(documents):
            return segments, tokens
        own = segments[segments["doc_id"].isin(some["doc_id"])].reset_index(drop=True)
        return own, index_tokens(some, own, raw)

    sources = _stage("sources", lambda some: find_sources(some, *parts(some), raw), documents, failures)
    untyped = [name for name in sources.columns if sources[name].dtype == object and name != "more_spans"]
    sources = sources.astype(dict.fromkeys(untyped, "str"))  # a column of nothing but None: it has a type all the same

    def terms_of(some: pd.DataFrame) -> pd.DataFrame:
        return find_terms(some, *parts(some), sources[sources["doc_id"].isin(some["doc_id"])], raw, lexicon)

    terms = _stage("terms", terms_of, documents, failures)
    return Tables(documents, segments, tokens, sources, terms, pd.DataFrame(failures))


def _join(parts: list[Tables]) -> Tables:
    """Return the tables of several runs of documents as one, the same as if they had been made together."""
    if len(parts) == 1:
        return parts[0]
    sizes = [len(part.segments) for part in parts]
    tokens, attrs = [part.tokens for part in parts], dict(parts[0].terms.attrs)
    columns = {name: [getattr(part, name) for part in parts] for name in ("documents", "segments", "sources", "terms", "problems")}
    parts.clear()  # a table is let go as soon as it is joined: together they take many times their text
    frames = {name: pd.concat(columns.pop(name), ignore_index=True) for name in list(columns)}
    frames["terms"].attrs = attrs
    place = np.arange(sum(sizes) + 1, dtype=np.int32)
    place[-1] = -1
    return Tables(tokens=join_tokens(tokens, sizes, list(frames["documents"]["doc_id"]), place), **frames)


def _stage(name: str, stage: Callable[[pd.DataFrame], pd.DataFrame], documents: pd.DataFrame, failures: list[dict]) -> pd.DataFrame:
    """Run one stage over all documents; if it raises, run it document by document and note those that fail."""
    try:
        return stage(documents)
    except Exception as error:
        if len(documents) == 1:
            failures.append(failure(documents.iloc[0].to_dict(), name, "stage_failed", f"{type(error).__name__}: {error}"))
            return stage(documents.iloc[:0])
        if documents.empty:
            raise
    frames = [_stage(name, stage, documents.iloc[[at]], failures) for at in range(len(documents))]
    return pd.concat([frame for frame in frames if len(frame)] or frames[:1], ignore_index=True)


def failure(document: Mapping[str, Any], stage: str, code: str, message: str) -> dict[str, Any]:
    """Return the row of problems for a document that a stage could not digest."""
    return {
        "path": document["path"], "doc_id": document["doc_id"], "code": code, "stage": stage, "severity": "warning",
        "message": message, "start": None, "end": None,
        "remedy": f"The document is kept, but has no rows in the {stage} table. Report the file with this message, or leave it out."
        if stage != "analysing" else "The document is kept, but has no rows in the other tables. Look at it; it may be crafted.",
    }  # fmt: skip


def to_problems(frames: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """Return several tables of problems as one, with the types of docs/tables.md."""
    filled = [frame for frame in frames if len(frame)]
    joined = pd.concat(filled, ignore_index=True) if filled else pd.DataFrame(columns=list(PROBLEMS))
    return joined[list(PROBLEMS)].astype(PROBLEMS)


def problems_of(problems: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """Return the problems of some documents and their files, and what is not known of these; those of other files stay out."""
    own = problems["doc_id"].isin(documents["doc_id"]) | problems["path"].isin(documents["path"])
    return to_problems([problems[own], find_gaps(documents)])


def take_documents(corpus: Corpus, doc_ids: Collection[str]) -> Tables:
    """Return the rows of some documents of a corpus, in the order of its documents table."""
    wanted = set(doc_ids)
    tables = (corpus.documents, corpus.segments, corpus.sources, corpus.terms)
    documents, segments, sources, terms = (frame[frame["doc_id"].isin(wanted)].reset_index(drop=True) for frame in tables)
    place = np.full(len(corpus.segments) + 1, -1, np.int32)
    place[np.flatnonzero(corpus.segments["doc_id"].isin(wanted))] = np.arange(len(segments))
    tokens = join_tokens([corpus.tokens], [len(corpus.segments)], list(documents["doc_id"]), place)
    return Tables(documents, segments, tokens, sources, terms, corpus.problems.iloc[:0])
