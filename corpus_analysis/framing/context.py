"""What stands around a term: the voice it is said in, quotation marks, distance, negation."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

OUTLET = "outlet"
LONGEST_QUOTATION = 4000
LONGEST_DISTANCE = 60
_PAIRS = {"«": "»", "“": "”", "„": "”", '"': '"', "‹": "›"}
_WITH_REPORT = frozenset({"direct", "mixed"})
_STOPS = frozenset(".!?؟;؛\n")


@dataclass(frozen=True)
class Quotation:
    """The inside of one pair of quotation marks, as a raw span."""

    start: int
    end: int


def find_quotations(text: str, segments: Iterable[tuple[int, int]]) -> list[Quotation]:
    """Return the inside of every pair of quotation marks that opens and closes within one segment, in order of position.

    Straight marks pair by their surroundings: one after white space or an opening bracket opens, one before them closes,
    so that marks inside marks are told apart.
    """
    found = []
    for begin, stop in segments:
        opened: list[tuple[str, int]] = []
        for at in range(begin, stop):
            mark = text[at]
            closes = next((n for n in range(len(opened) - 1, -1, -1) if _PAIRS[opened[n][0]] == mark), None)
            if closes is not None and not (mark == '"' and _opens(text, at, stop)):
                if at - opened[closes][1] - 1 <= LONGEST_QUOTATION:
                    found.append(Quotation(opened[closes][1] + 1, at))
                del opened[closes:]
            elif mark in _PAIRS:
                opened.append((mark, at))
    return sorted(found, key=lambda q: (q.start, -q.end))


def _opens(text: str, at: int, stop: int) -> bool:
    before, after = text[at - 1 : at], text[at + 1 : min(at + 2, stop)]
    return (not before or before.isspace() or before in "([") and bool(after) and not after.isspace() and after not in ".,،؛:)]"


class Voices:
    """The source mentions of one document, asked for the speaker whose words hold a span."""

    def __init__(self, sources: pd.DataFrame, outlet: str | None = None) -> None:
        columns = ("start", "end", "source_id", "mode")
        rows = zip(*(sources[name] for name in columns), strict=True) if len(sources) else ()
        self.spans = sorted(
            (int(start), -int(end), source, mode)
            for start, end, source, mode in rows
            if not pd.isna(start) and not pd.isna(end) and isinstance(source, str) and source != outlet
        )
        self.starts = [span[0] for span in self.spans]

    def of(self, start: int, end: int, quoted: bool) -> tuple[str, bool]:
        """Return in whose voice a span stands, and whether its marks are those of reported speech.

        The voice is the source the outlet itself lets speak: the outermost speaker, where he cites others in turn. The credit
        of an agency says where a report comes from; it lends its voice only to words in quotation marks no speaker owns.
        """
        around = [span for span in self.spans[: bisect_right(self.starts, start)] if -span[1] >= end]
        speakers = [span for span in around if span[3] != "agency_credit"]
        reported = any(span[3] in _WITH_REPORT for span in speakers)
        if speakers:
            return speakers[0][2], reported
        if around and quoted:
            return around[-1][2], reported
        return OUTLET, reported


def stands_quoted(quotations: list[Quotation], start: int, end: int) -> bool:
    """Say whether a span stands within quotation marks."""
    return any(q.start <= start and end <= q.end for q in quotations)


def keeps_distance(quotations: list[Quotation], start: int, end: int, entry: Mapping[str, Any], reported: bool) -> bool:
    """Say whether marks set around the term itself distance the writer from it.

    They do not where they mark a proper name (``حركة "حماس"``), and not where they are the marks of reported speech.
    """
    if entry.get("proper") or reported:
        return False
    tight = [q for q in quotations if q.start <= start and end <= q.end and q.end - q.start <= max(LONGEST_DISTANCE, 2 * (end - start))]
    return any(start - q.start <= 2 and q.end - end <= LONGEST_DISTANCE // 3 for q in tight)


def stands_negated(text: str, start: int, reach: int, words: Iterable[str], segment_start: int) -> bool:
    """Say whether one of the negating *words* stands among the *reach* words before a span, in the same sentence."""
    before = text[max(segment_start, start - 15 * reach) : start]
    cut = max(before.rfind(stop) for stop in _STOPS)
    near = before[cut + 1 :].split()[-reach:]
    negating = set(words)
    return any(word.strip("\"'«»“”(),،") in negating for word in near)
