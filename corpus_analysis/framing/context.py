"""What stands around a term: quotation marks, distance, negation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import numpy as np

from .arrays import Spans, find_holders

LONGEST_QUOTATION = 4000
LONGEST_DISTANCE = 60
_PAIRS = {"«": "»", "“": "”", "„": "”", '"': '"', "‹": "›"}
_MARKS = re.compile(f"[{''.join({*_PAIRS, *_PAIRS.values()})}]")
_STOPS = frozenset(".!?؟;؛\n")


def find_quotations(stretches: Spans, texts: Sequence[str]) -> Spans:
    """Return the insides of the pairs of quotation marks that open and close within one of these stretches of the texts."""
    places = np.stack(stretches)
    new = np.append(True, (places[:, 1:] != places[:, :-1]).any(axis=0))[: places.shape[1]]  # the same one is asked for in a row
    found = [(at, *span) for at, begin, end in places.T[new].tolist() for span in pair_marks(texts[at], begin, end)]
    return Spans(*np.array(found, dtype=np.int64).reshape(-1, 3).T)


def pair_marks(text: str, begin: int, stop: int) -> list[tuple[int, int]]:
    """Return the inside of every pair of quotation marks that opens and closes within a stretch of a text.

    Straight marks pair by their surroundings: one after white space or an opening bracket opens, one before them closes,
    so that marks inside marks are told apart.
    """
    found = []
    opened: list[tuple[str, int]] = []  # the mark that closes each, and where it was opened
    waiting: dict[str, list[int]] = {}  # closing mark → places in *opened*
    for hit in _MARKS.finditer(text, begin, stop):
        mark, at = hit.group(), hit.start()
        if waiting.get(mark) and not (mark == '"' and _opens(text, at, stop)):
            closes = waiting[mark][-1]
            if at - opened[closes][1] - 1 <= LONGEST_QUOTATION:
                found.append((opened[closes][1] + 1, at))
            for other, _ in opened[closes:]:
                waiting[other].pop()
            del opened[closes:]
        elif mark in _PAIRS:
            waiting.setdefault(_PAIRS[mark], []).append(len(opened))
            opened.append((_PAIRS[mark], at))
    return found


def _opens(text: str, at: int, stop: int) -> bool:
    before, after = text[at - 1 : at], text[at + 1 : min(at + 2, stop)]
    return (not before or before.isspace() or before in "([") and bool(after) and not after.isspace() and after not in ".,،؛:)]"


def keeps_distance(spans: Spans, quotations: Spans) -> np.ndarray:
    """Say of which spans the marks around them are set around little else, so that they distance the writer from the word."""
    longest = max(LONGEST_DISTANCE, 2 * int((spans.end - spans.start).max(initial=0)))
    short = quotations.take(np.flatnonzero(quotations.end - quotations.start <= longest))
    row, held = find_holders(spans, short)
    start, end = spans.start[row], spans.end[row]
    inside = short.end[held] - short.start[held] <= np.maximum(LONGEST_DISTANCE, 2 * (end - start))
    tight = inside & (start - short.start[held] <= 2) & (short.end[held] - end <= LONGEST_DISTANCE // 3)
    found = np.zeros(len(spans.start), dtype=bool)
    found[row[tight]] = True
    return found


def stands_negated(text: str, start: int, reach: int, words: Iterable[str], segment_start: int) -> bool:
    """Say whether one of the negating *words* stands among the *reach* words before a span, in the same sentence."""
    before = text[max(segment_start, start - 15 * reach) : start]
    cut = max(before.rfind(stop) for stop in _STOPS)
    near = before[cut + 1 :].split()[-reach:]
    negating = set(words)
    return any(word.strip("\"'«»“”(),،") in negating for word in near)
