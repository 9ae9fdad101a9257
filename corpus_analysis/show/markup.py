"""Raw text with marks laid over it, as HTML: marks may nest, touch and cross."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise, takewhile

from .tables import escape


@dataclass(frozen=True)
class Mark:
    """One element over a span of the text.

    Attributes
    ----------
    start, end : the span. tag : name of the element. attributes : with a leading space. rank : lower ranks hold higher ones.
    head, tail : markup set once, where the span begins and where it ends.
    first : attributes that only the first part has, where another mark cuts this one in two (an id, a place in the tab order).
    """

    start: int
    end: int
    tag: str
    attributes: str = ""
    rank: int = 0
    head: str = ""
    tail: str = ""
    first: str = ""

    def open(self, at: int) -> str:
        """Return the opening tag of the part that begins at *at*."""
        begins = at <= self.start
        return f"<{self.tag}{self.attributes}{self.first if begins else ''}>{self.head if begins else ''}"

    def close(self, at: int) -> str:
        """Return the closing tag of the part that ends at *at*."""
        return f"{self.tail if at >= self.end else ''}</{self.tag}>"


def mark_up(text: str, start: int, end: int, marks: Iterable[Mark]) -> str:
    """Return ``text[start:end]`` escaped, with every mark that lies in it; a mark that crosses another is cut in two."""
    inside = sorted((one for one in marks if one.start < end and start < one.end and one.start < one.end), key=lambda one: one.start)
    edges = sorted({start, end, *(min(max(place, start), end) for one in inside for place in (one.start, one.end))})
    opened: list[Mark] = []
    parts: list[str] = []
    at = 0
    for low, high in pairwise(edges):
        active = [one for one in opened if one.end > low]
        while at < len(inside) and inside[at].start <= low:
            active.append(inside[at])
            at += 1
        active.sort(key=lambda one: (one.rank, one.start, -one.end))
        same = sum(1 for _ in takewhile(lambda pair: pair[0] is pair[1], zip(opened, active, strict=False)))
        parts += [one.close(low) for one in reversed(opened[same:])]
        parts += [one.open(low) for one in active[same:]]
        parts.append(escape(text[low:high]))
        opened = active
    parts += [one.close(end) for one in reversed(opened)]
    return "".join(parts)
