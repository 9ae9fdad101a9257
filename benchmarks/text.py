"""Speed of the text functions beside their peers, on the same text in the same run.

    python -m benchmarks.text [FOLDER] [--megabytes 20]

FOLDER holds .txt files in UTF-8; without it the text is made from the seeds: their sentences in random order, one word in eight
replaced by a word that wordfreq lists, so that the vocabulary grows as it does in a real corpus. The first run sets up the
peers in an environment of its own (build/peers-text; remove it to renew them).

Times are CPU seconds, the best of three. `tokens` is everything from texts to a TokenIndex with offsets, against scikit-learn's
CountVectorizer from texts to a matrix. `restore` is the display form and the joiners of Persian articles, given all at once or
one by one, when every word and pair of words has to be judged and when they were met before.
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
import pandas as pd

from .peers import set_up_peers, size

ROOT = Path(__file__).resolve().parents[1]
REQUIREMENTS = ["hazm", "rishe"]
REPLACED, SENTENCES = 1 / 8, 15
RESTORED_MEGABYTES, SLOW_MEGABYTES = 2.0, 0.2  # hazm would take minutes for more: it gets a part, and megabytes a second are compared

PEER = """
import importlib, json, sys, time
texts, name = json.load(open(sys.argv[1], encoding="utf-8")), sys.argv[2]
normalize = importlib.import_module(name).Normalizer().normalize
normalize(texts[0])
begin = time.process_time()
for text in texts:
    normalize(text)
json.dump(time.process_time() - begin, sys.stdout)
"""


def make_articles(megabytes: float, languages: tuple[str, ...], seed: int = 0) -> list[str]:
    """Make articles from the seeds' sentences, words of the language mixed in."""
    from wordfreq import top_n_list

    from corpus_analysis.text import identify_language, sentences

    rng = np.random.default_rng(seed)
    pools: dict[str, list[list[str]]] = {language: [] for language in languages}
    for path in sorted((ROOT / "seeds").glob("*.txt")):
        for sentence in sentences(path.read_text(encoding="utf-8")):
            pools.get(identify_language(sentence), []).append(sentence.split(" "))
    strange = {language: np.array(top_n_list(language, 30_000), dtype=object) for language in languages}
    articles: list[str] = []
    written = 0
    while written < megabytes * 1e6:
        language = languages[len(articles) % len(languages)]
        words = [word for at in rng.integers(0, len(pools[language]), SENTENCES) for word in pools[language][at]]
        for at in np.flatnonzero(rng.random(len(words)) < REPLACED):
            words[at] = strange[language][int(len(strange[language]) ** rng.random()) - 1]
        articles.append(" ".join(words))
        written += len(articles[-1].encode("utf-8"))
    return articles


def read_articles(folder: Path, megabytes: float) -> list[str]:
    """Read text files until there is enough."""
    articles: list[str] = []
    for path in sorted(folder.rglob("*.txt")):
        articles.append(path.read_text(encoding="utf-8", errors="replace"))
        if size(articles) >= megabytes:
            break
    return articles


def compare_tokens(texts: list[str]) -> None:
    """Print the time of the token index with offsets, and of CountVectorizer."""
    from sklearn.feature_extraction.text import CountVectorizer

    from corpus_analysis.text import index_tokens

    raw = {f"d{number}": text for number, text in enumerate(texts)}
    documents = pd.DataFrame({"doc_id": list(raw), "language": "und"})
    segments = pd.DataFrame({"doc_id": list(raw), "language": "und", "start": 0, "end": [len(text) for text in texts]})
    ours = _seconds(lambda: index_tokens(documents, segments, raw))
    theirs = _seconds(lambda: CountVectorizer().fit_transform(texts))
    megabytes = size(texts)
    print(f"tokens   index_tokens, with offsets   {megabytes / ours:9.2f} MB/s   ({megabytes:.1f} MB)")
    print(f"tokens   CountVectorizer              {megabytes / theirs:9.2f} MB/s   index_tokens is {theirs / ours:.1f}x as fast")


def compare_restoring(texts: list[str], python: Path) -> None:
    """Print the speed of normalising and restoring joiners, beside the peers'."""
    from corpus_analysis.text import normalize, restore_joiners
    from corpus_analysis.text.joiner_memory import memory_of
    from corpus_analysis.text.joiners import restore_joiners_many

    def restore_many() -> list[str]:
        return restore_joiners_many(normalize(text, "fa", "display").text for text in texts)

    def restore_each() -> list[str]:
        return [restore_joiners(normalize(text, "fa", "display").text) for text in texts]

    def forget() -> None:
        memory_of.cache_clear()

    restore_joiners_many(texts[:1])  # reads the weights and the word lists
    speeds = {}
    for name, run in (("all at once", restore_many), ("one by one", restore_each)):
        speeds[name, "new words"] = size(texts) / _seconds(run, before=forget)
        speeds[name, "words met before"] = size(texts) / _seconds(run)
    for names, speed in speeds.items():
        print(f"restore  {', '.join(names):<28} {speed:9.2f} MB/s   ({size(texts):.1f} MB)")
    part = texts[: max(1, int(len(texts) * SLOW_MEGABYTES / size(texts)))]
    for name, given in (("hazm", part), ("rishe", texts)):
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "texts.json"
            file.write_text(json.dumps(given), encoding="utf-8")
            done = subprocess.run([python, "-c", PEER, file, name], capture_output=True, text=True, check=False)
        if done.returncode:
            print(f"restore  {name:<28} not available: {done.stderr.strip().splitlines()[-1]}")
            continue
        theirs = size(given) / json.loads(done.stdout.splitlines()[-1])
        print(
            f"restore  {name:<28} {theirs:9.2f} MB/s   ours are {', '.join(f'{speed / theirs:.1f}x' for speed in speeds.values())} as fast"
        )


def _seconds(run: Callable[[], object], before: Callable[[], object] = lambda: None) -> float:
    taken = []
    for _ in range(3):
        before()
        begin = time.process_time()
        run()
        taken.append(time.process_time() - begin)
    return min(taken)


def main() -> None:
    """Set up the peers, make or read the text, print the comparison."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, help="folder with .txt files")
    parser.add_argument("--megabytes", type=float, default=20, help="how much text to tokenise (UTF-8)")
    options = parser.parse_args()
    python = set_up_peers("text", REQUIREMENTS)
    if options.folder:
        texts = read_articles(options.folder, options.megabytes)
        persian = texts
    else:
        texts = make_articles(options.megabytes, ("ar", "fa"))
        persian = make_articles(min(RESTORED_MEGABYTES, options.megabytes), ("fa",), seed=1)
    compare_tokens(texts)
    compare_restoring(persian, python)


if __name__ == "__main__":
    main()
