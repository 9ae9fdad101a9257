"""Articles that share copy, grouped into stories, with what is known of who had it first."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from ..sources.people import load_directory
from .align import likeness, match_units, split_match
from .formal import reconcile
from .pairs import COPY, PARTIAL, Postings, index_trigrams, merge_postings, pair_up
from .units import Article, read_article
from .words import Words, hash_trigrams, hash_words

if TYPE_CHECKING:
    from ..corpus import Corpus

ROLES = ("deck", "summary", "body")  # a repeated headline, tag list, tweet or footer is not copy
BACKGROUND = 0.04
_GAP = 3  # words: two shared runs nearer than this are one passage
_QUOTED = 0.9  # share of the common trigrams within quotation marks from which on only a quotation is shared
_QUOTATION = re.compile('«[^«»]{0,1500}»|“[^“”]{0,1500}”|﴿[^﴾﴿]{0,1500}﴾|"[^"]{0,1500}"')
COLUMNS = {
    "doc_a": "str", "doc_b": "str", "containment_a": "float64", "containment_b": "float64", "jaccard": "float64", "passages": "int64",
    "quoted": "float64", "label": "str", "story": "str", "direction": "str", "evidence": "str",
}  # fmt: skip
PASSAGES = {
    "doc_a": "str", "start_a": "Int64", "end_a": "Int64", "doc_b": "str", "start_b": "Int64", "end_b": "Int64", "kind": "str",
    "similarity": "float64",
}  # fmt: skip


def shared_text(corpus: Corpus, at_least: float = BACKGROUND) -> pd.DataFrame:
    """Find all pairs of articles that share copy.

    Compared is what the outlet itself wrote (deck, summary, body): headlines, embedded posts, comments, tags and footers are left out.

    Parameters
    ----------
    corpus : Corpus. at_least : smallest strength that is reported, see `find_pairs`.

    Returns
    -------
    DataFrame, one row a pair, the closest first. doc_a, doc_b; containment_a (share of the word trigrams of *a* that stand in *b*),
    containment_b, jaccard; passages (runs of shared text); quoted (share of the common trigrams that both have in quotation marks);
    label: "copy" (from half of the shorter text), "partial copy", "shared background" (stock phrases, or only a quotation); story
    (articles tied by copy or partial copy; its id is the first doc_id of them); direction ("a→b", "b→a", "common source" or "unknown"),
    and the evidence for it: a credit, or else the days of publication. The day tells who was first, not who copied.

    Examples
    --------
    >>> import corpus_analysis as ca
    >>> ca.shared_text(ca.load_corpus("seeds/"))[["doc_a", "doc_b", "label"]].values.tolist()
    [['001_53e90237db271b94', '002_4458d8df9d782b8d', 'copy']]
    """
    doc_ids = list(corpus.documents["doc_id"])
    pairs = pair_up(merge_postings([_index_part(part, pd.Index(doc_ids)) for part in corpus.parts()]), at_least)
    passages, quoted = _look_closer(*_renumber(corpus, doc_ids, pairs))
    best = pairs["strength"].to_numpy()
    label = np.where(best >= COPY, "copy", np.where((best >= PARTIAL) & (quoted < _QUOTED), "partial copy", "shared background"))
    names = np.asarray(doc_ids, dtype=object)
    frame = pairs.assign(doc_a=names[pairs["a"]], doc_b=names[pairs["b"]], passages=passages, quoted=quoted, label=label)
    stories = _group(doc_ids, frame)
    frame["story"] = [stories[one] if kind != "shared background" else None for one, kind in zip(frame["doc_a"], label, strict=True)]
    known = _tell_directions(corpus, frame)
    frame["direction"], frame["evidence"] = [way for way, _ in known], [why for _, why in known]
    return frame.sort_values("strength", ascending=False, kind="stable", ignore_index=True)[list(COLUMNS)].astype(COLUMNS)


def _index_part(part: Corpus, doc_ids: pd.Index) -> Postings:
    texts = _own_texts(part)
    return index_trigrams(hash_words(list(texts.values())), doc_ids.get_indexer(list(texts)))


def _renumber(corpus: Corpus, doc_ids: list[str], pairs: pd.DataFrame) -> tuple[list[str], Words, pd.DataFrame]:
    """Return the texts that are in a pair, their words, and the pairs with *a* and *b* as positions among these texts."""
    numbers = np.unique(pairs[["a", "b"]].to_numpy())
    wanted = dict.fromkeys(doc_ids[number] for number in numbers.tolist())
    found = {doc_id: text for part in corpus.parts() for doc_id, text in _own_texts(part).items() if doc_id in wanted}
    texts = [found[doc_id] for doc_id in wanted]
    return texts, hash_words(texts), pairs.assign(a=np.searchsorted(numbers, pairs["a"]), b=np.searchsorted(numbers, pairs["b"]))


def story_of(corpus: Corpus) -> pd.Series:
    """Return the story of every article (index doc_id): articles that share copy have one story, every other article its own."""
    doc_ids = list(corpus.documents["doc_id"])
    stories = _group(doc_ids, shared_text(corpus, PARTIAL))
    return pd.Series([stories[doc_id] for doc_id in doc_ids], index=pd.Index(doc_ids, name="doc_id"), name="story", dtype="str")


def shared_passages(corpus: Corpus, pairs: Iterable[tuple[str, str]] | None = None) -> pd.DataFrame:
    """Return the passages that two articles share, and those that only one has.

    Parameters
    ----------
    corpus : Corpus. pairs : pairs of doc_ids; by default all that `shared_text` calls copy or partial copy.

    Returns
    -------
    DataFrame: doc_a, start_a, end_a, doc_b, start_b, end_b (raw offsets), kind (same: but for form; changed; only_a; only_b),
    similarity (twice the common words in order, over all words of both).
    """
    if pairs is None:
        found = shared_text(corpus, PARTIAL)
        found = found[found["label"] != "shared background"]
        pairs = list(zip(found["doc_a"], found["doc_b"], strict=True))
    pairs = list(pairs)
    corpus = corpus.select(sorted({doc_id for pair in pairs for doc_id in pair}))
    rows = [row for doc_a, doc_b in pairs for row in _passages(corpus, doc_a, doc_b)]
    return pd.DataFrame(rows, columns=list(PASSAGES)).astype(PASSAGES)


def _passages(corpus: Corpus, doc_a: str, doc_b: str) -> list[tuple]:
    a, b, keys_a, keys_b = reconcile(read_article(corpus, doc_a), read_article(corpus, doc_b))
    rows: list[tuple] = []
    shared_a, shared_b = np.zeros(len(a.forms), bool), np.zeros(len(b.forms), bool)
    for match in match_units(a, b, keys_a, keys_b):
        for a0, a1, b0, b1 in split_match(a, b, keys_a, keys_b, match):
            shared_a[a0:a1], shared_b[b0:b1] = True, True
            similarity = likeness(keys_a[a0:a1], keys_b[b0:b1])
            kind = "same" if similarity == 1 else "changed"
            rows.append((doc_a, *_reach(a, a0, a1), doc_b, *_reach(b, b0, b1), kind, round(similarity, 4)))
    rows += [(doc_a, *span, doc_b, None, None, "only_a", 0.0) for span in _left(a, shared_a)]
    rows += [(doc_a, None, None, doc_b, *span, "only_b", 0.0) for span in _left(b, shared_b)]
    return rows


def _left(article: Article, shared: np.ndarray) -> list[tuple[int, int]]:
    """Return the spans of the runs of words of each unit that are not shared."""
    spans = []
    for unit in article.units:
        free = np.concatenate(([False], ~shared[unit.first : unit.last], [False])).astype(np.int8)
        edges = np.flatnonzero(np.diff(free))
        spans += [_reach(article, unit.first + first, unit.first + last) for first, last in zip(edges[0::2], edges[1::2], strict=True)]
    return spans


def _reach(article: Article, first: int, last: int) -> tuple[int, int]:
    """Return the raw span of words ``first:last``, with the punctuation that closes their unit."""
    end = article.ends[last - 1]
    closing = next((unit.end for unit in article.units if unit.last == last), end)
    return article.starts[first], max(end, closing)


def _own_texts(corpus: Corpus) -> dict[str, str]:
    """Return the raw texts by doc_id with all that is not the outlet's own blanked out, so that offsets stay."""
    doc_ids = list(corpus.documents["doc_id"])
    segments = corpus.segments[corpus.segments["role"].isin(ROLES)]
    spans: dict[str, list[tuple[int, int]]] = {doc_id: [] for doc_id in doc_ids}
    for doc_id, start, end in zip(segments["doc_id"], segments["start"].tolist(), segments["end"].tolist(), strict=True):
        spans[doc_id].append((start, end))
    return {doc_id: _blank(corpus.raw[doc_id], spans[doc_id]) for doc_id in doc_ids}


