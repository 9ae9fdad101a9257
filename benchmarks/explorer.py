"""Speed of the explorer on many articles: ``python -m benchmarks.explorer [articles]``.

The articles are those of `benchmarks.framing`, made into a corpus of 200 and repeated under other names, since it is the answers that are
measured here and not the loading. Each row is one thing a reader does, with the processor time until the page has its answer.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

import corpus_analysis as ca

from .framing import make_texts

BASE = 200
OUTLETS = 12


def repeat_corpus(corpus: ca.Corpus, times: int) -> ca.Corpus:
    """Return the articles of a corpus *times* over, each time under another name."""

    def many(frame: pd.DataFrame) -> pd.DataFrame:
        return pd.concat([frame.assign(doc_id=frame["doc_id"] + f"_{n}") for n in range(times)], ignore_index=True)

    tokens, documents, segments = corpus.tokens, len(corpus.tokens.doc_ids), len(corpus.segments)
    repeated = replace(
        tokens,
        doc_ids=[f"{doc_id}_{n}" for n in range(times) for doc_id in tokens.doc_ids],
        doc=np.concatenate([tokens.doc + np.int32(n * documents) for n in range(times)]),
        segment=np.concatenate([np.where(tokens.segment < 0, -1, tokens.segment + n * segments) for n in range(times)]).astype(np.int32),
        **{name: np.tile(getattr(tokens, name), times) for name in ("start", "end", "type")},
    )
    frames = {name: many(getattr(corpus, name)) for name in ("documents", "segments", "sources", "terms")}
    raw = {f"{doc_id}_{n}": text for n in range(times) for doc_id, text in corpus.raw.items()}
    return replace(corpus, tokens=repeated, raw=raw, **frames)


def make_corpus(articles: int) -> ca.Corpus:
    """Return a corpus of about so many articles, of twelve outlets and three months."""
    texts = [text for _, text in make_texts(BASE * 4500 / 1e6)][:BASE]
    frame = pd.DataFrame({
        "id": [f"a{n:03d}" for n in range(len(texts))], "text": texts, "outlet": [f"outlet {n % OUTLETS}" for n in range(len(texts))],
        "published": [f"2023-{10 + n % 3}-{1 + n % 28:02d}" for n in range(len(texts))],
    })  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        frame.to_csv(Path(folder) / "articles.csv", index=False)
        corpus = ca.load_corpus(Path(folder) / "articles.csv")
    return repeat_corpus(corpus, max(1, round(articles / len(corpus))))


def main(articles: int) -> None:
    """Print what each thing a reader does takes."""
    corpus = make_corpus(articles)
    print(f"{len(corpus):,} articles, {len(corpus.tokens):,} tokens, {len(corpus.terms):,} names")
    explorer = _time("open", lambda: ca.explore(corpus, "@israel"))
    print(f"{'lines found':32}{len(explorer.view):>10,}")
    steps: dict[str, Callable[[], Any]] = {
        "draw": explorer.describe,
        "filter by outlet": lambda: explorer.search(outlet="outlet 3").describe(),
        "filter by voice": lambda: explorer.search(voice="outlet").describe(),
        "filter by day": lambda: explorer.search(since="2023-11-01", until="2023-11-30").describe(),
        "no filter": lambda: explorer.search(outlet=None, voice=None, since="", until="").describe(),
        "order by what follows": lambda: explorer.search(sort="after").describe(),
        "open an article": lambda: explorer.article(5),
        "search another referent": lambda: explorer.search(query="@hamas").describe(),
        "search a word": lambda: explorer.search(query="غزة").describe(),
        "search a lemma": lambda: explorer.search(query="lemma:حرب").describe(),
    }
    for name, step in steps.items():
        _time(name, step)


def _time(name: str, step: Callable[[], Any]) -> Any:
    begin = time.process_time()
    result = step()
    print(f"{name:32}{1000 * (time.process_time() - begin):>7.0f} ms", flush=True)
    return result


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
