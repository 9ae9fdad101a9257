"""How well texts are linked across languages and grouped by subject, and how often a topic is claimed that is none.

Aims are those of the final data. Vectors of meaning are kept under ``build/`` from one run to the next. Categories of outlets are read
from the folder that CORPUS_ANALYSIS_NEWS names, or else from ``build/news``: a folder a collection, in it files of JSON lines with
"text", "language" and "category". CORPUS_ANALYSIS_SHUFFLES says how many shuffled corpora are asked for topics (40 if it is not set, to
end in a few minutes; the aim is stated for 200), and with them a tenth as many corpora with planted topics. CORPUS_ANALYSIS_TOPICS names
the parts to print, all by default: links seeds curves groups anchors news words pieces few (words and pieces: false and missed claims
by spelling and by meaning). The aim of 200 shuffles, some ten minutes of processor time:

    CORPUS_ANALYSIS_SHUFFLES=200 CORPUS_ANALYSIS_TOPICS="words pieces" python -m evaluation topics
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from itertools import combinations, groupby, pairwise
from pathlib import Path

import numpy as np

from corpus_analysis.lexicon import read_yaml

from . import DEVDATA, GOLD, ROOT, Row, _topic_claims, read_jsonl

AREA = "topics"
LANGUAGES = ("ar", "fa", "en")
NEWS, SHUFFLES, PARTS = "CORPUS_ANALYSIS_NEWS", "CORPUS_ANALYSIS_SHUFFLES", "CORPUS_ANALYSIS_TOPICS"
GROUP, KEPT, STEPS = 5, 0.7, 10
ANCHORS = read_yaml(Path(__file__).with_name("sib_anchors.yaml"))  # seed words for the labels of SIB-200


def rows() -> Iterator[Row]:
    """Yield links, groups, anchored topics, false and missed claims, and what few documents get, with and without the extra."""
    from corpus_analysis.topics.encoder import KNOWN, MODEL_SHA256, find_model

    methods = ["meaning", "spelling"] if find_model() else ["spelling"]
    store = ROOT / "build" / f"vectors-{MODEL_SHA256[:12]}.npz"
    if store.is_file():
        with np.load(store) as kept:
            KNOWN.update(zip((bytes.fromhex(key) for key in kept["keys"].tolist()), kept["vectors"], strict=True))
    items, runs = _read("sib200_dev.jsonl"), max(1, int(os.environ.get(SHUFFLES, "40")))
    parts = {
        "links": lambda: _link_ntrex(methods), "seeds": lambda: _link_seeds(methods), "curves": lambda: _check_curves(methods),
        "groups": lambda: _cluster_sib(methods), "anchors": lambda: _anchor_sib(methods), "news": lambda: _cluster_news(methods),
        "words": lambda: _topic_claims.rows(items, "spelling", runs, SHUFFLES),
        "pieces": lambda: _topic_claims.rows(items, "meaning", runs, SHUFFLES) if "meaning" in methods else (),
        "few": lambda: _topic_claims.few_documents(items),
    }  # fmt: skip
    for name in os.environ.get(PARTS, " ".join(parts)).split():
        yield from parts[name]()
        if KNOWN:
            store.parent.mkdir(exist_ok=True)
            np.savez(store, keys=[key.hex() for key in KNOWN], vectors=np.array(list(KNOWN.values())))


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


def _check_curves(methods: list[str]) -> Iterator[Row]:
    """What a curve fitted anew would weigh, and how far the shipped one is from what is found, also between other languages.

    Three in ten of the texts of one side are taken away, so that many texts of the other have no counterpart at all.
    """
    from sklearn.linear_model import LogisticRegression

    from corpus_analysis.topics.links import CURVES, compare, probability
    from corpus_analysis.topics.similarity import survey

    pairs = _read("ntrex_dev.jsonl") or []
    for method in methods if pairs else ():
        for one, other in combinations(LANGUAGES, 2):
            seen, sure, right = [], [], []
            for unit, size in (("sentences", 1), ("paragraphs", GROUP)):
                left, whole = (_units(pairs, language, unit) for language in (one, other))
                kept = np.sort(np.random.default_rng(size).permutation(len(whole))[: int(KEPT * len(whole))])
                found = survey(compare(left, [whole[at] for at in kept], one, other, method))
                seen.append(np.column_stack([found.height - found.rival, found.height]) / found.spread)
                sure.append(probability(found.height, found.rival, found.spread, method))
                right.append(kept[found.best] == np.arange(len(left)))
            hit, given, data = np.concatenate(right), np.concatenate(sure), f"NTREX dev {one}-{other}, {KEPT:.0%} kept"
            if (one, other) == ("ar", "fa"):
                refit = LogisticRegression(C=100).fit(np.vstack(seen), hit)
                names = ("lead", "height", "constant")
                for name, new, shipped in zip(names, [*refit.coef_[0], *refit.intercept_], CURVES[method], strict=True):
                    yield Row(AREA, f"curve fitted anew, {name}, {method}", data, float(new), f"shipped {shipped}")
            for low in (0, 0.2, 0.4, 0.6, 0.8):
                here = (given >= low) & ((given < low + 0.2) | (low == 0.8))
                said = f"said {given[here].mean():.3f}, n={here.sum()}" if here.any() else "n=0"
                yield Row(AREA, f"  right where {low:.1f} to {low + 0.2:.1f} is said, {method}", data, _mean(hit[here]), said)
            yield Row(AREA, f"  Brier score of links, {method}", data, float(np.square(given - hit).mean()), f"n={len(hit)}")


def _mean(values: np.ndarray) -> float | None:
    return float(values.mean()) if len(values) else None


def _cluster_sib(methods: list[str]) -> Iterator[Row]:
    """Groups beside those of methods that ignore language, on an equal footing: those that have the extra's vectors only where ours has.

    Every text in three languages, as the data have it; and each in one of them only, as in news, where no text has its translation beside
    it (in a graph of nearest vectors, translations tie the languages together).
    """
    from sklearn.metrics import normalized_mutual_info_score as nmi

    from corpus_analysis.topics import cluster_texts

    items = _read("sib200_dev.jsonl")
    if items is None:
        yield _absent("cluster NMI with subject", "SIB-200 dev")
        return
    dealt = np.random.default_rng(0).permutation(np.arange(len(items)) % len(LANGUAGES))
    three = [(item, language) for language in LANGUAGES for item in items]
    single = [(item, LANGUAGES[at]) for item, at in zip(items, dealt, strict=True)]
    for data, chosen in (("SIB-200 dev ar+fa+en", three), ("SIB-200 dev, each in one", single)):
        texts, languages, subjects = ([row[at] for row in ((i[g], g, i["label"]) for i, g in chosen)] for at in range(3))
        k = len(set(subjects))
        best: dict[str, float] = {}
        for name, need, labels in _ignore_language(texts, k, methods):
            found, confused = nmi(subjects, labels), nmi(languages, labels)
            yield Row(AREA, f"language ignored: {name}", data, found, f"NMI with language {confused:.2f}")
            for method in ("meaning",) if need == "meaning" else methods:
                best[method] = max(best.get(method, 0.0), found)
        if "meaning" in methods:
            yield _show_subjects(texts, languages, subjects, [item["en"] for item, _ in chosen], data)
        order = np.random.default_rng(0).permutation(len(texts)).tolist()
        for method in methods:
            labels = cluster_texts(texts, languages, k, method=method)
            found, confused = nmi(subjects, labels), nmi(languages, labels)
            counts = f"n={len(texts)}, k={k}"
            yield Row(AREA, f"cluster NMI with subject, {method}", data, found, counts)
            yield Row(AREA, f"  above the best that ignores language, {method}", data, found - best[method], counts, ">= .30")
            yield Row(AREA, f"  NMI with language, {method}", data, confused, counts, "<= .05")
            again = cluster_texts([texts[at] for at in order], [languages[at] for at in order], k, method=method)
            same = int((again == labels[order]).sum())
            yield Row(AREA, f"  labels kept when shuffled, {method}", data, same / len(texts), f"{same}/{len(texts)}", "1")


def _ignore_language(texts: list[str], k: int, methods: list[str]) -> Iterator[tuple[str, str, np.ndarray]]:
    """Yield what usual methods make of a mixed corpus: name, what they need, labels."""
    from sklearn.cluster import AgglomerativeClustering, KMeans, SpectralClustering
    from sklearn.decomposition import NMF, LatentDirichletAllocation
    from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer

    from corpus_analysis.topics.encoder import encode

    weighted = TfidfVectorizer(min_df=2).fit_transform(texts)
    counts = CountVectorizer(min_df=2).fit_transform(texts)
    near = {"affinity": "nearest_neighbors", "n_neighbors": 30, "random_state": 0}
    yield "NMF", "spelling", NMF(k, random_state=0, max_iter=400).fit_transform(weighted).argmax(axis=1)
    yield "LDA", "spelling", LatentDirichletAllocation(k, random_state=0).fit_transform(counts).argmax(axis=1)
    yield "k-means of TF-IDF", "spelling", KMeans(k, n_init=5, random_state=0).fit_predict(weighted)
    yield "spectral, TF-IDF", "spelling", SpectralClustering(k, **near).fit_predict(weighted)
    if "meaning" in methods:
        vectors = encode(texts)
        yield "k-means of vectors", "meaning", KMeans(k, n_init=5, random_state=0).fit_predict(vectors)
        yield "Ward, vectors", "meaning", AgglomerativeClustering(k).fit_predict(vectors)
        yield "spectral, vectors", "meaning", SpectralClustering(k, **near).fit_predict(vectors)


def _anchor_sib(methods: list[str]) -> Iterator[Row]:
    """Anchored topics, and how many are right the clearer they lead: the curve from which `model.SURE_LEAD` was chosen."""
    from corpus_analysis.topics import anchor_texts
    from corpus_analysis.topics.model import SURE_LEAD

    items, data = _read("sib200_dev.jsonl"), "SIB-200 dev ar+fa+en"
    for method in methods:
        if items is None:
            yield _absent(f"anchored topics right, {method}", data)
            continue
        texts = [item[language] for language in LANGUAGES for item in items]
        found, lead = anchor_texts(texts, [language for language in LANGUAGES for _ in items], ANCHORS, method)
        right = np.array([name == item["label"] for name, item in zip(found, [*items] * len(LANGUAGES), strict=True)])
        yield Row(AREA, f"anchored topics right, {method}", data, float(right.mean()), f"{right.sum()}/{len(right)}")
        edges = np.quantile(lead, np.linspace(0, 1, STEPS + 1))
        for low, high in pairwise(edges.tolist()):
            here = (lead >= low) & ((lead < high) | (high == edges[-1]))
            yield Row(AREA, f"  right where the lead is {low:.3f} to {high:.3f}, {method}", data, _mean(right[here]), f"n={here.sum()}")
        given = lead >= SURE_LEAD[method]
        counts = f"{right[given].sum()}/{given.sum()}; below: {right[~given].sum()}/{(~given).sum()}"
        yield Row(AREA, f"  right where it leads by {SURE_LEAD[method]}, {method}", data, _mean(right[given]), counts)


def _cluster_news(methods: list[str]) -> Iterator[Row]:
    """Categories that outlets gave their own articles, mixed and each language alone."""
    from sklearn.metrics import normalized_mutual_info_score as nmi

    from corpus_analysis.topics import cluster_texts

    folder = Path(os.environ.get(NEWS, ROOT / "build" / "news"))
    files = sorted(folder.glob("**/*.jsonl"))
    if not files:
        yield Row(AREA, "news categories", "outlets", None, f"development data absent ({NEWS} names no folder)")
        return
    aims = {"ar+fa": ">= .72", "ar": ">= .64", "fa": ">= .85"}
    for method, collection in ((method, folder) for method in methods for folder in dict.fromkeys(file.parent for file in files)):
        items = [item for file in files if file.parent == collection for item in read_jsonl(file)]
        present, data = sorted({item["language"] for item in items}), f"news, {collection.name}"
        for chosen in dict.fromkeys([tuple(present), *((language,) for language in present)]):
            some = [item for item in items if item["language"] in chosen]
            subjects, languages = ([item[key] for item in some] for key in ("category", "language"))
            labels = cluster_texts([item["text"] for item in some], languages, len(set(subjects)), method=method)
            name, counts = "+".join(chosen), f"n={len(some)}, k={len(set(subjects))}"
            yield Row(AREA, f"{name} NMI with category, {method}", data, nmi(subjects, labels), counts, aims.get(name, ""))
            yield Row(AREA, f"  purity, {method}", data, _purity(subjects, labels), counts, ">= .88" if len(chosen) > 1 else "")
            if method == "meaning":
                yield _show_subjects([item["text"] for item in some], languages, subjects, list(range(len(some))), data)
            if len(chosen) > 1:
                yield Row(AREA, f"  NMI with language, {method}", data, nmi(languages, labels), counts, "<= .05")


def _show_subjects(texts: list[str], languages: list[str], subjects: list[str], groups: list, data: str) -> Row:
    """What a classifier makes of the same vectors that has been shown the subjects of nine texts in ten: more than groups can hope for.

    Of *groups*, each is either shown or asked about: a text and its translations.
    """
    from sklearn.linear_model import LogisticRegression
    from sklearn.metrics import normalized_mutual_info_score as nmi
    from sklearn.model_selection import GroupKFold, cross_val_predict

    from corpus_analysis.topics.encoder import encode
    from corpus_analysis.topics.space import READ

    vectors = encode([text[:READ] for text in texts], languages)
    shown = cross_val_predict(LogisticRegression(C=10, max_iter=3000), vectors, subjects, groups=groups, cv=GroupKFold(10))
    right = int((shown == np.asarray(subjects)).sum())
    return Row(AREA, "  a classifier shown the subjects, vectors", data, nmi(subjects, shown), f"{right}/{len(texts)} right")


def _purity(subjects: Sequence[str], labels: np.ndarray) -> float:
    names = np.asarray(subjects)
    return float(sum(np.unique(names[labels == label], return_counts=True)[1].max() for label in np.unique(labels)) / len(names))
