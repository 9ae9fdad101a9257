"""A corpus: tables of rows that point back into the raw text of the articles."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from .engine import Tables, problems_of, process_partition, take_documents, to_problems
from .framing.matching import compile_lexicon
from .groups import check_article
from .lexicon import Lexicon, load_lexicon
from .loading import Limits, find_gaps, read_documents, repeated_lines


@dataclass(frozen=True, repr=False)
class Corpus(Tables):
    """Articles and everything found in them.

    Attributes
    ----------
    documents, segments, sources, terms, problems : DataFrames; their columns are described in docs/tables.md.
        Each `start`, `end` is a span of code points: ``corpus.raw[doc_id][start:end]`` is exactly the text meant.
    tokens : TokenIndex, all tokens as arrays; ``corpus.tokens.to_frame()`` gives one row a token.
    raw : decoded text by doc_id, newlines untouched.
    """

    raw: Mapping[str, str]
    lexicon: Lexicon

    def __len__(self) -> int:
        return len(self.documents)

    def __repr__(self) -> str:
        lost = self.problems[self.problems["severity"] == "error"]
        first = f"; {lost['path'].iloc[0]}: {lost['message'].iloc[0]}. {lost['remedy'].iloc[0]}" if len(lost) else ""
        if not len(self):
            return f"Corpus of 0 articles: {_count(len(self.problems), 'problem')} noted, see corpus.problems{first}"
        languages = self.documents["language"].value_counts()
        spoken = ", ".join(f"{count} {language}" for language, count in sorted(languages.items()))
        outlets = self.documents.loc[self.documents["outlet"] != "unknown", "outlet"].nunique()
        counts = [
            (len(self.tokens), "token"), (len(self.terms), "framing term"), (len(self.sources), "source mention"),
            (int((self.problems["severity"] != "info").sum()), "problem"),
        ]  # fmt: skip
        told = ", ".join(_count(*one) for one in counts)
        return f"Corpus of {_count(len(self), 'article')} ({spoken}) from {_count(outlets, 'known outlet')}: {told} noted{first}"

    def text(self, row: Mapping) -> str:
        """Return the raw text of one row of any table: ``corpus.text(corpus.terms.iloc[0])``."""
        return self.raw[row["doc_id"]][int(row["start"]) : int(row["end"])]

    def select(self, doc_ids: str | Sequence[str]) -> Corpus:
        """Return the corpus of some of its articles, in the order of the documents table, with the problems of these and their files.

        Raises
        ------
        KeyError : if a doc_id is not in the corpus; the message says which was meant.
        """
        doc_ids = [doc_ids] if isinstance(doc_ids, str) else doc_ids
        known = set(self.documents["doc_id"])
        for unknown in (doc_id for doc_id in doc_ids if doc_id not in known):
            check_article(self, unknown)
        return self._narrow(frozenset(doc_ids))

    def _narrow(self, doc_ids: frozenset[str]) -> Corpus:
        made = take_documents(self, doc_ids)
        return _assemble(made, self.raw, problems_of(self.problems, made.documents), self.lexicon)

    def parts(self) -> Iterator[Corpus]:
        """Go through the corpus part by part: one part where it is in memory, those of the store where it was opened from one."""
        yield self

    def save(self, path: str | Path) -> Path:
        """Write the corpus into a new folder, from which `open_corpus` opens it; return the folder.

        Raises
        ------
        ValueError : there is something at *path* already.
        """
        from .store import save_corpus

        return save_corpus(self, path)


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"


def load_corpus(
    path: str | Path | list[str | Path],
    *,
    metadata: str | Path | None = None,
    columns: Mapping[str, str] | None = None,
    limits: Limits | None = None,
    lexicon: str | Path | Lexicon | None = None,
    executor: Any = "inline",
    workers: int | None = None,
) -> Corpus:
    """Read articles and find their segments, tokens, framing terms and sources.

    Parameters
    ----------
    path : a folder, a file (.txt, .html, .csv, .jsonl, .parquet, .zip, .gz), or a list of these. The folder of a store is opened as
        `open_corpus` does it.
    metadata : a manifest (.csv or .toml) that says what is known of each article; it overrides what is detected.
        A ``manifest.csv`` in the folder is used without being named.
    columns : for tables, which column is what: ``{"text": "body", "outlet": "source"}``.
    limits : bounds on sizes, see `Limits`.
    lexicon : a naming lexicon (path, or as returned by `load_lexicon`); the package's own by default.
    executor : "inline" works in this process; "processes" in several (*workers*, by default one a processor), in which a document on
        which one hangs or breaks down costs that document alone; the address of a Dask scheduler or a `distributed.Client` there.
        The result is the same. For a corpus larger than memory see `store.build_store`, or ``corpus-analysis build``.

    Returns
    -------
    Corpus. What could not be read, or is doubtful, is in ``corpus.problems`` with a remedy; the rest is loaded all the same.

    Raises
    ------
    FileNotFoundError : if *path* does not exist.
    ValueError : if the folder is empty (where nothing in it can be read the corpus is empty, and its problems say why); if *path* is a
        store and something else is said that was settled when it was built.
    LexiconError : (a ValueError) if the lexicon cannot be used; the message names the file, the line, the key and the remedy.

    Examples
    --------
    >>> import corpus_analysis as ca
    >>> corpus = ca.load_corpus("seeds/")
    >>> len(corpus.documents)
    5
    """
    from .store import is_store, open_corpus

    if isinstance(path, pd.DataFrame):
        raise TypeError('load_corpus reads files, not a DataFrame. Write it with frame.to_parquet("articles.parquet"), and give that path.')
    if not isinstance(columns, Mapping | None):
        raise TypeError(f'columns={columns!r:.80} does not say what the column is for. Write columns={{"text": "my column"}}.')
    if isinstance(path, (str, Path)) and is_store(path):
        if any(given is not None for given in (metadata, columns, limits, lexicon)):
            raise ValueError(f"{path} is a store: manifest, columns, limits and lexicon were settled when it was built. Build another one.")
        return open_corpus(path)
    chosen = load_lexicon(lexicon)
    compile_lexicon(chosen)  # a form that cannot be read is told here, not once a document
    if executor != "inline":
        from .store import build_store

        with tempfile.TemporaryDirectory() as folder:
            store = Path(folder) / "store"
            return build_store(
                path, store, metadata=metadata, columns=columns, limits=limits, lexicon=chosen, executor=executor, workers=workers
            ).load()
    documents, raw, problems = read_documents(path, metadata=metadata, columns=columns, limits=limits or Limits())
    return _build(documents, raw, problems, chosen)


def _build(documents: pd.DataFrame, raw: Mapping[str, str], problems: pd.DataFrame, lexicon: Lexicon) -> Corpus:
    made = process_partition(documents, raw, lexicon, repeated_lines(raw))
    return _assemble(made, raw, to_problems([problems, made.problems, find_gaps(made.documents)]), lexicon)


def _assemble(made: Tables, raw: Mapping[str, str], problems: pd.DataFrame, lexicon: Lexicon) -> Corpus:
    texts = {doc_id: raw[doc_id] for doc_id in made.documents["doc_id"]}
    return Corpus(made.documents, made.segments, made.tokens, made.sources, made.terms, problems, texts, lexicon)
