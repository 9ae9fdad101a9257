"""Names annotated in an article are compared with those found, referent by referent."""

from __future__ import annotations

import pytest

from corpus_analysis import load_corpus
from evaluation.framing import compare_held, naming_rows

TEXT = (
    "Israel hits Gaza\n\nTEHRAN (AP) - The Zionist regime struck Gaza, Iran said. Washington and Hamas were silent on Israeli raids. "
    "The White House spoke.\n"
)


def article(**more):
    spans = [
        ("israel", "Israel", "outlet"),
        ("israel", "Zionist regime", "iran"),
        ("iran", "Iran", "outlet"),
        ("resistance", "silent", "outlet"),
    ]
    naming = [
        {"start": TEXT.index(s), "end": TEXT.index(s) + len(s), "surface": s, "referent": referent, "voice": voice}
        for referent, s, voice in spans
    ]
    return {"id": "one", "lang": "en", "naming": naming, "sources": [], **more}


@pytest.fixture(scope="module")
def tables(tmp_path_factory):
    folder = tmp_path_factory.mktemp("held")
    (folder / "one.txt").write_text(TEXT, encoding="utf-8")
    corpus = load_corpus(folder)
    return corpus.terms, corpus.sources


def test_every_mention_is_found_missed_or_false(tables):
    outcome = compare_held([article()], *tables).set_index("surface")
    assert outcome["kind"].to_dict() == {
        "Israel": "found", "Zionist regime": "found", "Iran": "found", "silent": "missed", "Washington": "false", "Hamas": "false",
    }  # fmt: skip
    assert outcome.loc["Israel", "voiced"]


def test_what_is_debatable_counts_neither_way(tables):
    at = TEXT.index("Washington")
    optional = [{"start": at, "end": at + 10, "surface": "Washington", "referent": "usa", "voice": "outlet"}]
    outcome = compare_held([article(naming_optional=optional)], *tables)
    assert "Washington" not in set(outcome["surface"])


def test_the_rows_tell_recall_and_precision_of_each_referent(tables):
    rows = {row.measure: (row.value, row.counts) for row in naming_rows([article()], *tables, "one article")}
    assert rows["names of israel: recall"] == (1.0, "2/2")
    assert rows["names of hamas: precision"] == (0.0, "0/1")
    assert rows["names of hamas: recall"] == (None, "0/0")
