"""What concerns the whole corpus and is settled between reading and the stages: names, duplicates, lines that many pages have."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa

from ..engine import to_problems
from ..loading.documents import Article, name_documents, to_documents
from ..loading.duplicates import Marks, find_duplicates
from ..loading.manifest import Manifest
from ..loading.problems import Problem, to_frame
from .format import read_stored
from .jobs import LIGHT


def settle_documents(
    folders: Sequence[Path], manifests: dict[str | None, Manifest], problems: list[Problem]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Name all documents, find those that are the same, and tell what manifests say of each; return documents and problems.

    documents has two columns more: `folder` (number of the texts folder) and `row` (in it).
    """
    articles, tables = zip(*(_read_articles(folder) for folder in folders), strict=True)
    name_documents([article for some in articles for article in some])
    rows = []
    for number, (some, table, folder) in enumerate(zip(articles, tables, folders, strict=True)):
        problems += _place_problems(_read_noted(folder), [article.doc_id for article in some])
        columns = (table[name].to_pylist() for name in ("failed", "n_chars", "whole"))
        rows += [(article, number, row, *cells) for row, (article, *cells) in enumerate(zip(some, *columns, strict=True))]
    kept = sorted((row for row in rows if not row[3]), key=lambda row: row[0].doc_id)
    named = [row[0] for row in kept]
    folder_of, row_of, n_chars = (np.array([row[at] for row in kept], np.int64) for at in (1, 2, 4))
    whole = np.array([row[5] for row in kept], np.uint64)
    marks = Marks(whole, *_join_paragraphs(folders, folder_of, row_of))
    problems += find_duplicates([article.path for article in named], [article.doc_id for article in named], marks)
    documents = to_documents(named, manifests, problems).assign(n_chars=n_chars)
    return documents.assign(folder=folder_of, row=row_of), to_problems([to_frame(problems)])


def _join_paragraphs(folders: Sequence[Path], folder_of: np.ndarray, row_of: np.ndarray) -> list[np.ndarray]:
    """Return document, number and length of the long paragraphs of all texts folders."""
    found = []
    for number, folder in enumerate(folders):
        table = read_stored(folder / "paragraphs.parquet")
        own = np.flatnonzero(folder_of == number)
        place = np.full(int(row_of[own].max(initial=-1)) + 2, -1, np.int64)
        place[row_of[own]] = own
        found.append([place[table["row"].to_numpy()], table["key"].to_numpy(), table["length"].to_numpy()])
    return [np.concatenate(column) for column in zip(*found, strict=True)]


def _read_articles(folder: Path) -> tuple[list[Article], pa.Table]:
    """Return what is known of the articles of a texts folder, without their texts, and the table it comes from."""
    table = read_stored(folder / "articles.parquet")
    columns = [table[name].to_pylist() for name in LIGHT]
    known = map(json.loads, table["known"].to_pylist())
    light = (dict(zip(LIGHT, row, strict=True)) for row in zip(*columns, strict=True))
    return [Article(**row, text="", known=told) for row, told in zip(light, known, strict=True)], table


def first_documents(folder: Path, number: int = 20) -> pd.DataFrame:
    """Return the first documents of a texts folder, as far as is known before all are settled, with the `row` of each."""
    articles, table = _read_articles(folder)
    rows = np.flatnonzero(~table["failed"].to_numpy().astype(bool))[:number]  # no rows, no type
    chosen = [replace(articles[row], doc_id=str(row)) for row in rows]
    return to_documents(chosen, {}, []).assign(n_chars=table["n_chars"].to_numpy()[rows], row=rows)


def _read_noted(folder: Path) -> list[tuple[Problem, int | None]]:
    """Return the problems noted while reading a texts folder; those of one article with its row."""
    table = read_stored(folder / "noted.parquet").to_pylist()
    return [(Problem(**{name: row[name] for name in Problem._fields}), row["row"]) for row in table]


def count_repeated(folders: Sequence[Path], pages: int = 3) -> np.ndarray:
    """Return the numbers of the lines that `loading.repeated_lines` would find in all texts together, sorted."""
    if sum(read_stored(folder / "articles.parquet", ["failed"])["failed"].to_pylist().count(False) for folder in folders) < pages:
        return np.empty(0, np.uint64)
    keys, seen = _tally(read_stored(folder / "lines.parquet", ["key"])["key"].to_numpy() for folder in folders)
    shared = keys[seen > 1]
    keys, seen = keys[seen >= pages], seen[seen >= pages]
    copies = np.zeros(len(keys) + 1, np.int64)
    for folder in folders:
        lines = read_stored(folder / "lines.parquet", ["row", "key", "length"])
        row, key, length = (lines[name].to_numpy() for name in ("row", "key", "length"))
        total = np.bincount(row, length)
        common = np.bincount(row, np.where(_contains(shared, key), length, 0), minlength=len(total))
        copied = key[(common > 0.5 * total)[row]] if len(row) else key
        copied = copied[_contains(keys, copied)]
        copies += np.bincount(np.searchsorted(keys, copied), minlength=len(copies))
    return keys[seen - copies[:-1] >= pages]


def _contains(sorted_keys: np.ndarray, keys: np.ndarray) -> np.ndarray:
    if not len(sorted_keys):
        return np.zeros(len(keys), bool)
    return sorted_keys[np.minimum(np.searchsorted(sorted_keys, keys), len(sorted_keys) - 1)] == keys


def _tally(arrays: Iterable[np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """Count numbers that come in many arrays; those of like size are added up first, so that the work stays near linear."""
    heaps: list[tuple[np.ndarray, np.ndarray]] = [(np.empty(0, np.uint64), np.empty(0, np.int64))]
    for array in arrays:
        heaps.append(np.unique(array, return_counts=True))
        while len(heaps) > 1 and 2 * len(heaps[-1][0]) >= len(heaps[-2][0]):
            heaps[-2:] = [_add(heaps[-2], heaps[-1])]
    while len(heaps) > 1:
        heaps[-2:] = [_add(heaps[-2], heaps[-1])]
    return heaps[0]


def _add(one: tuple[np.ndarray, np.ndarray], other: tuple[np.ndarray, np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    keys, place = np.unique(np.concatenate([one[0], other[0]]), return_inverse=True)
    return keys, np.bincount(place, np.concatenate([one[1], other[1]]), minlength=len(keys)).astype(np.int64)


def keys_here(folder: Path, repeated: np.ndarray) -> np.ndarray:
    """Return the numbers of the repeated lines that stand in a texts folder."""
    keys = np.unique(read_stored(folder / "lines.parquet", ["key"])["key"].to_numpy())
    return keys[_contains(repeated, keys)]


def _place_problems(noted: Iterable[tuple[Problem, int | None]], doc_ids: Sequence[str]) -> list[Problem]:
    """Give every problem of one article its doc_id."""
    return [problem if row is None else problem._replace(doc_id=doc_ids[row]) for problem, row in noted]
