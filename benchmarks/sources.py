"""Speed of attribution after the text stage, beside scikit-learn's CountVectorizer on the same text in the same run.

    python -m benchmarks.sources [--megabytes 2]

The articles are the seeds with one word in twelve replaced by a word that wordfreq lists, so that paragraphs, headlines and
comments stay as they are while the vocabulary grows. Times are CPU seconds, the best of three. A second table doubles pages
made of nothing but cues: twice the text must take about twice the time.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd

from corpus_analysis.loading import find_segments
from corpus_analysis.sources import find_sources
from corpus_analysis.text import identify_language
from corpus_analysis.text.tokens import index_tokens

SEEDS = Path(__file__).resolve().parents[1] / "seeds"
REPLACED = 1 / 12
HOSTILE = {"گفت: ": "fa", "به گزارش به نقل از ": "fa", 'وقال: "': "ar", "بحسب الوكالة، ": "ar", 'he said "': "en", "according to X, ": "en"}
REPEATED = 2_000


def make_articles(megabytes: float, seed: int = 0) -> tuple[list[str], list[str]]:
    """Return varied copies of the seeds, and the language of each."""
    from wordfreq import top_n_list

    rng = np.random.default_rng(seed)
    originals = [path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.txt"))]
    known = [identify_language(text) for text in originals]
    strange = {language: top_n_list(language, 30_000) for language in set(known)}
    texts: list[str] = []
    languages: list[str] = []
    size = 0
    while size < megabytes * 1e6:
        at = len(texts) % len(originals)
        words, choice = originals[at].split(" "), strange[known[at]]
        for place in np.flatnonzero(rng.random(len(words)) < REPLACED):
            if "\n" not in words[place]:
                words[place] = choice[int(len(choice) ** rng.random()) - 1]
        texts.append(" ".join(words))
        languages.append(known[at])
        size += len(texts[-1].encode("utf-8"))
    return texts, languages


def prepare(texts: list[str], languages: list[str]) -> tuple:
    """Run the stages before attribution."""
    names = [str(at) for at in range(len(texts))]
    documents = pd.DataFrame({"doc_id": names, "language": languages, "published": pd.Timestamp("2024-01-01")})
    raw = dict(zip(documents["doc_id"], texts, strict=True))
    segments = find_segments(documents, raw)
    return documents, segments, index_tokens(documents, segments, raw), raw


def seconds(work: Callable[[], object], times: int = 3) -> float:
    """Return the CPU seconds of the fastest run."""
    best = float("inf")
    for _ in range(times):
        begin = time.process_time()
        work()
        best = min(best, time.process_time() - begin)
    return best


def main() -> None:
    from sklearn.feature_extraction.text import CountVectorizer

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--megabytes", type=float, default=2.0)
    texts, languages = make_articles(parser.parse_args().megabytes)
    size = sum(len(text.encode("utf-8")) for text in texts) / 1e6
    tables = prepare(texts, languages)
    mine, peer = seconds(lambda: find_sources(*tables)), seconds(lambda: CountVectorizer().fit_transform(texts))
    print(f"{size:.1f} MB in {len(texts)} articles, {len(find_sources(*tables)):,} attributions")
    print(f"find_sources     {size / mine:6.2f} MB/s")
    print(f"CountVectorizer  {size / peer:6.2f} MB/s   ratio {peer / mine:.2f}")
    for phrase, language in HOSTILE.items():
        pages = [prepare([phrase * times], [language]) for times in (REPEATED, 2 * REPEATED)]
        once, twice = (seconds(partial(find_sources, *page), 2) for page in pages)
        print(f"{phrase!r:24} x {REPEATED}: {once:.2f} s, doubled {twice:.2f} s ({twice / once:.1f} times)")


if __name__ == "__main__":
    main()
