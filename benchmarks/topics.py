"""Speed of grouping by subject, next to named peers where they are installed: ``python -m benchmarks.topics [how many texts]``.

BERTopic (`bertopic`, `umap-learn`, `hdbscan`) groups the same vectors as this package, in its "multilingual" mode, since its default
drops letters that are not Latin; topica fits LDA to the same texts. Each peer is timed only where it can be imported; a missing one
is named. The texts are put together from seed words of six subjects, in Arabic and Persian, so that no data has to be fetched.
"""

from __future__ import annotations

import importlib.util
import sys
import time
from collections.abc import Callable

import numpy as np

K, WORDS = 6, 25


def make_texts(count: int) -> tuple[list[str], list[str]]:
    """Return texts and their languages: seed words of six anchored topics among words of all of them."""
    from corpus_analysis.topics import read_anchors

    anchors = list(read_anchors().values())
    rng = np.random.default_rng(0)
    texts, languages = [], []
    for number in range(count):
        language = ("ar", "fa")[number % 2]
        own = anchors[number % K][language]
        others = [word for seeds in anchors for word in seeds[language]]
        chosen = [rng.choice(own) if rng.random() < 0.5 else rng.choice(others) for _ in range(WORDS)]
        texts.append(" ".join(chosen))
        languages.append(language)
    return texts, languages


def clock(name: str, work: Callable[[], object]) -> None:
    """Print the shortest of two runs in seconds."""
    times = []
    for _ in range(2):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    print(f"{name:60} {min(times):8.2f} s")


def main(count: int) -> None:
    """Print one line a tool."""
    from corpus_analysis.topics import cluster_texts
    from corpus_analysis.topics.clusters import condense, group_vectors, remove_language
    from corpus_analysis.topics.vectors import spelling_vectors

    texts, languages = make_texts(count)
    print(f"{count} texts, {K} groups")
    clock("corpus_analysis cluster_texts, spelling, from texts", lambda: cluster_texts(texts, languages, K, method="spelling"))
    from sklearn.decomposition import TruncatedSVD

    vectors = TruncatedSVD(100, random_state=0).fit_transform(spelling_vectors(texts, languages))
    clock("corpus_analysis, from vectors", lambda: group_vectors(condense(remove_language(vectors, languages)), K))
    if importlib.util.find_spec("bertopic"):
        from bertopic import BERTopic

        clock("BERTopic, from the same vectors", lambda: BERTopic(language="multilingual", nr_topics=K).fit_transform(texts, vectors))
    else:
        print("BERTopic: not installed here (bertopic, umap-learn, hdbscan)")
    if importlib.util.find_spec("topica"):
        import topica

        split = [text.split() for text in texts]
        clock("topica LDA, from the same texts", lambda: topica.LDA(num_topics=K).fit(split))
    else:
        print("topica: not installed here")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2000)
