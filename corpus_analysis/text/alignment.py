"""Clean text that remembers where every character came from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Aligned:
    """A cleaned string and, for every character of it, the span of raw text it stands for.

    Attributes
    ----------
    text : the cleaned string, n characters.
    starts, ends : int32 arrays of length n; clean character i stands for ``raw[starts[i]:ends[i]]``.
        A character that was inserted has ``starts[i] == ends[i]``; the characters that one raw character was
        expanded to share its span. Both arrays never decrease.
    raw_length : number of code points of the raw text.

    Examples
    --------
    >>> step = edit("آتشبس", [(3, 3, "\\u200c")])
    >>> step.to_raw(0, 6), step.to_clean(3, 5)
    ((0, 5), (4, 6))
    """

    text: str
    starts: np.ndarray
    ends: np.ndarray
    raw_length: int

    def to_raw(self, start: int, end: int) -> tuple[int, int]:
        """Return the raw span that the clean span ``start, end`` (end-exclusive, not empty) stands for."""
        if not 0 <= start < end <= len(self.text):
            raise ValueError(f"clean span {start}:{end} is empty or outside 0:{len(self.text)}")
        return int(self.starts[start]), int(self.ends[end - 1])

    def to_clean(self, start: int, end: int) -> tuple[int, int]:
        """Return the smallest clean span that holds every character kept from the raw span (empty if none was kept)."""
        if not 0 <= start <= end <= self.raw_length:
            raise ValueError(f"raw span {start}:{end} is outside 0:{self.raw_length}")
        first = int(np.searchsorted(self.ends, start, side="right"))
        last = int(np.searchsorted(self.starts, end, side="left"))
        return first, max(first, last)

    def then(self, later: Aligned) -> Aligned:
        """Compose: *later* was made from this object's clean text; the result maps its text to this raw text."""
        if later.raw_length != len(self.text):
            raise ValueError(f"the later step read {later.raw_length} characters, this one wrote {len(self.text)}")
        next_start = np.append(self.starts, np.int32(self.raw_length)).astype(np.int32)
        last_end = np.append(np.int32(0), self.ends).astype(np.int32)
        inserted = later.starts == later.ends
        ends = last_end[later.ends]
        # What is inserted between two characters of one expansion belongs to that expansion, or starts would step back.
        starts = np.where(inserted, np.minimum(next_start[later.starts], ends), next_start[later.starts])
        return Aligned(later.text, starts.astype(np.int32), ends, self.raw_length)


def identity(text: str) -> Aligned:
    """Return the alignment of a text that was not changed."""
    at = np.arange(len(text), dtype=np.int32)
    return Aligned(text, at, at + 1, len(text))


def edit(text: str, edits: Iterable[tuple[int, int, str]]) -> Aligned:
    """Return *text* with every ``(start, end, replacement)`` carried out, aligned to *text*.

    Edits are sorted and do not overlap. A replacement as long as what it replaces is aligned character by character; any
    other stands as a whole for the span it replaces.
    """
    pieces: list[str] = []
    starts: list[np.ndarray] = []
    ends: list[np.ndarray] = []
    done = 0
    for start, end, replacement in edits:
        if not done <= start <= end <= len(text):
            raise ValueError(f"edit {start}:{end} overlaps the one before it or lies outside 0:{len(text)}")
        kept = np.arange(done, start, dtype=np.int32)
        same = len(replacement) == end - start
        changed = np.arange(start, end, dtype=np.int32) if same else np.full(len(replacement), start, dtype=np.int32)
        pieces += [text[done:start], replacement]
        starts += [kept, changed]
        ends += [kept + 1, changed + 1 if same else np.full(len(replacement), end, dtype=np.int32)]
        done = end
    kept = np.arange(done, len(text), dtype=np.int32)
    return Aligned("".join([*pieces, text[done:]]), np.concatenate([*starts, kept]), np.concatenate([*ends, kept + 1]), len(text))
