"""The two jobs of a build: reading some files into texts on disk, and running the stages over some texts."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from ..children import Failure
from ..engine import Tables, failure, process_partition, to_problems
from ..loading import Limits
from ..loading.checks import check_text
from ..loading.documents import Article, lost_file, read_file
from ..loading.duplicates import hash_text, mark_texts
from ..loading.files import File
from ..loading.lines import split_lines
from ..loading.problems import Problem, ReadError
from ..loading.rules import line_key
from .format import describe_part, read_lexicon, read_stored, write_folder
from .opened import part_tables

SECONDS_PER_MEGABYTE = 20  # a slow machine takes a tenth of it
LIGHT = ("path", "name", "suffix", "root", "sha256", "bytes", "encoding")


@dataclass(frozen=True)
class Listed:
    """A file and what the folder told of it; where neither size nor time has changed it is not read again."""

    file: File
    bytes: int
    modified: int

    @property
    def mark(self) -> list[Any]:
        full, root = (os.fsencode(name).decode("utf-8", "backslashreplace") for name in (self.file.full, self.file.root))
        return [full, root, self.file.shown, self.file.label, self.file.link, self.bytes, self.modified]


@dataclass(frozen=True)
class ReadJob:
    """Read some files into a texts folder."""

    files: tuple[Listed, ...]
    columns: Mapping[str, str] | None
    limits: Limits
    folder: str
    settings: str
    clock: float

    def __len__(self) -> int:
        return len(self.files)

    @property
    def seconds(self) -> tuple[float, float]:
        return self.clock + SECONDS_PER_MEGABYTE * sum(file.bytes for file in self.files) / 1e6, self.clock

    def check(self, number: int) -> None:
        self._read([number], {})

    def run(self, skip: Mapping[int, Failure]) -> dict[str, Any]:
        articles, failed, problems = self._read(range(len(self.files)), skip)
        texts = ["" if row in failed else article.text for row, article in enumerate(articles)]
        marks = mark_texts(texts)
        light = pd.DataFrame([[getattr(article, name) for name in LIGHT] for article in articles], columns=list(LIGHT))
        light["known"] = [json.dumps(article.known, ensure_ascii=False) for article in articles]
        light = light.assign(n_chars=[len(text) for text in texts], failed=[row in failed for row in range(len(texts))], whole=marks.whole)
        noted = pd.DataFrame([{**problem._asdict(), "row": row} for problem, row in problems], columns=[*Problem._fields, "row"])
        lines = [(row, *line) for row, text in enumerate(texts) for line in _mark_lines(text)]
        tables = {
            "texts": pa.table({"text": pa.array(texts, pa.large_string())}),
            "articles": pa.Table.from_pandas(light, preserve_index=False),
            "noted": pa.Table.from_pandas(noted.astype({"start": "Int64", "end": "Int64", "row": "Int64"}), preserve_index=False),
            "paragraphs": pa.table({"row": marks.doc.astype(np.int32), "key": marks.paragraph, "length": marks.length.astype(np.int32)}),
            "lines": pa.table(dict(zip(("row", "key", "start", "length"), _columns(lines), strict=True))),
        }
        about: dict[str, Any] = {"settings": self.settings, "listed": [file.mark for file in self.files], "content": _hash_texts(texts)}
        about |= {"clock": self.clock} if skip else {}
        return write_folder(Path(self.folder), tables, about)

    def _read(
        self, numbers: Iterable[int], skip: Mapping[int, Failure]
    ) -> tuple[list[Article], set[int], list[tuple[Problem, int | None]]]:
        """Return the articles of some files; the rows of those that hold nothing; the problems, with the row of those of one article."""
        articles: list[Article] = []
        found: list[Problem] = []
        for number in numbers:
            file = self.files[number].file
            if number in skip:
                found.append(lost_file(file, skip[number]))
                continue
            read, problems = read_file(file, self.columns, self.limits)
            articles += read
            found += problems
        failed: set[int] = set()
        checked: list[tuple[Problem, int | None]] = []
        for row, article in enumerate(articles):
            try:
                checked += [(problem, row) for problem in check_text(article.text, article.path, "", self.limits)]
            except ReadError as error:
                failed.add(row)
                found = [problem for problem in found if problem.path != article.path or article.known]
                found.append(error.at(article.path))
        return articles, failed, [(problem, None) for problem in found] + checked


def _mark_lines(text: str) -> Iterator[tuple[int, int, int]]:
    """Yield the number, place and length of every different line of a page."""
    lines = {line_key(line.text): (line.start, len(line.text)) for line in split_lines(text)}
    lines.pop("", None)
    for key, place in lines.items():
        yield hash_text(key), *place


def _columns(rows: Sequence[tuple[int, ...]]) -> list[np.ndarray]:
    columns = list(zip(*rows, strict=True)) or [()] * 4
    return [np.array(column, dtype) for column, dtype in zip(columns, (np.int32, np.uint64, np.int32, np.int32), strict=True)]


def _hash_texts(texts: Sequence[str]) -> str:
    digest = hashlib.sha256()
    for text in texts:
        data = text.encode("utf-8", "surrogatepass")
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()


@dataclass(frozen=True)
class StageJob:
    """Run the stages over some documents of a texts folder, and write a part.

    Attributes
    ----------
    documents : the rows that were settled, with the `row` of each text in *texts*. repeated : numbers of the lines of this folder
        that stand on many pages of the corpus. texts, folder : where to read, where to write. lexicon : hash of the one in the store.
    """

    documents: pd.DataFrame
    repeated: np.ndarray
    texts: str
    folder: str
    lexicon: str
    clock: float

    def __len__(self) -> int:
        return len(self.documents)

    @property
    def seconds(self) -> tuple[float, float]:
        return self.clock + SECONDS_PER_MEGABYTE * 2 * float(self.documents["n_chars"].sum()) / 1e6, self.clock

    def check(self, number: int) -> None:
        self._process(self.documents.iloc[[number]].reset_index(drop=True), {})

    def run(self, skip: Mapping[int, Failure]) -> dict[str, Any]:
        made = self._process(self.documents, skip)
        tables = part_tables(made, self.documents["row"].tolist())
        about = describe_part(made.documents) | ({"clock": self.clock} if skip else {})
        return write_folder(Path(self.folder), tables, about)

    def _process(self, documents: pd.DataFrame, skip: Mapping[int, Failure]) -> Tables:
        texts = _read_texts(self.texts)
        lexicon = read_lexicon(Path(self.folder).parents[1], self.lexicon)
        raw = {doc_id: texts[row].as_py() for doc_id, row in zip(documents["doc_id"], documents["row"].tolist(), strict=True)}
        failed = documents.iloc[sorted(skip)]
        raw |= dict.fromkeys(failed["doc_id"], "")
        made = process_partition(documents.drop(columns="row"), raw, lexicon, _repeated_lines(Path(self.texts), texts, self.repeated))
        rows = [failure(row, "analysing", *skip[number]) for number, row in zip(sorted(skip), failed.to_dict("records"), strict=True)]
        return replace(made, problems=to_problems([made.problems, pd.DataFrame(rows)]))


class Rehearsal(StageJob):
    """Run the stages for the sake of what they read once, and keep nothing."""

    def run(self, skip: Mapping[int, Failure]) -> dict[str, Any]:
        self._process(self.documents, skip)
        return {}


@lru_cache(maxsize=1)
def _read_texts(folder: str) -> pa.ChunkedArray:
    return read_stored(Path(folder) / "texts.parquet")["text"]


def _repeated_lines(folder: Path, texts: pa.ChunkedArray, repeated: np.ndarray) -> set[str]:
    """Return the keys of the lines with these numbers."""
    lines = read_stored(folder / "lines.parquet").to_pandas()
    lines = lines[lines["key"].isin(repeated)].drop_duplicates("key")
    spans = zip(lines["row"].tolist(), lines["start"].tolist(), lines["length"].tolist(), strict=True)
    return {line_key(texts[row].as_py()[start : start + length]) for row, start, length in spans}
