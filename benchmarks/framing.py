"""Speed of matching and of keyness beside their peers, in one run: ``python -m benchmarks.framing [megabytes]``.

Matching the whole lexicon is measured against one compiled regular expression that lists its forms (which knows no clitics,
suffixes, joiners, gaps or conditions), on the same text; keyness against scattertext's log-odds ratio with informative Dirichlet prior,
from raw texts to a ranked table. scattertext runs in an environment of its own (build/peers-framing, made in the first run; remove it to
renew it). Peak memory is that of a process of its own, in megabytes above what
the bare imports take. At 20 megabytes all takes about a minute on two cores, the environment apart.
"""

from __future__ import annotations

import json
import random
import re
import resource
import subprocess
import sys
import time
from itertools import accumulate
from pathlib import Path

from .peers import set_up_peers

ROOT = Path(__file__).resolve().parents[1]
REQUIREMENTS = ("scattertext==0.2.2", "six")  # six: imported by it, not declared
LONGEST = 150  # seconds either side may take
OWN_WORDS = 40_000
MATCHED = 2.0  # megabytes: the regular expression is slow


def make_texts(megabytes: float, seed: int = 0) -> list[tuple[str, str]]:
    """Return outlet and text of articles of about 4 kB: sentences of the five articles among made-up words."""
    rng = random.Random(seed)  # noqa: S311 - texts, no secrets
    sentences = [
        s.strip() for path in sorted((ROOT / "seeds").glob("*.txt")) for s in re.split(r"[.\n]", path.read_text("utf-8")) if len(s) > 30
    ]
    letters = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
    words = ["".join(rng.choices(letters, k=rng.randint(3, 8))) for _ in range(OWN_WORDS)]
    weights = list(accumulate(1 / (rank + 10) for rank in range(OWN_WORDS)))
    texts, size = [], 0
    while size < megabytes * 1e6:
        parts = [
            rng.choice(sentences) if rng.random() < 0.25 else " ".join(rng.choices(words, cum_weights=weights, k=14)) for _ in range(22)
        ]
        text = ". ".join(parts)
        texts.append((f"outlet-{rng.randint(0, 1)}", text))
        size += len(text.encode())
    return texts


def measure_matching(megabytes: float) -> dict[str, float]:
    """Return megabytes a second of the regular expression and of the matcher, on tokens alone and with the cutting into tokens."""
    from corpus_analysis.framing.matching import compile_lexicon
    from corpus_analysis.lexicon import load_lexicon

    texts = make_texts(megabytes)
    matcher = compile_lexicon(load_lexicon())
    forms = sorted(
        {" ".join(words) for entry in matcher.entries if entry.kind == "name" for words in _plain(matcher, entry)}, key=len, reverse=True
    )
    expression = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, forms))})(?!\w)")
    begin = time.process_time()
    by_expression = sum(1 for _, text in texts for _ in expression.finditer(text))
    middle = time.process_time()
    tokens = _tokens(texts)
    cut = time.process_time()
    by_matcher = len(matcher.find(tokens))
    end = time.process_time()
    size = sum(len(text.encode()) for _, text in texts) / 1e6
    return {
        "forms": len(forms), "regex MB/s": size / (middle - begin), "matcher MB/s": size / (end - cut),
        "matcher with tokens MB/s": size / (end - middle), "regex matches": by_expression, "matcher matches": by_matcher,
    }  # fmt: skip


def _plain(matcher, entry):

    for spelling in matcher.spellers[entry.language].expand(entry.form):
        if not set(spelling.words) & {"*", "..."}:
            yield [word.rstrip("~") for word in spelling.words]


def _tokens(texts):
    import pandas as pd

    from corpus_analysis.text import index_tokens

    ids = [f"d{n}" for n in range(len(texts))]
    documents = pd.DataFrame({"doc_id": ids, "outlet": [o for o, _ in texts], "language": "ar"})
    segments = pd.DataFrame({"doc_id": ids, "start": 0, "end": [len(t) for _, t in texts], "role": "body", "language": "ar"})
    return index_tokens(documents, segments, dict(zip(ids, (t for _, t in texts), strict=True)))


def measure_keyness(megabytes: float) -> dict[str, float]:
    """Return seconds and megabytes of keyness from raw texts to a ranked, certified table."""
    import pandas as pd
    import scipy.sparse
    import scipy.stats  # noqa: F401

    from corpus_analysis.corpus import Corpus
    from corpus_analysis.framing import keyness
    from corpus_analysis.lexicon import load_lexicon

    texts, lexicon = make_texts(megabytes), load_lexicon()
    before, begin = _peak(), time.process_time()
    tokens = _tokens(texts)
    documents = pd.DataFrame({"doc_id": tokens.doc_ids, "outlet": [o for o, _ in texts], "language": "ar"})
    segments, none = pd.DataFrame({"role": ["body"] * len(texts)}), pd.DataFrame()
    table = keyness(Corpus(documents, segments, tokens, none, none, none, {}, lexicon))
    return {"seconds": time.process_time() - begin, "MB": _peak() - before, "rows": len(table)}


