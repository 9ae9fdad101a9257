"""Finds the framing terms of a set of documents: which name, for whom or what, in whose voice."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from ..lexicon import Lexicon, load_lexicon
from ..text.tokens import TokenIndex
from .context import Voices, find_quotations, group_sources, keeps_distance, stands_negated, stands_quoted
from .datelines import stands_in_dateline
from .matching import Hit, Matcher, compile_lexicon
from .resolving import Mention, Setting, resolve_document

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
    rows = list(_rows(documents, segments, tokens, sources, raw, matcher))
    frame = pd.DataFrame(rows, columns=list(COLUMNS)).astype(COLUMNS)
    frame.attrs = dict(chosen.attrs)
    return frame


def _rows(
    documents: pd.DataFrame, segments: pd.DataFrame, tokens: TokenIndex, sources: pd.DataFrame, raw: Mapping[str, str], matcher: Matcher
) -> Iterator[tuple]:
    by_document = _by_document(matcher.find(tokens), tokens)
    surfaces = tokens.vocabulary["surface"].to_numpy()
    spoken = group_sources(sources)
    outlets = dict(zip(documents["doc_id"], documents["outlet"], strict=True)) if "outlet" in documents else {}
    days = _days(documents)
    bounds = list(zip(*(segments[name].tolist() for name in ("start", "end", "role")), strict=True))
    for doc_id, hits in by_document.items():
        span = tokens.of(doc_id)
        setting = Setting(surfaces[tokens.type[span]].tolist(), tokens.segment[span].tolist(), span.start, days.get(doc_id))
        mentions = resolve_document(matcher, hits, setting)
        voices = Voices(spoken.get(doc_id, ()), outlets.get(doc_id), raw[doc_id])
        yield from _describe(doc_id, mentions, setting, bounds, voices, raw[doc_id], matcher)


def _by_document(hits: list[Hit], tokens: TokenIndex) -> dict[str, list[Hit]]:
    groups: dict[str, list[Hit]] = {}
    for hit in hits:
        groups.setdefault(tokens.doc_ids[tokens.doc[hit.first]], []).append(hit)
    return groups


def _days(documents: pd.DataFrame) -> dict[str, date]:
    if "published" not in documents:
        return {}
    days = pd.to_datetime(documents["published"], errors="coerce", utc=True)
    return {doc_id: day.date() for doc_id, day in zip(documents["doc_id"], days, strict=True) if not pd.isna(day)}


def _describe(
    doc_id: str, mentions: list[Mention], setting: Setting, bounds: list[tuple[int, int, str]], voices: Voices, text: str, matcher: Matcher
) -> Iterator[tuple]:
    numbers = sorted({setting.segment(m.first) for m in mentions} - {-1})
    quotations = find_quotations(text, [bounds[number][:2] for number in numbers])
    quoted_from = [q.start for q in quotations]
    for m in mentions:
        number = setting.segment(m.first)
        begin, stop, role = bounds[number] if number >= 0 else (0, len(text), "")
        if "place" in m.entry and stands_in_dateline(text, begin, stop, m.start, m.end, m.entry["place"]):
            continue
        near = quotations[: bisect_left(quoted_from, m.end)]
        quoted = stands_quoted(near, m.start, m.end)
        voice, reported = voices.of(m.start, m.end, quoted)
        scare = keeps_distance(near, m.start, m.end, m.entry, reported)
        marks = (quoted, scare, _negated(m, text, begin, matcher.lexicon.data), m.nested)
        surface = text[m.start : m.end]
        yield (doc_id, m.start, m.end, surface, m.language, m.referent, m.name, m.entry["stance"], voice, *marks, m.rule, role)


def _negated(mention: Mention, text: str, segment_start: int, data: dict[str, Any]) -> bool:
    reach = int(mention.entry.get("negation", 0))
    return bool(reach) and stands_negated(text, mention.start, reach, data.get("negation", {}).get(mention.language, ()), segment_start)
