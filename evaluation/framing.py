"""Accuracy of the framing terms against the annotated articles."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from corpus_analysis import load_corpus
from corpus_analysis.framing import find_terms
from corpus_analysis.lexicon import read_yaml
from corpus_analysis.spans import intersection_over_union
from corpus_analysis.text.tokens import index_tokens

from . import GOLD, SEEDS, Row, prf, read_jsonl

DATES = {"000": "2023-11-24", "001": "2023-11-24", "002": "2023-11-24", "003": "2024-06-20", "004": "2023-12-08"}
SAME = 0.5


def gold_tables() -> tuple[pd.DataFrame, pd.DataFrame, dict[str, str], pd.DataFrame]:
    """Return documents, segments (annotated lines joined where one paragraph was torn), raw texts and annotated sources."""
    raw = {path.stem: path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.txt"))}
    language = {doc: "fa" if doc[:3] in ("001", "002") else "ar" for doc in raw}
    rows: list[dict[str, Any]] = []
    for line in read_jsonl(GOLD / "segments.jsonl"):
        last: dict[str, Any] = rows[-1] if rows else {"doc_id": None}
        same = last["doc_id"] == line["doc_id"] and last["role"] == line["role"] == "body"
        if same and not _ends(raw[line["doc_id"]], last["end"]):
            last["end"] = line["end"]
        else:
            rows.append({key: line[key] for key in ("doc_id", "start", "end", "role")})
    segments = pd.DataFrame(rows)
    latin = [sum(c.isascii() and c.isalpha() for c in raw[r["doc_id"]][r["start"] : r["end"]]) > 60 for r in rows]
    segments["language"] = ["en" if is_latin else language[d] for is_latin, d in zip(latin, segments["doc_id"], strict=True)]
    documents = pd.DataFrame({"doc_id": list(raw), "language": [language[d] for d in raw], "published": [DATES[d[:3]] for d in raw]})
    return documents, segments, raw, gold_sources()


def _ends(text: str, at: int) -> bool:
    return text[:at].rstrip()[-1] in '.!?؟:»"'


def gold_sources() -> pd.DataFrame:
    """Return the annotated source mentions in the columns of the sources table; credits of the whole article are the outlet's."""
    mentions = [s for s in read_jsonl(GOLD / "sources.jsonl") if not s.get("self_credit") and s.get("scope") != "document"]
    kept = ("doc_id", "mode", "level", "via", "coref", "cue_start", "source_start", "source_end")
    parts = [(mention, part) for mention in mentions for part in [mention, *mention.get("more_spans", [])]]
    spans = [
        {"start": part["start"], "end": part["end"], "source_id": m["source_canonical"], **{k: m[k] for k in kept}} for m, part in parts
    ]
    return pd.DataFrame(spans)


def compare(terms: pd.DataFrame, gold: list[dict], voices: dict[str, list[str]]) -> dict[str, list]:
    """Pair terms and gold mentions of one referent (most shared text first); return hits, missed core mentions and false finds."""
    open_terms = dict(enumerate(terms.to_dict("records")))
    pairs = sorted(
        ((iou, n, g) for g, mention in enumerate(gold) for n, row in open_terms.items()
         if row["doc_id"] == mention["doc_id"] and row["referent"] == mention["referent"]
         and (iou := intersection_over_union((row["start"], row["end"]), (mention["start"], mention["end"]))) >= SAME),
        key=lambda pair: (-pair[0], pair[1], pair[2]),
    )  # fmt: skip
    found: dict[int, int] = {}
    used: set[int] = set()
    for _, n, g in pairs:
        if g not in found and n not in used:
            found[g] = n
            used.add(n)
    known = {mention["referent"] for mention in gold}
    core = [g for g, mention in enumerate(gold) if mention["tier"] == "core"]
    return {
        "core": core,
        "found": [(gold[g], open_terms[found[g]]) for g in core if g in found],
        "missed": [gold[g] for g in core if g not in found],
        "false": [row for n, row in open_terms.items() if n not in used and row["referent"] in known],
        "voiced": [g for g in core if g in found and open_terms[found[g]]["voice"] in voices[gold[g]["voice"]]],
        "named": [g for g in core if g in found and open_terms[found[g]]["name"] == gold[g]["name"]],
    }


def rows() -> Iterator[Row]:
    """Yield recall, precision, names, voices and refused traps on the annotated articles."""
    documents, segments, raw, sources = gold_tables()
    terms = find_terms(documents, segments, index_tokens(documents, segments, raw), sources, raw)
    gold, traps = read_jsonl(GOLD / "naming.jsonl"), read_jsonl(GOLD / "naming_traps.jsonl")
    outcome = compare(terms, gold, read_yaml(GOLD / "voices.yaml"))
    core, found, wrong = len(outcome["core"]), len(outcome["found"]), len(outcome["false"])
    precision, recall, _ = prf(found + wrong, core, found)
    yield Row("framing", "core names found", "five articles", recall, f"{found}/{core}", ">= .985")
    precision = found / (found + wrong)
    yield Row("framing", "precision (other tiers neither way)", "five articles", precision, f"{found}/{found + wrong}", ">= .985")
    exact = sum((g["start"], g["end"]) == (t["start"], t["end"]) for g, t in outcome["found"])
    yield Row("framing", "span exact to the character", "core names found", exact / found, f"{exact}/{found}")
    yield Row("framing", "name right", "core names", len(outcome["named"]) / core, f"{len(outcome['named'])}/{core}")
    yield Row(
        "framing",
        "voice right (annotated sources)",
        "core names",
        len(outcome["voiced"]) / core,
        f"{len(outcome['voiced'])}/{core}",
        ">= .95",
    )
    piped = compare(load_corpus(SEEDS).terms, gold, read_yaml(GOLD / "voices.yaml"))
    right, known = len(piped["voiced"]), len(piped["found"])
    yield Row("framing", "core names found, from raw text", "five articles", known / core, f"{known}/{core}", ">= .985")
    yield Row("framing", "voice right (found sources)", "core names", right / core, f"{right}/{core}", ">= .95")
    refused = sum(not taken(terms, trap) for trap in traps)
    yield Row("framing", "look-alikes refused", "naming_traps.jsonl", refused / len(traps), f"{refused}/{len(traps)}", "30/30")


def taken(terms: pd.DataFrame, trap: dict) -> bool:
    """Say whether a look-alike was taken for its referent."""
    near = terms[(terms["doc_id"] == trap["doc_id"]) & (terms["referent"] == trap["looks_like"])]
    return bool(((near["start"] < trap["end"]) & (near["end"] > trap["start"])).any())