def _blank(raw: str, spans: list[tuple[int, int]]) -> str:
    parts, at = [], 0
    for start, end in sorted(spans):
        parts += ["\n" * (start - at), raw[start:end]]
        at = end
    return "".join(parts)


def _look_closer(texts: list[str], words: Words, pairs: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Count the shared runs of every pair, and the share of the common trigrams that stand in quotation marks in both."""
    hashes, _ = hash_trigrams(words)
    borders = np.searchsorted(words.doc, np.arange(len(texts) + 1))
    quoted_words = {number: _quoted(texts[number], words, borders, number) for number in {*pairs["a"], *pairs["b"]}}

    @lru_cache(maxsize=4096)
    def doc_sorted(doc: int) -> np.ndarray:
        return np.sort(hashes[borders[doc] : max(borders[doc], borders[doc + 1] - 2)])

    passages, quoted = np.zeros(len(pairs), np.int64), np.zeros(len(pairs))
    for row, (a, b) in enumerate(zip(pairs["a"], pairs["b"], strict=True)):
        left, right = (hashes[borders[doc] : max(borders[doc], borders[doc + 1] - 2)] for doc in (a, b))
        in_a, in_b = _found_in(left, doc_sorted(b)), _found_in(right, doc_sorted(a))
        at = np.flatnonzero(in_a)
        passages[row] = 1 + np.count_nonzero(np.diff(at) > _GAP) if len(at) else 0
        shares = [quoted_words[doc][: len(found)][found].mean() for doc, found in ((a, in_a), (b, in_b)) if found.any()]
        quoted[row] = round(float(min(shares, default=0.0)), 3)
    return passages, quoted


def _found_in(values: np.ndarray, ordered: np.ndarray) -> np.ndarray:
    if not len(ordered):
        return np.zeros(len(values), bool)
    return ordered[np.minimum(np.searchsorted(ordered, values), len(ordered) - 1)] == values


def _quoted(text: str, words: Words, borders: np.ndarray, number: int) -> np.ndarray:
    inside = np.zeros(len(text) + 1, bool)
    for hit in _QUOTATION.finditer(text):
        inside[hit.start() : hit.end()] = True
    return inside[words.start[borders[number] : borders[number + 1]]]


def _group(doc_ids: list[str], pairs: pd.DataFrame) -> dict[str, str]:
    """Join the articles tied by copy (union-find); a story is called by the first of its doc_ids."""
    parent = {doc_id: doc_id for doc_id in doc_ids}

    def root(doc_id: str) -> str:
        while parent[doc_id] != doc_id:
            parent[doc_id] = parent[parent[doc_id]]
            doc_id = parent[doc_id]
        return doc_id

    for one, other, label in zip(pairs["doc_a"], pairs["doc_b"], pairs["label"], strict=True):
        if label != "shared background":
            first, second = sorted((root(one), root(other)))
            parent[second] = first
    return {doc_id: root(doc_id) for doc_id in doc_ids}


def _tell_directions(corpus: Corpus, pairs: pd.DataFrame) -> list[tuple[str, str | None]]:
    """Say of every pair who copied whom, only where a credit or the days of publication say so."""
    documents = corpus.documents.set_index("doc_id")
    outlets = documents["outlet"].to_dict() if "outlet" in documents else {}
    published = documents["published"].to_dict() if "published" in documents else {}
    credited = _credits_by_document(corpus)
    told: list[tuple[str, str | None]] = []
    for a, b, label in zip(pairs["doc_a"], pairs["doc_b"], pairs["label"], strict=True):
        if label == "shared background":
            told.append(("unknown", None))
            continue
        by_credit = _direction_by_credit(credited.get(a, set()), credited.get(b, set()), outlets.get(a), outlets.get(b))
        told.append(by_credit or _direction_by_day(published.get(a), published.get(b)))
    return told


def _credits_by_document(corpus: Corpus) -> dict[str, set[str]]:
    """Return the ids of the agencies and outlets each article credits by a name, itself excepted."""
    sources = getattr(corpus, "sources", None)
    if sources is None or not len(sources):
        return {}
    rows = sources[sources["mode"] == "agency_credit"]
    if "self_credit" in rows.columns:
        rows = rows[~rows["self_credit"].astype("boolean").fillna(False).astype(bool)]
    known = load_directory().by_id
    rows = rows[rows["source_id"].isin(known.keys()) | rows["source_id"].str.startswith("name:")]  # but no "local media"
    return {doc_id: set(ids) for doc_id, ids in rows.groupby("doc_id")["source_id"]}


def _direction_by_credit(credits_a: set[str], credits_b: set[str], outlet_a: Any, outlet_b: Any) -> tuple[str, str] | None:
    for way, credits, outlet in (("b→a", credits_a, outlet_b), ("a→b", credits_b, outlet_a)):
        slug = "-".join(str(outlet).casefold().split())
        named = sorted(source for source in credits if f"{slug}-".startswith(f"{source}-"))
        if named:
            return way, f"credits {', '.join(named)}"
    common = sorted(credits_a & credits_b)
    return ("common source", f"both credit {', '.join(common)}") if common else None


def _direction_by_day(day_a: Any, day_b: Any) -> tuple[str, str | None]:
    if pd.isna(day_a) or pd.isna(day_b) or day_a == day_b:
        return "unknown", None
    first, second = sorted(str(day)[:10] for day in (day_a, day_b))
    return ("a→b" if day_a < day_b else "b→a"), f"published {first}, the other {second}"
