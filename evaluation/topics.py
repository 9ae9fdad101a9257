"""How well texts are linked across languages and grouped by subject, and how often a topic is claimed that is none.

Aims are those of the final data. Vectors of meaning are kept under ``build/`` from one run to the next. Categories of outlets are read
from the folder that CORPUS_ANALYSIS_NEWS names: files of JSON lines with "text", "language" and "category". CORPUS_ANALYSIS_SHUFFLES
says how many shuffled corpora are asked for topics (40 if it is not set, to end in a few minutes; the aim is stated for 200), and with
them a tenth as many corpora with planted topics.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from corpus_analysis.lexicon import read_yaml

from . import DEVDATA, GOLD, ROOT, SEEDS, Row, read_jsonl

AREA = "topics"
LANGUAGES = ("ar", "fa", "en")
NEWS, SHUFFLES = "CORPUS_ANALYSIS_NEWS", "CORPUS_ANALYSIS_SHUFFLES"
GROUP, SIZE, FEW = 5, 110, (1, 2, 3, 5, 49)
ANCHORS = read_yaml(Path(__file__).with_name("sib_anchors.yaml"))  # seed words for the labels of SIB-200


def rows() -> Iterator[Row]:
    """Yield links, groups, anchored topics, false and missed claims, and what few documents get, with and without the extra."""
    from corpus_analysis.topics.encoder import KNOWN, MODEL_SHA256, find_model

    methods = ["meaning", "spelling"] if find_model() else ["spelling"]
    store = ROOT / "build" / f"vectors-{MODEL_SHA256[:12]}.npz"
    if store.is_file():
        with np.load(store) as kept:
            KNOWN.update(zip((bytes.fromhex(key) for key in kept["keys"].tolist()), kept["vectors"], strict=True))
    for part in (_link_ntrex(methods), _link_seeds(methods), _cluster_sib(methods), _anchor_sib(methods), _cluster_news(methods)):
        yield from part
        if KNOWN:
            store.parent.mkdir(exist_ok=True)
            np.savez(store, keys=[key.hex() for key in KNOWN], vectors=np.array(list(KNOWN.values())))
    yield from _claims()
    yield from _few_documents()


def _read(name: str) -> list[dict] | None:
    path = DEVDATA / "data" / name
    return read_jsonl(path) if path.is_file() else None


def _absent(measure: str, data: str, aim: str = "") -> Row:
    return Row(AREA, measure, data, None, "development data absent", aim)


def _link_ntrex(methods: list[str]) -> Iterator[Row]:
    from corpus_analysis.topics import link_texts

    pairs = _read("ntrex_dev.jsonl")
    aims = {
        "meaning": {"sentences": ">= .97", "paragraphs": ">= .995", "documents": ""},
        "spelling": {"sentences": ">= .60", "paragraphs": ">= .85", "documents": ">= .98"},
    }
    for method in methods:
        for unit, aim in aims[method].items():
            if pairs is None:
                yield _absent(f"link ar-fa {unit}, {method}", "NTREX dev", aim)
                continue
            arabic, persian = (_units(pairs, language, unit) for language in ("ar", "fa"))
            best, _ = link_texts(arabic, persian, "ar", "fa", method=method)
            right = int((best == np.arange(len(best))).sum())
            yield Row(AREA, f"link ar-fa {unit}, {method}", "NTREX dev", right / len(best), f"{right}/{len(best)}", aim)


def _units(pairs: list[dict], language: str, unit: str) -> list[str]:
    """Return sentences, paragraphs (up to five consecutive sentences of a document) or documents."""
    size = {"sentences": 1, "paragraphs": GROUP, "documents": len(pairs)}[unit]
    texts = []
    for _, document in groupby(pairs, key=lambda pair: pair["doc"]):
        sentences = [pair[language] for pair in document]
        texts += [" ".join(sentences[at : at + size]) for at in range(0, len(sentences), size)]
    return texts


def _link_seeds(methods: list[str]) -> Iterator[Row]:
    from corpus_analysis.topics import link_texts

    gold = json.loads((GOLD / "reuse.json").read_text(encoding="utf-8"))
    blocks = [block["b"]["text"] for block in gold["aligned_blocks"]]
    links = gold["crosslingual_ar_fa"]
    for method in methods:
        best, _ = link_texts([link["text"] for link in links], blocks, "ar", "fa", method=method)
        right = sum(at in link["blocks"] for at, link in zip(best.tolist(), links, strict=True))
        yield Row(AREA, f"link ar-fa passages, {method}", "seeds", right / len(links), f"{right}/{len(links)}", ">= 5/6")


def _cluster_sib(methods: list[str]) -> Iterator[Row]:
    from sklearn.metrics import normalized_mutual_info_score as nmi

    from corpus_analysis.topics import cluster_texts

    items, data = _read("sib200_dev.jsonl"), "SIB-200 dev ar+fa+en"
    if items is None:
        yield _absent("cluster NMI with subject", data)
        return
    texts = [item[language] for language in LANGUAGES for item in items]
    languages = [language for language in LANGUAGES for _ in items]
    subjects = [item["label"] for item in items] * len(LANGUAGES)
    k = len(set(subjects))
    ignoring = {name: (nmi(subjects, labels), nmi(languages, labels)) for name, labels in _ignore_language(texts, k, methods)}
    for name, (found, confused) in ignoring.items():
        yield Row(AREA, f"language ignored: {name}, NMI with subject", data, found, f"NMI with language {confused:.2f}")
    best = max(found for found, _ in ignoring.values())
    order = np.random.default_rng(0).permutation(len(texts)).tolist()
    for method in methods:
        labels = cluster_texts(texts, languages, k, method=method)
        found, confused = nmi(subjects, labels), nmi(languages, labels)
        counts = f"n={len(texts)}, k={k}"
        yield Row(AREA, f"cluster NMI with subject, {method}", data, found, counts)
        yield Row(AREA, f"  above the best that ignores language, {method}", data, found - best, counts, ">= .30")
        yield Row(AREA, f"  NMI with language, {method}", data, confused, counts, "<= .05")
        again = cluster_texts([texts[at] for at in order], [languages[at] for at in order], k, method=method)
        same = int((again == labels[order]).sum())
        yield Row(AREA, f"  labels kept when shuffled, {method}", data, same / len(texts), f"{same}/{len(texts)}", "1")


def _ignore_language(texts: list[str], k: int, methods: list[str]) -> Iterator[tuple[str, np.ndarray]]:
    """Yield what usual methods make of a mixed corpus."""
    from sklearn.cluster import KMeans
    from sklearn.decomposition import NMF, LatentDirichletAllocation
    from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer

    from corpus_analysis.topics.encoder import encode

    weighted = TfidfVectorizer(min_df=2).fit_transform(texts)
    yield "NMF", NMF(k, random_state=0, max_iter=400).fit_transform(weighted).argmax(axis=1)
    counts = CountVectorizer(min_df=2).fit_transform(texts)
    yield "LDA", LatentDirichletAllocation(k, random_state=0).fit_transform(counts).argmax(axis=1)
    yield "k-means of TF-IDF", KMeans(k, n_init=5, random_state=0).fit_predict(weighted)
    if "meaning" in methods:
        yield "k-means of vectors", KMeans(k, n_init=5, random_state=0).fit_predict(encode(texts))


def _anchor_sib(methods: list[str]) -> Iterator[Row]:
    from corpus_analysis.topics import anchor_texts

    items = _read("sib200_dev.jsonl")
    for method in methods:
        if items is None:
            yield _absent(f"anchored topics right, {method}", "SIB-200 dev ar+fa+en")
            continue
        texts = [item[language] for language in LANGUAGES for item in items]
        found, _ = anchor_texts(texts, [language for language in LANGUAGES for _ in items], ANCHORS, method)
        right = sum(name == item["label"] for name, item in zip(found, [*items] * len(LANGUAGES), strict=True))
        yield Row(AREA, f"anchored topics right, {method}", "SIB-200 dev ar+fa+en", right / len(texts), f"{right}/{len(texts)}")


def _cluster_news(methods: list[str]) -> Iterator[Row]:
    """Categories that outlets gave their own articles, mixed and each language alone."""
    from sklearn.metrics import normalized_mutual_info_score as nmi

    from corpus_analysis.topics import cluster_texts

    files = sorted(Path(os.environ[NEWS]).glob("*.jsonl")) if NEWS in os.environ else []
    items = [item for file in files for item in read_jsonl(file)]
    if not items:
        yield Row(AREA, "news categories", "outlets", None, f"development data absent ({NEWS} names no folder)")
        return
    aims = {"ar+fa": ">= .72", "ar": ">= .64", "fa": ">= .85"}
    present = sorted({item["language"] for item in items})
    for method in methods:
        for chosen in dict.fromkeys([tuple(present), *((language,) for language in present)]):
            some = [item for item in items if item["language"] in chosen]
            subjects, languages = ([item[key] for item in some] for key in ("category", "language"))
            labels = cluster_texts([item["text"] for item in some], languages, len(set(subjects)), method=method)
            name, counts = "+".join(chosen), f"n={len(some)}, k={len(set(subjects))}"
            yield Row(AREA, f"news {name} NMI with category, {method}", "outlets", nmi(subjects, labels), counts, aims.get(name, ""))
            if len(chosen) > 1:
                yield Row(AREA, f"  purity, {method}", "outlets", _purity(subjects, labels), counts, ">= .88")
                yield Row(AREA, f"  NMI with language, {method}", "outlets", nmi(languages, labels), counts, "<= .05")


def _purity(subjects: Sequence[str], labels: np.ndarray) -> float:
    names = np.asarray(subjects)
    return float(sum(np.unique(names[labels == label], return_counts=True)[1].max() for label in np.unique(labels)) / len(names))


def _claims() -> Iterator[Row]:
    """Topics claimed where words were dealt out anew among the texts of a language, and where topics were planted."""
    items, data = _read("sib200_dev.jsonl"), "SIB-200 dev, its words"
    if items is None:
        yield _absent("topics claimed", data)
        return
    runs = max(1, int(os.environ.get(SHUFFLES, "40")))
    planted = max(1, runs // 10)
    false = sum(_claims_topics(*_deal_words(items, np.random.default_rng(seed)), seed) for seed in range(runs))
    yield Row(AREA, "topics claimed in shuffled texts, spelling", data, false / runs, f"{false}/{runs} ({SHUFFLES}=200 for all)", "<= .05")
    found = sum(_claims_topics(*_plant_topics(items, np.random.default_rng(seed)), seed) for seed in range(planted))
    yield Row(AREA, "topics claimed where four are planted, spelling", data, found / planted, f"{found}/{planted}", ">= .90")


def _claims_topics(texts: list[str], languages: list[str], seed: int) -> bool:
    """Whether `topics` would claim any; the costly half of its check is left out where the other half has refused already."""
    from corpus_analysis.topics.model import CURVE
    from corpus_analysis.topics.space import map_texts
    from corpus_analysis.topics.stability import SURE, choose_k, compare_halves, stability_curve

    if compare_halves(texts, languages, CURVE, "spelling", seed)["p_halves"].min() > SURE:
        return False
    vectors = map_texts(texts, languages, "spelling")
    return choose_k(stability_curve(vectors, texts, languages, CURVE, "spelling", seed)) is not None


def _deal_words(items: list[dict], rng: np.random.Generator) -> tuple[list[str], list[str]]:
    texts: list[str] = []
    for language in LANGUAGES:
        words = [items[at][language].split() for at in rng.choice(len(items), SIZE, replace=False)]
        dealt = iter(rng.permutation([word for text in words for word in text]).tolist())
        texts += [" ".join(next(dealt) for _ in text) for text in words]
    return texts, [language for language in LANGUAGES for _ in range(SIZE)]


def _plant_topics(items: list[dict], rng: np.random.Generator, count: int = 4) -> tuple[list[str], list[str]]:
    """Texts of 20 words of one language: every third word is one of the 40 of its topic, the others are dealt out to all."""
    language = str(rng.choice(LANGUAGES))
    common = [word for item in items for word in item[language].split()]
    own = np.array_split(rng.choice(sorted(set(common)), 40 * count, replace=False), count)
    texts = [
        " ".join(str(rng.choice(own[number % count] if place % 3 == 0 else common)) for place in rng.permutation(20))
        for number in range(3 * SIZE)
    ]
    return texts, [language] * len(texts)


def _few_documents() -> Iterator[Row]:
    """A refusal, and a topic by seed words for the passages, is what few documents ought to get."""
    import pandas as pd

    from corpus_analysis import load_corpus
    from corpus_analysis.topics import topics

    names = sorted(SEEDS.glob("*.txt"))
    items = _read("sib200_dev.jsonl") or []
    right, tried = 0, 0
    for count in FEW:
        corpus: Any = load_corpus(names[:count])
        if count > len(names):
            if not items:
                continue
            texts, languages = _plant_topics(items, np.random.default_rng(count))
            with TemporaryDirectory() as folder:
                table = pd.DataFrame({"text": texts[:count], "language": languages[:count]})
                table.to_json(f"{folder}/t.jsonl", orient="records", lines=True)
                corpus = load_corpus(f"{folder}/t.jsonl")
        found = topics(corpus, method="spelling")
        tried += 1
        right += found.kind != "clusters" and found.k is None and "too few" in found.verdict
    counts = f"{right}/{tried} of {', '.join(map(str, FEW))} documents"
    yield Row(AREA, "few documents refused, and no crash", "seeds, planted", right / tried, counts, "1")
