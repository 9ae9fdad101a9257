"""Every instance in its context: a concordance (KWIC) with the voice it is said in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from ..groups import suggest
from .arrays import Spans, lies_within
from .context import find_quotations
from .counting import lexicon_attrs
from .query import find_query
from .voices import find_voices

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

    Raises
    ------
    KeyError : a referent, name, outlet or voice that there is not. ValueError : an empty query, an unknown order.
    """
    if sort not in ORDERS:
        raise ValueError(f"`sort` must be one of {list(ORDERS)}, got: {sort!r}.")
    check_filter(corpus, "outlet", outlet)
    check_filter(corpus, "voice", voice)
    table = pd.DataFrame(_lines(corpus, find_query(corpus, query), window), columns=COLUMNS)
    table = _keep(table, "voice", voice)
    table = _keep(_keep(table, "role", role), "outlet", outlet)
    if sort == "before":
        table = table.iloc[np.argsort([" ".join(reversed(text.split())) for text in table["before"]], kind="stable")]
    elif sort != "position":
        table = table.sort_values(sort, kind="stable")
    table = table.reset_index(drop=True)
    table.attrs = {"method": f"concordance of {query!r}, {window} words either side", **lexicon_attrs(corpus)}
    return table


def _lines(corpus: Corpus, found: pd.DataFrame, window: int) -> Iterator[tuple]:
    tokens, segments = corpus.tokens, corpus.segments
    first, last = (found[name].to_numpy(dtype=np.int64) for name in ("first", "last"))
    number, doc = tokens.segment[first], tokens.doc[first]
    in_segment = number >= 0
    rows = segments.iloc[np.where(in_segment, number, 0)] if len(segments) else segments
    lengths = np.array([len(corpus.raw[doc_id]) for doc_id in found["doc_id"]], dtype=np.int64)
    opens, closes = (np.where(in_segment, rows[name], other) for name, other in (("start", 0), ("end", lengths)))
    left, right = np.maximum(first - window, 0), np.minimum(last + window, len(tokens)) - 1
    begins = np.where(tokens.doc[left] == doc, np.maximum(opens, tokens.start[left]), opens)
    ends = np.where(tokens.doc[right] == doc, np.minimum(closes, tokens.end[right]), closes)
    roles, languages = np.where(in_segment, rows["role"], ""), np.where(in_segment, rows["language"], "und")
    outlets = corpus.documents.set_index("doc_id")["outlet"].to_dict()
    spoken = zip(found["voice"], found["quoted"], strict=True) if "voice" in found else _speakers(corpus, found, opens, closes, outlets)
    places = zip(*(values.tolist() for values in (begins, ends, roles, languages)), strict=True)
    for doc_id, start, end, place, said in zip(found["doc_id"], found["start"], found["end"], places, spoken, strict=True):
        begin, stop, role, language = place
        text = corpus.raw[doc_id]
        before, keyword, after = (" ".join(part.split()) for part in (text[begin:start], text[start:end], text[end:stop]))
        yield doc_id, outlets[doc_id], before, keyword, after, start, end, said[0], role, language, said[1]


def _speakers(
    corpus: Corpus, found: pd.DataFrame, opens: np.ndarray, closes: np.ndarray, outlets: Mapping[str, str]
) -> Iterator[tuple[str, bool]]:
    """Return for every hit in whose voice it stands, and whether between quotation marks of its segment."""
    doc, doc_ids = pd.factorize(found["doc_id"])
    texts = [corpus.raw[doc_id] for doc_id in doc_ids]
    spans = Spans(doc, *(found[name].to_numpy(dtype=np.int64) for name in ("start", "end")))
    quoted = lies_within(spans, find_quotations(Spans(doc, opens, closes), texts))
    return zip(find_voices(spans, quoted, corpus.sources, list(doc_ids), outlets, texts)[0], quoted, strict=True)


def check_filter(corpus: Corpus, column: str, wanted: str | Sequence[str] | None) -> None:
    """Raise KeyError where the corpus has no such outlet, or nobody of that source_id speaks in it: else nothing would be found."""
    known = corpus.documents["outlet"].dropna() if column == "outlet" else ["outlet", "cited", *corpus.sources["source_id"].dropna()]
    names = sorted({str(name) for name in known})
    for one in [wanted] if isinstance(wanted, str) else wanted or ():
        if one not in names:
            raise KeyError(f"there is no {column} {one!r} in this corpus.{suggest(one, names)} There are: {names[:40]}")


def _keep(table: pd.DataFrame, column: str, wanted: str | Sequence[str] | None) -> pd.DataFrame:
    if wanted is None:
        return table
    values = [wanted] if isinstance(wanted, str) else list(wanted)
    kept = table[column].isin(values)
    if column == "voice" and "cited" in values:
        kept |= table[column] != "outlet"
    return table[kept]
