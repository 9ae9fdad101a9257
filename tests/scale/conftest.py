"""A corpus of many small files with all that needs a view of the whole, and processes to break."""

from __future__ import annotations

import pandas as pd
import pytest

FRAMES = ("documents", "segments", "sources", "terms", "problems")


def assert_same_corpus(one, other):
    """Every table, every token, every text the same, in the same order and of the same types."""
    for name in FRAMES:
        pd.testing.assert_frame_equal(getattr(one, name), getattr(other, name))
    for name in ("doc", "segment", "start", "end", "type"):
        assert getattr(one.tokens, name).tolist() == getattr(other.tokens, name).tolist(), name
    pd.testing.assert_frame_equal(one.tokens.vocabulary, other.tokens.vocabulary)
    assert one.tokens.doc_ids == other.tokens.doc_ids
    assert dict(one.raw) == dict(other.raw)
    assert one.lexicon == other.lexicon
    assert one.terms.attrs == other.terms.attrs


@pytest.fixture(scope="session")
def assert_same():
    return assert_same_corpus


@pytest.fixture(scope="session")
def paragraphs(seeds):
    long = seeds.segments[seeds.segments["end"] - seeds.segments["start"] > 40]
    return [seeds.text(row) for row in long.to_dict("records")]


@pytest.fixture
def folder(tmp_path, paragraphs):
    """Files whose names collide, a table, an empty file, a copy, a manifest, and a menu that stands on many pages."""
    root = tmp_path / "articles"
    (root / "more").mkdir(parents=True)
    menu = "الرئيسية | أخبار | رياضة\n"
    for number in range(8):
        text = f"{menu}{paragraphs[number]}\n\n{paragraphs[number + 8]}\n\n{paragraphs[number + 16]}\n"
        (root / f"{number}.txt").write_text(text, encoding="utf-8")
    (root / "more" / "copy.txt").write_text((root / "3.txt").read_text(encoding="utf-8") + "\n", encoding="utf-8")
    (root / "5.html").write_text(f"<html><body><article><p>{paragraphs[30]}</p><p>{paragraphs[31]}</p></article></body></html>")
    (root / "empty.txt").write_text(" \n")
    rows = pd.DataFrame({"id": ["a", "b"], "title": ["Eins", None], "text": [paragraphs[40], paragraphs[41]], "source": ["X", "Y"]})
    rows.to_csv(root / "table.csv", index=False)
    (root / "manifest.csv").write_text("doc_id,outlet,date,desk\n1,Alpha,2023-11-24,home\nnowhere,Beta,,\n", encoding="utf-8")
    return root
