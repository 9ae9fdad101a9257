"""What two articles that share a story tell differently: typed differences with exact offsets on both sides."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pandas as pd

from .across_languages import compare_across
from .align import Match, match_units
from .changes import diff_words
from .formal import reconcile
from .kinds import Change
from .marks import Marks, mark_words, within
from .units import Article, Unit, read_article

if TYPE_CHECKING:
    from ..corpus import Corpus

FORMAL = ("punctuation", "zwnj_space", "spelling", "digits")
COLUMNS = {
    "kind": "str", "meaningful": "bool", "start_a": "Int64", "end_a": "Int64", "start_b": "Int64", "end_b": "Int64",
    "text_a": "str", "text_b": "str", "change": "str", "referent": "str",
}  # fmt: skip
_LEADS = ("deck", "summary")


def compare_texts(corpus: Corpus, doc_a: str, doc_b: str, formal: bool = False) -> pd.DataFrame:
    """Show what the outlet of *doc_b* tells otherwise than that of *doc_a*, each difference with its kind.

    Sentences are matched first, then the words of matched sentences. Differences that are only formal (joiners, spacing,
    letter variants, digits, punctuation) are left out unless asked for.

    Parameters
    ----------
    corpus : Corpus. doc_a, doc_b : doc_ids.
    formal : also return formal differences.

    Returns
    -------
    DataFrame in the order of the first article. kind: headline, lead, dropped_passage (only *a* has it), added_passage (only *b*),
    dropped_clause, added_clause, dropped_word, added_word, attribution (credit or source of a statement), reporting_verb, naming
    (one person or thing under another name), name (another person or place), number, date, reordered, lexical_synonym,
    function_word, inflection, wording (words changed in another way), boilerplate; with *formal* also punctuation, zwnj_space,
    spelling, digits.
    meaningful: does it change what is said, who says it, or how it is framed. start_a, end_a, start_b, end_b: raw offsets, missing
    where that side has nothing; text_a, text_b. change: what was found, in words; referent: of a naming choice.
    ``.attrs["verdict"]``: how much is shared, and what only one has.

    Articles in two languages are compared passage by passage (see `link_passages`): kinds retold (a passage and its like, where
    the two clearly stand out), naming (one referent in both; meaningful where the names differ) and number.

    Raises
    ------
    KeyError : if a doc_id is not in the corpus.
    """
    a, b = read_article(corpus, doc_a), read_article(corpus, doc_b)
    if a.language != b.language:
        return _tabulate([Change(*found) for found in compare_across(corpus, doc_a, doc_b)], a.raw, b.raw, formal)
    a, b, keys_a, keys_b = reconcile(a, b)
    marks_a, marks_b = mark_words(a, _terms_of(corpus, doc_a)), mark_words(b, _terms_of(corpus, doc_b))
    matches = match_units(a, b, keys_a, keys_b)
    changes = [
        *_compare_frames(a, b, matches),
        *_compare_passages(a, b, keys_a, keys_b, matches),
        *_compare_credits(a, b, marks_a, marks_b),
        *(change for match in matches for change in diff_words(a, b, keys_a, keys_b, marks_a, marks_b, match)),
        *(Change("boilerplate", False, span, None, "not part of the article") for span in a.furniture),
        *(Change("boilerplate", False, None, span, "not part of the article") for span in b.furniture),
    ]
    frame = _tabulate(changes, a.raw, b.raw, formal)
    frame.attrs["verdict"] = _judge(a, b, matches)
    return frame


def _terms_of(corpus: Corpus, doc_id: str) -> pd.DataFrame | None:
    terms = getattr(corpus, "terms", None)
    return None if terms is None else terms[terms["doc_id"] == doc_id]


def _compare_frames(a: Article, b: Article, matches: list[Match]) -> Iterator[Change]:
    """Headline and lead: what each outlet puts first."""
    heads = [[unit for unit in article.units if unit.role == "headline"] for article in (a, b)]
    spans = [(head[0].start, head[-1].end) if head else None for head in heads]
    texts = [_letters(article.raw[slice(*span)]) if span else "" for article, span in zip((a, b), spans, strict=True)]
    if texts[0] != texts[1]:
        yield Change("headline", True, spans[0], spans[1], _only_one(spans[0], spans[1], "headline"))
    lead_a, lead_b = _lead(a), _lead(b)
    if lead_a and lead_b:
        at_a, at_b = set(range(*_positions(a, lead_a))), set(range(*_positions(b, lead_b)))
        paired = any(at_a & set(range(*match.a)) and at_b & set(range(*match.b)) for match in matches)
        # What opens one article and stands further down in the other is in both: that side has nothing of its own to show.
        told_a = at_a <= {at for match in matches for at in range(*match.a)}
        told_b = at_b <= {at for match in matches for at in range(*match.b)}
        if not paired and not (told_a and told_b):
            opening_a, opening_b = (lead_a[0].start, lead_a[-1].end), (lead_b[0].start, lead_b[-1].end)
            yield Change("lead", True, None if told_a else opening_a, None if told_b else opening_b, "the story opens otherwise")


def _letters(text: str) -> str:
    return "".join(c for c in text if c.isalnum())


def _only_one(one: tuple[int, int] | None, other: tuple[int, int] | None, what: str) -> str:
    if one and other:
        return f"another {what}"
    return f"only the {'first' if one else 'second'} has a {what}"


def _lead(article: Article) -> list[Unit]:
    """Return the units of the paragraph that opens the story: the deck, or else the first paragraph of the body."""
    opening = [unit for unit in article.units if unit.role in _LEADS] or [unit for unit in article.units if unit.role == "body"]
    return [unit for unit in opening if unit.segment == opening[0].segment]


def _positions(article: Article, units: list[Unit]) -> tuple[int, int]:
    first = article.units.index(units[0])
    return first, first + len(units)


def _compare_passages(a: Article, b: Article, keys_a: list[str], keys_b: list[str], matches: list[Match]) -> Iterator[Change]:
    """Passages that only one article has, and those that stand elsewhere."""
    leads = [set(range(*_positions(article, lead))) if (lead := _lead(article)) else set() for article in (a, b)]
    differ = not any(leads[0] & set(range(*match.a)) and leads[1] & set(range(*match.b)) for match in matches)
    for side, (article, other, keys, other_keys) in enumerate(((a, b, keys_a, keys_b), (b, a, keys_b, keys_a))):
        taken = {at for match in matches for at in range(*(match.a if side == 0 else match.b))}
        opening = leads[side] if differ and leads[0] and leads[1] else set()
        free = [at for at, unit in enumerate(article.units) if at not in taken | opening and unit.role != "headline"]
        for run in _runs(free, article.units):
            span = (article.units[run[0]].start, article.units[run[-1]].end)
            told = _told_elsewhere(article, other, keys, other_keys, run)
            note = "its words stand in another sentence of the other article" if told else "the other article has nothing of it"
            yield Change("added_passage", not told, None, span, note) if side else Change("dropped_passage", not told, span, None, note)
    for match in matches:
        if match.moved:
            yield Change("reordered", True, _span(a, match.a), _span(b, match.b), "told at another place in the story")


def _runs(positions: list[int], units: list[Unit]) -> list[list[int]]:
    runs: list[list[int]] = []
    for at in positions:
        if runs and runs[-1][-1] == at - 1 and units[at].segment == units[at - 1].segment:
            runs[-1].append(at)
        else:
            runs.append([at])
    return runs


def _told_elsewhere(article: Article, other: Article, keys: list[str], other_keys: list[str], run: list[int]) -> bool:
    words = {key for at in run for key in keys[article.units[at].first : article.units[at].last]}
    return any(len(words - set(other_keys[unit.first : unit.last])) <= 0.1 * len(words) for unit in other.units)


def _span(article: Article, units: tuple[int, int]) -> tuple[int, int]:
    return article.units[units[0]].start, article.units[units[1] - 1].end


def _compare_credits(a: Article, b: Article, marks_a: Marks, marks_b: Marks) -> Iterator[Change]:
    """Credit lines ("according to the agency ..."), wherever each outlet puts them."""
    left, right = _credits(a, marks_a), _credits(b, marks_b)
    texts = {_letters(a.raw[slice(*span)]) for span in left} & {_letters(b.raw[slice(*span)]) for span in right}
    left = [span for span in left if _letters(a.raw[slice(*span)]) not in texts]
    right = [span for span in right if _letters(b.raw[slice(*span)]) not in texts]
    for at in range(max(len(left), len(right))):
        one, other = left[at] if at < len(left) else None, right[at] if at < len(right) else None
        yield Change("attribution", True, one, other, "credits another source" if one and other else _only_one(one, other, "credit"))


def _credits(article: Article, marks: Marks) -> list[tuple[int, int]]:
    spans = []
    for unit in article.units:
        inside = within(marks.credits, unit.first, unit.last)
        while inside:
            first, last = inside[0].first, inside[0].last
            inside = [span for span in inside[1:] if span.first >= last]
            spans.append((article.starts[first], article.ends[last - 1]))
    return spans


def _tabulate(changes: list[Change], raw_a: str, raw_b: str, formal: bool) -> pd.DataFrame:
    kept = sorted({change for change in changes if formal or change.kind not in FORMAL}, key=_order)
    rows = []
    for change in kept:
        (start_a, end_a), (start_b, end_b) = change.a or (None, None), change.b or (None, None)
        text_a, text_b = raw_a[start_a:end_a] if change.a else None, raw_b[start_b:end_b] if change.b else None
        rows.append((change.kind, change.meaningful, start_a, end_a, start_b, end_b, text_a, text_b, change.note, change.referent or None))
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(COLUMNS)


def _order(change: Change) -> tuple:
    first = change.a[0] if change.a else -1
    return (change.a is None, first, change.b or (0, 0), change.a or (0, 0), change.kind, change.note)


def _judge(a: Article, b: Article, matches: list[Match]) -> dict[str, Any]:
    """How much is shared, and how much only one has, in words."""
    words_a, words_b = sum(unit.size for unit in a.units), sum(unit.size for unit in b.units)
    shared_a = sum(unit.size for match in matches for unit in a.units[slice(*match.a)])
    shared_b = sum(unit.size for match in matches for unit in b.units[slice(*match.b)])
    return {
        "doc_a": a.doc_id, "doc_b": b.doc_id, "words_a": words_a, "words_b": words_b,
        "words_only_a": words_a - shared_a, "words_only_b": words_b - shared_b,
        "share_a": round(shared_a / max(words_a, 1), 3), "share_b": round(shared_b / max(words_b, 1), 3),
        "passages": len(matches), "moved": sum(match.moved for match in matches),
    }  # fmt: skip
