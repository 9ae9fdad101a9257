"""What stands around a term: the voice it is said in, quotation marks, distance, negation."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

OUTLET = "outlet"
AGENCY = "agency_credit"
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


@dataclass(frozen=True)
class _Said:
    start: int
    end: int
    source: str
    mode: str
    level: int
    via: str | None


class Voices:
    """The source mentions of one document, asked for the speaker whose words hold a span."""

    def __init__(self, sources: pd.DataFrame, outlet: str | None = None) -> None:
        known = sources[sources["start"].notna() & sources["end"].notna() & sources["source_id"].notna() & (sources["source_id"] != outlet)]
        count = len(known)
        self.spans = [
            _Said(int(start), int(end), source, mode, 1 if pd.isna(level) else int(level), via if isinstance(via, str) else None)
            for start, end, source, mode, level, via in zip(
                known["start"], known["end"], known["source_id"], known["mode"],
                known["level"] if "level" in known else [1] * count, known["via"] if "via" in known else [None] * count, strict=True,
            )
        ]  # fmt: skip
        self.spans.sort(key=lambda said: said.start)
        self.starts = [said.start for said in self.spans]
        self.agencies = {said.source for said in self.spans if said.mode == AGENCY}

    def of(self, start: int, end: int, quoted: bool) -> tuple[str, bool]:
        """Return in whose voice a span stands, and whether its marks are those of reported speech.

        The voice is the source the outlet itself lets speak: the outermost speaker, where he cites others in turn (of two sources
        of the very same words the one cited through the other). The credit of an agency says where a report comes from; it lends
        its voice only to words in quotation marks that no speaker owns.
        """
        around = [said for said in self.spans[: bisect_right(self.starts, start)] if said.end >= end]
        speakers = [said for said in around if said.mode != AGENCY]
        reported = any(said.mode in _WITH_REPORT for said in speakers)
        if speakers:
            outermost = max(speakers, key=lambda said: (said.end - said.start, said.level))
            through = outermost.via
            if through and through not in self.agencies and all(said.source != through for said in around):
                return through, reported
            return outermost.source, reported
        if around and quoted:
            return around[-1].source, reported
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
