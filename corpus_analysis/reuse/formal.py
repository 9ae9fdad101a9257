"""Formal differences: joiners, spaces, spellings, digits. Words that differ in nothing else get one key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from typing import Any

from ..lexicon import read_yaml
from .units import Article, Unit

_HAMZA = frozenset("ءأإآؤئ\u0654\u0655")
_SEATS = frozenset("اوی")
_SHORT = 4  # letters: shorter words are too alike for spelling rules (for, four)


@lru_cache(maxsize=1)
def load_differences() -> dict[str, Any]:
    """Read differences.yaml, once."""
    return read_yaml("differences.yaml")


def reconcile(a: Article, b: Article) -> tuple[Article, Article, list[str], list[str]]:
    """Make the words of two articles comparable.

    Words that one article writes apart and the other joins become one word (that its span covers both). Returned are the
    two articles, so changed, and a key for each word: equal keys are the same word, however it is spelled.
    """
    a, b = _join(a, set(b.forms), _pairs(b.forms)), _join(b, set(a.forms), _pairs(a.forms))
    keys_a, keys_b = [_plain(form) for form in a.forms], [_plain(form) for form in b.forms]
    same = _spelled_alike(a, b, keys_a, keys_b)
    return a, b, keys_a, [same.get(key, key) for key in keys_b]


def _plain(form: str) -> str:
    """Take the separators out of a number."""
    return "".join(c for c in form if c not in ",٬") if form[:1].isdigit() else form


def _pairs(forms: Sequence[str]) -> set[tuple[str, str]]:
    return set(pairwise(forms))


def _join(article: Article, others: set[str], other_pairs: set[tuple[str, str]]) -> Article:
    """Join neighbouring words whose joined form is a word of the other article, which does not have them apart."""
    preposition = load_differences()["joined_preposition"]
    new: list[int] = []  # number of the joined word each old word is part of
    forms: list[str] = []
    at, count = 0, len(article.forms)
    while at < count:
        taken, form = 1, article.forms[at]
        for size in (3, 2):
            parts = article.forms[at : at + size]
            if len(parts) < size or tuple(parts[:2]) in other_pairs or not _near(article, at, size):
                continue
            whole = "".join(parts)
            short = preposition["short"] + "".join(parts[1:]) if parts[0] == preposition["full"] else whole
            if whole in others or short in others:
                taken, form = size, whole if whole in others else short
                break
        new += [len(forms)] * taken
        forms.append(form)
        at += taken
    firsts = [at for at in range(count) if not at or new[at] != new[at - 1]]
    ends = [article.ends[at] for at in range(count) if at + 1 == count or new[at + 1] != new[at]]
    new.append(len(forms))
    units = [_renumber(unit, new) for unit in article.units]
    return replace(
        article,
        forms=forms,
        starts=[article.starts[at] for at in firsts],
        ends=ends,
        kinds=[article.kinds[at] for at in firsts],
        units=units,
    )


def _near(article: Article, at: int, size: int) -> bool:
    gaps = (article.raw[article.ends[k] : article.starts[k + 1]] for k in range(at, at + size - 1))
    return all(not gap.strip(" \u200c\u200d\u00a0\n\t-") for gap in gaps)


def _renumber(unit: Unit, new: list[int]) -> Unit:
    first = new[unit.first] if not unit.first or new[unit.first] != new[unit.first - 1] else new[unit.first] + 1
    last = new[unit.last - 1] + 1
    return replace(unit, first=min(first, last), last=last)


def _spelled_alike(a: Article, b: Article, keys_a: Sequence[str], keys_b: Sequence[str]) -> dict[str, str]:
    """Map words that only *b* has to the words of *a* of which they are another spelling."""
    only_a, only_b = set(keys_a) - set(keys_b), set(keys_b) - set(keys_a)
    same = {}
    patterns = {pattern: key for key in sorted(only_a) for pattern in _without_seats(key)}
    full, short = load_differences()["joined_preposition"].values()
    swaps = [pair for one, other in load_differences()["spellings"] for pair in ((one, other), (other, one))]
    hamza_a, hamza_b = _with_hamza(a), _with_hamza(b)
    for key in sorted(only_b):
        for pattern in _without_seats(key):
            other = patterns.get(pattern)
            if other is not None and (key in hamza_b or other in hamza_a):
                same[key] = other
        variants = {key.replace(*swap, 1) for swap in swaps} if len(key) > _SHORT else set()
        if key.startswith(short):
            variants |= {short + key.removeprefix(full), full + key.removeprefix(short)}
        for variant in sorted(variants & only_a):
            same[key] = variant
    return same


def _with_hamza(article: Article) -> set[str]:
    return {
        form for form, start, end in zip(article.forms, article.starts, article.ends, strict=True) if _HAMZA & set(article.raw[start:end])
    }


def _without_seats(key: str) -> list[str]:
    """Return the word with each letter that may carry a hamza taken out in turn."""
    return [f"{key[:at]}*{key[at + 1 :]}" for at, letter in enumerate(key) if letter in _SEATS or letter == "ء"]
