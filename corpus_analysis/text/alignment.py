"""Clean text that remembers where every character came from."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Aligned:
    """A cleaned string and, for every character of it, the span of raw text it stands for.

    Attributes
    ----------
    text : the cleaned string, n characters.
    starts, ends : int32 arrays of length n; clean character i stands for ``raw[starts[i]:ends[i]]``.
        A character that was inserted has ``starts[i] == ends[i]``. Both arrays never decrease.
    raw_length : number of code points of the raw text.
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
        """Return the smallest clean span that holds all characters kept from the raw span (may be empty)."""
        if not 0 <= start <= end <= self.raw_length:
            raise ValueError(f"raw span {start}:{end} is outside 0:{self.raw_length}")
        first = int(np.searchsorted(self.ends, start, side="right"))
        last = int(np.searchsorted(self.starts, end, side="left"))
        return first, max(first, last)

    def then(self, later: Aligned) -> Aligned:
        """Compose: *later* was made from this object's clean text; the result maps its text to this raw text."""
        if later.raw_length != len(self.text):
            raise ValueError(f"the later step read {later.raw_length} characters, this one wrote {len(self.text)}")
        bounds_start = np.append(self.starts, self.raw_length).astype(np.int32)
        bounds_end = np.append(np.int32(0), self.ends).astype(np.int32)
        inserted = later.starts == later.ends
        starts = np.where(inserted, bounds_end[later.starts], bounds_start[later.starts])
        ends = np.where(inserted, bounds_end[later.starts], bounds_end[later.ends])
        return Aligned(later.text, starts.astype(np.int32), ends.astype(np.int32), self.raw_length)


def identity(text: str) -> Aligned:
    """Return the alignment of a text that was not changed."""
    at = np.arange(len(text), dtype=np.int32)
    return Aligned(text, at, at + 1, len(text))
