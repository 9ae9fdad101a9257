"""The same story in two languages: which passage retells which, and how names and numbers compare."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from .marks import Marks, mark_words
from .units import Article, Unit, read_article

if TYPE_CHECKING:
    from ..corpus import Corpus

Span = tuple[int, int]
ENTITIES, PLACE = 0.5, 0.05  # weights of shared names and numbers, and of the place in the story, beside that of the text
SURE = 0.5  # a link that stands out less is not called a retelling: every sentence has a closest passage, retold or not
_FEW = 5
_ROLES = ("headline", "deck", "summary", "body")
LINKS = {
    "doc_a": "str", "start_a": "int64", "end_a": "int64", "doc_b": "str", "start_b": "int64", "end_b": "int64", "score": "float64",
    "mutual": "bool",
}  # fmt: skip


def link_passages(corpus: Corpus, doc_a: str, doc_b: str, method: str = "spelling") -> pd.DataFrame:
    """Find, for every sentence of one article, the paragraph of an article in another language that tells the same.

    Texts are compared as `corpus_analysis.topics.link_texts` does (by names, numbers and loan words, or by meaning),
    by the persons, places and framing terms in them, and a little by their place in the story.

    Parameters
    ----------
    corpus : Corpus. doc_a, doc_b : doc_ids. method : "spelling", or "meaning" (slower, needs the optional extra).

    Returns
    -------
    DataFrame, one row a sentence of *a*: doc_a, start_a, end_a, doc_b, start_b, end_b (raw offsets), score (how clearly this pair
    stands out from the others, 0 to 1), mutual (no other sentence of *a* is closer to that paragraph of *b*).
    """
    return _link(*_both(corpus, doc_a, doc_b), method)


def compare_across(corpus: Corpus, doc_a: str, doc_b: str) -> list[tuple[str, bool, Span, Span, str, str]]:
    """Line up names and numbers in clearly linked passages: kind, meaningful, raw span in *a* and *b*, what was found, referent."""
    a, b, marks_a, marks_b = _both(corpus, doc_a, doc_b)
    names_a, names_b = _names(corpus, doc_a), _names(corpus, doc_b)
    found: list[tuple[str, bool, Span, Span, str, str]] = []
    seen: set[tuple[Span, Span]] = set()
    links = _link(a, b, marks_a, marks_b, "spelling")
    links = links[links["score"] >= SURE]
    spans_a, spans_b = (list(zip(links[f"start_{side}"].tolist(), links[f"end_{side}"].tolist(), strict=True)) for side in "ab")
    for span_a, span_b, score in zip(spans_a, spans_b, links["score"], strict=True):
        found.append(("retold", False, span_a, span_b, f"score {score:.2f}", ""))
        for one, other in _line_up(names_a, names_b, span_a, span_b):
            spans = ((one.start, one.end), (other.start, other.end))
            if spans not in seen:
                seen.add(spans)
                found.append(("naming", one.name != other.name, *spans, f"{one.name} ↔ {other.name}", one.referent))
        found += _numbers(a, b, span_a, span_b)
    return found


def _names(corpus: Corpus, doc_id: str) -> list[Any]:
    terms = getattr(corpus, "terms", None)
    return [] if terms is None else list(terms[terms["doc_id"] == doc_id].itertuples())


def _both(corpus: Corpus, doc_a: str, doc_b: str) -> tuple[Article, Article, Marks, Marks]:
    a, b = read_article(corpus, doc_a), read_article(corpus, doc_b)
    terms = getattr(corpus, "terms", None)
    own = [None if terms is None else terms[terms["doc_id"] == doc_id] for doc_id in (doc_a, doc_b)]
    return a, b, mark_words(a, own[0]), mark_words(b, own[1])


def _link(a: Article, b: Article, marks_a: Marks, marks_b: Marks, method: str) -> pd.DataFrame:
    from ..topics.links import compare
    from ..topics.similarity import blocks, correct_hubs

    spans_a = _sentences([unit for unit in a.units if unit.role in _ROLES], a.raw)
    spans_b = _paragraphs([unit for unit in b.units if unit.role in _ROLES])
    if not spans_a or not spans_b:
        return pd.DataFrame(columns=list(LINKS)).astype(LINKS)
    parts = compare([a.raw[s:e] for s, e in spans_a], [b.raw[s:e] for s, e in spans_b], a.language, b.language, method)
    text = correct_hubs(np.vstack([block for _, block in blocks(parts)]))
    entities = correct_hubs(_compare_entities(_entities(a, marks_a, spans_a), _entities(b, marks_b, spans_b)))
    place = np.abs(np.linspace(0, 1, len(spans_a))[:, None] - np.linspace(0, 1, len(spans_b))[None, :])
    similarity = _standard(text) + ENTITIES * _standard(entities) - PLACE * _standard(place)
    best, score = similarity.argmax(axis=1), _confidence(similarity)
    rows = [
        (a.doc_id, *span, b.doc_id, *spans_b[at], round(float(score[row, at]), 4), bool(similarity[:, at].argmax() == row))
        for row, (span, at) in enumerate(zip(spans_a, best, strict=True))
    ]
    return pd.DataFrame(rows, columns=list(LINKS)).astype(LINKS)


def _sentences(units: list[Unit], raw: str) -> list[Span]:
    """Sentences, each with the few words that announce it ("he added:")."""
    spans: list[Span] = []
    announced = -1
    for unit in units:
        start = announced if announced >= 0 else unit.start
        announced = start if raw[unit.end - 1] == ":" and unit.size < _FEW else -1
        if announced < 0:
            spans.append((start, unit.end))
    return spans if announced < 0 else [*spans, (announced, units[-1].end)]


def _paragraphs(units: list[Unit]) -> list[Span]:
    ends: dict[int, Span] = {}
    for unit in units:
        ends[unit.segment] = (ends.get(unit.segment, (unit.start, 0))[0], unit.end)
    return list(ends.values())


def _confidence(similarity: np.ndarray) -> np.ndarray:
    """How far each pair stands out from the others of its row and of its column (geometric mean of two softmax shares)."""
    row = np.exp(similarity - similarity.max(axis=1, keepdims=True))
    column = np.exp(similarity - similarity.max(axis=0, keepdims=True))
    return np.sqrt(row / row.sum(axis=1, keepdims=True) * column / column.sum(axis=0, keepdims=True))


def _standard(values: np.ndarray) -> np.ndarray:
    return values / (values.std() or 1.0)


def _entities(article: Article, marks: Marks, spans: list[Span]) -> list[Counter]:
    """Count the persons, places, bodies, referents and numbers of each passage."""
    found = [(article.starts[mark.first], mark.value) for mark in [*marks.names, *marks.terms]]
    found += [(at, form) for at, form, kind in zip(article.starts, article.forms, article.kinds, strict=True) if kind == "number"]
    return [Counter(value for at, value in found if start <= at < end) for start, end in spans]


def _compare_entities(one: list[Counter], other: list[Counter]) -> np.ndarray:
    """Cosine of the counts, damped by logarithm and weighted by how few passages have the entity (tf-idf)."""
    spread = Counter(value for counts in [*one, *other] for value in counts)
    columns = {value: number for number, value in enumerate(spread)}
    matrices = []
    for passages in (one, other):
        matrix = np.zeros((len(passages), max(len(columns), 1)))
        for row, counts in enumerate(passages):
            for value, count in counts.items():
                matrix[row, columns[value]] = (1 + np.log(count)) * np.log(1 + (len(one) + len(other)) / spread[value])
        norms = np.linalg.norm(matrix, axis=1, keepdims=True)
        matrices.append(matrix / np.where(norms > 0, norms, 1.0))
    return matrices[0] @ matrices[1].T


def _line_up(names_a: list[Any], names_b: list[Any], span_a: Span, span_b: Span) -> list[tuple[Any, Any]]:
    """Pair the mentions of one referent in two linked passages: like names first, then those of like stance, then those at like places."""
    left = [name for name in names_a if span_a[0] <= name.start < span_a[1]]
    right = [name for name in names_b if span_b[0] <= name.start < span_b[1]]
    candidates = [
        (one.name != other.name, one.stance != other.stance, abs(_place(one, span_a) - _place(other, span_b)), i, j)
        for i, one in enumerate(left)
        for j, other in enumerate(right)
        if one.referent == other.referent
    ]
    pairs: dict[int, int] = {}
    for *_, i, j in sorted(candidates):
        if i not in pairs and j not in pairs.values():
            pairs[i] = j
    return [(left[i], right[j]) for i, j in sorted(pairs.items())]


def _place(name: Any, span: Span) -> float:
    """How far back from the end of the passage: what announces a statement stands before it and varies in length."""
    return float(span[1] - name.start)


def _numbers(a: Article, b: Article, span_a: Span, span_b: Span) -> list[tuple]:
    """Numbers in figures of two linked passages that each has and the other has not."""
    inside = [
        {article.forms[at]: at for at, start in enumerate(article.starts) if article.kinds[at] == "number" and span[0] <= start < span[1]}
        for article, span in ((a, span_a), (b, span_b))
    ]
    left, right = ([at for form, at in inside[side].items() if form not in inside[1 - side]] for side in (0, 1))
    return [
        ("number", True, (a.starts[i], a.ends[i]), (b.starts[j], b.ends[j]), f"{a.forms[i]} ↔ {b.forms[j]}", "")
        for i, j in zip(left, right, strict=False)
    ]