PEER = """
import sys, json, time, resource
sys.path.insert(0, {root!r})
from benchmarks.framing import make_texts, _peak
import pandas as pd, scattertext as st
texts = make_texts({megabytes})
before, begin = _peak(), time.process_time()
frame = pd.DataFrame(texts, columns=["outlet", "text"])
corpus = st.CorpusFromPandas(frame, category_col="outlet", text_col="text", nlp=st.whitespace_nlp_with_sentences,
                             feats_from_spacy_doc=st.FeatsFromSpacyDoc(use_lemmas=False)).build().get_unigram_corpus()
counts = corpus.get_term_freq_df("")
prior = st.LogOddsRatioInformativeDirichletPrior(counts.sum(axis=1).values + 0.01, 1)
scores = prior.get_scores(counts.iloc[:, 0].values, counts.iloc[:, 1].values)
print(json.dumps({{"seconds": time.process_time() - begin, "MB": _peak() - before, "rows": len(scores)}}))
"""


def measure_wide(types: int = 100_000, documents: int = 10_000, words: int = 300) -> dict[str, float]:
    """Return seconds and megabytes of comparing two groups of many documents in many types (as many cells as words, none dense)."""
    import numpy as np
    from scipy.sparse import csr_matrix
    from scipy.stats import t as _  # noqa: F401

    from corpus_analysis.framing import compare_groups

    rng = np.random.default_rng(0)
    before, begin = _peak(), time.process_time()
    columns = (types * rng.random(documents * words) ** 3).astype(np.int32)
    rows = np.repeat(np.arange(documents, dtype=np.int32), words)
    matrix = csr_matrix((np.ones(len(columns), dtype=np.int32), (rows, columns)), shape=(documents, types))
    sizes = np.full(documents, float(words))
    table = compare_groups(matrix, sizes, np.arange(documents) % 2 == 0)
    return {"seconds": time.process_time() - begin, "MB": _peak() - before, "rows": len(table)}


def _peak() -> float:
    unit = 1e6 if sys.platform == "darwin" else 1e3
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


def _alone(python: str, code: str) -> dict[str, float] | str:
    try:
        done = subprocess.run([python, "-W", "ignore", "-c", code], capture_output=True, text=True, cwd=ROOT, check=False, timeout=LONGEST)
    except subprocess.TimeoutExpired:
        return f"not done after {LONGEST} seconds"
    return json.loads(done.stdout.splitlines()[-1]) if done.returncode == 0 else done.stderr.strip().splitlines()[-1]


def _ours(call: str) -> dict[str, float] | str:
    return _alone(sys.executable, f"import json; from benchmarks import framing; print(json.dumps(framing.{call}))")


def _show(name: str, figures: dict[str, float] | str, aim: str = "") -> None:
    print(f"  {name:28}", figures if isinstance(figures, str) else "  ".join(f"{v:,.1f} {k}" for k, v in figures.items()), aim)


def main(megabytes: float = 20.0) -> None:
    """Print every figure with its peer's beside it."""
    matching = measure_matching(min(megabytes, MATCHED))
    print(f"matching the framing lexicon, {min(megabytes, MATCHED):g} MB, CPU seconds")
    for name, value in matching.items():
        print(f"  {name:28}{value:12,.1f}")
    print(f"  {'times faster':28}{matching['matcher MB/s'] / matching['regex MB/s']:12,.1f}   (aim >= 4)")
    print(f"keyness from raw text, {megabytes:g} MB, CPU seconds")
    ours = _ours(f"measure_keyness({megabytes})")
    _show("corpus_analysis", ours, "(aim <= 500 MB)")
    theirs = _alone(set_up_peers("framing", REQUIREMENTS), PEER.format(root=str(ROOT), megabytes=megabytes))
    _show("scattertext", theirs)
    if isinstance(ours, dict) and isinstance(theirs, dict):
        print(f"  {'times faster':28}{theirs['seconds'] / ours['seconds']:12.1f}   (aim >= 5)")
    print("keyness of 100,000 types in 10,000 documents")
    _show("corpus_analysis", _ours("measure_wide()"), "(aim <= 1,000 MB)")


if __name__ == "__main__":
    main(*map(float, sys.argv[1:2]))
