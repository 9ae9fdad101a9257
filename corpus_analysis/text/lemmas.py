"""Lemmas: the dictionary form of a word."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache


@lru_cache(maxsize=1 << 17)
def lemmatize(word: str, language: str) -> str:
    """Return the dictionary form of *word*."""
    from simplemma import lemmatize as look_up

    return look_up(word, lang=language) if word and language in ("ar", "fa", "en") else word


def lemmatize_many(words: Iterable[str], language: str) -> list[str]:
    """Return `lemmatize` of every word."""
    return [lemmatize(word, language) for word in words]
