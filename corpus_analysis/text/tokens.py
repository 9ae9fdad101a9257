"""Tokens with raw offsets, stored as arrays over one vocabulary."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ..spans import containing
from .normalize import match_form

KINDS = ("word", "number", "link", "punctuation")
_MARKS = "\u0300-\u036f\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u0640"
_LETTER = rf"(?:[^\W\d_]|[{_MARKS}])"
_TOKEN = re.compile(
    r"(?P<link>https?://\S+|pic\.twitter\.com/\w+|@\w+)"
    r"|(?P<number>\d+(?:[.,:/٫٬]\d+)*)"
    rf"|(?P<word>{_LETTER}+(?:(?:[\u200c\u200d]+|(?<=\u0640)[.·…]{{1,4}}(?=\u0640)|['’](?=[a-zA-Z])){_LETTER}+)*)"
    r"|(?P<punctuation>[^\s\w]|_)"
)


@dataclass(frozen=True)
class TokenIndex:
    """All tokens of a set of documents as parallel arrays over one vocabulary.

    Attributes
    ----------
    doc_ids : list of str. `doc` points into it.
    doc, segment, start, end, type : int32 arrays, one entry a token, ordered by document and position. `segment` is the
        row position in the segments table (-1: none); `start`, `end` are raw offsets; `type` points into `vocabulary`.
    vocabulary : DataFrame with one row a type: surface (as written), form (match level), language, kind (see KINDS).
    """

    doc_ids: list[str]
    doc: np.ndarray
    segment: np.ndarray
    start: np.ndarray
    end: np.ndarray
    type: np.ndarray
    vocabulary: pd.DataFrame

    def __len__(self) -> int:
        return len(self.type)

    def of(self, doc_id: str) -> slice:
        """Return the slice of token positions that belong to one document."""
        number = self.doc_ids.index(doc_id)
        return slice(int(np.searchsorted(self.doc, number)), int(np.searchsorted(self.doc, number, side="right")))

    def to_frame(self) -> pd.DataFrame:
        """Return one row a token: doc_id, segment, start, end, surface, form, language, kind."""
        words = self.vocabulary.iloc[self.type].reset_index(drop=True)
        where = pd.DataFrame({
            "doc_id": np.asarray(self.doc_ids, dtype=object)[self.doc],
            "segment": self.segment, "start": self.start, "end": self.end,
        })  # fmt: skip
        return pd.concat([where, words], axis=1)


def index_tokens(documents: pd.DataFrame, segments: pd.DataFrame, raw: Mapping[str, str]) -> TokenIndex:
    """Tokenise every document (columns doc_id, language) and point each token at its segment (doc_id, language, start, end)."""
    columns: dict[str, list] = {name: [] for name in ("doc", "segment", "start", "end", "type")}
    types: dict[tuple[str, str], int] = {}
    kinds: list[str] = []
    groups = {doc_id: rows for doc_id, rows in segments.groupby("doc_id", sort=False)}
    position = {label: at for at, label in enumerate(segments.index)}
    for number, (doc_id, language) in enumerate(zip(documents["doc_id"], documents["language"], strict=True)):
        hits = list(_TOKEN.finditer(raw[doc_id]))
        rows = groups.get(doc_id, segments.iloc[:0])
        inside = containing(rows["start"].to_numpy(), rows["end"].to_numpy(), [hit.start() for hit in hits])
        labels, languages = rows.index.to_list(), rows["language"].to_list()
        for hit, row in zip(hits, inside, strict=True):
            key = (hit.group(), languages[row] if row >= 0 else language)
            if key not in types:
                types[key] = len(types)
                kinds.append(str(hit.lastgroup))
            values = (number, position[labels[row]] if row >= 0 else -1, hit.start(), hit.end(), types[key])
            for name, value in zip(columns, values, strict=True):
                columns[name].append(value)
    surfaces = [surface for surface, _ in types]
    languages = [language for _, language in types]
    forms = [match_form(surface, language) for surface, language in types]
    vocabulary = pd.DataFrame({"surface": surfaces, "form": forms, "language": languages, "kind": kinds}, dtype=object)
    arrays = {name: np.asarray(values, dtype=np.int32) for name, values in columns.items()}
    return TokenIndex(list(documents["doc_id"]), **arrays, vocabulary=vocabulary)


def tokenize(text: str, language: str = "und") -> list[str]:
    """Return the tokens of a string, words and punctuation alike, as they are written."""
    return [hit.group() for hit in _TOKEN.finditer(text)]
