"""Tokens with raw offsets, stored as arrays over one vocabulary."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, pairwise

import numpy as np
import pandas as pd
import pyarrow as pa

from .characters import DIGIT, LETTER, classes, look_up, to_text
from .edges import token_edges
from .normalize import match_forms

KINDS = ("word", "number", "link", "punctuation")
_WORD, _NUMBER, _LINK, _PUNCTUATION = range(4)


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
        return self._slices[doc_id]

    @cached_property
    def _slices(self) -> dict[str, slice]:
        bounds = np.searchsorted(self.doc, np.arange(len(self.doc_ids) + 1)).tolist()
        return {doc_id: slice(*pair) for doc_id, pair in zip(self.doc_ids, pairwise(bounds), strict=True)}

    def to_frame(self) -> pd.DataFrame:
        """Return one row a token: doc_id, segment, start, end, surface, form, language, kind."""
        words = self.vocabulary.iloc[self.type].reset_index(drop=True)
        where = pd.DataFrame({
            "doc_id": np.asarray(self.doc_ids, dtype=object)[self.doc],
            "segment": self.segment, "start": self.start, "end": self.end,
        })  # fmt: skip
        return pd.concat([where, words], axis=1)


def index_tokens(documents: pd.DataFrame, segments: pd.DataFrame, raw: Mapping[str, str]) -> TokenIndex:
    """Tokenise every document and point each token at its segment.

    Parameters
    ----------
    documents : columns doc_id, language.
    segments : columns doc_id, language, start, end; segments of one document do not overlap. A token has the language of its
        segment, or of its document where it lies in none.
    raw : decoded text by doc_id.

    Returns
    -------
    TokenIndex : all tokens, in the order of *documents* and of the text.
    """
    doc_ids = documents["doc_id"].tolist()
    texts = [raw[doc_id] for doc_id in doc_ids]
    text, offsets = _join(texts)
    starts, is_link, marked = token_edges(text)
    bounds = np.searchsorted(starts, offsets)
    doc, origin = (np.repeat(of.astype(np.int32), np.diff(bounds)) for of in (np.arange(len(texts)), offsets[:-1]))
    segment, language, languages = _place(documents, segments, starts, doc, offsets)
    surfaces, kinds, lengths, surface = _encode(marked, starts, is_link)
    starts -= origin
    ends = starts + look_up(lengths, surface)
    pair = surface * np.int32(len(languages)) + language
    used = np.bincount(pair, minlength=len(surfaces) * len(languages)) > 0
    types = np.flatnonzero(used)
    number = np.cumsum(used, dtype=np.int32) - np.int32(1)
    vocabulary = _describe(surfaces, kinds, languages, *np.divmod(types, max(len(languages), 1)))
    return TokenIndex(doc_ids, doc, segment, starts, ends, number[pair], vocabulary)


def join_tokens(parts: Sequence[TokenIndex], sizes: Sequence[int], doc_ids: list[str], place: np.ndarray) -> TokenIndex:
    """Return the tokens of several partitions as one index, the same as if the documents had been tokenised together.

    Parameters
    ----------
    parts : indexes over different documents. sizes : number of segments each has.
    doc_ids : the documents of the whole, in order; others are left out.
    place : the row in the whole's segments table of every segment of the parts, one after the other, and -1 at the end.
    """
    numbers = pd.Index(doc_ids)
    doc = _chain(numbers.get_indexer(part.doc_ids).astype(np.int32)[part.doc] for part in parts)
    order: slice | np.ndarray = slice(None)
    if len(doc) and (doc[0] < 0 or (doc[1:] < doc[:-1]).any()):
        order = np.argsort(doc, kind="stable")
        order = order[np.searchsorted(doc[order], 0) :]
    doc = doc[order]
    first = np.cumsum([0, *sizes], dtype=np.int32)
    last = np.int32(len(place) - 1)
    moved = (np.where(part.segment < 0, last, part.segment + at) for part, at in zip(parts, first[:-1], strict=True))
    segment = place[_chain(moved)[order]]
    vocabulary = pd.concat([part.vocabulary for part in parts], ignore_index=True)
    firsts = np.cumsum([0, *(len(part.vocabulary) for part in parts)], dtype=np.int32)
    row = _chain(part.type + at for part, at in zip(parts, firsts[:-1], strict=True))[order]
    surface, _ = pd.factorize(vocabulary["surface"])
    language, names = pd.factorize(vocabulary["language"], sort=True)
    met = np.full(int(surface.max(initial=-1)) + 1, len(row))
    met[surface[row[::-1]]] = np.arange(len(row), dtype=np.int32)[::-1]  # the earliest token is written last
    pair = met[surface] * max(len(names), 1) + language  # by the first place of the surface, then by language
    used = np.zeros(len(vocabulary), bool)
    used[row] = True
    known, at = np.unique(pair[used], return_index=True)
    start, end = (_chain(getattr(part, name) for part in parts)[order] for name in ("start", "end"))
    types = np.searchsorted(known, pair).astype(np.int32)[row]
    kept = vocabulary.iloc[np.flatnonzero(used)[at]].reset_index(drop=True)
    return TokenIndex(doc_ids, doc, segment, start, end, types, kept)


def _chain(arrays: Iterable[np.ndarray]) -> np.ndarray:
    return np.concatenate([np.empty(0, np.int32), *arrays])


def _place(
    documents: pd.DataFrame, segments: pd.DataFrame, starts: np.ndarray, doc: np.ndarray, offsets: np.ndarray
) -> tuple[np.ndarray, np.ndarray, list[str]]:
    """Return for every token its segment row (-1: none) and the number of its language; and the names of the languages."""
    names = [name if isinstance(name, str) else "und" for table in (documents, segments) for name in table["language"].tolist()]
    languages = sorted(set(names))
    number_of = {name: number for number, name in enumerate(languages)}
    numbers = np.array([number_of[name] for name in names], dtype=np.int32)
    of_documents, of_segments = numbers[: len(documents)], numbers[len(documents) :]
    place_of = {doc_id: place for place, doc_id in enumerate(documents["doc_id"].tolist())}
    at = np.array([place_of.get(doc_id, -1) for doc_id in segments["doc_id"].tolist()], dtype=np.int64)
    rows = np.flatnonzero(at >= 0)
    begin = offsets[at[rows]] + segments["start"].to_numpy(dtype=np.int64)[rows]
    finish = offsets[at[rows]] + segments["end"].to_numpy(dtype=np.int64)[rows]
    rows = rows[np.argsort(begin, kind="stable")]
    edges = np.searchsorted(starts, np.stack([np.sort(begin), np.sort(finish)], axis=1).ravel())  # of the segments, one by one
    stretches = np.full((2, 2 * len(rows) + 1), -1, dtype=np.int32)  # what lies before, in and behind each of them
    stretches[:, 1::2] = rows, of_segments[rows]
    segment, language = np.repeat(stretches, np.diff(edges, prepend=0, append=len(starts)), axis=1)
    outside = np.flatnonzero(segment < 0)
    language[outside] = of_documents[doc[outside]]
    return segment, language, languages


def _encode(marked: np.ndarray, starts: np.ndarray, is_link: np.ndarray) -> tuple[list[str], np.ndarray, np.ndarray, np.ndarray]:
    """Return the distinct surfaces, the kind and the length of each, and the number of each token's surface.

    The text is cut where tokens start, which costs less than taking out what stands between them; that is done with the distinct
    pieces. *marked*: see `token_edges`.
    """
    pieces, bounds, piece = _factorize(marked, np.append(starts, np.int32(len(marked))))
    inside = np.cumsum(np.append(False, pieces > 0))
    codes, bounds, number = _factorize(pieces[pieces > 0], inside[bounds])
    surface = look_up(number, piece)
    codes = codes - np.uint32(1)
    surfaces = to_text(np.insert(codes, bounds[1:-1], ord("\n"))).split("\n") if len(number) else []
    highest = np.maximum.reduceat(look_up(classes(), codes), bounds[:-1]) if len(surfaces) else codes
    kinds = np.where(highest == LETTER, _WORD, np.where(highest == DIGIT, _NUMBER, _PUNCTUATION))
    kinds[surface[is_link]] = _LINK
    return surfaces, kinds, np.diff(bounds).astype(np.int32), surface


def _factorize(codes: np.ndarray, bounds: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the distinct pieces of an array in the order they come, their bounds, and for every piece which of them it is."""
    buffers = [None, pa.py_buffer(np.multiply(bounds, codes.itemsize, dtype=np.int64)), pa.py_buffer(codes)]
    encoded = pa.Array.from_buffers(pa.large_binary(), len(bounds) - 1, buffers).dictionary_encode()
    _, edges, distinct = encoded.dictionary.buffers()
    edges = np.frombuffer(edges, dtype=np.int64)[: len(encoded.dictionary) + 1] // codes.itemsize
    distinct = np.frombuffer(distinct or b"", dtype=codes.dtype)[: edges[-1]]
    return distinct, edges, encoded.indices.to_numpy(zero_copy_only=False)


