"""Every instance in its context: a concordance (KWIC) with the voice it is said in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from .context import Voices, find_quotations, stands_quoted
from .counting import lexicon_attrs
from .query import find_query

if TYPE_CHECKING:
    from ..corpus import Corpus

COLUMNS = ["doc_id", "outlet", "before", "keyword", "after", "start", "end", "voice", "role", "language", "quoted"]
ORDERS = ("position", "before", "after", "keyword")


def concordance(
    corpus: Corpus,
    query: str,
    *,
    window: int = 10,
    sort: str = "position",
    voice: str | Sequence[str] | None = None,
    role: str | Sequence[str] | None = None,
    outlet: str | Sequence[str] | None = None,
) -> pd.DataFrame:
    """Show every instance of *query* in its context.

    Parameters
    ----------
    query : words, or ``"@referent"``; see `find_query`. window : words of context on either side, within the paragraph.
    sort : "position", "keyword", "after" (by the words that follow) or "before" (by the words before, last first).
    voice, role, outlet : keep only these; a voice is "outlet", "cited" (anyone) or a source_id.

    Returns
    -------
    DataFrame with the columns doc_id, outlet, before, keyword, after, start, end (raw span of the keyword), voice, role, language,
    quoted. `before` is the text in front of the keyword in reading order, in Arabic and Persian too.
    """
    if sort not in ORDERS:
        raise ValueError(f"`sort` must be one of {list(ORDERS)}, got: {sort!r}.")
    found = find_query(corpus, query)
    outlets = corpus.documents.set_index("doc_id")["outlet"]
    rows = [
        row for doc_id, hits in found.groupby("doc_id", sort=False) for row in _lines(corpus, str(doc_id), hits, outlets[doc_id], window)
    ]
    table = pd.DataFrame(rows, columns=COLUMNS)
    table = _keep(table, "voice", voice)
    table = _keep(_keep(table, "role", role), "outlet", outlet)
    if sort == "before":
        table = table.iloc[np.argsort([" ".join(reversed(text.split())) for text in table["before"]], kind="stable")]
    elif sort != "position":
        table = table.sort_values(sort, kind="stable")
    table = table.reset_index(drop=True)
    table.attrs = {"method": f"concordance of {query!r}, {window} words either side", **lexicon_attrs(corpus)}
    return table


def _lines(corpus: Corpus, doc_id: str, hits: pd.DataFrame, outlet: str, window: int) -> list[tuple]:
    text, tokens = corpus.raw[doc_id], corpus.tokens
    voices = Voices(corpus.sources[corpus.sources["doc_id"] == doc_id], outlet)
    segments, roles = corpus.segments, corpus.segments["role"].tolist()
    bounds = list(zip(segments["start"].tolist(), segments["end"].tolist(), segments["language"].tolist(), strict=True))
    lines = []
    for start, end, first, last in zip(hits["start"], hits["end"], hits["first"], hits["last"], strict=True):
        number = int(tokens.segment[first])
        begin, stop, language = bounds[number] if number >= 0 else (0, len(text), "und")
        left, right = max(int(first) - window, 0), min(int(last) + window, len(tokens)) - 1
        begin = max(begin, int(tokens.start[left])) if tokens.doc[left] == tokens.doc[first] else begin
        stop = min(stop, int(tokens.end[right])) if tokens.doc[right] == tokens.doc[first] else stop
        quoted = stands_quoted(find_quotations(text, [bounds[number][:2]] if number >= 0 else [(0, len(text))]), start, end)
        before, after = " ".join(text[begin:start].split()), " ".join(text[end:stop].split())
        keyword = " ".join(text[start:end].split())
        role = roles[number] if number >= 0 else ""
        lines.append((doc_id, outlet, before, keyword, after, start, end, voices.of(start, end, quoted)[0], role, language, quoted))
    return lines


def _keep(table: pd.DataFrame, column: str, wanted: str | Sequence[str] | None) -> pd.DataFrame:
    if wanted is None:
        return table
    values = [wanted] if isinstance(wanted, str) else list(wanted)
    kept = table[column].isin(values)
    if column == "voice" and "cited" in values:
        kept |= table[column] != "outlet"
    return table[kept]
