"""Words of many texts as arrays of hashes: the form in which copy is looked for, quick enough for a hundred thousand articles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from ..lexicon import read_yaml
from ..text.normalize import match_form

_BASE = np.uint64(0x9E3779B97F4A7C15 | 1)
_INVERSE = np.uint64(pow(int(_BASE), -1, 2**64))
_CHUNK = 4_000_000  # characters treated at once: bounds the memory, some 60 bytes a character


@dataclass(frozen=True)
class Words:
    """Words of some texts: parallel arrays, ordered by text and position.

    Attributes
    ----------
    doc : int32, number of the text. start, end : int32, offsets into it. hash : uint64 of the word's match form.
    """

    doc: np.ndarray
    start: np.ndarray
    end: np.ndarray
    hash: np.ndarray

    def __len__(self) -> int:
        return len(self.doc)


def hash_words(texts: Sequence[str]) -> Words:
    """Cut every text into words and hash their match forms; Persian endings written apart are one word with what they end."""
    parts = [_hash_chunk(texts, first, last) for first, last in _chunks(texts)]
    if not parts:
        return Words(*(np.empty(0, dtype) for dtype in (np.int32, np.int32, np.int32, np.uint64)))
    return Words(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))


def hash_trigrams(words: Words) -> tuple[np.ndarray, np.ndarray]:
    """Return hash and text number of every run of three words of one text, the position being that of its first word.

    The last two words of a text begin no trigram; a run that leaves the text is marked by the number -1.
    """
    if len(words) < 3:
        return np.zeros(len(words), np.uint64), np.full(len(words), -1, np.int32)
    first, second, third = (words.hash[offset : len(words) - 2 + offset] for offset in range(3))
    with np.errstate(over="ignore"):
        mixed = _mix((first * np.uint64(3) + second) * np.uint64(0xC2B2AE3D27D4EB4F) + third)
    inside = words.doc[:-2] == words.doc[2:]
    hashes = np.append(mixed, np.zeros(2, np.uint64))
    docs = np.append(np.where(inside, words.doc[:-2], -1), np.full(2, -1)).astype(np.int32)
    return hashes, docs


def _chunks(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    first, size = 0, 0
    for number, text in enumerate(texts):
        if size and size + len(text) > _CHUNK:
            yield first, number
            first, size = number, 0
        size += len(text) + 1
    if first < len(texts):
        yield first, len(texts)


def _hash_chunk(texts: Sequence[str], first: int, last: int) -> tuple[np.ndarray, ...]:
    joined = "\n".join(texts[first:last]) + "\n"
    codes = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    folded, is_letter, is_joiner = _classify(codes)
    kept = np.flatnonzero(~is_joiner)
    letter = is_letter[kept]
    at = kept[letter]  # where every letter stands in the joined text
    after = np.append(kept[1:], len(codes))[letter]  # a mark that was dropped belongs to the letter before it
    edges = np.flatnonzero(np.diff(np.concatenate(([False], letter, [False])).astype(np.int8)))
    rank = np.concatenate(([0], np.cumsum(letter)))  # letters before a kept character
    begin, stop = rank[edges[0::2]], rank[edges[1::2]]
    begin, stop = _glue(begin, stop, edges[0::2], edges[1::2], folded[at], codes[kept])
    hashes = _hash_runs(folded[at], begin, stop)
    lengths = np.fromiter((len(text) + 1 for text in texts[first:last]), dtype=np.int64, count=last - first)
    offsets = np.concatenate(([0], np.cumsum(lengths)))
    start, end = at[begin], after[stop - 1]
    doc = np.searchsorted(offsets, start, side="right") - 1
    begins = offsets[doc]
    return (doc + first).astype(np.int32), (start - begins).astype(np.int32), (end - begins).astype(np.int32), hashes


def _classify(codes: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Fold every character as `match_form` does, by a table made of the characters that occur."""
    size = int(codes.max(initial=0)) + 1
    fold, letter, joiner = np.zeros(size, np.uint32), np.zeros(size, bool), np.zeros(size, bool)
    present = np.zeros(size, bool)
    present[codes] = True
    for code in np.flatnonzero(present):
        form = match_form(chr(code))
        if not form:
            joiner[code] = True
        elif form[0].isalnum():
            letter[code], fold[code] = True, ord(form[0])
    return fold[codes], letter[codes], joiner[codes]


def _glue(begin: np.ndarray, stop: np.ndarray, left: np.ndarray, right: np.ndarray, letters: np.ndarray, kept: np.ndarray):  # noqa: ANN202
    """Take away the border between a word and an ending (or prefix) that a single space sets apart from it."""
    if len(begin) < 2:
        return begin, stop
    hashes = _hash_runs(letters, begin, stop)
    to_previous, to_next = _glued_hashes()
    near = (left[1:] - right[:-1] == 1) & (kept[right[:-1]] != ord("\n"))
    border = near & (np.isin(hashes[1:], to_previous) | np.isin(hashes[:-1], to_next))
    return begin[np.append(True, ~border)], stop[np.append(~border, True)]


@lru_cache(maxsize=1)
def _glued_hashes() -> tuple[np.ndarray, np.ndarray]:
    classes = read_yaml("differences.yaml")
    return _hash_list(classes["glued_to_previous"]), _hash_list(classes["glued_to_next"])


def _hash_list(listed: list[str]) -> np.ndarray:
    forms = [match_form(word) for word in listed]
    letters = np.frombuffer("".join(forms).encode("utf-32-le"), dtype=np.uint32)
    stop = np.cumsum([len(form) for form in forms])
    return _hash_runs(letters, np.concatenate(([0], stop[:-1])), stop)


def _hash_runs(letters: np.ndarray, begin: np.ndarray, stop: np.ndarray) -> np.ndarray:
    """Polynomial hash (modulo 2**64) of the runs ``letters[begin:stop]``, all at once by prefix sums."""
    count = len(letters)
    with np.errstate(over="ignore"):
        powers = np.cumprod(np.concatenate((np.ones(1, np.uint64), np.full(count, _BASE, np.uint64))))
        sums = np.concatenate((np.zeros(1, np.uint64), np.cumsum((letters.astype(np.uint64) + np.uint64(1)) * powers[:-1])))
        inverses = np.cumprod(np.concatenate((np.ones(1, np.uint64), np.full(count, _INVERSE, np.uint64))))
        return _mix((sums[stop] - sums[begin]) * inverses[begin])


def _mix(hashes: np.ndarray) -> np.ndarray:
    """Spread the bits (the finaliser of Steele, Lea and Flood's SplitMix64)."""
    with np.errstate(over="ignore"):
        hashes = (hashes ^ (hashes >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        hashes = (hashes ^ (hashes >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        return hashes ^ (hashes >> np.uint64(31))
