"""Finds the framing terms of a set of documents: which name, for whom or what, in whose voice."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

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
    matcher = compile_lexicon(chosen)
    mentions = resolve_matches(matcher, matcher.find(tokens), tokens, _days(documents, tokens.doc_ids))
    mentions = _outside_datelines(mentions, segments, tokens, raw)
    rows = mentions.rows
    numbers, at = np.unique(rows["entry"], return_inverse=True)
    used = [mentions.entries[number] for number in numbers.tolist()]
    columns = {
        "doc_id": _spread(tokens.doc_ids, rows["doc"]),
        "start": rows["start"],
        "end": rows["end"],
        "surface": [raw[tokens.doc_ids[doc]][start:end] for doc, start, end in rows[["doc", "start", "end"]].tolist()],
        "language": _spread([entry.language for entry in used], at),
        "referent": _spread(matcher.targets, rows["target"]),
        "name": _spread([entry.name for entry in used], at),
        "stance": _spread([entry.content["stance"] for entry in used], at),
        "nested": mentions.nested,
        "rule": _spread([entry.form for entry in used], at),
        "role": _spread([*segments["role"], ""], tokens.segment[rows["first"]] % (len(segments) + 1)),  # outside of all: the last
        **_surroundings(rows, used, at, documents, segments, tokens, sources, raw, chosen.data.get("negation", {})),
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
    known = {doc_id: day.date() for doc_id, day in zip(documents["doc_id"], days, strict=True) if not pd.isna(day)}
    return {number: known[doc_id] for number, doc_id in enumerate(doc_ids) if doc_id in known}


def _segments_of(rows: np.ndarray, segments: pd.DataFrame, tokens: TokenIndex, raw: Mapping[str, str]) -> tuple[np.ndarray, ...]:
    """Return the number of the segment of each mention, where it begins and ends; outside of all (-1), the document."""
    number = tokens.segment[rows["first"]]
    begins, ends = (np.append(segments[name].to_numpy(dtype=np.int64), 0)[number] for name in ("start", "end"))
    outside = np.flatnonzero(number < 0)
    ends[outside] = [len(raw[tokens.doc_ids[doc]]) for doc in rows["doc"][outside].tolist()]
    return number, begins, ends


def _outside_datelines(mentions: Mentions, segments: pd.DataFrame, tokens: TokenIndex, raw: Mapping[str, str]) -> Mentions:
    rows, kept = mentions.rows, np.ones(len(mentions.rows), dtype=bool)
    _, begins, ends = _segments_of(rows, segments, tokens, raw)
    is_place = np.array(["place" in entry.content for entry in mentions.entries], dtype=bool)
    for at in np.flatnonzero(is_place[rows["entry"]] & (rows["start"] - begins <= LONGEST)).tolist():
        text, place = raw[tokens.doc_ids[rows["doc"][at]]], mentions.entries[rows["entry"][at]].content["place"]
        kept[at] = not stands_in_dateline(text, int(begins[at]), int(ends[at]), int(rows["start"][at]), int(rows["end"][at]), place)
    return Mentions(rows[kept], mentions.entries, mentions.nested[kept])


def _surroundings(
    rows: np.ndarray,
    entries: list[Entry],
    at: np.ndarray,
    documents: pd.DataFrame,
    segments: pd.DataFrame,
    tokens: TokenIndex,
    sources: pd.DataFrame,
    raw: Mapping[str, str],
    negation: Mapping[str, list[str]],
) -> dict[str, Any]:
    """Return of every mention the voice, and whether it is quoted, set apart by its own marks, negated; *at* points to its entry."""
    outlets = dict(zip(documents["doc_id"], documents["outlet"], strict=True)) if "outlet" in documents else {}
    number, begins, ends = _segments_of(rows, segments, tokens, raw)
    spans = Spans(rows["doc"], rows["start"], rows["end"])
    texts, inside = [raw[doc_id] for doc_id in tokens.doc_ids], number >= 0
    quotations = find_quotations(rows["doc"][inside], begins[inside], ends[inside], texts)
    quoted = lies_within(spans, quotations)
    voice, reported = find_voices(spans, quoted, sources, tokens.doc_ids, outlets, texts)
    # marks do not distance the writer where they mark a proper name (حركة "حماس"), or are those of reported speech
    proper = np.array([bool(entry.content.get("proper")) for entry in entries], dtype=bool)[at]
    negated, negates = np.zeros(len(rows), dtype=bool), np.array(["negation" in entry.content for entry in entries], dtype=bool)[at]
    for row in np.flatnonzero(negates).tolist():
        text, entry = texts[rows["doc"][row]], entries[at[row]]
        words = negation.get(entry.language, ())
        negated[row] = stands_negated(text, int(rows["start"][row]), int(entry.content["negation"]), words, int(begins[row]))
    return {"voice": voice, "quoted": quoted, "scare": ~proper & ~reported & keeps_distance(spans, quotations), "negated": negated}
