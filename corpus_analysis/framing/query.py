"""Finds what a user asks for: words written like the forms of a lexicon, or the mentions of a referent."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from ..lexicon import LANGUAGES, Lexicon
from .matching import Matcher

if TYPE_CHECKING:
    from ..corpus import Corpus

COLUMNS = ["doc_id", "start", "end", "first", "last"]


def find_query(corpus: Corpus, query: str) -> pd.DataFrame:
    """Return every match of *query*: columns doc_id, start, end and the tokens first, last (end-exclusive).

    A query is written like a form of the lexicon (``"وقف إطلاق النار"``, ``"cease_fire"``, ``"war|conflict"``, see
    `framing.patterns`), so that clitics, suffixes and spellings are found too; ``"@israel"`` stands for all mentions of a referent
    and ``"@israel/zionist_regime"`` for one of its names. Raises ValueError for an empty query, KeyError for an unknown referent.
    """
    query = query.strip()
    if not query:
        raise ValueError('the query is empty: give words ("truce"), or a referent of the lexicon ("@ceasefire").')
    return _mentions(corpus, query[1:]) if query.startswith("@") else _matches(corpus, query)


def _mentions(corpus: Corpus, query: str) -> pd.DataFrame:
    referent, _, name = query.partition("/")
    known = sorted({r for r, _, _ in corpus.lexicon.names()})
    if referent not in known:
        raise KeyError(f"the lexicon has no referent {referent!r}. Referents: {known}")
    terms = corpus.terms[corpus.terms["referent"] == referent]
    terms = terms[terms["name"] == name] if name else terms
    tokens = corpus.tokens
    rows = []
    for doc_id, found in terms.groupby("doc_id", sort=False):
        span = tokens.of(str(doc_id))
        first = span.start + np.searchsorted(tokens.end[span], found["start"], side="right")
        last = span.start + np.searchsorted(tokens.start[span], found["end"], side="left")
        rows.append(found[["doc_id", "start", "end"]].assign(first=first, last=last))
    return pd.concat(rows, ignore_index=True) if rows else pd.DataFrame(columns=COLUMNS)


def _matches(corpus: Corpus, query: str) -> pd.DataFrame:
    name = {"stance": "plain", **{language: [query] for language in LANGUAGES}}
    data = {"languages": list(LANGUAGES), "words": corpus.lexicon.data.get("words", {}), "referents": {"query": {"names": {"query": name}}}}
    found = Matcher(Lexicon("query", "1", query, data, {})).find(corpus.tokens)
    tokens = corpus.tokens
    rows = [(tokens.doc_ids[tokens.doc[hit.first]], hit.start, hit.end, hit.first, hit.last) for hit in found]
    table = pd.DataFrame(rows, columns=COLUMNS).drop_duplicates(["doc_id", "start", "end"])
    longest = table.sort_values(["doc_id", "start", "end"], ascending=[True, True, False]).drop_duplicates(["doc_id", "start"])
    return longest.sort_values("first", ignore_index=True)
