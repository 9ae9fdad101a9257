"""In whose voice a span stands: the outlet's, or that of the source whose words hold it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from .arrays import Spans, find_holders, lies_within

OUTLET = "outlet"
AGENCY = "agency_credit"
LONGEST_ADJUNCT = 400
NEAR_MENTIONS = 8
_WITH_REPORT = ("direct", "mixed")
_SHARED = "shared-subject"
_ASKED = ["doc_id", "start", "end", "source_id", "mode", "level", "via", "more_spans", "coref", "source_start", "source_end", "cue_start"]
_SENTENCE_ENDS = frozenset(".!?؟;؛")
_NOBODY = -1


class Speech(NamedTuple):
    """What sources say, as parallel arrays by position: where, whose words, at what level, through whom, and how."""

    doc: np.ndarray
    start: np.ndarray
    end: np.ndarray
    source: np.ndarray
    level: np.ndarray
    via: np.ndarray
    reported: np.ndarray
    credit: np.ndarray

    def take(self, rows: np.ndarray) -> Speech:
        """Return some of it."""
        return Speech(*(values[rows] for values in self))


def find_voices(
    spans: Spans, quoted: np.ndarray, sources: pd.DataFrame, doc_ids: Sequence[str], outlets: Mapping[str, str], texts: Sequence[str]
) -> tuple[np.ndarray, np.ndarray]:
    """Return in whose voice each span stands, and whether quotation marks around it are those of reported speech.

    The voice is the source the outlet itself lets speak: the outermost speaker, where he cites others in turn (of two sources
    of the very same words the one cited through the other). The credit of an agency says where a report comes from; it lends
    its voice only to words in quotation marks that no speaker owns.

    Parameters
    ----------
    spans : raw spans; their group is the place of the document in *doc_ids*. quoted : which of them stand in quotation marks.
    sources : the sources table. outlets : by doc_id, where known; the words of the outlet itself are no source's.
    texts : the raw texts, in the order of *doc_ids*.
    """
    rows, names, speech = _read_speech(sources, doc_ids, outlets)
    agencies = np.unique((speech.doc * len(names) + speech.source)[speech.credit])
    speech = _add_words(speech, rows, agencies, len(names), texts)
    row, held = find_holders(spans, Spans(speech.doc, speech.start, speech.end))
    voice, through = np.full((2, len(spans.start)), _NOBODY)
    lent = speech.credit[held] & quoted[row]
    voice[row[lent]] = speech.source[held[lent]]
    by, said = row[~speech.credit[held]], held[~speech.credit[held]]
    reported = np.zeros(len(voice), dtype=bool)
    reported[by[speech.reported[said]]] = True
    order = np.lexsort((-speech.level[said], speech.start[said] - speech.end[said], by))
    by, first = np.unique(by[order], return_index=True)
    outermost = said[order[first]]
    through[by] = speech.via[outermost]
    through[row[speech.source[held] == through[row]]] = _NOBODY  # he has words of his own around the span
    through[np.isin(spans.group * len(names) + through, agencies)] = _NOBODY
    voice[by] = np.where(through[by] >= 0, through[by], speech.source[outermost])
    return np.append(names, OUTLET)[voice], reported


def _read_speech(sources: pd.DataFrame, doc_ids: Sequence[str], outlets: Mapping[str, str]) -> tuple[pd.DataFrame, np.ndarray, Speech]:
    """Return the source mentions that have words of their own, by position; the names of all sources; the same as arrays."""
    rows = sources.reindex(columns=_ASKED).dropna(subset=["start", "end", "source_id"])
    of_outlet = [outlets.get(doc_id) == source for doc_id, source in zip(rows["doc_id"].tolist(), rows["source_id"].tolist(), strict=True)]
    rows = rows.assign(doc=pd.Index(doc_ids).get_indexer(rows["doc_id"]))[~np.array(of_outlet, dtype=bool)]
    rows = rows[rows["doc"] >= 0].sort_values(["doc", "start"], kind="stable")
    codes, names = pd.factorize(np.concatenate([rows["source_id"].to_numpy(object), rows["via"].to_numpy(object)]))
    start, end, level = (_numbers(rows, name) for name in ("start", "end", "level"))
    reported, credit = (rows["mode"].isin(modes).to_numpy(bool) for modes in (_WITH_REPORT, [AGENCY]))
    speakers = codes[: len(rows)], np.where(level < 0, 1, level), codes[len(rows) :]
    return rows, names, Speech(rows["doc"].to_numpy(np.int64), start, end, *speakers, reported, credit)


def _numbers(rows: pd.DataFrame, name: str) -> np.ndarray:
    """Return a column of numbers, -1 where one is missing."""
    return rows[name].astype("Int64").to_numpy(np.int64, na_value=-1)


def _add_words(speech: Speech, rows: pd.DataFrame, agencies: np.ndarray, size: int, texts: Sequence[str]) -> Speech:
    """Return what sources say with what the sources table keeps apart from it but the speaker answers for as well.

    That are the further parts of his words (`more_spans`); what follows an adjunct up to the main verb of the same speaker ("X,
    thanking A [and B], said ..."); the name he gives to one he cites, where no mention of his own holds it ("X, pointing to the
    claim of [Y] that ...").
    """
    torn = [(row, *part) for row, parts in enumerate(rows["more_spans"]) if isinstance(parts, (list, tuple, np.ndarray)) for part in parts]
    row, start, end = np.array(torn, dtype=np.int64).reshape(-1, 3).T
    parts = speech.take(row)._replace(start=start, end=end)

    place, other = speech.doc * size + speech.via, speech.doc * size + speech.source
    group = np.unique(np.concatenate([place, other]), return_inverse=True)[1].astype(np.int64)
    held = lies_within(*(Spans(of, speech.start, speech.end) for of in np.split(group, 2)))
    source_start, source_end = (_numbers(rows, name) for name in ("source_start", "source_end"))
    cited = np.flatnonzero((speech.via >= 0) & ~np.isin(place, agencies) & (source_start >= 0) & ~held)
    named = speech.take(cited)
    named = named._replace(
        start=source_start[cited], end=source_end[cited], source=named.via, level=np.maximum(named.level - 1, 1),
        via=np.full(len(cited), _NOBODY), reported=np.zeros(len(cited), dtype=bool), credit=np.zeros(len(cited), dtype=bool),
    )  # fmt: skip
    all_parts = (speech._replace(end=_reach(speech, rows, texts)), parts, named)
    together = Speech(*(np.concatenate(columns) for columns in zip(*all_parts, strict=True)))
    number = np.concatenate([np.arange(len(rows)), row, cited])
    return together.take(np.lexsort((number, together.start, together.doc)))


def _reach(speech: Speech, rows: pd.DataFrame, texts: Sequence[str]) -> np.ndarray:
    """Return where the words of each mention end: those of an adjunct last until the main verb of its speaker, or what that reports."""
    reach, shared = speech.end.copy(), (rows["coref"] == _SHARED).to_numpy(bool).tolist()
    starts, ends, cues = (values.tolist() for values in (speech.start, speech.end, _numbers(rows, "cue_start")))
    speakers = list(zip(speech.doc.tolist(), speech.source.tolist(), strict=True))
    for at, (end, speaker) in enumerate(zip(ends, speakers, strict=True)):
        if not shared[at]:
            continue
        later = range(at + 1, min(at + 1 + NEAR_MENTIONS, len(ends)))
        main = next((other for other in later if speakers[other] == speaker and cues[other] >= 0), at)
        until = min(starts[main], cues[main])
        one_sentence = end < until <= end + LONGEST_ADJUNCT and _SENTENCE_ENDS.isdisjoint(texts[speaker[0]][end:until])
        if one_sentence and not shared[main]:
            reach[at] = until
    return reach
