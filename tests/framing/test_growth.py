"""The work that finding terms takes grows as the text does, in one long document as in many."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from functools import partial

import pandas as pd
import pytest
from marking import terms_of

from corpus_analysis.framing.context import pair_marks
from evaluation import ROOT

ARTICLES = sorted((ROOT / "seeds").glob("*.txt"))


def count_calls(work: Callable[[], object]) -> int:
    """Return how often functions are entered, in Python and in C, generators each time they go on."""
    calls = 0

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(None)
    return calls


def sources_of(text: str) -> pd.DataFrame:
    """Return a source mention for every line, each with another speaker who is cited through the one before."""
    rows, start = [], 0
    for number, line in enumerate(text.split("\n")):
        rows.append(("text", start, start + len(line), f"s{number}", "indirect", 1, f"s{number - 1}"))
        start += len(line) + 1
    return pd.DataFrame(rows, columns=["doc_id", "start", "end", "source_id", "mode", "level", "via"])


@pytest.mark.parametrize("article", ARTICLES[1:3], ids=lambda path: path.stem[:3])
def test_ten_times_the_text_takes_about_ten_times_the_work(article):
    text = article.read_text("utf-8") + "\n\n"
    terms_of(text, "ar")  # the lexicon is compiled
    short, long = (count_calls(partial(terms_of, text * n, "ar", sources=sources_of(text * n))) for n in (3, 30))
    assert long < 12 * short


@pytest.mark.parametrize("marks", ["«”", "«»", "“»"])
def test_marks_that_open_and_are_not_closed_take_no_longer_than_others(marks):
    text = marks[0] * 30_000 + marks[1] * 30_000
    begun = time.process_time()
    pair_marks(text, 0, len(text))
    assert time.process_time() - begun < 4  # each read against all before it: half a minute and more
