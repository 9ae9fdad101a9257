"""The stages in their order, over one partition of documents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from .framing import find_terms
from .loading import describe_documents, find_segments
from .sources import find_sources
from .text import TokenIndex, index_tokens


@dataclass(frozen=True)
class Tables:
    """What the stages make of a partition; `problems` has a row for every document that a stage could not digest."""

    documents: pd.DataFrame
    segments: pd.DataFrame
    tokens: TokenIndex
    sources: pd.DataFrame
    terms: pd.DataFrame
    problems: pd.DataFrame


def process_partition(documents: pd.DataFrame, raw: Mapping[str, str], lexicon: object = None) -> Tables:
    """Run every stage over some documents. A document on which a stage fails is set aside and named in `problems`.

    Parameters
    ----------
    documents : one row a document, as `loading.read_documents` returns it.
    raw : decoded text by doc_id.
    lexicon : the naming lexicon; None means the one that comes with the package.
    """
    failures: list[dict] = []
    segments = _stage("segments", find_segments, documents, failures, raw)
    documents = describe_documents(documents, segments, raw)
    tokens = index_tokens(documents, segments, raw)
    counts = np.bincount(tokens.doc, minlength=len(documents))
    documents = documents.assign(n_tokens=counts)
    sources = _stage("sources", find_sources, documents, failures, segments, tokens, raw)
    terms = _stage("terms", find_terms, documents, failures, segments, tokens, sources, raw, lexicon)
    return Tables(documents, segments, tokens, sources, terms, pd.DataFrame(failures))


def _stage(name: str, function, documents: pd.DataFrame, failures: list[dict], *rest) -> pd.DataFrame:  # noqa: ANN001
    """Run one stage over all documents; if it raises, run it document by document and note those that fail."""
    try:
        return function(documents, *rest)
    except Exception as whole:
        if len(documents) <= 1:
            frames = []
            failures.extend(_failure(name, row, whole) for row in documents.to_dict("records"))
        else:
            frames = [_stage(name, function, documents.iloc[[at]], failures, *rest) for at in range(len(documents))]
    return pd.concat(frames, ignore_index=True) if frames else function(documents.iloc[:0], *rest)


def _failure(stage: str, document: dict, error: Exception) -> dict:
    return {
        "path": document["path"], "doc_id": document["doc_id"], "code": "stage_failed", "stage": stage, "severity": "warning",
        "message": f"{type(error).__name__}: {error}", "start": None, "end": None,
        "remedy": f"The document is kept, but has no rows in the {stage} table. Report the file with this message, or leave it out.",
    }  # fmt: skip
