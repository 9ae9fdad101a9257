"""What stands around a term: the voice it is said in, quotation marks, distance, negation."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from operator import attrgetter, itemgetter
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

OUTLET = "outlet"
AGENCY = "agency_credit"
LONGEST_QUOTATION = 4000
LONGEST_DISTANCE = 60
LONGEST_ADJUNCT = 400
NEAR_MENTIONS = 8
_PAIRS = {"«": "»", "“": "”", "„": "”", '"': '"', "‹": "›"}
_MARKS = re.compile(f"[{''.join({*_PAIRS, *_PAIRS.values()})}]")
_WITH_REPORT = frozenset({"direct", "mixed"})
_SHARED = "shared-subject"
_NAMED = "named"
_ASKED = frozenset({"doc_id", "start", "end", "source_id", "mode", "level", "via", "more_spans", "coref", "source_start", "source_end",
                    "cue_start"})  # fmt: skip
_SENTENCE_ENDS = frozenset(".!?؟;؛")
_STOPS = _SENTENCE_ENDS | {"\n"}


class Quotation(NamedTuple):
    """The inside of one pair of quotation marks, as a raw span."""

    start: int
    end: int


class Around:
    """Spans that may lie within one another, in order of position, asked for those around another span."""

    def __init__(self, spans: Iterable[Any]) -> None:
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.open: list[list[Any]] = []  # of every span, those that have not ended where it starts
        going: list[Any] = []
        for span in spans:
            going = [one for one in going if one.end > span.start] + [span]
            self.starts.append(span.start)
            self.ends.append(span.end)
            self.open.append(going)

    def __call__(self, start: int, end: int) -> list[Any]:
        """Return the spans that hold a span."""
        at = bisect_right(self.starts, start)
        return [span for span in self.open[at - 1] if span.end >= end] if at else []


def find_quotations(text: str, segments: Iterable[tuple[int, int]]) -> Around:
    """Return the inside of every pair of quotation marks that opens and closes within one segment.

    Straight marks pair by their surroundings: one after white space or an opening bracket opens, one before them closes,
    so that marks inside marks are told apart.
    """
    found = []
    for begin, stop in segments:
        opened: list[tuple[str, int]] = []  # the mark that closes each, and where it was opened
        waiting: dict[str, list[int]] = {}  # closing mark → places in *opened*
        for hit in _MARKS.finditer(text, begin, stop):
            mark, at = hit.group(), hit.start()
            if waiting.get(mark) and not (mark == '"' and _opens(text, at, stop)):
                closes = waiting[mark][-1]
                if at - opened[closes][1] - 1 <= LONGEST_QUOTATION:
                    found.append(Quotation(opened[closes][1] + 1, at))
                for other, _ in opened[closes:]:
                    waiting[other].pop()
                del opened[closes:]
            elif mark in _PAIRS:
                waiting.setdefault(_PAIRS[mark], []).append(len(opened))
                opened.append((_PAIRS[mark], at))
    return Around(sorted(found, key=lambda q: (q.start, -q.end)))


def _opens(text: str, at: int, stop: int) -> bool:
    before, after = text[at - 1 : at], text[at + 1 : min(at + 2, stop)]
    return (not before or before.isspace() or before in "([") and bool(after) and not after.isspace() and after not in ".,،؛:)]"


class _Said(NamedTuple):
    start: int
    end: int
    source: str
    mode: str
    level: int
    via: str | None


def group_sources(sources: pd.DataFrame) -> dict[str, list[dict[str, Any]]]:
    """Return the source mentions of each document that have words of their own, as `Voices` takes them."""
    found: dict[str, list[dict[str, Any]]] = {}
    names = [name for name in sources.columns if name in _ASKED]
    whole = sources.dropna(subset=["start", "end", "source_id"])
    for row in zip(*(whole[name].tolist() for name in names), strict=True):
        one = dict(zip(names, row, strict=True))
        found.setdefault(one["doc_id"], []).append(one)
    return found


class Voices:
    """The source mentions of one document, asked for the speaker whose words hold a span.

    To the content of a mention is added what the sources table keeps apart from it but the speaker answers for as well: its further
    parts (`more_spans`); what follows an adjunct up to the main verb of the same speaker ("X, thanking A [and B], said ..."); the
    name he gives to one he cites, where no mention of his own holds it ("X, pointing to the claim of [Y] that ...").
    """

    def __init__(self, sources: Iterable[dict[str, Any]], outlet: str | None = None, text: str = "") -> None:
        rows = sorted((row for row in sources if row["source_id"] != outlet), key=itemgetter("start"))
        self.agencies = {row["source_id"] for row in rows if row["mode"] == AGENCY}
        said = (said for at in range(len(rows)) for said in self._said(rows, at, text))
        self.around = Around(sorted(said, key=attrgetter("start")))

    def _said(self, rows: list[dict[str, Any]], at: int, text: str) -> Iterator[_Said]:
        row = rows[at]
        level = 1 if pd.isna(row.get("level")) else int(row["level"])
        citer = row["via"] if isinstance(row.get("via"), str) else None
        further = row.get("more_spans")
        parts = further if isinstance(further, (list, tuple, np.ndarray)) else ()
        for start, end in [(int(row["start"]), _reach(rows, at, text)), *parts]:
            yield _Said(int(start), int(end), row["source_id"], row["mode"], level, citer)
        if citer and citer not in self.agencies and not pd.isna(row.get("source_start")) and not _held(row, citer, rows):
            yield _Said(int(row["source_start"]), int(row["source_end"]), citer, _NAMED, max(level - 1, 1), None)

    def of(self, start: int, end: int, quoted: bool) -> tuple[str, bool]:
        """Return in whose voice a span stands, and whether its marks are those of reported speech.

        The voice is the source the outlet itself lets speak: the outermost speaker, where he cites others in turn (of two sources
        of the very same words the one cited through the other). The credit of an agency says where a report comes from; it lends
        its voice only to words in quotation marks that no speaker owns.
        """
        around = self.around(start, end)
        speakers = [said for said in around if said.mode != AGENCY] if self.agencies else around
        if not speakers:
            return (around[-1].source if around and quoted else OUTLET), False
        outermost = max(speakers, key=lambda said: (said.end - said.start, said.level)) if len(speakers) > 1 else speakers[0]
        through = outermost.via
        cited = through and through not in self.agencies and all(said.source != through for said in around)
        return through if cited else outermost.source, not _WITH_REPORT.isdisjoint([said.mode for said in speakers])


def _held(row: dict[str, Any], source: str, rows: list[dict[str, Any]]) -> bool:
    """Say whether *source* has a mention of its own around the words of *row*."""
    return any(other["source_id"] == source and other["start"] <= row["start"] and row["end"] <= other["end"] for other in rows)


def _reach(rows: list[dict[str, Any]], at: int, text: str) -> int:
    """Return where the words of a mention end: those of an adjunct last until the main verb of its speaker, or what that verb reports."""
    row, end = rows[at], int(rows[at]["end"])
    if row.get("coref") != _SHARED:
        return end
    later = rows[at + 1 : at + 1 + NEAR_MENTIONS]
    main = next((other for other in later if other["source_id"] == row["source_id"] and not pd.isna(other.get("cue_start"))), None)
    if main is None or main.get("coref") == _SHARED:
        return end
    until = min(int(main["start"]), int(main["cue_start"]))
    one_sentence = end < until <= end + LONGEST_ADJUNCT and not _SENTENCE_ENDS & set(text[end:until])
    return until if one_sentence else end


def stands_quoted(quotations: Around, start: int, end: int) -> bool:
    """Say whether a span stands within quotation marks."""
    return bool(quotations(start, end))


def keeps_distance(quotations: Around, start: int, end: int, entry: Mapping[str, Any], reported: bool) -> bool:
    """Say whether marks set around the term itself distance the writer from it.

    They do not where they mark a proper name (``حركة "حماس"``), and not where they are the marks of reported speech.
    """
    if entry.get("proper") or reported:
        return False
    tight = [q for q in quotations(start, end) if q.end - q.start <= max(LONGEST_DISTANCE, 2 * (end - start))]
    return any(start - q.start <= 2 and q.end - end <= LONGEST_DISTANCE // 3 for q in tight)


def stands_negated(text: str, start: int, reach: int, words: Iterable[str], segment_start: int) -> bool:
    """Say whether one of the negating *words* stands among the *reach* words before a span, in the same sentence."""
    before = text[max(segment_start, start - 15 * reach) : start]
    cut = max(before.rfind(stop) for stop in _STOPS)
    near = before[cut + 1 :].split()[-reach:]
    negating = set(words)
    return any(word.strip("\"'«»“”(),،") in negating for word in near)
