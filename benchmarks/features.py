"""What the peers that can be installed here do, tried rather than read: the rows that docs/compare.md calls "tried".

    python -m benchmarks.features

Each row names the tool, what was asked of it, whether it did it, and what came out. AntConc, Voyant and quanteda cannot be installed
from a Python registry; what the comparison says of them rests on their documentation.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from .peers import set_up_peers

PEERS = ("scattertext==0.2.2", "topica==0.62.0", "orange3-text==1.16.3", "PyQt6>=6.5", "PyQt6-WebEngine>=6.5")
VOWELLED, JOINED = "قَرَأَ الطَّالِبُ", "آتش‌بس می‌شود"
SPELLINGS = ("على", "علی")
A = ["truce holds in gaza", "the truce is holding", "truce talks go on", "a truce at last", "the truce", "truce again"]
B = ["oil price rises", "the price of oil", "oil exports fall", "an oil deal", "the oil", "oil again"]
ABSENT = {
    "who speaks": ("quot", "speaker", "attribution"),
    "concordance": ("concord", "kwic"),
    "collocations": ("colloc",),
    "dispersion": ("dispers",),
    "copies": ("duplic", "simhash", "reuse"),
    "agreement of coders": ("krippendorff", "intercoder"),
}
Check = tuple[str, str, Callable[[], tuple[bool, object]]]


def checks_of_peers() -> Iterator[Check]:
    """Yield tool, question and a function that answers it; runs in the peers' own environment."""
    import numpy as np
    import orangecontrib.text as orange
    import pandas as pd
    import scattertext as st
    import topica
    from Orange.data import Domain, StringVariable
    from orangecontrib.text import preprocess, sentiment, topics

    def orange_tokens(text: str, tokenizer: Callable) -> list[str]:
        column = StringVariable("text")
        corpus = orange.Corpus.from_numpy(Domain([], metas=[column]), np.empty((1, 0)), metas=np.array([[text]], dtype=object))
        corpus.set_text_features([column])
        return list(tokenizer(corpus).tokens[0])

    tokenizers: dict[str, Callable[[str], list[str]]] = {
        "scattertext": lambda text: [str(word) for sent in st.whitespace_nlp_with_sentences(text).sents for word in sent],
        "topica": topica.tokenize,
        "Orange Text": lambda text: orange_tokens(text, preprocess.RegexpTokenizer()),
    }
    yield from text_checks(tokenizers)

    frame = pd.DataFrame({"group": ["a"] * len(A) + ["b"] * len(B), "text": A + B})
    frame["parsed"] = frame["text"].map(st.whitespace_nlp_with_sentences)
    corpus = st.CorpusFromParsedDocuments(frame, category_col="group", parsed_col="parsed").build()
    yield "scattertext", "keyness: Cohen's d over documents", lambda: found(st.CohensD(corpus).set_categories("a").get_score_df(), "truce")
    yield "scattertext", "dispersion measures", lambda: (True, list(st.Dispersion(corpus).get_df().columns))
    words = [[text.split() for text in side] for side in (A, B)]
    yield "topica", "keyness: log odds with Dirichlet prior", lambda: (True, topica.fighting_words(*words)[:1])
    yield "topica", "topic models", lambda: (True, f"{len(topica.list_models())} models")
    yield "topica", "stability and permutation tests of topics", lambda: has(topica, "topic_stability", "permutation_test")
    yield "Orange Text", "topic models", lambda: (True, [name for name in dir(topics) if name.endswith("Wrapper")])
    spoken = set(sentiment.MultiSentiment.LANGUAGES)
    yield "Orange Text", "sentiment of Arabic, Persian, English", lambda: ({"ar", "fa", "en"} <= spoken, f"{len(spoken)} languages")
    widgets = [path.stem for path in (Path(orange.__file__).parent / "widgets").glob("ow*.py")]
    yield "Orange Text", "keyness: word enrichment", lambda: ("owwordenrichment" in widgets, f"a widget, one of {len(widgets)}")
    yield "topica", "a manifest of the analysis", lambda: has(topica, "AnalysisManifest")
    yield "topica", "topics over aligned documents of several languages", lambda: has(topica, "PolylingualLDA")
    yield "topica", "scaling of positions", lambda: has(topica, "Wordfish", "TBIP")
    yield "scattertext", "offsets into the text", lambda: has(st, "OffsetCorpus")
    public = {"scattertext": dir(st), "topica": dir(topica), "Orange Text": widgets}
    for question, parts in ABSENT.items():
        for tool, given in public.items():
            yield tool, f"a public name for {question}", lambda given=given, parts=parts: names(given, parts)


def text_checks(tokenizers: dict[str, Callable[[str], list[str]]], form: Callable[[str], str] = str) -> Iterator[Check]:
    """Yield what is asked of every tokenizer with its default settings; *form* is what the tool compares words by."""
    for tool, tokenize in tokenizers.items():
        yield tool, "two vowelled Arabic words are two words", lambda t=tokenize: whole(t(VOWELLED), VOWELLED)
        yield tool, "two Persian words with half-spaces are two words", lambda t=tokenize: whole(t(JOINED), JOINED)
        yield tool, "Arabic and Persian spelling are one word", lambda t=tokenize: alike(t, form)


def checks_of_ours() -> Iterator[Check]:
    """The same of this package."""
    from corpus_analysis import text

    yield from text_checks({"corpus_analysis": lambda said: text.tokenize(said, "fa")}, lambda word: text.match_form(word, "fa"))


def whole(tokens: list[str], text: str) -> tuple[bool, object]:
    """Say whether the tokens are the words of *text*; vowel marks and half-spaces may be dropped, letters may not."""
    bare = [re.sub("[\u064b-\u0652\u200c]", "", part) for part in (" ".join(tokens), text)]
    return bare[0] == bare[1], tokens


def alike(tokenize: Callable[[str], list[str]], form: Callable[[str], str]) -> tuple[bool, object]:
    seen = [[form(word) for word in tokenize(spelling)] for spelling in SPELLINGS]
    return seen[0] == seen[1], seen


def found(table, word: str) -> tuple[bool, object]:
    return word in table.index, [str(column) for column in table.columns][:4]


def has(module: object, *wanted: str) -> tuple[bool, object]:
    return all(hasattr(module, name) for name in wanted), list(wanted)


def names(public: list[str], parts: tuple[str, ...]) -> tuple[bool, object]:
    hits = [name for name in public if any(part in name.lower() for part in parts)]
    return bool(hits), hits


def answer(checks: Iterator[Check]) -> Iterator[tuple[str, str, bool, str]]:
    for tool, question, ask in checks:
        yes, seen = ask()
        yield tool, question, yes, str(seen)[:120]


def main() -> None:
    if sys.argv[1:] == ["--peers"]:
        print("\n" + json.dumps(list(answer(checks_of_peers()))))
        return
    python = set_up_peers("features", PEERS)
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command = [python, "-W", "ignore", "-m", "benchmarks.features", "--peers"]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=environment, check=True)
    rows = [*answer(checks_of_ours()), *json.loads(done.stdout.strip().splitlines()[-1])]
    for tool, question, yes, seen in sorted(rows, key=lambda row: row[1]):
        print(f"{question:<64}{tool:<36}{'yes' if yes else 'no':<5}{seen}")


if __name__ == "__main__":
    main()