def _describe(surfaces: list[str], kinds: np.ndarray, languages: list[str], surface: np.ndarray, language: np.ndarray) -> pd.DataFrame:
    """Return the vocabulary: one row a type, with its match form."""
    words = np.array(surfaces, dtype=object)[surface]
    forms = np.empty(len(words), dtype=object)
    for number, name in enumerate(languages):
        rows = np.flatnonzero(language == number)
        forms[rows] = match_forms(words[rows].tolist(), name)
    named = (pd.array(names, dtype="str").take(at) for names, at in ((languages, language), (KINDS, kinds[surface])))
    written = (pd.array(pa.array(column, pa.large_string()), dtype="str") for column in (words, forms))
    return pd.DataFrame(dict(zip(("surface", "form", "language", "kind"), (*written, *named), strict=True)))


# A word of one script or a number, without marks, and at most one sign on each side: seen at a glance.
_ARABIC = "[\u0621-\u063a\u0641-\u064a\u0671-\u06d3]"
_PLAIN = re.compile(f"([«(]?)([A-Za-z]++|[0-9]++|[۰-۹]++|{_ARABIC}++(?:\u200c{_ARABIC}++)*+)([.،؛:!؟?)»]?)")
_TATWEEL = "\u0640"
_REMEMBERED = 1 << 17
_chunks: dict[str, tuple[str, ...]] = {}  # the tokens of what stands between blanks; nothing else in a text has a say in them


