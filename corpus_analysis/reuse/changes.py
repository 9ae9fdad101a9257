"""The words of two matched passages compared: where they differ, and whether in form only."""

from __future__ import annotations

from collections.abc import Iterator

from rapidfuzz.distance import LCSseq

from .align import CLAUSE, Match, encode
from .kinds import Change, Pair, Region, side_span, type_region
from .marks import Marks, breaks
from .units import Article


def diff_words(
    a: Article, b: Article, keys_a: list[str], keys_b: list[str], marks_a: Marks, marks_b: Marks, match: Match
) -> Iterator[Change]:
    """Compare the words of one match and type every difference."""
    pair = Pair(a, b, keys_a, keys_b, marks_a, marks_b)
    first_a, last_a = a.units[match.a[0]].first, a.units[match.a[1] - 1].last
    first_b, last_b = b.units[match.b[0]].first, b.units[match.b[1] - 1].last
    left, right = encode(keys_a[first_a:last_a], keys_b[first_b:last_b])
    codes = [(op.tag, op.src_start, op.src_end, op.dest_start, op.dest_end) for op in LCSseq.opcodes(left, right)]
    regions: list[Region] = []
    for tag, a0, a1, b0, b1 in codes:
        region = Region(first_a + a0, first_a + a1, first_b + b0, first_b + b1)
        if tag == "equal":
            yield from _formal_changes(pair, region)
        elif regions and (_is_crumb(pair, regions[-1], region) or _follows(regions[-1], region)):
            last = regions[-1]
            regions[-1] = Region(last.a0, region.a1, last.b0, region.b1)
        else:
            regions.append(region)
    for region in regions:
        yield from type_region(pair, _slide(pair, region))


def _follows(before: Region, after: Region) -> bool:
    return before.a1 == after.a0 and before.b1 == after.b0


def _is_crumb(pair: Pair, before: Region, after: Region) -> bool:
    """Between two changes a lone function word that both happen to have is no common ground."""
    same = pair.marks_a.function[before.a1 : after.a0]
    if len(same) > 2 or not all(same):
        return False
    sizes = [max(region.a1 - region.a0, region.b1 - region.b0) for region in (before, after)]
    both_sided = all(region.a1 > region.a0 and region.b1 > region.b0 for region in (before, after))
    return min(sizes) > len(same) and (not both_sided or min(sizes) >= CLAUSE) and sum(sizes) > CLAUSE


def _slide(pair: Pair, region: Region) -> Region:
    """Move a pure insertion to where its edges meet punctuation: of several equal readings the natural one."""
    article, keys, first, last = (
        (pair.a, pair.keys_a, region.a0, region.a1) if region.b0 == region.b1 else (pair.b, pair.keys_b, region.b0, region.b1)
    )
    if (region.a1 > region.a0) == (region.b1 > region.b0) or last - first < 2:
        return region
    best, best_score, shift = 0, breaks(article, first) + breaks(article, last), 0
    while first + shift > 0 and keys[first + shift - 1] == keys[last + shift - 1] and shift > -8:
        shift -= 1
        score = breaks(article, first + shift) + breaks(article, last + shift)
        if score > best_score:
            best, best_score = shift, score
    return Region(region.a0 + best, region.a1 + best, region.b0 + best, region.b1 + best)


def _formal_changes(pair: Pair, region: Region) -> Iterator[Change]:
    """Differences of form in words that are the same, and in the punctuation between them."""
    for step in range(region.a1 - region.a0):
        i, j = region.a0 + step, region.b0 + step
        one, other = pair.a.raw[pair.a.starts[i] : pair.a.ends[i]], pair.b.raw[pair.b.starts[j] : pair.b.ends[j]]
        if one != other:
            yield Change(_formal_kind(one, other), False, side_span(pair.a, i, i + 1), side_span(pair.b, j, j + 1))
        if step:
            yield from _punctuation(pair, i, j)


def _formal_kind(one: str, other: str) -> str:
    bare = ["".join(c for c in text if c.isalnum()) for text in (one, other)]
    if bare[0] == bare[1]:
        return "zwnj_space"
    return "digits" if any(c.isdigit() for c in one) else "spelling"


def _punctuation(pair: Pair, i: int, j: int) -> Iterator[Change]:
    gaps = [(article.ends[at - 1], article.starts[at]) for article, at in ((pair.a, i), (pair.b, j))]
    spans = [_stripped(article.raw, *gap) for article, gap in zip((pair.a, pair.b), gaps, strict=True)]
    texts = [article.raw[slice(*span)] if span else "" for article, span in zip((pair.a, pair.b), spans, strict=True)]
    if texts[0] != texts[1]:
        yield Change("punctuation", False, spans[0], spans[1])


def _stripped(raw: str, start: int, end: int) -> tuple[int, int] | None:
    text = raw[start:end]
    first = start + len(text) - len(text.lstrip())
    return (first, first + len(text.strip())) if text.strip() else None
