"""Clean text that remembers where every character came from."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property, partial

import numpy as np

Spans = tuple[np.ndarray, np.ndarray]


class Aligned:
    """A cleaned string and, for every character of it, the span of raw text it stands for.

    Parameters
    ----------
    text : the cleaned string, n characters.
    raw_length : number of code points of the raw text.
    find_spans : returns `starts` and `ends`; called when one of them is first asked for, as many want the text alone.

    Attributes
    ----------
    starts, ends : int32 arrays of length n; clean character i stands for ``raw[starts[i]:ends[i]]``.
        A character that was inserted has ``starts[i] == ends[i]``; the characters that one raw character was
        expanded to share its span. Both arrays never decrease.

    Examples
    --------
    >>> step = edit("آتشبس", [(3, 3, "\\u200c")])
    >>> step.to_raw(0, 6), step.to_clean(3, 5)
    ((0, 5), (4, 6))
    """

    def __init__(self, text: str, raw_length: int, find_spans: Callable[[], Spans]) -> None:
        self.text, self.raw_length, self._find_spans = text, raw_length, find_spans

    def __repr__(self) -> str:
        return f"Aligned({self.text!r}, raw_length={self.raw_length})"

    @cached_property
    def _spans(self) -> Spans:
        return self._find_spans()

    @property
    def starts(self) -> np.ndarray:
        return self._spans[0]

    @property
    def ends(self) -> np.ndarray:
        return self._spans[1]

    def to_raw(self, start: int, end: int) -> tuple[int, int]:
        """Return the raw span that the clean span ``start, end`` (end-exclusive, not empty) stands for."""
        if not 0 <= start < end <= len(self.text):
            raise ValueError(f"clean span {start}:{end} is empty or outside 0:{len(self.text)}. Give places in .text")
        return int(self.starts[start]), int(self.ends[end - 1])

    def to_clean(self, start: int, end: int) -> tuple[int, int]:
        """Return the smallest clean span that holds every character kept from the raw span (empty if none was kept)."""
        if not 0 <= start <= end <= self.raw_length:
            raise ValueError(f"raw span {start}:{end} is outside 0:{self.raw_length}. Give places in the raw text")
        first = int(np.searchsorted(self.ends, start, side="right"))
        last = int(np.searchsorted(self.starts, end, side="left"))
        return first, max(first, last)

    def then(self, later: Aligned) -> Aligned:
        """Compose: *later* was made from this object's clean text; the result maps its text to this raw text."""
        if later.raw_length != len(self.text):
            raise ValueError(f"the later step read {later.raw_length} characters, this one wrote {len(self.text)}")
        return Aligned(later.text, self.raw_length, partial(_compose, self, later))


def _compose(first: Aligned, later: Aligned) -> Spans:
    next_start = np.append(first.starts, np.int32(first.raw_length)).astype(np.int32)
    last_end = np.append(np.int32(0), first.ends).astype(np.int32)
    inserted = later.starts == later.ends
    ends = last_end[later.ends]
    # What is inserted between two characters of one expansion belongs to that expansion, or starts would step back.
    starts = np.where(inserted, np.minimum(next_start[later.starts], ends), next_start[later.starts])
    return starts.astype(np.int32), ends


def identity(text: str) -> Aligned:
    """Return the alignment of a text that was not changed."""
    return Aligned(text, len(text), partial(_same_spans, len(text)))


def _same_spans(length: int) -> Spans:
    at = np.arange(length, dtype=np.int32)
    return at, at + 1


def edit(text: str, edits: Iterable[tuple[int, int, str]]) -> Aligned:
    """Return *text* with every ``(start, end, replacement)`` carried out, aligned to *text*.

    Edits are sorted and do not overlap. A replacement as long as what it replaces is aligned character by character; any
    other stands as a whole for the span it replaces.
    """
    pieces: list[str] = []
    done, edits = 0, list(edits)
    for start, end, replacement in edits:
        if not done <= start <= end <= len(text):
            raise ValueError(f"edit {start}:{end} overlaps the one before it or lies outside 0:{len(text)}")
        pieces += [text[done:start], replacement]
        done = end
    return Aligned("".join([*pieces, text[done:]]), len(text), partial(_edited_spans, len(text), edits))


def _edited_spans(length: int, edits: list[tuple[int, int, str]]) -> Spans:
    starts: list[np.ndarray] = []
    ends: list[np.ndarray] = []
    done = 0
    for start, end, replacement in edits:
        kept = np.arange(done, start, dtype=np.int32)
        same = len(replacement) == end - start
        changed = np.arange(start, end, dtype=np.int32) if same else np.full(len(replacement), start, dtype=np.int32)
        starts += [kept, changed]
        ends += [kept + 1, changed + 1 if same else np.full(len(replacement), end, dtype=np.int32)]
        done = end
    kept = np.arange(done, length, dtype=np.int32)
    return np.concatenate([*starts, kept]), np.concatenate([*ends, kept + 1])
