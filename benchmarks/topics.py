"""Speed of grouping by subject, beside BERTopic on the same vectors and topica's LDA on the same texts, in one run.

    python -m benchmarks.topics [number of texts]

Both peers run in an environment of their own (see `peers`); BERTopic in its "multilingual" mode, since its default drops letters that are
not Latin. It is handed the vectors of meaning that our own groups start from (the optional extra; without it the two are not run), so
that reading the texts counts for neither. Times are seconds of the processor (all threads) and on the
clock, the best of two; only the first can be compared where the machine has other work. The texts are put together from seed words of
six subjects, in Arabic and Persian, so that no data has to be fetched.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from .peers import set_up_peers

K, WORDS = 6, 25
REQUIREMENTS = ["scikit-learn", "pandas", "plotly", "tqdm", "pyyaml", "umap-learn", "hdbscan", "topica", "--no-deps bertopic"]
PEER = """
import json, sys, time
import numpy as np
texts = json.load(open(sys.argv[1], encoding="utf-8"))
vectors, k = np.load(sys.argv[2]), int(sys.argv[3])

def best(work):
    times = []
    for _ in range(2):
        begin = time.process_time(), time.perf_counter()
        labels = work()
        times.append((time.process_time() - begin[0], time.perf_counter() - begin[1]))
    return min(times), labels

def bertopic():
    from bertopic import BERTopic
    topics, _ = BERTopic(language="multilingual", nr_topics=k).fit_transform(texts, vectors)
    return [int(topic) for topic in topics]

def topica_lda():
    import topica
    model = topica.LDA(num_topics=k)
    model.fit([text.split() for text in texts])
    return np.asarray(model.doc_topic).argmax(axis=1).tolist()

answers = {}
for name, work in {**({"BERTopic": bertopic} if len(vectors) else {}), "topica LDA": topica_lda}.items():
    try:
        answers[name] = best(work)
    except Exception as error:
        answers[name] = f"{type(error).__name__}: {error}"
print(json.dumps(answers))
"""


def make_texts(count: int) -> tuple[list[str], list[str], list[int]]:
    """Return texts, their languages and subjects: seed words of six anchored topics among words of all of them."""
    from corpus_analysis.topics import read_anchors

    anchors = list(read_anchors().values())
    rng = np.random.default_rng(0)
    subjects = [number // 2 % K for number in range(count)]  # each in both languages
    texts, languages = [], []
    for number in range(count):
        language = ("ar", "fa")[number % 2]
        own = anchors[subjects[number]][language]
        others = [word for seeds in anchors for word in seeds[language]]
        chosen = [rng.choice(own) if rng.random() < 0.5 else rng.choice(others) for _ in range(WORDS)]
        texts.append(" ".join(chosen))
        languages.append(language)
    return texts, languages, subjects


Result = tuple[tuple[float, float], list[int]]  # seconds of the processor and on the clock; labels


def best(work: Callable[[], np.ndarray]) -> Result:
    """Return the shorter of two runs, and the labels."""
    times = []
    for _ in range(2):
        begin = time.process_time(), time.perf_counter()
        labels = work()
        times.append((time.process_time() - begin[0], time.perf_counter() - begin[1]))
    return min(times), labels.tolist()


def run_peers(texts: list[str], vectors: np.ndarray) -> dict[str, Result | str]:
    """Time the peers in their own interpreter: seconds and labels, or what went wrong."""
    python = set_up_peers("topics", REQUIREMENTS)
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "texts.json").write_text(json.dumps(texts, ensure_ascii=False), encoding="utf-8")
        np.save(Path(folder) / "vectors.npy", vectors)
        command = [python, "-c", PEER, f"{folder}/texts.json", f"{folder}/vectors.npy", str(K)]
        return json.loads(subprocess.run(command, capture_output=True, check=True, text=True, encoding="utf-8").stdout.splitlines()[-1])


def main() -> None:
    """Print one line a tool: seconds, and how well its groups fit the subjects and the languages; then how much longer each peer took.

    The fit is the normalised mutual information; groups that follow the language say nothing of the subject.
    """
    from sklearn.metrics import normalized_mutual_info_score

    from corpus_analysis.topics import cluster_texts
    from corpus_analysis.topics.encoder import encode, find_model

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=int, nargs="?", default=1000)
    texts, languages, subjects = make_texts(parser.parse_args().texts)
    vectors = encode(texts, languages) if find_model() else np.empty((0, 0))  # from here on they are known to `cluster_texts`
    methods = {**({"ours, from vectors": "meaning"} if len(vectors) else {}), "ours, from texts": "spelling"}
    results: dict[str, Result | str] = {
        name: best(lambda method=method: cluster_texts(texts, languages, K, method=method)) for name, method in methods.items()
    }
    results.update(run_peers(texts, vectors))
    print(f"{len(texts):,} texts, {K} subjects")
    for name, result in results.items():
        if isinstance(result, str):
            print(f"{name:<20} not run here: {result}")
        else:
            subject, language = (normalized_mutual_info_score(known, result[1]) for known in (subjects, languages))
            processor, clock = result[0]
            fit = f"NMI with subject {subject:.2f}, with language {language:.2f}"
            print(f"{name:<20} {processor:8.2f} s of the processor {clock:8.2f} s on the clock   {fit}")
    for peer, own in {"BERTopic": "ours, from vectors", "topica LDA": "ours, from texts"}.items():
        theirs, mine = results.get(peer, ""), results.get(own, "")
        if not isinstance(theirs, str) and not isinstance(mine, str):
            processor, clock = (theirs[0][at] / mine[0][at] for at in range(2))
            print(f"{peer} / {own}: {processor:.1f} by the processor, {clock:.1f} on the clock")


if __name__ == "__main__":
    main()
