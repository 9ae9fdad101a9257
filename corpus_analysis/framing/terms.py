"""Finds the framing terms of a set of documents: which name, for whom or what, in whose voice."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from ..lexicon import Lexicon, load_lexicon
from ..text.tokens import TokenIndex
from .arrays import Spans, lies_within
from .context import OUTLET, Around, Voices, find_quotations, group_sources, keeps_distance, stands_negated
from .datelines import LONGEST, stands_in_dateline
from .matching import Entry, compile_lexicon
from .resolving import Mentions, resolve_matches

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
    and stance are the lexicon's; `voice` is "outlet" or the source_id of the source whose words hold the term (see `context.Voices.of`);
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
    entries = [used[number] for number in at.tolist()]
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
        **_surroundings(rows, entries, documents, segments, tokens, sources, raw, chosen.data.get("negation", {})),
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
    documents: pd.DataFrame,
    segments: pd.DataFrame,
    tokens: TokenIndex,
    sources: pd.DataFrame,
    raw: Mapping[str, str],
    negation: Mapping[str, list[str]],
) -> dict[str, Any]:
    """Return of every mention the voice, and whether it is quoted, set apart by its own marks, negated."""
    spoken = group_sources(sources)
    outlets = dict(zip(documents["doc_id"], documents["outlet"], strict=True)) if "outlet" in documents else {}
    number, begins, ends = _segments_of(rows, segments, tokens, raw)
    spans = list(zip(*(values.tolist() for values in (rows["doc"], rows["start"], rows["end"], begins)), strict=True))
    quotations, voices = {}, {}
    _, once = np.unique(np.where(number < 0, -1 - rows["doc"], number), return_index=True)
    places = sorted(zip(*(values[once].tolist() for values in (rows["doc"], number, begins, ends)), strict=True))
    for doc, group in groupby(places, key=itemgetter(0)):
        doc_id = tokens.doc_ids[doc]
        quotations[doc] = find_quotations(raw[doc_id], [(begin, end) for _, place, begin, end in group if place >= 0])
        voices[doc] = Voices(spoken.get(doc_id, ()), outlets.get(doc_id), raw[doc_id])
    quoted, heard = _stand_within(rows, quotations), _stand_within(rows, {doc: one.around for doc, one in voices.items()})
    voice, reported = [OUTLET] * len(rows), [False] * len(rows)
    scare, negated = [False] * len(rows), [False] * len(rows)
    for at in np.flatnonzero(heard).tolist():
        doc, start, end, _ = spans[at]
        voice[at], reported[at] = voices[doc].of(start, end, bool(quoted[at]))
    for at in np.flatnonzero(quoted).tolist():
        doc, start, end, _ = spans[at]
        scare[at] = keeps_distance(quotations[doc], start, end, entries[at].content, reported[at])
    for at in [at for at, entry in enumerate(entries) if "negation" in entry.content]:
        doc, start, _, begin = spans[at]
        words = negation.get(entries[at].language, ())
        negated[at] = stands_negated(raw[tokens.doc_ids[doc]], start, int(entries[at].content["negation"]), words, begin)
    return {"voice": voice, "quoted": quoted, "scare": scare, "negated": negated}


def _stand_within(rows: np.ndarray, around: Mapping[int, Around]) -> np.ndarray:
    """Say which mentions stand within one of the spans of their document."""
    docs = [doc for doc, spans in around.items() for _ in spans.starts]
    starts, ends = ([at for spans in around.values() for at in getattr(spans, side)] for side in ("starts", "ends"))
    return lies_within(Spans(rows["doc"], rows["start"], rows["end"]), Spans(*(np.array(v, dtype=np.int64) for v in (docs, starts, ends))))
