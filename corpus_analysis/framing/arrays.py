"""Groups and spans as arrays: the few steps that matching and resolving share."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

FAR = 1 << 32  # beyond every position; group * FAR + position orders spans by group, then by position


class Spans(NamedTuple):
    """Spans as parallel arrays; only those of one group have to do with each other."""

    group: np.ndarray
    start: np.ndarray
    end: np.ndarray

    def take(self, rows: np.ndarray) -> Spans:
        """Return some of the spans."""
        return Spans(self.group[rows], self.start[rows], self.end[rows])


def spread(counts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return for the items of groups of these sizes the number of their group, and their place in it.

    Examples
    --------
    >>> spread(np.array([2, 0, 1]))
    (array([0, 0, 2]), array([0, 1, 0]))
    """
    groups = np.repeat(np.arange(len(counts)), counts)
    return groups, np.arange(len(groups)) - np.repeat(np.cumsum(counts) - counts, counts)


def find_equal(left: np.ndarray, right: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the places of all pairs of equal values, by the left one.

    Examples
    --------
    >>> find_equal(np.array([7, 5]), np.array([5, 6, 7, 5]))
    (array([0, 1, 1]), array([2, 0, 3]))
    """
    order = np.argsort(right, kind="stable")
    low, high = (np.searchsorted(right[order], left, side=side) for side in ("left", "right"))
    at, place = spread(high - low)
    return at, order[low[at] + place]


def lies_within(inner: Spans, outer: Spans) -> np.ndarray:
    """Say which of the *inner* spans lie within one of the *outer* spans of their group."""
    if not len(outer.start):
        return np.zeros(len(inner.start), dtype=bool)
    starts = outer.group * FAR + outer.start
    order = np.argsort(starts)
    starts = starts[order]
    reach = np.maximum.accumulate((outer.group * FAR + outer.end)[order])  # no group reaches into the next
    at = np.searchsorted(starts, inner.group * FAR + inner.start, side="right") - 1
    return (at >= 0) & (reach[at] >= inner.group * FAR + inner.end)


def find_holders(inner: Spans, outer: Spans) -> tuple[np.ndarray, np.ndarray]:
    """Return the places of all pairs of an *inner* span and an *outer* one of its group that holds it, by the outer one."""
    place = inner.group * FAR + inner.start
    order = np.argsort(place, kind="stable")
    low, high = (np.searchsorted(place[order], outer.group * FAR + side) for side in (outer.start, outer.end))
    held, pick = spread(np.maximum(high - low, 0))
    at = order[low[held] + pick]
    holds = inner.end[at] <= outer.end[held]
    return at[holds], held[holds]


def lies_within_longer(spans: Spans) -> np.ndarray:
    """Say which spans lie within a longer one of their group."""
    begun_before, ends_later = spans._replace(start=spans.start - 1), spans._replace(end=spans.end + 1)
    return lies_within(begun_before, spans) | lies_within(ends_later, spans)
