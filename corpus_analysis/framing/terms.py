"""Finds the framing terms of a set of documents: which name, for whom or what, in whose voice."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd

from ..lexicon import Lexicon, load_lexicon
from ..text.tokens import TokenIndex
from .arrays import Spans, lies_within
from .context import find_quotations, keeps_distance, stands_negated
from .datelines import LONGEST, stands_in_dateline
from .matching import Entry, compile_lexicon
from .resolving import Mentions, resolve_matches
from .voices import find_voices

COLUMNS = {
    "doc_id": "str", "start": "int64", "end": "int64", "surface": "str", "language": "str", "referent": "str", "name": "str",
    "stance": "str", "voice": "str", "quoted": "bool", "scare": "bool", "negated": "bool", "nested": "bool", "rule": "str", "role": "str",
}  # fmt: skip


def find_terms(
    documents: pd.DataFrame,
    segments: pd.DataFrame,
    tokens: TokenIndex,
    sources: pd.DataFrame,
    raw: Mapping[str, str],
    lexicon: str | Path | Lexicon | None = None,
) -> pd.DataFrame:
    """Find which names a text chooses, and in whose voice.

    Parameters
    ----------
    documents : columns doc_id and, where known, published and outlet.
    segments : columns doc_id, role, start, end; the rows `tokens.segment` points to.
    tokens : as made by `text.index_tokens`.
    sources : source mentions, columns doc_id, start, end (content), source_id, mode.
    raw : the decoded texts by doc_id.
    lexicon : a naming lexicon, or its path; ``framing.yaml`` by default.

    Returns
    -------
    DataFrame, one row a mention, in order of position. doc_id, start, end and surface point into the raw text; referent, name
    and stance are the lexicon's; `voice` is "outlet" or the source_id of the source whose words hold the term (see `voices.find_voices`);
    `quoted` (within quotation marks), `scare` (set apart by its own marks), `negated`, `nested` (within a longer name of another
    referent), `rule` (the form that matched) and `role` (of the segment). The place where a report was written, in its dateline,
    is no mention. ``.attrs`` names the lexicon, its version and hash.
    """
    chosen = load_lexicon(lexicon)
    matcher, texts = compile_lexicon(chosen), [raw[doc_id] for doc_id in tokens.doc_ids]
    mentions = resolve_matches(matcher, matcher.find(tokens), tokens, _days(documents, tokens.doc_ids))
    stretch = _stretches(mentions.rows, segments, tokens, texts)
    kept = ~_stand_in_datelines(mentions, stretch, texts)
    rows, stretch = mentions.rows[kept], stretch.take(kept)
    numbers, at = np.unique(rows["entry"], return_inverse=True)
    used = [mentions.entries[number] for number in numbers.tolist()]
    spans, inside = Spans(rows["doc"], rows["start"], rows["end"]), tokens.segment[rows["first"]] >= 0
    quotations = find_quotations(stretch.take(inside), texts)
    quoted = lies_within(spans, quotations)
    outlets = dict(zip(documents["doc_id"].tolist(), documents["outlet"].tolist(), strict=True)) if "outlet" in documents else {}
    voice, reported = find_voices(spans, quoted, sources, tokens.doc_ids, outlets, texts)
    # marks do not distance the writer where they mark a proper name (حركة "حماس"), or are those of reported speech
    common = np.array([not entry.content.get("proper") for entry in used], dtype=bool)[at]
    columns = {
        "doc_id": _spread(tokens.doc_ids, rows["doc"]),
        "start": rows["start"],
        "end": rows["end"],
        "surface": [texts[doc][start:end] for doc, start, end in zip(*map(np.ndarray.tolist, spans), strict=True)],
        "language": _spread([entry.language for entry in used], at),
        "referent": _spread(matcher.targets, rows["target"]),
        "name": _spread([entry.name for entry in used], at),
        "stance": _spread([entry.content["stance"] for entry in used], at),
        "voice": voice,
        "quoted": quoted,
        "scare": common & ~reported & keeps_distance(spans, quotations),
        "negated": _negated(rows, used, at, stretch.start, texts, chosen.data.get("negation", {})),
        "nested": mentions.nested[kept],
        "rule": _spread([entry.form for entry in used], at),
        "role": segments["role"].array.take(tokens.segment[rows["first"]], allow_fill=True, fill_value=""),
    }
    frame = pd.DataFrame(columns, columns=list(COLUMNS)).astype(COLUMNS)
    frame.attrs = dict(chosen.attrs)
    return frame


def _spread(values: list[str], at: np.ndarray) -> pd.api.extensions.ExtensionArray:
    """Return the values at these places as a column."""
    return pd.array(values, dtype="str").take(at)


def _days(documents: pd.DataFrame, doc_ids: list[str]) -> dict[int, date]:
    """Return the dates of the documents that have one, by their number among *doc_ids*."""
    if "published" not in documents:
        return {}
    days = pd.to_datetime(documents["published"], errors="coerce", utc=True)
    known = {doc_id: day.date() for doc_id, day in zip(documents["doc_id"].tolist(), days, strict=True) if not pd.isna(day)}
    return {number: known[doc_id] for number, doc_id in enumerate(doc_ids) if doc_id in known}


def _stretches(rows: np.ndarray, segments: pd.DataFrame, tokens: TokenIndex, texts: list[str]) -> Spans:
    """Return the segment that each mention stands in; outside of all (-1), the document."""
    number = tokens.segment[rows["first"]]
    begins, ends = (np.append(segments[name].to_numpy(dtype=np.int64), 0)[number] for name in ("start", "end"))
    outside = np.flatnonzero(number < 0)
    ends[outside] = [len(texts[doc]) for doc in rows["doc"][outside].tolist()]
    return Spans(rows["doc"], begins, ends)


def _stand_in_datelines(mentions: Mentions, stretch: Spans, texts: list[str]) -> np.ndarray:
    """Say which mentions are no more than the place where a report was written."""
    rows, found = mentions.rows, np.zeros(len(mentions.rows), dtype=bool)
    is_place = np.array(["place" in entry.content for entry in mentions.entries], dtype=bool)
    at = np.flatnonzero(is_place[rows["entry"]] & (rows["start"] - stretch.start <= LONGEST))
    places = (*stretch.take(at), *(rows[name][at] for name in ("start", "end", "entry")))
    for row, doc, begin, stop, start, end, entry in zip(at.tolist(), *map(np.ndarray.tolist, places), strict=True):
        found[row] = stands_in_dateline(texts[doc], begin, stop, start, end, mentions.entries[entry].content["place"])
    return found


def _negated(
    rows: np.ndarray, entries: list[Entry], at: np.ndarray, begins: np.ndarray, texts: list[str], negation: Mapping[str, list[str]]
) -> np.ndarray:
    """Say which mentions are negated, of those whose entry asks for it; *at* points to the entry of each, *begins* to its segment."""
    found = np.zeros(len(rows), dtype=bool)
    for row in np.flatnonzero(np.array(["negation" in entry.content for entry in entries], dtype=bool)[at]).tolist():
        entry, start = entries[at[row]], int(rows["start"][row])
        words = negation.get(entry.language, ())
        found[row] = stands_negated(texts[rows["doc"][row]], start, int(entry.content["negation"]), words, int(begins[row]))
    return found
