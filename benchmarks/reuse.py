"""Speed of finding shared copy, beside datasketch's MinHash LSH, on the same made-up articles in one run.

    python -m benchmarks.reuse [number of articles]

datasketch runs in an environment of its own (see `peers`). Both read the same texts, find the pairs, and are timed in CPU seconds
from texts to pairs.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from .peers import set_up_peers

COPIES = 0.2  # share of the articles that are edited copies of another one
CHANGED = (0.0, 0.05, 0.15, 0.3)  # share of words changed in a copy
FOOTERS, PHRASES = 12, 400
PEER_THRESHOLD, PERMUTATIONS = 0.3, 128  # Jaccard; at the customary .5 most edited copies are lost

PEER = """
import json, sys, time
from datasketch import MinHash, MinHashLSH
texts = json.load(open(sys.argv[1], encoding="utf-8"))
threshold, permutations = float(sys.argv[2]), int(sys.argv[3])
begin = time.process_time()
lsh, hashes, pairs = MinHashLSH(threshold=threshold, num_perm=permutations), [], set()
for number, text in enumerate(texts):
    words = text.split()
    made = MinHash(num_perm=permutations)
    made.update_batch([" ".join(words[at:at + 3]).encode() for at in range(len(words) - 2)])
    hashes.append(made)
    lsh.insert(number, made)
for number, made in enumerate(hashes):
    pairs.update((min(number, other), max(number, other)) for other in lsh.query(made) if other != number)
seconds = time.process_time() - begin
json.dump({"seconds": seconds, "pairs": sorted(pairs)}, sys.stdout)
"""


def make_articles(count: int, seed: int = 0) -> tuple[list[str], set[tuple[int, int]]]:
    """Make articles of Zipf-distributed words with stock phrases and footers, and edited copies; return them and the true pairs."""
    from wordfreq import top_n_list

    rng = np.random.default_rng(seed)
    words = np.array([*top_n_list("fa", 20000), *top_n_list("ar", 20000)], dtype=object)
    weights = 1 / np.arange(1, len(words) + 1)
    draw = lambda size: rng.choice(words, size, p=weights / weights.sum()).tolist()  # noqa: E731
    phrases, footers = [draw(5) for _ in range(PHRASES)], [draw(20) for _ in range(FOOTERS)]
    articles: list[list[str]] = []
    origin: list[int] = []
    for number in range(count):
        if number > 10 and rng.random() < COPIES:
            source = int(rng.integers(0, number))
            changed = rng.choice(CHANGED)
            pool = iter(draw(len(articles[source])))
            articles.append([next(pool) if rng.random() < changed else word for word in articles[source]])
            origin.append(origin[source])
            continue
        article = draw(int(rng.integers(80, 260)))
        for phrase in rng.integers(0, PHRASES, 6):
            at = int(rng.integers(0, len(article)))
            article[at:at] = phrases[phrase]
        articles.append(article)
        origin.append(number)
    texts = [" ".join([*article, *footers[number % FOOTERS]]) for number, article in enumerate(articles)]
    groups: dict[int, list[int]] = {}
    for number, first in enumerate(origin):
        groups.setdefault(first, []).append(number)
    return texts, {(one, other) for group in groups.values() for at, one in enumerate(group) for other in group[at + 1 :]}


def run_own(texts: list[str]) -> tuple[float, set[tuple[int, int]]]:
    """Time `find_pairs`."""
    from corpus_analysis.reuse import find_pairs

    begin = time.process_time()
    found = find_pairs(texts)
    seconds = time.process_time() - begin
    return seconds, set(zip(found["a"].tolist(), found["b"].tolist(), strict=True))


def run_peer(texts: list[str], python: str) -> tuple[float, set[tuple[int, int]]] | None:
    """Time datasketch in its own interpreter; None where it is not installed."""
    if subprocess.run([python, "-c", "import datasketch"], capture_output=True, check=False).returncode:
        return None
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "texts.json"
        path.write_text(json.dumps(texts, ensure_ascii=False), encoding="utf-8")
        command = [python, "-c", PEER, str(path), str(PEER_THRESHOLD), str(PERMUTATIONS)]
        answer = json.loads(subprocess.run(command, capture_output=True, check=True, text=True, encoding="utf-8").stdout)
    return answer["seconds"], {(one, other) for one, other in answer["pairs"]}


def main() -> None:
    """Print one line a tool: CPU seconds, documents per second, recall and precision of the pairs, and the memory of this process."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", type=int, nargs="?", default=30000)
    options = parser.parse_args()
    texts, true = make_articles(options.articles)
    print(f"{len(texts):,} made-up articles, {sum(map(len, texts)) / 1e6:.0f} M characters, {len(true):,} true pairs")
    own = run_own(texts)
    print(_line("corpus_analysis.find_pairs", own, true, len(texts)))
    if sys.platform != "win32":
        import resource

        unit = 1 if sys.platform == "darwin" else 1024
        print(f"peak memory of this process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e9:.2f} GB")
    peer = run_peer(texts, set_up_peers("reuse", ["datasketch"]))
    if peer is None:
        print("datasketch could not be installed here: no comparison")
        return
    print(_line(f"datasketch MinHashLSH({PEER_THRESHOLD}, {PERMUTATIONS})", peer, true, len(texts)))
    print(f"ratio of documents per second: {peer[0] / own[0]:.1f}")


def _line(name: str, result: tuple[float, set[tuple[int, int]]], true: set[tuple[int, int]], count: int) -> str:
    seconds, found = result
    right = len(found & true)
    return (
        f"{name:<36} {seconds:7.1f} CPU s {count / seconds:8.0f} docs/s   recall {right / max(len(true), 1):.3f}   "
        f"precision {right / max(len(found), 1):.3f}"
    )


if __name__ == "__main__":
    main()