def tokenize(text: str, language: str = "und") -> list[str]:
    """Return the tokens of a string, words and punctuation alike, as they are written.

    Examples
    --------
    >>> tokenize("آتش‌بس، ۴۷ روز", "fa")
    ['آتش‌بس', '،', '۴۷', 'روز']
    """
    if _TATWEEL in text:  # the dots of a hidden word may stand beside blanks
        return _split([text])[0]
    chunks = text.split()
    try:
        return list(chain.from_iterable(map(_chunks.__getitem__, chunks)))
    except KeyError:
        if len(_chunks) > _REMEMBERED:
            _chunks.clear()
        new = [chunk for chunk in dict.fromkeys(chunks) if chunk not in _chunks]
        plain = {chunk: hit for chunk in new if (hit := _PLAIN.fullmatch(chunk))}
        _chunks.update((chunk, tuple(filter(None, hit.groups()))) for chunk, hit in plain.items())
        others = [chunk for chunk in new if chunk not in plain]
        _chunks.update(zip(others, map(tuple, _split(others)), strict=True))
        return list(chain.from_iterable(map(_chunks.__getitem__, chunks)))


def _split(texts: list[str]) -> list[list[str]]:
    """Return the tokens of every text."""
    if not texts:
        return []
    text, offsets = _join(texts)
    starts, _, marked = token_edges(text)
    ends = starts + np.add.reduceat(marked > 0, starts, dtype=np.int32) if len(starts) else starts
    tokens = [text[start:end] for start, end in zip(starts.tolist(), ends.tolist(), strict=True)]
    bounds = np.searchsorted(starts, offsets).tolist()
    return [tokens[first:last] for first, last in pairwise(bounds)]


def _join(texts: list[str]) -> tuple[str, np.ndarray]:
    """Return the texts as one, as `token_edges` takes it, and where each begins; one more, where another would begin."""
    return "\n".join(["", *texts, "", ""]), np.cumsum([1, *(len(part) + 1 for part in texts)])
