"""Clitics: words written as one that are several (وسيكتبونها, واسراییل, Israel's)."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache


@lru_cache(maxsize=1 << 17)
def _split(word: str, language: str) -> tuple[str, ...]:
    from simplemma import is_known

    if language == "en":
        for mark in ("'s", "’s"):
            if word.endswith(mark) and len(word) > 2:
                return word[:-2], mark
    if language == "ar" and len(word) > 3:
        if word[0] in "وف" and not is_known(word, lang="ar"):
            return word[0], *_split(word[1:], language)
        if word.startswith("لل"):
            return "ل", word[1:]
        if word[0] in "بك" and word[1:3] == "ال":
            return word[0], word[1:]
    return (word,)


def split_clitics(word: str, language: str) -> list[str]:
    """Return the parts of *word*; joined they give the word back."""
    return list(_split(word, language))


def split_clitics_many(words: Iterable[str], language: str) -> list[list[str]]:
    """Return `split_clitics` of every word."""
    return [list(_split(word, language)) for word in words]
