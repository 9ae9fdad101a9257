"""Accuracy of loading: roles of the seeds' characters, outlet and date told without the manifest, dates of the development set."""

from __future__ import annotations

import json
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from shutil import copy

import pandas as pd

from corpus_analysis.loading import describe_documents, find_segments, read_documents
from corpus_analysis.text.dates import parse_date

from . import DEVDATA, GOLD, SEEDS, Row, read_jsonl

PAGES = GOLD.parent / "loading" / "pages"
EXACT = ("embed", "comment", "related", "summary")


def rows() -> Iterator[Row]:
    """Yield the rows of the area loading."""
    with tempfile.TemporaryDirectory() as folder:
        for path in SEEDS.glob("*.txt"):
            copy(path, folder)  # without the manifest, so that outlet and date must be told from the page
        documents, raw, _ = read_documents(folder)
    segments = find_segments(documents, raw)
    described = describe_documents(documents, segments, raw)
    yield from _roles(segments, _gold_lines(), "seeds (tuned on)", "0.98")
    yield from _metadata(described)
    yield from _pages()
    yield from _dates()


def _gold_lines() -> list[tuple[str, int, int, str]]:
    names = {path.stem[:3]: path.stem for path in SEEDS.glob("*.txt")}
    return [(names[row["doc_id"][:3]], row["start"], row["end"], row["role"]) for row in read_jsonl(GOLD / "segments.jsonl")]


def _roles(segments: pd.DataFrame, lines: list[tuple[str, int, int, str]], data: str, aim: str) -> Iterator[Row]:
    right: dict[str, int] = defaultdict(int)
    gold: dict[str, int] = defaultdict(int)
    found: dict[str, int] = defaultdict(int)
    by_document = dict(list(segments.groupby("doc_id")))
    for doc_id, start, end, role in lines:
        own = by_document[doc_id]
        here = own[(own["start"] < end) & (own["end"] > start)]
        told = here["role"].iloc[0] if len(here) == 1 else "split"
        gold[role] += end - start
        found[told] += end - start
        right[role] += (end - start) * (told == role)
    total, all_right = sum(gold.values()), sum(right.values())
    yield Row("loading", "characters with the right role", data, all_right / total, f"{all_right}/{total}", aim)
    precision = right["body"] / found["body"] if found["body"] else 0.0
    recall = right["body"] / gold["body"]
    f1 = 2 * precision * recall / (precision + recall) if right["body"] else 0.0
    yield Row("loading", "body characters, F1", data, f1, f"P {precision:.3f} R {recall:.3f}", "0.93")
    for role in sorted(gold):
        exact = right[role] == gold[role] == found[role]
        counts = f"{right[role]} right of {gold[role]}, {found[role]} found"
        yield Row("loading", f"role {role}, recall of characters", data, right[role] / gold[role], counts, "exact" if role in EXACT else "")
        if role in EXACT and not exact:
            yield Row("loading", f"role {role} is not exact", data, 0.0, counts, "exact")


def _metadata(described: pd.DataFrame) -> Iterator[Row]:
    manifest = pd.read_csv(SEEDS / "manifest.csv", dtype=str, keep_default_na=False).set_index("doc_id")
    for column, missing in (("outlet", "unknown"), ("published", "")):
        right = unknown = wrong = 0
        for row in described.to_dict("records"):
            value = row[column] if column == "outlet" else "" if pd.isna(row[column]) else row[column].date().isoformat()
            true = manifest.loc[row["doc_id"], column]
            right += value == true
            unknown += value == missing != true
            wrong += value not in (true, missing)
        counts = f"{right} right, {unknown} left unknown, {wrong} wrong"
        yield Row("loading", f"{column} right (an unknown one too)", "seeds without manifest", right / len(described), counts)
        yield Row("loading", f"{column} confidently wrong", "seeds without manifest", float(wrong), counts, "0")


def _pages() -> Iterator[Row]:
    names = sorted(path.stem for path in PAGES.glob("*.txt"))
    if not names:
        return
    documents, raw, _ = read_documents([PAGES / f"{name}.txt" for name in names])
    lines = []
    for name in names:
        at = 0
        for line in (PAGES / f"{name}.roles.tsv").read_text(encoding="utf-8").splitlines():
            role, text = line.split("\t")
            at = raw[name].index(text, at)
            lines.append((name, at, at + len(text), role))
            at += len(text)
    yield from list(_roles(find_segments(documents, raw), lines, "written pages (tuned on)", "0.98"))[:2]


def _dates() -> Iterator[Row]:
    path = DEVDATA / "data" / "dates_dev.json"
    if not path.is_file():
        yield Row("loading", "dates right", "dates dev", None, "development data absent", "0.97")
        return
    items = json.loads(Path(path).read_text(encoding="utf-8"))
    right = wrong = 0
    for item in items:
        day = parse_date(item["text"], item["lang"], date.fromisoformat(item["ref"]))
        right += day is not None and day.isoformat() == item["gold"]
        wrong += day is not None and day.isoformat() != item["gold"]
    yield Row("loading", "dates right", "dates dev", right / len(items), f"{right}/{len(items)}", "0.97")
    yield Row("loading", "dates silently wrong", "dates dev", float(wrong), f"{wrong}/{len(items)}", "0")
