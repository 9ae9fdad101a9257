"""Corpora in stores: saving one, opening one, and reading from it what is asked and no more."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection, Iterator, Mapping, Sequence
from copy import copy
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from ..corpus import Corpus, _count
from ..engine import Tables, problems_of, take_documents, to_problems
from ..lexicon import Lexicon
from ..loading.gaps import NEEDED, find_gaps
from ..text import TokenIndex
from ..text.tokens import join_tokens
from .format import (
    SAVED,
    TABLES,
    TEXTS_IN_GROUP,
    StoreError,
    describe_part,
    hash_json,
    open_table,
    read_lexicon,
    read_manifest,
    read_stored,
    read_table,
    reading,
    to_arrow,
    write_file,
    write_folder,
    write_lexicon,
    write_manifest,
)  # fmt: skip

PART_CHARACTERS = 8_000_000
_GROUPS_KEPT = 8
_ARRAYS = ("doc", "segment", "start", "end", "type")


def open_corpus(
    path: str | Path,
    *,
    outlets: Collection[str] | None = None,
    languages: Collection[str] | None = None,
    dates: tuple[date | str | None, date | str | None] | None = None,
) -> StoredCorpus:
    """Open a store made by ``corpus.save()`` or ``corpus-analysis build``. Nothing is read until it is used.

    Parameters
    ----------
    path : the folder of the store.
    outlets, languages : only documents of these. dates : (first day, last day), either may be None; documents without a date are left out.

    Returns
    -------
    StoredCorpus : a Corpus, whose tables are read when they are first used; ``corpus.read("terms", ["doc_id", "name"])`` reads
        some columns alone, ``corpus.raw`` one text at a time, and ``corpus.parts()`` goes through it part by part.

    Raises
    ------
    FileNotFoundError, StoreError : there is no store, it is not finished, or a newer version wrote it; the message tells what to do.

    Examples
    --------
    >>> ca.open_corpus("my.corpus/", languages=["fa"], dates=("2023-10-07", None))  # doctest: +SKIP
    """
    path, manifest = Path(path), read_manifest(path)
    lexicon, asked = read_lexicon(path, manifest["lexicon"]["lexicon_sha256"]), _Asked(outlets, languages, dates)
    parts = [part for part in manifest["parts"] if asked.may_hold(part)]
    if not parts:
        known = {kind: sorted({value for part in manifest["parts"] for value in part[kind]}) for kind in ("outlets", "languages")}
        raise StoreError(f"{path}: holds no document of these outlets, languages and dates. It holds {known}.")
    return StoredCorpus(path, parts, lexicon, asked, manifest.get("problems"))


class _Asked:
    """Which documents are wanted."""

    def __init__(
        self, outlets: Collection[str] | None, languages: Collection[str] | None, dates: tuple[date | str | None, date | str | None] | None
    ) -> None:
        for name, value in (("outlets", outlets), ("languages", languages)):
            if isinstance(value, str):
                raise TypeError(f"{name}={value!r}: give a list, [{value!r}].")
        self.lists = {name: set(value) for name, value in (("outlet", outlets), ("language", languages)) if value is not None}
        self.dated = dates is not None
        self.doc_ids: frozenset[str] | None = None
        self.first, self.last = (None if day is None else str(pd.Timestamp(day).date()) for day in dates or (None, None))

    @property
    def everything(self) -> bool:
        return not self.lists and not self.dated and self.doc_ids is None

    def may_hold(self, part: Mapping[str, Any]) -> bool:
        if self.dated and (
            part["first"] is None or (self.last and part["first"] > self.last) or (self.first and part["last"] < self.first)
        ):
            return False
        return all(not wanted.isdisjoint(part[f"{column}s"]) for column, wanted in self.lists.items())

    def choose(self, documents: pd.DataFrame) -> pd.Series:
        chosen = pd.Series(True, index=documents.index) if self.doc_ids is None else documents["doc_id"].isin(self.doc_ids)
        for column, wanted in self.lists.items():
            chosen &= documents[column].isin(wanted)
        if self.dated:
            days = documents["published"]
            chosen &= days.notna() & (days >= pd.Timestamp(self.first or "1000-01-01")) & (days <= pd.Timestamp(self.last or "3000-01-01"))
        return chosen


class StoredCorpus(Corpus):
    """A corpus in a store: a Corpus to every function, but its tables are read only when they are used."""

    _path: Path
    _parts: list[dict[str, Any]]
    _asked: _Asked
    _problems: str | None

    def __init__(self, path: Path, parts: list[dict[str, Any]], lexicon: Lexicon, asked: _Asked, problems: str | None = None) -> None:
        for name, value in (("_path", path), ("_parts", parts), ("lexicon", lexicon), ("_asked", asked), ("_problems", problems)):
            object.__setattr__(self, name, value)

    def __len__(self) -> int:
        return len(self._places)

    def __repr__(self) -> str:
        tokens = int(self.read("documents", ["n_tokens"])["n_tokens"].sum())
        articles, parts = _count(len(self), "article"), _count(len(self._parts), "part")
        return f"Corpus of {articles} in {parts} of the store {self._path.name}: {_count(tokens, 'token')}"

    def parts(self) -> Iterator[Corpus]:
        for part in self._parts:
            one = StoredCorpus(self._path, [part], self.lexicon, self._asked)
            if len(one):
                yield one

    def read(self, table: str, columns: Sequence[str] | None = None) -> pd.DataFrame:
        """Return one table (documents, segments, sources, terms, problems), of the columns asked for, in the order of the documents.

        Raises
        ------
        StoreError : there is no such table or column, or a file is damaged.
        """
        if table not in TABLES:
            raise StoreError(f"there is no table {table!r}. Tables: {', '.join(TABLES)}")
        if table == "problems":
            return self.problems if columns is None else self.problems[list(columns)]
        asked = None if columns is None else list(dict.fromkeys([*columns, "doc_id"]))
        if self._asked.everything:
            frame = read_table(self._folders, table, asked)
        else:  # most rows of a part may not be wanted: they are let go before the next part is read
            known = self._places.index
            frame = pd.concat([rows[rows["doc_id"].isin(known)] for rows in (read_table([one], table, asked) for one in self._folders)])
        order, chosen = self._order(frame["doc_id"])
        frame = frame.iloc[order[chosen]].reset_index(drop=True)
        if table == "documents":
            frame = frame.drop(columns="row", errors="ignore")
        frame.attrs = dict(self.lexicon.attrs) if table == "terms" else {}
        return frame if columns is None else frame[list(columns)]

    def load(self) -> Corpus:
        """Return the corpus with every table and text in memory."""
        tables = (self.documents, self.segments, self.tokens, self.sources, self.terms, self.problems)
        return Corpus(*tables, raw=dict(self.raw), lexicon=self.lexicon)

    def _narrow(self, doc_ids: frozenset[str]) -> Corpus:
        asked = copy(self._asked)
        asked.doc_ids = doc_ids
        return StoredCorpus(self._path, self._parts, self.lexicon, asked, self._problems)

    @cached_property
    def documents(self) -> pd.DataFrame:  # type: ignore[override]
        return self.read("documents")

    @cached_property
    def segments(self) -> pd.DataFrame:  # type: ignore[override]
        return self.read("segments")

    @cached_property
    def sources(self) -> pd.DataFrame:  # type: ignore[override]
        return self.read("sources")

    @cached_property
    def terms(self) -> pd.DataFrame:  # type: ignore[override]
        return self.read("terms")

    @cached_property
    def problems(self) -> pd.DataFrame:  # type: ignore[override]
        frames = [read_table([self._path], self._problems)] if self._problems else []
        frames.append(read_table(self._folders, "problems"))
        if self._problems not in (None, SAVED):  # those of a corpus that was saved hold the gaps already
            frames.append(find_gaps(self.read("documents", NEEDED)))
        found = to_problems(frames)
        if self._asked.everything:
            return found
        return problems_of(found, self.read("documents", NEEDED))

    @cached_property
    def tokens(self) -> TokenIndex:  # type: ignore[override]
        each = [read_table([folder], "segments", ["doc_id"])["doc_id"] for folder in self._folders]
        sizes, segments = list(map(len, each)), pd.concat(each, ignore_index=True)
        order, chosen = self._order(segments)
        place = np.full(len(segments) + 1, -1, np.int32)
        place[order[chosen]] = np.arange(int(chosen.sum()), dtype=np.int32)
        return join_tokens(list(map(_read_tokens, self._folders)), sizes, list(self._places.index), place)

    @cached_property
    def raw(self) -> Mapping[str, str]:  # type: ignore[override]
        return _Texts(self._places)

    @property
    def _folders(self) -> list[Path]:
        return [self._path / "parts" / part["name"] for part in self._parts]

    @cached_property
    def _places(self) -> pd.DataFrame:
        """Return where the text of each chosen document is: index doc_id, in order; the texts file and the row in it."""
        frames = []
        for part, folder in zip(self._parts, self._folders, strict=True):
            frame = read_table([folder], "documents", ["doc_id", "row", "outlet", "language", "published"])
            frame = frame[self._asked.choose(frame)]
            frames.append(frame[["doc_id", "row"]].assign(file=str(self._path / "texts" / part["texts"] / "texts.parquet")))
        found = pd.concat(frames).astype({"file": "category"})
        return found.iloc[np.argsort(found["doc_id"].to_numpy(object), kind="stable")].set_index("doc_id")

    def _order(self, doc_ids: pd.Series) -> tuple[np.ndarray, np.ndarray]:
        """Return the order in which rows of these documents stand in a table, and which of them are of chosen documents."""
        rank = self._places.index.get_indexer(doc_ids)
        order = np.argsort(rank, kind="stable")
        return order, rank[order] >= 0


class _Texts(Mapping[str, str]):
    """The texts of a store by doc_id, read when they are asked for, some neighbours with them."""

    def __init__(self, places: pd.DataFrame) -> None:
        self._places = places
        self._rows, self._files = places["row"].to_numpy(), places["file"].tolist()
        self._groups: OrderedDict[tuple[str, int], list[str]] = OrderedDict()

    def __getitem__(self, doc_id: str) -> str:
        at = self._places.index.get_loc(doc_id)
        group, row = divmod(int(self._rows[at]), TEXTS_IN_GROUP)
        key = (self._files[at], group)
        if key not in self._groups:
            with reading(Path(key[0])) as path, open_table(path) as file:
                self._groups[key] = file.read_row_group(group, columns=["text"])["text"].to_pylist()
            if len(self._groups) > _GROUPS_KEPT:
                self._groups.popitem(last=False)
        return self._groups[key][row]

    def __iter__(self) -> Iterator[str]:
        return iter(self._places.index)

    def __len__(self) -> int:
        return len(self._places)


def _read_tokens(folder: Path) -> TokenIndex:
    documents = read_table([folder], "documents", ["doc_id"])["doc_id"]
    arrays = read_stored(folder / "tokens.parquet")
    doc, segment, start, end, types = (arrays[name].to_numpy() for name in _ARRAYS)
    return TokenIndex(list(documents), doc, segment, start, end, types, read_table([folder], "vocabulary"))


def part_tables(tables: Tables, rows: Sequence[int]) -> dict[str, pa.Table]:
    """Return the tables of a part as they are stored; *rows* says where the text of each document is."""
    stored = {name: to_arrow(getattr(tables, name)) for name in ("segments", "sources", "terms")}
    stored["documents"] = to_arrow(tables.documents.assign(row=np.asarray(rows, np.int32)))
    stored["problems"] = to_arrow(to_problems([tables.problems]))
    stored["tokens"] = pa.table({name: getattr(tables.tokens, name) for name in _ARRAYS})
    stored["vocabulary"] = to_arrow(tables.tokens.vocabulary)
    return stored


def save_corpus(corpus: Corpus, path: str | Path) -> Path:
    """Write a corpus into a new store; see `Corpus.save`."""
    path = Path(path)
    if path.exists() and (not path.is_dir() or any(path.iterdir())):
        raise StoreError(f"{path}: is there already. Give the name of a new folder, or remove it.")
    parts = []
    for doc_ids in _divide(corpus.documents):
        one = take_documents(corpus, doc_ids)
        name = hash_json([one.documents["sha256"].tolist(), doc_ids, corpus.lexicon.sha256])[:32]
        texts = pa.table({"text": pa.array([corpus.raw[doc_id] for doc_id in doc_ids], pa.large_string())})
        write_folder(path / "texts" / name, {"texts": texts}, {})
        about = describe_part(one.documents)
        write_folder(path / "parts" / name, part_tables(one, range(len(doc_ids))), about)
        parts.append({"name": name, "texts": name, **about})
    write_file(path / f"{SAVED}.parquet", to_arrow(to_problems([corpus.problems])))
    write_lexicon(path, corpus.lexicon)
    write_manifest(path, corpus.lexicon, parts, SAVED)
    return path


def _divide(documents: pd.DataFrame) -> Iterator[list[str]]:
    number = documents["n_chars"].cumsum().sub(1).clip(lower=0) // PART_CHARACTERS
    if documents.empty:
        yield []
    for _, part in documents.groupby(number, sort=True):
        yield list(part["doc_id"])
