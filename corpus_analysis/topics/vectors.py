"""Texts as vectors that can be compared across Arabic, Persian and English."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from scipy import sparse

from ..lexicon import read_yaml
from ..text.normalize import match_form

WEIGHTS = {"w": 2.0, "#": 2.0, "m": 3.0, "f": 5.0, "s": 1.5, "g": 1.0, "k": 1.0}
SUBJECT = 0.2  # power of rarity: of 1, .7, .5, .35, .2 the lowest groups real categories best, and sentences of one story less well
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Bridge:
    """The compiled data file bridge.yaml."""

    consonants: dict[int, str]
    latin: re.Pattern
    classes: dict[str, str]
    prefixes: dict[str, re.Pattern]
    suffixes: dict[str, re.Pattern]


@lru_cache(maxsize=1)
def read_bridge() -> Bridge:
    """Read and compile bridge.yaml, once."""
    data = read_yaml("bridge.yaml")
    letters = {chr(c): "" for c in range(0x0600, 0x0700)} | data["consonants"]
    latin = data["latin"]
    return Bridge(
        {ord(letter): kind for letter, kind in letters.items()},
        re.compile("|".join(sorted(map(re.escape, latin), key=len, reverse=True)) + "|."),
        latin,
        {language: _edge(parts, "^(?:{})(?=...)") for language, parts in data["prefixes"].items()},
        {language: _edge(parts, "(?<=...)(?:{})$") for language, parts in data["suffixes"].items()},
    )


def _edge(parts: list[str], pattern: str) -> re.Pattern:
    body = "|".join(sorted(map(re.escape, parts), key=len, reverse=True)) or r"(?!)"
    return re.compile(pattern.format(body))


@lru_cache(maxsize=200_000)
def stem(form: str, language: str) -> str:
    """Return a word (match form) without the particles and endings of its language; three letters are always left."""
    bridge = read_bridge()
    if language in bridge.prefixes:
        form = bridge.prefixes[language].sub("", form, count=1)
        form = bridge.suffixes[language].sub("", form, count=1)
    return form


@lru_cache(maxsize=200_000)
def stems(words: str, language: str) -> str:
    """Return the stems of a word or phrase, a space between them."""
    return " ".join(stem(match_form(word, language), language) for word in _WORD.findall(words))


def hide_phrases(text: str, language: str, phrases: Collection[str]) -> str:
    """Return a text without the phrases (as `stems` gives them) that stand in it, with whatever particles `stem` takes off."""
    found = list(_WORD.finditer(text))
    line = "".join(f" {stems(word[0], language)}" for word in found) + " "
    for phrase in phrases:
        at = line.find(f" {phrase} ")
        while at >= 0:
            first = line.count(" ", 0, at)
            start, end = found[first].start(), found[first + phrase.count(" ")].end()
            text = text[:start] + " " * (end - start) + text[end:]
            at = line.find(f" {phrase} ", at + 1)
    return text


@lru_cache(maxsize=1)
def read_fields() -> dict[str, dict[str, list[str]]]:
    """Return field of general news -> language -> words that tell so, the most telling ones first."""
    return read_yaml("bridge.yaml")["fields"]


@lru_cache(maxsize=1)
def read_meanings() -> dict[tuple[str, str], tuple[str, ...]]:
    """Return language and stem (or two stems) -> the meanings (m) and fields (f) of bridge.yaml that it may stand for."""
    entries = [("m" + words["en"][0], words) for words in read_yaml("bridge.yaml")["meanings"]]
    entries += [("f" + name, words) for name, words in read_fields().items()]
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for feature, words in entries:
        for language, spellings in words.items():
            for spelling in spellings:
                key = (language, " ".join(stem(match_form(word, language), language) for word in spelling.split()))
                if feature not in found.get(key, ()):
                    found[key] = (*found.get(key, ()), feature)
    return found


@lru_cache(maxsize=200_000)
def skeleton(form: str) -> str:
    """Return the consonants of a word as classes that the scripts share: مذاکره and مذاكرات and Moscow -> 'mzkr', 'mzkrt', 'msk'."""
    bridge = read_bridge()
    if form[:1] < "\u0250":
        classes = "".join(bridge.classes.get(part, "") for part in bridge.latin.findall(form.lower()))
    else:
        classes = form.translate(bridge.consonants)
    return re.sub(r"(.)\1+", r"\1", classes)


def _word_features(word: str, has_skeleton: bool) -> tuple[str, ...]:
    bounded = f"_{word}_"
    found = ["w" + word] + ["g" + bounded[at : at + n] for n in (3, 4) for at in range(len(bounded) - n + 1)]
    bones = skeleton(word) if has_skeleton else ""
    if len(bones) >= 2:
        found.append("s" + bones)
    if len(bones) >= 3:
        bones = f"_{bones}_"
        found += ["k" + bones[at : at + 3] for at in range(len(bones) - 2)]
    return tuple(found)


class _Numbered(dict[str, tuple[str, list[int]]]):
    """Words of one language -> their stem ("" for a number) and the columns of their features; each is read once."""

    def __init__(self, language: str, columns: Callable[[Iterable[str]], list[int]]) -> None:
        self._language, self._columns = language, columns

    def __missing__(self, surface: str) -> tuple[str, list[int]]:
        form = match_form(surface, self._language)
        word = "" if form.isdigit() else stem(form, self._language)
        if word:
            names = [*_word_features(word, form[:1] >= "\u0250" or surface[:1].isupper()), *read_meanings().get((self._language, word), ())]
        else:
            names = ["#" + (form.lstrip("0") or "0")] if form else []
        self[surface] = word, self._columns(names)
        return self[surface]


def count_features(texts: Sequence[str], languages: Sequence[str], vocabulary: dict[str, int], grow: bool = True) -> sparse.csr_matrix:
    """Count the features of texts: stems (w), numbers (#), meanings (m), fields (f), letter n-grams (g), skeletons (s), their trigrams (k).

    English gives skeletons for capitalised words only: those are the names that the other scripts transliterate.

    Returns
    -------
    One row a text, one column a feature; *vocabulary* is filled on the way, or else what it does not hold is left out.
    """

    def number(names: Iterable[str]) -> list[int]:
        return [vocabulary.setdefault(name, len(vocabulary)) if grow else vocabulary[name] for name in names if grow or name in vocabulary]

    meanings = read_meanings()
    openers = {(language, words.partition(" ")[0]) for language, words in meanings if " " in words}
    known = {language: _Numbered(language, number) for language in set(languages)}
    columns: list[int] = []
    bounds = [0]
    for text, language in zip(texts, languages, strict=True):
        numbered, before = known[language], ""
        for surface in _WORD.findall(text):
            word, found = numbered[surface]
            columns += found
            if word:
                if (language, before) in openers:
                    columns += number(meanings.get((language, f"{before} {word}"), ()))
                before = word
        bounds.append(len(columns))
    ones = np.ones(len(columns))
    counts = sparse.csr_matrix((ones, np.asarray(columns, np.int32), bounds), shape=(len(bounds) - 1, len(vocabulary)))
    counts.sum_duplicates()
    return counts


def rarity(counts: sparse.csr_matrix) -> np.ndarray:
    """Return the inverse document frequency of every column, log((1 + n) / (1 + df))."""
    frequency = np.bincount(counts.indices, minlength=counts.shape[1])
    return np.log((1 + counts.shape[0]) / (1 + frequency))


def unit_rows(matrix: Any) -> Any:
    """Scale every row of an array or a sparse matrix to length 1; rows of zeros stay."""
    if sparse.issparse(matrix):
        lengths = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
        return sparse.csr_matrix(sparse.diags_array(1 / np.where(lengths > 0, lengths, 1)) @ matrix)
    lengths = np.linalg.norm(matrix, axis=1, keepdims=True)
    return matrix / np.where(lengths > 0, lengths, 1)


class Speller:
    """Sparse unit vectors of spelling, comparable across scripts; a feature counts by its rarity where it is commoner.

    What is rare is learned from some texts (their vectors: ``vectors``); others can be read after them. Rarity counts as it is for
    one story, which rare names tell from the next one, and to a lower power for a subject, which common words tell (`SUBJECT`).
    """

    def __init__(self, texts: Sequence[str], languages: Sequence[str], power: float = 1.0) -> None:
        self._vocabulary: dict[str, int] = {}
        counts = count_features(texts, languages, self._vocabulary)
        tags = np.asarray(languages, dtype=object)
        rare = np.min([rarity(sparse.csr_matrix(counts[tags == tag])) for tag in sorted(set(languages))], axis=0)
        self._weights = rare**power * np.array([WEIGHTS[name[0]] for name in self._vocabulary])
        self.vectors = self._weigh(counts)

    def read(self, texts: Sequence[str], languages: Sequence[str]) -> sparse.csr_matrix:
        """Return the vectors of other texts; features that the first ones did not have are left out."""
        return self._weigh(count_features(texts, languages, self._vocabulary, grow=False))

    def _weigh(self, counts: sparse.csr_matrix) -> sparse.csr_matrix:
        counts.data = np.log1p(counts.data)
        return unit_rows(sparse.csr_matrix(counts @ sparse.diags_array(self._weights)))


def spelling_vectors(texts: Sequence[str], languages: Sequence[str]) -> sparse.csr_matrix:
    """Return the vectors of `Speller` for texts that are compared among themselves."""
    return Speller(texts, languages).vectors
