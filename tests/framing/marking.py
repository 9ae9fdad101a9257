"""Reads texts with marked mentions and runs the term finder on plain strings; helpers for the tests of framing."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pandas as pd

from corpus_analysis.framing import find_terms
from corpus_analysis.lexicon import read_yaml
from corpus_analysis.text.tokens import index_tokens

MARK = re.compile(r"\{(\w+)\|([^{}]*)\}")
NO_SOURCES = pd.DataFrame({"doc_id": [], "start": [], "end": [], "source_id": [], "mode": [], "level": [], "via": []})


def read_marked(path: Path) -> list[dict]:
    """Return the texts of a file with their marks taken out: id, language, text, mentions (referent, start, end)."""
    return [{**entry, **strip_marks(entry["text"])} for entry in read_yaml(path)]


def strip_marks(text: str) -> dict:
    """Return the text without marks and the mentions that were marked."""
    plain, mentions, last = "", [], 0
    for hit in MARK.finditer(text):
        plain += text[last : hit.start()]
        mentions.append((hit.group(1), len(plain), len(plain) + len(hit.group(2))))
        plain, last = plain + hit.group(2), hit.end()
    return {"text": plain + text[last:], "mentions": mentions}


def terms_of(
    text: str, language: str, *, lexicon: str | Path | None = None, published: date | None = None, sources: pd.DataFrame = NO_SOURCES
) -> pd.DataFrame:
    """Find the terms of one text whose paragraphs are set apart by blank lines."""
    documents = pd.DataFrame({"doc_id": ["text"], "language": [language], "published": [published]})
    spans = [hit.span() for hit in re.finditer(r"[^\n]+(?:\n[^\n]+)*", text)]
    segments = pd.DataFrame(
        [("text", start, end, "body", language) for start, end in spans], columns=["doc_id", "start", "end", "role", "language"]
    )
    raw = {"text": text}
    return find_terms(documents, segments, index_tokens(documents, segments, raw), sources, raw, lexicon)


def found(text: str, language: str, referent: str, **options: object) -> list[tuple[str, str]]:
    """Return surface and name of the mentions of one referent."""
    terms = terms_of(text, language, **options)  # type: ignore[arg-type]
    rows = terms[terms["referent"] == referent]
    return list(zip(rows["surface"], rows["name"], strict=True))
