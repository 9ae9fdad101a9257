"""Clitics: what is written as one word and is several (وسيكتبونها, واسراییل, Israel's).

An Arabic word is taken apart in every way its grammar allows. What speaks for each way is counted (is the rest a known
word, how common is it, how common is the whole), weighed, and the best way wins. The weights stand in lexicons/clitics.yaml.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any

from ..lexicon import read_yaml
from .joiners import fold

_MARKS = re.compile("[\u064b-\u065f\u0670\u0640]")
_ARABIC_WORD = re.compile("[\u0621-\u064a\u066e-\u06d3]+")
_CONJUNCTIONS = ("", "و", "ف")
_PREPOSITIONS = ("", "ب", "ل", "ك", "س")
_PRONOUNS = ("", "ه", "ها", "هم", "هن", "هما", "نا", "ني", "ي", "ك", "كم", "كما", "كن")
_LONGEST = 30
Way = tuple[str, str, str, str]


@lru_cache(maxsize=1)
def _lists() -> dict[str, Any]:
    lists = read_yaml("clitics.yaml")
    fixed = {"".join(parts.split()): parts.split() for parts in lists["fixed"]} | {word: [word] for word in lists["whole"]}
    return lists | {"hosts": frozenset(lists["hosts"]), "fixed": fixed}


@lru_cache(maxsize=4)
def word_lists(language: str) -> tuple[Mapping[str, str], Mapping[str, float]]:
    """Return simplemma's dictionary (form to lemma) and wordfreq's shares of a language; both load on first use."""
    from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory
    from wordfreq import get_frequency_dict

    return DefaultDictionaryFactory().get_dictionary(language), get_frequency_dict(language)


def ways(word: str) -> Iterator[Way]:
    """Yield all ways to take an Arabic word (without vowel marks) apart: conjunction, preposition, rest, pronoun."""
    for conjunction in _CONJUNCTIONS:
        if not word.startswith(conjunction):
            continue
        for preposition in _PREPOSITIONS:
            rest = word[len(conjunction) :]
            if not rest.startswith(preposition):
                continue
            rest = rest[len(preposition) :]
            for pronoun in _PRONOUNS:
                if rest.endswith(pronoun):
                    stem = rest[: len(rest) - len(pronoun)]
                    if stem or (preposition and pronoun):
                        yield conjunction, preposition, stem, pronoun


def _written_alone(way: Way) -> list[str]:
    """Return how the rest may be written when it stands alone (حياته: حياة; للشخص: الشخص)."""
    _, preposition, stem, pronoun = way
    if preposition == "ل" and stem.startswith("ل") and not pronoun:
        return [stem, "ا" + stem]
    if not pronoun or len(stem) < 2:
        return [stem]
    return [stem, *(stem[:-1] + last for last in {"ت": "ة", "ا": "ى", "ي": "ى", "ؤ": "ء", "ئ": "ء"}.get(stem[-1], ""))]


def describe(way: Way, word: str) -> dict[str, float]:
    """Return what speaks for or against a way to take *word* apart: name of the evidence and its strength."""
    conjunction, preposition, stem, pronoun = way
    dictionary, shares = word_lists("ar")
    forms = _written_alone(way)
    level = max(level_of(form, shares) for form in forms)
    known = any(dictionary.get(form) or (form.startswith("ال") and dictionary.get(form[2:])) for form in forms)
    found = {f"known{min(len(stem), 4)}": 1.0} if known else {f"unknown{min(len(stem), 4)}": 1.0}
    found["level"] = level
    if not level:
        found["never alone"] = 1.0
    parts = [part for part in (conjunction, preposition, pronoun) if part]
    if not parts:
        return found
    found |= {f"before {part}": 1.0 for part in (conjunction, preposition) if part} | ({f"after {pronoun}": 1.0} if pronoun else {})
    found["parts"] = len(parts) - 1
    found["whole known"] = float(dictionary.get(word) is not None)
    found["commoner alone"] = max(-3.0, min(4.0, level - level_of(word, shares)))
    if preposition and stem.startswith("ال" if preposition != "ل" else "ل"):
        found[f"article after {preposition}"] = 1.0
    if preposition == "س" and stem[:1] not in tuple("يتنأ"):
        found["no future"] = 1.0
    if pronoun and stem.startswith("ال"):
        found["article and pronoun"] = 1.0
    if pronoun and (stem in _lists()["hosts"] or not stem):
        found["host"] = 1.0
    if pronoun and len(forms) > 1 and dictionary.get(forms[1]) and stem[-1] == "ت":
        found["feminine host"] = 1.0
    return found


def level_of(word: str, shares: Mapping[str, float]) -> float:
    return math.log10(shares[word]) + 9 if word in shares else 0.0


def weigh(way: Way, word: str, weights: Mapping[str, float]) -> float:
    """Return the sum of the weights of all evidence for a way."""
    return sum(weights.get(name, 0.0) * strength for name, strength in describe(way, word).items())


def _best(word: str) -> Way:
    weights = _lists()["weights"]
    return max(ways(word), key=lambda way: weigh(way, word, weights))


def _split_arabic(word: str) -> list[str]:
    bare = _MARKS.sub("", word)
    if not 2 <= len(bare) <= _LONGEST or not _ARABIC_WORD.fullmatch(bare):
        return [word]
    fixed = _lists()["fixed"]
    parts: Sequence[str] = fixed.get(bare, ())
    if not parts and bare[0] in _CONJUNCTIONS and bare[1:] in fixed:
        parts = [bare[0], *fixed[bare[1:]]]
    cuts, at = [], 0
    for part in parts or _best(bare):
        at += len(part)
        cuts.append(at)
    place = [at for at, character in enumerate(word) if not _MARKS.match(character)] + [len(word)]
    edges = [0, *(place[cut] for cut in cuts)]
    return [word[start:end] for start, end in pairwise(edges) if start < end]


def _split_persian(word: str) -> list[str]:
    bare, lists = fold(word), _lists()
    if len(bare) != len(word) or len(bare) < 4 or len(bare) > _LONGEST:
        return [word]
    dictionary, shares = word_lists("fa")
    if bare[0] == "ب" and bare[1:] in lists["persian_after_be"]:
        return [word[0], word[1:]]
    known = dictionary.get(bare) or bare in shares
    if bare[0] == "و" and not known and level_of(bare[1:], shares) >= lists["persian_after_and"]:
        return [word[0], word[1:]]
    return [word]


def _split_english(word: str) -> list[str]:
    for mark in ("'s", "’s", "s'", "s’"):
        if word.endswith(mark) and len(word) > 2:
            at = len(word) - 2 + (mark[0] == "s")
            return [word[:at], word[at:]]
    return [word]


@lru_cache(maxsize=1 << 18)
def _split(word: str, language: str) -> tuple[str, ...]:
    split = {"ar": _split_arabic, "fa": _split_persian, "en": _split_english}.get(language)
    return tuple(split(word)) if split and word else (word,)


def split_clitics(word: str, language: str) -> list[str]:
    """Return the parts of one word, as they are written; joined they give the word back.

    Parameters
    ----------
    word : a token without white space.
    language : ``"ar"`` (و ف ب ل ك س before, pronouns after; للشخص is ل and لشخص; the article ال stays with its noun),
        ``"fa"`` (a glued و or ب: واسراییل, بعنوان), ``"en"`` (possessive 's). Other languages: the word itself.

    Examples
    --------
    >>> split_clitics("وبأنها", "ar")
    ['و', 'ب', 'أن', 'ها']
    """
    return list(_split(word, language))
