"""The parts of a phrase that names somebody: apposed phrases, a run of capitalised words, a word without its article."""

from __future__ import annotations

from collections.abc import Container, Iterable
from functools import lru_cache

from .grammar import Grammar
from .people import Entity, load_directory

Found = list[tuple[int, int, Entity]]


@lru_cache(maxsize=1 << 14)  # news names the same people again and again
def read_phrase(phrase: tuple[str, ...], language: str) -> tuple[list[str], list[list[str]], Found]:
    """Return the words of a phrase without marks, its parts between commas and brackets, and the known names among its words."""
    if language == "en":
        phrase = tuple(bare for word in phrase if (bare := word.removesuffix("'s").removesuffix("’s")))
    words = [word for word in phrase if word[0].isalnum()]
    return words, split_phrase(phrase), load_directory().find(words, language)


def latin_name(words: list[str], found: Found, capitals: frozenset[str], grammar: Grammar, met: Container[str]) -> list[str]:
    """Return the longest run of capitalised words that are neither title, country nor institution."""
    taken = {at for first, end, entity in found if entity.kind != "role" for at in range(first, end)}
    titles = {at for first, end, entity in found if entity.kind == "role" for at in range(first, end)}
    runs: list[list[str]] = [[]]
    for at, word in enumerate(words):
        free = at not in taken | titles and word not in grammar.heads and word not in grammar.determiners and word not in grammar.honorifics
        if free and ((word in capitals and word not in grammar.stop) or (word in grammar.particles and runs[-1])):
            runs[-1].append(word)
        elif runs[-1]:
            runs.append([])
    runs = [run for run in runs if not any(word in grammar.groups for word in run)] or [[]]  # a council is nobody's name
    best = max(runs, key=len)
    if not best or (words[0] in ("the", "a", "an") and len(best) < 2) or len(best) > 4:
        return best if best and len(best) == 1 and best[0] in met else []
    return best


def bare_word(word: str) -> str:
    """Take the article off an Arabic word."""
    return word.removeprefix("ال") if len(word) > 4 else word


def split_phrase(words: Iterable[str]) -> list[list[str]]:
    """Split a phrase at its commas and brackets."""
    parts: list[list[str]] = [[]]
    for word in words:
        if word[0].isalnum():
            parts[-1].append(word)
        elif word in "،,()":
            parts.append([])
    return [part for part in parts if part]
