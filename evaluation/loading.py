"""Accuracy of loading: roles of the seeds' characters, outlet and date told without the manifest, dates of the development set,
and the article's own text on dumps of whole pages.

The dumps are public data that is not kept here. The environment variable CORPUS_ANALYSIS_PAGES names a folder with one folder a
collection; in it, for each page, ``NAME.txt`` (all that the page shows, one line a block: menu, headline, captions, article,
comments, footer) and ``NAME.gold`` (the article's own text, as the collection tells it). `tools/dump_pages.py` makes such folders
and keeps the sites that are read apart from those of which only figures are printed. Other collections that serve: the English
pages of the DAnIEL corpus in rundimeco/waddle, the pages of MSVCode/ir-research-data, the test pages of mozilla/readability.
Text and gold are compared as bags of runs of four words,
each weighing its letters; the figure is the mean of the pages' F1. Naming and sources are counted in the body of the dump and
in the gold text loaded by itself: once as an analyst's table shows them, all pages of a collection together, once page by page.
"""

from __future__ import annotations

import json
import os
import re
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from shutil import copy

import pandas as pd

from corpus_analysis.engine import Tables, process_partition
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
    yield from _dumps()
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


def _dumps() -> Iterator[Row]:
    folder = os.environ.get("CORPUS_ANALYSIS_PAGES")
    collections = sorted(path for path in Path(folder).iterdir() if path.is_dir()) if folder else []
    if not collections:
        yield Row("loading", "body characters, mean F1", "page dumps", None, "CORPUS_ANALYSIS_PAGES not given", "0.93")
    for collection in collections:
        pages = [path for path in sorted(collection.glob("*.txt")) if path.with_suffix(".gold").is_file()]
        dumps = {path.stem: path.read_text(encoding="utf-8") for path in pages}
        gold = {path.stem: path.with_suffix(".gold").read_text(encoding="utf-8") for path in pages}
        found, clean = _process(dumps), _process(gold)
        bodies = _bodies(found.segments, dumps)
        scores = [_overlap(bodies.get(name, ""), gold[name]) for name in dumps]
        spread = f"{sum(score >= 0.93 for score in scores)} of {len(scores)} pages at .93 or more"
        data = f"page dumps, {collection.name}"
        yield Row("loading", "body characters, mean F1", data, sum(scores) / len(scores), spread, "0.93")
        for table in ("terms", "sources"):
            own, other = (_in_body(getattr(made, table), made.segments).reindex(list(dumps), fill_value=0) for made in (found, clean))
            moved, total = (own - other).abs(), max(1, other.sum())
            pages_moved = f"{(moved > 0).sum()} of {len(moved)} pages differ, one by {moved.max()}"
            counts = f"{own.sum()} in dumps, {other.sum()} in clean text; {pages_moved}"
            yield Row("loading", f"{table} in the body, moved by", data, abs(own.sum() - other.sum()) / total, counts, "< 0.05")
            yield Row("loading", f"{table} in the body, page by page", data, moved.sum() / total, pages_moved)


def _process(texts: dict[str, str]) -> Tables:
    with tempfile.TemporaryDirectory() as folder:
        for name, text in texts.items():
            (Path(folder) / f"{name}.txt").write_text(text, encoding="utf-8", newline="")
        documents, raw, _ = read_documents(folder)
    return process_partition(documents, raw, None, set())


def _bodies(segments: pd.DataFrame, raw: dict[str, str]) -> dict[str, str]:
    parts: dict[str, list[str]] = defaultdict(list)
    for row in segments[segments["role"] == "body"].itertuples():
        parts[row.doc_id].append(raw[row.doc_id][row.start : row.end])
    return {name: "\n".join(lines) for name, lines in parts.items()}


def _in_body(table: pd.DataFrame, segments: pd.DataFrame) -> pd.Series:
    """Count the rows of a table that begin in the body, by page."""
    body = segments[segments["role"] == "body"][["doc_id", "start", "end"]]
    pairs = table[["doc_id", "start"]].merge(body, on="doc_id", suffixes=("", "_body"))
    return pairs.loc[(pairs["start"] >= pairs["start_body"]) & (pairs["start"] < pairs["end"]), "doc_id"].value_counts()


def _overlap(text: str, gold: str, words: int = 4) -> float:
    """Return the F1 of two texts as bags of runs of words."""
    mine, theirs = (Counter(_runs(re.findall(r"\w+", part.lower().replace("\u200c", "")), words)) for part in (text, gold))
    shared, *sizes = (sum(count * sum(map(len, run)) for run, count in bag.items()) for bag in (mine & theirs, mine, theirs))
    return 2 * shared / max(1, sum(sizes))


def _runs(tokens: list[str], words: int) -> list[tuple[str, ...]]:
    return [tuple(tokens[at : at + words]) for at in range(max(1, len(tokens) - words + 1))]
