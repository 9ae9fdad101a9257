"""One article as words and units: the sentences, and the clauses a colon sets apart, of what the outlet itself wrote."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..groups import check_article
from ..text.sentences import sentence_spans

if TYPE_CHECKING:
    from ..corpus import Corpus

FURNITURE = ("boilerplate", "comment", "related")
_COLON = ":"


@dataclass(frozen=True)
class Unit:
    """A stretch ``start, end`` of raw text, its words ``first:last`` in the article's list of words, and the part of the page it is."""

    start: int
    end: int
    first: int
    last: int
    role: str
    segment: int

    @property
    def size(self) -> int:
        return self.last - self.first


@dataclass(frozen=True)
class Article:
    """What comparing needs to know of a document.

    Attributes
    ----------
    raw : the decoded text. language : of the document.
    starts, ends, forms, kinds : one entry a word (no punctuation): raw offsets, match form, kind of token.
    units : the stretches that are matched with those of another article, in order.
    furniture : spans of runs of segments that are no part of the article: tags, comments, related links.
    """

    doc_id: str
    raw: str
    language: str
    starts: list[int]
    ends: list[int]
    forms: list[str]
    kinds: list[str]
    units: list[Unit]
    furniture: list[tuple[int, int]]


def read_article(corpus: Corpus, doc_id: str) -> Article:
    """Cut one document of a corpus into units and words."""
    documents = corpus.documents
    known = documents["doc_id"].tolist()
    check_article(corpus, doc_id)
    raw = corpus.raw[doc_id]
    language = str(documents["language"].iloc[known.index(doc_id)])
    tokens, at = corpus.tokens, corpus.tokens.of(doc_id)
    types = tokens.type[at]
    kinds = tokens.vocabulary["kind"].to_numpy()[types]
    kept = kinds != "punctuation"
    starts, ends = tokens.start[at][kept].tolist(), tokens.end[at][kept].tolist()
    forms = tokens.vocabulary["form"].to_numpy()[types][kept].tolist()
    rows = corpus.segments[corpus.segments["doc_id"] == doc_id].sort_values("start")
    units, first = [], 0
    for segment, (start, end, role) in enumerate(zip(rows["start"].tolist(), rows["end"].tolist(), rows["role"], strict=True)):
        if role in FURNITURE:
            continue
        for left, right in _cut(raw, start, end, language):
            while first < len(starts) and starts[first] < left:
                first += 1
            last = first
            while last < len(starts) and starts[last] < right:
                last += 1
            if last > first:
                units.append(Unit(left, right, first, last, role, segment))
            first = last
    return Article(doc_id, raw, language, starts, ends, forms, kinds[kept].tolist(), units, _find_furniture(rows))


def _cut(raw: str, start: int, end: int, language: str) -> list[tuple[int, int]]:
    """Cut a segment into sentences, and these after a colon that announces speech or a list."""
    spans = []
    for left, right in sentence_spans(raw[start:end], language):
        left, right = start + left, start + right
        colon = raw.find(_COLON, left, right)
        while colon >= 0:
            after = colon + 1
            if after < right and (raw[after].isspace() or raw[after] in '«"“'):
                spans.append((left, after))
                while raw[after].isspace():
                    after += 1
                left = after
            colon = raw.find(_COLON, after, right)
        spans.append((left, right))
    return spans


def _find_furniture(rows: Any) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    open_run = False
    for start, end, role in zip(rows["start"].tolist(), rows["end"].tolist(), rows["role"], strict=True):
        if role in FURNITURE:
            runs = [*runs[:-1], (runs[-1][0], end)] if open_run else [*runs, (start, end)]
        open_run = role in FURNITURE
    return runs
