"""Accuracy of the shared-text area: the gold pair of the seeds, and synthetic edits of news text."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pandas as pd

from . import DEVDATA, GOLD, SEEDS, Row, read_jsonl

FORMAL = ("punctuation", "zwnj_space", "spelling")
STRENGTHS = {
    "format": (0.0, 1.0),
    "light": (0.05, 1.0),
    "medium": (0.15, 0.9),
    "heavy": (0.3, 0.75),
    "excerpt": (0.05, 0.3),
}  # words changed, text kept
_VARIANTS = (
    ("\u200c", " "),
    ("ی", "ي"),
    ("ک", "ك"),
    ("،", ","),
    ("أ", "ا"),
    ("ة", "ه"),
    ("«", '"'),
    ("»", '"'),
    (". ", ".\n\n"),
    ("می ", "می"),
)


def rows() -> Iterator[Row]:
    """Yield the figures of issue 8."""
    import corpus_analysis as ca

    corpus = ca.load_corpus(SEEDS)
    gold = json.loads((GOLD / "reuse.json").read_text(encoding="utf-8"))
    doc_a, doc_b = (name.rsplit("/", 1)[-1].removesuffix(".txt") for name in (gold["files"]["a"], gold["files"]["b"]))
    yield from score_differences(ca.compare_texts(corpus, doc_a, doc_b), gold)
    yield score_blocks(corpus, doc_a, doc_b, gold)
    yield score_links(corpus, doc_a, gold)
    yield from score_edits()


def score_differences(found: pd.DataFrame, gold: dict) -> Iterator[Row]:
    """Every meaningful difference of the gold needs a row of its kind that overlaps it; no row may lie in a formal one."""
    wanted = [one for one in gold["diffs"] if one["meaningful"]]
    right = sum(_overlaps(found[found["kind"] == one["category"]], one) for one in wanted)
    yield Row("reuse", "meaningful differences found, typed right", "seeds", right / len(wanted), f"{right}/{len(wanted)}", "17/17")
    formal = [one for one in gold["diffs"] if one["category"] in FORMAL]
    shown = sum(_lies_in(found, one) for one in formal)
    yield Row("reuse", "formal differences shown by default", "seeds", shown / len(formal), f"{shown}/{len(formal)}", "0/16")


def _overlaps(found: pd.DataFrame, one: dict) -> bool:
    sides = [found[f"start_{side}"].lt(one[side]["end"]) & found[f"end_{side}"].gt(one[side]["start"]) for side in "ab" if one[side]]
    return bool(pd.concat(sides, axis=1).fillna(False).any(axis=None))


def _lies_in(found: pd.DataFrame, one: dict) -> bool:
    sides = [found[f"start_{side}"].ge(one[side]["start"]) & found[f"end_{side}"].le(one[side]["end"]) for side in "ab"]
    return bool(pd.concat(sides, axis=1).fillna(False).any(axis=None))


def score_blocks(corpus: Any, doc_a: str, doc_b: str, gold: dict) -> Row:
    """An aligned block is found when one shared passage covers it on both sides with an intersection over union of .8 or more."""
    from corpus_analysis.reuse import shared_passages
    from corpus_analysis.spans import intersection_over_union

    spans = shared_passages(corpus, [(doc_a, doc_b)]).dropna()
    found = 0
    for block in gold["aligned_blocks"]:
        best = 0.0
        for row in spans.to_dict("records"):
            sides = [((row[f"start_{side}"], row[f"end_{side}"]), (block[side]["start"], block[side]["end"])) for side in "ab"]
            best = max(best, min(intersection_over_union(one, other) for one, other in sides))
        found += best >= 0.8
    total = len(gold["aligned_blocks"])
    return Row("reuse", "aligned blocks found", "seeds", found / total, f"{found}/{total}", "11/11")


def score_links(corpus: Any, doc_fa: str, gold: dict) -> Row:
    """A passage of the Arabic article is linked right when the Persian passage overlaps the block it retells."""
    from corpus_analysis.reuse import link_passages

    doc_ar = next(doc_id for doc_id in corpus.documents["doc_id"] if doc_id.startswith("000"))
    links = link_passages(corpus, doc_ar, doc_fa)
    right = 0
    for one in gold["crosslingual_ar_fa"]:
        blocks = [gold["aligned_blocks"][number]["a"] for number in one["blocks"]]
        own = links[(links["start_a"] < one["end"]) & (links["end_a"] > one["start"])]
        right += any(row.start_b < block["end"] and row.end_b > block["start"] for row in own.itertuples() for block in blocks)
    total = len(gold["crosslingual_ar_fa"])
    return Row("reuse", "Arabic passages linked to their Persian block", "seeds", right / total, f"{right}/{total}", "5/6")


def score_edits() -> Iterator[Row]:
    """Recall of edited copies by strength, and precision over all pairs found."""
    from corpus_analysis.reuse import find_pairs

    path = DEVDATA / "data" / "ntrex_dev.jsonl"
    aims = {"format": "1", "light": "1", "medium": "1", "heavy": ".98", "excerpt": ".97"}
    if not path.exists():
        yield from (
            Row("reuse", f"copies found: {strength}", "NTREX dev", None, "development data absent", aim) for strength, aim in aims.items()
        )
        return
    texts, pairs = make_edits(read_documents(read_jsonl(path)), np.random.default_rng(0))
    table = find_pairs(texts)
    found = set(zip(table["a"].tolist(), table["b"].tolist(), strict=True))
    for strength, aim in aims.items():
        wanted = pairs[strength]
        right = len(wanted & found)
        yield Row("reuse", f"copies found: {strength}", "NTREX dev, ar fa en", right / len(wanted), f"{right}/{len(wanted)}", f"≥ {aim}")
    true = {(first, second) for first, second in found if related(first, second, pairs)}
    yield Row("reuse", "precision of the pairs found", "NTREX dev, ar fa en", len(true) / len(found), f"{len(true)}/{len(found)}", "≥ .95")


def read_documents(sentences: list[dict]) -> list[str]:
    """Put the sentences of each document together, one text a language."""
    texts: dict[tuple[str, str], list[str]] = {}
    for line in sentences:
        for language in ("ar", "fa", "en"):
            texts.setdefault((line["doc"], language), []).append(line[language])
    return [" ".join(parts) for parts in texts.values()]


def make_edits(originals: list[str], rng: np.random.Generator) -> tuple[list[str], dict[str, set[tuple[int, int]]]]:
    """Return the originals followed by one edited copy of each strength, and the pairs original-copy by strength."""
    texts = list(originals)
    pairs: dict[str, set[tuple[int, int]]] = {strength: set() for strength in STRENGTHS}
    for strength in STRENGTHS:
        for number, original in enumerate(originals):
            other = originals[(number + 3) % len(originals)]  # the next text of the same language
            pairs[strength].add((number, len(texts)))
            texts.append(edit_text(original, other, strength, rng))
    return texts, pairs


def related(first: int, second: int, pairs: dict[str, set[tuple[int, int]]]) -> bool:
    """Two copies of one original are copies of each other too."""
    origin = {copy: original for made in pairs.values() for original, copy in made}
    return origin.get(first, first) == origin.get(second, second)


def edit_text(text: str, other: str, strength: str, rng: np.random.Generator) -> str:
    """Make an edited copy: forms changed, words replaced by words of another text, sentences dropped and moved; or an excerpt."""
    changed, kept = STRENGTHS[strength]
    for old, new in _VARIANTS:
        text = text.replace(old, new) if rng.random() < 0.7 else text
    sentences = re.split(r"(?<=[.!?؟])\s+", text)
    count = max(1, round(kept * len(sentences)))
    if strength == "excerpt":
        first = int(rng.integers(0, len(sentences) - count + 1))
        sentences = sentences[first : first + count]
    else:
        sentences = [sentences[at] for at in sorted(rng.choice(len(sentences), count, replace=False))]
    if strength == "heavy" and len(sentences) > 2:
        at = int(rng.integers(1, len(sentences)))
        sentences = sentences[at:] + sentences[:at]
    pool = other.split()
    replace: Callable[[str], str] = lambda word: str(rng.choice(pool)) if rng.random() < changed else word  # noqa: E731
    return " ".join(replace(word) for word in " ".join(sentences).split())
