"""The span arithmetic every table shares.

A span is a pair ``start, end`` of Unicode code-point offsets into the decoded raw text of one
document: newlines untouched, end-exclusive, ``raw[doc_id][start:end] == surface``.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd


def slice_text(frame: pd.DataFrame, raw: Mapping[str, str], start: str = "start", end: str = "end") -> list[str | None]:
    """Return the raw text of every row of *frame* (columns doc_id, *start*, *end*); None where a span is missing."""
    rows = zip(frame["doc_id"], frame[start], frame[end], strict=True)
    return [None if pd.isna(s) else raw[doc][int(s) : int(e)] for doc, s, e in rows]


def check_spans(frame: pd.DataFrame, raw: Mapping[str, str], start: str = "start", end: str = "end") -> pd.DataFrame:
    """Return the rows of *frame* whose span is wrong: out of bounds, empty, reversed, or unlike `surface`.

    Rows with a missing start are skipped. An empty frame means that every offset is exact.
    """
    wrong = []
    has_surface = "surface" in frame.columns and start == "start"
    for row, (doc, s, e) in enumerate(zip(frame["doc_id"], frame[start], frame[end], strict=True)):
        if pd.isna(s) and pd.isna(e):
            continue
        fits = not pd.isna(s) and not pd.isna(e) and 0 <= s < e <= len(raw[doc])
        if not fits or (has_surface and raw[doc][int(s) : int(e)] != frame["surface"].iloc[row]):
            wrong.append(row)
    return frame.iloc[wrong]


def overlap(a: tuple[int, int], b: tuple[int, int]) -> int:
    """Return how many characters two spans share."""
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def intersection_over_union(a: tuple[int, int], b: tuple[int, int]) -> float:
    """Return shared characters over covered characters, between 0 and 1 (Jaccard index of two spans)."""
    shared = overlap(a, b)
    return shared / ((a[1] - a[0]) + (b[1] - b[0]) - shared) if shared else 0.0
