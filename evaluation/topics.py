"""How well texts are linked across languages and grouped by subject (development data; the aims are those of the final data)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import groupby

import numpy as np

from . import DEVDATA, GOLD, Row, read_jsonl

AREA = "topics"
GROUP, SHUFFLES = 5, 20
LANGUAGES = ("ar", "fa", "en")


def rows() -> Iterator[Row]:
    """Yield links (NTREX, seeds), groups (SIB-200) and false claims on shuffled texts, with and without the optional extra."""
    from corpus_analysis.topics.encoder import find_model

    methods = ["meaning", "spelling"] if find_model() else ["spelling"]
    yield from _link_ntrex(methods)
    yield from _link_seeds(methods)
    yield from _cluster_sib(methods)
    yield from _shuffle_sib()


def _read(name: str) -> list[dict] | None:
    path = DEVDATA / "data" / name
    return read_jsonl(path) if path.is_file() else None


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
                yield Row(AREA, f"link ar-fa {unit}, {method}", "NTREX dev", None, "development data absent", aim)
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
    from sklearn.cluster import KMeans
    from sklearn.metrics import normalized_mutual_info_score as nmi

    from corpus_analysis.topics import cluster_texts
    from corpus_analysis.topics.encoder import encode
    from corpus_analysis.topics.vectors import spelling_vectors

    items = _read("sib200_dev.jsonl")
    for method in methods:
        names = (f"cluster NMI with subject, {method}", f"  the same, language ignored, {method}", f"cluster NMI with language, {method}")
        aims = (">= .30 above language ignored", "", "<= .05")
        if items is None:
            for name, aim in zip(names, aims, strict=True):
                yield Row(AREA, name, "SIB-200 dev ar+fa+en", None, "development data absent", aim)
            continue
        texts = [item[language] for language in LANGUAGES for item in items]
        languages = [language for language in LANGUAGES for _ in items]
        subjects = [item["label"] for item in items] * len(LANGUAGES)
        k = len(set(subjects))
        labels = cluster_texts(texts, languages, k, method=method)
        vectors = encode(texts) if method == "meaning" else spelling_vectors(texts, languages)
        plain = KMeans(k, n_init=3, random_state=0).fit_predict(vectors)
        values = (nmi(subjects, labels), nmi(subjects, plain), nmi(languages, labels))
        for name, value, aim in zip(names, values, aims, strict=True):
            yield Row(AREA, name, "SIB-200 dev ar+fa+en", float(value), f"n={len(texts)}, k={k}", aim)


def _shuffle_sib() -> Iterator[Row]:
    """Words dealt out anew among the texts of a language: there are no topics left, and none may be claimed."""
    from corpus_analysis.topics.clusters import text_vectors
    from corpus_analysis.topics.model import CURVE
    from corpus_analysis.topics.stability import choose_k, stability_curve

    name, aim = f"stable topics claimed in {SHUFFLES} shuffles, spelling", "<= .05"
    items = _read("sib200_dev.jsonl")
    if items is None:
        yield Row(AREA, name, "SIB-200 dev", None, "development data absent", aim)
        return
    claims = 0
    for seed in range(SHUFFLES):
        rng = np.random.default_rng(seed)
        texts, languages = [], []
        for language in LANGUAGES:
            words = [items[at][language].split() for at in rng.choice(len(items), 110, replace=False)]
            dealt = iter(rng.permutation([word for text in words for word in text]).tolist())
            texts += [" ".join(next(dealt) for _ in text) for text in words]
            languages += [language] * len(words)
        vectors = text_vectors(texts, languages, "spelling")
        claims += choose_k(stability_curve(vectors, texts, languages, CURVE, "spelling", seed)) is not None
    yield Row(AREA, name, "SIB-200 dev", claims / SHUFFLES, f"{claims}/{SHUFFLES}", aim)
