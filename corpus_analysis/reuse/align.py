"""Which unit of one article is which unit of another: sentences first, since a single diff of two retold articles goes astray."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from rapidfuzz.distance import LCSseq
from rapidfuzz.process import cdist

from .units import Article, Unit

ALIKE = 0.45  # share of words two units must have in common, in order (2 x LCS / words of both)
INSIDE = 0.7  # or share of the shorter one's words, half of them in a row, when one outlet split or cut a sentence
CLAUSE = 4  # words: what is longer is a clause, what is shorter single words
_SHORT = 5  # units of fewer words match only when nearly equal


@dataclass(frozen=True)
class Match:
    """Runs of units ``a`` and ``b`` (positions, end-exclusive) that tell the same thing; similarity between 0 and 1."""

    a: tuple[int, int]
    b: tuple[int, int]
    similarity: float
    moved: bool = False


def match_units(a: Article, b: Article, keys_a: Sequence[str], keys_b: Sequence[str]) -> list[Match]:
    """Match the units of two articles one to one, then let a unit that was split or merged join its neighbour's match.

    Parameters
    ----------
    keys_a, keys_b : one key a word of each article; equal keys are the same word.

    Returns
    -------
    list of Match, in the order of *a*. A match that stands in another order in *b* is marked as moved.
    """
    left, right = encode(keys_a, keys_b)
    strings_a = [left[unit.first : unit.last] for unit in a.units]
    strings_b = [right[unit.first : unit.last] for unit in b.units]
    if not strings_a or not strings_b:
        return []
    scores = _score(strings_a, strings_b)
    used_a: dict[int, int] = {}
    used_b: dict[int, int] = {}
    for at in _ranked(scores):
        i, j = divmod(at, len(strings_b))
        if i not in used_a and j not in used_b:
            used_a[i], used_b[j] = j, i
    matches = [Match((i, i + 1), (j, j + 1), _ratio(strings_a[i], strings_b[j])) for i, j in sorted(used_a.items())]
    matches = _grow(matches, strings_a, strings_b, "a")
    matches = _grow(matches, strings_a, strings_b, "b")
    return _mark_moved(_pair_announcements(matches, a, b), a.units)


def split_match(a: Article, b: Article, keys_a: Sequence[str], keys_b: Sequence[str], match: Match) -> list[tuple[int, int, int, int]]:
    """Cut a match where one side alone has a clause: return word ranges ``a0, a1, b0, b1`` of what both have."""
    first_a, last_a = a.units[match.a[0]].first, a.units[match.a[1] - 1].last
    first_b, last_b = b.units[match.b[0]].first, b.units[match.b[1] - 1].last
    pieces: list[list[int]] = []
    for op in LCSseq.opcodes(*encode(keys_a[first_a:last_a], keys_b[first_b:last_b])):
        piece = [first_a + op.src_start, first_a + op.src_end, first_b + op.dest_start, first_b + op.dest_end]
        sizes = sorted((op.src_end - op.src_start, op.dest_end - op.dest_start))
        if op.tag != "equal" and sizes[1] - sizes[0] >= CLAUSE:
            pieces.append([])
        elif pieces and pieces[-1]:
            pieces[-1][1], pieces[-1][3] = piece[1], piece[3]
        else:
            pieces.append(piece)
    whole = (first_a, last_a, first_b, last_b)
    kept = [piece for piece in pieces if piece and min(piece[1] - piece[0], piece[3] - piece[2]) >= CLAUSE]
    return [(a0, a1, b0, b1) for a0, a1, b0, b1 in kept] or [whole]


def encode(*texts: Sequence[str]) -> list[str]:
    """Write every word as one character, so that string algorithms compare words."""
    codes: dict[str, str] = {}
    out = []
    for words in texts:
        for word in words:
            if word not in codes:
                number = len(codes)
                codes[word] = chr(number + 0x20 if number < 0xD000 else number + 0x2000)  # past the surrogates
        out.append("".join(codes[word] for word in words))
    return out


def likeness(keys_a: Sequence[str], keys_b: Sequence[str]) -> float:
    """Twice the words two texts have in common in one order, over the words of both."""
    return _ratio(*encode(keys_a, keys_b))


def _score(strings_a: list[str], strings_b: list[str]) -> np.ndarray:
    common = cdist(strings_a, strings_b, scorer=LCSseq.similarity, dtype=np.int32).astype(float)
    size_a, size_b = np.array([[len(s)] for s in strings_a]), np.array([[len(s) for s in strings_b]])
    smaller = np.minimum(size_a, size_b)
    ratio, inside = 2 * common / (size_a + size_b), common / smaller
    alike = np.where(smaller < _SHORT, ratio >= 0.75, ratio >= ALIKE)
    for i, j in np.argwhere(~alike & (inside >= INSIDE) & (common >= _SHORT)).tolist():
        alike[i, j] = _longest_run(strings_a[i], strings_b[j]) >= max(_SHORT - 1, smaller[i, j] / 2)
    # Where one sentence stands twice, the copy at the like position in the other article is meant.
    place_a, place_b = np.linspace(0, 1, len(strings_a))[:, None], np.linspace(0, 1, len(strings_b))[None, :]
    return np.where(alike, ratio + 0.2 * inside - 0.02 * np.abs(place_a - place_b), 0.0)


def _longest_run(one: str, other: str) -> int:
    """Titles and names scattered over a sentence are no part of it: its words must stand in a row."""
    return max((op.src_end - op.src_start for op in LCSseq.opcodes(one, other) if op.tag == "equal"), default=0)


def _ranked(scores: np.ndarray) -> list[int]:
    """Order the candidate pairs, best first; a pair whose neighbours are a clear pair themselves is more likely."""
    clear = (scores > 0) & (scores == scores.max(axis=0, keepdims=True)) & (scores == scores.max(axis=1, keepdims=True))
    beside = np.zeros_like(scores)
    beside[:-1, :-1] += clear[1:, 1:]
    beside[1:, 1:] += clear[:-1, :-1]
    ranked = np.where(scores > 0, scores + 0.15 * beside, 0.0)
    order = np.argsort(-ranked, axis=None, kind="stable")
    return order[: np.count_nonzero(scores > 0)].tolist()


def _ratio(one: str, other: str) -> float:
    return 2 * LCSseq.similarity(one, other) / (len(one) + len(other)) if one or other else 1.0


def _grow(matches: list[Match], strings_a: list[str], strings_b: list[str], side: str) -> list[Match]:
    """Let the unmatched units beside a match join it where that makes the two sides more alike."""
    taken = {at for match in matches for at in range(*getattr(match, side))}
    grown = []
    for match in matches:
        for step in (-1, 1):
            while True:
                first, last = getattr(match, side)
                at = first - 1 if step < 0 else last
                if at in taken or not 0 <= at < len(strings_a if side == "a" else strings_b):
                    break
                span = (min(first, at), max(last, at + 1))
                wider = Match(span, match.b, 0.0) if side == "a" else Match(match.a, span, 0.0)
                ratio = _ratio("".join(strings_a[slice(*wider.a)]), "".join(strings_b[slice(*wider.b)]))
                if ratio <= match.similarity + 0.02:
                    break
                match = Match(wider.a, wider.b, ratio)
                taken.add(at)
        grown.append(match)
    return grown


def _pair_announcements(matches: list[Match], a: Article, b: Article) -> list[Match]:
    """Pair the clauses that announce one and the same speech ("X added:", "Y said:") though their words differ."""
    taken_a = {at for match in matches for at in range(*match.a)}
    taken_b = {at for match in matches for at in range(*match.b)}
    paired = list(matches)
    for match in matches:
        i, j = match.a[0] - 1, match.b[0] - 1
        if i < 0 or j < 0 or i in taken_a or j in taken_b:
            continue
        if _announces(a, a.units[i]) and _announces(b, b.units[j]):
            paired.append(Match((i, i + 1), (j, j + 1), 0.0))
            taken_a.add(i)
            taken_b.add(j)
    return sorted(paired, key=lambda match: match.a)


def _announces(article: Article, unit: Unit) -> bool:
    return article.raw[unit.end - 1] == ":"


def _mark_moved(matches: list[Match], units: list[Unit]) -> list[Match]:
    """Mark the matches outside the heaviest run that keeps its order (longest increasing subsequence, weighted by words)."""
    weights = [sum(unit.size for unit in units[slice(*match.a)]) for match in matches]
    best: list[int] = []
    previous: list[int] = []
    for at, match in enumerate(matches):
        before = [k for k in range(at) if matches[k].b[1] <= match.b[0]]
        previous.append(max(before, key=lambda k: best[k], default=-1))
        best.append(weights[at] + (best[previous[-1]] if before else 0))
    kept, at = set(), int(np.argmax(best)) if best else -1
    while at >= 0:
        kept.add(at)
        at = previous[at]
    return [Match(match.a, match.b, match.similarity, number not in kept) for number, match in enumerate(matches)]
