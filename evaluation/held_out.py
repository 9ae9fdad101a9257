"""Accuracy of sources and names on articles held back from development: annotated by readers who saw neither rules nor lexicons.

The annotation (``evaluation/held_out/*.jsonl``) holds offsets only. The texts stay where the reader put them:
``$CORPUS_ANALYSIS_HELD_OUT/<language>/<id>.txt``, by default ``build/held_out``; each must have the annotated sha256.
Whose errors were read by now, and what each set got before, ``README.md`` beside them tells: of the eighth none.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pandas as pd

from corpus_analysis.framing import find_terms
from corpus_analysis.loading import find_segments
from corpus_analysis.sources import find_sources
from corpus_analysis.sources.people import key
from corpus_analysis.text.normalize import match_form
from corpus_analysis.text.tokens import index_tokens

from . import ROOT, Row, framing, read_jsonl
from .sources import score

AREA = "held_out"
ANNOTATION = Path(__file__).with_name("held_out")
TEXTS = Path(os.environ.get("CORPUS_ANALYSIS_HELD_OUT", ROOT / "build" / "held_out"))
LANGUAGES = ("ar", "fa", "en")
LEAST = 3  # letters a name needs to be found inside another


def read_articles(language: str) -> tuple[list[dict], dict[str, str]]:
    """Return the annotated articles of one language and the texts that are there and unaltered, by id."""
    articles = read_jsonl(ANNOTATION / f"{language}.jsonl")
    texts = {}
    for article in articles:
        path = TEXTS / language / f"{article['id']}.txt"
        if path.exists() and hashlib.sha256(path.read_bytes()).hexdigest() == article["sha256"]:
            texts[article["id"]] = path.read_bytes().decode("utf-8")
    return articles, texts


def analyse(articles: Sequence[Mapping], texts: Mapping[str, str]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the sources and the terms found in the articles, language, day and outlet given."""
    documents = pd.DataFrame({
        "doc_id": [a["id"] for a in articles], "language": [a["lang"] for a in articles], "outlet": [a["outlet"] for a in articles],
        "published": pd.to_datetime(pd.Series([a["published"] for a in articles], dtype=object), format="ISO8601").to_numpy(),
    })  # fmt: skip
    raw = {a["id"]: texts[a["id"]] for a in articles}
    segments = find_segments(documents, raw)
    tokens = index_tokens(documents, segments, raw)
    sources = find_sources(documents, segments, tokens, raw)
    return sources, find_terms(documents, segments, tokens, sources, raw)


def gold_sources(articles: Sequence[Mapping], found: pd.DataFrame, texts: Mapping[str, str]) -> list[dict]:
    """Return the annotated mentions, each with the names its speaker has in the article (a nameless one: its descriptions)."""
    bearers = names_by_id(found)
    rows = []
    for article in articles:
        called: dict[str, dict[str, set[str]]] = {}
        for mention in article["sources"]:
            if mention["source_start"] is not None:
                phrase = fold(texts[article["id"]][mention["source_start"] : mention["source_end"]])
                called.setdefault(mention["speaker_name"] or phrase, {}).setdefault(mention["coref"], set()).add(phrase)
        for mention in article["sources"]:
            phrase = texts[article["id"]][mention["source_start"] : mention["source_end"]] if mention["source_start"] is not None else ""
            own = called.get(mention["speaker_name"] or fold(phrase), {})
            names = own.get("explicit") or set().union(*own.values())
            rows.append({**mention, "doc_id": article["id"], "names": names, "bearers": bearers.get(article["id"], {})})
    return rows


def names_by_id(found: pd.DataFrame) -> dict[str, dict[str, set[str]]]:
    """Return the names under which every found source appears in every article: doc_id → source_id → names, folded."""
    names: dict[str, dict[str, set[str]]] = {}
    for doc_id, source_id, *called in found[["doc_id", "source_id", "source_name", "source"]].itertuples(index=False):
        names.setdefault(doc_id, {}).setdefault(source_id, set()).update(fold(name) for name in called if isinstance(name, str))
    return names


def fold(name: str) -> str:
    """Return a name as it is compared: letters only, spelling variants and articles taken off."""
    return key([match_form(word) for word in "".join(c if c.isalnum() else " " for c in name).split()])


def same_speaker(mention: Mapping, source_id: str) -> bool:
    """Say whether a found source is the annotated speaker: by id, or, where the annotator has no id, by name."""
    if mention["speaker"]:
        return mention["speaker"] == source_id
    annotated = mention["names"] | {fold(mention["speaker_name"] or "")}
    pairs = ((said, name) for said in annotated for name in mention["bearers"].get(source_id, ()))
    return any(min(len(said), len(name)) >= LEAST and (said in name or name in said) for said, name in pairs)


def measure(articles: Sequence[Mapping], texts: Mapping[str, str], data: str) -> Iterator[Row]:
    """Yield the figures of some articles."""
    found, terms = analyse(articles, texts)
    yield from score(gold_sources(articles, found, texts), found, data, area=AREA, same_speaker=same_speaker)
    yield from framing.naming_rows(articles, terms, found, data, AREA)


def halves(articles: Sequence[Mapping]) -> dict[str, list[Mapping]]:
    """Return all articles and, of a set of which only half was opened, the half whose errors were read and the other."""
    parts = {half: [article for article in articles if article.get("half") == half] for half in ("read", "unread")}
    return {"all": list(articles)} | {half: part for half, part in parts.items() if part}


def rows() -> Iterator[Row]:
    """Yield the accuracy table: the first set by language, the later ones by language and half."""
    for language in LANGUAGES:
        articles, texts = read_articles(language)
        if _absent(articles, texts):
            yield _absent_row(language, articles, texts)
            continue
        yield from measure(articles, texts, f"{language}, all ({len(articles)})")
    for name in ("names", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth"):
        articles, texts = read_articles(name)
        yield from [_absent_row(name, articles, texts)] if _absent(articles, texts) else _later_set(articles, texts, name)


def _absent(articles: Sequence[Mapping], texts: Mapping[str, str]) -> int:
    return len(articles) - len(texts)


def _absent_row(name: str, articles: Sequence[Mapping], texts: Mapping[str, str]) -> Row:
    return Row(AREA, "all figures", name, None, f"texts absent: {_absent(articles, texts)} of {len(articles)}")


def _later_set(articles: Sequence[Mapping], texts: Mapping[str, str], name: str) -> Iterator[Row]:
    """Yield the figures of a set of all languages: sources by language and half, names by language and together."""
    data = "second set" if name == "names" else f"{name} set"
    if any(article["sources"] for article in articles):
        for language in LANGUAGES:
            chosen = [article for article in articles if article["lang"] == language]
            for half, some in halves(chosen).items() if chosen else ():
                found, _ = analyse(some, texts)
                told = f"{data}, {language}, {half} ({len(some)})"
                yield from score(gold_sources(some, found, texts), found, told, area=AREA, same_speaker=same_speaker)
    if any(article["naming"] for article in articles):
        sources, terms = analyse(articles, texts)
        for language in (*LANGUAGES, "all"):
            yield from _names(articles, terms, sources, language, data)


def _names(articles: Sequence[Mapping], terms: pd.DataFrame, sources: pd.DataFrame, language: str, data: str) -> Iterator[Row]:
    chosen = [article for article in articles if language in ("all", article["lang"])]
    here = terms[terms["doc_id"].isin([article["id"] for article in chosen])]
    found = framing.naming_rows(chosen, here, sources, f"{data}, {language} ({len(chosen)})", AREA)
    yield from (row for row in found if not row.measure.startswith("voice"))  # speakers without ids have no voice to compare
