"""Pairs of quotation marks, read by type and by the white space around them; odd, stray and nested marks are borne."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

OPENERS, CLOSERS = "«‹", "»›"
EITHER = '"“”„‟＂″'
MARKS = frozenset(OPENERS + CLOSERS + EITHER)
SINGLE = frozenset("‘’'")
WINDOW = 2000  # characters: the longest quotation between single marks, and how far back the double mark around one is sought
_KIND = {**dict.fromkeys(OPENERS + CLOSERS, "angle"), **dict.fromkeys(EITHER, "double")}
_BEFORE_OPEN = frozenset("([{:-–—،,؛;/ـ…")
_CLITICS = frozenset(("و", "ب", "ل", "ف", "ک", "بـ", "لـ", "وب", "ول"))


@lru_cache(maxsize=1 << 12)
def _leans(before: str, after: str, clitic: bool) -> str:
    """Return "open", "close" or "" for a mark, from the characters on either side."""
    gap_before = not before or before.isspace() or before in _BEFORE_OPEN or clitic
    gap_after = not after or after.isspace() or after in ".,،؛;:!?؟…)]}"
    if gap_before and not gap_after:
        return "open"
    if gap_after and not gap_before:
        return "close"
    return ""


def pair_marks(raw: str, words: Sequence[str], starts: Sequence[int], first: int, marks: Sequence[int]) -> dict[int, int]:
    """Return the outermost pairs among the quotation marks of a paragraph as {token of the opening mark: token of the closing one}.

    *first* is the paragraph's first token, *marks* are those of its tokens that are quotation marks.

    A mark whose partner is missing pairs with nothing, so that it never swallows what follows. One pass, linear.
    """
    stack: list[tuple[int, str]] = []
    kinds = [_KIND[words[token]] for token in marks]
    left = {kind: kinds.count(kind) for kind in ("angle", "double")}
    pairs: list[tuple[int, int]] = []
    for token, kind in zip(marks, kinds, strict=True):
        mark, at = words[token], starts[token]
        clitic = token > first and words[token - 1] in _CLITICS and starts[token - 1] + len(words[token - 1]) >= at
        lean = _leans(raw[at - 1 : at], "" if raw[at + 1 : at + 3] == ".." else raw[at + 1 : at + 2], clitic)
        opened = bool(stack) and any(known == kind for _, known in stack[-4:])
        if mark in OPENERS and (lean != "close" or not opened):
            lean = "open"
        elif mark in CLOSERS and (lean != "open" or opened):
            lean = "close"
        elif not lean:  # with an even number still to come this one opens: what stands open before it is stray
            lean = "close" if opened and (left[kind] % 2 or raw[at - 1] in ",،") else "open"
        left[kind] -= 1
        if lean == "open":
            stack.append((token, kind))
        elif opened:
            while stack[-1][1] != kind:
                stack.pop()
            pairs.append((stack.pop()[0], token))
    outer: dict[int, int] = {}
    reach = -1
    for opening, closing in sorted(pairs):
        if opening > reach:
            outer[opening] = closing
            reach = closing
    return outer


def pair_single_marks(raw: str, words: Sequence[str], starts: Sequence[int], singles: Sequence[int]) -> list[tuple[int, int]]:
    """Return the pairs of single quotation marks of an English text that stand for double ones (‘It is over,’ she said).

    *singles* are its tokens that are single marks or apostrophes. Marks inside a quotation and plural genitives (the officials’
    party) pair with nothing.
    """
    pairs: list[tuple[int, int]] = []
    opened: int | None = None
    for token in singles:
        at = starts[token]
        before, after = raw[at - 1 : at], raw[at + 1 : at + 2]
        if words[token] != "’" and after.isalpha() and (not before or before.isspace() or before in "([–—-"):
            opened = token
            continue
        closes = words[token] != "‘" and before and not before.isspace() and (not after.strip() or after in ".,;:!?)]–—")
        if opened is None or not closes or (before == "s" and after.isspace()):
            continue
        first = starts[opened]
        if at - first < WINDOW and not _is_nested(raw, first, at):
            pairs.append((opened, token))
        opened = None
    return pairs


def _is_nested(raw: str, first: int, last: int) -> bool:
    """Say whether double marks or a line's end stand between two single ones, or a double one around them."""
    within = raw[first:last]
    begin = max(raw.rfind("\n", 0, first), first - WINDOW, 0)
    open_double = raw.rfind("“", begin, first) > raw.rfind("”", begin, first) or raw.count('"', begin, first) % 2 == 1
    return open_double or "\n" in within or not MARKS.isdisjoint(within)
